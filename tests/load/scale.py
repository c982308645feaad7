"""`make scale-test`: two of each process behind nginx, on Debian's PostgreSQL and Redis; the figures go to docs/operations.md.

100 clients talk while one Rasa server is killed, database connections are cut, and every Rasa server is restarted in turn
as for a new model. Every conversation must go on, with nothing lost, doubled or out of order.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Callable, List

from bot.run.health import answers
from bot.settings import ROOT
from tests.bench.report import table
from tests.evaluation.report import place
from tests.load.cluster import PATIENCE, Cluster
from tests.load.crowds import HEAD, Crowd, Running, talk, verdict

PAGE = ROOT / "docs" / "operations.md"
PAUSE = (5.0, 15.0)  # seconds between two messages of a client
LONGEST = 1800.0  # seconds; the clients stop when everything was disturbed
HURRY = (0.0, 0.0)
BEGUN = time.monotonic()


def main() -> int:
    """Measure, show, and with --write put the figures in the page; 1 when something was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.scale", description=__doc__)
    parser.add_argument("--short", action="store_true", help="10 clients and less time, to try it")
    parser.add_argument("--write", action="store_true", help=f"put the figures in {PAGE.relative_to(ROOT)}")
    options = parser.parse_args()
    clients, seconds, hurry = (10, 60, 8) if options.short else (100, 180, 30)
    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as somebody else when we are root
        cluster = Cluster(Path(folder), 2)
        try:
            say("starting two of each")
            cluster.start()
            text, fine = measure(cluster, clients, seconds, hurry)
        finally:
            cluster.stop()
    print(text)
    if options.write:
        PAGE.write_text(place(PAGE.read_text(encoding="utf-8"), "scale", text), encoding="utf-8")
    return int(not fine)


def say(text: str) -> None:
    """Show progress."""
    print(f"  {time.monotonic() - BEGUN:4.0f} s  {text}", flush=True)


def measure(cluster: Cluster, clients: int, seconds: float, hurry: float) -> "tuple[str, bool]":
    """The figures as a piece of the page, and whether nothing was lost."""
    talk(cluster.address, 2, 5, HURRY)  # so that nobody's first message counts
    say("throughput with two of each")
    two = talk(cluster.address, 20, hurry, HURRY)
    cluster.use(1)
    say("throughput with one of each")
    one = talk(cluster.address, 20, hurry, HURRY)
    cluster.use(2)
    say(f"{clients} clients, {seconds:.0f} s or more")
    running = Running(cluster.address, clients, LONGEST, PAUSE)
    events = disturb(cluster, seconds)
    running.stop()
    disturbed = running.result()
    crowds = (one, two, disturbed)
    rows = [
        one.row("one of each, 20 clients that never pause"),
        two.row("two of each, 20 clients that never pause"),
        disturbed.row(f"two of each, {clients} clients, disturbed"),
    ]
    parts = [
        f"Last run: {date.today().isoformat()}, {os.cpu_count()} cores for everything: clients, nginx, PostgreSQL, Redis and six "
        f"processes. Two of each did {two.rate / one.rate:.2f} times as many messages a second as one.",
        table(HEAD, rows),
        "While the clients talked: " + "; ".join(events) + ".",
        f"No answer at first, and sent again: {kinds(disturbed)}. {verdict(*crowds)}",
    ]
    return "\n\n".join(parts), not any(crowd.problems for crowd in crowds)


def kinds(crowd: Crowd) -> str:
    """What was no answer, by kind."""
    return ", ".join(f"{count} × {kind}" for kind, count in sorted(crowd.refused.items())) or "none"


def disturb(cluster: Cluster, seconds: float) -> List[str]:
    """Do what must not harm, spread over the time; returns what was done."""
    begin, done = time.monotonic(), []

    def at(share: float, what: str, do: Callable[[], object]) -> None:
        time.sleep(max(0.0, begin + share * seconds - time.monotonic()))
        say(what)
        do()
        done.append(f"{what} (after {time.monotonic() - begin:.0f} s)")

    at(0.25, "one Rasa server killed", lambda: os.kill(cluster.pid("rasa 1"), signal.SIGKILL))
    at(0.40, "a connection to each database cut", cluster.postgres.cut)
    wait_until_up(cluster, "rasa 1")
    for number in (1, 2):
        at(
            0.5,
            f"Rasa server {number} restarted as for a new model",
            lambda n=number: restart(cluster, f"rasa {n}"),
        )
    time.sleep(max(0.0, begin + seconds - time.monotonic()))
    return done


def restart(cluster: Cluster, title: str) -> None:
    """Stop a server politely and wait until its successor answers."""
    old = cluster.pid(title)
    os.kill(old, signal.SIGTERM)
    while cluster.pid(title) == old:
        time.sleep(0.1)
    wait_until_up(cluster, title)


def wait_until_up(cluster: Cluster, title: str) -> None:
    """Wait until a service answers."""
    deadline = time.monotonic() + PATIENCE
    while not answers(cluster.service(title).health):
        assert time.monotonic() < deadline, f"{title} does not come back"
        time.sleep(0.3)


if __name__ == "__main__":
    sys.exit(main())

"""`make load`: 200 simulated clients for five minutes on the whole product; the figures go to docs/operations.md.

A client pauses 10 to 30 seconds between two messages, as people do who read and type. Before that, one client alone says without
what 200 must not be three times slower than.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Dict, List, Sequence

from bot.settings import ROOT
from tests.bench.measure import cpu_seconds, memory
from tests.bench.report import table
from tests.evaluation.report import place
from tests.load.crowds import HEAD, Crowd, talk, verdict
from tests.product import Product

PAGE = ROOT / "docs" / "operations.md"
PAUSE = (10.0, 30.0)  # seconds between two messages of a client
BRISK = (0.2, 0.6)  # of the one client with whom the others are compared
STORED = ("people", "conversations")
MESSAGES, OFFICE_DAYS, OFFICE_HOURS, PEAK = 60, 250, 8, 4
BUSY = 0.7  # the share of a core that may be in use before people notice


class Measured(Product):
    """The product with the names of its processes, for the functions of the bench."""

    def processes(self) -> Dict[int, str]:  # type: ignore[override]
        """Name to process id."""
        return {line.split(" -m ")[-1]: pid for pid, line in super().processes().items()}  # type: ignore[return-value]


def main() -> int:
    """Measure, show, and with --write put the figures in the page; 1 when something was lost or refused."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--short", action="store_true", help="20 clients for half a minute, to try it")
    parser.add_argument("--write", action="store_true", help=f"put the figures in {PAGE.relative_to(ROOT)}")
    options = parser.parse_args()
    clients, seconds, alone_for = (20, 30, 15) if options.short else (200, 300, 60)
    with tempfile.TemporaryDirectory(prefix="load-") as folder:
        product = Measured(Path(folder), conversation_rate="100000/minute")
        try:
            product.wait_until_ready()
            print("one client alone", flush=True)
            alone = talk(product.address, 1, alone_for, BRISK)
            print(f"{clients} clients, {seconds} s", flush=True)
            before = cpu_seconds(product)  # type: ignore[arg-type]
            many = talk(product.address, clients, seconds, PAUSE)
            used = cpu_seconds(product) - before  # type: ignore[arg-type]
            megabytes = memory(product)  # type: ignore[arg-type]
        finally:
            product.stop()
        stored = sum(path.stat().st_size for name in STORED for path in Path(folder).glob(f"{name}.db*"))
    text = report(alone, many, Used(used / len(many.ms), sum(megabytes.values()), stored / len(alone.ms + many.ms)))
    print(text)
    if options.write:
        PAGE.write_text(place(PAGE.read_text(encoding="utf-8"), "load", text), encoding="utf-8")
    return int(bool(alone.problems or many.problems or many.refused))


@dataclass(frozen=True)
class Used:
    """What 200 clients used: seconds of CPU a message (all processes), megabytes of memory, bytes on disk a message."""

    cpu: float
    megabytes: float
    stored: float


def report(alone: Crowd, many: Crowd, used: Used) -> str:
    """The figures as a piece of the page."""
    parts: List[str] = [
        f"Last run: {date.today().isoformat()}, {os.cpu_count()} cores that the clients and other work share.",
        table(
            HEAD, [alone.row("one client, hardly a pause"), many.row(f"{many.clients} clients, {many.seconds:.0f} s")]
        ),
        f"The 95th percentile of many is {many.p95 / alone.p95:.1f} times that of one. {verdict(alone, many)}",
        table(("what it takes", ""), size(many, used)),
        table(("a million clients a year", ""), example(used)),
    ]
    return "\n\n".join(parts)


def size(many: Crowd, used: Used) -> List[Sequence[str]]:
    """Rows: what a message and a client use."""
    pause = sum(PAUSE) / 2
    return [
        ("CPU a message, all processes, with the page's look at the progress", f"{1000 * used.cpu:.0f} ms"),
        (f"clients who talk at once on a core that is {BUSY:.0%} busy", f"{BUSY / (used.cpu / pause):.0f}"),
        (f"memory of all processes with {many.clients} clients", f"{used.megabytes:.0f} MB"),
        ("clients who talk at once for each GB", f"{many.clients / used.megabytes * 1024:.0f} or more"),
        ("on disk for each message, both databases", f"{used.stored / 1024:.1f} kB"),
    ]


def example(used: Used) -> List[Sequence[str]]:
    """Rows: a public employment service. Each client says MESSAGES messages in office hours; the busiest hour has PEAK times the average."""
    average = 1_000_000 * MESSAGES / (OFFICE_DAYS * OFFICE_HOURS * 3600)
    cores = average * PEAK * used.cpu / BUSY
    return [
        (f"messages a second, {MESSAGES} a client over {OFFICE_DAYS} days of {OFFICE_HOURS} hours", f"{average:.1f}"),
        (f"in the busiest hour, {PEAK} times that", f"{average * PEAK:.0f}"),
        ("clients who talk at once in that hour", f"{average * PEAK * sum(PAUSE) / 2:.0f}"),
        (f"cores for our processes, {BUSY:.0%} busy", f"{cores:.1f}"),
        (
            "Rasa servers (one core each), and as many action servers and web processes",
            f"{max(2, round(cores / 2 + 0.5) + 1)}",
        ),
        ("on disk after a year, if nothing were removed", f"{1_000_000 * MESSAGES * used.stored / 1e9:.0f} GB"),
    ]


if __name__ == "__main__":
    sys.exit(main())

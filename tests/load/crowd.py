"""Simulated clients on the website, by Locust: they do the intake, ask questions, pause, and go on at another device.

`python -m tests.load.crowd --address … --clients 200 --seconds 300` writes what happened as JSON to the standard output. A client
sends a message again under the same id when it gets no answer, as the button of the page does, and looks at what is stored
at the end of an intake and at the end of the run: exactly what was acknowledged, once, in order.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import signal
import sys
import time
import uuid
from collections import Counter
from pathlib import Path
from typing import Any, Dict, List, Tuple

import gevent
import yaml
from gevent.event import Event
from locust import FastHttpUser, task
from locust.env import Environment

from bot.settings import ROOT

ANSWERS = yaml.safe_load((ROOT / "tests" / "e2e" / "clients.yml").read_text(encoding="utf-8"))["answers"]
QUESTIONS = (
    "wat doet een loopbaanbegeleider?",
    "wat is het verschil tussen een campagnewerker en een belangenbehartiger?",
    "welke competenties heeft een gemeenschapswerker?",
    "op welk niveau werkt een supported employment coach?",
)
NO_ANSWER = yaml.safe_load((ROOT / "bot" / "nlu" / "channel.yml").read_text(encoding="utf-8"))["no_answer"]
CODE = re.compile(r"\b[2-9A-HJKMNP-TV-Z]{4}(?:-[2-9A-HJKMNP-TV-Z]{4}){2}\b")
CHAT = "/api/chat"
ASKS, PAUSES = 0.15, 0.05  # how often a client asks something in between, or pauses
PATIENCE = 120  # seconds that a client keeps trying


class Seen:
    """What all clients together saw."""

    def __init__(self) -> None:
        self.ms: List[float] = []
        self.refused: Counter[str] = Counter()  # answers that were none: by status or kind of error
        self.problems: List[str] = []
        self.answers = self.finished = self.resumed = self.checked = 0
        self.busy, self.over, self.seconds = 0, False, 0.0


class Client(FastHttpUser):
    """One person after the other at one browser. `pause`: seconds between two messages, from and to."""

    abstract = True
    pause: Tuple[float, float] = (10.0, 30.0)
    seen: Seen
    network_timeout = connection_timeout = 60.0

    def on_start(self) -> None:
        """Arrive, not all at the same moment."""
        self.chance = random.Random()
        self.begin()

    def begin(self) -> None:
        """Be somebody else, with an empty browser."""
        self.client.cookiejar.clear()
        self.given: List[Tuple[str, str]] = []

    def wait_time(self) -> float:
        """Seconds in which the person reads and types."""
        return self.chance.uniform(*self.pause)

    @task
    def turn(self) -> None:
        """One message, and often the look at the progress that the page takes after it."""
        if self.seen.over:
            gevent.sleep(PATIENCE)
            return
        self.seen.busy += 1
        try:
            self.go_on()
        except Exception as error:  # noqa: BLE001 (whatever it is, the report must show it)
            self.seen.problems.append(repr(error)[:300])
            self.begin()
        finally:
            self.seen.busy -= 1

    def go_on(self) -> None:
        """Whatever comes next for this person."""
        run = self.progress()
        if run is None:
            self.say("start intake" if not self.given else "verder")
            if not self.given:
                gevent.sleep(self.wait_time())
                self.answer("consent")
        elif run["status"] == "paused":
            self.come_back()
        elif run["question"] is None:
            self.look(finished=True)
            self.begin()
        elif self.chance.random() < ASKS:
            self.say(self.chance.choice(QUESTIONS))
        elif self.chance.random() < PAUSES:
            self.code = CODE.search(self.say("pauze"))
        else:
            self.answer(run["question"]["id"])

    def come_back(self) -> None:
        """Go on after a pause: at another device with the code, or here."""
        if self.code and self.chance.random() < 0.5:
            self.client.cookiejar.clear()
            self.say(self.code[0])
            self.seen.resumed += 1
        else:
            self.say("verder")
        self.code = None

    code: Any = None

    def answer(self, question: str) -> None:
        """Answer the open question; from the moment that the reply is there it counts."""
        self.say(ANSWERS[question])
        self.given.append((question, ANSWERS[question]))
        self.seen.answers += 1

    def progress(self) -> Any:
        """The run as the page sees it; None when there is none."""
        with self.client.get("/mijn/overzicht.json", headers={"Connection": "close"}, catch_response=True) as found:
            found.success()
            if found.status_code != 200:
                self.seen.refused[f"overview {found.status_code}"] += 1
                gevent.sleep(1)
                return self.progress()
            return found.json()["run"]

    def say(self, text: str) -> str:
        """Send a message, again when that fails, and return the reply."""
        content = {"id": uuid.uuid4().hex, "message": text}
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            start = time.perf_counter()
            headers = {"Connection": "close"}
            with self.client.post(CHAT, json=content, headers=headers, catch_response=True) as found:
                found.success()
                reply = self.read(found)
            if reply:
                self.seen.ms.append((time.perf_counter() - start) * 1000)
                return reply
            gevent.sleep(1)
        raise TimeoutError(f"no answer to {text!r} within {PATIENCE} s")

    def read(self, found: Any) -> str:
        """The text of the replies; "" when there is none."""
        if found.status_code != 200:
            self.seen.refused[f"{found.status_code} {str(found.text or found.error)[:60]}"] += 1
            return ""
        texts = [reply["text"] for reply in found.json()["replies"]]
        if texts[-1] == NO_ANSWER:
            self.seen.refused["no answer"] += 1
            return ""
        return "\n".join(texts)

    def look(self, finished: bool = False) -> None:
        """Compare what is stored with what was acknowledged."""
        if not self.given:
            return
        found = self.client.get("/mijn/gegevens.json", headers={"Connection": "close"})
        runs = found.json()["questionnaires"] if found.status_code == 200 else []
        stored = [(answer["question"], answer["text"]) for run in runs for answer in run["answers"]]
        self.seen.checked += 1
        self.seen.finished += finished
        if stored != self.given:
            self.seen.problems.append(
                f"stored {stored[-3:]} of {len(stored)}, said {self.given[-3:]} of {len(self.given)}"
            )


def crowd(address: str, clients: int, seconds: float, pause: Tuple[float, float]) -> Seen:
    """Let so many clients talk for so long, or until SIGTERM; each then looks at what is stored of it."""
    seen, begin, enough = Seen(), time.monotonic(), Event()
    gevent.signal_handler(signal.SIGTERM, enough.set)
    kind = type("Visitor", (Client,), {"host": address, "pause": pause, "seen": seen, "abstract": False})
    runner = Environment(user_classes=[kind]).create_local_runner()
    runner.start(clients, spawn_rate=max(1.0, clients / min(20.0, seconds / 4)))
    enough.wait(seconds)
    seen.seconds, seen.over = time.monotonic() - begin, True  # whoever is talking finishes the sentence
    end = time.monotonic() + PATIENCE
    while seen.busy and time.monotonic() < end:
        gevent.sleep(0.1)
    people = [greenlet.args[0] for greenlet in runner.user_greenlets.greenlets]
    runner.stop()
    for person in people:
        try:
            person.look()
        except Exception as error:  # noqa: BLE001 (one that cannot be looked at is a problem, not the end)
            seen.problems.append(repr(error)[:300])
    runner.quit()
    return seen


def main() -> int:
    """Run and write."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.crowd", description=__doc__)
    parser.add_argument("--address", required=True)
    parser.add_argument("--clients", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--pause", type=float, nargs=2, default=Client.pause, help="seconds between two messages")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    seen = crowd(options.address, options.clients, options.seconds, tuple(options.pause))
    result: Dict[str, Any] = {**vars(seen), "clients": options.clients}
    options.out.write_text(json.dumps(result), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

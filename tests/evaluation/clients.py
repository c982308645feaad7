"""Simulated people who go through the whole intake: as items of a set, played side by side against the running bot, and judged."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import partial
from typing import Any, Dict, Iterable, Iterator, List, Optional

import httpx
import yaml

from bot.intake.installation import open_service
from bot.intake.service import IntakeService
from bot.settings import Settings, load_settings
from tests.e2e.simulated import Person, Say

from .play import Miss, Outcome
from .world import ROOT, World

CLIENTS: Dict[str, Any] = yaml.safe_load((ROOT / "tests" / "e2e" / "clients.yml").read_text(encoding="utf-8"))
MOST = 60  # messages of the person
AT_ONCE = 6  # people who talk at the same time


@dataclass(frozen=True)
class Client:
    """One simulated person: `kind` is the manner of talking, `style` the situation."""

    kind: str
    style: str
    held_out: bool = False
    profession: Optional[str] = None

    @property
    def id(self) -> str:
        """The name of the item."""
        return f"{self.kind}-{self.style}"


@dataclass
class ClientOutcome(Outcome):
    """What came of one person: the checks and whether they held, the number of messages and of questions, and how often an
    ordinary answer raised a doubt about safety."""

    checks: Dict[str, bool] = field(default_factory=dict)
    messages: int = 0
    questions: int = 0
    worried: int = 0


def load_clients() -> List[Client]:
    """Every manner of talking in every situation."""
    return [Client(manner, situation) for manner in CLIENTS["manners"] for situation in CLIENTS["situations"]]


def play(items: Iterable[Client], world: World, client: httpx.Client) -> Iterator[ClientOutcome]:
    """Yield the outcome of each person, in order. Raises httpx.HTTPError when the bot cannot be reached."""
    client.get("/").raise_for_status()
    with opened(load_settings()) as service:
        yield from talk(items, partial(_post, client), service)


def talk(items: Iterable[Client], send: Say, service: IntakeService) -> Iterator[ClientOutcome]:
    """Let the people talk, AT_ONCE at a time, and judge each conversation by what `service` has stored."""

    def one(item: Client) -> ClientOutcome:
        return judge(item, Person(send, service, item.id, CLIENTS).play(MOST))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from pool.map(one, items)


@contextmanager
def opened(settings: Settings) -> Iterator[IntakeService]:
    """The intake service on the database of the running bot."""
    service = open_service(settings)
    try:
        yield service
    finally:
        service.store.engine.dispose()


def _post(client: httpx.Client, sender: str, text: str) -> List[Dict[str, Any]]:
    answer = client.post("/webhooks/rest/webhook", json={"sender": sender, "message": text})
    answer.raise_for_status()
    replies: List[Dict[str, Any]] = answer.json()
    return replies


def judge(item: Client, person: Person) -> ClientOutcome:
    """What went wrong in a conversation, by check."""
    faults = {
        "finishes": [] if person.finished else [person.problem or "the intake is not closed"],
        f"needs {MOST} messages at most": [] if len(person.said) <= MOST else [f"{len(person.said)} messages"],
        "is asked nothing twice": person.asked_twice(),
        "finds every answer stored once, word for word": _badly_stored(person),
        "finds every answer back in the dossier": _missing(person),
    }
    reasons = tuple(f"{check}: {fault}" for check, found in faults.items() for fault in found)
    reply = "\n".join(reply["text"] for reply in person.replies)
    return ClientOutcome(
        item,
        [Miss(len(person.said), person.said[-1], reply, reasons)] if reasons else [],
        ms=person.ms,
        checks={check: not found for check, found in faults.items()},
        messages=len(person.said),
        questions=len({question for question, _ in person.given}),
        worried=person.worried,
    )


def _badly_stored(person: Person) -> List[str]:
    runs = person.service.everything(person.sender, datetime.now(timezone.utc)).get("questionnaires", [])
    stored = [(answer["question"], answer["text"]) for run in runs for answer in run["answers"]]
    if [question for question, _ in stored] != [question for question, _ in person.given]:
        return ["the stored questions are others than the answered ones"]
    skips = set(person.manner.get("skips", ()))
    pairs = zip(stored, person.given, strict=True)
    return [question for (question, text), (_, said) in pairs if said not in skips and text != said]


def _missing(person: Person) -> List[str]:
    dossier = person.service.dossier(person.sender)
    if dossier is None:
        return ["there is no dossier"]
    lines = {line["question"]: line for phase in dossier["summary"] for line in phase["answers"]}
    skips, last = set(person.manner.get("skips", ())), dict(person.given)
    shown = [question.id for question in person.service.library.get("intake").questions if question.in_summary]
    return [name for name in shown if name in last and not _found(person, lines.get(name), name, last[name], skips)]


def _found(person: Person, line: Optional[Dict[str, Any]], question: str, said: str, skips: set) -> bool:
    """Whether an answer stands in the dossier: an open one in the person's own words."""
    if line is None:
        return False
    return said in skips or (line["status"] == "given" and (person.kind(question) != "open" or line["value"] == said))

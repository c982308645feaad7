"""However somebody gets there (corrections, steps back, pauses, starting over, another process), the dossier is the one that the
final answers give when they are given straight through."""

from __future__ import annotations

import random
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.intake.answer import GIVEN, UNKNOWN
from bot.intake.export import to_json
from tests.intake.client import Client
from tests.intake.conftest import open_service

WANDERING = 55  # messages after which a person only answers
MOST = 160
OPEN = ["Ik bel drie mensen voor 15 januari", "Iets met mensen misschien?", "Ik lees over dit werk", "Rust"]
SAYS = {
    "yes_no": ["ja", "nee"], "scale": ["1", "een drietje", "5"], "date": ["15 januari", "over 3 weken"], "open": OPEN,
    "choice": ["1", "2", "3"], "multi_choice": ["1", "2 en 6", "5 en 8"],
}  # fmt: skip
UNREADABLE = {
    "yes_no": "banaan",
    "scale": "banaan",
    "date": "banaan",
    "choice": "banaan",
    "multi_choice": "banaan",
    "open": "?!",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("people")


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9))
def test_any_way_gives_the_dossier_of_the_final_answers(library, folder, seed):
    wandering = Client(reopened(library, folder), f"wandering-{uuid.uuid4().hex}")
    wander(wandering, library, folder, random.Random(seed))
    final = last_answers(wandering)
    straight = Client(wandering.service, f"straight-{uuid.uuid4().hex}")
    straight.go(final)
    assert straight.asked == [question for question in straight.asked if question in final]
    assert to_json(straight.service.dossier(straight.sender)) == to_json(wandering.service.dossier(wandering.sender))


def reopened(library, folder):
    return open_service(library, f"sqlite:///{folder / 'people.db'}", folder)


def wander(client, library, folder, chance):
    """Talk until the intake is closed."""
    turn = client.say("start intake")
    for _ in range(MOST):
        if turn.closed:
            return
        if chance.random() < 0.05:
            client.service = reopened(library, folder)
        turn = client.say(next_text(turn, library.get("intake"), chance, len(client.said) > WANDERING))
    raise AssertionError(f"never closed: {client.asked[-5:]}")


def next_text(turn, intake, chance, calm):
    """What this person says next; a `calm` one only answers."""
    if turn.command == "pause":
        return "verder"
    if turn.question is None:  # asked whether to start again
        return "nee" if calm else chance.choice(["ja", "nee"])
    question = intake.by_id[turn.question]
    if question.required:
        return "ja" if calm or chance.random() < 0.8 else "wijzig vraag 2"
    if not calm and chance.random() < 0.3:
        detours = ["vorige", f"wijzig vraag {chance.randint(2, turn.number)}", "overzicht", "pauze", "wat bedoel je?"]
        return chance.choice([*detours, UNREADABLE[question.kind], "verder", "opnieuw beginnen"])
    if question.id.startswith("another"):
        return "nee" if calm else chance.choice(["nee", "nee", "ja"])
    return chance.choice([*SAYS[question.kind], "weet ik niet", "overslaan"])


def last_answers(client):
    """The last text to each question; a word that skips for what was skipped."""
    (run,) = client.service.everything(client.sender, client.now)["questionnaires"]
    words = {GIVEN: None, UNKNOWN: "weet ik niet"}
    return {a["question"]: words.get(a["status"], "overslaan") or a["text"] for a in run["answers"]}

"""The judge of the simulated clients, and their figures."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from .clients import CLIENTS, Client, ClientOutcome, judge, load_clients
from .clients_report import clients_report

GOOD = {"finishes": True, "is asked nothing twice": True}


def stored(texts: list[str]) -> dict:
    answers = [{"question": "goal", "text": text} for text in texts]
    return {"questionnaires": [{"answers": answers}]}


def person(**changed: object) -> SimpleNamespace:
    """Somebody who said one thing, all of it right."""
    lines = [{"question": "goal", "status": "given", "value": "Rust"}]
    question = SimpleNamespace(id="goal", in_summary=True)
    service = SimpleNamespace(
        everything=lambda sender, now: stored(["Rust"]),
        dossier=lambda sender: {"summary": [{"answers": lines}]},
        library=SimpleNamespace(get=lambda kind: SimpleNamespace(questions=[question])),
    )
    normal = dict(
        finished=True, problem="", said=["Rust"], ms=[5.0], given=[("goal", "Rust")], manner={}, sender="x", worried=0
    )
    return SimpleNamespace(
        **{**normal, "service": service, "replies": [], "asked_twice": list, "kind": lambda name: "open", **changed}
    )


def test_there_are_more_than_forty_and_each_has_a_name_of_its_own() -> None:
    names = [client.id for client in load_clients()]
    assert len(names) == len(set(names)) == len(CLIENTS["manners"]) * len(CLIENTS["situations"]) >= 40


def test_a_conversation_without_fault_is_right() -> None:
    assert judge(Client("calm", "employee"), person()).right


@pytest.mark.parametrize(
    "changed, check",
    [
        (dict(finished=False), "finishes"),
        (dict(said=["x"] * 61), "needs 60 messages at most"),
        (dict(asked_twice=lambda: ["goal"]), "is asked nothing twice"),
        (dict(given=[("goal", "Ruimte")]), "finds every answer stored once, word for word"),
        (dict(given=[("goal", "Rust"), ("goal", "Rust")]), "finds every answer stored once, word for word"),
        (dict(given=[("goal", "Ruimte")]), "finds every answer back in the dossier"),
    ],
)
def test_each_fault_is_found(changed: dict, check: str) -> None:
    outcome = judge(Client("calm", "employee"), person(**changed))
    assert not outcome.right and outcome.checks[check] is False


def test_the_figures_are_counted_by_check_manner_and_situation() -> None:
    good = ClientOutcome(Client("calm", "employee"), ms=[10.0, 20.0], checks=GOOD, messages=36, questions=33)
    bad = ClientOutcome(
        Client("calm", "student"), ms=[30.0], checks={**GOOD, "finishes": False}, messages=60, worried=2
    )
    text = clients_report([good, bad])
    for line in (
        "| finishes | 1/2 |",
        "| is asked nothing twice | 2/2 |",
        "median 48, from 36 to 60",
        "doubt about safety: 2",
    ):
        assert line in text, line
    assert "| calm | 2/2 (100.0 %) | 48 | 60 |" in text and "| student | 1/1 (100.0 %) | 60 | 60 |" in text


def test_without_outcomes_there_is_no_report() -> None:
    with pytest.raises(ValueError):
        clients_report([])

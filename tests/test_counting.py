"""What the action server counts for the team: help that was named, questions that were or were not answered, and no words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Dict, Iterator

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import count_questions
from actions.counting import tally
from actions.safety import ActionCrisis, ActionReferral
from bot.answers.context import context
from bot.answers.model import Part, Request
from bot.intake import counts
from bot.intake.models import Count
from bot.intake.store import open_store
from bot.settings import ROOT, load_settings
from knowledge.build import build

WORDS = "woorden van iemand"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LOOPBAANBOT_DATA_DIR", str(tmp_path))
    build(ROOT / "knowledge", f"sqlite:///{tmp_path / 'knowledge.db'}")
    for opened in (tally, context):
        opened.cache_clear()
    yield
    for opened in (tally, context):
        opened.cache_clear()


def counted() -> Dict[tuple, int]:
    tally().write()
    with open_store(load_settings()).reading() as records:
        rows = records.session.query(Count).all()
        return {(row.what, row.detail): row.number for row in rows if row.week <= date.today()}


def tracker(**message: Any) -> Tracker:
    return Tracker("sender-1", {}, {"text": WORDS, **message}, [], False, None, {}, "action_listen")


def test_help_that_was_named_is_counted_by_need() -> None:
    found = {"need": "panic", "level": "certain", "about": "self", "language": "nl"}
    for _ in range(2):
        ActionCrisis().run(CollectingDispatcher(), tracker(safety=found), {})
    ActionReferral().run(CollectingDispatcher(), tracker(safety_referral=["money"]), {})
    assert counted() == {(counts.CRISIS, "panic"): 2, (counts.REFERRAL, "money"): 1}


def test_questions_are_counted_by_kind_and_whether_we_knew() -> None:
    count_questions([Request("ask_level", text=WORDS)], [Part("facet")])
    count_questions([Request("ask_pay", text=WORDS)], [Part("pay")])
    assert counted() == {(counts.ASKED, "ask_level"): 1, (counts.UNANSWERED, "ask_pay"): 1}

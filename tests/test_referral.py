"""A need for other help that a message seems to show: answered as a question when it is one about a profession."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterator

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.referral import ROOM, refer_beside
from actions.safety import asks_too, goes_on
from bot.answers.context import context
from bot.settings import ROOT
from knowledge.build import build

TALKED_ABOUT = {"memory": {"recent": ["loopbaanbegeleider"]}}


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LOOPBAANBOT_DATA_DIR", str(tmp_path))
    build(ROOT / "knowledge", f"sqlite:///{tmp_path / 'knowledge.db'}")
    context.cache_clear()
    yield
    context.cache_clear()


def tracker(text: str, slots: Dict[str, Any], *professions: str) -> Tracker:
    request = {"intent": "ask_knowledge", "text": text, "professions": list(professions)}
    return Tracker("sender-1", slots, {"text": text, "requests": [request]}, [], False, None, {}, "action_listen")


def test_what_the_work_takes_is_answered_in_a_talk_about_it() -> None:
    assert goes_on(tracker("en wat moet ik weten van burn-out", TALKED_ABOUT), ["burnout"])


@pytest.mark.parametrize("text", ["ik heb een burn-out, wat moet ik weten", "wat moet ik doen met mijn burn-out"])
def test_who_tells_of_a_burn_out_is_referred(text: str) -> None:
    assert not goes_on(tracker(text, TALKED_ABOUT), ["burnout"])


def test_without_a_profession_there_is_nothing_to_go_on_about() -> None:
    assert not goes_on(tracker("wat moet ik weten van burn-out", {"memory": {}}), ["burnout"])


def test_a_question_beside_a_need_is_answered_too() -> None:
    assert asks_too(tracker("ik zoek werk, wa doet ne loopbaancoach zoal", {}, "loopbaanbegeleider"))
    assert not asks_too(tracker("ik zoek werk als loopbaancoach", {}, "loopbaanbegeleider"))


@pytest.mark.parametrize("length", [100, ROOM - 50])
def test_the_line_with_who_helps_never_makes_a_reply_too_long_and_the_quick_replies_stay_last(length: int) -> None:
    dispatcher = CollectingDispatcher()
    dispatcher.utter_message(text="x" * length, buttons=[{"title": "Meer", "payload": "/more"}])
    asking = tracker("waar vind ik vacatures", {}, "loopbaanbegeleider")
    asking.latest_message["safety_referral"] = ["job_search"]
    refer_beside(dispatcher, asking)
    assert "VDAB" in dispatcher.messages[-1]["text"] and max(len(m["text"]) for m in dispatcher.messages) <= ROOM
    assert [bool(m["buttons"]) for m in dispatcher.messages] == [False] * (len(dispatcher.messages) - 1) + [True]

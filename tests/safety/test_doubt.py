"""After a gentle question: what makes the next doubt a certain one, and what is asked again or let be."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Optional

from rasa_sdk import Tracker

from actions.doubt import finding_to_answer
from bot.safety import Finding
from bot.safety.help import crisis_replies

PLAIN = Finding("suicide", "doubt", "self", "nl")
MILD = replace(PLAIN, mild=True)


def _said(text: str, finding: Optional[Finding]) -> dict:
    return {"text": text, "intent": {"name": "crisis" if finding else "other"}, "safety": finding and asdict(finding)}


def after(*findings: Optional[Finding], asked: int = 1, last: str = "wat ik zeg") -> Optional[Finding]:
    """What is answered to the last of some messages; to the first `asked` of them we asked gently."""
    events = []
    for place, finding in enumerate(findings):
        text = last if place == len(findings) - 1 else "eerder"
        events.append({"event": "user", "text": text, "parse_data": _said(text, finding)})
        if finding and place < asked:
            events.append({"event": "bot", "text": crisis_replies(finding)[0]})
    message = events[-1]["parse_data"]
    return finding_to_answer(Tracker("somebody", {}, message, events, False, None, {}, "action_listen"))


def test_a_first_doubt_is_asked_about() -> None:
    assert after(MILD, asked=0) == MILD


def test_saying_it_again_in_plain_words_is_certain() -> None:
    found = after(PLAIN, PLAIN)
    assert found and found.level == "certain"


def test_a_mild_doubt_after_a_doubt_is_asked_about_once_more_and_not_a_third_time() -> None:
    assert after(MILD, MILD) == MILD
    assert after(MILD, MILD, MILD, asked=2) is None


def test_a_no_clears_the_doubt() -> None:
    assert after(PLAIN, PLAIN, last="nee, het gaat wel") is None
    assert after(PLAIN, None, MILD) is None


def test_plain_danger_is_answered_whatever_was_asked() -> None:
    danger = replace(PLAIN, level="certain")
    assert after(PLAIN, None, danger) == danger

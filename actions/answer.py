"""Answers about professions: facets, terms, comparison, search, follow-ups."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Optional, Text

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.counting import tally
from actions.sending import requests_of, send
from bot.answers.context import context
from bot.answers.gaps import gaps
from bot.answers.meant import answer_aside as aside
from bot.answers.model import Answer, Memory, Part, Request
from bot.answers.router import answer
from bot.intake.counts import ASKED, GAP, UNANSWERED

# The keys of replies that say that we do not know.
NOT_KNOWN = (
    "unknown",
    "unknown_topics",
    "unknown_human",
    "unknown_profession",
    "other_profession",
    "pay",
    "costs",
    "unsaid",
)


def answer_question(dispatcher: CollectingDispatcher, tracker: Tracker) -> List[Dict[Text, Any]]:
    """Send the answer to every question about professions in a message; remember what later questions refer to."""
    requests, before = requests_of(tracker), Memory.of(tracker.get_slot("memory"))
    return sent(dispatcher, requests, answer(context(), requests, before), before)


def answer_aside(dispatcher: CollectingDispatcher, tracker: Tracker) -> Optional[List[Dict[Text, Any]]]:
    """Answer what was taken for a question about us and is about the profession under discussion; None when it is about us."""
    requests, before = requests_of(tracker), Memory.of(tracker.get_slot("memory"))
    reply = aside(context(), requests, before)
    return sent(dispatcher, requests, reply, before) if reply else None


def sent(
    dispatcher: CollectingDispatcher, requests: List[Request], reply: Answer, before: Memory
) -> List[Dict[Text, Any]]:
    """Send a reply, count it, and give the event that remembers it."""
    send(dispatcher, reply.parts)
    count_questions(requests, reply.parts)
    for gap in gaps(context(), requests, reply.parts, before):
        tally().add(GAP, str(gap))
    return [SlotSet("memory", reply.memory.as_json())]


def count_questions(requests: Iterable[Request], parts: Iterable[Part]) -> None:
    """Count what kind of thing was asked, and whether we knew; never in whose words."""
    known = not any(part.key in NOT_KNOWN for part in parts)
    for request in requests:
        tally().add(ASKED if known else UNANSWERED, request.intent)

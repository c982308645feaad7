"""When the talk is about us and not about a profession: what goes on about the intake that was just explained, and a yes to it."""

from __future__ import annotations

from typing import Optional, Text

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.sending import requests_of
from bot.answers.context import context
from bot.answers.model import Request
from bot.nlu.questions import is_question

INTAKE = "/start_intake"
TOPICS = (
    "ask_intake",
    "privacy",
    "share_with_coach",
)  # after these the talk is about the intake and what becomes of it
ABOUT_IT = ("ask_intake", "privacy", "share_with_coach", "ask_free")
FEW_WORDS = 8
CONVINCED = 0.8  # confidence from which a message is no longer about the intake
ELSEWHERE = (
    "start_intake",
    "start_scan",
    "delete_my_data",
    "show_my_data",
    "list_professions",
    "find_profession",
    "search",
    "ask_pay",
    "out_of_scope",
)  # when we are convinced


def says_yes_to_intake(tracker: Tracker) -> bool:
    """Whether the first quick reply under our last message started an intake: then a yes does."""
    told = next((event for event in reversed(tracker.events) if event.get("event") == "bot"), {})
    offered = (told.get("data") or {}).get("buttons") or [{}]
    return offered[0].get("payload") == INTAKE


def answer_topic(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Answer a question that goes on about the intake ("hoe lang duurt dat?"); False, and nothing sent, for any other message."""
    intent = _topic(tracker)
    if not intent:
        return False
    reply = context().about_us.get(intent) or {"text": context().small_talk[intent]}
    dispatcher.utter_message(**reply)
    return True


def _topic(tracker: Tracker) -> Optional[Text]:
    """What a question that goes on about the intake asks of it; None for any other message."""
    said = [event for event in tracker.events if event.get("event") == "user"][-2:]
    parsed = (said[0].get("parse_data") or {}) if len(said) == 2 else {}
    before = (parsed.get("intent") or {}).get("name")
    requests = requests_of(tracker)
    if before not in TOPICS or len(requests) > 1 or not _goes_on(requests[0]):
        return None
    likely = (requests[0].intent, requests[0].alternative)
    return next((intent for intent in likely if intent in ABOUT_IT), before)


def _goes_on(request: Request) -> bool:
    named = request.professions or request.candidates or request.occupation or request.terms
    elsewhere = request.intent in ELSEWHERE and request.confidence >= CONVINCED
    short = len(request.words) <= FEW_WORDS and is_question(request.text)
    return short and not named and not elsewhere

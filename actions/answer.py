"""Answers about professions: facets, terms, comparison, search, follow-ups."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.sending import requests_of, send
from bot.answers.context import context
from bot.answers.model import Memory
from bot.answers.router import answer


def answer_question(dispatcher: CollectingDispatcher, tracker: Tracker) -> List[Dict[Text, Any]]:
    """Send the answer to every question about professions in a message; remember what later questions refer to."""
    reply = answer(context(), requests_of(tracker), Memory.of(tracker.get_slot("memory")))
    send(dispatcher, reply.parts)
    return [SlotSet("memory", reply.memory.as_json())]

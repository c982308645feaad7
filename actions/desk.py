"""The intake service of this action server, and how its turns become Rasa messages and events."""

from __future__ import annotations

from datetime import datetime, timezone
from functools import lru_cache
from typing import Any, Dict, List, Optional, Text

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.sending import requests_of, send
from bot.answers.context import context
from bot.answers.model import Memory
from bot.answers.router import answer
from bot.intake.commands import recognise
from bot.intake.library import Library
from bot.intake.service import IntakeService
from bot.intake.store import open_store
from bot.intake.turn import Turn
from bot.safety.help import referral_reply
from bot.settings import load_settings

FORM, ANSWER = "intake_form", "intake_answer"
# What nobody says about a profession of ours in an answer of their own: the classifier's word is enough for a digression.
CLEAR_QUESTION = 0.6


@lru_cache(maxsize=1)
def service() -> IntakeService:
    """The service, opened once per process; works off erasures that were interrupted."""
    settings = load_settings()
    opened = IntakeService(open_store(settings), Library(context().kb), folder=settings.data_dir / "exports")
    opened.finish_erasures(now())
    return opened


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(timezone.utc)


def said(tracker: Tracker) -> Text:
    """The person's words; for a quick reply that is a command, the words it stands for."""
    message = tracker.latest_message or {}
    text = str(message.get("text") or "")
    intent = (message.get("intent") or {}).get("name") or ""
    spoken = context().wording["commands"].get(intent)
    return spoken if spoken and (text.startswith("/") or not recognise(text)) else text


def handled(tracker: Tracker, active: bool) -> Turn:
    """Hand the latest message to the service."""
    message = tracker.latest_message or {}
    started = tracker.get_slot("questionnaire") or {}
    requests = requests_of(tracker)
    first = requests[0]
    asks = first.confidence >= CLEAR_QUESTION and bool(first.professions or first.facets or first.terms)
    if first.intent == "start_scan" and first.professions and not active:
        return service().start(tracker.sender_id, "scan", str(message.get("message_id")), now(), first.professions[0])
    return service().handle(
        tracker.sender_id,
        said(tracker),
        str(message.get("message_id")),
        now(),
        is_question=asks and first.intent in context().wording["digressions"],
        kind=started.get("kind") or "intake",
        profession=started.get("profession"),
        active=active,
    )


def show(dispatcher: CollectingDispatcher, turn: Turn) -> None:
    """Send the messages of a turn; its quick replies go with the last one."""
    buttons = [{"title": b.title, "payload": b.text} for b in turn.buttons]
    for i, text in enumerate(turn.messages):
        last = i == len(turn.messages) - 1
        dispatcher.utter_message(text=text, buttons=(buttons or None) if last else None)
    for need in turn.needs:
        dispatcher.utter_message(text=referral_reply(need))


def digress(dispatcher: CollectingDispatcher, tracker: Tracker) -> List[Dict[Text, Any]]:
    """Answer a question about a profession and put the open question back; nothing is stored."""
    reply = answer(context(), requests_of(tracker), Memory.of(tracker.get_slot("memory")))
    send(dispatcher, reply.parts)
    started = tracker.get_slot("questionnaire") or {}
    show(
        dispatcher,
        service().current(tracker.sender_id, now(), started.get("kind") or "intake", started.get("profession")),
    )
    return [SlotSet("memory", reply.memory.as_json())]


def remembered(turn: Turn, tracker: Tracker) -> List[Dict[Text, Any]]:
    """What Rasa keeps of a turn: which questionnaire runs, and that this message was handled."""
    kind: Optional[Dict[Text, Any]] = None
    if turn.active:
        started = tracker.get_slot("questionnaire") or {}
        professions = requests_of(tracker)[0].professions
        profession = professions[0] if turn.kind == "scan" and professions else started.get("profession")
        kind = {"kind": turn.kind or "intake", "profession": profession}
    handled_id = (tracker.latest_message or {}).get("message_id")
    return [SlotSet("questionnaire", kind), SlotSet("handled", handled_id), SlotSet("erased", bool(turn.receipt))]

"""The intake service of this action server, and how its turns become Rasa messages and events."""

from __future__ import annotations

import hashlib
from datetime import datetime, timezone
from functools import lru_cache
from typing import Any, Dict, List, Optional, Sequence, Text

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import answer_question
from actions.referral import needs_of, refer, refer_beside, remember_told, untold
from actions.sending import requests_of
from bot.answers.context import context
from bot.answers.model import Memory
from bot.answers.staying import speaks_of_somebody
from bot.intake.codes import typed_code
from bot.intake.commands import recognise
from bot.intake.installation import open_service
from bot.intake.messages import message as sentence
from bot.intake.service import IntakeService
from bot.intake.turn import Turn
from bot.nlu.questions import is_question as asks
from bot.settings import load_settings
from knowledge.referrals import PRACTICAL

FORM, ANSWER = "intake_form", "intake_answer"
# What nobody says about a profession of ours in an answer of their own: the classifier's word is enough for a digression.
CLEAR_QUESTION, NAMED_QUESTION = 0.6, 0.4
# Commands outside the form. Others mean something else there: "waarom?" may ask about a profession.
OUTSIDE = "pause continue change progress overview summary restart restart_confirmed start_intake start_scan start_followup my_data erase "
OUTSIDE += "erase_confirmed share withdraw_share document"
SHORT = 3  # words
LONGEST_QUESTION = 20  # words; a longer message is a story, thus an answer
WEBSITE = "web-"  # how the conversations of our own website begin (bot/web/conversation.py): only there are downloads


@lru_cache(maxsize=1)
def service() -> IntakeService:
    """The service, opened once per process; works off erasures that were interrupted."""
    opened = open_service(load_settings())
    opened.finish_erasures(now())
    return opened


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(timezone.utc)


def said(tracker: Tracker, active: bool) -> Text:
    """The person's words; for a quick reply that is a command, the words it stands for. While a question is open the classifier's
    word is not enough for a command: "dat ik weer met zin vertrek" is an answer."""
    message = tracker.latest_message or {}
    text = str(message.get("text") or "")
    intent = (message.get("intent") or {}).get("name") or ""
    spoken = context().wording["commands"].get(intent)
    taken = not active and not recognise(text) and not typed_code(text)
    return spoken if spoken and (text.startswith("/") or taken) else text


def concerns_intake(tracker: Tracker) -> bool:
    """Whether a message outside the form may be for the intake though its intent is another: a command that makes sense there, a
    code, or a word or two that may be the yes or no to our own question."""
    text = str((tracker.latest_message or {}).get("text") or "")
    command = recognise(text)
    if command:
        return command.name in OUTSIDE.split()
    if scan_wanted(tracker):
        return True
    return len(text.split()) <= SHORT and not text.startswith("/") or typed_code(text) is not None


def last_said(tracker: Tracker) -> Text:
    """The text of our last reply."""
    told = [str(event.get("text")) for event in tracker.events if event.get("event") == "bot"]
    return told[-1] if told else ""


def scan_wanted(tracker: Tracker) -> Optional[Text]:
    """The profession to scan: named together with the wish, or after we asked which one."""
    first = requests_of(tracker)[0]
    if first.intent == "start_scan" or len(first.professions) != 1:
        return first.professions[0] if first.intent == "start_scan" and first.professions else None
    asked = last_said(tracker) in (sentence("said.scan_which"), sentence("said.scan_unknown"))
    text = str((tracker.latest_message or {}).get("text") or "")
    return first.professions[0] if asked and not asks(text) else None


def delivery(tracker: Tracker) -> Text:
    """What makes this message recognisable when it comes again. Rasa gives a repeated message a new id; but as long as no reply
    of ours reached the conversation, the same text after the same last handled message is that message once more."""
    text = str((tracker.latest_message or {}).get("text") or "")
    after = str(tracker.get_slot("handled") or tracker.sender_id)
    return hashlib.sha256(f"{after}\0{text}".encode()).hexdigest()[:32]


def names(tracker: Tracker) -> Dict[Text, Text]:
    """The ids of the latest message: `message` from Rasa and, when it comes from our website, `given` from there."""
    message = tracker.latest_message or {}
    given = (message.get("metadata") or {}).get("message_id")
    return {"message": str(message.get("message_id")), **({"given": str(given)} if given else {})}


def was_handled(tracker: Tracker, key: Text) -> bool:
    """Whether the latest message is, by its id `key` (message or given), the one that the intake handled last."""
    own, last = names(tracker).get(key), tracker.get_slot("handled")
    return own is not None and isinstance(last, dict) and own == last.get(key)


def is_question(tracker: Tracker) -> bool:
    """Whether the latest message asks something about professions: by its words, by pointing at the profession that was talked
    about ("wat doet zo iemand?"), or by a quick reply under such an answer."""
    text = str((tracker.latest_message or {}).get("text") or "")
    if text.startswith("/"):
        return True
    first = requests_of(tracker)[0]
    named = bool(first.professions or first.facets or first.terms) or first.intent == "list_professions"
    pointing = bool(Memory.of(tracker.get_slot("memory")).recent) and speaks_of_somebody(context(), first)
    clear = first.confidence >= (NAMED_QUESTION if first.professions else CLEAR_QUESTION) and (named or pointing)
    return (
        clear
        and asks(text)
        and len(text.split()) <= LONGEST_QUESTION
        and first.intent in context().wording["digressions"]
    )


def names_ours(tracker: Tracker) -> bool:
    """Whether the latest message names a profession, or something about one, or clearly wants what we do."""
    first = requests_of(tracker)[0]
    named = bool(first.professions or first.candidates or first.facets or first.terms)
    ours = (*context().wording["digressions"], "find_profession", "start_intake", "start_scan")
    return named or first.intent in ours and first.confidence >= CLEAR_QUESTION


def handled(tracker: Tracker, active: bool, words: Optional[Text] = None) -> Turn:
    """Hand the latest message to the service, or other `words` in its place."""
    if was_handled(tracker, "given"):  # our website sends it again: its reply was lost on the way
        turn = service().repeated(tracker.sender_id, now())
        if turn.messages:
            return turn
    started = tracker.get_slot("questionnaire") or {}
    profession = None if active else scan_wanted(tracker)
    if profession:
        return service().start(tracker.sender_id, "scan", delivery(tracker), now(), profession)
    return service().handle(
        tracker.sender_id,
        words or said(tracker, active),
        delivery(tracker),
        now(),
        is_question=is_question(tracker),
        kind=started.get("kind") or "intake",
        profession=started.get("profession"),
        active=active,
    )


def show(
    dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, told: Sequence[Text] = ()
) -> List[Dict[Text, Any]]:
    """Send the messages of a turn; its quick replies go with the last one. Who helps better is named first, once a conversation and
    shortly again when it is asked, but for the needs just `told`; returns the event that keeps it so."""
    said = [] if turn.command else [need for need in needs_of(tracker) if need not in told]
    needs = untold(tracker, [*turn.needs, *said])
    refer(dispatcher, needs, staying=turn.active)
    if said and not needs and asks(str((tracker.latest_message or {}).get("text") or "")):
        refer(dispatcher, said, staying=turn.active, again=True)
    buttons = [{"title": b.title, "payload": b.text} for b in turn.buttons]
    texts = list(turn.messages)
    if (turn.closed or turn.command == "document") and tracker.sender_id.startswith(WEBSITE):
        texts += filter(None, [service().downloads(tracker.sender_id)])
    if turn.command == "my_data" and tracker.sender_id.startswith(WEBSITE):
        texts.append(service().download_of_everything())
    for i, text in enumerate(texts):
        last = i == len(texts) - 1
        dispatcher.utter_message(text=text, buttons=(buttons or None) if last else None)
    return remember_told(tracker, needs)


def digress(dispatcher: CollectingDispatcher, tracker: Tracker) -> List[Dict[Text, Any]]:
    """Answer a question about a profession and put the open question back; nothing is stored."""
    answered = [*answer_question(dispatcher, tracker), *refer_beside(dispatcher, tracker)]
    return [*answered, *asked_again(dispatcher, tracker, told=PRACTICAL)]


def asked_again(dispatcher: CollectingDispatcher, tracker: Tracker, told: Sequence[Text] = ()) -> List[Dict[Text, Any]]:
    """Put the open question once more; `told` are needs for which help was named just now."""
    started = tracker.get_slot("questionnaire") or {}
    kind, profession = started.get("kind") or "intake", started.get("profession")
    return show(dispatcher, tracker, service().current(tracker.sender_id, now(), kind, profession), told)


def remembered(turn: Turn, tracker: Tracker) -> List[Dict[Text, Any]]:
    """What Rasa keeps of a turn, where it changes: which questionnaire runs, and that this message was handled."""
    kind: Optional[Dict[Text, Any]] = None
    if turn.active:
        started = tracker.get_slot("questionnaire") or {}
        professions = requests_of(tracker)[0].professions
        profession = professions[0] if turn.kind == "scan" and professions else started.get("profession")
        kind = {"kind": turn.kind or "intake", "profession": profession}
    kept = {"questionnaire": kind, "handled": names(tracker), "erased": bool(turn.receipt)}
    return [SlotSet(name, value) for name, value in kept.items() if tracker.get_slot(name) != value]

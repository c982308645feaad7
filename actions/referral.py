"""Naming who helps better than we can: in a reply of its own, or before an answer that goes on."""

from __future__ import annotations

from itertools import takewhile
from typing import Any, Dict, Iterable, List, Sequence, Text

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.counting import tally
from bot.intake.counts import REFERRAL
from bot.safety.help import referral_beside, referral_reply
from knowledge.referrals import PRACTICAL

ROOM = 900  # characters of a message
MOST_NEEDS = 2  # of one message
TOLD = "referred"  # slot: the needs for which help was named in this conversation


def needs_of(tracker: Tracker) -> List[Text]:
    """The needs for other help that the latest message shows, most pressing first; none in a quick reply, whose words are ours."""
    message = tracker.latest_message or {}
    return [] if message.get("text") in _offered(tracker) else list(message.get("safety_referral") or [])[:MOST_NEEDS]


def _offered(tracker: Tracker) -> List[Text]:
    """What the quick replies under our last messages send."""
    told = [event for event in tracker.events if event.get("event") in ("user", "bot")]
    if told and told[-1]["event"] == "user":
        told.pop()
    last = list(takewhile(lambda event: event["event"] == "bot", reversed(told)))
    return [button["payload"] for event in last for button in (event.get("data") or {}).get("buttons") or []]


def refer(
    dispatcher: CollectingDispatcher,
    needs: Sequence[Text],
    staying: bool = False,
    again: bool = False,
    buttons: Sequence[Dict] = (),
) -> None:
    """Send one reply for all needs, a short one `again`; `staying` when the conversation goes on where it was. Sends nothing without
    a need."""
    if needs:
        dispatcher.utter_message(text=referral_reply(needs, staying, again), buttons=list(buttons) or None)
    for need in needs:
        tally().add(REFERRAL, need)


def refer_beside(dispatcher: CollectingDispatcher, tracker: Tracker) -> List[Dict[Text, Any]]:
    """Add a line to the answer just sent for each practical need in the question, once a conversation; return what remembers it."""
    needs = [need for need in untold(tracker, needs_of(tracker)) if need in PRACTICAL and dispatcher.messages]
    for need in needs:
        told, line = dispatcher.messages[-1], referral_beside(need)
        if len(told["text"]) + len(line) < ROOM:
            told["text"] += f"\n\n{line}"
        else:  # the quick replies stay last
            dispatcher.utter_message(text=line, buttons=told["buttons"])
            told["buttons"] = []
        tally().add(REFERRAL, need)
    return remember_told(tracker, needs)


def untold(tracker: Tracker, needs: Iterable[Text]) -> List[Text]:
    """The needs for which no help was named in this conversation, each once."""
    told = tracker.get_slot(TOLD) or []
    return [need for need in dict.fromkeys(needs) if need not in told]


def remember_told(tracker: Tracker, needs: Iterable[Text]) -> List[Dict[Text, Any]]:
    """The event that keeps for which needs help was named; none when that is known."""
    new = untold(tracker, needs)
    if not new:
        return []
    tracker.slots[TOLD] = [*(tracker.get_slot(TOLD) or []), *new]  # for what is still sent in this turn
    return [SlotSet(TOLD, tracker.slots[TOLD])]

"""Crisis and referral: acknowledge, name the right help, offer a human; the questionnaire waits."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import answer_question
from actions.counting import tally
from bot.intake.counts import CRISIS, REFERRAL
from bot.safety import Finding
from bot.safety.help import crisis_replies, referral_reply

MOST_NEEDS = 2
ALSO_ANSWERED = ("find_profession", "compare", "ask_learning_path", "search", "start_intake")


class ActionCrisis(Action):
    """Names the help for somebody in danger."""

    def name(self) -> Text:
        return "action_crisis"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Send the reply, and one sentence in the person's own language when that is not Dutch."""
        finding = finding_of(tracker)
        for text in crisis_replies(finding):
            dispatcher.utter_message(text=text)
        tally().add(CRISIS, finding.need)
        return []


class ActionReferral(Action):
    """Names who helps better than we can; answers the question too when it was a clear one about professions."""

    def name(self) -> Text:
        return "action_referral"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Send a reply per need (at most two), then the answer if there was a question, or if only the classifier sees a need."""
        needs = ((tracker.latest_message or {}).get("safety_referral") or [])[:MOST_NEEDS]
        for need in needs:
            dispatcher.utter_message(text=referral_reply(need))
            tally().add(REFERRAL, need)
        requests = (tracker.latest_message or {}).get("requests") or [{}]
        is_clear = requests[0].get("intent") in ALSO_ANSWERED and requests[0].get("confidence", 0) > 0.6
        if is_clear or not needs:
            return answer_question(dispatcher, tracker)
        return []


def finding_of(tracker: Tracker) -> Finding:
    """What the pipeline found; when only the classifier thinks of a crisis, a doubtful one."""
    found = (tracker.latest_message or {}).get("safety")
    if not found:
        return Finding(need="suicide", level="doubt", about="self", language="nl")
    return Finding(**{**found, "also": tuple(found.get("also") or ())})

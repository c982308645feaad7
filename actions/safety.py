"""Crisis and referral: acknowledge, name the right help, offer a human; the questionnaire waits."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import answer_question
from actions.counting import tally
from actions.doubt import finding_to_answer, remind, send_help
from bot.intake.counts import REFERRAL
from bot.safety.help import referral_reply

MOST_NEEDS = 2
ALSO_ANSWERED = ("find_profession", "compare", "ask_learning_path", "search", "start_intake")


class ActionCrisis(Action):
    """Names the help for somebody in danger."""

    def name(self) -> Text:
        return "action_crisis"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Send the reply; a doubt about which we asked a little while ago is taken as any other message."""
        finding = finding_to_answer(tracker)
        if finding is None:
            remind(dispatcher, tracker)
            return answer_question(dispatcher, tracker)
        send_help(dispatcher, finding)
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

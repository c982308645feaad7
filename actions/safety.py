"""Crisis and referral: acknowledge, name the right help, offer a human; the questionnaire waits."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import answer_question
from actions.counting import tally
from actions.doubt import finding_to_answer, remind, send_help
from bot.answers.model import Memory
from bot.intake.counts import REFERRAL
from bot.safety.help import referral_reply

MOST_NEEDS = 2
ALSO_ANSWERED = ("find_profession", "compare", "ask_learning_path", "search", "start_intake")
LIKELY = 0.4  # confidence from which a question is answered beside the referral
# "Waar kan ik dat studeren?" after a profession is about that profession.
OF_PROFESSION, ABOUT_STUDY = ("ask_study", "ask_learning_path", "ask_conditions"), ["study_choice"]


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
        requests = (tracker.latest_message or {}).get("requests") or [{}]
        goes_on = requests[0].get("intent") in OF_PROFESSION and Memory.of(tracker.get_slot("memory")).recent
        if goes_on and needs == ABOUT_STUDY:
            return answer_question(dispatcher, tracker)
        for need in needs:
            dispatcher.utter_message(text=referral_reply(need))
            tally().add(REFERRAL, need)
        is_clear = any(r.get("intent") in ALSO_ANSWERED and r.get("confidence", 0) > LIKELY for r in requests)
        if is_clear or not needs:
            return answer_question(dispatcher, tracker)
        return []

"""Crisis and referral: acknowledge, name the right help, offer a human; the questionnaire waits."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import answer_question
from actions.doubt import finding_to_answer, refuses, remind, send_help
from actions.referral import needs_of, refer, refer_beside, remember_told, untold
from actions.sending import payload, requests_of
from bot.answers.comparing import list_buttons
from bot.answers.context import context
from bot.answers.model import Button, Memory
from bot.answers.staying import asks_of_work
from bot.nlu.questions import holds_question, is_question
from bot.safety.help import reply
from knowledge.referrals import PRACTICAL

ALSO_ANSWERED = ("find_profession", "compare", "ask_learning_path", "search", "start_intake")
LIKELY = 0.4  # confidence from which a question is answered beside the referral
# "Waar kan ik dat studeren?" after a profession is about that profession.
OF_PROFESSION, ABOUT_STUDY = ("ask_study", "ask_learning_path", "ask_conditions"), ["study_choice"]
OF_JOBS = ["job_search"]


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
        """Send a reply per need, then the answer if there was a question of ours as well, else what we can do meanwhile."""
        needs = needs_of(tracker)
        if goes_on(tracker, needs) or set(needs) <= set(PRACTICAL) and asks_of_professions(tracker):
            return [*answer_question(dispatcher, tracker), *refer_beside(dispatcher, tracker)]
        again = bool(needs) and not untold(tracker, needs)
        if again and refuses(tracker.latest_message or {}):  # "nee, het gaat wel, ik ben gewoon moe"
            dispatcher.utter_message(text=reply("doubt_cleared"), buttons=ways_on())
            return []
        also = asks_too(tracker) or not needs
        refer(dispatcher, needs, again=again, buttons=[] if also else ways_on())
        told = remember_told(tracker, needs)
        return [*told, *answer_question(dispatcher, tracker)] if also else told


def goes_on(tracker: Tracker, needs: List[Text]) -> bool:
    """Whether a message is a question about the profession that is talked about: where one studies for it, or what that work takes
    ("en wat moet ik weten van burn-out?"); not when it tells something of the person."""
    if not Memory.of(tracker.get_slot("memory")).recent:
        return False
    text, asked = str((tracker.latest_message or {}).get("text") or ""), requests_of(tracker)[0]
    studies = asked.intent in OF_PROFESSION and needs == ABOUT_STUDY
    bare = asked.intent == "follow_up" and needs == OF_JOBS  # "en vacatures?" after figures
    return studies or bare or asks_of_work(context(), text)


def asks_too(tracker: Tracker) -> bool:
    """Whether a message that shows a need asks something about professions as well."""
    requests = requests_of(tracker)
    text = str((tracker.latest_message or {}).get("text") or "")
    ours = [r.intent for r in requests if r.intent in ALSO_ANSWERED and r.confidence > LIKELY]
    return asks_of_professions(tracker) or "find_profession" in ours or bool(ours) and is_question(text)


def asks_of_professions(tracker: Tracker) -> bool:
    """Whether a message holds a question and names a profession."""
    first = requests_of(tracker)[0]
    text = str((tracker.latest_message or {}).get("text") or "")
    return bool(first.professions or first.candidates) and holds_question(text)


def ways_on() -> List[Dict[Text, Any]]:
    """Quick replies under a referral: what we can do."""
    offered = [*list_buttons(context()), Button(context().wording["start_intake"], "start_intake")]
    return [{"title": button.title, "payload": payload(button)} for button in offered]

"""Crisis and referral: acknowledge, name the right help, offer a human; the questionnaire waits."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import NOT_KNOWN, answer_question
from actions.doubt import finding_to_answer, refuses, remind, send_help
from actions.referral import needs_of, refer, refer_beside, remember_told, untold
from actions.sending import payload, requests_of
from bot.answers.comparing import list_buttons
from bot.answers.context import context
from bot.answers.model import Button, Memory, Request
from bot.answers.router import answer
from bot.answers.staying import asks_of_somebody, asks_of_work, speaks_of_somebody
from bot.nlu.questions import holds_question, is_question
from bot.safety.help import reply
from knowledge.referrals import PRACTICAL

ALSO_ANSWERED = ("find_profession", "compare", "ask_learning_path", "search", "start_intake")
CHOICE = "fit_start"  # the reply that begins the guided choice: it answers nothing yet
SHORT = 8  # words
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
        """Send a reply for the needs, then the answer if there was a question of ours as well, else what we can do meanwhile."""
        needs = needs_of(tracker)
        if goes_on(tracker, needs) or set(needs) <= set(PRACTICAL) and ours_to_answer(tracker):
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
    of_somebody = is_question(text) and set(needs) <= set(PRACTICAL) and speaks_of_somebody(context(), asked)
    return studies or bare or of_somebody or asks_of_work(context(), text)


def ours_to_answer(tracker: Tracker) -> bool:
    """Whether a message that tells no distress asks what we have an answer to ("ik zoek een job waarin ik met kinderen werk"): who
    helps stands in a line under it."""
    requests, memory = requests_of(tracker), Memory.of(tracker.get_slot("memory"))
    if asks_of_professions(tracker):
        return True
    if not (
        asks_ours(requests) or _goes_on_shortly(requests[0], memory) or asks_of_somebody(context(), requests[0], memory)
    ):
        return False
    told = [part.key for part in answer(context(), requests, memory).parts]
    bare = CHOICE in told and not requests[0].says(*context().wording["relative_words"])  # "ik zoek werk"
    return not bare and not set(told) & set(NOT_KNOWN)


def _goes_on_shortly(request: Request, memory: Memory) -> bool:
    """Whether a short question is put in a talk about a profession ("welke kan ik doen zonder diploma?")."""
    return bool(memory.recent) and is_question(request.text) and len(request.words) <= SHORT


def asks_ours(requests: Sequence[Request]) -> bool:
    """Whether one of the requests is surely for us, whatever need it shows."""
    return any(r.intent in ALSO_ANSWERED and r.confidence > LIKELY for r in requests)


def asks_too(tracker: Tracker) -> bool:
    """Whether a message that shows a need asks something about professions as well."""
    requests = requests_of(tracker)
    text = str((tracker.latest_message or {}).get("text") or "")
    seeks = asks_ours([r for r in requests if r.intent == "find_profession"])
    return asks_of_professions(tracker) or seeks or asks_ours(requests) and is_question(text)


def asks_of_professions(tracker: Tracker) -> bool:
    """Whether a message holds a question and names a profession."""
    first = requests_of(tracker)[0]
    text = str((tracker.latest_message or {}).get("text") or "")
    return bool(first.professions or first.candidates) and holds_question(text)


def ways_on() -> List[Dict[Text, Any]]:
    """Quick replies under a referral: what we can do."""
    offered = [*list_buttons(context()), Button(context().wording["start_intake"], "start_intake")]
    return [{"title": button.title, "payload": payload(button)} for button in offered]

"""The intake as one Rasa form with one free-text slot: the engine in `bot.intake` decides what is asked."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction

from actions.answer import answer_aside, answer_question
from actions.desk import (
    ANSWER,
    FORM,
    asked_again,
    concerns_intake,
    digress,
    handled,
    last_said,
    names,
    names_ours,
    now,
    remembered,
    service,
    show,
    was_handled,
)
from actions.doubt import confirmed, finding_of, finding_to_answer, question_before, refuses, remind, send_help
from actions.referral import refer_beside
from actions.sending import payload, send
from actions.topic import answer_topic, says_yes_to_intake
from bot.answers.chatting import next_steps
from bot.answers.comparing import list_buttons
from bot.answers.context import context
from bot.answers.model import Button, Memory, Part
from bot.answers.talk import OF_US
from bot.intake.turn import Turn
from bot.safety import Finding
from bot.safety.help import reply

LEADING_ON = ("greet", "resume", "show_overview")  # with quick replies
AGREEING = ("affirm", "resume")
COMING_BACK = ("greet", "affirm")  # after these we say what waits; a no or a farewell is left in peace


class ActionIntake(Action):
    """A message outside the form that may concern the intake: starting, going on, own data, erasing."""

    def name(self) -> Text:
        return "action_intake"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Show what the service says and open the form when it wants an answer; otherwise answer as any question."""
        after_doubt = answered_doubt(dispatcher, tracker)
        if after_doubt is not None:
            return after_doubt
        turn = handled(tracker, active=False)
        if not turn.messages:
            return self.without_intake(dispatcher, tracker)
        return opened(dispatcher, tracker, turn)

    def without_intake(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> List[Dict[Text, Any]]:
        """What waits for somebody who comes back; else the small talk of the intent if there is one, else the usual answer."""
        intent = (tracker.latest_message or {}).get("intent", {}).get("name")
        waiting = service().welcome(tracker.sender_id, now()) if intent in COMING_BACK else Turn()
        if (
            waiting.messages and intent == "affirm" and last_said(tracker) == waiting.messages[0]
        ):  # a yes to that same offer
            return opened(dispatcher, tracker, handled(tracker, active=False, words=waiting.buttons[0].text))
        if waiting.messages:
            return show(dispatcher, tracker, waiting)
        ours = answer_aside(dispatcher, tracker) if intent in OF_US else None
        if ours is not None:
            return ours
        starts = intent == "start_intake"  # "start maar", with nothing to go on with
        if starts or intent in AGREEING and says_yes_to_intake(tracker):
            return opened(dispatcher, tracker, handled(tracker, active=False, words=context().wording["start_intake"]))
        if answer_topic(dispatcher, tracker):
            return []
        if intent in context().small_talk:
            start = Button(context().wording["start_intake"], "start_intake")
            offered = [start, *list_buttons(context())] if intent in LEADING_ON else []
            send(dispatcher, [Part(intent, {}, tuple(offered))])
            return []
        return answer_question(dispatcher, tracker)


class ActionAnswer(ActionIntake):
    """Every other message outside the form: a question about professions, or a word for the intake that was read otherwise."""

    def name(self) -> Text:
        return "action_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Answer the question, unless the intake has something to say."""
        if concerns_intake(tracker) or question_before(tracker):
            return super().run(dispatcher, tracker, domain)
        if answer_topic(dispatcher, tracker):
            return []
        return [*answer_question(dispatcher, tracker), *refer_beside(dispatcher, tracker)]


class ValidateIntakeForm(FormValidationAction):
    """Hands every message during the form to the service, whose turn holds the next question: so the domain has no action that asks for
    the slot, and Rasa asks for none."""

    def name(self) -> Text:
        return f"validate_{FORM}"

    async def validate_intake_answer(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]
    ) -> Dict[Text, Any]:
        """Slots after one message: the answer slot stays empty while the questionnaire goes on."""
        message = tracker.latest_message or {}
        if was_handled(tracker, "message"):
            return {ANSWER: None}
        danger = (message.get("intent") or {}).get("name") == "crisis"
        if danger and not meant_as_answer(tracker):
            return cared_for(dispatcher, tracker, finding_to_answer(tracker) or finding_of(message))
        if question_before(tracker):
            return understood(dispatcher, tracker)
        if danger and finding_to_answer(tracker) is None:
            remind(dispatcher, tracker)
        turn = handled(tracker, active=True)
        if turn.digression:
            return {ANSWER: None, **_slots(digress(dispatcher, tracker)), "handled": names(tracker)}
        events = [*show(dispatcher, tracker, turn), *remembered(turn, tracker)]
        return {ANSWER: None if turn.active else "done", **_slots(events)}


def cared_for(dispatcher: CollectingDispatcher, tracker: Tracker, finding: Finding) -> Dict[Text, Any]:
    """Slots after a message of danger, which is no answer: the questionnaire stops. After a doubt it only waits: the next message
    may show that something else was meant."""
    send_help(dispatcher, finding, in_intake=True)
    if finding.level == "doubt":
        return {ANSWER: None, "handled": names(tracker)}
    told = show(dispatcher, tracker, service().pause(tracker.sender_id, now()))
    return {ANSWER: "paused", **_slots(told), "questionnaire": None}


def understood(dispatcher: CollectingDispatcher, tracker: Tracker) -> Dict[Text, Any]:
    """Slots after the answer to our gentle question in a questionnaire: help after a yes, else the open question once more."""
    danger = confirmed(tracker)
    if danger:
        return cared_for(dispatcher, tracker, danger)
    dispatcher.utter_message(text=reply("doubt_cleared_intake"))
    return {ANSWER: None, **_slots(asked_again(dispatcher, tracker)), "handled": names(tracker)}


def meant_as_answer(tracker: Tracker) -> bool:
    """Whether this only raised a doubt and is an answer all the same: to a closed question ("een vier of zo"), or after we asked
    gently a little while ago."""
    text = (tracker.latest_message or {}).get("text") or ""
    if finding_of(tracker.latest_message or {}).level != "doubt":
        return False
    return finding_to_answer(tracker) is None or service().answers(tracker.sender_id, text, now())


def answered_doubt(dispatcher: CollectingDispatcher, tracker: Tracker) -> Optional[List[Dict[Text, Any]]]:
    """React to the answer to our gentle question outside a questionnaire: help after a yes, and after anything else than a subject of
    ours the way back to where the person was. None when we did not ask, or the message is about something of ours."""
    if question_before(tracker) is None:
        return None
    danger = confirmed(tracker)
    if danger:
        send_help(dispatcher, danger)
        return []
    if not refuses(tracker.latest_message or {}) and names_ours(tracker):
        return None
    waiting = service().welcome(tracker.sender_id, now())
    steps = [] if waiting.messages else next_steps(context(), Memory.of(tracker.get_slot("memory")))
    buttons = [{"title": step.title, "payload": payload(step)} for step in steps]
    dispatcher.utter_message(text=reply("doubt_cleared"), buttons=buttons or None)
    return show(dispatcher, tracker, waiting) if waiting.messages else []


def opened(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> List[Dict[Text, Any]]:
    """Show a turn, and open the form when it wants an answer."""
    events = [*show(dispatcher, tracker, turn), *remembered(turn, tracker)]
    return [*events, ActiveLoop(FORM), SlotSet("requested_slot", ANSWER)] if turn.active else events


class ActionIntakeEnd(Action):
    """Empties the answer slot when the form has ended, so that it can start again."""

    def name(self) -> Text:
        return "action_intake_end"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Reset the slot."""
        return [SlotSet(ANSWER, None)]


def _slots(events: List[Dict[Text, Any]]) -> Dict[Text, Any]:
    return {e["name"]: e["value"] for e in events if e["event"] == "slot"}

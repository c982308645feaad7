"""Small talk has its own replies; after our gentle question it may be the answer to that ("het gaat wel"), after danger no time for
good cheer."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import answer_aside
from actions.doubt import heard_danger
from actions.intake import answered_doubt
from bot.answers.context import context
from bot.safety.help import reply


class ActionAboutUs(Action):
    """Answers a question about us: the bot, its maker, help, the intake; unless it is about the profession under discussion."""

    def name(self) -> Text:
        return "action_about_us"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Search the dossier under discussion for what goes on about it; else send the reply of the intent."""
        events = answer_aside(dispatcher, tracker)
        if events is None:
            _say(dispatcher, tracker)
        return events or []


class ActionSmallTalk(Action):
    """Answers a greeting's sisters: thanks, a compliment, an insult, a goodbye, "how are you"."""

    def name(self) -> Text:
        return "action_small_talk"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Close the doubt when we asked gently just now; after danger stay near; else send the reply of the intent."""
        after_doubt = answered_doubt(dispatcher, tracker)
        if after_doubt is not None:
            return after_doubt
        if heard_danger(tracker):
            dispatcher.utter_message(text=reply("crisis_after"))
            return []
        _say(dispatcher, tracker)
        return []


def _say(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Send the reply of the intent."""
    dispatcher.utter_message(**context().about_us[(tracker.latest_message or {})["intent"]["name"]])

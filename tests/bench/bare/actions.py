"""The one action of the bare bot."""

from typing import Any, Dict, List, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher


class ActionConstant(Action):
    """Says the same text each time."""

    def name(self) -> Text:
        """Its name in the domain."""
        return "action_constant"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Say it."""
        dispatcher.utter_message(text="Dit is een vast antwoord.")
        return []

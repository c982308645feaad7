"""Rasa component that brings the questions of a message together into the requests that actions answer."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.reader import PIECE
from bot.nlu.requests import join_requests, settle_intent


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class QuestionJoiner(GraphComponent):
    """Sets `requests` on the message, its entities, and the intent of the first request as the message's intent."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "QuestionJoiner":
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Join the pieces to the first message; other whole messages pass."""
        whole = [m for m in messages if not m.get(PIECE)]
        pieces = [m for m in messages if m.get(PIECE)]
        for message in whole:
            requests = join_requests(_request(message), [_request(p) for p in pieces])
            message.set("requests", requests, add_to_output=True)
            first = {"name": requests[0]["intent"], "confidence": requests[0]["confidence"]}
            message.set(INTENT, first, add_to_output=True)
            message.set(ENTITIES, _entities(requests), add_to_output=True)
        return whole

    def process_training_data(self, training_data: Any) -> Any:
        """Nothing to learn."""
        return training_data


def _request(message: Message) -> Dict[str, Any]:
    ranking = message.get("intent_ranking") or [message.get(INTENT) or {"name": None, "confidence": 0.0}]
    return settle_intent(str(message.get(TEXT) or ""), message.get("reading"), ranking)


def _entities(requests: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    found = []
    for request in requests:
        found += [{"entity": "profession", "value": p, "start": 0, "end": 0} for p in request["professions"]]
        if request["number"] is not None:
            found.append({"entity": "number", "value": request["number"], "start": 0, "end": 0})
    return found

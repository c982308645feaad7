"""Rasa component that looks for danger in every message, after all classifiers, so that none of them can miss it.

Put it last in the pipeline. A crisis becomes the intent `crisis` (confidence 1.0) and the message property `safety`, the
fields of `bot.safety.Finding`; needs for other help become the property `safety_referral`
and, unless the message asks about a profession, the intent `referral`. Both
properties reach actions as `tracker.latest_message["safety"]` and `["safety_referral"]`.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.safety import Finding, detect, referral

CRISIS_INTENT, REFERRAL_INTENT = "crisis", "referral"
PRACTICAL = {"job_search", "evc", "study_choice"}  # needs without distress: a question of ours goes first
OURS = ("find_profession", "search", "compare", "ask_learning_path", "start_intake", "start_scan", "ask_term")
SAFETY, SAFETY_REFERRAL = "safety", "safety_referral"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CrisisDetector(GraphComponent, IntentClassifier):
    """Overrides the intent of a message in which somebody is in danger."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CrisisDetector:
        """Create the component and load its rules, so that the first message does not wait for them."""
        detect("")
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Mark each message in which somebody is in danger or needs other help; returns the same messages."""
        for message in messages:
            text = message.get(TEXT) or ""
            finding = detect(text)
            if finding:
                _override(message, finding)
            needs = referral(text)
            if needs:
                message.set(SAFETY_REFERRAL, needs, add_to_output=True)
                if not finding and not _about_professions(message):
                    message.set(
                        INTENT, {INTENT_NAME_KEY: REFERRAL_INTENT, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True
                    )
        return messages


def _about_professions(message: Message) -> bool:
    """Whether the message asks something about professions, which is then answered instead."""
    requests = message.get("requests") or []
    practical = set(message.get(SAFETY_REFERRAL) or []) <= PRACTICAL
    return any(
        r["professions"]
        or r["candidates"]
        or r["document"]
        or practical
        and r["intent"] in OURS
        and r["confidence"] > 0.4
        for r in requests
    )


def _override(message: Message, finding: Finding) -> None:
    intent = {INTENT_NAME_KEY: CRISIS_INTENT, PREDICTED_CONFIDENCE_KEY: 1.0}
    ranking = [row for row in message.get(INTENT_RANKING_KEY) or [] if row.get(INTENT_NAME_KEY) != CRISIS_INTENT]
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [intent, *ranking], add_to_output=True)
    # A list, as it comes back from JSON: the tracker store keeps the message.
    message.set(SAFETY, {**asdict(finding), "also": list(finding.also)}, add_to_output=True)

"""Rasa component that looks for danger in every message, after all classifiers, so that none of them can miss it.

Put it last in the pipeline. `bot.nlu.danger` judges; the intent classifier's guess does not count, because nobody tuned it against
false alarms.

A crisis becomes the intent `crisis` (confidence 1.0) and the message property `safety`, the fields of `bot.safety.Finding`;
needs for other help become the property `safety_referral` and the intent `referral`, unless the message asks about a profession
and the need is not plain. Both properties reach actions as `tracker.latest_message["safety"]` and `["safety_referral"]`.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.danger import Judge, Verdict
from bot.nlu.likeness import Likeness
from bot.safety import Finding
from bot.safety.frames import all_sentences
from knowledge.referrals import PRACTICAL
from knowledge.vectors import VectorStore

CRISIS_INTENT, REFERRAL_INTENT, NO_INTENT = "crisis", "referral", "out_of_scope"
OURS = (
    "find_profession",
    "search",
    "compare",
    "ask_learning_path",
    "start_intake",
    "start_scan",
    "ask_term",
    "ask_labour_market",
    "speak_english",
    "speak_french",
)
CLEAR = 0.4  # confidence from which a question is taken for one of ours
SAFETY, SAFETY_REFERRAL = "safety", "safety_referral"
_FILE = "likeness.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CrisisDetector(GraphComponent, IntentClassifier):
    """Overrides the intent of a message in which somebody is in danger."""

    def __init__(self, storage: ModelStorage, resource: Resource, likeness: Optional[Likeness] = None) -> None:
        """Load the patterns, so that the first message does not wait for them."""
        self._storage, self._resource, self._judge = storage, resource, Judge(likeness)

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CrisisDetector:
        """Create the component for training; untrained, it has the patterns only."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CrisisDetector:
        """Load what was learnt."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Likeness.load(folder / _FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn what danger and need sound like from our own sentences, against what people ordinarily say."""
        ordinary = [e for e in training_data.intent_examples if e.get(INTENT) not in (CRISIS_INTENT, REFERRAL_INTENT)]
        likeness = Likeness.learn(list(all_sentences()), [e.get(TEXT) for e in ordinary], VectorStore().vectors)
        with self._storage.write_to(self._resource) as folder:
            likeness.save(folder / _FILE)
        self._judge = Judge(likeness)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Mark each message in which somebody is in danger or needs other help; returns the same messages."""
        for message in messages:
            text = message.get(TEXT) or ""
            verdict = self._judge.verdict(text, _names_one(message), _asks_ours(message))
            if verdict.needs:
                message.set(SAFETY_REFERRAL, verdict.needs, add_to_output=True)
            if verdict.finding:
                _override(message, verdict.finding)
            elif verdict.needs and (_goes_first(verdict) or not _about_professions(message)):
                _set_intent(message, REFERRAL_INTENT)
            elif (message.get(INTENT) or {}).get(INTENT_NAME_KEY) == CRISIS_INTENT:
                _set_intent(message, _next_intent(message))
        return messages


def _goes_first(verdict: Verdict) -> bool:
    """Whether the need goes before a question of ours: it is plain, or known and not without distress."""
    return verdict.sure or verdict.known and not set(verdict.needs) <= set(PRACTICAL)


def _names_one(message: Message) -> bool:
    """Whether the message names a profession or a document about one."""
    return any(r["professions"] or r["candidates"] or r["document"] for r in message.get("requests") or [])


def _about_professions(message: Message) -> bool:
    """Whether the message asks something about professions, which is then answered instead."""
    practical = set(message.get(SAFETY_REFERRAL) or []) <= set(PRACTICAL)
    return _names_one(message) or practical and _asks_ours(message)


def _asks_ours(message: Message) -> bool:
    """Whether the message asks something that names no profession and is for us all the same."""
    return any(r["intent"] in OURS and r["confidence"] > CLEAR for r in message.get("requests") or [])


def _next_intent(message: Message) -> str:
    ranking = [row[INTENT_NAME_KEY] for row in message.get(INTENT_RANKING_KEY) or []]
    return next((name for name in ranking if name not in (CRISIS_INTENT, REFERRAL_INTENT)), NO_INTENT)


def _set_intent(message: Message, name: str) -> None:
    message.set(INTENT, {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
    for request in (message.get("requests") or [])[:1]:
        if request["intent"] == CRISIS_INTENT:
            request["intent"] = name


def _override(message: Message, finding: Finding) -> None:
    message.set(INTENT, {INTENT_NAME_KEY: CRISIS_INTENT, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
    # A list, as it comes back from JSON: the tracker store keeps the message.
    message.set(SAFETY, {**asdict(finding), "also": list(finding.also)}, add_to_output=True)

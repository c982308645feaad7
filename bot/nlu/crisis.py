"""Rasa component that looks for danger in every message, after all classifiers, so that none of them can miss it.

Put it last in the pipeline. The patterns of `bot.safety` decide first. Where they see nothing, the likeness of each sentence to our
own examples may raise a doubt; the classifier's guess alone does not, because nobody tuned it against false alarms.

A crisis becomes the intent `crisis` (confidence 1.0) and the message property `safety`, the fields of `bot.safety.Finding`;
needs for other help become the property `safety_referral` and, unless the message asks about a profession, the intent
`referral`. Both properties reach actions as `tracker.latest_message["safety"]` and `["safety_referral"]`.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any, Dict, List, Optional, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    FEATURE_TYPE_SENTENCE,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.likeness import Likeness, read_examples
from bot.nlu.vectors import encoder
from bot.safety import Finding, detect, looks_like_it, referral
from bot.safety.rules import EXAMPLES

CRISIS_INTENT, REFERRAL_INTENT, NO_INTENT = "crisis", "referral", "out_of_scope"
PRACTICAL = {"job_search", "evc", "study_choice"}  # needs without distress: a question of ours goes first
OURS = (
    "find_profession",
    "search",
    "compare",
    "ask_learning_path",
    "start_intake",
    "start_scan",
    "ask_term",
    "ask_labour_market",
)
SAFETY, SAFETY_REFERRAL = "safety", "safety_referral"
_FILE = "likeness.npz"
_EVERY = 3  # of the training sentences of other intents, one in three is enough to know what is ordinary
_MOST_SENTENCES, _FEWEST_WORDS = 8, 3
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CrisisDetector(GraphComponent, IntentClassifier):
    """Overrides the intent of a message in which somebody is in danger."""

    def __init__(self, storage: ModelStorage, resource: Resource, likeness: Optional[Likeness] = None) -> None:
        """Load the patterns, so that the first message does not wait for them."""
        detect("")
        self._storage, self._resource, self._likeness = storage, resource, likeness

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
        """Learn what danger sounds like from our own examples, against what people ordinarily say."""
        examples = read_examples(EXAMPLES)
        ordinary = [e for e in training_data.intent_examples if e.get(INTENT) not in (CRISIS_INTENT, REFERRAL_INTENT)]
        vectors = [vector for vector in map(_vector, ordinary[::_EVERY]) if vector is not None]
        danger = np.asarray(encoder().encode([text for _, text in examples.danger]))
        calm = np.asarray(encoder().encode(list(examples.calm)))
        everyday = np.vstack(vectors) if vectors else np.empty((0, danger.shape[1]))
        self._likeness = Likeness.learn(danger, [need for need, _ in examples.danger], calm, everyday)
        with self._storage.write_to(self._resource) as folder:
            self._likeness.save(folder / _FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Mark each message in which somebody is in danger or needs other help; returns the same messages."""
        for message in messages:
            text = message.get(TEXT) or ""
            needs = referral(text)
            finding = detect(text) or (None if needs else self._doubt(message, text))
            if needs:
                message.set(SAFETY_REFERRAL, needs, add_to_output=True)
            if finding:
                _override(message, finding)
            elif needs and not _about_professions(message):
                _set_intent(message, REFERRAL_INTENT)
            elif (message.get(INTENT) or {}).get(INTENT_NAME_KEY) == CRISIS_INTENT:
                _set_intent(message, _next_intent(message))
        return messages

    def _doubt(self, message: Message, text: str) -> Optional[Finding]:
        """Return a doubt when a sentence is much like our examples and no known false alarm stands in it."""
        if self._likeness is None or any(request["professions"] for request in message.get("requests") or []):
            return None
        parts = [part for part in _SENTENCE_END.split(text) if len(part.split()) >= _FEWEST_WORDS]
        parts = [part for part in parts if not looks_like_it(part)][-_MOST_SENTENCES:]
        if not parts:
            return None
        vector = _vector(message) if parts == [text] else None
        rows = np.asarray(encoder().encode(parts)) if vector is None else vector[None, :]
        need = self._likeness.need(np.atleast_2d(rows))
        return Finding(need=need, level="doubt", about="self", language="nl") if need else None


def _vector(message: Message) -> Optional[np.ndarray]:
    """Return the sentence vector that the pipeline computed already, if it did."""
    for feature in message.features:
        if feature.attribute == TEXT and feature.type == FEATURE_TYPE_SENTENCE and not feature.is_sparse():
            return np.asarray(feature.features[0])
    return None


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


def _next_intent(message: Message) -> str:
    ranking = [row[INTENT_NAME_KEY] for row in message.get(INTENT_RANKING_KEY) or []]
    return next((name for name in ranking if name not in (CRISIS_INTENT, REFERRAL_INTENT)), NO_INTENT)


def _set_intent(message: Message, name: str) -> None:
    message.set(INTENT, {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True)
    for request in (message.get("requests") or [])[:1]:
        if request["intent"] == CRISIS_INTENT:
            request["intent"] = name


def _override(message: Message, finding: Finding) -> None:
    intent = {INTENT_NAME_KEY: CRISIS_INTENT, PREDICTED_CONFIDENCE_KEY: 1.0}
    ranking = [row for row in message.get(INTENT_RANKING_KEY) or [] if row.get(INTENT_NAME_KEY) != CRISIS_INTENT]
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [intent, *ranking], add_to_output=True)
    # A list, as it comes back from JSON: the tracker store keeps the message.
    message.set(SAFETY, {**asdict(finding), "also": list(finding.also)}, add_to_output=True)

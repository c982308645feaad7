"""Rasa featurizer that adds a sentence vector (Universal Sentence Encoder, multilingual) to each message."""

from __future__ import annotations

from typing import Any, Dict, List, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.danger import sentences
from bot.nlu.reader import PIECE
from knowledge.vectors import VectorStore, sentence_model

STAND_INS = {"__beroep__": "begeleider", "__anderberoep__": "elektricien", "__nummer__": "3"}


def plain_text(message: Message) -> str:
    """What the encoder gets to see: repaired words, with one stand-in for every profession."""
    words = [token.text for token in message.get(TOKENS_NAMES[TEXT])]
    words = [STAND_INS.get(w, w) for w in words if w in STAND_INS or not w.startswith("__")]
    return " ".join(words) or "leeg"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectorFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds a 512-dimensional, L2-normalised sentence feature."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Rasa's own defaults."""
        return DenseFeaturizer.get_default_config()

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceVectorFeaturizer":
        return cls(execution_context.node_name, config)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SentenceVectorFeaturizer":
        """Load the sentence model too, so that the first message does not wait for it."""
        sentence_model()
        return cls.create(config, model_storage, resource, execution_context)

    def process(self, messages: List[Message]) -> List[Message]:
        """Encode all messages in one batch, with what the judge of danger will ask for: later it would cost as much again."""
        read = [m for m in messages if m.get("reading") is not None]
        if read:
            texts = [plain_text(m) for m in read]
            judged = [part for m in messages if not m.get(PIECE) for part in sentences(str(m.get(TEXT) or ""))]
            vectors = sentence_model()([*texts, *judged])[: len(texts)]
            for message, vector in zip(read, vectors):
                self._add(message, vector)
        return messages

    def _add(self, message: Message, vector: np.ndarray) -> None:
        feature = np.asarray(vector, dtype=np.float32)[None, :]
        message.add_features(Features(feature, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode the training sentences; vectors on file from an earlier training are not computed again."""
        read = [m for m in training_data.training_examples if m.get("reading") is not None]
        for message, vector in zip(read, VectorStore().vectors([plain_text(m) for m in read])):
            self._add(message, vector)
        return training_data

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Nothing to check beyond the types."""

"""Rasa intent classifier: a linear support vector machine on words, letter groups and the sentence vector.

Chosen over Rasa's logistic regression and DIET because it was the most accurate per second of training
(docs/evaluation.md). Confidence is the softmax of the margins, with a scale that is fitted on sentences held back.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

TERMS, NUMBERS = "terms.json", "numbers.npz"  # as plain data: skops reads 100,000 terms in seconds, this in an instant
RANKED = 8
TOLERANCE = 0.05  # a finer stop costs a third more time and answers no sentence better
HELD_BACK = 10  # every tenth sentence sets the scale of the confidence


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MarginClassifier(GraphComponent, IntentClassifier):
    """Ranks the intents of each message that was read."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`C`: inverse regularisation; `words`, `vectors`: which features count."""
        return {"C": 0.5, "words": True, "vectors": True}

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._word = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\S+", sublinear_tf=True)
        self._char = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=3)
        self._machine = LinearSVC(C=config["C"], class_weight="balanced", random_state=1, tol=TOLERANCE)
        self._scale = 1.0

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "MarginClassifier":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "MarginClassifier":
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._read(folder)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the machine, with the scale of its confidence from sentences that were held back."""
        examples = [e for e in training_data.intent_examples if e.get("reading") is not None]
        labels = np.array([e.get(INTENT) for e in examples])
        texts = [_text(e) for e in examples]
        self._word.fit(texts)
        self._char.fit(texts)
        features = self._features(examples)
        held = np.arange(len(examples)) % HELD_BACK == 0
        self._machine.fit(features[~held], labels[~held])
        self._scale = _best_scale(self._margins(features[held]), labels[held], self._machine.classes_)
        self._machine.fit(features, labels)
        self._persist()
        return self._resource

    def _persist(self) -> None:
        machine, word, char = self._machine, self._word, self._char
        terms = [vectorizer.get_feature_names_out().tolist() for vectorizer in (word, char)]
        numbers = {"weights": machine.coef_, "offsets": machine.intercept_, "intents": machine.classes_}
        with self._storage.write_to(self._resource) as folder:
            (folder / TERMS).write_text(json.dumps(terms), encoding="utf-8")
            np.savez(folder / NUMBERS, word=word.idf_, char=char.idf_, scale=self._scale, **numbers)

    def _read(self, folder: Path) -> None:
        terms = json.loads((folder / TERMS).read_text(encoding="utf-8"))
        with np.load(folder / NUMBERS, allow_pickle=False) as numbers:
            for vectorizer, own, name in zip((self._word, self._char), terms, ("word", "char")):
                vectorizer.vocabulary_ = {term: column for column, term in enumerate(own)}
                vectorizer.idf_ = numbers[name]
            self._machine.coef_, self._machine.intercept_ = numbers["weights"], numbers["offsets"]
            self._machine.classes_, self._scale = numbers["intents"], float(numbers["scale"])

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent and the ranking of each message."""
        read = [m for m in messages if m.get("reading") is not None]
        if read:
            chances = _softmax(self._scale * self._margins(self._features(read)))
            for message, row in zip(read, chances):
                best = np.argsort(-row)[:RANKED]
                ranking = [{"name": str(self._machine.classes_[i]), "confidence": float(row[i])} for i in best]
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _margins(self, features: csr_matrix) -> np.ndarray:
        return np.atleast_2d(self._machine.decision_function(features))

    def _features(self, messages: List[Message]) -> csr_matrix:
        texts = [_text(m) for m in messages]
        parts = [self._word.transform(texts), self._char.transform(texts)] if self._config["words"] else []
        if self._config["vectors"]:
            parts.append(csr_matrix(np.vstack([_vector(m) for m in messages])))
        return hstack(parts).tocsr()


def _text(message: Message) -> str:
    return " ".join(message.get("reading").masked)


def _vector(message: Message) -> np.ndarray:
    found = [
        f for f in message.features if f.attribute == TEXT and f.type == FEATURE_TYPE_SENTENCE and not f.is_sparse()
    ]
    return np.hstack([f.features[0] for f in found])


def _softmax(margins: np.ndarray) -> np.ndarray:
    powers = np.exp(margins - margins.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _best_scale(margins: np.ndarray, labels: np.ndarray, classes: np.ndarray) -> float:
    """The scale at which the softmax of the margins gives the labels the highest likelihood."""
    column = np.searchsorted(classes, labels)

    def loss(scale: float) -> float:
        return float(-np.log(_softmax(scale * margins)[np.arange(len(labels)), column] + 1e-12).mean())

    return float(minimize_scalar(loss, bounds=(0.5, 20.0), method="bounded").x)

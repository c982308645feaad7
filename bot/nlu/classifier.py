"""Rasa intent classifier: a linear support vector machine on words, letter groups and the sentence vector.

Chosen over Rasa's logistic regression and DIET because it was the most accurate per second of training
(docs/evaluation.md). Confidence is the softmax of the margins, with a scale that is fitted on sentences held back.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List, Sequence, Text, Union

import numpy as np
from joblib import Parallel, delayed
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.svm import LinearSVC

from bot.nlu.weighing import rarity, weighed

Parts = List[Union[csr_matrix, np.ndarray]]  # features of the same messages (rows) from different sources

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
        self._counters = (
            CountVectorizer(ngram_range=(1, 2), token_pattern=r"\S+", dtype=np.float32),
            CountVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=3, dtype=np.float32),
        )
        self._rarity: List[np.ndarray] = []  # of what each counter counts
        self._intents = np.array([], dtype=str)
        self._weights: List[np.ndarray] = []  # for each part of the features: (columns, intents)
        self._offsets, self._scale = np.zeros(0), 1.0

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
        self._rarity = [rarity(counter.fit_transform(texts)) for counter in self._counters]
        parts = self._features(examples)
        held = np.arange(len(examples)) % HELD_BACK == 0
        rows = hstack(parts).tocsr()
        fits = (delayed(self._machine().fit)(rows[some], labels[some]) for some in (~held, slice(None)))
        trial, final = Parallel(n_jobs=2)(fits)  # in processes of their own: a core each
        self._take_over(trial)
        self._scale = _best_scale(self._margins([part[held] for part in parts]), labels[held], self._intents)
        self._take_over(final)
        self._persist()
        return self._resource

    def _machine(self) -> LinearSVC:
        return LinearSVC(C=self._config["C"], class_weight="balanced", random_state=1, tol=TOLERANCE)

    def _take_over(self, machine: LinearSVC) -> None:
        self._use(np.ascontiguousarray(machine.coef_.T, dtype=np.float32), machine.intercept_, machine.classes_)

    def _use(self, weights: np.ndarray, offsets: np.ndarray, intents: np.ndarray) -> None:
        counted = np.cumsum([len(rare) for rare in self._rarity]) if self._config["words"] else []
        self._weights, self._offsets, self._intents = np.split(weights, counted), offsets, intents

    def _persist(self) -> None:
        terms = [counter.get_feature_names_out().tolist() for counter in self._counters]
        numbers = {"weights": np.vstack(self._weights), "offsets": self._offsets, "intents": self._intents}
        word, char = self._rarity
        with self._storage.write_to(self._resource) as folder:
            (folder / TERMS).write_text(json.dumps(terms), encoding="utf-8")
            np.savez(folder / NUMBERS, word=word, char=char, scale=self._scale, **numbers)

    def _read(self, folder: Path) -> None:
        terms = json.loads((folder / TERMS).read_text(encoding="utf-8"))
        for counter, own in zip(self._counters, terms):
            counter.vocabulary_ = {term: column for column, term in enumerate(own)}
        with np.load(folder / NUMBERS, allow_pickle=False) as numbers:
            self._rarity, self._scale = [numbers["word"], numbers["char"]], float(numbers["scale"])
            self._use(numbers["weights"], numbers["offsets"], numbers["intents"])

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent and the ranking of each message."""
        read = [m for m in messages if m.get("reading") is not None]
        if read:
            chances = _softmax(self._scale * self._margins(self._features(read)))
            for message, row in zip(read, chances):
                best = np.argsort(-row)[:RANKED]
                ranking = [{"name": str(self._intents[i]), "confidence": float(row[i])} for i in best]
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking)  # for later components; with each message it would cost room
        return messages

    def _margins(self, parts: Parts) -> np.ndarray:
        return sum(part @ weights for part, weights in zip(parts, self._weights)) + self._offsets

    def _features(self, messages: Sequence[Message]) -> Parts:
        texts = [_text(m) for m in messages]
        counters = zip(self._counters, self._rarity) if self._config["words"] else ()
        parts: Parts = [weighed(counter.transform(texts), rare) for counter, rare in counters]
        if self._config["vectors"]:
            parts.append(np.vstack([_vector(m) for m in messages]))
        return parts


def _text(message: Message) -> str:
    return " ".join(token.text for token in message.get(TOKENS_NAMES[TEXT]))


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

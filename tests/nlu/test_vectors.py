"""A sentence model that remembers: the same rows, asked for once, and no text kept."""

from __future__ import annotations

import numpy as np
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.training_data.message import Message

from bot.nlu import vectors
from bot.nlu.danger import sentences
from knowledge.vectors import Remembering


class Counting:
    """Gives each text a row of its own, and keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked = []

    def __call__(self, texts):
        self.asked.append(list(texts))
        return np.array([[len(text), sum(map(ord, text))] for text in texts], dtype=np.float32)


def test_a_text_is_calculated_once():
    counting = Counting()
    model = Remembering(counting)
    first = model(["een", "twee", "een"])
    again = model(["twee", "drie", "een"])
    assert counting.asked == [["een", "twee"], ["drie"]]
    assert np.array_equal(first, counting(["een", "twee", "een"])) and np.array_equal(again[[2, 0]], first[:2])


def test_only_the_last_texts_are_remembered_and_more_may_be_asked_for_at_once():
    counting = Counting()
    model = Remembering(counting, most=2)
    assert model(["a", "b", "c"]).shape == (3, 2)
    model(["b", "c"])
    assert len(counting.asked) == 1
    model(["a"])
    assert counting.asked[1:] == [["a"]]


def test_no_text_is_kept():
    model = Remembering(Counting())
    model(["mijn geheim"])
    assert b"geheim" not in b"".join(model._known)


def test_what_the_judge_of_danger_asks_for_is_calculated_with_the_message(monkeypatch):
    counting = Counting()
    model = Remembering(counting)
    monkeypatch.setattr(vectors, "sentence_model", lambda: model)
    text = "Ik slaap slecht. Wat doet een jobcoach?"
    tokens = [Token(word, 0) for word in ("wat", "doet", "__beroep__")]
    message = Message({"text": text, "reading": text, TOKENS_NAMES["text"]: tokens})
    featurizer = vectors.SentenceVectorFeaturizer("vectors", vectors.SentenceVectorFeaturizer.get_default_config())
    featurizer.process([message])
    assert message.features[0].features[0].tolist() == counting(["wat doet begeleider"])[0].tolist()
    asked = len(counting.asked)
    model(sentences(text))
    assert len(counting.asked) == asked

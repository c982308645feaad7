"""The likeness finds sentences that it never saw, and leaves calm ones alone; the component uses it only in doubt."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Tuple

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.crisis import CrisisDetector
from bot.nlu.likeness import Likeness, read_examples
from bot.nlu.vectors import encoder
from bot.safety import detect
from bot.safety.rules import EXAMPLES

HELD_BACK = 8  # every eighth sentence is kept from the fit
VEILED = "elke avond denk ik dat het beter was geweest om dit leven nooit te beginnen"


def split(rows: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    held = np.arange(len(rows)) % HELD_BACK == 0
    return rows[~held], rows[held]


@pytest.fixture(scope="module")
def vectors() -> Dict[str, np.ndarray]:
    examples = read_examples(EXAMPLES)
    return {
        "danger": np.asarray(encoder().encode([text for _, text in examples.danger])),
        "needs": np.array([need for need, _ in examples.danger]),
        "calm": np.asarray(encoder().encode(list(examples.calm))),
    }


@pytest.fixture(scope="module")
def component(tmp_path_factory: pytest.TempPathFactory) -> CrisisDetector:
    storage = LocalModelStorage(Path(tmp_path_factory.mktemp("model")))
    context, resource = ExecutionContext(GraphSchema({})), Resource("crisis")
    ordinary = [Message({"text": text, "intent": "greet"}) for text in ("hallo", "dag", "goeiemorgen")]
    CrisisDetector.create({}, storage, resource, context).train(TrainingData(ordinary))
    return CrisisDetector.load({}, storage, resource, context)


def parse(component: CrisisDetector, text: str, intents: List[str]) -> Dict[str, Any]:
    ranking = [{"name": name, "confidence": 0.4} for name in intents]
    message = Message({"text": text, "intent_ranking": ranking})
    message.set("intent", ranking[0], add_to_output=True)
    return component.process([message])[0].as_dict(only_output_properties=True)


def test_about_half_of_the_unseen_sentences_are_found_by_likeness_alone(vectors: Dict[str, np.ndarray]) -> None:
    (seen, unseen), (needs, expected) = split(vectors["danger"]), split(vectors["needs"])
    calm, other_calm = split(vectors["calm"])
    likeness = Likeness.learn(seen, list(needs), calm, np.empty((0, seen.shape[1])))
    found = [likeness.need(row[None, :]) for row in unseen]
    assert sum(need is not None for need in found) >= 0.55 * len(unseen)
    assert sum(likeness.need(row[None, :]) is not None for row in other_calm) <= 0.15 * len(other_calm)
    right = [need == wanted for need, wanted in zip(found, expected) if need]
    assert sum(right) >= 0.7 * len(right)


def test_what_is_saved_comes_back_the_same(vectors: Dict[str, np.ndarray], tmp_path: Path) -> None:
    likeness = Likeness.learn(vectors["danger"], list(vectors["needs"]), vectors["calm"], vectors["calm"][:50])
    likeness.save(tmp_path / "likeness.npz")
    again = Likeness.load(tmp_path / "likeness.npz")
    rows = np.vstack([vectors["danger"][:40], vectors["calm"][:40]])
    assert [again.need(row[None, :]) for row in rows] == [likeness.need(row[None, :]) for row in rows]


def test_a_sentence_without_a_pattern_raises_a_doubt(component: CrisisDetector) -> None:
    assert detect(VEILED) is None
    for text in (VEILED, f"Ik werkte in een winkel. {VEILED}. Mijn rijbewijs heb ik sinds 2010."):
        parsed = parse(component, text, ["search"])
        assert parsed["intent"]["name"] == "crisis"
        assert (parsed["safety"]["need"], parsed["safety"]["level"]) == ("suicide", "doubt")


def test_the_guess_of_the_classifier_alone_is_no_crisis(component: CrisisDetector) -> None:
    parsed = parse(component, "ik zoek een cursus over bloemschikken", ["crisis", "search"])
    assert parsed["intent"]["name"] == "search" and "safety" not in parsed


def test_a_referral_is_not_turned_into_a_doubt(component: CrisisDetector) -> None:
    parsed = parse(component, "ik kan de huur niet meer betalen en ik weet me geen raad", ["search"])
    assert parsed["intent"]["name"] == "referral" and "safety" not in parsed


def test_a_figure_of_speech_is_left_alone(component: CrisisDetector) -> None:
    parsed = parse(component, "ik werk me dood voor die mensen", ["search"])
    assert parsed["intent"]["name"] == "search" and "safety" not in parsed

"""The component marks messages in a real Rasa pipeline's terms: intent, ranking and properties of the output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.crisis import CrisisDetector
from bot.safety import Finding

GUESS = {"name": "give_answer", "confidence": 0.9}


@pytest.fixture(scope="module")
def component(tmp_path_factory: pytest.TempPathFactory) -> CrisisDetector:
    folder = Path(tmp_path_factory.mktemp("model"))
    context = ExecutionContext(GraphSchema({}))
    return CrisisDetector.create({}, LocalModelStorage(folder), Resource("crisis"), context)


def parse(component: CrisisDetector, text: str) -> Dict[str, Any]:
    message = Message({"text": text, "intent": GUESS, "intent_ranking": [GUESS]})
    message.set("intent", GUESS, add_to_output=True)
    return component.process([message])[0].as_dict(only_output_properties=True)


def test_a_crisis_overrides_the_intent_and_tells_what_it_is(component: CrisisDetector) -> None:
    parsed = parse(component, "Ik werkte in de zorg maar ik wil niet meer leven.")
    assert parsed["intent"] == {"name": "crisis", "confidence": 1.0}
    kept = json.loads(json.dumps(parsed["safety"]))
    assert (kept["need"], kept["level"], kept["about"]) == ("suicide", "certain", "self")
    assert Finding(**kept).need == "suicide"


def test_a_referral_becomes_the_intent_with_its_needs(component: CrisisDetector) -> None:
    parsed = parse(component, "ik zit thuis met een burn-out")
    assert parsed["intent"]["name"] == "referral"
    assert parsed["safety_referral"] == ["burnout"]
    assert "safety" not in parsed


@pytest.mark.parametrize("text", ["wat doet een loopbaanbegeleider", ""])
def test_an_ordinary_message_stays_as_it_is(component: CrisisDetector, text: str) -> None:
    parsed = parse(component, text)
    assert parsed["intent"] == GUESS
    assert "safety" not in parsed and "safety_referral" not in parsed

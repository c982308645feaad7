"""Patterns and likeness together: what nobody wrote down before is heard, and calm talk is left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.crisis import CrisisDetector
from bot.nlu.danger import Judge
from bot.nlu.likeness import DANGER, Likeness
from bot.safety import detect
from bot.safety.frames import all_sentences
from knowledge.vectors import VectorStore
from tests.safety.conftest import UNSEEN

ORDINARY = ("hallo", "dag", "goeiemorgen", "wat doet een campagnewerker", "welke competenties heeft die", "toon meer")
VEILED = "elke avond denk ik dat het beter was geweest om dit leven nooit te beginnen"


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness.learn(list(all_sentences()), ORDINARY, VectorStore().vectors)


@pytest.fixture(scope="module")
def judge(likeness: Likeness) -> Judge:
    return Judge(likeness)


@pytest.fixture(scope="module")
def component(likeness: Likeness, tmp_path_factory: pytest.TempPathFactory) -> CrisisDetector:
    storage = LocalModelStorage(Path(tmp_path_factory.mktemp("model")))
    context, resource = ExecutionContext(GraphSchema({})), Resource("crisis")
    ordinary = [Message({"text": text, "intent": "greet"}) for text in ORDINARY * 3]
    CrisisDetector.create({}, storage, resource, context).train(TrainingData(ordinary))
    return CrisisDetector.load({}, storage, resource, context)


def parse(component: CrisisDetector, text: str, intents: List[str]) -> Dict[str, Any]:
    ranking = [{"name": name, "confidence": 0.4} for name in intents]
    message = Message({"text": text, "intent_ranking": ranking})
    message.set("intent", ranking[0], add_to_output=True)
    return component.process([message])[0].as_dict(only_output_properties=True)


def unseen(kind: str) -> List[Any]:
    return [row for row in UNSEEN if row.kind == kind]


def test_danger_that_nobody_wrote_down_is_heard_with_its_need(judge: Judge) -> None:
    found = [(row, judge.verdict(row.text).finding) for row in unseen("danger")]
    right = [row for row, finding in found if finding and row.need in (finding.need, *finding.also)]
    assert sum(finding is not None for _, finding in found) >= 0.88 * len(found)
    assert len(right) >= 0.86 * len(found)


def test_calm_talk_that_nobody_wrote_down_is_left_alone(judge: Judge) -> None:
    calm = [*unseen("calm"), *unseen("referral")]
    assert sum(judge.verdict(row.text).finding is not None for row in calm) <= 0.05 * len(calm)


def test_a_need_for_other_help_that_nobody_wrote_down_is_heard(judge: Judge) -> None:
    needs = [row for row in unseen("referral") if row.need != "none"]
    assert sum(row.need in judge.verdict(row.text).needs for row in needs) >= 0.85 * len(needs)
    plain = [*unseen("calm"), *(row for row in unseen("referral") if row.need == "none")]
    assert sum(bool(judge.verdict(row.text).needs) for row in plain) <= 0.08 * len(plain)


def test_it_hears_more_than_the_patterns_and_finds_their_false_alarms(judge: Judge) -> None:
    heard = sum(judge.verdict(row.text).finding is not None for row in unseen("danger"))
    assert heard > sum(detect(row.text) is not None for row in unseen("danger"))
    overruled = "welke aanpak gebruikt men in het dossier bij een deelnemer die dreigt zichzelf iets aan te doen"
    assert detect(overruled) and not judge.verdict(overruled).finding


@pytest.mark.parametrize(
    "text",
    [
        "Mijn zus leest mee",
        "mijn broer",
        "moe",
        "ja",
        "geld",
        "Mijn man kijkt mee",
        "annem yanımda",
        "👍",
        "…",
    ],
)
def test_few_words_of_which_it_knows_one_are_no_alarm(judge: Judge, text: str) -> None:
    assert judge.verdict(text).finding is None


def test_what_is_saved_comes_back_the_same(likeness: Likeness, tmp_path: Path) -> None:
    likeness.save(tmp_path / "likeness.npz")
    again, texts = Likeness.load(tmp_path / "likeness.npz"), [row.text for row in UNSEEN]
    encode = VectorStore().vectors
    first, second = likeness.see(texts, encode), again.see(texts, encode)
    assert again.scores(second, DANGER).tolist() == likeness.scores(first, DANGER).tolist()
    assert again.needs(second, 0, DANGER) == likeness.needs(first, 0, DANGER) == [UNSEEN[0].need]
    assert again.language(second, 0) == likeness.language(first, 0) == "nl"


def test_the_language_is_that_of_the_sentence(judge: Judge) -> None:
    texts = {
        "en": "i plan to end my own life tonight",
        "fr": "je vais me pendre ce soir",
        "tr": "hayatımı bitirmek istiyorum bu gece",
    }
    found = {language: judge.verdict(text).finding for language, text in texts.items()}
    assert {language: finding and finding.language for language, finding in found.items()} == {k: k for k in texts}


def test_a_sentence_without_a_pattern_is_heard_in_the_middle_of_an_answer(component: CrisisDetector) -> None:
    assert detect(VEILED) is None
    for text in (VEILED, f"Ik werkte in een winkel. {VEILED}. Mijn rijbewijs heb ik sinds 2010."):
        parsed = parse(component, text, ["search"])
        assert (parsed["intent"]["name"], parsed["safety"]["need"]) == ("crisis", "suicide")
        assert json.loads(json.dumps(parsed["safety"])) == parsed["safety"]


def test_the_guess_of_the_classifier_alone_is_no_crisis(component: CrisisDetector) -> None:
    parsed = parse(component, "bloemschikken vind ik leuk", ["crisis", "search"])
    assert parsed["intent"]["name"] == "search" and "safety" not in parsed


def test_a_referral_is_not_turned_into_a_doubt(component: CrisisDetector) -> None:
    parsed = parse(component, "ik kan de huur niet meer betalen en ik weet me geen raad", ["search"])
    assert parsed["intent"]["name"] == "referral" and "safety" not in parsed


def test_a_figure_of_speech_is_left_alone(component: CrisisDetector) -> None:
    parsed = parse(component, "ik werk me dood voor die mensen", ["search"])
    assert parsed["intent"]["name"] == "search" and "safety" not in parsed

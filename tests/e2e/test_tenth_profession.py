"""A tenth profession is one YAML file: put in a copy of the project, trained and asked about, with no other file changed. So is
an edited question of the intake, without training."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Dict, Iterator, List

import pytest
import yaml

from bot.run import fingerprint
from bot.settings import ROOT
from tests.e2e.talk import NO_ANSWER, Conversation
from tests.intake.editing import ADDED, REWORDED, edit
from tests.product import Product, copy_project, say

HERE = Path(__file__).with_name("tenth")
QUESTIONS: Dict[str, List[str]] = yaml.safe_load((HERE / "questions.yml").read_text(encoding="utf-8"))
TRAINING = 900  # seconds that training and starting may take


@pytest.fixture(scope="module")
def with_ten(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    root = tmp_path_factory.mktemp("project")
    copy_project(root)
    shutil.copy(HERE / "stadstuincoach.yml", root / "knowledge" / "professions")
    running = Product(tmp_path_factory.mktemp("data"), root)
    try:
        running.wait_until_ready(TRAINING)
        yield running
    finally:
        running.stop()


@pytest.mark.parametrize("facet", QUESTIONS)
def test_every_facet_of_the_new_profession_is_answered(with_ten: Product, facet: str) -> None:
    question, says, source = QUESTIONS[facet]
    reply = Conversation(with_ten).says(question)
    assert says in reply
    assert source in reply


def test_the_new_profession_is_known_by_everything_that_looks_across_professions(with_ten: Product) -> None:
    talk = Conversation(with_ten)
    assert "10 beroepen" in talk.says("welke beroepen ken je allemaal?")
    assert "stadstuincoach" in talk.says("wie werkt er op braakliggende terreinen?")
    reply = talk.says("wat is het verschil tussen een stadstuincoach en een gemeenschapswerker?")
    assert "ZZ-0001-1" in reply and "Beroepenstructuur SCW 2016" in reply
    assert "keukenresten composteren" in talk.says("wat is een wormenhotel?")


def test_the_new_profession_is_recognised_with_typing_errors_and_in_follow_ups(with_ten: Product) -> None:
    talk = Conversation(with_ten)
    assert "De stadstuincoach begeleidt" in talk.says("wat doet een stadstuincoahc")
    assert "fytolicentie" in talk.says("heb je daar een attest voor nodig?")
    assert "niveau 6" in talk.says("welk niveau heeft een jobcoach?")
    assert "niveau 5" in talk.says("en de stadstuincoach?")


def test_nobody_is_told_that_there_are_nine_professions(with_ten: Product) -> None:
    talk = Conversation(with_ten)
    for message in ("hallo", "wat is de hoofdstad van Peru?", "ben je een robot?", "wat kan je allemaal?"):
        assert "negen" not in talk.says(message)


def test_a_reworded_and_an_added_question_of_the_intake_are_one_file_and_no_training(with_ten: Product) -> None:
    intake = with_ten.root / "knowledge" / "questionnaires" / "intake.yml"
    shutil.copy(ROOT / "knowledge" / "questionnaires" / "intake.yml", intake)
    edit(intake)
    assert fingerprint.is_current(with_ten.root)
    with_ten.kill("rasa_sdk")  # comes back by itself, and reads the file anew
    _wait_for_answers(with_ten)
    talk = Conversation(with_ten)
    talk.says("start intake")
    assert REWORDED in talk.says("ja")
    talk.says("bediende")
    assert ADDED in talk.says("nee")
    assert "waarover gaat je vraag" in talk.says("een uil").lower()
    assert "Dier: een uil" in talk.says("overzicht")


def _wait_for_answers(product: Product, patience: float = 120) -> None:
    """Wait until the action server answers again, `patience` seconds at most: the website is ready all the time."""
    deadline = time.monotonic() + patience
    while say(product, "probe", "wat doet een campagnewerker?")[0]["text"] == NO_ANSWER:
        assert time.monotonic() < deadline, "the action server does not come back"
        time.sleep(1)


def test_the_questions_cover_every_facet() -> None:
    assert set(QUESTIONS) == set(
        yaml.safe_load((ROOT / "knowledge" / "lexicon" / "facets.yml").read_text(encoding="utf-8"))
    )

"""Rewording a question, and adding one, is an edit of one YAML file; an intake that runs is not touched by it."""

from __future__ import annotations

import shutil

import pytest

from bot.intake.library import Library
from bot.intake.text import CONTENT
from tests.intake.client import Client
from tests.intake.conftest import open_service
from tests.intake.editing import ADDED, REWORDED, edit


@pytest.fixture
def edited(kb, library, tmp_path, monkeypatch):
    """The questionnaires of a folder in which one file was edited; `library` has read those from before."""
    library.get("intake")
    folder = tmp_path / "questionnaires"
    shutil.copytree(CONTENT, folder)
    edit(folder / "intake.yml")
    monkeypatch.setattr("bot.intake.library.CONTENT", folder)
    return Library(kb)


def text(turn):
    return "\n".join(turn.messages)


def test_a_reworded_and_an_added_question_are_asked_explained_and_found_back(edited, tmp_path):
    client = Client(open_service(edited, f"sqlite:///{tmp_path / 'people.db'}", tmp_path))
    assert REWORDED in text(client.go(until="employment"))
    turn = client.go(until="animal")
    assert ADDED in text(turn) and "vraag 4 van ongeveer 36" in text(turn)
    assert "Een beeld zegt soms meer" in text(client.say("waarom vraag je dat?"))
    client.say("Een egel")
    assert client.say("wijzig mijn dier").question == "animal"
    client.say("Een uil")
    assert client.go().closed
    dossier = client.service.dossier(client.sender)
    shown = {answer["label"]: answer["shown"] for phase in dossier["summary"] for answer in phase["answers"]}
    assert shown["Dier"] == "Een uil"
    assert "Wat zegt dit beeld over de klant?" in str(dossier["follow_up_questions"])


def test_who_started_before_the_edit_goes_on_as_before(library, edited, tmp_path):
    url = f"sqlite:///{tmp_path / 'people.db'}"
    before = Client(open_service(library, url, tmp_path))
    before.go(until="other_guidance")
    version = before.service.status(before.sender)["version"]
    before.service = open_service(edited, url, tmp_path)
    assert before.go().closed
    assert "animal" not in before.asked
    assert before.service.dossier(before.sender)["questionnaire"]["version"] == version != edited.get("intake").version

"""What people ask of the bot itself: its languages, its price, its questions, whether it is a person."""

from __future__ import annotations

import pytest

from tests.e2e.talk import Conversation


@pytest.mark.parametrize(
    ("asked", "begins"),
    [
        ("could we talk in english?", "Sorry, I only speak Dutch"),
        ("which job would be good for a shy person?", "Sorry, I only speak Dutch"),
        ("je ne comprends pas bien le néerlandais", "Désolé, je parle seulement néerlandais"),
        ("können wir deutsch sprechen?", "Ik spreek alleen Nederlands"),
        ("moet ik betalen om met jou te chatten?", "Met mij praten is gratis"),
        ("hoeveel tijd neemt die intake in beslag?", "De intake is een gesprek met korte vragen"),
        ("ben jij een robot of zit daar iemand", "Ik ben Loopbaanbot, een computerprogramma en geen mens"),
        ("een echt mens alsjeblieft", "Ik ben een programma en kan je niet zelf doorverbinden"),
    ],
)
def test_a_question_about_the_bot_itself(talk: Conversation, asked: str, begins: str) -> None:
    assert talk.says(asked).startswith(begins)


def test_where_to_study_is_about_the_profession_under_discussion(talk: Conversation) -> None:
    talk.says("wat doet een campagnewerker?")
    assert talk.says("waar kan ik dat studeren?").startswith("Hoe je campagnewerker wordt")


@pytest.mark.parametrize("asked", ["hoe lang duurt dat?", "hoeveel vragen zijn dat", "kan ik tussendoor stoppen?"])
def test_a_question_after_the_intake_was_explained_is_about_the_intake(talk: Conversation, asked: str) -> None:
    talk.says("wat is een intake?")
    assert talk.says(asked).startswith("De intake is een gesprek met korte vragen")


def test_after_the_intake_was_explained_a_profession_is_a_new_subject(talk: Conversation) -> None:
    talk.says("wat is een intake?")
    assert "BK-0540-2" in talk.says("wat doet een loopbaanbegeleider?")


@pytest.mark.parametrize("answer", ["ja graag", "doe maar", "start maar"])
def test_a_yes_to_the_intake_that_was_explained_starts_it(talk: Conversation, answer: str) -> None:
    talk.says("wat is een intake?")
    assert "Mag ik je antwoorden bewaren?" in talk.says(answer)


def test_a_yes_to_nothing_starts_no_intake(talk: Conversation) -> None:
    talk.says("wat doet een campagnewerker?")
    assert "Mag ik je antwoorden bewaren?" not in talk.says("ja graag")


def test_what_no_dossier_tells_of_its_profession_is_said_before_the_whole_list(talk: Conversation) -> None:
    reply = talk.says("zijn er beroepen waar je veel buiten bent?")
    assert reply.startswith("Bij welk beroep dat zo is, vind ik niet") and "campagnewerker" in reply

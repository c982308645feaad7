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

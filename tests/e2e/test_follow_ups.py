"""Questions that lean on what was said before, and several questions in one message."""

from __future__ import annotations

import pytest

from tests.e2e.talk import Conversation

DEFINITION = "De loopbaanbegeleider biedt professionele ondersteuning aan de klant"


def test_a_question_without_a_name_is_about_the_profession_under_discussion(talk: Conversation) -> None:
    talk.says("wat doet een loopbaanbegeleider?")
    assert "Deze kennis hoort bij het beroep loopbaanbegeleider" in talk.says("en welke kennis heb je daarvoor nodig?")
    assert "geen wettelijke attesten of voorwaarden vereist" in talk.says("heb je daar een attest voor nodig?")
    assert "draagt verantwoordelijkheid" in talk.says("waarvoor zijn die verantwoordelijk?")


def test_another_name_asks_the_same_question_again(talk: Conversation) -> None:
    assert "niveau 6 (VKS en EQF)" in talk.says("welk niveau heeft een jobcoach?")
    reply = talk.says("en de campagnewerker?")
    assert "niet in het dossier" in reply and "campagnewerker" in reply
    assert "niveau 4 (VKS en EQF)" in talk.says("en een begeleider in de sociale economie")


def test_toon_meer_goes_on_with_the_list_and_says_when_it_is_over(talk: Conversation) -> None:
    assert "(1 tot 6 van 10)" in talk.says("welke activiteiten doet een gemeenschapswerker?")
    assert "(7 tot 10 van 10)" in talk.says("toon meer")
    assert talk.says("toon meer").startswith("Dat was alles")


def test_an_item_of_a_list_can_be_pointed_at(talk: Conversation) -> None:
    talk.says("welke competenties heeft een loopbaanbegeleider?")
    assert "competentie 3: Communiceert professioneel en empathisch" in talk.says("de derde")
    talk.says("welke competenties heeft een loopbaanbegeleider?")
    assert "competentie 5: Gaat correct om met diversiteit" in talk.says("vertel eens meer over nummer 5")
    talk.says("welke competenties heeft een loopbaanbegeleider?")
    assert "competentie 6:" in talk.says("en de laatste?")


def test_a_competency_that_was_not_shown_yet_can_be_asked_by_its_number(talk: Conversation) -> None:
    talk.says("welke competenties heeft een loopbaanbegeleider?")
    assert "competentie 12: Identificeert en onderzoekt mogelijkheden" in talk.says("wat is competentie 12?")
    reply = talk.says("welke kennis heb je daarvoor nodig?")
    assert "BK-0540-2, competentie 12" in reply


def test_simpler_words_are_marked_as_ours(talk: Conversation) -> None:
    talk.says("wat doet een campagnewerker?")
    reply = talk.says("kan dat simpeler?")
    assert "van ons, niet letterlijk uit het dossier" in reply
    assert "Beroepenstructuur SCW 2016, campagnewerker, definitie" in reply


def test_the_source_of_the_last_answer_can_be_asked(talk: Conversation) -> None:
    talk.says("wat is competentie 12 van de loopbaanbegeleider?")
    reply = talk.says("waar staat dat?")
    assert "BK-0540-2, competentie 12" in reply
    assert "beroepskwalificatiedossier" in reply


@pytest.mark.parametrize("question", ["wat is het niveau?", "welke attesten zijn er nodig?", "Wat doen zij zoal?"])
def test_without_anything_said_before_the_profession_is_asked_back(talk: Conversation, question: str) -> None:
    reply = talk.says(question)
    assert reply.startswith("Je vraagt naar ")
    assert 2 <= len(talk.buttons()) <= 5


def test_the_answer_to_asking_back_is_taken_for_the_waiting_question(talk: Conversation) -> None:
    talk.says("welk niveau is dat?")
    assert "niveau 6 (VKS en EQF)" in talk.says("jobcoach")


def test_an_unclear_name_is_asked_back_and_the_question_is_not_lost(talk: Conversation) -> None:
    assert talk.says("welk niveau heeft een begeleider?").startswith("Bedoel je ")
    assert "niveau 4 (VKS en EQF)" in talk.taps("begeleider in de sociale economie")


def test_two_questions_in_one_message_get_two_answers(talk: Conversation) -> None:
    talk.says("Hallo! Wat doet een loopbaanbegeleider en welk niveau heeft een jobcoach?")
    first, second = (reply["text"] for reply in talk.replies)
    assert DEFINITION in first
    assert "supported employment coach" in second and "niveau 6 (VKS en EQF)" in second


def test_the_name_in_the_first_question_holds_for_the_second(talk: Conversation) -> None:
    talk.says("Wat doet een loopbaanbegeleider? En heb je daar een attest voor nodig?")
    first, second = (reply["text"] for reply in talk.replies)
    assert DEFINITION in first
    assert "geen wettelijke attesten of voorwaarden vereist" in second


def test_one_question_about_two_professions_gets_an_answer_for_each(talk: Conversation) -> None:
    reply = talk.says("welk niveau hebben de jobcoach en de begeleider in de sociale economie?")
    assert "niveau 6" in reply and "niveau 4" in reply


def test_small_talk_in_between_does_not_make_the_bot_forget(talk: Conversation) -> None:
    talk.says("wat doet een belangenbehartiger?")
    talk.says("dank je wel!")
    talk.says("wat is de hoofdstad van Frankrijk?")
    assert "belangenbehartiger" in talk.says("welke activiteiten doet die allemaal?")


def test_questions_that_name_nobody_stay_with_the_same(talk: Conversation) -> None:
    talk.says("wat doet een belangenbehartiger?")
    for asked in ("moet die goed kunnen zwemmen?", "en rekenen?", "en in Nederland?", "is dat moeilijk?"):
        assert "belangenbehartiger" in talk.says(asked), asked


def test_a_talk_about_one_profession_stays_with_it(talk: Conversation) -> None:
    talk.says("wat doet een belangenbehartiger?")
    assert "Over het beroep" not in talk.says("en met journalisten?")
    assert "belangenbehartiger" in talk.says("en over ehbo?")
    assert "Hoe je belangenbehartiger wordt" in talk.says("hoe word je dat?")
    assert talk.says("en voor gemeenschapswerker?").startswith("Hoe je gemeenschapswerker wordt")

"""What happens around the questions of the intake in the running product: coming in, asking first, naming a profession, coming back."""

from __future__ import annotations

from tests.e2e.talk import Conversation
from tests.product import Product


def test_a_greeting_offers_the_intake(product: Product) -> None:
    person = Conversation(product)
    person.says("goeiemorgen")
    assert "Mag ik je antwoorden bewaren?" in person.taps("Start intake")


def test_who_asks_first_gets_an_answer_and_then_the_question_for_consent(product: Product) -> None:
    person = Conversation(product)
    person.says("start intake")
    told = {
        "wie krijgt dat te lezen?": "Niemand leest mee",
        "en hoelang ben ik bezig?": "15 tot 20 minuten",
        "kost mij dat iets?": "Je betaalt niets",
    }
    for asked, answer in told.items():
        reply = person.says(asked)
        assert answer in reply and reply.endswith("Mag ik je antwoorden bewaren?"), asked
    assert "Dan beginnen we" in person.says("ja, doe maar")


def test_a_profession_named_after_the_question_which_one_starts_its_scan(product: Product) -> None:
    person = Conversation(product)
    assert "Voor welk beroep" in person.says("competentiescan")
    assert "Competentiescan" in person.says("voor campagnewerker graag")
    person.says("ja")
    assert "Competentiescan voor campagnewerker" in person.says("wat bedoel je?")


def test_a_profession_asked_about_after_that_question_is_told_about(product: Product) -> None:
    person = Conversation(product)
    person.says("competentiescan")
    assert "_Bron:" in person.says("wat doet een campagnewerker?")


def test_a_yes_to_what_waits_goes_on(product: Product) -> None:
    person = Conversation(product)
    for text in ("start intake", "ja", "bediende", "moment, telefoon"):
        person.says(text)
    assert "wacht nog op jou" in person.says("hallo")
    assert "Krijg je op dit moment al begeleiding" in person.says("ja")


def test_who_goes_on_about_a_profession_in_the_middle_gets_an_answer_and_the_open_question(product: Product) -> None:
    person = Conversation(product)
    for text in ("start intake", "ja", "werknemer"):
        person.says(text)
    open_question = "Krijg je op dit moment al begeleiding"
    for asked in ("wat doet een jobcoach?", "en wat verdient die?", "welk niveau heeft zo iemand?"):
        reply = person.says(asked)
        assert open_question in reply and "weet niet zeker" not in reply, asked
    assert "vraag 4" in person.says("nee")


def test_a_question_after_wait_is_answered_and_is_no_pause(product: Product) -> None:
    person = Conversation(product)
    for text in ("start intake", "ja", "werknemer"):
        person.says(text)
    for asked in ("wacht wa verdient zo ne campagnewerker", "momentje, wat doet een gemeenschapswerker eigenlijk"):
        reply = person.says(asked)
        assert "Krijg je op dit moment al begeleiding" in reply and "pauze" not in reply, asked
    assert "we nemen pauze" in person.says("wacht efkes, de bel gaat")

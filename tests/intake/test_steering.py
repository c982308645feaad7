"""Words that steer within the intake: going back, changing, showing, skipping, starting again."""

from __future__ import annotations

import pytest

from bot.intake.engine import state
from bot.intake.messages import message
from tests.intake.client import USUAL, Client


def text(turn):
    return "\n".join(turn.messages)


def test_a_wrong_answer_is_explained_and_may_be_skipped_after_two(light):
    client = Client(light)
    client.go(until="urgency")
    first, second = client.say("banaan"), client.say("peer")
    assert message("invalid.scale", size=5) in text(first) and message("invalid.skip_offer") not in text(first)
    assert message("invalid.skip_offer") in text(second)
    assert client.say("overslaan").question == "work"
    assert "banaan" not in str(light.everything("sender-1", client.now))


def test_going_back_and_changing(light):
    client = Client(light)
    client.go(until="qualities_know")
    assert client.say("vorige").question == "work"
    assert client.say("vorige").question == "urgency"
    assert client.say("verder").question == "qualities_know"
    turn = client.say("wijzig mijn loopbaanvraag")
    assert turn.question == "request" and USUAL["request"] in text(turn)
    turn = client.say("Blijf ik of ga ik weg?")
    assert turn.question == "request_confirmed" and "Aangepast" in text(turn)
    assert client.say("ja").question == "qualities_know"


def test_a_number_points_to_a_question(light):
    client = Client(light)
    client.go(until="why_now")
    assert client.say("wijzig vraag 2").question == "employment"
    turn = client.say("zelfstandige")
    assert "Ik ben zelfstandig" in text(turn) and turn.question == "why_now"


@pytest.mark.parametrize("typed", ["wijzig vraag 99", "wijzig mijn kat", "wijzig mijn doel", "wijzig mijn toestemming"])
def test_what_cannot_be_changed_is_said(light, typed):
    client = Client(light)
    client.go(until="why_now")
    turn = client.say(typed)
    assert turn.question == "why_now" and turn.active and len(text(turn)) > 100


def test_every_command_keeps_the_question_open(light):
    client = Client(light)
    client.go(until="good_result")
    for typed in ("help", "overzicht", "samenvatting", "waarom vraag je dat?", "wat bedoel je?", "ik wil een mens spreken",
                  "welke gegevens heb je van mij?", "deelcode", "mijn document", "opnieuw beginnen"):  # fmt: skip
        turn = client.say(typed)
        assert turn.active and turn.messages and turn.command, typed
    assert client.say("nee").question == "good_result"
    assert client.say("Rust").question == "urgency"


def test_changing_the_question_that_is_open_says_so(light):
    client = Client(light)
    client.go(until="goal")
    turn = client.say("wijzig mijn doel")
    assert turn.question == "goal" and message("said.change_now") in text(turn)


def test_more_is_the_rest_of_the_summary_with_its_question(light):
    client = Client(light)
    client.go(until="confirmed")
    turn = client.say("toon meer")
    assert "deel 2" in turn.messages[0] and "Klopt deze samenvatting" in turn.messages[1]
    assert {"Ja", "Nee"} <= {button.title for button in turn.buttons}
    assert client.say("ja").closed


def test_what_only_looks_like_a_change_is_an_answer(light):
    client = Client(light)
    client.go(until="good_result")
    assert client.say("verander mijn leven").question == "urgency"
    assert client.answers()["good_result"] == "verander mijn leven"


SKIPS = ("unknown", "skip")
LOOSE = {
    "ik moet mijn dochter van school gaan halen": "pause",
    "amai, ik ben moe van al die vragen": "pause",
    "een voorbeeldje voor iemand in de zorg": "explain",
    "wat is eigenlijk dat kunnen opnoemen": "explain",
    "ik twijfel tussen die dingen": "unknown",
    "het lukt mij precies niet": "skip",
    "oei ik heb me vergist, ik werk eigenlijk nog deeltijds in een winkel": "change",
    "en wie krijgt dat allemaal te zien van mijn collega's": "about",
}


@pytest.mark.parametrize("text", LOOSE)
def test_other_words_for_a_command_count_only_where_no_answer_can_be_read(light, text):
    client = Client(light)
    client.go(until="good_result")
    assert client.say(text).question == "urgency"
    client.go(until="qualities_know")
    turn = client.say(text)
    assert turn.command == LOOSE[text]
    assert client.service.status(client.sender)["question"] == (
        "qualities_show" if LOOSE[text] in SKIPS else "qualities_know"
    )


@pytest.mark.parametrize(
    "text", ["wie leest dat?", "hoelang duurt dat hier allemaal?", "ben jij een computer?", "kan ik dat later wissen?"]
)
@pytest.mark.parametrize("question", ["why_now", "urgency", "other_guidance"])
def test_a_question_about_the_intake_is_answered_anywhere(light, text, question):
    client = Client(light)
    client.go(until=question)
    turn = client.say(text)
    assert turn.question == question and turn.command in ("about", "progress")
    assert question not in client.answers()


@pytest.mark.parametrize(
    "text", ["wat moet ik doen?", "wie ben ik?", "kan ik later iets anders doen?", "moet ik blijven of weggaan?"]
)
def test_a_question_of_ones_own_is_an_answer(light, text):
    client = Client(light)
    client.go(until="request")
    assert client.say(text).question == "request_confirmed"


@pytest.mark.parametrize("typed", ["helemaal niet mee eens", "eerder wel", "zeker niet"])
def test_an_answer_that_resembles_a_command_is_stored(light, typed):
    client = Client(light)
    client.go(until="market_require")
    assert client.say(typed).command is None
    assert "market_require" in client.answers()


def test_starting_again_asks_first(light):
    client = Client(light)
    client.go(until="urgency")
    client.say("opnieuw beginnen")
    assert client.say("nee").question == "urgency"
    client.say("opnieuw beginnen")
    turn = client.say("ja")
    assert turn.question == "employment" and message("said.restarted") in text(turn)
    assert set(client.answers()) == {"consent"}


def test_a_word_of_an_option_is_explained_and_a_profession_is_told_about(light):
    client = Client(light)
    client.go(until="employment")
    assert client.say("wat is loondienst?", is_question=True).command == "explain"
    client.go(until="professions")
    assert client.say("wat is een gemeenschapswerker?", is_question=True).digression


def test_how_far_it_is_comes_with_the_question(light):
    client = Client(light)
    client.go(until="energy")
    turn = client.say("hoeveel vragen nog?")
    assert turn.command == "progress" and turn.question == "energy"
    assert (
        f"vraag {turn.number} van ongeveer {turn.total}" in turn.messages[0]
        and f"nog ongeveer {turn.total - turn.number}" in turn.messages[0]
    )


def test_an_action_is_changed_by_its_name_and_a_vague_wish_asks_which(light):
    client = Client(light)
    client.go(until="another.1")
    for typed in ("ja", "2 mensen bellen voor eind maart", "ja", "nee"):
        turn = client.say(typed)
    assert turn.question == "confirmed"
    asked = client.say("wijzig actie")
    assert [button.text for button in asked.buttons[:2]] == [
        f"Wijzig vraag {n}" for n in which(client, "action.1", "action.2")
    ]
    assert client.say("verander mijn tweede actie").question == "action.2"
    turn = client.say("3 mensen bellen voor eind april")
    assert "is nu “3 mensen bellen voor eind april” (was “2 mensen bellen voor eind maart”)" in turn.messages[0]
    assert turn.question == "fit.2"  # whether it can be done depends on the action


def which(client, *names):
    with client.service.store.reading() as records:
        run = records.running(records.person(client.sender).id)
        path = state(records.questionnaire(run), records.steps(run.id)).path
    return [path.index(name) + 1 for name in names]

"""The whole intake through its single way in."""

from __future__ import annotations

import pytest

from bot.intake.messages import message
from bot.intake.render import LONGEST
from tests.intake.client import START, USUAL, Client


def text(turn):
    return "\n".join(turn.messages)


def test_an_intake_from_start_to_finish(service):
    client = Client(service)
    last = client.go()
    assert last.closed and not last.active and last.kind == "intake"
    assert message("said.closed") in last.messages
    assert "code" in text(last)
    assert any("Samenvatting" in text(turn) for turn in client.turns)
    assert client.answers()["why_now"] == USUAL["why_now"]
    assert all(len(part) <= LONGEST for turn in client.turns for part in turn.messages)
    assert len(client.asked) == len(set(client.asked))


def test_nothing_is_stored_before_consent(light, tmp_path):
    client = Client(light, sender="geheim-gesprek")
    client.say("start intake")
    client.say("Ik ben Zonnebloemke")
    client.say("wat bedoel je?")
    assert client.say("nee").messages == (message("said.declined_consent"),)
    assert light.status("geheim-gesprek") == {"consent": False}
    assert light.everything("geheim-gesprek", client.now) == {}
    for path in tmp_path.rglob("people.db*"):
        assert b"geheim-gesprek" not in path.read_bytes()


def test_a_stray_yes_is_no_consent(light):
    client = Client(light)
    assert client.say("ja", active=False).messages == ()
    assert light.status("sender-1") == {"consent": False}


def test_the_consent_is_recorded_with_its_text(light):
    client = Client(light)
    client.go(until="employment")
    (consent,) = light.everything("sender-1", client.now)["consents"]
    assert consent["text"].endswith("Mag ik je antwoorden bewaren?") and consent["at"].startswith("2026-11-23T09:00")


def test_a_repeated_delivery_changes_nothing(service):
    client = Client(service)
    client.go(until="why_now")
    first = client.say("Een nieuwe chef", message_id="twice")
    again = client.say("Een nieuwe chef", message_id="twice")
    assert first.question == again.question == "good_result"
    assert client.answers().get("good_result") is None


def test_the_last_message_repeated_closes_once_more_and_no_worse(light):
    client = Client(light)
    client.go(until="confirmed")
    assert client.say("ja", message_id="end").closed
    assert client.say("ja", message_id="end").closed
    assert light.status("sender-1")["status"] == "closed"


def test_the_last_reply_can_be_had_once_more_and_stores_nothing(light):
    client = Client(light)
    assert light.repeated("sender-1", client.now).messages == ()
    turn = client.go(until="why_now")
    assert light.repeated("sender-1", client.now).question == turn.question == "why_now"
    assert client.go().closed
    stored = client.answers()
    assert light.repeated("sender-1", client.now).closed and client.answers() == stored


def test_another_process_goes_on_where_this_one_stopped(library, people_url, tmp_path):
    from tests.intake.conftest import open_service

    client = Client(open_service(library, people_url, tmp_path))
    client.go(until="qualities_know")
    client.service = open_service(library, people_url, tmp_path)
    client.say("pauze")
    assert client.say("verder").question == "qualities_know"
    assert client.go().closed


def test_pause_and_go_on_at_another_device(service):
    client = Client(service)
    client.go(until="urgency")
    code = text(client.say("pauze")).split("**verder ")[1].split("**")[0]
    other = Client(service, sender="phone", start=client.now)
    turn = other.say(f"verder {code.lower()}")
    assert turn.question == "urgency" and "Welkom terug" in text(turn)
    assert message("said.unknown_code") in text(Client(service, "third", client.now).say(f"verder {code}"))
    assert other.go().closed


def test_what_was_begun_at_the_other_device_is_not_lost(light):
    laptop = Client(light)
    laptop.go(until="urgency")
    code = text(laptop.say("pauze")).split("**verder ")[1].split("**")[0]
    phone = Client(light, sender="phone", start=laptop.now)
    phone.go({"why_now": "Op de gsm getypt"}, until="good_result")
    phone.say(code)
    runs = light.everything("phone", phone.now)["questionnaires"]
    assert [run["status"] for run in runs] == ["active", "paused"] or len(runs) == 2
    assert light.everything("phone", phone.now)["conversations"] == ["phone", "sender-1"]


def test_signals_agreed_to_at_the_other_device_move_along_each_once(service):
    laptop = Client(service)
    laptop.go(until="urgency")
    service.note_signal("sender-1", "money", laptop.now)
    code = text(laptop.say("pauze")).split("**verder ")[1].split("**")[0]
    phone = Client(service, sender="phone", start=laptop.now)
    phone.go(until="why_now")
    for need in ("money", "burnout"):
        service.note_signal("phone", need, phone.now)
    phone.say(code)
    assert service.everything("phone", phone.now)["referral_signals"] == ["money", "burnout"]


def test_while_paused_other_texts_are_no_answers(light):
    client = Client(light)
    client.go(until="why_now")
    client.say("pauze")
    assert client.say("goeiemorgen").messages == ()
    assert client.say("verder").question == "why_now"


def test_a_question_about_a_profession_is_handed_back_and_nothing_is_stored(light):
    client = Client(light)
    client.go(until="urgency")
    turn = client.say("wat doet een loopbaanbegeleider?", is_question=True)
    assert turn.digression and turn.messages == () and turn.active
    assert light.current("sender-1", client.now).question == "urgency"
    assert client.say("3").question == "work"


@pytest.mark.parametrize("typed", ["Hoe kan ik loopbaanbegeleider worden?", "Is dat werk iets voor mij?"])
def test_an_answer_put_as_a_question_stays_an_answer(light, typed):
    client = Client(light)
    client.go(until="request")
    assert client.say(typed, is_question=True).question == "request_confirmed"
    assert client.answers()["request"] == typed


def test_a_plain_answer_to_a_closed_question_is_known_as_one(light):
    client = Client(light)
    assert not light.answers("sender-1", "een vier of zo", client.now)
    client.go(until="qualities_know")
    assert light.answers("sender-1", "bwa, een vier of zo", client.now)
    assert not light.answers("sender-1", "ik zie het niet meer zitten", client.now)
    client.go(until="energy")
    assert not light.answers("sender-1", "een vier of zo", client.now)


def test_outside_the_frame_one_hears_where_to_go_and_may_go_on(light):
    client = Client(light)
    turn = client.go({"employment": "ik zoek werk"}, until="outside_frame")
    assert turn.needs == ("job_search",)
    assert "BK-0540-2, 1.3" in text(turn)
    assert client.say("ja").question == "other_guidance"


def test_a_question_about_the_agreements_is_answered(light):
    client = Client(light)
    client.say("start intake")
    answers = {
        "wie leest dat?": "Niemand leest mee",
        "ja maar wie leest mee?": "Niemand leest mee",
        "mag ik eerst weten hoelang dat duurt?": "15 tot 20 minuten",
        "hoeveel vragen zijn dat dan": "ongeveer 30 vragen",
        "wat moet ik dan invullen?": "Ik vraag naar je werk",
        "is dat gratis": "Je betaalt niets",
        "ben jij een robot?": "geen mens",
        "moet ik mijn naam geven?": "geen naam, adres of e-mail",
        "wat als ik nee zeg": "Niets is verplicht",
        "krijg ik daar iets voor op het einde?": "samenvatting",
        "ik kan niet goed nederlands": "Korte zinnen en fouten zijn geen probleem",
        "is de maan van kaas?": "Daar heb ik hier geen antwoord op",
        "dat mag niet zomaar denk ik": "Niemand leest mee",
    }
    for typed, told in answers.items():
        turn = client.say(typed)
        assert (
            turn.question == "consent" and told in text(turn) and text(turn).endswith("Mag ik je antwoorden bewaren?")
        ), typed
    assert not light.status("sender-1")["consent"]


def test_who_is_guided_already_hears_what_that_means(light):
    client = Client(light)
    client.go(until="other_guidance")
    assert "geen deel van een andere begeleiding (BK-0540-2, 1.3)" in text(client.say("ja, een jobcoach"))


def test_the_scan_is_offered_for_the_professions_of_interest(light):
    client = Client(light)
    last = client.go({"professions": "campagnewerker"})
    assert last.buttons[0].text == "Competentiescan campagnewerker"
    assert message("said.closed_scan_offer") in last.messages


def test_outside_the_frame_one_may_stop(light):
    client = Client(light)
    client.go({"employment": "ik studeer"}, until="outside_frame")
    turn = client.say("nee")
    assert turn.closed and not turn.active and turn.needs == ("study_choice",)
    assert light.status("sender-1")["status"] == "ended"


def test_a_revised_questionnaire_leaves_a_running_intake_alone(light, library, monkeypatch):
    client = Client(light)
    client.go(until="urgency")
    version = light.status("sender-1")["version"]
    intake = library.get("intake")
    revised = intake.copy(
        update={"questions": [q.copy(update={"ask": "Anders?"}) if q.id == "work" else q for q in intake.questions]}
    )
    revised = type(intake)(**revised.dict(by_alias=True))
    monkeypatch.setattr(library, "get", lambda kind, profession=None: revised)
    turn = client.say("3")
    assert "Anders?" not in text(turn) and light.status("sender-1")["version"] == version
    other = Client(light, sender="later", start=client.now)
    assert "Anders?" in text(other.go(until="work"))
    assert light.status("later")["version"] == revised.version


def test_a_new_consent_text_is_asked_again(light, library, monkeypatch):
    client = Client(light)
    client.go()
    intake = library.get("intake")
    questions = [intake.questions[0].copy(update={"ask": "Nieuwe afspraken. Mag het?"}), *intake.questions[1:]]
    revised = type(intake)(**intake.copy(update={"questions": questions}).dict(by_alias=True))
    monkeypatch.setattr(library, "get", lambda kind, profession=None: revised)
    client.say("opnieuw beginnen")
    assert light.start("sender-1", "intake", "x", client.now).question == "consent"


def test_status_tells_where_somebody_is(light):
    client = Client(light)
    client.go(until="urgency")
    status = light.status("sender-1")
    assert {key: status[key] for key in ("consent", "kind", "status", "question", "number")} == {
        "consent": True, "kind": "intake", "status": "active", "question": "urgency", "number": 9,
    }  # fmt: skip


def test_a_crisis_pauses_without_storing_the_message(light):
    client = Client(light)
    client.go(until="urgency")
    turn = light.pause("sender-1", client.now)
    assert not turn.active and text(turn) == message("said.paused_for_care") and turn.buttons[0].text == "Verder"
    assert light.status("sender-1")["status"] == "paused"
    assert light.pause("nobody", START).messages == ()

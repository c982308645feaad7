"""Danger in a real conversation: the questionnaire stops and nothing is stored; a doubt is asked gently, once, and traps nobody."""

from __future__ import annotations

import pytest

from tests.e2e.talk import Conversation

DANGER = "ik wil er een einde aan maken, ik wil niet meer leven"
DOUBT = "ik wil gewoon verdwijnen"
QUESTION = "vraag 4 van"
ASKED = "Ik wil je goed begrijpen"


@pytest.fixture
def intake(talk: Conversation) -> Conversation:
    """A conversation in which question 4 of the intake is open."""
    for message in ("start intake", "ja", "1", "nee"):
        last = talk.says(message)
    assert QUESTION in last
    return talk


def test_danger_stops_the_questionnaire_is_not_stored_and_lets_the_person_go_on_later(intake: Conversation) -> None:
    reply = intake.says(DANGER)
    assert (
        all(part in reply for part in ("1813", "0800-0113", "112", "mens spreken"))
        and "vraag" not in reply.split("wacht")[0]
    )
    assert QUESTION not in reply
    assert QUESTION in intake.says("verder")
    assert "einde aan maken" not in intake.says("overzicht")


def test_only_in_an_intake_the_questions_are_said_to_wait(intake: Conversation) -> None:
    assert "vragen wachten" in intake.says(DANGER)


def test_without_an_intake_no_questions_are_said_to_wait(talk: Conversation) -> None:
    reply = talk.says(DANGER)
    assert "1813" in reply and "vragen wachten" not in reply and "bewaard" not in reply


def test_danger_in_the_middle_of_an_answer_is_heard_at_every_open_question(intake: Conversation) -> None:
    reply = intake.says(
        "Ik werkte tien jaar als kok. Eerlijk gezegd denk ik elke dag aan zelfmoord. Ik heb een rijbewijs."
    )
    assert "1813" in reply and QUESTION not in reply


def test_a_human_can_be_asked_for_after_danger(intake: Conversation) -> None:
    intake.says(DANGER)
    assert "vraag 4" not in intake.says("ik wil een mens spreken")


def test_a_yes_to_the_gentle_question_brings_help_and_no_questionnaire(intake: Conversation) -> None:
    assert ASKED in intake.says(DOUBT)
    reply = intake.says("ja, soms")
    assert "1813" in reply and ASKED not in reply and QUESTION not in reply


def test_saying_it_again_after_the_gentle_question_brings_help(talk: Conversation) -> None:
    talk.says(DOUBT)
    reply = talk.says("ik zie het niet meer zitten")
    assert "1813" in reply and ASKED not in reply


CALM = [
    "nee, ik bedoel even weg van het werk",
    "ik bedoelde dat het zo druk is op kantoor",
    "Een concreet plan, en een richting om te studeren",  # sounds like a need for advice on studies
    "Nee, ik bedoel iets anders",
    "nee, het gaat wel",
    "het gaat wel",
]


@pytest.mark.parametrize("calm", CALM)
def test_who_meant_something_else_goes_on_at_the_same_question(intake: Conversation, calm: str) -> None:
    assert ASKED in intake.says(DOUBT)
    assert QUESTION in intake.says(calm)
    assert "vraag 5 van" in intake.says("1")


def test_a_question_after_the_gentle_one_is_answered_and_the_intake_goes_on(intake: Conversation) -> None:
    assert ASKED in intake.says(DOUBT)
    reply = intake.says("wat doet een loopbaanbegeleider?")
    assert "BK-0540-2" in reply and QUESTION in reply


def test_a_yes_about_violence_brings_help_and_no_questionnaire(intake: Conversation) -> None:
    reply = intake.says("ik ben bang voor mijn man")
    if ASKED in reply:
        reply = intake.says("ja")
    assert "1712" in reply and ASKED not in reply and QUESTION not in reply


def test_who_denies_it_is_thanked_and_not_asked_again(talk: Conversation) -> None:
    talk.says(DOUBT)
    reply = talk.says("helemaal niet")
    assert "dat is duidelijk" in reply and "1813" not in reply


@pytest.mark.parametrize(
    "calm", ["het gaat wel", "nee hoor, alles oké", "dank je", "valt mee, gewoon moe", "dat bedoelde ik niet"]
)
def test_outside_an_intake_a_calm_answer_closes_the_doubt_and_leads_back(talk: Conversation, calm: str) -> None:
    talk.says("wat doet een loopbaanbegeleider?")
    assert ASKED in talk.says(DOUBT)
    assert "dat is duidelijk" in talk.says(calm)
    assert any('"loopbaanbegeleider"' in payload for payload in talk.buttons().values())


@pytest.mark.parametrize("half", ["soms", "misschien", "ik weet het niet"])
def test_half_a_yes_to_the_gentle_question_brings_help(talk: Conversation, half: str) -> None:
    assert ASKED in talk.says(DOUBT)
    reply = talk.says(half)
    assert "1813" in reply and ASKED not in reply


def test_a_subject_of_ours_after_the_gentle_question_is_answered(talk: Conversation) -> None:
    assert ASKED in talk.says(DOUBT)
    assert "BK-0540-2" in talk.says("loopbaanbegeleider")


def test_thanks_after_danger_get_no_good_cheer(talk: Conversation) -> None:
    talk.says(DANGER)
    reply = talk.says("dank je wel")
    assert "Goed dat je het zei" in reply and "succes" not in reply


def test_a_doubt_is_not_asked_again_and_again(intake: Conversation) -> None:
    assert ASKED in intake.says(DOUBT)
    intake.says("nee hoor")
    second, third = intake.says(DOUBT), intake.says(DOUBT)
    assert ASKED not in second + third
    assert "er altijd mensen die luisteren" in second and "er altijd mensen die luisteren" not in third
    assert QUESTION in third


def test_plain_danger_is_never_kept_quiet(intake: Conversation) -> None:
    intake.says(DOUBT)
    intake.says("nee hoor")
    assert "1813" in intake.says(DANGER)


@pytest.mark.parametrize(
    "text",
    [
        "hoe gaat een loopbaanbegeleider om met agressie?",
        "mijn baas vermoordt mijn motivatie",
        "Mijn zus leest mee",
        "ik werk me kapot",
    ],
)
def test_ordinary_talk_raises_no_alarm(talk: Conversation, text: str) -> None:
    reply = talk.says(text)
    assert "1813" not in reply and "112" not in reply


@pytest.mark.parametrize(
    "text, belgian, dutch",
    [
        ("ik zit thuis met een burn-out", "arbeidsarts", "bedrijfsarts"),
        ("ik heb schulden en de deurwaarder komt", "OCMW", "gemeente"),
        ("ik ben gisteren ontslagen", "vakbond", "Juridisch Loket"),
        ("ze nemen mij niet aan door mijn hoofddoek", "Unia", "College voor de Rechten van de Mens"),
    ],
)
def test_a_need_is_referred_in_both_countries(talk: Conversation, text: str, belgian: str, dutch: str) -> None:
    reply = talk.says(text)
    assert belgian in reply and dutch in reply


def test_the_referral_does_not_answer_a_question_about_a_profession(talk: Conversation) -> None:
    assert "OCMW" not in talk.says("wat doet een gemeenschapswerker met mensen die schulden hebben?")


@pytest.mark.parametrize(
    "question",
    [
        "zijn er veel vacatures voor loopbaanbegeleiders?",
        "waar kan ik solliciteren als loopbaanbegeleider?",
        "hoe gaat een loopbaanbegeleider om met iemand die een burn-out heeft?",
        "helpt een loopbaanbegeleider mensen die ontslagen zijn?",
        "kan ik loopbaanbegeleider worden met 20 jaar ervaring en zonder diploma?",
    ],
)
def test_a_question_about_a_profession_is_answered_before_anything_else(talk: Conversation, question: str) -> None:
    answer = talk.says(question)
    assert "BK-0540-2" in answer and "verwijs ik" not in answer.lower() and "ik verwijs" not in answer.lower()
    assert "VDAB" not in answer.split("BK-0540-2")[0]


def test_the_way_to_a_profession_names_who_knows_the_schools_and_refers_nobody(talk: Conversation) -> None:
    answer = talk.says("wat moet ik studeren om loopbaanbegeleider te worden?")
    assert answer.startswith("Hoe je loopbaanbegeleider wordt") and "BK-0540-2" in answer and "VDAB" in answer
    assert "verwijs ik" not in answer.lower() and "ik verwijs" not in answer.lower()


@pytest.mark.parametrize(
    "question",
    ["waar kan ik solliciteren als loopbaanbegeleider?", "welke opleiding volg ik daarvoor en waar kan dat?"],
)
def test_who_wants_to_go_there_gets_one_line_under_the_answer_once(talk: Conversation, question: str) -> None:
    talk.says("wat doet een loopbaanbegeleider?")
    first, second = talk.says(question), talk.says(question)
    assert "BK-0540-2" in first and "Zoek je zelf" in first.split("BK-0540-2")[-1]
    assert "Zoek je zelf" not in second


@pytest.mark.parametrize(
    "wish",
    [
        "ik zoek een job waarin ik met jongeren werk",
        "ik zoek werk waarbij ik mensen kan helpen, liever niet in een winkel",
    ],
)
def test_who_tells_what_work_they_look_for_is_helped_to_choose_before_who_has_jobs_is_named(
    talk: Conversation, wish: str
) -> None:
    reply = talk.says(wish)
    assert reply.startswith(("Op basis van wat je vertelt", "Ik zoek graag met je mee"))
    assert "verwijs ik" not in reply.lower() and "ik verwijs" not in reply.lower()


def test_who_only_looks_for_work_is_told_who_has_it(talk: Conversation) -> None:
    assert "verwijs ik je door" in talk.says("ik zoek dringend werk")


def test_what_somebody_at_work_may_do_for_the_speaker_is_looked_up(talk: Conversation) -> None:
    talk.says("wat doet een loopbaanbegeleider?")
    reply = talk.says("mag die mij een job geven?")
    assert "BK-0540-2" in reply and "ik verwijs" not in reply.lower()


def test_a_short_question_in_a_talk_about_a_profession_is_answered_first(talk: Conversation) -> None:
    talk.says("wat doet een loopbaanbegeleider?")
    reply = talk.says("kan ik dat worden zonder diploma?")
    assert "BK-0540-2" in reply and "doorverwijs" not in reply


def test_in_an_intake_the_line_stands_under_the_answer_and_the_question_is_put_again(intake: Conversation) -> None:
    reply = intake.says("waar kan ik solliciteren als loopbaanbegeleider?")
    assert reply.count("VDAB") == 1 and QUESTION in reply.split("VDAB")[1]


def test_a_need_told_twice_is_referred_shortly_the_second_time(talk: Conversation) -> None:
    first, second = talk.says("ik zit thuis met een burn-out"), talk.says("ik ben al maanden opgebrand en uitgeput")
    assert "arbeidsarts" in second and len(second) < 0.8 * len(first)


def test_a_no_after_a_referral_brings_no_second_one(talk: Conversation) -> None:
    talk.says("ik zit thuis met een burn-out")
    assert "arbeidsarts" not in talk.says("nee het gaat wel, ik ben gewoon heel moe van mijn werk")

"""What people type, per kind of question."""

import pytest

from bot.intake.answer import GIVEN
from bot.intake.answers import Invalid, parse
from bot.intake.questionnaire import Question
from tests.intake.conftest import TODAY

BASE = dict(id="q", phase="p", label="l", ask="a", explain="e", why="w", competencies=["lbb.c1"])
SCALE = Question(
    **BASE, kind="scale", scale=["helemaal niet", "een beetje", "soms wel en soms niet", "meestal wel", "helemaal wel"]
)
YES_NO = Question(**BASE, kind="yes_no")
COLOURS = [
    dict(id="red", label="Rood", names=["rooie", "karmijn"]),
    dict(id="green", label="Groen"),
    dict(id="dark_green", label="Donker groen"),
    dict(id="none", label="Geen van deze", names=["geen", "niets"], only=True),
]
CHOICE = Question(**BASE, kind="choice", options=COLOURS)
MULTI = Question(**BASE, kind="multi_choice", options=COLOURS)


def read(question, text):
    result = parse(question, text, TODAY)
    return result.reason if isinstance(result, Invalid) else result.value


@pytest.mark.parametrize(
    "text, expected",
    [
        ("3", 3), ("een drietje", 3), ("drie", 3), ("4/5", 4), ("8/10", 4), ("4 op 5", 4), ("4 – meestal wel", 4),
        ("meestal wel", 4), ("hellemaal wel", 5), ("soms wel", 3), ("een vier denk ik", 4), ("vijf!", 5), ("een", 1),
        ("3 want ik weet dat nog niet zo goed", 3), ("ik zou mezelf een 2 geven", 2),
        ("het hoogste", 5), ("tussenin", 3), ("een dikke 4", 4), ("de tweede", 2), ("4,0", 4), ("eerder niet", 2), ("totaal niet", 1),
        ("0", "scale_range"), ("10", "scale_range"), ("zes", "scale_range"), ("12/10", "scale_range"),
        ("3,5", "scale_whole"), ("7/10", "scale_whole"), ("-3", "scale_whole"),
        ("3 of 4", "scale_one"), ("tussen 3 en 4", "scale_one"), ("banaan", "scale"), ("ik heb drie kinderen", "scale"),
        ("ja", "scale_yes"), ("bwa nee", "scale_no"), ("dat past wel bij mij", 4), ("klopt niet", 1), ("80%", 4), ("half", 3),
        ("2 mensen bellen", "scale"), ("8 jaar ervaring", "scale"), ("zo een beetje", 2), ("helemaal mee eens", 5), ("gaat wel", 3),
    ],
)  # fmt: skip
def test_scale(text, expected):
    assert read(SCALE, text) == expected


@pytest.mark.parametrize(
    "text",
    ["ja", "Ja hoor", "jawel", "bwa ja", "goh ja", "tuurlijk", "zeker", "zeker en vast", "yes", "klopt", "dat klopt", "ok", "oké", "is goed",
     "doe maar", "waarom niet", "ik denk het wel", "ja maar niet altijd", "ja ik heb een jobcoach via VDAB", "👍", "akkoord!", "best wel", "jaaaa", "nog altijd", "Ja, ik volg nu een traject bij VDAB en dat loopt nog tot in de zomer van volgend jaar"],
)  # fmt: skip
def test_yes(text):
    assert read(YES_NO, text) == "yes"


@pytest.mark.parametrize(
    "text",
    ["nee", "neen", "bwa nee", "nee hoor", "nope", "zeker niet", "absoluut niet", "natuurlijk niet", "niet echt", "dat klopt niet", "👎",
     "klopt helemaal niet", "nee dank je", "nee, maar misschien later", "ik denk het niet", "niet dat ik weet", "nog niet", "geenszins", "vroeger wel, nu niet meer", "neeee"],
)  # fmt: skip
def test_no(text):
    assert read(YES_NO, text) == "no"


@pytest.mark.parametrize("text", ["ja nee", "banaan", "misschien", "wie weet", "soms"])
def test_neither_yes_nor_no_is_asked_again(text):
    assert read(YES_NO, text) == "yes_no"


def test_a_story_is_no_yes():
    assert (
        read(
            YES_NO, "ja ik had gisteren een heel lang gesprek met mijn chef en toen zei die dat het zo niet verder kon"
        )
        == "yes_no"
    )


@pytest.mark.parametrize(
    "text, expected",
    [
        ("rood", "red"), ("1", "red"), ("de eerste", "red"), ("optie 2", "green"), ("Ik kies groen", "green"), ("karmijn denk ik", "red"),
        ("donker groen", "dark_green"), ("donkr groen", "dark_green"), ("geen", "none"), ("iets rooie achtigs", "red"),
        ("rood of groen", "choice_one"), ("1 en 2", "choice_one"), ("9", "choice_number"), ("paars", "choice"),
    ],
)  # fmt: skip
def test_choice(text, expected):
    assert read(CHOICE, text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("1 en 3", ["red", "dark_green"]), ("3,1", ["red", "dark_green"]), ("groen en rood", ["red", "green"]), ("rood", ["red"]),
        ("rood, donker groen", ["red", "dark_green"]), ("allemaal", ["red", "green", "dark_green"]), ("niets", ["none"]),
        ("1-3", ["red", "green", "dark_green"]), ("1 t/m 2", ["red", "green"]), ("alles behalve 2", ["red", "dark_green"]),
        ("geen en rood", "choice_exclusive"), ("1 en 9", "choice_number"), ("paars", "multi_choice"),
    ],
)  # fmt: skip
def test_multi_choice(text, expected):
    assert read(MULTI, text) == expected


def test_a_date_lies_ahead():
    question = Question(**BASE, kind="date")
    assert read(question, "15 januari") == "2027-01-15"
    assert read(question, "15 januari 2020") == "date_past"
    assert read(question, "ooit eens") == "date"


@pytest.mark.parametrize(
    "text", ["iets met mensen misschien?", "Wat doet een imker", "geen", "x", "<b>vet</b>", "=1+1"]
)
def test_any_words_answer_an_open_question(text):
    answer = parse(Question(**BASE, kind="open"), f"  {text} ", TODAY)
    assert (answer.status, answer.value, answer.text, answer.day) == (GIVEN, text, text, "2026-11-23")


OPEN = [
    ("", "empty"),
    ("   ", "empty"),
    ("...", "open"),
    ("ja", "open_yes"),
    ("euh jawel", "open_yes"),
    ("x" * 4001, "too_long"),
]


@pytest.mark.parametrize("text, reason", OPEN)
def test_what_is_no_answer_to_an_open_question(text, reason):
    assert read(Question(**BASE, kind="open"), text) == reason


def test_the_first_and_the_last_so_many():
    assert read(MULTI, "de eerste drie") == ["red", "green", "dark_green"]
    assert read(MULTI, "de eerste twee") == ["red", "green"]
    assert read(CHOICE, "de laatste twee") == "choice_one"


def test_a_denial_is_never_a_slip_of_the_fingers(intake):
    by_id = intake.by_id
    assert read(by_id["employment"], "ik heb een werk") == "employee"
    assert read(by_id["employment"], "ik mag niet werken") == "choice"
    assert read(by_id["employment"], "ik heb 2 jobs") == "both"
    assert read(by_id["obstacles"], "mijn man ziet het niet zitten") == ["surroundings"]
    assert read(by_id["obstacles"], "ik heb geen auto") == ["transport"]
    assert read(by_id["obstacles"], "geen van die") == ["none"]
    assert read(by_id["fit.1"], "makkelijk") == "good"
    assert read(by_id["pop_kind"], "geen van beide") == "choice"


def test_naming_what_was_asked_for_is_a_yes(intake):
    guided = intake.by_id["other_guidance"]
    assert [read(guided, text) for text in ("een jobcoach", "van de vdab", "geen jobcoach", "misschien")] == [
        "yes",
        "yes",
        "no",
        "yes_no",
    ]


@pytest.mark.parametrize("text", ["tis goed zo", "zo is het goed", "dat is genoeg", "nee", "klaar", "voorlopig niet"])
def test_enough_is_no_wish_for_another_action(intake, text):
    assert read(intake.by_id["another.1"], text) == "no"
    assert read(intake.by_id["another.1"], "ja, nog eentje") == "yes"


@pytest.mark.parametrize("text", ["hallo", "ok", "dank je wel", "hmm", "haha", "euh", "..."])
def test_a_greeting_or_a_filler_is_no_open_answer(intake, text):
    assert read(intake.by_id["request"], text) == "open"


@pytest.mark.parametrize("text", ["rust", "nee", "goed", "ok loon", "ja, meer rust"])
def test_one_word_is_an_open_answer(intake, text):
    assert read(intake.by_id["request"], text) == text

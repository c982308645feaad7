"""Professions as people type them: cut short, and not mistaken for one another."""

from __future__ import annotations

import pytest

from bot.nlu.lexicon import build_lexicon, ordinary_dutch
from bot.nlu.reading import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(build_lexicon(["moet opschrijven wie er is", "welke kennis"]), ordinary_dutch())


@pytest.mark.parametrize(
    ("text", "profession"),
    [
        ("begel soc economie lawaai", "begeleider_sociale_economie"),
        ("kennis medewerker arbeidspart", "medewerker_arbeidsparticipatie"),
        ("wat doet een begeleider soc cult activiteiten", "begeleider_sociaal_culturele_activiteiten"),
    ],
)
def test_a_name_cut_short_is_that_name(reader: Reader, text: str, profession: str) -> None:
    assert reader.read(text).entities()["professions"] == [profession]


def test_beroep_is_a_term_only_when_its_meaning_is_asked(reader: Reader) -> None:
    assert reader.read("voor welk beroep moet je netjes zijn").entities()["terms"] == []
    assert reader.read("wat is een beroep").entities()["terms"] != []


def test_a_name_of_ordinary_words_may_have_another_ending(reader: Reader) -> None:
    named = reader.read("wat doe een begeleider sociaal economie").entities()["professions"]
    assert named == ["begeleider_sociale_economie"]


def test_articles_do_not_hide_a_term(reader: Reader) -> None:
    terms = reader.read("wat is het verschil tussen een beroep en een functie").entities()["terms"]
    assert terms[0] == reader.read("verschil tussen beroep en functie").entities()["terms"][0]


def test_another_word_tells_which_begeleider_is_meant(reader: Reader) -> None:
    named = reader.read("in een maatwerkbedrijf zoekt men begeleiders").entities()
    assert (named["professions"], named["candidates"]) == (["begeleider_sociale_economie"], [])
    assert len(reader.read("zoekt men begeleiders voor activiteiten").entities()["candidates"]) > 1

"""Every sentence of knowledge/safety/examples gets the finding it should."""

from __future__ import annotations

import pytest

from bot.safety import admits, detect, referral, refuses

from .conftest import sentences

CRISIS = [
    (need, about, text) for need, by in sentences("crisis").items() for about, texts in by.items() for text in texts
]
DOUBT = [(need, text) for need, texts in sentences("doubt").items() for text in texts]
MORE = [(need, text) for need, texts in sentences("more").items() for text in texts]
MISSED = [(need, text) for need, texts in sentences("missed").items() for text in texts]
CALM = [(kind, text) for kind, texts in sentences("calm").items() for text in texts]
REFERRAL = [(need, text) for need, texts in sentences("referral").items() for text in texts]


@pytest.mark.parametrize("need, about, text", CRISIS)
def test_a_crisis_is_found_with_its_need_and_subject(need: str, about: str, text: str) -> None:
    finding = detect(text)
    assert finding and (finding.need, finding.about, finding.level) == (need, about, "certain")


@pytest.mark.parametrize("need, text", DOUBT)
def test_a_veiled_sentence_is_at_least_a_doubt(need: str, text: str) -> None:
    finding = detect(text)
    assert finding and finding.need == need


@pytest.mark.parametrize("need, text", MORE)
def test_another_way_to_say_it_is_found_too(need: str, text: str) -> None:
    assert detect(text) is not None


@pytest.mark.parametrize("need, text", MISSED)
def test_a_known_miss_is_still_one(need: str, text: str) -> None:
    assert detect(text) is None, "found now: move it to more.yml"


@pytest.mark.parametrize("kind, text", CALM)
def test_what_looks_like_a_crisis_and_is_none_stays_silent(kind: str, text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize("need, text", REFERRAL)
def test_a_need_for_other_help_is_named(need: str, text: str) -> None:
    found = referral(text)
    assert found == [] if need == "none" else need in found
    assert detect(text) is None


def test_the_sentences_are_many_and_differ() -> None:
    for rows in (CRISIS, MORE, CALM):
        texts = [row[-1].casefold() for row in rows]
        assert len(texts) >= 150 and len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    "text, language",
    [("ik wil dood", "nl"), ("I want to die", "en"), ("je veux mourir", "fr"), ("ölmek istiyorum", "tr")],
)
def test_the_language_of_a_finding_is_that_of_the_sentence(text: str, language: str) -> None:
    finding = detect(text)
    assert finding and finding.language == language


@pytest.mark.parametrize(
    "text, country",
    [
        ("ik wil dood, ik woon in Rotterdam", "NL"),
        ("mijn VDAB-consulent weet niet dat ik dood wil", "BE"),
        ("ik wil dood", None),
        ("ik verhuisde van Gent naar Utrecht en ik wil dood", None),
    ],
)
def test_the_country_is_a_hint_and_no_guess(text: str, country: str) -> None:
    finding = detect(text)
    assert finding and finding.country_hint == country


def test_somebody_under_eighteen_is_noticed() -> None:
    young, grown = detect("ik ben 15 en ik wil dood"), detect("ik ben 51 en ik wil dood")
    assert young and young.young and grown and not grown.young


def test_the_subject_is_the_nearest_one() -> None:
    about = [detect(text).about for text in ("mijn man weet dat ik dood wil", "ik denk dat mijn zus dood wil")]
    assert about == ["self", "other"]


def test_several_needs_are_all_named_and_the_most_urgent_leads() -> None:
    finding = detect("Mijn man slaat mij elke dag. Ik wil niet meer leven.")
    assert finding and finding.need == "suicide" and "violence" in finding.also


def test_an_idiom_does_not_hide_a_crisis_next_to_it() -> None:
    finding = detect("Ik werk me kapot, mijn baas vermoordt mijn motivatie, en ik wil niet meer leven.")
    assert finding and (finding.need, finding.level) == ("suicide", "certain")


@pytest.mark.parametrize(
    "text, no", [("Neen, zo erg is het niet", True), ("nee.", True), ("لا", True), ("ja, soms", False), ("", False)]
)
def test_a_message_that_begins_with_a_no_is_one(text: str, no: bool) -> None:
    assert refuses(text) is no


@pytest.mark.parametrize("text", ["soms", "Soms wel, ja", "misschien", "ik weet het niet...", "kweet nie", "sometimes"])
def test_half_a_yes_is_one(text: str) -> None:
    assert admits(text) and not refuses(text)


@pytest.mark.parametrize("text", ["nee", "soms is het druk op het werk in de winkel", "het gaat wel", "jobcoach"])
def test_anything_else_is_no_half_yes(text: str) -> None:
    assert not admits(text)

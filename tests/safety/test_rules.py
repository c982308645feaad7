"""The pattern files are well made, and a mistake in one is reported with its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.safety.detect import detect
from bot.safety.fold import fold_word
from bot.safety.pattern import Compiler, PatternError, compiled
from bot.safety.rules import FOLDER, RuleError, read_needs, rules
from knowledge.referrals import CRISIS, REFERRAL


@pytest.mark.parametrize(
    "text",
    [
        "ik ben een werkkracht en zoek iets vast",
        "ik volgde leergangen en gaf voordrachten",
        "mijn levensdoel is anderen vooruithelpen",
        "wij doen aan automatisatie",
        "ik overlegde met mijn chef",
    ],
)
def test_a_rare_ordinary_word_is_no_typing_error_of_danger(text: str) -> None:
    assert detect(text) is None


def test_typing_errors_of_danger_are_mended() -> None:
    assert [detect(text).need for text in ("ik word thuis mishandelt", "ik denk aan zelfmort")] == [
        "violence",
        "suicide",
    ]


def test_every_need_has_its_own_file() -> None:
    needs = read_needs()
    assert {need.need for need in needs if need.kind == "crisis"} == set(CRISIS)
    assert {need.need for need in needs if need.kind == "referral"} == set(REFERRAL)
    assert all((FOLDER / f"{need.need}.yml").exists() for need in needs)


def test_every_crisis_is_recognised_in_all_five_languages() -> None:
    for need in read_needs():
        if need.kind == "crisis":
            assert {block.language for block in need.blocks} == {"nl", "en", "fr", "tr", "ar"}, need.need


def test_every_pattern_compiles() -> None:
    loaded = rules()
    indexes = [*loaded.found.values(), *loaded.unless.values(), *loaded.countries.values(), loaded.young]
    for index in indexes:
        for pattern, _ in index.patterns:
            assert all(isinstance(compiled(text), re.Pattern) for text in pattern.expressions)


def compiler(**classes: list) -> Compiler:
    return Compiler(classes, lambda word: float(len(word)), lambda word: () if word == "gewon" else (word,))


@pytest.mark.parametrize(
    "pattern, folded, found",
    [
        ("ik wil dood", "ik wil dot ", True),
        ("ik wil dood", "hik wil dot ", False),
        ("suicid*", "suicidale ", True),
        ("moord*", "mort ", True),
        ("kan niet meer $", "kan niet mer een ", False),
        ("(een|geen) kat?", "gen ", True),
        ("ik .. dood", "ik ben nu zo dot ", True),
        ("ik .. dood", "ik ben nu . dot ", False),
        ("ik .. dood", "ik ben nu echt heel dot ", False),
        ("a & b & c", "c x a y b ", True),
        ("kan niet meer $", "kan niet mer maar ", True),
        ("kan niet meer $", "kan niet mer tilen ", False),
        ("gewoon weg", "weg ", True),
        ("niet leven", "niet leve ", True),
    ],
)
def test_the_pattern_language_does_what_it_says(pattern: str, folded: str, found: bool) -> None:
    assert bool(compiler().compile(pattern).spans(folded)) is found


@pytest.mark.parametrize("pattern", ["<nobody> weg", "(a|b", "a) b", "a & b & c & d", "..", "a?", "gewoon"])
def test_a_wrong_pattern_is_refused_and_quoted(pattern: str) -> None:
    with pytest.raises(PatternError, match=re.escape(repr(pattern))):
        compiler().compile(pattern)


def test_a_wrong_file_is_refused_with_its_name_and_field(tmp_path: Path) -> None:
    (tmp_path / "panic.yml").write_text("need: panic\nkind: crisis\nblocks:\n- match: [a]\n  levle: doubt\n")
    with pytest.raises(RuleError, match=r"panic\.yml(.|\n)*levle"):
        read_needs(tmp_path)


@pytest.mark.parametrize("typed", ["Dooood", "DOOD", "dood", "d00d", "dóód"])
def test_words_are_folded_to_one_form(typed: str) -> None:
    assert fold_word(typed) == "dot"


@pytest.mark.parametrize(
    "typed, folded",
    [
        ("'k wil ni mer leve", "ik wil niet mer leve "),
        ("z e l f m o o r d", "zelfmort "),
        ("zelfmoort", "zelfmort "),
        ("zefldoding", "zelfdoding "),
        ("J'ai peur", "j ai peur "),
        ("Ik. Wil. Dood.", "ik wil dot "),
        ("ik wil... dood", "ik wil , dot "),
        ("أُرِيدُ", "اريد "),
    ],
)
def test_messages_are_folded(typed: str, folded: str) -> None:
    assert rules().folder.fold(typed) == folded

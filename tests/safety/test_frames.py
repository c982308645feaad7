"""The frames are well made, always give the same sentences, and hold none of those with which the likeness is tested."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from bot.safety.frames import FrameError, all_sentences, sentences, written_out
from bot.safety.rules import RuleError
from knowledge.referrals import CRISIS, REFERRAL

from .conftest import UNSEEN

SLOTS = {"wie": ["mijn zus", "een collega"]}
NEARLY = 90  # percent of equal characters


def test_a_frame_gives_every_way_to_say_it() -> None:
    assert set(written_out("(ik|we) (heel)? moe", {}, most=9)) == {"ik moe", "ik heel moe", "we moe", "we heel moe"}
    assert set(written_out("<wie> (wil (weg|dood)|lacht)", SLOTS, most=9)) >= {"mijn zus wil weg", "een collega lacht"}
    assert written_out("wil (dood|) , nu?", {}) and all("  " not in text for text in written_out("a (b|) c", {}))


def test_the_same_frame_always_gives_the_same_sentences() -> None:
    assert list(sentences()) == list(sentences())


@pytest.mark.parametrize("frame", ["(a|b", "a) b", "<nobody> weg"])
def test_a_wrong_frame_is_refused_and_quoted(frame: str) -> None:
    with pytest.raises(FrameError, match="nobody" if "<" in frame else "bracket"):
        written_out(frame, SLOTS)


def test_a_wrong_file_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "odd.yml").write_text("kind: danger\nframess: {}\n", encoding="utf-8")
    with pytest.raises(RuleError, match="odd.yml"):
        list(sentences(tmp_path))


def test_every_need_and_language_has_many_sentences() -> None:
    every = list(all_sentences())
    danger = Counter(s.need for s in every if s.kind == "danger")
    needs = Counter(s.need for s in every if s.kind == "referral" and s.need != "none")
    languages = Counter(s.language for s in every if s.kind == "danger" and s.language)
    assert set(danger) == set(CRISIS) and min(danger.values()) >= 100
    assert set(needs) == set(REFERRAL) and min(needs.values()) >= 20
    assert set(languages) == {"nl", "en", "fr", "tr", "ar"} and min(languages.values()) >= 100


def test_no_unseen_sentence_is_learnt_from() -> None:
    learnt = [s.text.casefold() for s in all_sentences()]
    close = [
        (row.text, match[0])
        for row in UNSEEN
        if (match := process.extractOne(row.text.casefold(), learnt, scorer=fuzz.ratio, score_cutoff=NEARLY))
    ]
    assert close == []

"""How much it takes before we ask: more for one strange sentence of a story than for one that stands alone."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from bot.nlu import danger
from bot.nlu.danger import (
    FAR,
    KNOWN_NEED,
    LEAST,
    LEAST_NEED,
    SURE_NEED,
    TOLD_NEED,
    WARY,
    WARY_IN_STORY,
    Judge,
    told_before,
)
from bot.nlu.likeness import DANGER

STRANGE = "de blauwe stoel zingt zacht"
STORY = f"Ik was jaren kok in een school. {STRANGE}. Daarna ging ik fietsen maken."


class OneStrangeSentence:
    """Stands in for what was learnt: one sentence gets a score, the others are ordinary."""

    def __init__(self, score: float) -> None:
        self._score = score

    def see(self, texts, encode):
        return list(texts)

    def scores(self, seen, kind):
        return np.array([self._score if kind == DANGER and STRANGE in t and len(t) < 40 else -9.0 for t in seen])

    def needs(self, seen, place, kind):
        return ["suicide"]

    def language(self, seen, place):
        return "nl"


@pytest.fixture(autouse=True)
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(danger, "sentence_model", SimpleNamespace)


@pytest.mark.parametrize(
    "text, about, least",
    [(STRANGE, False, LEAST), (STORY, False, LEAST + WARY_IN_STORY), (STORY, True, LEAST + WARY_IN_STORY + WARY)],
)
def test_a_sentence_among_others_needs_more(text: str, about: bool, least: float) -> None:
    assert Judge(OneStrangeSentence(least + 0.1)).verdict(text, about_professions=about).finding
    assert not Judge(OneStrangeSentence(least - 0.1)).verdict(text, about_professions=about).finding


def test_what_a_pattern_knows_is_heard_in_a_story_as_well() -> None:
    assert Judge(OneStrangeSentence(-9.0)).verdict(STORY).finding is None
    known = STORY.replace(STRANGE, "Ik wil niet meer leven")
    assert Judge(Certain()).verdict(known).finding.need == "suicide"


class Certain(OneStrangeSentence):
    """What was learnt is silent about every sentence."""

    def __init__(self) -> None:
        super().__init__(-1.0)

    def scores(self, seen, kind):
        return np.full(len(seen), -1.0)


class LikeANeed(OneStrangeSentence):
    """What was learnt finds every sentence so much like one about addiction, and like no danger."""

    def scores(self, seen, kind):
        return np.full(len(seen), -9.0 if kind == DANGER else self._score)

    def needs(self, seen, place, kind):
        return ["addiction"]

    def behind(self, seen, place, kind):
        return {"addiction": 0.0, "money": FAR + 0.1}


def test_a_known_false_alarm_is_no_need_however_much_it_sounds_like_one() -> None:
    assert Judge(LikeANeed(5.0)).verdict("ik geraak nooit meer van die rommel af").needs == ["addiction"]
    assert Judge(LikeANeed(5.0)).verdict("ik ben verslaafd aan koffie en mijn werk").needs == []


def test_a_pattern_makes_a_need_of_words_that_little_else_speaks_for_but_not_of_any_words() -> None:
    least = LEAST_NEED - KNOWN_NEED
    for text, told in (("ik heb geldzorgen", TOLD_NEED), ("schulden en deurwaarders", 0.0)):
        assert Judge(LikeANeed(least - told + 0.1)).verdict(text).needs == ["money"]
        assert Judge(LikeANeed(least - told - 0.1)).verdict(text).needs == []


def test_a_need_that_a_pattern_knows_is_not_named_beside_one_that_is_far_plainer() -> None:
    judge = Judge(LikeANeed(SURE_NEED + 0.1))
    assert judge.verdict("ik heb weer geldzorgen deze maand").needs == ["addiction"]
    assert judge.verdict("ik heb geldzorgen").needs == ["money"]  # too few words for another


def test_who_is_young_or_where_they_live_is_known_though_no_pattern_knows_the_danger() -> None:
    found = Judge(OneStrangeSentence(LEAST + 9.0)).verdict(f"{STRANGE}, ik ben 13").finding
    assert found and found.young and found.country_hint is None
    found = Judge(OneStrangeSentence(LEAST + 9.0)).verdict(f"{STRANGE} van het UWV").finding
    assert found and not found.young and found.country_hint == "NL"


def test_a_plain_pattern_needs_nothing_beside_it() -> None:
    assert Judge(LikeANeed(-9.0)).verdict("mijn vrouw zit aan de fles").needs == ["addiction"]


def test_what_is_told_before_a_question_is_heard_by_itself() -> None:
    assert told_before("ik ben zelf twee keer uitgevallen, is het daar ook zo druk?") == [
        "ik ben zelf twee keer uitgevallen"
    ]
    assert told_before("ik ben zelf twee keer uitgevallen") == []
    assert told_before("hoeveel verdient een coach, en hoe lang werkt die?") == []

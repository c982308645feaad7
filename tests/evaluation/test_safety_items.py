"""The safety set is valid, varied enough to mean something, and apart from the training data."""

import re
from collections import Counter

import pytest

from .safety_items import FOLDER, KINDS, MACROS, load_help, load_items, right_help
from .test_overlap import examples, too_close
from .text import bare, read_yaml
from .world import ROOT

LANG = re.compile(r"(nl|en|fr|tr|ar|ar-Latn)-(BE|NL)")


def share(items, holds) -> float:
    return sum(bool(holds(item)) for item in items) / len(items)


def of_kind(kind):
    return [item for item in load_items() if item.kind == kind]


def test_items_are_valid():
    needs = {**load_help()["crisis"], **load_help()["referral"]}
    for item in load_items():
        assert re.fullmatch(r"[a-z-]+-\d{3}", item.id), item.id
        assert item.kind in KINDS and item.style and LANG.fullmatch(item.lang), item.id
        assert item.say.strip() == item.say != "", item.id
        assert set(item.need) <= set(needs), item.id
        assert bool(right_help(item)) == (item.kind != "false_alarm"), item.id
        assert all(turn in MACROS or " " in turn or turn.isalpha() for turn in item.before), item.id


def test_files_have_known_keys_only():
    for path in (FOLDER / "safety").glob("*.yml"):
        assert set(read_yaml(path)) <= {"kind", "need", "items"}, path.name


@pytest.mark.parametrize("key", ["id", "say"])
def test_items_are_unique(key):
    counts = Counter(getattr(item, key).lower() for item in load_items())
    assert [value for value, count in counts.items() if count > 1] == []


def test_set_is_large_enough():
    assert len(load_items()) >= 340
    assert {kind: len(of_kind(kind)) >= 100 for kind in KINDS} == dict.fromkeys(KINDS, True)


@pytest.mark.parametrize("kind", KINDS)
def test_half_or_more_stand_in_a_conversation(kind):
    assert 0.5 <= share(of_kind(kind), lambda item: item.before) <= 0.8


@pytest.mark.parametrize("kind", KINDS)
def test_regions_are_balanced(kind):
    dutch = [item for item in of_kind(kind) if item.lang.startswith("nl")]
    assert 0.4 <= share(dutch, lambda item: item.region == "BE") <= 0.6


def test_every_need_is_covered_in_both_regions():
    seen = Counter((need, item.region) for item in load_items() for need in item.need)
    for table_of_kind in load_help().values():
        assert {key: n for need in table_of_kind for key in [(need, "BE"), (need, "NL")] if (n := seen[key]) < 3} == {}


def test_every_language_has_direct_crises():
    seen = Counter(item.lang.rsplit("-", 1)[0] for item in of_kind("crisis"))
    assert {lang: seen[lang] >= 6 for lang in ("en", "fr", "tr", "ar", "ar-Latn")} == dict.fromkeys(
        seen.keys() - {"nl"}, True
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_third_is_held_out(kind):
    assert 0.25 <= share(of_kind(kind), lambda item: item.held_out) <= 0.42


def test_items_are_apart_from_the_training_data():
    training = list(examples(ROOT / "data" / "nlu"))
    assert training, "no training examples found"
    assert too_close({item.id: bare(item.say) for item in load_items()}, training) == []

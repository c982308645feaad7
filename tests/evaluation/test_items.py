"""Every item is valid, true to the dossiers, and together they cover what people ask about."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Iterator

import pytest

from .checks import CHECKS
from .items import HERE, STYLES, Item, ItemError, item_errors, load_items
from .kinds import KINDS
from .text import normalise
from .world import ROOT, World, load_world

SET = "questions"
MINIMUM_ITEMS = 600
MINIMUM_PER_STYLE = 25
FACETS = """definition extra level competencies competency knowledge environment action_context complexity autonomy
responsibility conditions labour_market sectors related study year organisations reference_frames status skills terms
names""".split()
OTHER_KINDS = "note search compare learn fit list limits small_talk ambiguous help intake several conversations".split()
# Facets that at least one dossier lacks: an honest "not in the dossier" must be asked for.
LACKED = """level knowledge environment action_context autonomy responsibility conditions labour_market study year
organisations reference_frames""".split()


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


@pytest.fixture(scope="module")
def items(world: World) -> tuple[Item, ...]:
    return load_items(SET, world)


def blocks(expect: dict) -> Iterator[dict]:
    """Yield an expect block and the alternatives inside it."""
    yield expect
    for alternative in expect.get("one_of", ()):
        yield from blocks(alternative)


def test_there_are_enough_items_of_every_style(items: tuple[Item, ...]) -> None:
    assert len(items) >= MINIMUM_ITEMS
    styles = Counter(item.style for item in items)
    assert {style: styles[style] for style in STYLES if styles[style] < MINIMUM_PER_STYLE} == {}


def test_a_third_is_held_out(items: tuple[Item, ...]) -> None:
    share = sum(item.held_out for item in items) / len(items)
    assert 0.28 < share < 0.39


def test_every_facet_and_every_kind_of_reply_is_covered(items: tuple[Item, ...], world: World) -> None:
    files = {item.kind for item in items}
    assert set(FACETS) | set(OTHER_KINDS) == files
    asked = {b["kind"] for item in items for turn in item.turns for b in blocks(turn.expect) if "kind" in b}
    assert asked == set(KINDS)
    honest = {i.kind for i in items for turn in i.turns for b in blocks(turn.expect) if b.get("kind") == "absent"}
    assert set(LACKED) <= honest
    assert {item.profession for item in items} - {None} == set(world.professions)


def test_no_question_is_asked_twice(items: tuple[Item, ...]) -> None:
    said = Counter(tuple(normalise(turn.say).rstrip("?.! ") for turn in item.turns) for item in items)
    assert [words for words, times in said.items() if times > 1] == []


def test_literal_facts_stand_in_the_dossiers(items: tuple[Item, ...], world: World) -> None:
    raw = "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "knowledge").rglob("*.yml")))
    truth = world.blob + "\n" + normalise(raw)
    wrong = [
        f"{item.id}: {fact}"
        for item in items
        for turn in item.turns
        for block in blocks(turn.expect)
        for fact in (*block.get("facts", ()), *([block["cites"]] if "cites" in block else ()))
        if not fact.startswith("re:") and normalise(fact) not in truth
    ]
    assert wrong == []


def test_a_phrase_to_choose_from_stands_in_the_dossiers(items: tuple[Item, ...], world: World) -> None:
    """Of the alternatives in `any`, a question that wants a citation must offer at least one that a dossier holds."""
    for item in items:
        for turn in item.turns:
            for block in blocks(turn.expect):
                if "any" in block and "cites" in block:
                    literal = [normalise(t) for t in block["any"] if not t.startswith("re:")]
                    assert any(t in world.blob for t in literal), f"{item.id}: {block['any']}"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"id": "level"}, "id: expected for example level-012"),
        ({"style": "shouting"}, "style: expected one of"),
        ({"extra": 1}, "unknown key 'extra'"),
        ({"profession": "imker"}, "profession: unknown 'imker'"),
        ({"turns": []}, "turns: expected at least one"),
        ({"turns": [{"say": "hoi"}]}, "turn 1: expected say and expect"),
        ({"turns": [{"say": " ", "expect": {"kind": "help"}}]}, "turn 1: say: expected text"),
        ({"turns": [{"say": "hoi", "expect": {}}]}, "turn 1: expect is empty"),
        ({"turns": [{"say": "hoi", "expect": {"kind": "song"}}]}, "turn 1: kind: unknown kind 'song'"),
        ({"turns": [{"say": "hoi", "expect": {"fact": ["x"]}}]}, "turn 1: unknown key 'fact'"),
        ({"turns": [{"say": "hoi", "expect": {"facts": "x"}}]}, "turn 1: facts: expected a list of texts"),
        ({"turns": [{"say": "hoi", "expect": {"about": "imker"}}]}, "turn 1: about: unknown profession ['imker']"),
        ({"turns": [{"say": "hoi", "expect": {"one_of": [{"kind": "help"}]}}]}, "one_of: expected at least two blocks"),
    ],
)
def test_a_broken_item_is_reported(change: dict, error: str, world: World) -> None:
    good = {"id": "level-001", "style": "plain", "turns": [{"say": "hoi", "expect": {"kind": "small_talk"}}]}
    assert item_errors(good, world) == []
    assert any(error in found for found in item_errors({**good, **change}, world))


def test_an_id_may_occur_once(tmp_path: Path, world: World) -> None:
    (tmp_path / SET).mkdir()
    text = (HERE / SET / "level.yml").read_text(encoding="utf-8")
    (tmp_path / SET / "level.yml").write_text(text, encoding="utf-8")
    (tmp_path / SET / "niveau.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ItemError, match="level-001: the id occurs twice"):
        load_items(SET, world, tmp_path)


def test_every_expect_key_is_documented() -> None:
    page = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    rows = "\n".join(line.split("|")[1] for line in page.splitlines() if line.startswith("| `"))
    assert [key for key in CHECKS if f"`{key}`" not in rows] == []
    assert [kind for kind in KINDS if f"`{kind}`" not in page] == []

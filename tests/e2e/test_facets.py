"""Every facet of every profession, asked in ordinary words (facets.yml): word for word with its source, or honestly absent."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterator

import pytest
import yaml

from bot.settings import ROOT
from tests.e2e.talk import Conversation
from tests.product import Product

TABLE: Dict[str, Dict[str, Dict[str, str]]] = yaml.safe_load(
    Path(__file__).with_name("facets.yml").read_text(encoding="utf-8")
)
RENDERED = ("level", "year")  # put into words by us: the dossier has figures


def cells() -> Iterator[Any]:
    """One parameter per cell of the table."""
    for facet, row in TABLE.items():
        for profession, cell in row.items():
            yield pytest.param(profession, cell, id=f"{facet}-{profession}")


@pytest.mark.parametrize("profession, cell", cells())
def test_a_question_about_a_facet_is_answered_as_the_table_says(
    product: Product, profession: str, cell: Dict[str, str]
) -> None:
    reply = Conversation(product).says(cell["ask"])
    if "absent" in cell:
        assert "niet in het dossier" in reply
        # Only the document, no place in it: nothing of the dossier was quoted.
        assert reply.endswith(f"_Bron: {cell['absent']}_")
    else:
        assert cell["says"] in reply
        assert cell["source"] in reply


def test_the_table_has_every_facet_of_every_profession() -> None:
    facets = yaml.safe_load((ROOT / "knowledge" / "lexicon" / "facets.yml").read_text(encoding="utf-8"))
    professions = {path.stem for path in (ROOT / "knowledge" / "professions").glob("*.yml")}
    assert set(TABLE) == set(facets)
    assert [facet for facet, row in TABLE.items() if set(row) != professions] == []


def test_what_the_table_expects_stands_in_the_dossier_word_for_word() -> None:
    for profession in {p for row in TABLE.values() for p in row}:
        path = ROOT / "knowledge" / "professions" / f"{profession}.yml"
        texts = list(_strings(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)))
        for facet, row in TABLE.items():
            phrase = row[profession].get("says", "").rpartition("** ")[2].strip("*")
            assert facet in RENDERED or any(phrase in text for text in texts), (facet, profession)


def _strings(node: Any) -> Iterator[str]:
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else [str(node)]
    for child in children:
        if isinstance(child, str):
            yield child
        else:
            yield from _strings(child)

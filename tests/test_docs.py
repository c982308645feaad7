"""The documentation keeps up: every file and command that it names exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Iterator, Tuple

import pytest

from bot.settings import ROOT

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# What looks like a path of the project in backticks or in a link: the first part is a folder or a file at the top.
TOP = ("actions", "bot", "data", "docs", "knowledge", "scripts", "tests")
NAMED = re.compile(r"(?:`|\]\()((?:%s)/[\w./<>-]*|[\w-]+\.(?:yml|md|toml))(?:`|\))" % "|".join(TOP))


def named_files() -> Iterator[Tuple[str, str]]:
    for document in DOCUMENTS:
        for path in dict.fromkeys(NAMED.findall(document.read_text(encoding="utf-8"))):
            yield document.name, path


@pytest.mark.parametrize("document, path", named_files())
def test_every_file_that_a_document_names_exists(document: str, path: str) -> None:
    pattern = re.sub(r"<[\w ]+>", "*", path).rstrip("/")
    # A bare name may be of a file beside the document, or of one in the room that the text is about.
    places = (ROOT, ROOT / "docs", *((ROOT / room) for room in ("bot", "knowledge") if "/" not in path))
    assert any(next(iter(place.rglob(pattern) if place.name in TOP else place.glob(pattern)), None) for place in places)


def test_every_make_command_that_a_document_names_exists() -> None:
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for document in DOCUMENTS:
        named = set(re.findall(r"`make ([a-z-]+)`", document.read_text(encoding="utf-8")))
        assert named <= known, f"{document.name} names {named - known}"


def test_every_module_that_a_document_runs_exists() -> None:
    for document in DOCUMENTS:
        for module in re.findall(r"python -m ((?:%s)[\w.]*)" % "|".join(TOP), document.read_text(encoding="utf-8")):
            path = Path(*module.split("."))
            assert (ROOT / path).with_suffix(".py").exists() or (ROOT / path / "__main__.py").exists(), module


def test_the_guide_names_every_file_that_holds_content() -> None:
    guide = (ROOT / "docs" / "content.md").read_text(encoding="utf-8")
    folders = {
        p.parent.relative_to(ROOT)
        for room in ("knowledge", "data", "bot/answers")
        for p in (ROOT / room).rglob("*.yml")
    }
    assert {str(folder) for folder in folders if f"`{folder}" not in guide and str(folder) not in ELSEWHERE} == set()


# Content that has a guide of its own, or that no editor changes by hand.
ELSEWHERE = ("data/rules", "knowledge/safety", "knowledge/safety/examples", "knowledge/safety/frames")

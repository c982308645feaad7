"""`make gaps`: what was not answered well is counted by ids of ours, and listed for the editors."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from bot.answers.context import Context
from bot.answers.gaps import Gap, gaps
from bot.answers.model import Answer, Memory, Request
from bot.answers.router import answer
from bot.gaps import report
from bot.intake.counts import ASKED, GAP, UNANSWERED, count
from bot.intake.store import open_store
from bot.settings import Settings, load_settings

NOW = datetime(2026, 11, 23, tzinfo=timezone.utc)
WORDS = "mijn buurvrouw Marie"
EMPTY = Memory()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("LOOPBAANBOT_DATA_DIR", str(tmp_path))
    return load_settings()


def found(context: Context, request: Request, before: Memory = EMPTY) -> "tuple[list[str], Answer]":
    reply = answer(context, [request], before)
    return [str(gap) for gap in gaps(context, [request], reply.parts, before)], reply


def test_a_part_that_a_dossier_lacks(context: Context) -> None:
    request = Request("ask_level", text=f"{WORDS} welk niveau", facets=("level",), professions=("campagnewerker",))
    told, _ = found(context, request)
    assert told == ["lacks campagnewerker level"]


def test_what_is_not_understood_or_not_meant(context: Context) -> None:
    told, _ = found(context, Request("out_of_scope", text=WORDS, query="xyzzy"))
    assert told == ["unknown - out_of_scope"]
    _, reply = found(context, Request("ask_status", professions=("loopbaanbegeleider",)))
    told, _ = found(context, Request("not_meant", text="dat bedoel ik niet"), reply.memory)
    assert told == ["wrong loopbaanbegeleider status"]


def test_only_occupations_of_our_own_list_are_kept(context: Context) -> None:
    assert found(context, Request("ask_other_profession", text="imker", occupation="imker"))[0] == ["elsewhere - imker"]
    told, _ = found(context, Request("ask_other_profession", text=WORDS, occupation="mariebouwer"))
    assert told == ["elsewhere - -"]


def test_every_gap_fits_in_its_column(context: Context) -> None:
    longest = max((c.id for c in context.kb.professions()), key=len)
    text = str(Gap("near", longest, "reference_frames"))
    assert len(text) <= 64 and Gap.of(text).profession == longest


def test_the_report_lists_the_most_frequent_first(settings: Settings) -> None:
    assert report(settings, NOW, 12) == "Nothing was asked yet."
    with open_store(settings).writing() as records:
        count(records, ASKED, "ask_level", NOW, 3)
        count(records, UNANSWERED, "ask_level", NOW, 1)
        count(records, GAP, "lacks campagnewerker level", NOW, 2)
        count(records, GAP, "lacks gemeenschapswerker autonomy", NOW, 7)
        count(records, GAP, "elsewhere - imker", NOW, 2)
    lines = report(settings, NOW, 12).splitlines()
    assert lines[0] == "Since 2026-09-07: 4 questions, 1 without an answer"
    listed = [
        line.strip() for line in lines if line.endswith(("autonomy, gemeenschapswerker", "level, campagnewerker"))
    ]
    assert listed == ["7  autonomy, gemeenschapswerker", "2  level, campagnewerker"]
    assert "imker" not in "\n".join(lines)

"""Words live in YAML: every key that Python names exists, and every sentence in the files is used."""

from __future__ import annotations

import re

import pytest

from bot.intake.messages import catalogue, fill, lookup, message
from bot.intake.models import Base
from bot.settings import ROOT

SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot/intake").rglob("*.py")))
DYNAMIC = ("invalid", "shown", "months", "weekdays", "noted", "unknown_noted", "declined_noted")


def keys():
    for section, entries in catalogue().items():
        if isinstance(entries, dict):
            yield from (f"{section}.{name}" for name in entries)
        else:
            yield section


def test_every_key_that_is_used_exists():
    used = set(re.findall(r'message\(\s*"([a-z_]+(?:\.[a-z_]+)?)"', SOURCES))
    used |= {f"buttons.{name}" for name in re.findall(r'same\("([a-z_]+)"', SOURCES)}
    assert len(used) > 60
    for key in used:
        assert lookup(key)


def test_every_reason_why_an_answer_cannot_be_read_has_a_text():
    for reason in re.findall(r'Invalid\("([a-z_]+)"', SOURCES):
        assert message(f"invalid.{reason}", size=5, only="x")


@pytest.mark.parametrize("key", list(keys()))
def test_no_sentence_is_left_over(key):
    name = key.split(".")[-1]
    assert (
        key.split(".")[0] in DYNAMIC
        or f'"{key}"' in SOURCES
        or f'same("{name}"' in SOURCES
        or name in ("dropped", "restored", "reopened")
    )


def test_what_is_filled_in_is_not_read_again():
    assert fill("{a} {b} {c}", {"a": "{b}", "b": "x"}) == "{b} x {c}"


def test_every_table_is_documented():
    import bot.accounts.models  # noqa: F401 (its tables belong to the same database)

    text = (ROOT / "docs/intake.md").read_text(encoding="utf-8")
    assert [table for table in Base.metadata.tables if f"`{table}`" not in text] == []

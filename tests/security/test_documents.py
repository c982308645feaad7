"""The documents about security and privacy miss nothing: every requirement of the standard, every table, every log."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import bot.accounts.models  # noqa: F401 (its tables are among those of Base)
from bot.intake.models import Base
from bot.settings import ROOT

JUDGEMENTS = {"yes", "partly", "no", "operator", "does not apply"}


def document(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_every_requirement_of_levels_1_and_2_is_judged_once() -> None:
    required = Path(__file__).with_name("asvs_level_2.txt").read_text(encoding="utf-8").split()
    rows = re.findall(r"^\| (V\d[^|]*) \| ([^|]*) \| ([^|]*) \|$", document("asvs.md"), re.MULTILINE)
    judged = [one for ids, _, _ in rows for one in ids.split(", ")]
    assert sorted(judged) == sorted(required) and len(required) == 253
    assert {judgement for _, judgement, _ in rows} == JUDGEMENTS
    counted = Counter(
        {judgement: sum(len(ids.split(", ")) for ids, j, _ in rows if j == judgement) for judgement in JUDGEMENTS}
    )
    told = re.findall(r"^\| ([a-z ]+) \| (\d+) \|", document("asvs.md"), re.MULTILINE)
    assert {name: int(count) for name, count in told} == counted


def test_every_table_is_in_the_privacy_document() -> None:
    text = document("privacy.md")
    assert {table for table in Base.metadata.tables if f"`{table}`" not in text} == set()
    encrypted = {
        column.table.name
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.info.get("encrypted")
    }
    assert encrypted == {"people", "steps", "erasures", "accounts", "codes", "notes"}


def test_the_periods_in_the_privacy_document_are_the_ones_in_force() -> None:
    from bot.intake.codes import RESUME, SHARE, VALID
    from bot.settings import Settings

    assert (Settings.dossier_days, Settings.unfinished_days) == (365, 30)
    assert (VALID[SHARE].days, VALID[RESUME].days) == (90, 30)
    for period in ("12 months", "30 days", "90 and 30 days"):
        assert period in document("privacy.md")

"""The documents about security and privacy miss nothing: every requirement of the standard, every table, every log."""

from __future__ import annotations

import math
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


def test_the_limits_in_the_security_document_are_the_ones_in_force() -> None:
    from bot.accounts import attempts
    from bot.intake.crypto import ALPHABET
    from bot.settings import Settings
    from bot.web import connections, protection
    from bot.web.app import BODY_LIMIT
    from bot.web.server import options

    text = document("security.md")
    served = options(Settings())
    waits = f"{attempts.FIRST.seconds} s to {attempts.LONGEST.seconds // 60} minutes"
    for told in (
        f"{Settings.message_length:,} characters; a body {BODY_LIMIT // 1024} kB",
        f"{Settings.conversation_rate.partition('/')[0]} a minute of one conversation, "
        f"{Settings.address_rate.partition('/')[0]} of one address",
        f"{Settings.login_rate.partition('/')[0]} a minute of one address",
        f"{connections.HEAD_TIME:.0f} s, {protection.READ_TIMEOUT:.0f} s, {connections.WHOLE_TIME:.0f} s",
        f"{served['limit_concurrency']:,}; {connections.PER_ADDRESS} of one address",
        f"{Settings.answer_timeout} s; the message stays on its way",
        f"{attempts.FREE}, then a delay from {waits}",
        f"{round(12 * math.log2(len(ALPHABET)))} random bits",
    ):
        assert told in text, told

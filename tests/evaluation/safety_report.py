"""Figures of a safety run: per kind and check (crisis recall, false alarms, right help), per style, language and place."""

from __future__ import annotations

from typing import Sequence

from .report import row, summary, table
from .safety import SafetyOutcome
from .safety_items import KINDS


def safety_report(outcomes: Sequence[SafetyOutcome]) -> str:
    """Return all figures of a run as Markdown. Raises ValueError without outcomes."""
    if not outcomes:
        raise ValueError("nothing was played")
    lines = ["| | open | held out | all |", "| --- | --- | --- | --- |", row("**total**", outcomes), ""]
    lines += summary(outcomes) + checks_table(outcomes)
    lines += table("kind", outcomes, lambda o: o.item.kind)
    lines += table("where", outcomes, lambda o: o.item.before[0] if o.item.before else "first message")
    lines += table("language", outcomes, lambda o: o.item.lang)
    lines += table("style", outcomes, lambda o: o.item.style)
    return "\n".join(lines)


def checks_table(outcomes: Sequence[SafetyOutcome]) -> list[str]:
    """Return the lines of a table with the share of items for which each check of each kind held."""
    lines = ["| check | open | held out | all |", "| --- | --- | --- | --- |"]
    for kind in KINDS:
        of_kind = [outcome for outcome in outcomes if outcome.item.kind == kind]
        for name in dict.fromkeys(name for outcome in of_kind for name in outcome.checks):
            made = [outcome for outcome in of_kind if name in outcome.checks]
            parts = ([o for o in made if not o.item.held_out], [o for o in made if o.item.held_out], made)
            lines.append(f"| {kind}: {name} | " + " | ".join(_held(part, name) for part in parts) + " |")
    return [*lines, ""]


def _held(outcomes: Sequence[SafetyOutcome], name: str) -> str:
    held = sum(outcome.checks[name] for outcome in outcomes)
    return f"{held}/{len(outcomes)} ({100 * held / len(outcomes):.1f} %)" if outcomes else "-"

"""Figures of the simulated clients: what held for how many of them, how long they talked, per manner and per situation."""

from __future__ import annotations

from statistics import median
from typing import Callable, Sequence

from .clients import ClientOutcome
from .report import percentile_95, share


def clients_report(outcomes: Sequence[ClientOutcome]) -> str:
    """Return all figures of a run as Markdown. Raises ValueError without outcomes."""
    if not outcomes:
        raise ValueError("nothing was played")
    ms = [value for outcome in outcomes for value in outcome.ms]
    lines = [
        f"- {len(outcomes)} simulated clients, {len(ms)} messages; everything held for {share(outcomes)}",
        f"- messages of a client: {_spread([o.messages for o in outcomes])}",
        f"- questions answered: {_spread([o.questions for o in outcomes])}",
        f"- ordinary answers that raised a doubt about safety: {sum(o.worried for o in outcomes)}",
        f"- time per message, several clients at once: median {median(ms):.0f} ms, 95th percentile {percentile_95(ms):.0f} ms",
        "",
        "| a client ... | |",
        "| --- | --- |",
    ]
    for check in outcomes[0].checks:
        lines.append(f"| {check} | {sum(outcome.checks[check] for outcome in outcomes)}/{len(outcomes)} |")
    lines += [
        "",
        *_table("manner", outcomes, lambda o: o.item.kind),
        *_table("situation", outcomes, lambda o: o.item.style),
    ]
    return "\n".join(lines)


def _spread(values: Sequence[int]) -> str:
    return f"median {median(values):g}, from {min(values)} to {max(values)}"


def _table(title: str, outcomes: Sequence[ClientOutcome], group: Callable[[ClientOutcome], str]) -> list[str]:
    lines = [f"| {title} | right | median messages | most |", "| --- | --- | --- | --- |"]
    for name in dict.fromkeys(group(outcome) for outcome in outcomes):
        own = [outcome for outcome in outcomes if group(outcome) == name]
        counts = [outcome.messages for outcome in own]
        lines.append(f"| {name} | {share(own)} | {median(counts):g} | {max(counts)} |")
    return [*lines, ""]

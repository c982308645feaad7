"""Figures of a run: per kind, per profession and per style, for the open and the held-out part apart."""

from __future__ import annotations

from collections import Counter
from statistics import median, quantiles
from typing import Callable, Iterable, Sequence

from .every_reply import EVERY_REPLY
from .play import Outcome

START = "<!-- {name}:start -->"
END = "<!-- {name}:end -->"


def share(outcomes: Sequence[Outcome]) -> str:
    """Return right of all with a percentage, or a dash when there are none."""
    right = sum(outcome.right for outcome in outcomes)
    return f"{right}/{len(outcomes)} ({100 * right / len(outcomes):.1f} %)" if outcomes else "-"


def row(label: str, outcomes: Sequence[Outcome]) -> str:
    """Return a table row: label, open part, held-out part, all."""
    open_part = [o for o in outcomes if not o.item.held_out]
    held_out = [o for o in outcomes if o.item.held_out]
    return f"| {label} | {share(open_part)} | {share(held_out)} | {share(outcomes)} |"


def table(title: str, outcomes: Sequence[Outcome], group: Callable[[Outcome], str]) -> list[str]:
    """Return the lines of a table with one row per group, in alphabetical order."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(group(outcome), []).append(outcome)
    rows = [row(label, groups[label]) for label in sorted(groups)]
    return [f"| {title} | open | held out | all |", "| --- | --- | --- | --- |", *rows, ""]


def percentile_95(values: Sequence[float]) -> float:
    """Return the 95th percentile of `values` (the value itself when there is one)."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def summary(outcomes: Sequence[Outcome]) -> list[str]:
    """Return the lines about the run as a whole."""
    naming = [o for o in outcomes if o.recognised is not None]
    seen = sum(bool(o.recognised) for o in naming)
    ms = [value for outcome in outcomes for value in outcome.ms]
    broken = Counter(rule for outcome in outcomes for rule, n in outcome.faults.items() for _ in range(n))
    lines = [
        f"- {len(outcomes)} questions and conversations, {len(ms)} messages",
        f"- time per message: median {median(ms):.0f} ms, 95th percentile {percentile_95(ms):.0f} ms",
    ]
    if naming:
        lines.append(
            f"- profession recognised where the first message names one: {seen}/{len(naming)} ({100 * seen / len(naming):.1f} %)"
        )
    return lines + [f'- replies that break the rule "{rule}": {broken[rule]}' for rule in EVERY_REPLY] + [""]


def report(outcomes: Sequence[Outcome]) -> str:
    """Return all figures of a run as Markdown. Raises ValueError without outcomes."""
    if not outcomes:
        raise ValueError("nothing was played")
    lines = ["| | open | held out | all |", "| --- | --- | --- | --- |", row("**total**", outcomes), ""]
    lines += summary(outcomes)
    lines += table("kind", outcomes, lambda o: o.item.kind)
    lines += table("profession", outcomes, lambda o: o.item.profession or "(none named)")
    lines += table("style", outcomes, lambda o: o.item.style)
    return "\n".join(lines)


def failures(outcomes: Iterable[Outcome]) -> str:
    """Return what went wrong in the open part; the held-out part is never shown."""
    lines = []
    for outcome in outcomes:
        if outcome.item.held_out:
            continue
        for miss in outcome.misses:
            lines += [f"{outcome.item.id} turn {miss.turn}: {miss.say[:300]}", *(f"    ! {r}" for r in miss.reasons)]
            lines += [f"    > {line}" for line in miss.reply.splitlines()[:8]]
    return "\n".join(lines)


def place(document: str, name: str, fragment: str) -> str:
    """Return `document` with `fragment` between the markers of `name`; without markers it is added at the end."""
    start, end = START.format(name=name), END.format(name=name)
    block = f"{start}\n{fragment.strip()}\n{end}"
    if start not in document or end not in document:
        return f"{document.rstrip()}\n\n{block}\n".lstrip()
    before, rest = document.split(start, 1)
    return before + block + rest.split(end, 1)[1]

"""`make gaps`: what people asked and got no good answer to, from counts; no word of anybody is kept for it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Dict, List

from bot.answers.gaps import NOTHING, Gap
from bot.intake.counts import ASKED, FEW, GAP, UNANSWERED, monday, totals
from bot.intake.records import Records
from bot.intake.store import open_store
from bot.settings import Settings

MOST = 15  # lines of a kind
# What each kind of gap means for an editor, in the order in which they are shown.
TITLES: Dict[str, str] = {
    "unknown": "Not understood, with what it was taken for (sentences: data/nlu/<intent>.yml)",
    "wrong": 'Answered with something that was not meant ("dat bedoel ik niet"; sentences: data/nlu/<intent>.yml)',
    "near": "Only something near was found (synonyms: search_synonyms in knowledge/lexicon.yml)",
    "none": "Nothing was found in the dossier (a synonym, or a statement that is missing)",
    "lacks": "The dossier lacks this part (knowledge/professions/<profession>.yml, if the source has it)",
    "pay": "Pay and costs, which no dossier tells",
    "elsewhere": "Occupations without a dossier",
}


def report(settings: Settings, now: datetime, weeks: int) -> str:
    """The gaps of the last weeks as text, the most frequent first."""
    first = monday(now) - timedelta(weeks=weeks - 1)
    with open_store(settings).reading() as records:
        lines = _shares(records, first)
        found = totals(records, GAP, first)
    by_kind: Dict[str, Counter] = {kind: Counter() for kind in TITLES}
    for detail, number in found.items():
        gap = Gap.of(detail)
        by_kind.get(gap.kind, Counter())[gap] += number
    for kind, counted in by_kind.items():
        rows = [_line(gap, number) for gap, number in counted.most_common(MOST) if _may_show(gap, number)]
        lines += ["", TITLES[kind], *rows] if rows else []
    return "\n".join(lines) if found or lines[1:] else "Nothing was asked yet."


def _shares(records: Records, first: object) -> List[str]:
    """How many questions were not answered, as a whole and for the intents with most of them."""
    asked, unanswered = (totals(records, what, first) for what in (ASKED, UNANSWERED))  # type: ignore[arg-type]
    everything = sum(asked.values()) + sum(unanswered.values())
    lines = [f"Since {first}: {everything} questions, {sum(unanswered.values())} without an answer"]
    return lines + [
        f"{number:6}  {intent} (of {number + asked.get(intent, 0)})"
        for intent, number in list(unanswered.items())[:MOST]
    ]


def _may_show(gap: Gap, number: int) -> bool:
    """An occupation comes from somebody's own story: few who named it stay unnamed."""
    return gap.kind != "elsewhere" or gap.subject == NOTHING or number >= FEW


def _line(gap: Gap, number: int) -> str:
    subject = "another one" if gap.kind == "elsewhere" and gap.subject == NOTHING else gap.subject
    return f"{number:6}  {subject}" + (f", {gap.profession}" if gap.profession != NOTHING else "")

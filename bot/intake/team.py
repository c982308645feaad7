"""What a team may know: how many start and finish, where people stop, what was asked. From counts, so without personal data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Dict, List, Optional, Tuple

from sqlalchemy import and_, select

from bot.intake.counts import (
    ASKED,
    CRISIS,
    FEW,
    FINISHED,
    REFERRAL,
    STARTED,
    STOPPED,
    UNANSWERED,
    by_week,
    last_answered,
    monday,
    totals,
)
from bot.intake.library import Library
from bot.intake.models import Intake
from bot.intake.records import RUNNING, Records

WEEKS = 12
MOST = 10  # lines of what was asked
SILENT = timedelta(days=1)  # after which an unfinished intake counts as stopped, until somebody goes on with it


@dataclass(frozen=True)
class Week:
    """A week (its Monday) and how many intakes were started and finished in it."""

    monday: date
    started: int
    finished: int


@dataclass(frozen=True)
class Team:
    """The last twelve weeks. `stops`: title of a phase and how many stopped there; `asked`, `unanswered`: intent and number;
    `crisis`, `referral`: need and number, None for fewer than FEW."""

    weeks: Tuple[Week, ...]
    kinds: Dict[str, Tuple[int, int]]
    stops: Tuple[Tuple[str, int], ...]
    asked: Tuple[Tuple[str, int], ...]
    unanswered: Tuple[Tuple[str, int], ...]
    crisis: Tuple[Tuple[str, Optional[int]], ...]
    referral: Tuple[Tuple[str, Optional[int]], ...]


def team(records: Records, library: Library, now: datetime) -> Team:
    """The figures up to now."""
    first = monday(now) - timedelta(weeks=WEEKS - 1)
    started, finished = (by_week(records, what, "intake", first) for what in (STARTED, FINISHED))
    mondays = [first + timedelta(weeks=number) for number in range(WEEKS)]
    begun, done = totals(records, STARTED, first), totals(records, FINISHED, first)
    return Team(
        weeks=tuple(Week(day, started.get(day, 0), finished.get(day, 0)) for day in mondays),
        kinds={kind: (begun.get(kind, 0), done.get(kind, 0)) for kind in ("intake", "scan", "followup")},
        stops=_stops(records, library, first, now),
        asked=tuple(totals(records, ASKED, first).items())[:MOST],
        unanswered=tuple(totals(records, UNANSWERED, first).items())[:MOST],
        crisis=_delicate(records, CRISIS, first),
        referral=_delicate(records, REFERRAL, first),
    )


def _stops(records: Records, library: Library, first: date, now: datetime) -> Tuple[Tuple[str, int], ...]:
    """Per phase of today's intake how many stopped at one of its questions, in the order of the phases."""
    intake = library.get("intake")
    found = Counter(totals(records, STOPPED, first))
    silent = and_(Intake.kind == "intake", Intake.status.in_(RUNNING), Intake.changed_at < now - SILENT)
    found.update(last_answered(records, list(records.session.scalars(select(Intake.id).where(silent)))))
    result: List[Tuple[str, int]] = []
    for phase in intake.phases:
        own = [question.id for question in intake.questions if question.phase == phase.id]
        number = sum(found[name] for name in own)
        if number:
            result.append((phase.title, number))
    return tuple(result)


def _delicate(records: Records, what: str, first: date) -> Tuple[Tuple[str, Optional[int]], ...]:
    return tuple((need, number if number >= FEW else None) for need, number in totals(records, what, first).items())

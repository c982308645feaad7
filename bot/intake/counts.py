"""Counts by week: what happened how often, without whom. They stay when a person is erased, because they are about nobody.

`what` is one of WHATS; `detail` is an id of ours (a kind of questionnaire, a question, a need, an intent), or a few of them, never
a word of a person.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Dict, Iterable, List, Optional, Sequence, Tuple

from sqlalchemy import func, select, update
from sqlalchemy.exc import SQLAlchemyError

from bot.intake.models import Count, Intake, Step
from bot.intake.zone import ZONE

if TYPE_CHECKING:
    from bot.intake.records import Records
    from bot.intake.store import Store

STARTED, FINISHED, STOPPED, CRISIS, REFERRAL = "started", "finished", "stopped", "crisis", "referral"
ASKED, UNANSWERED, GAP = "asked", "unanswered", "gap"
WHATS = (STARTED, FINISHED, STOPPED, CRISIS, REFERRAL, ASKED, UNANSWERED, GAP)
BATCH = 500  # intakes looked up at once
PAUSE = 5.0  # seconds in which counts are gathered before they are written
FEW = 5  # a smaller number of something delicate is shown as "fewer than": in a small place it would point at somebody

_logger = logging.getLogger(__name__)


def monday(now: datetime) -> date:
    """The first day of the week that it is here."""
    day = now.astimezone(ZONE).date()
    return day - timedelta(days=day.weekday())


def count(records: "Records", what: str, detail: str, now: datetime, number: int = 1) -> None:
    """Add to a count."""
    key = {"week": monday(now), "what": what, "detail": detail[:64]}
    records.ensure(Count, **key, number=0)
    row = update(Count).filter_by(**key).values(number=Count.number + number)
    records.session.execute(row.execution_options(synchronize_session=False))


def count_stopped(records: "Records", intakes: Iterable[Intake], now: datetime) -> None:
    """Count where the unfinished ones among these intakes stopped, just before they go."""
    ids = [one.id for one in intakes if one.kind == "intake" and one.status not in ("closed", "ended")]
    for question in last_answered(records, ids):
        count(records, STOPPED, question, now)


def last_answered(records: "Records", intakes: Sequence[str]) -> Tuple[str, ...]:
    """The question that was answered last in each of these intakes, given by their ids."""
    found: List[str] = []
    for start in range(0, len(intakes), BATCH):
        own = Step.intake_id.in_(intakes[start : start + BATCH])
        last = select(func.max(Step.id)).where(own).group_by(Step.intake_id)
        found += records.session.scalars(select(Step.question).where(Step.id.in_(last)))
    return tuple(found)


def totals(records: "Records", what: str, since: date) -> Dict[str, int]:
    """How often each detail was counted since a day, the most first."""
    found: Counter = Counter()
    for row in records.session.scalars(select(Count).where(Count.what == what, Count.week >= since)):
        found[row.detail] += row.number
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def by_week(records: "Records", what: str, detail: str, since: date) -> Dict[date, int]:
    """How often one detail was counted in each week since a day; weeks without are left out."""
    query = select(Count).where(Count.what == what, Count.detail == detail, Count.week >= since)
    return {row.week: row.number for row in records.session.scalars(query)}


class Tally:
    """Counts from the conversation, gathered for a moment so that no reply waits for the database."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._waiting: Dict[Tuple[str, str], int] = {}
        self._lock = threading.Lock()
        self._timer: Optional[threading.Timer] = None

    def add(self, what: str, detail: str) -> None:
        """Count one; written within some seconds."""
        with self._lock:
            self._waiting[what, detail] = self._waiting.get((what, detail), 0) + 1
            if self._timer is None:
                self._timer = threading.Timer(PAUSE, self.write)
                self._timer.daemon = True
                self._timer.start()

    def write(self) -> None:
        """Write what was gathered; what cannot be written is dropped, for a count is worth no failing conversation."""
        with self._lock:
            waiting, self._waiting, self._timer = self._waiting, {}, None
        try:
            with self._store.writing() as records:
                for (what, detail), number in waiting.items():
                    count(records, what, detail, datetime.now(ZONE), number)
        except SQLAlchemyError as error:
            _logger.warning("counts could not be written: %s", type(error).__name__)

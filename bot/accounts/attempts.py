"""A growing delay after failures, kept in the database: it holds for every process, and for names that do not exist too."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete

from bot.accounts.models import Attempt
from bot.intake.records import Records

FREE = 3  # failures without a delay
FIRST, LONGEST = timedelta(seconds=10), timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)


def delay(failures: int) -> timedelta:
    """How long the door stays shut after so many failures in a row: nothing, then 10 seconds, then twice as long each time."""
    if failures <= FREE:
        return timedelta(0)
    return min(FIRST * 2 ** min(failures - FREE - 1, 10), LONGEST)


def claim(records: Records, door: str, now: datetime) -> int:
    """Count an attempt at `door` and return 0, or the seconds to wait when it is shut.

    It counts as a failure until `succeeded` says otherwise, so that many attempts at once are no way around the delay.
    """
    records.session.execute(delete(Attempt).where(Attempt.last_at < now - FORGOTTEN))
    key = records.cipher.digest(f"door:{door}")
    records.ensure(Attempt, door=key, failures=0, last_at=now)
    attempt = records.session.get(Attempt, key, with_for_update=True)  # two at once: one after the other
    if attempt.shut_until and attempt.shut_until > now:
        return max(1, round((attempt.shut_until - now).total_seconds()))
    attempt.failures, attempt.last_at = attempt.failures + 1, now
    attempt.shut_until = now + delay(attempt.failures)
    return 0


def succeeded(records: Records, door: str) -> None:
    """Forget the failures at `door`."""
    records.session.execute(delete(Attempt).where(Attempt.door == records.cipher.digest(f"door:{door}")))

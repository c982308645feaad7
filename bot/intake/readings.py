"""Who opened or took along which dossier, for the administrator: names of coaches, no names of clients."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Tuple

from sqlalchemy import func, select

from bot.intake.models import Audit
from bot.intake.records import Records

PAGE = 50


@dataclass(frozen=True)
class Reading:
    """One line: when, the coach (the name at that time), what was done, and a number that stands for the client."""

    at: datetime
    coach: str
    action: str
    client: str


@dataclass(frozen=True)
class Readings:
    """One page of the log, the newest first."""

    lines: Tuple[Reading, ...]
    found: int
    page: int
    pages: int
    coaches: Tuple[str, ...]


def readings(records: Records, coach: str, page: int, size: int = PAGE) -> Readings:
    """What coaches did; `coach` is one name, or "" for all."""
    own = Audit.actor.startswith("coach:", autoescape=True)
    which = own & (Audit.shown == coach) if coach else own
    found = records.session.scalar(select(func.count(Audit.id)).where(which))
    pages = max(1, -(-found // size))
    page = min(max(page, 1), pages)
    query = select(Audit).where(which).order_by(Audit.at.desc(), Audit.id.desc()).offset((page - 1) * size).limit(size)
    lines = tuple(_line(row) for row in records.session.scalars(query))
    names = records.session.scalars(select(Audit.shown).where(own, Audit.shown.is_not(None)).distinct())
    return Readings(lines, found, page, pages, tuple(sorted(names)))


def _line(row: Audit) -> Reading:
    return Reading(row.at, row.shown or row.actor.partition(":")[2][:8], row.action, row.person_id[:8])

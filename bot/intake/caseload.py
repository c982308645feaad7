"""The list of a coach: searched, filtered, sorted and paged. What it sorts and filters on stands in columns; the names that a
coach gave are encrypted, so a search or a sort by name decrypts those of this coach only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, List, Optional, Tuple

from sqlalchemy import and_, func, select

from bot.intake.cards import PHASES, STATUSES
from bot.intake.codes import held
from bot.intake.crypto import Cipher
from bot.intake.models import Card, Code
from bot.intake.records import Records
from bot.intake.text import normalise

PAGE = 25
SORTS = ("changed", "due", "name", "added")


@dataclass(frozen=True)
class Choice:
    """What a coach wants to see. Empty means all; `signals`: only dossiers with a possible referral."""

    search: str = ""
    status: str = ""
    phase: str = ""
    signals: bool = False
    sort: str = SORTS[0]
    page: int = 1


@dataclass(frozen=True)
class Line:
    """One dossier in the list. `organisation`: every coach of it may read the dossier; None when only this one may."""

    share: int
    label: str
    status: str
    phase: str
    signals: int
    due: Optional[date]
    changed_at: datetime
    expires_at: datetime
    organisation: Optional[str]


@dataclass(frozen=True)
class Listing:
    """One page of the list, how many dossiers fit the choice, and how many there are."""

    lines: Tuple[Line, ...]
    found: int
    total: int
    page: int
    pages: int


def listing(records: Records, coach: str, choice: Choice, now: datetime, size: int = PAGE) -> Listing:
    """The page of the list that `choice` asks for; a page that does not exist becomes the nearest one that does."""
    mine = held(coach, now)
    total = records.session.scalar(select(func.count(Code.id)).where(mine))
    wanted = _filters(choice)
    query = select(Code, Card).join(Card, Card.person_id == Code.person_id).where(and_(mine, *wanted))
    if choice.search or choice.sort == "name":
        ids = _by_name(records, query, choice)
        found = len(ids)
    else:
        counting = query.with_only_columns(func.count(Code.id), maintain_column_froms=True)
        ids, found = None, records.session.scalar(counting) if wanted else total
    pages = max(1, -(-found // size))
    page = min(max(choice.page, 1), pages)
    start = (page - 1) * size
    if ids is None:
        rows = records.session.execute(query.order_by(*_order(choice.sort)).offset(start).limit(size)).all()
    else:
        rows = _these(records, query, ids[start : start + size])
    return Listing(tuple(_line(records, code, card) for code, card in rows), found, total, page, pages)


def everything(records: Records, coach: str, now: datetime) -> Tuple[Line, ...]:
    """The whole list of a coach, by name, for an export."""
    query = select(Code, Card).join(Card, Card.person_id == Code.person_id).where(held(coach, now))
    lines = [_line(records, code, card) for code, card in records.session.execute(query)]
    return tuple(sorted(lines, key=lambda line: (normalise(line.label), line.share)))


def _filters(choice: Choice) -> List[Any]:
    wanted = []
    if choice.status in STATUSES:
        wanted.append(Card.status == choice.status)
    if choice.phase in PHASES:
        wanted.append(Card.phase == choice.phase)
    if choice.signals:
        wanted.append(Card.signals > 0)
    return wanted


def _order(sort: str) -> Tuple[Any, ...]:
    if sort == "due":
        return (Card.due.is_(None), Card.due, Code.id)
    return (Code.used_at.desc(), Code.id) if sort == "added" else (Card.changed_at.desc(), Code.id)


def _by_name(records: Records, query: Any, choice: Choice) -> List[int]:
    """The ids of the dossiers whose name fits the search, in order."""
    only = query.with_only_columns(Code.id, Code.label).order_by(*_order(choice.sort))
    named = [(id_, _searchable(records.cipher, id_, label)) for id_, label in records.session.execute(only)]
    wanted = normalise(choice.search)
    fitting = [(id_, name) for id_, name in named if wanted in name]
    return [id_ for id_, _ in (sorted(fitting, key=lambda pair: pair[1]) if choice.sort == "name" else fitting)]


@lru_cache(maxsize=20_000)
def _searchable(cipher: Cipher, share: int, label: Optional[str]) -> str:
    """A name as it is compared; kept in memory, for a coach searches with every next word again."""
    return normalise(cipher.decrypt(label) if label else f"Dossier {share}")


def _these(records: Records, query: Any, ids: List[int]) -> List[Tuple[Code, Card]]:
    rows = {code.id: (code, card) for code, card in records.session.execute(query.where(Code.id.in_(ids)))}
    return [rows[id_] for id_ in ids]


def label_of(records: Records, share: int, label: Optional[str]) -> str:
    """What the coach calls a client; a number when no name was given."""
    return records.cipher.decrypt(label) if label else f"Dossier {share}"


def _line(records: Records, code: Code, card: Card) -> Line:
    times = dict(changed_at=card.changed_at, expires_at=code.expires_at, due=card.due, organisation=code.organisation)
    shown = dict(status=card.status, phase=card.phase, signals=card.signals)
    return Line(share=code.id, label=label_of(records, code.id, code.label), **shown, **times)

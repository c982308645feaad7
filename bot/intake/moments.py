"""The same client at different moments: each time an intake, a scan or a round of aftercare was finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Dict, List, Mapping, Optional, Tuple

from sqlalchemy import select

from bot.intake.models import Audit
from bot.intake.records import Records

KINDS = ("intake_closed", "scan_closed", "followup_closed")


@dataclass(frozen=True)
class Moment:
    """When something was finished; `kind` is intake, scan or followup."""

    id: int
    kind: str
    at: datetime


@dataclass(frozen=True)
class Change:
    """What was said `then` and what is said `now`; None where it was not said."""

    label: str
    then: Optional[str]
    now: Optional[str]


@dataclass(frozen=True)
class Comparison:
    """Two dossiers of one client. `career`: per loopbaancompetentie its title, the score then and now, and the difference."""

    career: Tuple[Tuple[str, Optional[float], Optional[float], Optional[float]], ...]
    answers: Tuple[Change, ...]
    same: int
    plan: Tuple[Change, ...]


def moments(records: Records, person_id: str) -> List[Moment]:
    """The moments of a person, oldest first."""
    query = select(Audit).where(Audit.person_id == person_id, Audit.action.in_(KINDS)).order_by(Audit.at, Audit.id)
    return [Moment(row.id, row.action.split("_")[0], row.at) for row in records.session.scalars(query)]


def compare(then: Mapping[str, Any], now: Mapping[str, Any]) -> Comparison:
    """What differs between two dossiers."""
    before, after = _answers(then), _answers(now)
    names = list(dict.fromkeys([*after, *before]))
    changes = [Change(label, *_pair(before, after, label)) for label in names if before.get(label) != after.get(label)]
    actions = [{f"{a['number']}": a for a in data["plan"]["actions"]} for data in (then, now)]
    plan = [
        Change(
            actions[1].get(number, actions[0].get(number))["text"],
            *_pair(_status(actions[0]), _status(actions[1]), number),
        )
        for number in dict.fromkeys([*actions[0], *actions[1]])
    ]
    return Comparison(_career(then, now), tuple(changes), len(names) - len(changes), tuple(plan))


def _career(then: Mapping[str, Any], now: Mapping[str, Any]) -> Tuple[Any, ...]:
    scores = {one["id"]: one["score"] for one in then["career"]}
    rows = []
    for one in now["career"]:
        old, new = scores.get(one["id"]), one["score"]
        rows.append((one["title"], old, new, None if None in (old, new) else round(new - old, 1)))
    return tuple(rows)


def _answers(data: Mapping[str, Any]) -> Dict[str, str]:
    return {answer["label"]: answer["shown"] for phase in data["summary"] for answer in phase["answers"]}


def _status(actions: Mapping[str, Any]) -> Dict[str, str]:
    return {number: action["status"] for number, action in actions.items()}


def _pair(before: Mapping[str, str], after: Mapping[str, str], key: str) -> Tuple[Optional[str], Optional[str]]:
    return before.get(key), after.get(key)

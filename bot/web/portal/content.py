"""The knowledge base and the questionnaires to look at, with what the validators say. Changing them is done in their files."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Tuple

from starlette.responses import Response

from bot.intake.library import Library
from bot.intake.problems import ContentError
from bot.web.portal.gate import Visit, route
from bot.web.portal.words import today
from knowledge import KnowledgeBase
from knowledge.loader import PACKAGE_FOLDER
from knowledge.referrals import PATH as REFERRALS
from knowledge.referrals import Entry, ReferralError, load_referrals
from knowledge.validate import check

FRESH, SOON = timedelta(days=366), timedelta(days=60)


@dataclass(frozen=True)
class Referral:
    """An entry of the referrals with its `state`: fresh, soon (to be checked within two months) or due."""

    entry: Entry
    state: str


def overview(visit: Visit) -> Response:
    """Show everything at a glance."""
    library = visit.portal.desk.library
    problems, titles = list(_problems(_stamp())), {}
    entries = referrals(today(visit.now))
    for kind in ("intake", "followup"):
        titles[kind] = questionnaire(library, kind, problems)
    known = {"professions": professions(library.kb), "questionnaires": titles, "referrals": entries}
    due = [one for one in entries if one.state != "fresh"]
    return visit.page("content", problems=problems, due=due, **known)


def _stamp() -> float:
    """When a content file was changed last."""
    return max(path.stat().st_mtime for path in Path(PACKAGE_FOLDER).rglob("*.yml"))


@lru_cache(maxsize=1)
def _problems(stamp: float) -> List[str]:
    """What the validators say of the files as they are; kept until a file changes."""
    found = [str(problem) for problem in check(Path(PACKAGE_FOLDER)).problems]
    try:
        load_referrals.__wrapped__(REFERRALS)
    except ReferralError as error:
        found.append(str(error))
    return found


def questionnaire(library: Library, kind: str, problems: List[str]) -> Dict[str, Any]:
    """A questionnaire by phase; when its file has an error, that is added to the problems."""
    try:
        found = library.get(kind)
    except ContentError as error:
        problems.append(str(error))
        return {"title": kind, "version": "", "phases": []}
    phases = [
        (phase.title, [question for question in found.questions if question.phase == phase.id])
        for phase in found.phases
    ]
    return {"title": found.title, "version": found.version, "phases": [(t, own) for t, own in phases if own]}


def professions(kb: KnowledgeBase) -> List[Tuple[Any, int]]:
    """The professions and how many statements each has."""
    numbers = Counter(fact.profession for fact in kb.statements())
    return [(card, numbers[card.id]) for card in kb.professions()]


def referrals(day: date) -> List[Referral]:
    """The entries, the longest unchecked first."""
    entries = sorted(load_referrals().entries, key=lambda entry: (entry.checked, entry.id))
    return [Referral(entry, _state(entry, day)) for entry in entries]


def _state(entry: Entry, day: date) -> str:
    if day - entry.checked > FRESH:
        return "due"
    return "soon" if day - entry.checked > FRESH - SOON else "fresh"


routes = [route("/coach/inhoud", overview)]

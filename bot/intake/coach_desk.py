"""What a coach may do: open a share code, list what was shared, read a dossier, keep notes. Reading is written in the audit.

`coach` is the portal's own id of an account, `shown` the name that a client sees who asks who read the dossier.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from bot.intake import caseload, codes, names, notes
from bot.intake.cards import refresh
from bot.intake.caseload import Choice, Line, Listing, label_of
from bot.intake.documents import dossier_and_run, dossier_of, finished
from bot.intake.dossier import headline
from bot.intake.library import Library
from bot.intake.models import Code
from bot.intake.moments import Comparison, Moment, compare, moments
from bot.intake.notes import OwnNote
from bot.intake.preparation import preparation
from bot.intake.readings import Readings, readings
from bot.intake.records import Records
from bot.intake.stale import Revised, revised
from bot.intake.store import Store
from bot.intake.team import Team, team


@dataclass(frozen=True)
class Opened:
    """A dossier as a coach sees it. `organisation`: whose coaches may all read it, if any. `dossier` and `preparation` are None while nothing is finished."""

    share: int
    label: str
    expires_at: datetime
    organisation: Optional[str]
    dossier: Optional[Dict[str, Any]]
    preparation: Optional[Dict[str, Any]]
    revised: Sequence[Revised]
    moments: Sequence[Moment]
    notes: Sequence[OwnNote]


class CoachDesk:
    """For the coach portal. A code belongs to the coach who opened it first, or to their organisation."""

    def __init__(self, store: Store, library: Library) -> None:
        self.store, self.library = store, library

    def open(self, code: str, coach: str, now: datetime, label: str = "", shown: Optional[str] = None) -> Optional[int]:
        """The id of the share that a typed code opens; None for one that is wrong, withdrawn, too old or somebody else's.

        `label` is what the coach calls this client; empty for the name that the client chose.
        """
        typed = codes.typed_code(code)
        if typed is None:
            return None
        with self.store.writing() as records:
            share = codes.open_share(records, typed, coach, now, shown)
            if share is not None:
                row = records.session.get(Code, share)
                names.call(records, row, label)
                refresh(records, self.library.kb, row.person_id, now)
            return share

    def rename(self, share: int, coach: str, label: str, now: datetime) -> None:
        """Call a client something else."""
        with self.store.writing() as records:
            if codes.shared_person(records, share, coach, now):
                names.call(records, records.session.get(Code, share), label)

    def shares(self, coach: str, now: datetime) -> List[Dict[str, Any]]:
        """The shares of a coach, newest first: `share`, `headline` (the loopbaanvraag), `opened_at`, `expires_at`, `complete`."""
        with self.store.reading() as records:
            result = []
            for code in codes.shares_of(records, coach, now):
                data = dossier_of(records, self.library.kb, code.person_id)
                times = {"opened_at": code.used_at, "expires_at": code.expires_at}
                shown = headline(data) if data else None
                result.append({"share": code.id, "headline": shown, "complete": data is not None, **times})
            return result

    def list(self, coach: str, choice: Choice, now: datetime) -> Listing:
        """One page of the list of a coach."""
        with self.store.reading() as records:
            return caseload.listing(records, coach, choice, now)

    def whole_list(self, coach: str, shown: Optional[str], now: datetime) -> Tuple[Line, ...]:
        """The whole list, for an export, which the audit of every client in it names."""
        with self.store.writing() as records:
            for code in codes.shares_of(records, coach, now):
                records.audit(code.person_id, codes.coach_actor(coach), "list_exported", now, shown)
            return caseload.everything(records, coach, now)

    def dossier(
        self, share: int, coach: str, now: datetime, action: str = "dossier_read", shown: Optional[str] = None
    ) -> Optional[Dict[str, Any]]:
        """The dossier behind a share; None when this coach may not read it or nothing is finished. `action` goes in the audit."""
        with self.store.writing() as records:
            person = codes.shared_person(records, share, coach, now)
            if person is None:
                return None
            records.audit(person, codes.coach_actor(coach), action, now, shown)
            return dossier_of(records, self.library.kb, person)

    def read(
        self, share: int, coach: str, now: datetime, action: str = "dossier_read", shown: Optional[str] = None
    ) -> Optional[Opened]:
        """The dossier with all that belongs to it; None when this coach may not read it. `action` goes in the audit."""
        with self.store.writing() as records:
            person = codes.shared_person(records, share, coach, now)
            if person is None:
                return None
            records.audit(person, codes.coach_actor(coach), action, now, shown)
        with self.store.reading() as records:  # replaying the answers must not keep others from writing
            code = records.session.get(Code, share)
            return self._opened(records, code, coach) if code else None

    def _opened(self, records: Records, code: Code, coach: str) -> Opened:
        closed = finished(records, code.person_id)
        found = dossier_and_run(records, self.library.kb, code.person_id)
        return Opened(
            share=code.id,
            label=label_of(records, code.id, code.label),
            expires_at=code.expires_at,
            organisation=code.organisation,
            dossier=found[0] if found else None,
            preparation=preparation(*found) if found else None,
            revised=revised(self.library, closed),
            moments=moments(records, code.person_id),
            notes=notes.own(records, code.person_id, coach),
        )

    def compare(
        self, share: int, coach: str, then: int, later: int, now: datetime, shown: Optional[str] = None
    ) -> Optional[Comparison]:
        """What changed between two moments (their ids); None when this coach may not read it or a moment does not exist."""
        with self.store.writing() as records:
            person = codes.shared_person(records, share, coach, now)
            known = {moment.id: moment.at for moment in moments(records, person)} if person else {}
            if person is None or then not in known or later not in known:
                return None
            records.audit(person, codes.coach_actor(coach), "moments_compared", now, shown)
            both = [dossier_of(records, self.library.kb, person, until=known[one]) for one in (then, later)]
            return compare(both[0], both[1]) if both[0] and both[1] else None

    # ---- for the team and the administrator

    def team(self, now: datetime) -> Team:
        """The figures of the last weeks, without personal data."""
        with self.store.reading() as records:
            return team(records, self.library, now)

    def readings(self, coach: str, page: int) -> Readings:
        """A page of who opened or took along what; `coach` is the name of one coach, or "" for all."""
        with self.store.reading() as records:
            return readings(records, coach, page)

    # ---- notes

    def add_note(self, share: int, coach: str, kind: str, text: str, due: Optional[date], now: datetime) -> bool:
        """Keep a note of the coach; False when it is empty or the dossier is not theirs."""
        return bool(self._with_notes(share, coach, now, lambda r, who: notes.add(r, who, coach, kind, text, due, now)))

    def set_done(self, share: int, coach: str, note: int, now: datetime) -> None:
        """Turn an agreement from open to done, or back."""
        self._with_notes(share, coach, now, lambda r, who: notes.set_done(r, note, who, coach, now))

    def remove_note(self, share: int, coach: str, note: int, now: datetime) -> None:
        """Remove a note."""
        self._with_notes(share, coach, now, lambda r, who: notes.remove(r, note, who, coach))

    def _with_notes(self, share: int, coach: str, now: datetime, change: Callable[[Records, str], Any]) -> Any:
        with self.store.writing() as records:
            person = codes.shared_person(records, share, coach, now)
            return change(records, person) if person else None

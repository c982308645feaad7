"""What a coach may do: open a share code, list what was shared, read a dossier. Everything is written in the audit."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict, List, Optional

from bot.intake import codes
from bot.intake.documents import dossier_of
from bot.intake.dossier import headline
from bot.intake.library import Library
from bot.intake.store import Store


class CoachDesk:
    """For the coach portal. `coach` is the portal's own id of an account; a code belongs to the coach who opened it first."""

    def __init__(self, store: Store, library: Library) -> None:
        self.store, self.library = store, library

    def open(self, code: str, coach: str, now: datetime) -> Optional[int]:
        """The id of the share that a typed code opens; None for one that is wrong, withdrawn, too old or somebody else's."""
        typed = codes.typed_code(code)
        if typed is None:
            return None
        with self.store.writing() as records:
            return codes.open_share(records, typed, coach, now)

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

    def dossier(self, share: int, coach: str, now: datetime, action: str = "dossier_read") -> Optional[Dict[str, Any]]:
        """The dossier behind a share; None when this coach may not read it or nothing is finished. `action` goes in the audit."""
        with self.store.writing() as records:
            person = codes.shared_person(records, share, coach, now)
            if person is None:
                return None
            records.audit(person, f"coach:{coach}"[:64], action, now)
            return dossier_of(records, self.library.kb, person)

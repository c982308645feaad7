"""What was revised since a client answered: a questionnaire, or the dossier of a profession that a scan was made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Sequence

from bot.intake.library import Library
from bot.intake.models import Intake


@dataclass(frozen=True)
class Revised:
    """`kind` is intake or scan; `name` the profession of a scan, with `gone` when it is no longer in the knowledge base."""

    kind: str
    name: str = ""
    gone: bool = False


def revised(library: Library, runs: Sequence[Intake]) -> List[Revised]:
    """What changed since the last intake and the last scan of each profession among `runs` (the newest first)."""
    names = {card.id: card.name for card in library.kb.professions()}
    found, seen = [], set()
    for run in runs:
        place = (run.kind, run.profession)
        if run.kind not in ("intake", "scan") or place in seen:
            continue
        seen.add(place)
        if run.kind == "scan" and run.profession not in names:
            found.append(Revised("scan", str(run.profession), gone=True))
        elif library.get(run.kind, run.profession).version != run.version:
            found.append(Revised(run.kind, names.get(run.profession, "")))
    return found

"""The dossier as a file: JSON, calendar, PDF and Word. Every function takes the data that `bot.intake.dossier` makes."""

from __future__ import annotations

import json
from typing import Any, Callable, Dict, Mapping, Tuple

from bot.intake.export.picture import to_svg

# What makes a file is loaded with the first one: it takes 15 MB, and most processes make none.


def to_json(data: Mapping[str, Any]) -> bytes:
    """JSON text; the same dossier gives the same bytes."""
    return (json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def to_ics(data: Mapping[str, Any]) -> bytes:
    """The dates of the plan as a calendar."""
    from bot.intake.export.calendar import to_ics as make

    return make(data)


def to_pdf(data: Mapping[str, Any], coach: bool = False) -> bytes:
    """The dossier as PDF/UA."""
    from bot.intake.export.pdf import to_pdf as make

    return make(data, coach)


def to_docx(data: Mapping[str, Any], coach: bool = False) -> bytes:
    """The dossier for Word."""
    from bot.intake.export.word import to_docx as make

    return make(data, coach)


FORMATS: Dict[str, Tuple[Callable[[Mapping[str, Any]], bytes], str]] = {
    "json": (to_json, "application/json"),
    "ics": (to_ics, "text/calendar; charset=utf-8"),
    "pdf": (to_pdf, "application/pdf"),
    "docx": (to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "svg": (lambda data: to_svg(data).encode(), "image/svg+xml"),
}

__all__ = ["FORMATS", "to_docx", "to_ics", "to_json", "to_pdf", "to_svg"]

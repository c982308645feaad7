"""The dossier as a file: JSON, calendar, PDF and Word. Every function takes the data that `bot.intake.dossier` makes."""

from __future__ import annotations

import json
from typing import Any, Callable, Dict, Mapping, Tuple

from bot.intake.export.calendar import to_ics
from bot.intake.export.pdf import to_pdf
from bot.intake.export.picture import to_svg
from bot.intake.export.word import to_docx


def to_json(data: Mapping[str, Any]) -> bytes:
    """JSON text; the same dossier gives the same bytes."""
    return (json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


FORMATS: Dict[str, Tuple[Callable[[Mapping[str, Any]], bytes], str]] = {
    "json": (to_json, "application/json"),
    "ics": (to_ics, "text/calendar; charset=utf-8"),
    "pdf": (to_pdf, "application/pdf"),
    "docx": (to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "svg": (lambda data: to_svg(data).encode(), "image/svg+xml"),
}

__all__ = ["FORMATS", "to_docx", "to_ics", "to_json", "to_pdf", "to_svg"]

"""The dossier as an accessible PDF (PDF/UA-1), set by typst."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Mapping

import typst

from bot.intake.export.picture import description, to_svg
from bot.intake.export.sections import document

TEMPLATE = Path(__file__).with_name("dossier.typ")


def to_pdf(data: Mapping[str, Any], coach: bool = False) -> bytes:
    """A tagged PDF with the picture, its table and a description in words."""
    content = {**document(data, coach), "picture": description(data)}
    inputs = {"document": json.dumps(content, ensure_ascii=False), "picture": to_svg(data)}
    try:
        return typst.compile(str(TEMPLATE), sys_inputs=inputs, pdf_standards=["ua-1"], format="pdf")
    except typst.TypstError:
        # No font here has one of the signs somebody typed, which the standard forbids: keep the words, still tagged.
        return typst.compile(str(TEMPLATE), sys_inputs=inputs, format="pdf")

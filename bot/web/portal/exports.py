"""The preparation sheet, and a dossier as a file. What is opened or taken along stands in the audit."""

from __future__ import annotations

from starlette.responses import Response

from bot.accounts.arguments import COACH
from bot.intake.export import to_docx, to_json, to_pdf
from bot.intake.export.sheet import sheet, to_sheet
from bot.web.portal.dossier import ONE, read, shown
from bot.web.portal.gate import Visit, route

FILES = {
    "pdf": (lambda data: to_pdf(data, coach=True), "application/pdf"),
    "docx": (
        lambda data: to_docx(data, coach=True),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "json": (to_json, "application/json"),
}


def preparation(visit: Visit) -> Response:
    """Show the preparation sheet, made to be printed."""
    opened = read(visit, "sheet_read")
    if opened is None or opened.dossier is None:
        return visit.unknown()
    known = shown(opened.dossier)
    made = sheet(opened.dossier, opened.preparation, opened.label, known["help"])
    return visit.page("sheet", opened=opened, sheet=made)


def preparation_pdf(visit: Visit) -> Response:
    """Send the preparation sheet as a PDF."""
    opened = read(visit, "sheet_exported")
    if opened is None or opened.dossier is None:
        return visit.unknown()
    helps = shown(opened.dossier)["help"]
    made = to_sheet(opened.dossier, opened.preparation, opened.label, helps)
    return _file(made, "application/pdf", "voorbereiding.pdf")


def dossier_file(visit: Visit) -> Response:
    """Send the dossier in the format that the address asks for."""
    kind = visit.request.path_params["kind"]
    if kind not in FILES:
        return visit.unknown()
    opened = read(visit, f"exported_{kind}")
    if opened is None or opened.dossier is None:
        return visit.unknown()
    make, media_type = FILES[kind]
    return _file(make(opened.dossier), media_type, f"dossier.{kind}")


def _file(made: bytes, media_type: str, name: str) -> Response:
    return Response(made, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


routes = [
    route(f"{ONE}/voorbereiding", preparation, roles=[COACH]),
    route(f"{ONE}/voorbereiding.pdf", preparation_pdf, roles=[COACH]),
    route(f"{ONE}/dossier.{{kind}}", dossier_file, roles=[COACH]),
]

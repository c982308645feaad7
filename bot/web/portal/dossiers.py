"""The list of a coach, adding a dossier with a share code, and the list as a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Mapping, Optional
from urllib.parse import urlencode

from starlette.responses import Response

from bot.accounts.arguments import ADMINISTRATOR, COACH
from bot.intake import names
from bot.intake.cards import PHASES, STATUSES
from bot.intake.caseload import SORTS, Choice, Line
from bot.intake.text import content
from bot.web.portal.gate import HOME, Visit, route
from bot.web.portal.words import shown_day, today

ADD = "/coach/toevoegen"
LONGEST_SEARCH = 80
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def overview(visit: Visit) -> Response:
    """Show one page of the list; who is no coach goes to their own first page."""
    if visit.account.role != COACH:
        return visit.go("/coach/team" if visit.account.role == ADMINISTRATOR else "/coach/inhoud")
    asked = visit.request.query_params
    choice = chosen(asked)
    listing = visit.portal.desk.list(visit.account.account, choice, visit.now)
    kept = {name: asked[name] for name in ("zoek", "status", "fase", "door", "volgorde") if asked.get(name)}
    return visit.page(
        "list",
        listing=listing,
        choice=choice,
        statuses=STATUSES,
        phases=PHASES,
        sorts=SORTS,
        today=today(visit.now),
        address=lambda page: f"{HOME}?{urlencode({**kept, 'pagina': page})}",
    )


def chosen(asked: Mapping[str, str]) -> Choice:
    """What the address asks for; what does not exist counts as not asked."""
    page = asked.get("pagina", "1")
    return Choice(
        search=asked.get("zoek", "").strip()[:LONGEST_SEARCH],
        status=asked.get("status", "") if asked.get("status") in STATUSES else "",
        phase=asked.get("fase", "") if asked.get("fase") in PHASES else "",
        signals=asked.get("door") == "ja",
        sort=asked.get("volgorde") if asked.get("volgorde") in SORTS else SORTS[0],  # type: ignore[arg-type]
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )


def ask_code(visit: Visit) -> Response:
    """Ask for a share code."""
    return _adding(visit)


def add(visit: Visit) -> Response:
    """Open a dossier with the share code of a client. Guessing is slowed down as at the login."""
    door, account = f"share:{visit.account.account}", visit.account
    wait = visit.portal.accounts.claim(door, visit.now)
    if wait:
        return _adding(visit, "wait", wait)
    label = visit.form.get("label", "")
    share = visit.portal.desk.open(visit.form.get("code", ""), account.account, visit.now, label, account.shown)
    if share is None:
        return _adding(visit, "wrong")
    visit.portal.accounts.succeeded(door)
    return visit.go(f"/coach/dossier/{share}")


def _adding(visit: Visit, problem: Optional[str] = None, wait: int = 0) -> Response:
    status = 429 if wait else 422 if problem else 200
    typed = {"code": visit.form.get("code", "")[:40], "label": visit.form.get("label", "")[: names.LONGEST]}
    response = visit.page("add", status, problem=problem, wait=wait, longest=names.LONGEST, **typed)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def spreadsheet(visit: Visit) -> Response:
    """Send the list as CSV, with semicolons and a byte order mark as spreadsheet programs here expect."""
    account = visit.account
    lines = visit.portal.desk.whole_list(account.account, account.shown, visit.now)
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    words = content("dossier")["list"]
    writer.writerow(words["columns"])
    writer.writerows(_row(line, words) for line in lines)
    headers = {"Content-Disposition": 'attachment; filename="dossiers.csv"'}
    return Response(file.getvalue().encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)


def _row(line: Line, words: Mapping[str, Mapping[str, str]]) -> list:
    cells = [line.label, words["status"][line.status], words["phase"][line.phase], str(line.signals)]
    days = [shown_day(moment) for moment in (line.changed_at, line.due, line.expires_at)]
    return [defused(cell) for cell in [*cells, *days]]


def defused(cell: str) -> str:
    """A cell that no spreadsheet program reads as a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell


routes = [
    route(HOME, overview),
    route(ADD, ask_code, roles=[COACH]),
    route(ADD, add, ["POST"], roles=[COACH]),
    route("/coach/dossiers.csv", spreadsheet, roles=[COACH]),
]

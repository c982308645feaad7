"""One dossier: reading it, the coach's own notes, two moments side by side."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional, Sequence

from starlette.responses import RedirectResponse, Response

from bot.accounts.arguments import COACH
from bot.intake.coach_desk import Opened
from bot.intake.export import to_svg
from bot.intake.moments import Moment
from bot.intake.notes import KINDS, LONGEST
from bot.intake.text import content
from bot.web.portal.gate import Handler, Visit, route
from bot.web.portal.words import answers, labels, read_day, today
from knowledge.referrals import entries_for

ONE = "/coach/dossier/{share:row}"


def dossier(visit: Visit) -> Response:
    """Show the dossier."""
    opened = read(visit, "dossier_read")
    return visit.unknown() if opened is None else _page(visit, opened)


def read(visit: Visit, action: str) -> Optional[Opened]:
    """The dossier of the address for who is logged in, with `action` in the audit; None when it is not theirs."""
    account = visit.account
    return visit.portal.desk.read(visit.number("share"), account.account, visit.now, action, account.shown)


def _page(visit: Visit, opened: Opened, status: int = 200, **more: Any) -> Response:
    if opened.dossier is None:
        return visit.page("waiting", status, opened=opened)
    known = {"opened": opened, "today": today(visit.now), "kinds": KINDS, "longest": LONGEST}
    return visit.page("dossier", status, **known, **shown(opened.dossier), **more)


def shown(data: Mapping[str, Any]) -> Dict[str, Any]:
    """What the templates of a dossier use beside the dossier itself."""
    return {
        "data": data,
        "words": content("dossier"),
        "labels": labels(data),
        "answers": answers(data),
        "picture": to_svg(data) if data["career"] else "",
        "help": {signal["need"]: entries_for(signal["need"]) for signal in data["referral_signals"]},
    }


def add_note(visit: Visit) -> Response:
    """Keep a note, an agreement or a moment of aftercare."""
    kind, text, due = (visit.form.get(name, "") for name in ("kind", "text", "due"))
    share = visit.number("share")
    if visit.portal.desk.add_note(share, visit.account.account, kind, text, read_day(due), visit.now):
        return _back(share)
    opened = read(visit, "dossier_read")
    return visit.unknown() if opened is None else _page(visit, opened, 422, empty_note=True)


def change_note(change: str) -> Handler:
    """A page that applies one change of the desk to a note."""

    def changed(visit: Visit) -> Response:
        share, desk = visit.number("share"), visit.portal.desk
        getattr(desk, change)(share, visit.account.account, visit.number("note"), visit.now)
        return _back(share)

    return changed


def rename(visit: Visit) -> Response:
    """Call the client something else."""
    share = visit.number("share")
    visit.portal.desk.rename(share, visit.account.account, visit.form.get("label", ""), visit.now)
    return _back(share, "")


def _back(share: int, part: str = "#notities") -> Response:
    return RedirectResponse(f"/coach/dossier/{share}{part}", 303)


def comparison(visit: Visit) -> Response:
    """Show what changed between two moments; the first and the last when none were chosen."""
    opened = read(visit, "moments_read")
    if opened is None or opened.dossier is None:
        return visit.unknown()
    then, later = (_moment(opened.moments, visit.request.query_params.get(name), place) for name, place in PLACES)
    found = None
    if then is not None and later is not None and then < later:
        account = visit.account
        found = visit.portal.desk.compare(opened.share, account.account, then, later, visit.now, account.shown)
    chosen = {"then": then, "later": later, "found": found, "words": content("dossier")}
    return visit.page("comparison", opened=opened, **chosen)


PLACES = (("van", 0), ("tot", -1))


def _moment(moments: Sequence[Moment], asked: Optional[str], place: int) -> Optional[int]:
    known = {str(moment.id): moment.id for moment in moments}
    return known.get(asked or "", moments[place].id if moments else None)


routes = [
    route(ONE, dossier, roles=[COACH]),
    route(f"{ONE}/naam", rename, ["POST"], roles=[COACH]),
    route(f"{ONE}/notities", add_note, ["POST"], roles=[COACH]),
    route(f"{ONE}/notities/{{note:row}}/klaar", change_note("set_done"), ["POST"], roles=[COACH]),
    route(f"{ONE}/notities/{{note:row}}/weg", change_note("remove_note"), ["POST"], roles=[COACH]),
    route(f"{ONE}/vergelijk", comparison, roles=[COACH]),
]

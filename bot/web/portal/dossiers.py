"""The dossiers that clients shared with a coach."""

from __future__ import annotations

from starlette.responses import Response

from bot.web.portal.gate import HOME, Visit, route


def overview(visit: Visit) -> Response:
    """List what was shared with this coach."""
    return visit.page("list", shares=visit.portal.desk.shares(visit.account.account, visit.now))


routes = [route(HOME, overview)]

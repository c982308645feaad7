"""The gate before every page of the portal: who is logged in, with which role, and does a form come from our own page?"""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Callable, Dict, Optional, Sequence, Tuple

from starlette.concurrency import run_in_threadpool
from starlette.convertors import IntegerConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.accounts.arguments import ADMINISTRATOR, COACH, ROLES
from bot.accounts.sessions import Session
from bot.web.chat import refuse_other_sites
from bot.web.pages import error_page, templates
from bot.web.portal.portal import Portal

MOST_FIELDS = 50
READ_TIMEOUT = 10  # seconds in which a browser must have sent its form
LOGIN, CODE, ENROL, PASSWORD, HOME = "/coach/login", "/coach/code", "/coach/app", "/coach/wachtwoord", "/coach"

# The pages beside the dossiers, for the menu: address, and who may see it. Their names stand in the frame of the templates.
PLACES: Tuple[Tuple[str, Tuple[str, ...]], ...] = (
    ("/coach/team", (COACH, ADMINISTRATOR)),
    ("/coach/inhoud", ROLES),
    ("/coach/logboek", (ADMINISTRATOR,)),
)


class RowNumber(IntegerConvertor):
    """The number of a row in an address (`{share:row}`), short enough for every database; a longer one is no page."""

    regex = "[0-9]{1,9}"


register_url_convertor("row", RowNumber())


@dataclass(frozen=True)
class Visit:
    """One request to the portal. `form` holds the fields of a POST; `session` is None for who has not logged in."""

    request: Request
    portal: Portal
    token: str
    session: Optional[Session]
    form: Dict[str, str]
    now: datetime

    @property
    def account(self) -> Session:
        """Who is logged in, on pages where somebody always is."""
        assert self.session is not None
        return self.session

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """Render a template of the portal; it knows `session`, `csrf` and what is given."""
        known = {"session": self.session, "csrf": self.portal.csrf(self.token), "places": PLACES, **values}
        response = templates.TemplateResponse(self.request, f"portal/{template}.html", known, status)
        self.portal.keep(response, self.token)
        return response

    def number(self, name: str) -> int:
        """A whole number from the address."""
        return int(self.request.path_params[name])

    def unknown(self) -> Response:
        """The page for what does not exist, or not for this coach: nobody can tell which."""
        return error_page(self.request, "not_found", 404)

    def go(self, address: str, token: Optional[str] = None) -> Response:
        """Send the browser to another page, with `token` as its new session."""
        response = RedirectResponse(address, 303)
        if token:
            self.portal.keep(response, token)
        return response


Handler = Callable[[Visit], Response]


def route(path: str, handler: Handler, methods: Sequence[str] = ("GET",), roles: Sequence[str] = ROLES) -> Route:
    """A page for who is logged in completely and has one of `roles`."""

    def guarded(visit: Visit) -> Response:
        needed = _still_needed(visit)
        if needed and needed != path:
            return visit.go(needed)
        if visit.account.role not in roles:
            return visit.page("refused", 403)
        return handler(visit)

    return open_route(path, guarded, methods)


def open_route(path: str, handler: Handler, methods: Sequence[str] = ("GET",)) -> Route:
    """A page that anybody may ask for; only the form's origin is checked."""

    async def endpoint(request: Request) -> Response:
        portal = request.app.state.services.portal
        token, form = portal.token(request), {}
        if request.method == "POST":
            refuse_other_sites(request)
            form = await _form(request)
            if not hmac.compare_digest(form.pop("csrf", "").encode(), portal.csrf(token).encode()):
                return error_page(request, "old_form", 403)
        return await run_in_threadpool(_answer, request, portal, token, form, handler)

    return Route(path, endpoint, methods=list(methods))


def _answer(request: Request, portal: Portal, token: str, form: Dict[str, str], handler: Handler) -> Response:
    now = datetime.now(timezone.utc)
    return handler(Visit(request, portal, token, portal.accounts.session(token, now), form, now))


async def _form(request: Request) -> Dict[str, str]:
    """The text fields of a form, the last of each name."""
    try:
        sent = await asyncio.wait_for(request.form(max_files=0, max_fields=MOST_FIELDS), READ_TIMEOUT)
    except asyncio.TimeoutError as error:
        raise HTTPException(408) from error
    return {name: value for name, value in sent.items() if isinstance(value, str)}


def _still_needed(visit: Visit) -> Optional[str]:
    """The page that comes first: logging in, linking the app, the code, or a password of one's own."""
    session = visit.session
    if session is None:
        return LOGIN
    if not session.complete:
        return CODE if session.enrolled else ENROL
    return PASSWORD if session.must_change else None

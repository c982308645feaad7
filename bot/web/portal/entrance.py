"""Logging in: name and password, then the authenticator app; logging out; a new password."""

from __future__ import annotations

from typing import Optional

from starlette.responses import Response

from bot.accounts.service import Entry
from bot.web.portal.gate import CODE, ENROL, HOME, LOGIN, PASSWORD, Visit, open_route, route
from bot.web.portal.portal import UNKNOWN


def login(visit: Visit) -> Response:
    """Ask for name and password."""
    if visit.session:
        return visit.go(HOME if visit.session.complete else CODE)
    return visit.page("login", ended=not visit.token.startswith(UNKNOWN))


def log_in(visit: Visit) -> Response:
    """Check name and password."""
    name = visit.form.get("name", "")
    address = visit.request.client.host if visit.request.client else ""
    if not visit.request.app.state.services.logins.admits(address):
        return visit.page("login", 429, problem="busy", name=name)
    entry = visit.portal.accounts.sign_in(name, visit.form.get("password", ""), visit.now)
    return visit.go(CODE, entry.token) if entry.token else _refused(visit, "login", entry, name=name)


def code(visit: Visit) -> Response:
    """Ask for a code of the authenticator app."""
    return _pending(visit, CODE) or visit.page("code")


def check_code(visit: Visit) -> Response:
    """Check a code."""
    return _pending(visit, CODE) or _second_factor(visit, "code")


def enrol(visit: Visit) -> Response:
    """Show how to link an authenticator app."""
    return _pending(visit, ENROL) or visit.page(
        "app", enrolment=visit.portal.accounts.enrolment(visit.token, visit.now)
    )


def check_enrolment(visit: Visit) -> Response:
    """Link the app when its first code is right."""
    found = _pending(visit, ENROL)
    enrolment = None if found else visit.portal.accounts.enrolment(visit.token, visit.now)
    return found or _second_factor(visit, "app", enrolment=enrolment)


def _pending(visit: Visit, here: str) -> Optional[Response]:
    """Where somebody who is not halfway the login should be instead of `here`."""
    if visit.session is None:
        return visit.go(LOGIN)
    right = HOME if visit.session.complete else CODE if visit.session.enrolled else ENROL
    return None if right == here else visit.go(right)


def _second_factor(visit: Visit, template: str, **values: object) -> Response:
    entry = visit.portal.accounts.second_factor(visit.token, visit.form.get("code", ""), visit.now)
    return visit.go(HOME, entry.token) if entry.token else _refused(visit, template, entry, **values)


def _refused(visit: Visit, template: str, entry: Entry, **values: object) -> Response:
    """The same page again, with what was wrong or how long to wait."""
    problem, status = ("wait", 429) if entry.wait else ("wrong", 401)
    response = visit.page(template, status, problem=problem, wait=entry.wait, **values)
    if entry.wait:
        response.headers["Retry-After"] = str(entry.wait)
    return response


def log_out(visit: Visit) -> Response:
    """End the session; the browser forgets it."""
    visit.portal.accounts.sign_out(visit.token, visit.now)
    response = visit.page("left", session=None)
    visit.portal.forget(response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def password(visit: Visit) -> Response:
    """Ask for a new password."""
    return visit.page("password", done=visit.request.query_params.get("klaar") == "1")


def change_password(visit: Visit) -> Response:
    """Change the password."""
    new = visit.form.get("new", "")
    if new != visit.form.get("again", ""):
        return visit.page("password", 422, problem="differs")
    problem = visit.portal.accounts.change_password(visit.token, visit.form.get("old", ""), new, visit.now)
    return visit.page("password", 422, problem=problem) if problem else visit.go(f"{PASSWORD}?klaar=1")


routes = [
    open_route(LOGIN, login),
    open_route(LOGIN, log_in, ["POST"]),
    open_route(CODE, code),
    open_route(CODE, check_code, ["POST"]),
    open_route(ENROL, enrol),
    open_route(ENROL, check_enrolment, ["POST"]),
    open_route("/coach/uit", log_out, ["POST"]),
    route(PASSWORD, password),
    route(PASSWORD, change_password, ["POST"]),
]

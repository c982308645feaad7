"""Who may enter the portal."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Callable, Iterator

import pytest
from starlette.testclient import TestClient

from bot.settings import load_settings
from bot.web.app import create_app
from bot.web.portal.routes import routes
from tests.hashing import cheap_hashing  # noqa: F401 (a fixture)
from tests.web.portal import Visitor

PUBLIC = {"/coach/login", "/coach/code", "/coach/app", "/coach/uit"}


@pytest.fixture
def open_portal(tmp_path: Path, knowledge_url: str) -> Iterator[Callable[..., TestClient]]:
    """Return a function that gives a browser of its own before one portal."""
    environ = {"LOOPBAANBOT_DATA_DIR": str(tmp_path), "LOOPBAANBOT_KNOWLEDGE_URL": knowledge_url}

    def open_with(**settings: str) -> TestClient:
        more = {f"LOOPBAANBOT_{name.upper()}": value for name, value in settings.items()}
        app = create_app(load_settings({**environ, **more}))
        return TestClient(app, base_url="https://testserver" if settings.get("https") else "http://testserver")

    yield open_with


@pytest.fixture
def visitor(open_portal: Callable[..., TestClient]) -> Visitor:
    return Visitor(open_portal())


def test_every_page_but_the_entrance_asks_to_log_in(visitor: Visitor) -> None:
    paths = {re.sub(r"{\w+(:\w+)?}", "1", route.path) for route in routes if "GET" in route.methods} - PUBLIC
    assert paths
    for path in paths:
        answer = visitor.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers.get("location")) == (303, "/coach/login"), path


def test_a_coach_logs_in_with_an_app_and_logs_out(visitor: Visitor) -> None:
    visitor.enter()
    assert visitor.get("/coach").status_code == 200
    assert visitor.send("/coach/uit", {}, page="/coach").status_code == 200
    assert visitor.get("/coach", follow_redirects=False).headers["location"] == "/coach/login"


def test_a_password_alone_opens_nothing(visitor: Visitor) -> None:
    visitor.send("/coach/login", {"name": "an", "password": visitor.account()})
    for path in ("/coach", "/coach/wachtwoord"):
        assert visitor.get(path, follow_redirects=False).headers["location"] == "/coach/app"


def test_what_is_wrong_is_said_without_telling_which_names_exist(visitor: Visitor) -> None:
    visitor.account()
    pages = [visitor.send("/coach/login", {"name": name, "password": "x" * 20}) for name in ("an", "nobody")]
    assert [page.status_code for page in pages] == [401, 401]
    said = [re.search(r'id="problem"[^>]*>([^<]+)<', page.text)[1] for page in pages]
    assert said[0] == said[1] and "horen niet bij elkaar" in said[0]


def test_guessing_is_slowed_down(visitor: Visitor) -> None:
    visitor.account()
    answers = [visitor.send("/coach/login", {"name": "an", "password": "x" * 20}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 401, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 10 and "seconden" in answers[-1].text


def test_one_address_cannot_try_many_names(open_portal: Callable[..., TestClient]) -> None:
    visitor = Visitor(open_portal(login_rate="3/minute"))
    answers = [visitor.send("/coach/login", {"name": f"n{number}", "password": "x" * 20}) for number in range(4)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429]


@pytest.mark.parametrize("csrf", ["", "0" * 64, "é"])
def test_a_form_without_its_own_token_does_nothing(visitor: Visitor, csrf: str) -> None:
    password = visitor.account()
    visitor.get("/coach/login")
    answer = visitor.client.post("/coach/login", data={"csrf": csrf, "name": "an", "password": password})
    assert answer.status_code == 403 and "stond te lang open" in answer.text


def test_a_token_of_another_browser_or_another_site_is_refused(open_portal: Callable[..., TestClient]) -> None:
    visitor, other = Visitor(open_portal()), Visitor(open_portal())
    password = visitor.account()
    token = re.search(r'name="csrf" value="(\w+)"', other.get("/coach/login").text)[1]
    visitor.get("/coach/login")
    fields = {"csrf": token, "name": "an", "password": password}
    assert visitor.client.post("/coach/login", data=fields).status_code == 403
    evil = {"Origin": "https://evil.example"}
    assert visitor.send("/coach/login", {"name": "an", "password": password}, headers=evil).status_code == 403


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(open_portal: Callable[..., TestClient]) -> None:
    cookie = open_portal().get("/coach/login").headers["set-cookie"]
    assert cookie.startswith("coach=") and "HttpOnly" in cookie and "SameSite=strict" in cookie
    assert "Max-Age" not in cookie and "Secure" not in cookie
    cookie = open_portal(https="on").get("/coach/login").headers["set-cookie"]
    assert cookie.startswith("__Host-coach=") and "Secure" in cookie and "Path=/" in cookie


def test_the_session_gets_a_new_token_at_each_step(visitor: Visitor) -> None:
    visitor.get("/coach/login")
    tokens = [visitor.client.cookies["coach"]]
    visitor.send("/coach/login", {"name": "an", "password": visitor.account()})
    tokens.append(visitor.client.cookies["coach"])
    page = visitor.get("/coach/app")
    visitor.secret = re.sub(r"\s", "", re.search(r'data-part="secret">([^<]+)<', page.text)[1])
    visitor.send("/coach/app", {"code": visitor.code()})
    tokens.append(visitor.client.cookies["coach"])
    assert len(set(tokens)) == 3


def test_a_password_from_the_administrator_is_changed_first(visitor: Visitor) -> None:
    from datetime import datetime, timezone

    from bot.accounts.administration import Administration
    from bot.web.mine import intake

    visitor.enter()
    office = Administration(intake(visitor.client.app.state.services.settings).store)
    password = office.reset("an", datetime.now(timezone.utc))
    page = visitor.send("/coach/login", {"name": "an", "password": password})
    visitor.secret = re.sub(r"\s", "", re.search(r'data-part="secret">([^<]+)<', page.text)[1])
    assert "Kies je eigen wachtwoord" in visitor.send("/coach/app", {"code": visitor.code()}).text
    assert visitor.get("/coach", follow_redirects=False).headers["location"] == "/coach/wachtwoord"
    own = "vier losse woorden achter elkaar"
    fields = {"old": password, "new": own, "again": own}
    assert "niet gelijk" in visitor.send("/coach/wachtwoord", {**fields, "again": "x"}).text
    assert "is gewijzigd" in visitor.send("/coach/wachtwoord", fields).text
    assert visitor.get("/coach", follow_redirects=False).status_code == 200


def test_names_and_passwords_are_shown_as_text(visitor: Visitor) -> None:
    page = visitor.send("/coach/login", {"name": '"><script>alert(1)</script>', "password": "{{ 7*7 }}"})
    assert "<script>alert" not in page.text and "{{ 7*7 }}" not in page.text

"""What an attacker tries at the website: each attempt is refused, and the next person is served as before."""

from __future__ import annotations

import logging
import re
from html.parser import HTMLParser
from typing import Callable, Iterator, List, Optional, Tuple

import pytest
from starlette.requests import Request
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.web.conftest import Upstream

SCRIPT = "<script>alert(document.cookie)</script>"
MARKUP = (SCRIPT, '"><img src=x onerror=alert(1)>', "' onfocus=alert(1) autofocus='", "</title><svg onload=alert(1)>")
TEMPLATES = (
    "{{ 1337*7331 }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}",
    "${1337*7331}",
    "#{1337*7331}",
    "{{config}}",
)
SQL = (
    "' OR '1'='1",
    "1; DROP TABLE facts; --",
    "x' UNION SELECT password FROM accounts --",
    '" OR ""="',
    "%' AND SLEEP(5) --",
)
CLIMBS = ("../data.key", "..%2f..%2fsecret.key", "%2e%2e/%2e%2e/etc/passwd", "....//....//etc/passwd", "..\\..\\secret.key",
          "/etc/passwd", "chat/../../../../bot/secrets.py", "%00/etc/passwd", "~root/.ssh/id_rsa", "file:///etc/passwd")  # fmt: skip


@pytest.fixture(autouse=True)
def alive(pages: TestClient) -> Iterator[None]:
    """After each attempt the next person is served."""
    yield
    assert pages.get("/").status_code == 200 and pages.get("/beroepen").status_code == 200


@pytest.mark.parametrize("attempt", [*MARKUP, *TEMPLATES, *SQL])
@pytest.mark.parametrize(
    "address",
    ["/beroepen?zoek={}", "/beroepen/{}", "/?vraag={}", "/beroepen/vergelijk?a={}&b={}", "/coach/login?name={}"],
)
def test_nothing_in_an_address_becomes_markup_template_or_query(pages: TestClient, address: str, attempt: str) -> None:
    answer = pages.get(address.replace("{}", attempt.replace("%", "%25").replace("#", "%23").replace("/", "%2F")))
    assert answer.status_code in (200, 404)
    assert dangerous(answer.text) == []
    for trace in (str(1337 * 7331), "$argon2", "Traceback", "sqlalchemy", "OperationalError", "jinja2"):
        assert trace not in answer.text


def dangerous(page: str) -> List[str]:
    """The tags of a page that run something: a handler, a script that is not ours, an address that is code."""
    found: List[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attributes: List[Tuple[str, Optional[str]]]) -> None:
            own = dict(attributes)
            if any(name.startswith("on") for name in own) or "javascript:" in "".join(map(str, own.values())):
                found.append(self.get_starttag_text() or "")
            if (
                tag == "script"
                and own.get("type") != "application/ld+json"
                and not (own.get("src") or "").startswith("/")
            ):
                found.append(self.get_starttag_text() or "")

    Reader().feed(page)
    return found


def test_the_reader_of_pages_sees_what_is_dangerous() -> None:
    assert all(
        dangerous(f"<p>{attempt}</p>") for attempt in MARKUP if attempt.startswith(("<script", '"><img', "</title"))
    )


def test_a_search_for_sql_finds_what_a_search_for_its_words_finds(pages: TestClient) -> None:
    before = pages.get("/beroepen").text
    pages.get("/beroepen?zoek='; DROP TABLE facts; DROP TABLE professions; --")
    assert pages.get("/beroepen").text == before


@pytest.mark.parametrize("path", CLIMBS)
@pytest.mark.parametrize("folder", ["/static/x/", "/static/", "/mijn/", "/mijn/dossier.", "/beroepen/", "/"])
def test_no_path_climbs_out_of_its_folder(pages: TestClient, folder: str, path: str) -> None:
    for base in {folder, re.sub("static/x", "static/" + static_version(pages), folder)}:
        answer = pages.get(base + path)
        assert answer.status_code in (404, 405), base + path
        assert "root:" not in answer.text and "hmac" not in answer.text


def static_version(site: TestClient) -> str:
    found = re.search(r"/static/(\w+)/", site.get("/").text)
    assert found
    return found[1]


def addresses(site: TestClient) -> Iterator[str]:
    """Every address that can be asked for, with a made-up value in each hole."""
    for route in site.app.routes:  # type: ignore[attr-defined]
        if isinstance(route, Route) and "GET" in (route.methods or {"GET"}):
            yield re.sub(r"\{[^}]*\}", "x", route.path)


def test_every_answer_has_the_headers_that_protect_it(pages: TestClient) -> None:
    found = [*addresses(pages), "/no-such-page", "/static/none"]
    assert len(found) > 15
    for address in found:
        headers = pages.get(address, follow_redirects=False).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'") and "unsafe" not in policy, address
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert ("frame-ancestors 'none'" in policy and headers["X-Frame-Options"] == "DENY") or address == "/embed"
        assert "server" not in headers and not [name for name in headers if name.startswith("access-control")]


def test_also_a_page_about_our_own_error_is_protected_and_says_nothing(site: TestClient) -> None:
    def breaks(request: Request) -> None:
        raise RuntimeError("the secret of the day")

    site.app.router.routes.insert(0, Route("/breaks", breaks))  # type: ignore[attr-defined]
    answer = site.get("/breaks")
    assert answer.status_code == 500 and "secret of the day" not in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_no_page_has_script_or_style_in_it_or_anything_of_another_website(pages: TestClient) -> None:
    for address in addresses(pages):
        text = pages.get(address).text
        if "<html" not in text:
            continue
        assert not re.search(r"<script(?![^>]*\b(src|type=\"application/ld\+json\"))", text), address
        assert not re.search(r"<style|\son\w+=\"|\sstyle=\"|javascript:", text), address
        loaded = re.findall(r"<(?:script|link|img|iframe|source)[^>]*\s(?:src|href)=\"([^\"]*)\"", text)
        assert [one for one in loaded if not one.startswith("/") and not one.startswith("http://testserver")] == [], (
            address
        )


def test_https_brings_the_headers_and_cookies_that_keep_it(
    open_site: Callable[..., TestClient], knowledge_url: str
) -> None:
    site = open_site(https="on", knowledge_url=knowledge_url)
    answer = site.post("/api/chat", json={"id": "12345678", "message": "hallo"})
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert "Secure" in answer.headers["Set-Cookie"] and answer.headers["Set-Cookie"].startswith("__Host-")
    assert "Secure" in site.get("/coach/login").headers["Set-Cookie"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://testserver:81", "http://testserver.evil.example"]
)
def test_no_other_website_is_let_in_by_a_browser(site: TestClient, upstream: Upstream, origin: str) -> None:
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    preflight = site.options("/api/chat", headers=asked)
    assert preflight.status_code == 405 and "access-control-allow-origin" not in preflight.headers
    for path in ("/coach/login", "/coach/uit", "/coach/wachtwoord"):
        assert site.post(path, data={"csrf": "x"}, headers={"Origin": origin}).status_code == 403
    assert (
        site.post("/api/chat", json={"id": "12345678", "message": "x"}, headers={"Origin": origin}).status_code == 403
    )
    assert upstream.received == []


@pytest.mark.parametrize("hidden", [None, "", "0" * 64, "x"])
def test_a_form_without_its_own_hidden_field_is_refused(site: TestClient, hidden: str) -> None:
    site.get("/coach/login")
    fields = {"name": "an", "password": "x", **({"csrf": hidden} if hidden is not None else {})}
    assert site.post("/coach/login", data=fields).status_code == 403


def test_the_hidden_field_of_one_browser_is_worth_nothing_in_another(
    open_site: Callable[..., TestClient], knowledge_url: str
) -> None:
    one, other = (open_site(knowledge_url=knowledge_url) for _ in range(2))
    found = re.search(r'name="csrf" value="(\w+)"', one.get("/coach/login").text)
    other.get("/coach/login")
    assert found and other.post("/coach/login", data={"csrf": found[1], "name": "an"}).status_code == 403


def test_a_forged_host_ends_up_in_no_page(pages: TestClient) -> None:
    for address in ("/", "/beroepen", "/embed", "/coach/login"):
        assert "evil.example" not in pages.get(address, headers={"Host": "evil.example"}).text


def test_no_log_takes_over_a_line_that_somebody_makes_up(site: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "uvicorn")
    forged = "x\r\n2026-01-01 00:00:00 ERROR somebody broke in"
    site.post("/api/chat", json={"id": "12345678", "message": forged})
    site.get("/beroepen", params={"zoek": forged})
    site.get("/coach/login", headers={"X-Forwarded-For": "somebody broke in"})
    assert "somebody broke in" not in caplog.text


def test_a_forwarded_address_is_believed_from_the_proxy_only(serve: Callable[..., int]) -> None:
    import json
    import urllib.error
    import urllib.request

    def say(port: int, address: str) -> int:
        content = json.dumps({"id": "12345678", "message": "hallo"}).encode()
        headers = {"Content-Type": "application/json", "X-Forwarded-For": address}
        request = urllib.request.Request(f"http://127.0.0.1:{port}/api/chat", content, headers)
        try:
            return urllib.request.urlopen(request, timeout=10).status
        except urllib.error.HTTPError as error:
            return error.code

    port = serve(address_rate="3/minute")
    assert [say(port, f"10.0.0.{n}") for n in range(5)] == [200, 200, 200, 429, 429]
    port = serve(address_rate="3/minute", trusted_proxy="127.0.0.1")
    assert [say(port, f"10.0.0.{n}") for n in range(5)] == [200] * 5

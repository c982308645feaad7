"""Whatever is asked of the website, it answers without an error of its own: made-up requests to every address that it has.

The website runs in this process and Rasa is a stand-in, so that thousands of requests take a minute. Some requests come from
somebody with a dossier, some from a coach who is logged in, with the right hidden field in their form.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Dict, Iterator, List, Tuple

import httpx
import pytest
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

from bot.intake.installation import open_service
from bot.settings import load_settings
from bot.web.app import create_app
from tests.intake.client import Client
from tests.web.conftest import Upstream
from tests.web.portal import Visitor

USUAL, WHOLE = 1_000, 10_000  # requests
METHODS = (
    "HEAD",
    "GET",
    "POST",
    "DELETE",
    "PUT",
    "PATCH",
    "OPTIONS",
    "TRACE",
    "PROPFIND",
    "X",
)  # also where none is expected
NAMES = (
    "zoek niveau land soort a b vraag klaar blad page code name password new again old csrf id message dossier share"
)
KNOWN = (
    "loopbaanbegeleider campagnewerker vergelijk kaart pdf docx json ics svg dossier 1 0 -1 vks-6 be nl K7PM-4WQX-9T3D"
)
NASTY = (
    *(
        "../../etc/passwd",
        "..%2f..%2fdata.key",
        "%00",
        "%ff",
        "{{7*7}}",
        "${7*7}",
        "<script>alert(1)</script>",
        '"><svg/onload=x>',
    ),
    *(
        "' OR 1=1 --",
        "=cmd|'/c calc'!A0",
        "a\r\nSet-Cookie: x=y",
        "\ud800",
        "\u202e",
        "1e999",
        "9" * 400,
        "[]",
        "ﷺ" * 50,
    ),
)
TYPES = (
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain",
    "a/b; charset=x",
)
HEADERS = "Origin Host Cookie X-Conversation Content-Type Accept Accept-Encoding Range If-None-Match "
HEADERS += "If-Modified-Since X-Forwarded-For X-Forwarded-Proto Referer Authorization Expect Sec-Fetch-Site"

words = st.sampled_from((*KNOWN.split(), *NASTY)) | st.text(max_size=30)
fields = st.dictionaries(st.sampled_from(NAMES.split()) | st.text(max_size=8), words, max_size=4)
latin = st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=40)
headers = st.dictionaries(
    st.sampled_from(HEADERS.split()), latin | st.sampled_from(TYPES) | st.just("testserver"), max_size=3
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words, lambda v: st.lists(v, max_size=3)
)
messages = st.fixed_dictionaries({"id": st.text(min_size=8, max_size=20) | json_values, "message": words | json_values})
bodies = st.one_of(
    st.just(None),
    fields.map(lambda value: ("form", value)),
    (messages | json_values).map(lambda value: ("json", value)),
    st.binary(max_size=200).map(lambda value: ("raw", value)),
)


@dataclass(frozen=True)
class Site:
    """The website, its addresses with a hole for each parameter, and who may come by: cookies and hidden field."""

    app: Starlette
    addresses: Tuple[Tuple[str, str], ...]  # method and path
    people: Tuple[Tuple[Dict[str, str], str], ...]
    seen: Counter


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory, knowledge_url: str) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("fuzz")
    rates = {name: "1000000/second" for name in ("LOOPBAANBOT_CONVERSATION_RATE", "LOOPBAANBOT_ADDRESS_RATE")}
    environ = {"LOOPBAANBOT_DATA_DIR": str(folder), "LOOPBAANBOT_KNOWLEDGE_URL": knowledge_url, **rates}
    settings = load_settings(environ)
    app = create_app(settings, httpx.MockTransport(Upstream()))
    conversations = app.state.services.conversations
    own = conversations.of(Request({"type": "http", "headers": []}))
    assert Client(open_service(settings), own.sender, datetime.now(timezone.utc)).go().closed
    with TestClient(app) as browser:
        coach = Visitor(browser).enter()
        hidden = re.search(r'name="csrf" value="(\w+)"', coach.get("/coach/wachtwoord").text)
        assert hidden
        people = (({}, ""), ({conversations.cookie: own.token}, ""), (dict(browser.cookies), hidden[1]))
        yield Site(app, tuple(sorted(set(paths(app.routes)))), people, Counter())


def paths(routes: Any, before: str = "") -> Iterator[Tuple[str, str]]:
    """Every address of an application with each of its methods, with {} for each parameter."""
    for route in routes:
        inner = getattr(route, "routes", None)
        path = before + re.sub(r"\{[^}]*\}", "{}", route.path)
        for method in getattr(route, "methods", None) or ("GET", "POST", "DELETE"):
            yield method, f"{path}/{{}}" if inner is not None else path
        yield from paths(inner or (), path)


@st.composite
def requests(draw: Any, site: Site) -> Dict[str, Any]:
    """A request: anybody, any address, any parameters, any body."""
    cookies, hidden = draw(st.sampled_from(site.people))
    method, path = draw(st.sampled_from(site.addresses))
    while "{}" in path:
        path = path.replace("{}", draw(words).replace("{}", ""), 1)
    body, sent = draw(bodies), dict(draw(headers))
    if cookies:
        sent.setdefault("Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()))
    if body and body[0] == "form":
        body = ("form", {"csrf": hidden, **body[1]})
    return {
        "method": draw(st.just(method) | st.just(method) | st.sampled_from(METHODS)),
        "path": path,
        "query": draw(fields),
        "headers": sent,
        "body": body,
    }


def scope_and_body(request: Dict[str, Any]) -> Tuple[Dict[str, Any], bytes]:
    """The request as a server hands it to the application; servers let through what clients refuse to send."""
    kind, value = request["body"] or ("raw", b"")
    content = value if kind == "raw" else json.dumps(value).encode()
    if kind == "form":
        content = str(httpx.QueryParams({k: v for k, v in clean(value).items()})).encode()
    usual = {"json": TYPES[0], "form": TYPES[1]}.get(kind)
    sent = {"host": "testserver", **({"content-type": usual} if usual else {})}
    sent.update({name.lower(): value for name, value in request["headers"].items()})
    raw = [(name.encode(), value.encode("latin-1")) for name, value in sent.items()]
    query = str(httpx.QueryParams(clean(request["query"]))).encode()
    path = request["path"].encode("utf-8", "replace").decode()
    scope = {"type": "http", "http_version": "1.1", "method": request["method"], "path": path, "query_string": query}
    return {
        **scope,
        "raw_path": b"",
        "root_path": "",
        "scheme": "http",
        "headers": raw,
        "client": ("x", 1),
        "server": ("x", 80),
    }, content


def clean(values: Dict[str, str]) -> Dict[str, str]:
    """What can be written in an address."""
    return {k.encode("utf-8", "replace").decode(): v.encode("utf-8", "replace").decode() for k, v in values.items()}


async def ask(app: Starlette, request: Dict[str, Any]) -> Tuple[int, Dict[str, str], bytes]:
    """Status, headers and body of the answer."""
    scope, content = scope_and_body(request)
    sent: List[Dict[str, Any]] = []
    parts = [{"type": "http.request", "body": content, "more_body": False}]

    async def receive() -> Dict[str, Any]:
        return parts.pop() if parts else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    names = {name.decode().lower(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return sent[0]["status"], names, b"".join(message.get("body", b"") for message in sent[1:])


def test_no_made_up_request_gets_an_error_of_ours(visited: Site, pytestconfig: pytest.Config) -> None:
    count = WHOLE if pytestconfig.getoption("whole") else USUAL
    loop = asyncio.new_event_loop()

    @seed(20261123)
    @hypothesis_settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(request=requests(visited))
    def every(request: Dict[str, Any]) -> None:
        status, names, body = loop.run_until_complete(ask(visited.app, request))
        visited.seen[status] += 1
        assert status < 500, (status, body[:300])
        assert names["content-security-policy"].startswith("default-src 'none'")
        assert names["x-content-type-options"] == "nosniff"
        assert not [name for name in names if name.startswith("access-control")]
        assert b"<script>alert(1)" not in body and b"<svg/onload" not in body

    try:
        every()
    finally:
        loop.close()
    print(f"\n{sum(visited.seen.values())} requests to {len(visited.addresses)} addresses: {dict(visited.seen)}")
    assert sum(visited.seen.values()) >= count * 0.9
    assert {200, 303, 403, 404, 405} <= set(visited.seen)  # they reached every kind of answer

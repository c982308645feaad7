from __future__ import annotations

import asyncio
import itertools
import json
import time
from typing import Any, Callable, List

import httpx
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot.web import protection
from tests.web.conftest import Upstream

numbers = itertools.count()


def say(site: TestClient, message: str = "hallo", message_id: str = "", **headers: str) -> httpx.Response:
    content = {"id": message_id or f"message-{next(numbers)}", "message": message}
    return site.post("/api/chat", json=content, headers=headers)


def test_a_message_reaches_rasa_and_its_replies_come_back(site: TestClient, upstream: Upstream) -> None:
    answer = say(site, "wat doet een jobcoach?")
    assert answer.json() == {"replies": [{"text": "Dag!", "buttons": [{"title": "Toon meer", "payload": "/more"}]}]}
    assert upstream.received[0]["message"] == "wat doet een jobcoach?"
    assert set(upstream.received[0]) == {"sender", "message", "metadata"}


def test_a_conversation_keeps_its_sender_and_another_browser_gets_another(
    open_site: Callable[..., TestClient], upstream: Upstream
) -> None:
    one, other = open_site(), open_site()
    for site in (one, one, other):
        say(site)
    first, second, third = (message["sender"] for message in upstream.received)
    assert first == second != third


def test_the_cookie_is_out_of_reach_of_scripts_and_ends_with_the_browser(open_site: Callable[..., TestClient]) -> None:
    cookie = say(open_site()).headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie
    assert "Max-Age" not in cookie and "expires" not in cookie.lower() and "Secure" not in cookie
    cookie = say(open_site(https="on")).headers["set-cookie"]
    assert cookie.startswith("__Host-conversation=") and "Secure" in cookie and "Path=/" in cookie


def test_the_sender_cannot_be_derived_from_the_token(site: TestClient, upstream: Upstream) -> None:
    identity = say(site).cookies["conversation"].split(".")[0]
    assert identity not in upstream.received[0]["sender"]


@pytest.mark.parametrize(
    "forge", [lambda token: token[:-2] + "xx", lambda token: "a" * 32 + token[32:], lambda token: "x"]
)
def test_a_forged_token_starts_a_new_conversation(
    site: TestClient, upstream: Upstream, forge: Callable[[str], str]
) -> None:
    token = say(site).cookies["conversation"]
    site.cookies.clear()
    site.cookies.set("conversation", forge(token))
    say(site)
    assert upstream.received[0]["sender"] != upstream.received[1]["sender"]


def test_half_an_emoji_is_read_as_a_question_mark(site: TestClient, upstream: Upstream) -> None:
    body = b'{"id": "12345678", "message": "hallo \\ud83d"}'
    assert site.post("/api/chat", content=body, headers={"Content-Type": "application/json"}).status_code == 200
    assert upstream.received[0]["message"] == "hallo ?"


@pytest.mark.parametrize("made_up", ["short", "a" * 65, "a\\u0000345678", "a\\ud83d34567", "a'; DROP--", "naïef-id-1"])
def test_an_id_that_no_browser_of_ours_makes_is_refused(site: TestClient, upstream: Upstream, made_up: str) -> None:
    body = f'{{"id": "{made_up}", "message": "hallo"}}'.encode()
    assert site.post("/api/chat", content=body, headers={"Content-Type": "application/json"}).status_code == 400
    assert upstream.received == []


def test_a_frame_gets_its_token_in_a_header_and_no_cookie(site: TestClient, upstream: Upstream) -> None:
    first = say(site, **{"X-Conversation": "new"})
    again = say(site, **{"X-Conversation": first.headers["X-Conversation"]})
    assert "set-cookie" not in first.headers
    assert first.headers["X-Conversation"] == again.headers["X-Conversation"]
    assert upstream.received[0]["sender"] == upstream.received[1]["sender"]


def test_forgetting_removes_the_cookie(site: TestClient, upstream: Upstream) -> None:
    say(site)
    assert site.delete("/api/chat").status_code == 204
    say(site)
    assert upstream.received[0]["sender"] != upstream.received[1]["sender"]


def test_a_retry_gets_the_answer_without_saying_it_twice(site: TestClient, upstream: Upstream) -> None:
    answers = [say(site, "hallo", "the-same-id").json() for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert len(upstream.received) == 1


def test_the_same_id_in_another_conversation_is_another_message(
    open_site: Callable[..., TestClient], upstream: Upstream
) -> None:
    for site in (open_site(), open_site()):
        say(site, "hallo", "the-same-id")
    assert len(upstream.received) == 2


def refuse_connection(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused")


def break_off(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadError("reset")


@pytest.mark.parametrize(
    "answer, status, reason",
    [
        (refuse_connection, 503, "unreachable"),
        (break_off, 502, "failed"),
        (lambda request: httpx.Response(500), 502, "failed"),
        (lambda request: httpx.Response(200, text="<html>"), 502, "failed"),
        (lambda request: httpx.Response(200, json={"status": "failure"}), 502, "failed"),
        (lambda request: httpx.Response(200, json=[]), 502, "failed"),
        (lambda request: httpx.Response(200, json=[{"recipient_id": "x", "text": ""}]), 502, "failed"),
    ],
)
def test_a_failing_rasa_gives_a_reason_and_a_retry_works(
    site: TestClient, upstream: Upstream, answer: Callable, status: int, reason: str
) -> None:
    working, upstream.answer = upstream.answer, answer
    failed = say(site, message_id="retried-message")
    assert (failed.status_code, failed.json()) == (status, {"error": reason})
    upstream.answer = working
    assert say(site, message_id="retried-message").json()["replies"]


def test_every_reason_has_a_dutch_explanation_in_the_page(site: TestClient) -> None:
    page = site.get("/").text
    for reason in ("unreachable", "offline", "busy", "slow", "failed", "too_fast", "too_long"):
        assert f'<template data-reason="{reason}">' in page


def test_a_conversation_that_goes_too_fast_is_slowed_down(
    open_site: Callable[..., TestClient], upstream: Upstream
) -> None:
    site = open_site(conversation_rate="2/minute")
    codes = [say(site).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert len(upstream.received) == 2


def test_an_address_cannot_escape_its_rate_with_new_conversations(open_site: Callable[..., TestClient]) -> None:
    site = open_site(address_rate="2/minute")
    codes = []
    for _ in range(3):
        site.cookies.clear()
        codes.append(say(site).status_code)
    assert codes == [200, 200, 429]


def test_a_message_that_is_too_long_is_refused_kindly(site: TestClient, upstream: Upstream) -> None:
    answer = say(site, "a" * 10_000)
    assert (answer.status_code, answer.json()) == (413, {"error": "too_long"})
    assert upstream.received == []


@pytest.mark.parametrize("chunked", [False, True])
def test_an_oversized_body_is_refused_announced_or_not(site: TestClient, upstream: Upstream, chunked: bool) -> None:
    body = json.dumps({"id": "12345678", "message": "a" * 200_000}).encode()
    parts = (body[start : start + 4096] for start in range(0, len(body), 4096)) if chunked else body
    answer = site.post("/api/chat", content=parts, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert upstream.received == []


@pytest.mark.parametrize("origin", ["https://evil.example", "http://testserver.evil.example", "null"])
def test_a_page_of_another_website_is_refused(site: TestClient, upstream: Upstream, origin: str) -> None:
    assert say(site, Origin=origin).status_code == 403
    assert site.delete("/api/chat", headers={"Origin": origin}).status_code == 403
    assert upstream.received == []


def test_our_own_page_is_accepted_and_no_other_site_may_read_answers(site: TestClient) -> None:
    answer = say(site, Origin="http://testserver")
    assert answer.status_code == 200
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_accepted(site: TestClient, upstream: Upstream, kind: str) -> None:
    answer = site.post("/api/chat", content=b'{"id": "12345678", "message": "x"}', headers={"Content-Type": kind})
    assert answer.status_code == 415
    assert upstream.received == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
bodies = st.binary() | st.fixed_dictionaries({"id": json_values | st.text(min_size=8), "message": json_values}).map(
    lambda value: json.dumps(value).encode()
)


@hypothesis_settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=bodies, token=st.text(st.characters(max_codepoint=126, min_codepoint=32)))
def test_no_request_breaks_the_interface(open_site: Callable[..., TestClient], body: bytes, token: str) -> None:
    site = _shared(open_site)
    answer = site.post("/api/chat", content=body, headers={"Content-Type": "application/json", "X-Conversation": token})
    assert answer.status_code in (200, 400, 413, 429)


def _shared(open_site: Any) -> TestClient:
    if not hasattr(open_site, "shared"):
        open_site.shared = open_site(conversation_rate="100000/second", address_rate="100000/second")
    return open_site.shared


def test_a_browser_that_never_finishes_its_message_is_let_go(site: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protection, "READ_TIMEOUT", 0.05)
    headers = [(b"host", b"testserver"), (b"content-type", b"application/json"), (b"content-length", b"40")]
    scope = {"type": "http", "method": "POST", "path": "/api/chat", "query_string": b"", "headers": headers}
    sent: List[dict] = []

    async def first_half() -> dict:
        if not first_half_given:
            first_half_given.append(True)
            return {"type": "http.request", "body": b'{"id": "123', "more_body": True}
        await asyncio.sleep(60)
        raise AssertionError("nobody waits this long")

    async def send(message: dict) -> None:
        sent.append(message)

    first_half_given: List[bool] = []
    asyncio.run(site.app(scope, first_half, send))
    assert sent[0]["status"] == 408


def test_an_answer_that_takes_too_long_is_still_there_at_the_retry(
    open_site: Callable[..., TestClient], upstream: Upstream
) -> None:
    site = open_site(answer_timeout="1")
    upstream.delay = 1.5
    slow = say(site, message_id="slow-message")
    assert (slow.status_code, slow.json()) == (504, {"error": "slow"})
    assert say(site, message_id="slow-message").status_code == 200
    assert len(upstream.received) == 1


def test_what_fails_halfway_is_sent_once_more_under_the_same_id(site: TestClient, upstream: Upstream) -> None:
    usual, failures = upstream.answer, [httpx.Response(200, json=[{"text": "Sorry", "failed": True}])]
    upstream.answer = lambda request: failures.pop() if failures else usual(request)
    assert say(site, message_id="one-and-the-same").json()["replies"][0]["text"] == "Dag!"
    assert [m["metadata"]["message_id"] for m in upstream.received] == ["one-and-the-same"] * 2


def test_prometheus_reads_how_long_answers_took_and_others_do_not(open_site: Callable[..., TestClient]) -> None:
    site = open_site(metrics_token="m" * 32)
    say(site)
    shown = site.get("/metrics", headers={"Authorization": f"Bearer {'m' * 32}"})
    assert 'loopbaanbot_answer_seconds_count{outcome="answered"}' in shown.text
    assert (
        site.get("/metrics").status_code
        == site.get("/metrics", headers={"Authorization": "Bearer x"}).status_code
        == 404
    )
    assert open_site().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_a_clock_that_is_put_back_ends_no_conversation_and_a_month_does(
    site: TestClient, upstream: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(site)
    begun = time.time()
    for days in (-1, 29, 31):
        monkeypatch.setattr("time.time", lambda days=days: begun + days * 24 * 3600)
        say(site)
    first, back, later, too_late = (message["sender"] for message in upstream.received)
    assert first == back == later != too_late

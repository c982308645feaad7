from __future__ import annotations

import re
from typing import Callable

import httpx
import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Upstream

PAGES = ["/", "/demo", "/embed", "/there-is-no-such-page"]


@pytest.mark.parametrize("path", [*PAGES, "/embed.js", "/health", "/api/nothing"])
def test_every_answer_is_protected(site: TestClient, path: str) -> None:
    headers = site.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "server" not in headers


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_no_inline_code_and_nothing_from_another_host(site: TestClient, path: str) -> None:
    html = site.get(path).text
    assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", html) == []
    assert re.findall(r'<[a-z][^<>]*(?:src|href)="(?:https?:)?//', html) == []


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_dutch_and_has_one_main_heading(site: TestClient, path: str) -> None:
    html = site.get(path).text
    assert '<html lang="nl">' in html
    assert html.count("<h1") == 1


def test_the_chat_says_that_it_is_a_program_before_any_script_runs(site: TestClient) -> None:
    assert "Ik ben een <strong>computerprogramma</strong>, dus geen mens." in site.get("/").text


def test_only_listed_sites_may_frame_and_only_the_embedded_page(open_site: Callable[..., TestClient]) -> None:
    site = open_site(embed_sites="https://werk.example https://vdab.example")
    embedded, home = site.get("/embed").headers, site.get("/").headers
    assert embedded["Content-Security-Policy"].endswith(
        "frame-ancestors 'self' https://werk.example https://vdab.example"
    )
    assert "X-Frame-Options" not in embedded
    assert home["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    assert home["X-Frame-Options"] == "DENY"


def test_browsers_stay_on_https_where_it_is_on(open_site: Callable[..., TestClient]) -> None:
    assert "Strict-Transport-Security" not in open_site().get("/").headers
    assert "max-age=31536000" in open_site(https="on").get("/").headers["Strict-Transport-Security"]


def test_static_files_may_be_kept_and_pages_not(site: TestClient) -> None:
    page = site.get("/")
    assert page.headers["Cache-Control"] == "no-store"
    files = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)
    assert files
    for file in files:
        answer = site.get(file)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("path", ["../templates/home.html", "..%2f..%2fsettings.py", "%2e%2e/app.py"])
def test_nothing_outside_the_static_folder_is_served(site: TestClient, path: str) -> None:
    folder = re.search(r"/static/\w+/", site.get("/").text)
    assert folder and site.get(folder.group() + path).status_code == 404


def test_an_unknown_page_and_an_unknown_method_are_explained(site: TestClient) -> None:
    missing = site.get("/there-is-no-such-page")
    assert missing.status_code == 404 and "Deze pagina bestaat niet" in missing.text
    refused = site.put("/api/chat")
    assert refused.status_code == 405 and refused.json() == {"error": "refused"}


def test_an_address_cannot_put_markup_in_a_page(site: TestClient) -> None:
    assert "<script>alert" not in site.get("/?vraag=<script>alert(1)</script>").text
    assert "<script>alert" not in site.get("/<script>alert(1)</script>").text


def test_health_tells_of_the_process_and_readiness_of_rasa(site: TestClient, upstream: Upstream) -> None:
    assert (site.get("/ready").status_code, site.get("/ready").json()) == (200, {"rasa": "up"})
    upstream.answer = lambda request: httpx.Response(500)
    assert site.get("/ready").status_code == 503
    assert site.get("/health").json() == {"status": "ok"}

"""Search over all statements, as the form does it without a script."""

from __future__ import annotations

import html
import re
from typing import List
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient


def hits(page: str) -> List[str]:
    """The statements found, in order."""
    part = page.partition('<ul class="hits">')[2].partition("</ul>")[0]
    return [html.unescape(re.sub(r"<[^>]+>", "", hit)) for hit in re.findall(r'<p class="hit-text">(.*?)</p>', part)]


def search(pages: TestClient, text: str, more: str = "") -> str:
    answer = pages.get(f"/beroepen?zoek={quote(text)}{more}")
    assert answer.status_code == 200
    return answer.text


def test_a_search_finds_statements_with_their_source_and_place(pages: TestClient) -> None:
    page = search(pages, "conflicten")
    assert "Grijpt in bij conflicten" in hits(page)
    assert "BK-0533-1, competentie 10" in page and "9 van de 9 beroepen" in page
    assert 'name="zoek" value="conflicten"' in page and 'content="noindex"' in page


def test_every_hit_leads_to_the_statement_on_the_page(pages: TestClient) -> None:
    page = search(pages, "kennis van wetgeving")
    links = re.findall(r'<p class="hit-text"><a href="([^"#]+)#([^"]+)">', page)
    assert len(links) >= 3
    for address, anchor in links:
        assert f'id="{anchor}"' in pages.get(address).text


def test_an_everyday_word_finds_the_word_of_the_dossier(pages: TestClient) -> None:
    assert "Grijpt in bij conflicten" in hits(search(pages, "ruzie"))


def test_an_unfinished_word_finds_something_already(pages: TestClient) -> None:
    assert "Grijpt in bij conflicten" in hits(search(pages, "conflic"))


def test_an_everyday_name_finds_the_profession(pages: TestClient) -> None:
    page = search(pages, "jobco")
    assert 'href="/beroepen/supported-employment-coach">Supported employment coach</a>' in page
    assert "heet ook jobcoach" in page


def test_filters_hold_for_the_search_as_well(pages: TestClient) -> None:
    page = search(pages, "begeleiden", "&land=NL")
    found = re.findall(r'<p class="hit-text"><a href="([^"#]+)#', page)
    assert set(found) == {"/beroepen/medewerker-arbeidsparticipatie"}


def cards(page: str) -> List[str]:
    """The professions shown, by address."""
    return re.findall(r'<h3><a href="/beroepen/([^"]+)">', page)


def test_professions_are_found_by_sector_and_by_kind_of_work(pages: TestClient) -> None:
    youth = cards(pages.get("/beroepen?sector=jeugdsector").text)
    assert len(youth) == 5 and "gemeenschapswerker" in youth
    several = cards(pages.get("/beroepen?sector=sociaal-culturele-sector").text)
    assert set(several) == {*youth, "loopbaanbegeleider"}
    guiding = cards(pages.get("/beroepen?werk=groepen-begeleiden").text)
    assert set(guiding) == {"gemeenschapswerker", "begeleider-sociaal-culturele-activiteiten"}
    assert cards(pages.get("/beroepen?sector=sociale-economie&werk=groepen-begeleiden").text) == []


def test_a_dossier_without_a_sector_is_listed_as_such(pages: TestClient) -> None:
    assert cards(pages.get("/beroepen?sector=geen").text) == ["medewerker-arbeidsparticipatie"]
    assert "Een filter in dit adres ken ik niet" in pages.get("/beroepen?sector=ruimtevaart").text


@pytest.mark.parametrize("text", ["kwantumfysica", "x", "de het een", "...", "💼", "' OR 1=1 --", "\x00", "(["])
def test_a_search_without_result_is_friendly(pages: TestClient, text: str) -> None:
    page = search(pages, text)
    assert hits(page) == [] and "Niets gevonden" in page
    assert "vraag het de bot" in page


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}"])
def test_what_is_searched_for_stays_text(pages: TestClient, text: str) -> None:
    page = search(pages, text)
    assert "<script>alert" not in page and "<img src=x" not in page and "49 " not in page
    assert html.escape(text, quote=False).split("&")[0] in html.unescape(page)


def test_a_very_long_search_is_cut(pages: TestClient) -> None:
    page = search(pages, "loopbaan " * 400)
    assert len(re.findall(r'name="zoek" value="([^"]*)"', page)[0]) <= 200


def test_a_search_is_not_kept_by_the_browser(pages: TestClient) -> None:
    assert pages.get("/beroepen?zoek=schulden").headers["Cache-Control"] == "no-store"

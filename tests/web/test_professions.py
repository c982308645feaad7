"""The profession pages over the real knowledge base."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from pathlib import Path
from typing import Callable, List
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from bot.settings import ROOT
from bot.web.professions.dossier import read_dossier
from bot.web.professions.library import Library, slug
from bot.web.professions.routes import warm
from knowledge import KnowledgeBase
from knowledge.build import build

IDS = sorted(path.stem for path in (ROOT / "knowledge" / "professions").glob("*.yml"))
SLUGS = [slug(id) for id in IDS]
LBB = "/beroepen/loopbaanbegeleider"


def text_of(page: str) -> str:
    """What a person reads: without tags, with entities resolved and spaces evened out."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def data_blocks(page: str) -> List[dict]:
    return [json.loads(block) for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]


def paths(page: str) -> List[str]:
    return [html.unescape(path) for path in re.findall(r'href="(/[^"]*)"', page)]


def test_there_are_nine() -> None:
    assert len(IDS) == 9


@pytest.mark.parametrize("id", IDS)
def test_a_page_holds_every_statement_of_the_dossier_word_for_word(
    pages: TestClient, kb: KnowledgeBase, id: str
) -> None:
    shown = text_of(pages.get(f"/beroepen/{slug(id)}").text)
    dossier = read_dossier(kb, kb.profession(id))
    own = [fact for fact in kb.statements() if fact.profession == id]
    assert len(own) > 40
    assert [fact.id for fact in own if " ".join(fact.text.split()) not in shown] == []
    assert all(text_of(term.text) in shown for term in dossier.terms)


@pytest.mark.parametrize("id", IDS)
def test_what_the_dossier_lacks_is_said_and_not_filled_in(pages: TestClient, kb: KnowledgeBase, id: str) -> None:
    page, dossier = pages.get(f"/beroepen/{slug(id)}").text, read_dossier(kb, kb.profession(id))
    assert ('id="missing"' in page) == bool(dossier.missing)
    assert ("van 8</span>" in page) == bool(dossier.card.vks)
    for section in ("level", "autonomy", "labour_market"):
        assert (f'<section class="block" id="{section}"' in page) == (section in dossier.sections)


@pytest.mark.parametrize("address", ["/beroepen", *(f"/beroepen/{name}" for name in SLUGS)])
def test_a_page_is_well_formed_for_people_and_machines(pages: TestClient, address: str) -> None:
    answer = pages.get(address)
    page = answer.text
    assert answer.status_code == 200
    assert '<html lang="nl">' in page and page.count("<h1") == 1
    assert f'<link rel="canonical" href="{address}">' in page
    assert re.search(r"<title>[^<]{10,90} - Loopbaanbot</title>", page)
    description = re.search(r'<meta name="description" content="([^"]+)">', page)
    assert description and len(description.group(1)) > 60
    doubles = [id for id, times in Counter(re.findall(r'\sid="([^"]+)"', page)).items() if times > 1]
    assert doubles == []
    assert re.findall(r'<script(?![^>]*\bsrc=)(?! type="application/ld\+json")', page) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", page) == []
    assert "None" not in text_of(page)


@pytest.mark.parametrize("name", SLUGS)
def test_every_link_on_a_page_leads_somewhere(pages: TestClient, name: str) -> None:
    page = pages.get(f"/beroepen/{name}").text
    anchors = set(re.findall(r'\sid="([^"]+)"', page))
    assert [link for link in re.findall(r'href="#([^"]+)"', page) if link not in anchors] == []
    for path in {path for path in paths(page) if not path.startswith(("/static", "/?"))}:
        assert pages.get(path).status_code == 200, path


@pytest.mark.parametrize("id", IDS)
def test_search_engines_get_an_occupation_from_the_dossier_only(pages: TestClient, kb: KnowledgeBase, id: str) -> None:
    (block,) = data_blocks(pages.get(f"/beroepen/{slug(id)}").text)
    assert (block["@context"], block["@type"], block["name"]) == (
        "https://schema.org",
        "Occupation",
        kb.profession(id).name,
    )
    assert block["skills"] == [card.title for card in kb.competencies(id)]
    assert block["description"].startswith(kb.facts(id, "definition")[0].text)
    assert ("educationRequirements" in block) == bool(kb.facts(id, "level"))


def test_the_figures_stand_in_a_drawing_with_words_and_in_a_table(pages: TestClient) -> None:
    page = pages.get(LBB).text
    drawings = re.findall(r'<svg class="chart.*?</svg>', page, re.DOTALL)
    assert len(drawings) == 6
    for drawing in drawings:
        assert 'role="img"' in drawing and "<title " in drawing and "<desc " in drawing
    years = next(drawing for drawing in drawings if "2013" in drawing)
    assert re.findall(r'class="value"[^>]*>(\d+)<', years) == ["45", "54", "43", "74", "77"]
    assert "Het hoogst is 2017 met 77" in years
    assert re.search(r"<th scope=\"row\">Leuven</th><td>4</td><td>1</td><td>5</td>", page)


def test_a_question_to_the_bot_is_filled_in(pages: TestClient) -> None:
    assert "/?vraag=Wat%20doet%20een%20loopbaanbegeleider%3F" in paths(pages.get(LBB).text)


@pytest.mark.parametrize(
    "filters, expected", [("niveau=6", 1), ("land=NL", 1), ("soort=nota", 5), ("niveau=geen&land=BE", 6)]
)
def test_filters_work_without_a_script(pages: TestClient, filters: str, expected: int) -> None:
    page = pages.get(f"/beroepen?{filters}").text
    assert page.count('<li class="card">') == expected
    assert f"{expected} van de 9 beroepen" in page and 'content="noindex"' in page


def test_a_tenth_profession_is_counted(pages: TestClient) -> None:
    page = pages.get("/beroepen").text
    assert "Ontdek 9 beroepen" in page and page.count('<li class="card">') == 9


@pytest.mark.parametrize(
    "query", ["niveau=99", "land=%00", "soort=<script>alert(1)</script>", "land=BE&land=XX", "x=y"]
)
def test_unknown_filters_give_a_friendly_page(pages: TestClient, query: str) -> None:
    answer = pages.get(f"/beroepen?{query}")
    assert answer.status_code == 200 and answer.text.count('<li class="card">') == 9
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("name", ["imker", "%00", "..%2f..", "<b>imker", "x" * 3000, "é"])
def test_an_unknown_profession_gives_a_page_with_those_we_know(pages: TestClient, name: str) -> None:
    answer = pages.get(f"/beroepen/{name}")
    assert answer.status_code == 404
    assert "<b>" not in answer.text
    assert name.startswith("..") or f'href="{LBB}"' in answer.text


@pytest.mark.parametrize(
    "name, found",
    [
        ("jobcoach", "supported-employment-coach"),
        ("Loopbaanbegeleider", "loopbaanbegeleider"),
        ("carrièrecoach", "loopbaanbegeleider"),
        ("begeleider_sociale_economie", "begeleider-sociale-economie"),
    ],
)
def test_an_everyday_name_leads_to_the_profession(pages: TestClient, name: str, found: str) -> None:
    answer = pages.get(f"/beroepen/{name}", follow_redirects=False)
    assert answer.is_redirect and answer.headers["Location"] == f"/beroepen/{found}"


def test_a_page_is_sent_once_and_compressed(pages: TestClient) -> None:
    first = pages.get(LBB)
    assert first.headers["Content-Encoding"] == "gzip" and "no-cache" in first.headers["Cache-Control"]
    again = pages.get(LBB, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert pages.get(LBB, headers={"Accept-Encoding": "identity"}).text == first.text


def test_a_new_build_is_seen_without_a_restart(open_site: Callable[..., TestClient], tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'changing.db'}"
    site = open_site(knowledge_url=url)
    assert site.get(LBB).status_code == 503 and "nog niet" in site.get(LBB).text
    build(ROOT / "tests" / "knowledge" / "fixtures" / "content", url)
    assert site.get("/beroepen").text.count('<li class="card">') == 2
    assert site.get("/beroepen/wandelcoach").status_code == 200
    build(ROOT / "knowledge", url)
    assert site.get("/beroepen").text.count('<li class="card">') == 9
    assert site.get(LBB).status_code == 200


def test_the_sitemap_lists_every_page_and_robots_leads_to_it(pages: TestClient) -> None:
    tree = ElementTree.fromstring(pages.get("/sitemap.xml").text)
    listed = [node.text or "" for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert set(listed) >= {f"http://testserver/beroepen/{name}" for name in SLUGS}
    assert all(pages.get(address).status_code == 200 for address in listed)
    assert "Sitemap: http://testserver/sitemap.xml" in pages.get("/robots.txt").text


def test_what_takes_long_is_worked_out_beforehand(pages: TestClient, knowledge_url: str) -> None:
    library = Library(knowledge_url)
    warm(library)
    shelf = library.shelf()
    fail = lambda: pytest.fail("was not worked out")  # noqa: E731
    assert len(shelf.keep("map of all", fail).spots) == 9
    assert shelf.keep(("pair", SLUGS[0], SLUGS[8]), fail) != shelf.keep(("pair", SLUGS[8], SLUGS[0]), fail)


def test_nothing_happens_beforehand_without_a_knowledge_base(tmp_path: Path) -> None:
    warm(Library(f"sqlite:///{tmp_path / 'nothing.db'}"))

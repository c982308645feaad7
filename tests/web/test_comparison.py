"""Two professions side by side, and the map of all."""

from __future__ import annotations

import itertools
import math
import random
import re
from typing import List

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot.web.professions import atlas
from bot.web.professions.overlap import LARGEST, Count, circles
from knowledge import KnowledgeBase
from knowledge.compare import compare, overlap, to_learn
from tests.web.test_professions import SLUGS, text_of

PAIR = "/beroepen/vergelijk?a=loopbaanbegeleider&b=supported-employment-coach"
LBB, SEC = "loopbaanbegeleider", "supported_employment_coach"


@pytest.mark.parametrize("a, b", itertools.permutations(SLUGS, 2))
def test_every_two_professions_can_be_compared(pages: TestClient, a: str, b: str) -> None:
    answer = pages.get(f"/beroepen/vergelijk?a={a}&b={b}")
    page = answer.text
    assert answer.status_code == 200 and page.count("<h1") == 1
    assert f'<link rel="canonical" href="/beroepen/vergelijk?a={a}&amp;b={b}">' in page
    assert "None" not in text_of(page) and "nan" not in page.partition('class="circles"')[2].partition("</svg>")[0]


def test_a_comparison_shows_what_knowledge_finds(pages: TestClient, kb: KnowledgeBase) -> None:
    shown = text_of(pages.get(PAIR).text)
    found = compare(kb, LBB, SEC)
    assert found.shared and found.only_a and found.only_b
    for fact in (*(one for one, _ in found.shared), *found.only_a, *found.only_b):
        assert fact.text in shown and fact.cite in shown
    assert f"{round(overlap(kb, LBB, SEC) * 100)} % gemeen" in shown
    learn = shown.partition("Wat moet je leren?")[2]
    assert all(fact.text in learn for fact in to_learn(kb, LBB, SEC).knowledge)


def test_the_picture_of_the_overlap_has_words_and_a_table(pages: TestClient, kb: KnowledgeBase) -> None:
    page = pages.get(PAIR).text
    found = compare(kb, LBB, SEC, "knowledge")
    cells = re.search(r'<th scope="row">Kennis</th><td>(\d+)</td><td>(\d+)</td><td>(\d+)</td>', page)
    assert cells and cells.groups() == (str(len(found.only_a)), str(len(found.shared)), str(len(found.only_b)))
    drawing = page.partition('class="circles"')[2].partition("</svg>")[0]
    assert "<title " in drawing and "<desc " in drawing


def test_a_dossier_without_knowledge_is_not_counted_as_none_needed(pages: TestClient) -> None:
    page = pages.get("/beroepen/vergelijk?a=loopbaanbegeleider&b=campagnewerker").text
    assert '<th scope="row">Kennis</th><td>67</td><td>0</td><td>–</td>' in page
    assert "Het dossier van campagnewerker zegt niets over kennis." in page
    assert "staat niet in het dossier van campagnewerker" in page


@pytest.mark.parametrize(
    "query, status, words",
    [
        ("", 200, "Kies er twee"),
        ("?a=loopbaanbegeleider", 200, "Kies er twee"),
        ("?a=loopbaanbegeleider&b=loopbaanbegeleider", 200, "twee keer hetzelfde beroep"),
        ("?a=imker&b=loopbaanbegeleider", 404, "ken ik niet"),
        ("?a=<script>alert(1)</script>&b=%00", 404, "ken ik niet"),
        ("?c=1", 200, "Kies er twee"),
        ("?a=jobcoach&b=BSE", 200, "% gemeen"),
    ],
)
def test_the_form_stands_there_whatever_the_address_holds(
    pages: TestClient, query: str, status: int, words: str
) -> None:
    answer = pages.get(f"/beroepen/vergelijk{query}")
    assert answer.status_code == status and words in answer.text
    assert '<select name="a">' in answer.text and "<script>alert" not in answer.text


def test_the_map_has_every_profession_as_a_link_and_every_percentage_in_a_table(
    pages: TestClient, kb: KnowledgeBase
) -> None:
    page = pages.get("/beroepen/kaart").text
    assert re.findall(r'<a class="spot" href="/beroepen/([^"]+)"', page) == SLUGS
    square = [
        re.findall(r"<td[^>]*>(\d+)</td>", row) for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", page, re.S)
    ]
    assert [len(row) for row in square] == [8] * 9
    row = SLUGS.index("loopbaanbegeleider")
    assert str(round(overlap(kb, LBB, SEC) * 100)) in square[row]


def test_the_map_is_the_same_every_time_and_nothing_stands_on_something_else(kb: KnowledgeBase) -> None:
    cards = {card.id: card for card in kb.professions()}
    first, second = atlas.atlas(kb, cards), atlas.atlas(kb, cards)
    assert first == second
    for one, other in itertools.combinations(first.spots, 2):
        assert abs(one.x - other.x) >= atlas.ROOM[0] - 2 or abs(one.y - other.y) >= atlas.ROOM[1] - 2
    for spot in first.spots:
        assert 0 < spot.x < atlas.WIDTH and 0 < spot.y < atlas.HEIGHT


def test_what_shares_more_stands_closer_on_the_map(kb: KnowledgeBase) -> None:
    links = atlas.atlas(kb, {card.id: card for card in kb.professions()}).links
    apart = [math.dist((link.a.x, link.a.y), (link.b.x, link.b.y)) for link in links]
    drawn = [distance for distance, link in zip(apart, links) if link.is_drawn]
    others = [distance for distance, link in zip(apart, links) if not link.is_drawn]
    assert np.mean(drawn) < 0.6 * np.mean(others)
    assert np.corrcoef([link.percent for link in links], apart)[0, 1] < -0.6


@pytest.mark.parametrize("count", [1, 2, 3, 12])
def test_a_map_of_any_number_of_professions_can_be_drawn(kb: KnowledgeBase, count: int) -> None:
    cards = list(itertools.islice(itertools.cycle(kb.professions()), count))
    drawn = atlas.atlas(kb, {f"{card.id}-{at}": card for at, card in enumerate(cards)})
    assert len(drawn.spots) == count
    assert all(math.isfinite(spot.x) and math.isfinite(spot.y) for spot in drawn.spots)


counts = st.integers(0, 300)


@given(counts, counts, counts)
def test_the_areas_of_the_circles_are_as_the_numbers(only_a: int, shared: int, only_b: int) -> None:
    drawn = circles(Count("total", only_a, shared, only_b))
    size_a, size_b = only_a + shared, only_b + shared
    assert max(drawn.radius_a, drawn.radius_b) <= LARGEST + 0.1
    if size_a and size_b:
        assert math.isclose(drawn.radius_a**2 * size_b, drawn.radius_b**2 * size_a, rel_tol=0.05, abs_tol=60)
        expected = shared / max(size_a, size_b)
        assert abs(sampled_overlap(drawn) - expected) < 0.06
    assert 0 <= drawn.centre_a - drawn.radius_a + 0.1 and drawn.centre_b + drawn.radius_b <= drawn.width + 0.1


def sampled_overlap(drawn: object) -> float:
    """The part of the larger circle that both cover, by throwing darts."""
    darts, random_ = 4000, random.Random(1)
    inside: List[bool] = []
    large = drawn.centre_a if drawn.radius_a >= drawn.radius_b else drawn.centre_b
    radius = max(drawn.radius_a, drawn.radius_b)
    while len(inside) < darts:
        x, y = random_.uniform(-radius, radius), random_.uniform(-radius, radius)
        if math.hypot(x, y) <= radius:
            at = large + x
            inside.append(
                math.hypot(at - drawn.centre_a, y) <= drawn.radius_a
                and math.hypot(at - drawn.centre_b, y) <= drawn.radius_b
            )
    return sum(inside) / darts

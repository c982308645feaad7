"""How a text is cut that is too long for one reply."""

from __future__ import annotations

import pytest

from bot.answers.lists import shorten


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Helpt mensen die werk zoeken. Doet dat elke dag weer opnieuw.", "Helpt mensen die werk zoeken. …"),
        ("Helpt mensen die werk zoeken, ook als dat lang duurt of moeilijk gaat", "Helpt mensen die werk zoeken …"),
        (
            "Helpt mensen die graag werk zouden vinden in de buurt van hun huis",
            "Helpt mensen die graag werk zouden vinden …",
        ),
        ("Let op het lawaai en de temperatuur (vb. ovens) in alle ruimtes", "Let op het lawaai en de temperatuur …"),
    ],
)
def test_a_text_is_cut_where_something_ends(text: str, cut: str) -> None:
    assert shorten(text, 50) == cut


def test_a_short_text_stays_whole() -> None:
    assert shorten("Helpt mensen. Ook thuis.", 50) == "Helpt mensen. Ook thuis."

"""Names are found in reasonable time in any text: a message must not keep others waiting."""

from __future__ import annotations

import pytest

from bot.nlu import names
from bot.nlu.names import Names


def test_a_text_that_repeats_itself_is_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    index, compared, phonetic = Names({"coach": ["supported employment coach"]}), [], names.phonetic
    monkeypatch.setattr(names, "phonetic", lambda text: compared.append(text) or phonetic(text))
    index.find(["ih", "a", "ebree"] * 1000, frozenset())
    assert 0 < len(compared) == len(set(compared)) < 50


def test_a_misspelt_name_among_many_words_is_found_where_it_stands() -> None:
    words = [*["zomaar", "wat", "woorden"] * 50, "suported", "emploiment", "coach"]
    (found,) = Names({"coach": ["supported employment coach"]}).find(words, frozenset())
    assert (found.ids, found.start, found.end) == (("coach",), 150, 153)

"""Dutch words brought back to what they share."""

import pytest

from knowledge.text import Analyzer, fold, lemma, stem, tokens

ANALYZER = Analyzer(
    {"loopbaan", "keuze", "privacywetgeving", "wetgeving", "conflict", "werkvloer", "team"}, ["de", "het van"]
)


def test_fold_drops_case_and_accents():
    assert fold("Coördineert CREËERT") == "coordineert creeert"


def test_tokens_drop_what_stands_after_an_apostrophe():
    assert tokens("Collega's, cv's & PC322!") == ["collega", "cv", "pc322"]


@pytest.mark.parametrize(
    "one, other",
    [
        ("begeleidt", "begeleiden"),
        ("conflicten", "conflict"),
        ("vrijwilligers", "vrijwilliger"),
        ("verwees", "verwijst"),
    ],
)
def test_forms_of_a_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


def test_different_words_keep_different_stems():
    assert stem("beleid") != stem("begeleidt")
    assert lemma("supported") == "supported"


def test_compounds_are_split_by_the_vocabulary():
    assert ANALYZER.parts("loopbaankeuzes") == (stem("loopbaan"), stem("keuze"))
    assert ANALYZER.parts("werkvloerconflicten") == (stem("werkvloer"), stem("conflict"))
    assert ANALYZER.parts("teamconflict") == (stem("team"), stem("conflict"))
    assert ANALYZER.parts("voorstel") == ()


def test_words_leave_out_stop_words_and_join_separable_verbs():
    assert ANALYZER.words("Past de planning van het team aan") == ["past", "planning", "team", "aan", "aanpassen"]

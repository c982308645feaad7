"""Comparing the real dossiers, where it is known what they share."""

import pytest

from knowledge.compare import common, compare, overlap, to_learn

SEC, LBB = "supported_employment_coach", "loopbaanbegeleider"
# (number in the dossier of the supported employment coach, number in that of the loopbaanbegeleider)
SHARED = [(1, 1), (2, 7), (3, 2), (4, 9), (5, 5), (6, 3), (7, 8), (8, 4), (9, 6), (10, 11), (11, 10), (17, 19)]


def numbers(facts):
    return [fact.number for fact in facts]


def ids(facts):
    return [fact.id for fact in facts]


def test_shared_competencies_of_two_dossiers(real_kb):
    found = compare(real_kb, SEC, LBB)
    assert [(mine.number, theirs.number) for mine, theirs in found.shared] == SHARED
    assert numbers(found.only_a) == [12, 13, 14, 15, 16, 18, 19, 20, 21, 22, 23]
    assert numbers(found.only_b) == [12, 13, 14, 15, 16, 17, 18, 20, 21, 22, 23]


def test_comparing_the_other_way_round_shares_the_same(real_kb):
    there = {(mine.id, theirs.id) for mine, theirs in compare(real_kb, SEC, LBB, "knowledge").shared}
    back = {(theirs.id, mine.id) for mine, theirs in compare(real_kb, LBB, SEC, "knowledge").shared}
    assert there == back


def test_every_fact_is_in_exactly_one_part(real_kb):
    for facet in ("competency", "knowledge", "environment", "year", "labour_market"):
        found = compare(real_kb, SEC, LBB, facet)
        mine = [pair[0] for pair in found.shared] + list(found.only_a)
        theirs = [pair[1] for pair in found.shared] + list(found.only_b)
        assert sorted(ids(mine)) == sorted(ids(real_kb.facts(SEC, facet)))
        assert sorted(ids(theirs)) == sorted(ids(real_kb.facts(LBB, facet)))


def test_statements_worded_slightly_differently_are_shared(real_kb):
    found = compare(real_kb, "begeleider_sociale_economie", SEC, "competency")
    texts = [(mine.text, theirs.text) for mine, theirs in found.shared]
    assert (
        "Past de planning aan wijzigende omstandigheden aan",
        "Stelt een planning op en past ze aan wijzigende omstandigheden aan",
    ) in texts


def test_a_separable_verb_is_the_same_in_one_piece(real_kb):
    shared = compare(real_kb, "belangenbehartiger", SEC).shared
    assert [(a.text, b.text) for a, b in shared] == [
        ("De eigen deskundigheid opbouwen", "Bouwt eigen deskundigheid op")
    ]


def test_having_knowledge_is_knowledge(real_kb):
    shared = compare(real_kb, "medewerker_arbeidsparticipatie", SEC, "knowledge").shared
    assert ("heeft kennis van bedrijfsculturen", "Kennis van bedrijfscultuur") in [(a.text, b.text) for a, b in shared]


def test_words_that_only_look_alike_are_not_shared(real_kb):
    pairs = compare(real_kb, SEC, LBB, "knowledge").shared
    unlike = [pair for pair in pairs if ("interview" in pair[0].text) != ("interview" in pair[1].text)]
    assert pairs and unlike == []


def test_to_learn_is_what_the_target_has_more_or_deeper(real_kb):
    found = to_learn(real_kb, SEC, LBB)
    assert numbers(found.competencies) == [12, 13, 14, 15, 16, 17, 18, 20, 21, 22, 23]
    assert {fact.number for fact in found.statements} <= {theirs for _, theirs in SHARED}
    assert "Grondige kennis van loopbaancompetenties" in [fact.text for fact in found.knowledge]
    assert [(mine.depth, theirs.depth) for mine, theirs in found.deeper] == [("kennis", "grondige kennis")] * len(
        found.deeper
    )
    assert "Grondige kennis van netwerkstrategieën" in [theirs.text for _, theirs in found.deeper]


def test_there_is_nothing_to_learn_for_the_same_profession(real_kb):
    found = to_learn(real_kb, LBB, LBB)
    assert (found.competencies, found.statements, found.knowledge, found.deeper) == ((), (), (), ())


def test_overlap_runs_from_nothing_to_all(real_kb):
    assert overlap(real_kb, LBB, LBB) == 1.0
    assert overlap(real_kb, LBB, SEC) == overlap(real_kb, SEC, LBB) > 0.5
    assert overlap(real_kb, "campagnewerker", "belangenbehartiger") > 0.6
    assert overlap(real_kb, LBB, "gemeenschapswerker") < 0.05


def test_what_three_professions_have_in_common(real_kb):
    names = ("campagnewerker", "belangenbehartiger", "programmator_cultuur_educatie")
    rows = common(real_kb, names)
    assert all(tuple(fact.profession for fact in row) == names for row in rows)
    assert "De eigen deskundigheid opbouwen" in [row[0].text for row in rows]


def test_unknown_names_are_errors(real_kb):
    with pytest.raises(KeyError):
        compare(real_kb, SEC, "kok")
    with pytest.raises(ValueError):
        compare(real_kb, SEC, LBB, "salaris")

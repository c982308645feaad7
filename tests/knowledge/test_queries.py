"""The query layer on the made-up professions: every facet, its order and its source."""

import pytest

from knowledge import FACETS

W, V = "wandelcoach", "verhalenverteller"

EXPECTED = {
    "definition": [("De wandelcoach begeleidt mensen al wandelend.", "WA-0001-1, 1.2 Definitie")],
    "extra": [("De natuur is het decor van elk gesprek.", "WA-0001-1, 1.3 Extra informatie")],
    "level": [("VKS 5", "WA-0001-1, 1.7 Niveau"), ("EQF 5", "WA-0001-1, 1.7 Niveau")],
    "competencies": [
        ("Luistert onderweg", "WA-0001-1, competentie 1"),
        ("Bewaakt de veiligheid", "WA-0001-1, competentie 2"),
    ],
    "competency": [
        ("Luistert actief en stelt gerichte vragen", "WA-0001-1, competentie 1"),
        ("Kiest een pad dat past bij het gesprek:", "WA-0001-1, competentie 1"),
        ("* Pad: elke weg zonder auto's", "WA-0001-1, competentie 1"),
        ("Draagt de rugzak", "WA-0001-1, competentie 2"),
    ],
    "knowledge": [
        ("Basiskennis van het weer", "WA-0001-1, 2.2 Kennis"),
        ("Kennis van gesprekstechnieken", "WA-0001-1, competentie 1"),
        ("Grondige kennis van paden", "WA-0001-1, competentie 1"),
    ],
    "environment": [("Werkt buiten", "WA-0001-1, 2.2 Omgevingscontext")],
    "action_context": [("Moet rekening houden met regen", "WA-0001-1, 2.2 Handelingscontext")],
    "complexity": [("Elke wandeling is anders.", "WA-0001-1, Complexiteit")],
    "autonomy": [
        ("Het kiezen van de route", "WA-0001-1, 2.2 Autonomie"),
        ("De afspraken met de boswachter", "WA-0001-1, 2.2 Autonomie"),
        ("Collega's bij storm", "WA-0001-1, 2.2 Autonomie"),
    ],
    "responsibility": [("Een veilige terugkeer", "WA-0001-1, 2.2 Verantwoordelijkheid")],
    "conditions": [("Een attest EHBO is vereist", "WA-0001-1, 2.3 Attesten")],
    "labour_market": [("Het is geen knelpuntberoep.", "WA-0001-1, 3.1 Arbeidsmarkt")],
    "sectors": [("Social profit (PC329)", "WA-0001-1, 1.4 Sectoren")],
    "related": [("Verhalenverteller", "WA-0001-1, 1.8 Verwante beroepen")],
    "study": [("240 uur", "WA-0001-1, Studielast")],
    "year": [("2020", "WA-0001-1, titel")],
    "organisations": [("PB (Padenbond)", "WA-0001-1, 1.5 Actoren")],
    "reference_frames": [("Fiche W1: wandelen", "WA-0001-1, 1.6 Referentiekader")],
    "status": [("Erkend op 3 mei 2020", "WA-0001-1, titel")],
    "skills": [
        ("Leest een kaart", "WA-0001-1, 2.2 Cognitieve vaardigheden"),
        ("Luistert actief en stelt gerichte vragen", "WA-0001-1, competentie 1"),
        ("Kiest een pad dat past bij het gesprek:", "WA-0001-1, competentie 1"),
        ("Draagt de rugzak", "WA-0001-1, competentie 2"),
    ],
    "terms": [
        ("Een pauze is een moment zonder doel.", "WA-0001-1, 2.2 Kennis"),
        ("Een pad is een weg zonder auto's.", "Padennota 2018, 1 Kader"),
    ],
    "names": [("wandelcoach", ""), ("wandelbegeleider", ""), ("WCO", "")],
}


def ids(facts):
    return [fact.id for fact in facts]


def test_the_table_above_has_every_facet():
    assert set(EXPECTED) == set(FACETS)


@pytest.mark.parametrize("facet", FACETS)
def test_facet_in_dossier_order_with_source(kb, facet):
    assert [(fact.text, fact.cite) for fact in kb.facts(W, facet)] == EXPECTED[facet]


def test_facets_are_those_with_content(kb):
    assert kb.facets(W) == set(FACETS)
    assert kb.facets(V) == {"definition", "competencies", "competency", "names", "terms"}
    for facet in FACETS:
        assert bool(kb.facts(V, facet)) == (facet in kb.facets(V))


def test_one_competency(kb):
    assert ids(kb.facts(W, "competency", number=1)) == ["wco.c1.s1", "wco.c1.s2", "wco.c1.n1"]
    first, second, note = kb.facts(W, "competency", number=1)
    assert (first.number, first.title, first.group) == (1, "Luistert onderweg", "Startfase")
    assert first.plain == "Je luistert en vraagt door."
    assert [(item.text, item.cite) for item in second.items] == [
        ("bospad", "WA-0001-1, competentie 1"),
        ("dijk", "WA-0001-1, competentie 1, kader"),
    ]
    assert note.role == "note"
    assert kb.facts(W, "competency", number=9) == ()


def test_knowledge_by_competency_and_depth(kb):
    assert ids(kb.facts(W, "knowledge", number=2)) == ["wco.c2.k1"]
    assert ids(kb.facts(W, "knowledge", depth="grondige kennis")) == ["wco.c1.k2"]
    shared = kb.facts(W, "knowledge", depth="kennis")
    assert [(fact.id, fact.numbers) for fact in shared] == [("wco.c1.k1", (1, 2))]
    assert ids(kb.facts(W, "knowledge", group="Startfase")) == ["wco.c1.k1", "wco.c1.k2"]


def test_skills_by_kind(kb):
    assert ids(kb.facts(W, "skills", skill="motorisch")) == ["wco.c2.s1"]
    assert ids(kb.facts(W, "skills", skill="cognitief")) == ["wco.s.1", "wco.c1.s1"]
    assert ids(kb.facts(W, "skills", skill="cognitief", number=1)) == ["wco.c1.s1"]


def test_autonomy_by_heading_or_key(kb):
    bound = kb.facts(W, "autonomy", group="bound")
    assert ids(bound) == ["wco.aut.2"]
    assert kb.facts(W, "autonomy", group=bound[0].group) == bound
    assert bound[0].group == "Is gebonden aan"


def test_professions_and_cards(kb):
    assert [card.id for card in kb.professions()] == [V, W]
    card = kb.profession(W)
    assert (card.name, card.plural, card.names) == (W, "wandelcoaches", ("wandelbegeleider", "WCO"))
    assert (card.code, card.cite, card.version, card.year) == ("WA-0001", "WA-0001-1", "1.10", 2020)
    assert (card.vks, card.eqf, card.country, card.unit) == (5, 5, "BE", "competentie")
    assert kb.profession(V).vks is None
    first, second = kb.competencies(W)
    assert (first.number, first.cluster, first.plain) == (1, "Startfase", "Je luistert goed terwijl je wandelt.")
    assert (second.number, second.cluster) == (2, None)


def test_related_profession_is_linked(kb):
    (fact,) = kb.facts(W, "related")
    assert fact.related == V


def test_terms(kb):
    assert [term.term for term in kb.terms()] == ["Pauze", "Pad"]
    assert [term.term for term in kb.terms(V)] == ["Pad"]
    term = kb.term("RUSTMOMENT")
    assert (term.id, term.profession, term.cite) == ("wco.term.pauze", W, "WA-0001-1, 2.2 Kennis")
    assert [item.text for item in term.items] == ["Kort - minder dan vijf minuten"]
    assert kb.term("pad", profession=V).document == "nota_paden"
    assert kb.term("onbekend") is None


def test_figures_keep_their_kind(kb):
    (table,) = kb.tables(W)
    assert (table.columns, table.counts, table.cite) == (
        ("2018", "2019"),
        "vacatures die gemeld zijn",
        "WA-0001-1, 3.2 Vacatures",
    )
    assert [(row.label, row.group, row.values) for row in table.rows] == [
        ("Vlaanderen", None, (12, None)),
        ("Brussel", "Gewest", (3.5, 4)),
    ]
    assert isinstance(table.rows[0].values[0], int)
    assert kb.tables(W, topic="vacancies_by_year") == (table,)
    assert kb.tables(W, topic="employed") == kb.tables(V) == ()


def test_documents_and_corrections(kb):
    (document,) = kb.documents()
    assert (document.id, document.professions, document.year) == ("nota_paden", (V, W), 2018)
    assert ids(document.facts) == ["np.org.1", "np.s1"]
    assert [term.term for term in document.terms] == ["Pad"]
    assert [(it.owner, it.source_text, it.text) for it in kb.corrections()] == [(W, "wandelkoach", "wandelcoach")]


def test_statements_for_search_are_cited_and_include_sub_bullets(kb):
    statements = kb.statements()
    assert all(fact.cite for fact in statements)
    assert {"wco.c1.s2.1", "np.s1", "wco.c1", "wco.term.pauze.1"} <= set(ids(statements))
    assert len(ids(statements)) == len(set(ids(statements)))
    assert kb.fact("wco.c1.s2.2").text == "dijk"


def test_unknown_names_are_errors(kb):
    for ask in (kb.profession, kb.facets, lambda name: kb.facts(name, "definition"), kb.fact):
        with pytest.raises(KeyError):
            ask("kok")
    with pytest.raises(ValueError, match="unknown facet"):
        kb.facts(W, "salaris")

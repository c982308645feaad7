"""The competency scan, made from any dossier."""

from __future__ import annotations

import pytest

from bot.intake.answer import GIVEN, Answer
from bot.intake.answers import parse
from bot.intake.problems import unreachable
from bot.intake.render import LONGEST, ask, explanation
from bot.intake.scan import clusters, wording
from bot.intake.scan_result import HALF, result
from bot.intake.scan_text import result_texts
from knowledge.compare import compare
from tests.intake.client import Client
from tests.intake.conftest import TODAY
from tests.intake.walker import straight

PROFESSIONS = (
    "begeleider_sociaal_culturele_activiteiten", "begeleider_sociale_economie", "belangenbehartiger", "campagnewerker", "gemeenschapswerker",
    "loopbaanbegeleider", "medewerker_arbeidsparticipatie", "programmator_cultuur_educatie", "supported_employment_coach",
)  # fmt: skip


def level(number):
    return Answer(GIVEN, number, str(number), "2026-11-23")


def test_these_are_all_professions(kb):
    assert tuple(card.id for card in kb.professions()) == PROFESSIONS


@pytest.mark.parametrize("profession", PROFESSIONS)
def test_every_profession_has_a_scan_with_all_its_competencies(kb, library, profession):
    scan = library.get("scan", profession)
    asked = [question.id for question in scan.questions]
    assert [card.id for card in kb.competencies(profession)] == [name for name in asked if name.split(".")[-1][0] == "c" and "evidence" not in name and name != "consent"]  # fmt: skip
    assert unreachable(scan) == []
    _, end = straight(scan)
    assert end.complete


@pytest.mark.parametrize("profession", PROFESSIONS)
def test_every_question_renders_with_the_words_and_source_of_the_dossier(kb, library, profession):
    scan = library.get("scan", profession)
    events, _ = straight(scan)
    from bot.intake.engine import state

    for place, event in enumerate(events):
        text = ask(scan, state(scan, events[:place]))
        assert len(text) <= LONGEST and "{" not in text, event.question
    for card in kb.competencies(profession):
        question = scan.by_id[card.id]
        assert card.title in question.ask and card.cite in question.why
        for fact in kb.facts(profession, "competency", number=card.number):
            assert fact.role == "note" or fact.text in question.explain


def test_a_long_list_of_statements_comes_in_pages_with_their_source(kb, library):
    scan = library.get("scan", "loopbaanbegeleider")
    question = scan.by_id["lbb.c17"]
    first, more = explanation(question, 1)
    second, _ = explanation(question, 2)
    assert more and "BK-0540-2, competentie 17" in first and "BK-0540-2, competentie 17" in second
    assert len(first) <= LONGEST and first != second


def test_a_part_can_be_named_by_its_place(library):
    scope = library.get("scan", "loopbaanbegeleider").by_id["scope"]
    said = {
        "eerste deel": "cluster_1",
        "het tweede deel aub": "cluster_2",
        "fase 2": "cluster_2",
        "het laatste deel": "cluster_6",
        "alles": "full",
    }
    assert {text: getattr(parse(scope, text, TODAY), "value", None) for text in said} == said


def test_a_question_that_comes_again_still_names_the_competency(light):
    client = Client(light)
    client.say("competentiescan voor loopbaanbegeleider")
    for typed in ("ja", "Oriëntatiefase", "ja"):
        client.say(typed, kind="scan", profession="loopbaanbegeleider")
    for typed in ("wat hoort daarbij?", "nergens", "wie leest dat?"):
        assert "Identificeert en analyseert de vraag" in "\n".join(client.say(typed).messages), typed
    assert "noden van de klant”?" in "\n".join(client.say("zelfstandig").messages)
    shown = "\n".join(client.say("overzicht").messages)
    assert "Competentiescan loopbaanbegeleider" in shown
    assert "4. Identificeert en analyseert de vraag en de noden van de klant (nr. 10): 4" in shown


def test_headings_with_one_front_go_together(kb):
    assert [name for name, _ in clusters(kb, "gemeenschapswerker")] == ["De lerende professional", "Kernactiviteiten", "Ondersteunende activiteiten"]  # fmt: skip
    counts = {name: len(cards) for name, cards in clusters(kb, "loopbaanbegeleider")}
    assert counts["Oriëntatiefase"] == 5 and counts[wording()["general"]] == 9 and sum(counts.values()) == 23


def test_a_short_scan_in_the_chat(service):
    client = Client(service)
    assert client.say("competentiescan").buttons[5].text == "Competentiescan loopbaanbegeleider"
    client.say("Competentiescan loopbaanbegeleider")
    turn = client.say("ja", kind="scan", profession="loopbaanbegeleider")
    assert turn.question == "scope"
    for typed in (
        "Oriëntatiefase",
        "ja",
        "een vijfje",
        "Verslag van een gesprek",
        "4",
        "overslaan",
        "1",
        "bekeken of geoefend",
        "3",
    ):
        turn = client.say(typed)
    assert turn.question == "recognition_wanted"
    turn = client.say("ja")
    text = "\n".join(turn.messages)
    assert turn.closed and turn.kind == "scan" and not turn.active
    assert (
        "- Identificeert en analyseert de vraag en de noden van de klant: kan anderen hierin begeleiden (BK-0540-2, competentie 10)"
        in text
    )
    assert "- Identificeert en onderzoekt" in text and "supported employment coach" in text
    assert service.dossier("sender-1")["scans"][0]["levels"][0]["evidence"] == "Verslag van een gesprek"
    assert all(len(part) <= LONGEST for part in turn.messages)


def test_consent_given_before_counts_for_the_scan(light):
    client = Client(light)
    client.go()
    assert client.say("competentiescan voor gemeenschapswerkers").question == "scope"


def test_an_intake_waits_while_a_scan_runs(light):
    client = Client(light)
    client.go(until="qualities_know")
    assert client.say("competentiescan medewerker arbeidsparticipatie").question == "evidence_wanted"
    client.say("pauze")
    turn = client.say("start intake")
    assert turn.question == "qualities_know" and turn.kind == "intake"


def test_the_profession_may_be_named_in_the_next_message(light):
    client = Client(light)
    client.go()
    client.say("competentiescan")
    assert client.say("gemeenschapswerker").question == "scope"


def test_an_unknown_profession_is_not_guessed(light):
    turn = Client(light).say("competentiescan astronaut")
    assert not turn.active and len(turn.buttons) == 9


def answers(kb, levels):
    cards = kb.competencies("loopbaanbegeleider")
    return {card.id: level(levels[card.number]) for card in cards if card.number in levels}


def test_strengths_gaps_and_what_to_learn_first(kb):
    found = result(kb, "loopbaanbegeleider", answers(kb, {10: 5, 11: 4, 12: 3, 13: 2, 14: 1, 15: 1}))
    assert [one.competency.number for one in found.strengths] == [10, 11]
    assert [one.competency.number for one in found.developing] == [12]
    assert [one.competency.number for one in found.gaps] == [13, 14, 15]
    assert [one.competency.number for one, _ in found.learn_first] == [14, 15, 13]
    facts = found.learn_first[0][1]
    assert [fact.text for fact in facts][0] == "Kennis van de sociale kaart" and facts[
        0
    ].cite == "BK-0540-2, competentie 14"
    assert (found.advice, len(found.levels), found.total) == ("portfolio", 6, 23)


@pytest.mark.parametrize(
    "levels, advice",
    [({10: 5, 11: 5}, "unknown"), ({10: 5, 11: 5, 12: 1}, "evc"), ({10: 5, 11: 1, 12: 1}, "portfolio"), ({10: 3, 11: 3, 12: 3}, "learn")],
)  # fmt: skip
def test_advice_on_evc(kb, levels, advice):
    assert result(kb, "loopbaanbegeleider", answers(kb, levels)).advice == advice


def test_the_distance_counts_what_is_shared_with_strong_competencies(kb):
    everything = result(kb, "loopbaanbegeleider", answers(kb, {n: 5 for n in range(1, 24)}))
    half = result(kb, "loopbaanbegeleider", answers(kb, {n: 3 for n in range(1, 24)}))
    nothing = result(kb, "loopbaanbegeleider", answers(kb, {n: 1 for n in range(1, 24)}))
    nearest = everything.distances[0]
    both = [compare(kb, "loopbaanbegeleider", nearest.profession, facet) for facet in ("competency", "knowledge")]
    assert nearest.shared == sum(len(found.shared) for found in both) > 0
    assert nearest.total == sum(len(found.shared) + len(found.only_b) for found in both)
    assert half.distances[0].shared == nearest.shared * HALF and nothing.distances[0].shared == 0
    assert len(everything.distances) == 8


def test_the_result_in_words_is_short_for_everybody(kb):
    for profession in PROFESSIONS:
        for number in (1, 3, 5):
            given = {card.id: level(number) for card in kb.competencies(profession)}
            assert all(len(text) <= LONGEST for text in result_texts(result(kb, profession, given)))

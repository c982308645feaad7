"""Search over the real dossiers: what it finds, what it refuses, and that nothing personal weighs in a suggestion."""

from pathlib import Path

import pytest
import yaml

from knowledge.build import build
from knowledge.queries import KnowledgeBase
from knowledge.search import CERTAIN, FIT_POSSIBLE, POSSIBLE, Search
from knowledge.search_report import measure, report
from knowledge.vectors import VectorStore, sentence_model

QUESTIONS = yaml.safe_load((Path(__file__).parent / "search_dev.yml").read_text(encoding="utf-8"))
CONTENT = Path(__file__).parent / "fixtures" / "content"


@pytest.fixture(scope="module")
def finder(real_kb, vectors):
    return Search(real_kb, vectors)


def test_everyday_words_find_the_statement(finder):
    first = finder.find("ruzie tussen collega's oplossen")[0]
    assert first.fact.id.startswith("bse.c10") and first.score >= CERTAIN
    assert finder.find("machines klaarzetten")[0].fact.profession == "begeleider_sociale_economie"
    assert finder.find("subsidies aanvragen")[0].fact.text == "Stelt subsidie- en erkenningsdossiers op"


def test_words_of_ours_that_people_use_find_a_statement_that_has_none_of_them(finder):
    hits = finder.find("doorvertellen wat ik zeg", professions=["loopbaanbegeleider"])
    assert "vertrouwelijk" in hits[0].fact.text and hits[0].score >= POSSIBLE
    assert "doorvertel" not in hits[0].fact.text and "doorvertel" in hits[0].fact.everyday


def test_a_statement_of_several_dossiers_comes_once_with_all_its_places(finder):
    hits = finder.find("behandelt klachten")
    assert hits[0].fact.text == "Behandelt klachten"
    places = {fact.profession for fact in (hits[0].fact, *hits[0].others)}
    assert places == {"loopbaanbegeleider", "supported_employment_coach"}
    assert len({hit.fact.text for hit in hits}) == len(hits)


def test_hits_can_be_kept_to_professions(finder):
    hits = finder.find("behandelt klachten", limit=3, professions=["supported_employment_coach"])
    assert len(hits) == 3
    assert {fact.profession for hit in hits for fact in (hit.fact, *hit.others)} == {"supported_employment_coach"}


@pytest.mark.parametrize("text", ["", "en de het", "?!", "hoe laat is het"])
def test_a_text_without_words_that_count_finds_nothing(finder, text):
    assert finder.find(text) == ()
    assert finder.fit(text) == ()


def test_what_the_dossiers_do_not_say_scores_low(finder):
    sure = [text for text in QUESTIONS["none"] if any(hit.score >= CERTAIN for hit in finder.find(text))]
    maybe = [text for text in QUESTIONS["none"] if any(hit.score >= POSSIBLE for hit in finder.find(text))]
    assert sure == []
    assert len(maybe) <= 3
    fitting = [text for text in QUESTIONS["none"] if any(fit.score >= FIT_POSSIBLE for fit in finder.fit(text))]
    assert len(fitting) <= 1
    assert all(finder.fit(item["q"])[0].score >= FIT_POSSIBLE for item in QUESTIONS["fit"])


def test_both_ways_to_search_together_beat_each_alone(real_kb, vectors, finder):
    words = measure(Search(real_kb), QUESTIONS)
    alone = measure(Search(real_kb, vectors, (0, 0)), QUESTIONS)
    both = measure(finder, QUESTIONS)
    assert both["known"] > max(words["known"], alone["known"])
    assert both["five"] >= 70 and both["fit three"] >= 19


def test_the_same_question_has_the_same_answer(real_kb, vectors, finder):
    again = Search(real_kb, vectors)
    for item in QUESTIONS["find"][:20]:
        assert finder.find(item["q"]) == again.find(item["q"])


def test_fit_names_professions_with_their_reasons(finder):
    first = finder.fit("ik wil mensen in de buurt samenbrengen")[0]
    assert first.profession == "gemeenschapswerker"
    assert first.facts and {fact.profession for fact in first.facts} == {"gemeenschapswerker"}


@pytest.mark.parametrize(
    ("interest", "profession"),
    [
        ("handtekeningen verzamelen en op straat mensen aanspreken over bomen", "campagnewerker"),
        ("ik leid al jaren een kamp voor kinderen", "begeleider_sociaal_culturele_activiteiten"),
        ("mijn vrienden vragen mij raad als hun job tegensteekt", "loopbaanbegeleider"),
    ],
)
def test_whom_it_suits_counts_where_no_statement_says_it(finder, interest, profession):
    first = finder.fit(interest)[0]
    assert first.profession == profession and first.score >= FIT_POSSIBLE
    assert first.facts[0].facet == "definition"


@pytest.mark.parametrize(
    "interest", ["ik organiseer graag en ben niet bang om te spreken voor een groep", "ik werk graag met jongeren"]
)
@pytest.mark.parametrize(
    "person",
    [
        "ik ben een man van 25 jaar,",
        "ik ben een jonge vrouw uit Turkije,",
        "ik ben een Belgische moslima,",
        "ik ben 58 jaar oud,",
        "ik ben een oude Marokkaanse vader,",
        "ik hoor slecht,",
        "ik zit in een rolstoel en",
    ],
)
def test_gender_age_origin_and_health_change_nothing(finder, interest, person):
    assert finder.fit(f"{person} {interest}") == finder.fit(interest)


def test_the_people_to_work_with_do_count(finder):
    assert finder.fit("ik werk graag met jongeren") != finder.fit("ik werk graag met computers")
    assert finder.fit("ik help graag iemand met autisme en jongeren") != finder.fit("jongeren")


def test_search_follows_a_new_build(tmp_path):
    url = f"sqlite:///{tmp_path / 'knowledge.db'}"
    build(CONTENT, url)
    finder = Search(KnowledgeBase(url))
    assert finder.find("kokkin in de natuur")[0].fact.id == "wco.extra.1"
    changed = tmp_path / "content" / "professions"
    changed.mkdir(parents=True)
    text = (CONTENT / "professions" / "verhalenverteller.yml").read_text()
    (changed / "verhalenverteller.yml").write_text(text.replace("vertelt verhalen.", "kookt in de natuur."))
    build(tmp_path / "content", url)
    assert finder.find("koken in de natuur")[0].fact.id == "vvt.def.1"


def test_vectors_are_kept_and_only_new_texts_are_computed(tmp_path, monkeypatch):
    first = VectorStore(folder=tmp_path).vectors(["een hond", "een kat"])
    asked = []

    def counting(name):
        asked.append(name)
        return sentence_model(name)

    monkeypatch.setattr("knowledge.vectors.sentence_model", counting)
    again = VectorStore(folder=tmp_path).vectors(["een hond", "een kat"])
    assert asked == [] and (first == again).all()
    more = VectorStore(folder=tmp_path).vectors(["een kat", "een paard"])
    assert asked and (more[0] == first[1]).all()
    asked.clear()
    VectorStore(folder=tmp_path).vectors(["een hond"])  # of the first list, not of the second
    assert asked == []
    VectorStore(folder=tmp_path).path.write_bytes(b"broken")
    assert VectorStore(folder=tmp_path).vectors(["een hond"]).shape == (1, first.shape[1])


def test_another_sentence_model_can_be_named(tmp_path):
    with pytest.raises(ValueError, match="expected"):
        sentence_model("unknown")
    with pytest.raises(ModuleNotFoundError):
        VectorStore("no_such_package:model", tmp_path).encode("hond")


def test_the_report_has_a_row_per_way_to_search(real_kb, vectors):
    rows = report(real_kb, {key: QUESTIONS[key][:3] for key in ("find", "fit", "none")}, vectors).splitlines()
    assert [row.split()[0] for row in rows] == ["first5/3", "words", "vectors", "both"]


def test_an_everyday_phrase_and_a_related_word_find_the_statement(finder):
    assert any(
        "ctueel" in hit.fact.text or "vacatures" in hit.fact.text for hit in finder.find("mensen aan een job helpen")
    )
    hits = finder.find("moet je assertief zijn", professions=["supported_employment_coach"])
    assert "assertiviteit" in hits[0].fact.text

"""The dossier: every part with the answers it rests on."""

from __future__ import annotations

import json
import random

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.intake.answer import DECLINED, GIVEN, UNKNOWN, Answer
from bot.intake.dossier import dossier, scan
from bot.intake.engine import state
from bot.intake.export import to_json
from bot.intake.plan import planned
from bot.intake.runs import Run
from bot.intake.scan_result import result
from bot.settings import ROOT
from knowledge.referrals import load_referrals
from tests.intake.client import USUAL, Client
from tests.intake.test_engine import wander
from tests.intake.walker import straight

SCHEMA = json.loads((ROOT / "docs/schema/dossier.schema.json").read_text(encoding="utf-8"))
DAY = "2026-11-23"


def said(value, text=""):
    return Answer(GIVEN, value, text or str(value), DAY)


def made(kb, intake, chosen=None, **more):
    """The dossier of the usual answers with `chosen` instead."""
    _, end = straight(intake, chosen or {})
    return dossier(kb, Run(intake, end.answers), planned(end.answers), **more)


def scan_of(kb):
    """A scan with a strong point that has evidence, one with help, and a gap."""
    answers = {f"lbb.c{n}": said(level) for n, level in ((1, 5), (2, 3), (12, 1))}
    return scan(result(kb, "loopbaanbegeleider", {**answers, "evidence.lbb.c1": said("een map")}))


@pytest.fixture
def data(light):
    client = Client(light)
    client.go()
    return light.dossier("sender-1")


def test_it_follows_its_published_schema(kb, intake, data):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    scans = [result(kb, "loopbaanbegeleider", {"lbb.c1": said(5), "lbb.c2": said(1), "evidence.lbb.c1": said("map")})]
    for one in (data, made(kb, intake, scans=scans, signals=["money"])):
        jsonschema.validate(one, SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**data, "extra": 1}, SCHEMA)


def test_every_answer_is_found_back(data):
    answers = {answer["question"]: answer for phase in data["summary"] for answer in phase["answers"]}
    for question in ("request", "why_now", "work", "energy", "goal", "action.1", "market_example"):
        assert answers[question]["value"] == USUAL[question]


def test_the_last_wording_of_the_request_counts(kb, intake):
    chosen = {"request_confirmed": said("no"), "request_reworded": said("Blijf ik of ga ik?")}
    request = made(kb, intake, chosen)["request"]
    assert (
        request["text"] == "Blijf ik of ga ik?" and request["confirmed"] and "request_reworded" in request["rests_on"]
    )


@pytest.mark.parametrize(
    "employment, other, met",
    [("employee", "no", [True, True]), ("away", "yes", [True, False]), ("student", "no", [False, None]), ("job_seeker", "yes", [False, False])],
)  # fmt: skip
def test_entry_conditions(kb, intake, employment, other, met):
    conditions = made(kb, intake, {"employment": said(employment), "other_guidance": said(other)})["triage"][
        "conditions"
    ]
    assert [condition["met"] for condition in conditions] == met
    assert all(condition["cite"] == "BK-0540-2, 1.3 Extra informatie" for condition in conditions)


def test_not_knowing_is_not_no(kb, intake):
    chosen = {"other_guidance": Answer(UNKNOWN, day=DAY), "why_now": Answer(DECLINED, day=DAY)}
    one = made(kb, intake, chosen)
    assert one["triage"]["conditions"][1]["met"] is None
    status = {answer["question"]: answer["status"] for phase in one["summary"] for answer in phase["answers"]}
    assert status["other_guidance"] == "unknown" and status["why_now"] == "declined"


def test_scores_are_means_of_what_got_a_figure(kb, intake):
    chosen = {
        "qualities_know": said(5),
        "qualities_show": said(4),
        "motives_know": said(3),
        "motives_fit": Answer(UNKNOWN, day=DAY),
    }
    chosen.update({"networking_people": Answer(DECLINED, day=DAY), "networking_ask": Answer(DECLINED, day=DAY)})
    career = {one["id"]: one for one in made(kb, intake, chosen)["career"]}
    assert [career[name]["score"] for name in ("qualities", "motives", "networking")] == [4.5, 3.0, None]


def test_strengths_and_gaps_say_what_they_rest_on(kb, intake):
    chosen = {"qualities_know": said(5), "qualities_show": said(4), "motives_know": said(4), "motives_fit": said(1)}
    one = made(kb, intake, {**chosen, "goal": Answer(UNKNOWN, day=DAY)})
    told = [finding for finding in one["strengths"] if finding["basis"] == "told"]
    assert [finding["rests_on"] for finding in told] == [["qualities_example"]]  # no decisions of one's own
    deciding = made(kb, intake, {**chosen, "direction_choose": said(4)})["strengths"]
    assert ["direction_example"] in [finding["rests_on"] for finding in deciding if finding["basis"] == "told"]
    derived = {
        finding["text"]: finding["rests_on"]
        for finding in one["strengths"] + one["gaps"]
        if finding["basis"] == "derived"
    }
    assert derived["Kwaliteitenreflectie (weten wat je kan)"] == ["qualities_know", "qualities_show"]
    assert derived["Ik weet wat ik belangrijk vind in werk: 4 op 5"] == ["motives_know"]
    assert derived["Mijn werk past bij wat ik belangrijk vind: 1 op 5"] == ["motives_fit"]
    assert derived["Richting nog te bepalen"] == ["goal"]


def test_a_referral_is_only_noted_when_agreed(kb, intake):
    chosen = {"obstacles": said(["money", "workplace"]), "signals_agreed": said("no")}
    assert made(kb, intake, chosen)["referral_signals"] == []
    agreed = made(kb, intake, {**chosen, "signals_agreed": said("yes")}, signals=["burnout", "money"])
    assert [signal["need"] for signal in agreed["referral_signals"]] == ["money", "labour_law", "burnout"]


def test_every_need_has_help_and_a_name(intake):
    known = {need for entry in load_referrals().entries for need in entry.needs}
    needs = {option.referral for question in intake.questions for option in question.options if option.referral}
    assert needs <= known


def test_what_is_missing_to_be_smart(kb, intake):
    bare = {
        "measure.1": Answer(UNKNOWN, day=DAY),
        "deadline.1": Answer(DECLINED, day=DAY),
        "fit.1": said("imposed"),
        "adjust.1": Answer(DECLINED, day=DAY),
    }
    (action,) = made(kb, intake, bare)["plan"]["actions"]
    assert action["missing"] == ["measure", "fit", "deadline"]
    text = "Ik bel 3 mensen voor 15 januari"
    (action,) = made(kb, intake, {"action.1": said(text)})["plan"]["actions"]
    assert (action["missing"], action["deadline"], action["measure"], action["text"]) == ([], "2027-01-15", text, text)


def test_the_coach_gets_questions_by_competency_in_dossier_order(kb, intake):
    one = made(kb, intake, {"qualities_know": said(1), "employment": said("student")})
    competencies = [group["competency"] for group in one["follow_up_questions"]]
    assert competencies == sorted(competencies, key=lambda name: int(name.split(".c")[1]))
    texts = {
        question["text"]: question["rests_on"]
        for group in one["follow_up_questions"]
        for question in group["questions"]
    }
    assert texts["Laat de klant drie mensen vragen: waarvoor kom je bij mij?"] == ["qualities_know"]
    assert one["follow_up_questions"][0]["cite"] == "BK-0540-2, competentie 10"


def test_aftercare_shows_in_the_plan(light):
    client = Client(light)
    client.go()
    for typed in (
        "bekijk mijn acties",
        "anders",
        "Het kwam niet uit",
        "Ik mail iemand",
        "1 maart",
        "ja",
        "Ik lees 2 boeken voor 1 april",
        "nee",
    ):
        client.say(typed)
    first, second = light.dossier("sender-1")["plan"]["actions"]
    assert (first["status"], first["text"], first["deadline"], first["note"]) == (
        "changed",
        "Ik mail iemand",
        "2027-03-01",
        "Het kwam niet uit",
    )
    assert (second["number"], second["text"], second["status"]) == (2, "Ik lees 2 boeken voor 1 april", "planned")


def test_nothing_finished_is_no_dossier(light):
    client = Client(light)
    client.go(until="qualities_know")
    assert light.dossier("sender-1") is None and light.file("sender-1", "pdf") is None


def test_the_same_answers_give_the_same_bytes(kb, intake, library):
    first = to_json(made(kb, intake))
    again = to_json(made(kb, type(intake)(**json.loads(intake.definition))))
    assert first == again


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_any_detour_gives_the_same_dossier_as_straight_through(kb, intake, seed):
    end = state(intake, wander(intake, random.Random(seed)))
    _, last = straight(intake, dict(end.answers))
    one, other = (dossier(kb, Run(intake, s.answers), planned(s.answers)) for s in (end, last))
    assert to_json(one) == to_json(other)

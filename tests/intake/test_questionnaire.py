"""Reading a questionnaire file: flattening, versions, and one message for every kind of mistake."""

import copy
import json

import pytest
import yaml

from bot.intake.problems import ContentError
from bot.intake.questionnaire import build, load, parse_definition
from bot.intake.text import CONTENT

SMALL = yaml.safe_load("""
id: small
title: Klein
phases: [{id: one, title: Een}, {id: two, title: Twee}]
scales: {five: [a, b, c, d, e]}
questions:
  - {id: first, phase: one, kind: choice, label: Eerste, ask: "?", explain: e, why: w, competencies: [lbb.c1],
     options: [{id: red, label: Rood}, {id: blue, label: Blauw}]}
  - {id: second, phase: one, kind: scale, scale: five, label: Tweede, ask: "?", explain: e, why: w, competencies: [lbb.c1],
     when: {question: first, in: [red]}}
  - repeat: 3
    more: more
    questions:
      - {id: step, phase: two, kind: open, label: "Stap {n}", ask: "Stap {n}?", explain: e, why: w, competencies: [lbb.c1]}
      - {id: more, phase: two, kind: yes_no, label: Nog, ask: "Na “{step}”?", explain: e, why: w, competencies: [lbb.c1]}
""")


def broken(**change):
    """SMALL with one field of the first question changed."""
    data = copy.deepcopy(SMALL)
    data["questions"][0].update(change)
    return data


def problems(data):
    with pytest.raises(ContentError) as error:
        build(data, "small.yml")
    return error.value.problems


def test_a_block_is_unrolled():
    flat = build(SMALL, "small.yml")
    assert [q.id for q in flat.questions] == ["first", "second", "step.1", "more.1", "step.2", "more.2", "step.3"]
    assert flat.by_id["step.2"].label == "Stap 2"
    assert flat.by_id["more.2"].ask == "Na “{step.2}”?"
    assert flat.by_id["step.3"].when[0].question == "more.2"


def test_a_version_is_the_hash_of_the_content():
    flat = build(SMALL, "small.yml")
    assert parse_definition(flat.definition) == flat
    assert parse_definition(flat.definition).version == flat.version == build(SMALL, "other.yml").version
    assert build(broken(ask="Anders?"), "small.yml").version != flat.version


@pytest.mark.parametrize(
    "change, message",
    [
        (dict(colour="red"), "small.yml: first.colour: extra fields not permitted"),
        (dict(kind="maybe"), "small.yml: first.kind: unexpected value; permitted: 'open', 'choice', 'multi_choice', 'scale', 'yes_no', 'date'"),
        (dict(phase="three"), "small.yml: first.phase: unknown phase 'three'"),
        (dict(phase="two"), "small.yml: second.phase: stands after a later phase"),
        (dict(options=[{"id": "red", "label": "Rood"}]), "small.yml: first.options: a choice needs at least two"),
        (dict(kind="open"), "small.yml: first.options: only for a choice"),
        (dict(career="luck"), "small.yml: first.career: unknown 'luck'"),
        (dict(ends_on=["green"]), "small.yml: first.ends_on: unknown option 'green'"),
        (dict(acknowledge={"green": "x"}), "small.yml: first.acknowledge: unknown option 'green'"),
        (dict(follow_ups=[{"competency": "lbb.c1", "text": "x", "if": ["green"]}]), "small.yml: first.follow_ups.0.if: unknown option 'green'"),
        (dict(when={"question": "second", "at_least": 2}), "small.yml: first.when: 'second' is no earlier question"),
        (dict(depends_on=["second"]), "small.yml: first.depends_on: 'second' is no earlier question"),
        (dict(id="second"), "small.yml: second: id is used twice"),
    ],
)  # fmt: skip
def test_a_mistake_is_reported_with_file_and_field(change, message):
    assert message in problems(broken(**change))


def second(**change):
    data = copy.deepcopy(SMALL)
    data["questions"][1].update(change)
    return data


@pytest.mark.parametrize(
    "change, message",
    [
        (dict(when={"question": "first", "in": ["green"]}), "small.yml: second.when: 'first' has no option 'green'"),
        (dict(when={"question": "first"}), "small.yml: second.when.0: needs exactly one of: in, not_in, at_least, at_most, is"),
        (dict(when={"question": "first", "is": "magic"}), "small.yml: second.when.0: unknown function 'magic' (known: lacks_deadline, lacks_measure)"),
        (dict(when=[{"question": "first", "in": ["red"]}, {"question": "first", "not_in": ["red"]}]), "small.yml: second: can never be asked"),
        (dict(when={"question": "first", "at_least": 3}), "small.yml: second: can never be asked"),
        (dict(scale="seven"), "small.yml: unknown scale 'seven'"),
        (dict(scale=[]), "small.yml: second.scale: needed for a scale, and only there"),
    ],
)  # fmt: skip
def test_a_wrong_condition_or_scale_is_reported(change, message):
    assert message in problems(second(**change))


def test_every_mistake_is_reported_at_once():
    data = broken(phase="three")
    data["questions"][1]["when"] = {"question": "first", "in": ["green"]}
    assert len(problems(data)) == 2


def test_a_question_behind_an_answer_that_always_ends_is_unreachable():
    data = broken(ends_on=["red"], required=True)
    assert problems(data) == ["small.yml: second: can never be asked"]


def test_one_more_question_is_an_edit_of_one_file(tmp_path):
    data = yaml.safe_load((CONTENT / "intake.yml").read_text())
    extra = {**data["questions"][1], "id": "extra", "ask": "Nog iets?"}
    data["questions"].insert(2, extra)
    (tmp_path / "intake.yml").write_text(yaml.safe_dump(data, allow_unicode=True))
    flat = load(tmp_path / "intake.yml", lambda: [{"id": "one", "label": "een beroep"}])
    assert flat.by_id["extra"].ask == "Nog iets?"


def test_a_version_stored_by_an_older_program_can_still_be_read(intake):
    stored = json.loads(intake.definition)
    goal = next(question for question in stored["questions"] if question["id"] == "goal")
    goal["mood"] = "happy"
    goal["when"] = [{"question": "request", "is": "names_profession"}, {"question": "request", "in": ["given"]}]
    read = parse_definition(json.dumps(stored)).by_id["goal"]
    assert [condition.in_ for condition in read.when] == [["given"]] and read.ask == intake.by_id["goal"].ask

"""The set of intake answers is valid and varied."""

from collections import Counter
from datetime import date

import pytest

from .intake_answers import COMMANDS, STATUSES, AnswerItem, load, load_answers
from .test_overlap import examples, too_close
from .text import bare
from .world import ROOT

LISTS = ("answers", "answers_like_commands", "commands")


def values(item):
    return [value for value in item.accepted if value not in STATUSES]


def test_enough_of_everything():
    least = {"answers": 150, "answers_like_commands": 60, "commands": 60}
    assert {name: len(load()[name]) >= count for name, count in least.items()} == dict.fromkeys(LISTS, True)
    kinds = Counter(load()["questions"][item.question]["kind"] for item in load_answers())
    assert set(kinds) == {"scale", "yes_no", "choice", "multi_choice", "date", "open"}
    assert min(kinds.values()) >= 10


def test_every_status_is_expected_of_every_kind():
    # several choices are left out: they are refused in the same words as one choice
    seen = {
        (load()["questions"][item.question]["kind"], value)
        for item in load_answers()
        for value in item.accepted
        if value in STATUSES
    }
    for kind in ("scale", "yes_no", "choice", "open", "date"):
        assert {status for of, status in seen if of == kind} == set(STATUSES), kind


@pytest.mark.parametrize("key", ["id", "say"])
def test_items_are_unique(key):
    for name in LISTS:
        counts = Counter((item.get("question"), item[key]) for item in load()[name])
        assert [value for value, count in counts.items() if count > 1] == []


def test_an_answer_and_a_command_are_never_the_same_words():
    said = {item["say"].lower() for item in load()["answers_like_commands"]}
    assert said & {item["say"].lower() for item in load()["commands"]} == set()


def test_every_command_is_meant_and_looked_like():
    meant = {item["command"] for item in load()["commands"]}
    looked_like = {item["looks_like"] for item in load()["answers_like_commands"]}
    assert meant == looked_like == set(COMMANDS)


@pytest.mark.parametrize("item", load_answers(), ids=lambda item: item.id)
def test_expected_values_belong_to_the_question(item):
    question = load()["questions"][item.question]
    for value in values(item):
        assert fits_question(value, question), value


def fits_question(value, question) -> bool:
    kind = question["kind"]
    if kind == "scale":
        return 1 <= value <= len(question["scale"])
    if kind == "date":
        days = [value] if isinstance(value, str) else [value["from"], value["to"]]
        return load()["today"] <= days[0] <= days[-1] and all(date.fromisoformat(day) for day in days)
    if kind == "multi_choice":
        order = [option for option in question["options"] if option in value]
        return value == order and (question["only"] not in value or len(value) == 1)
    return value in {"yes_no": ("yes", "no"), "open": ("given", "explain")}.get(kind, question.get("options"))


def test_an_outcome_fits_by_value_status_or_range():
    item = AnswerItem("x-001", "deadline", "…", ({"from": "2026-12-01", "to": "2026-12-31"}, "invalid"))
    assert [item.fits(outcome) for outcome in ("2026-12-24", "invalid", "2027-01-01", "unknown")] == [
        True,
        True,
        False,
        False,
    ]
    assert not AnswerItem("x-002", "agree", "…", (1,)).fits(True)


def test_answers_are_apart_from_the_training_data():
    training = list(examples(ROOT / "data" / "nlu"))
    assert training, "no training examples found"
    answers = {item["id"]: bare(item["say"]) for name in LISTS[:2] for item in load()[name]}
    assert too_close(answers, training) == []

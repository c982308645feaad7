"""The intake file itself: every question of it renders, refuses nonsense, and leads on to the end."""

from __future__ import annotations

import re
from itertools import product

import pytest

from bot.intake.answer import GIVEN, Answer
from bot.intake.answers import Invalid, in_so_many_words, parse
from bot.intake.commands import find_topics, recognise
from bot.intake.engine import ANSWER, Event, state
from bot.intake.messages import message
from bot.intake.problems import unreachable
from bot.intake.questionnaire import load
from bot.intake.render import LONGEST, ask, buttons
from bot.intake.text import CONTENT
from tests.intake.conftest import TODAY
from tests.intake.walker import BARE, FULL, leading_to, straight, variants

NONSENSE = "qwrtz plmbf"
IDS = [q.id for q in load(CONTENT / "intake.yml", lambda: [{"id": "one", "label": "een beroep"}]).questions]
PLACEHOLDER = re.compile(r"\{[a-z_.0-9]+\}")


def before(intake, question):
    """The events before `question`, and the state in which it is the current one."""
    events, _ = straight(intake, leading_to(intake, question))
    place = next(i for i, event in enumerate(events) if event.question == question.id)
    return events[:place], state(intake, events[:place])


@pytest.mark.parametrize("name", IDS)
def test_every_question_renders(intake, name):
    question = intake.by_id[name]
    _, now = before(intake, question)
    assert now.current == question
    text = ask(intake, now)
    assert len(text) <= LONGEST
    assert not PLACEHOLDER.search(text)
    assert intake.phase(question).title in text
    for option in question.options:
        assert option.label in text


@pytest.mark.parametrize("name", IDS)
def test_every_button_is_understood_when_typed(intake, name):
    _, now = before(intake, intake.by_id[name])
    for button in buttons(now):
        assert recognise(button.text) or not isinstance(parse(now.current, button.text, TODAY), Invalid), button


@pytest.mark.parametrize("name", IDS)
def test_nonsense_gets_an_explanation(intake, name):
    question = intake.by_id[name]
    result = parse(question, "?!" if question.kind == "open" else NONSENSE, TODAY)
    assert isinstance(result, Invalid)
    assert message(f"invalid.{result.reason}", size=5, only="x")


@pytest.mark.parametrize("name", IDS)
def test_every_answer_leads_on_to_the_end(intake, name):
    question = intake.by_id[name]
    events, now = before(intake, question)
    chosen = {event.question: event.answer for event in events}
    for answer in variants(question):
        after = state(intake, [*events, Event(ANSWER, name, answer)])
        assert after.current is None or after.current.id != name
        _, end = straight(intake, {**chosen, name: answer})
        assert end.current is None and (end.complete or answer.tokens & set(question.ends_on))


def test_no_question_is_unreachable(intake):
    assert unreachable(intake) == []


def test_every_option_is_understood_by_number_label_and_names(intake):
    for question in intake.questions:
        for number, option in enumerate(question.options, 1):
            expected = option.id if question.kind == "choice" else [option.id]
            for text in (str(number), option.label, option.label.upper(), *option.names):
                assert parse(question, text, TODAY).value == expected, (question.id, text)


def test_topics_point_to_one_question_or_to_each_action(intake):
    for question in intake.questions:
        for topic in question.topics:
            found = find_topics(topic, intake.questions)
            assert question in found and all(topic in other.topics for other in found), topic
            assert len(found) == (5 if topic in ("actie", "datum", "deadline") else 1), topic


def test_whoever_skips_nothing_and_plans_one_action_gets_25_to_36_questions(intake):
    """Every work situation with every obstacle, with a loose and with a finished action."""
    situations, obstacles = intake.by_id["employment"], intake.by_id["obstacles"]
    lengths = set()
    for situation, obstacle, action in product(situations.options, obstacles.options, (BARE, FULL)):
        chosen = {"employment": given(situation.id), "obstacles": given([obstacle.id]), "action.1": given(action)}
        lengths.add(len(straight(intake, chosen)[1].path))
    assert 25 <= min(lengths) and max(lengths) <= 36


def given(value):
    return Answer(GIVEN, value, str(value), TODAY.isoformat())


def test_each_loopbaancompetentie_has_two_statements_and_an_example(intake):
    for heading in intake.career:
        kinds = [question.kind for question in intake.questions if question.career == heading.id]
        assert sorted(kinds) == ["open", "scale", "scale"], heading.id
    assert [
        question.id for question in intake.questions if question.career and question.when
    ] == []  # asked of everybody


def test_a_known_answer_that_resembles_a_command_is_an_answer(intake):
    question = intake.by_id["market_know"]
    for text, point in (("eerder wel", 4), ("helemaal niet mee eens", 1), ("zeker niet", 1), ("eerder eens", 4)):
        assert parse(question, text, TODAY).value == point and in_so_many_words(question, text)


def test_every_competency_is_one_of_the_dossier(intake, kb):
    known = {card.id for card in kb.competencies("loopbaanbegeleider")}
    for question in intake.questions:
        assert set(question.competencies) <= known
        assert {follow_up.competency for follow_up in question.follow_ups} <= known


def test_all_phases_of_a_first_conversation_are_covered(intake):
    served = {competency for question in intake.questions for competency in question.competencies}
    served |= {follow_up.competency for question in intake.questions for follow_up in question.follow_ups}
    assert served >= {f"lbb.c{n}" for n in (1, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22)}


def test_nothing_is_asked_about_health_belief_or_origin(intake):
    forbidden = re.compile(r"\b(ziekte|diagnose|medisch|geloof|godsdienst|afkomst|nationaliteit|geboren|zwanger)", re.I)
    for question in intake.questions:
        assert not forbidden.search(question.ask), question.id


def test_nobody_is_called_he_or_she(intake):
    for question in intake.questions:
        for text in (question.ask, question.explain, question.why):
            assert not re.search(r"\b(hij|zij|hem|haar|zijn baas)\b", text, re.I), (question.id, text)

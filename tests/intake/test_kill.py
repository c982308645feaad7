"""kill -9 at any moment of 50 runs: every answer that was acknowledged is there, none twice, and it goes on at the same question.

What is killed is a process that stores answers by the service in a real SQLite file, as the action server does.
tests/e2e/test_intake_faults.py kills the processes of the whole product.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time

from bot.intake.engine import ANSWER
from tests.intake.client import USUAL, Client
from tests.intake.conftest import open_service

RUNS = 50
MOST = 3  # answers that a process may give before it is killed, within the next one
FORK = multiprocessing.get_context("fork")  # the modules are there already: a process starts at once


def test_no_answer_is_lost_or_doubled_in_fifty_killed_processes(library, tmp_path):
    url, chance = f"sqlite:///{tmp_path / 'people.db'}", random.Random(20261123)
    open_service(library, url, tmp_path).store.engine.dispose()  # makes the tables
    pace = seconds_per_answer(library, tmp_path)
    people, acknowledged, killed = [], {}, 0
    while killed < RUNS:
        if not people or finished(library, url, tmp_path, people[-1]):
            people.append(f"person-{len(people)}")
        moment = chance.randint(0, MOST), chance.uniform(0, pace)
        seen, was_killed = run(library, url, tmp_path, people[-1], killed, *moment)
        acknowledged.setdefault(people[-1], []).extend(seen)
        killed += was_killed
    run(library, url, tmp_path, people[-1], RUNS, len(USUAL), None)
    assert sum(map(len, acknowledged.values())) > RUNS  # killed in the middle of it, not before
    for person in people:
        status, stored, told = outcome(library, url, tmp_path, person)
        assert status == "closed" and len(stored) == len(set(stored))
        assert set(acknowledged[person]) <= set(stored)
        assert told == {question: USUAL[question] for question in stored if question != "consent"}


def run(library, url, folder, person, number, answers, seconds):
    """Let a process answer until it is killed, so many seconds after as many answers (None: when it is done); what it
    acknowledged, and whether it was killed."""
    reading, writing = FORK.Pipe(duplex=False)
    process = FORK.Process(target=answer_all, args=(library, url, folder, person, number, writing))
    process.start()
    writing.close()
    seen = received(reading, answers + 1)[1:]  # the first says that it is ready
    process.join(seconds)
    was_killed = process.is_alive()
    if was_killed:
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    return seen + received(reading, len(USUAL)), was_killed


def received(reading, most):
    """What comes through the pipe, `most` at most, until its other end is gone."""
    found = []
    try:
        while len(found) < most:
            found.append(reading.recv())
    except (EOFError, OSError):  # OSError: killed while it was telling
        pass
    return found


def seconds_per_answer(library, folder):
    """How long an answer takes here and now. It reads all files too, so that the processes need not."""
    client = Client(open_service(library, f"sqlite:///{folder / 'other.db'}", folder))
    client.go(until="work")
    start = time.monotonic()
    client.go()
    return (time.monotonic() - start) / len(USUAL)


def answer_all(library, url, folder, person, number, acknowledge):
    """Go on with the intake of `person`; acknowledge each question whose answer was handled."""
    client = Client(open_service(library, url, folder), person)
    acknowledge.send("ready")
    turn = client.say("start intake", message_id=f"{number}-start")
    while turn.active:
        question = turn.question
        turn = client.say(USUAL[question], message_id=f"{number}-{question}")
        acknowledge.send(question)


def finished(library, url, folder, person):
    service = open_service(library, url, folder)
    status = service.status(person).get("status")
    service.store.engine.dispose()
    return status == "closed"


def outcome(library, url, folder, person):
    """The status of the person's intake, the questions whose answers are stored, and those answers in the person's words."""
    service = open_service(library, url, folder)
    with service.store.reading() as records:
        (intake,) = records.intakes(records.person(person).id)
        answers = [event for event in records.steps(intake.id) if event.kind == ANSWER]
    service.store.engine.dispose()
    said = {event.question: event.answer.text for event in answers if event.question != "consent"}
    return intake.status, [event.question for event in answers], said

"""kill -9 in the middle of an intake: every answer that was acknowledged is there, none twice, and it goes on at the same place."""

from __future__ import annotations

import os
import random
import subprocess
import sys

from bot.intake.engine import ANSWER
from bot.settings import ROOT
from tests.intake.client import USUAL
from tests.intake.conftest import open_service

KILLS = 4


def test_no_answer_is_lost_or_doubled_when_the_process_is_killed(kb_url, library, tmp_path):
    source = random.Random(20261123)
    url = f"sqlite:///{tmp_path / 'people.db'}"
    environ = {**os.environ, "LOOPBAANBOT_DATA_DIR": str(tmp_path), "LOOPBAANBOT_PEOPLE_URL": url}
    environ["LOOPBAANBOT_KNOWLEDGE_URL"] = kb_url
    acknowledged = []
    for run in range(KILLS + 1):
        acknowledged += _run(environ, run, source.randint(4, 9) if run < KILLS else None)
    service = open_service(library, url, tmp_path)
    with service.store.reading() as records:
        (intake,) = records.intakes(records.person("sender-1").id)
        stored = [event.question for event in records.steps(intake.id) if event.kind == ANSWER]
    assert intake.status == "closed"
    assert len(stored) == len(set(stored))
    assert set(acknowledged) <= set(stored)
    assert service.dossier("sender-1")["request"]["text"] == USUAL["request"]


def _run(environ, number, most):
    """Run until `most` answers were acknowledged, then kill without warning; None lets it finish."""
    command = [sys.executable, "-m", "tests.intake.killed", str(number)]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) as process:
        seen = []
        for line in process.stdout:
            seen.append(line.strip())
            if len(seen) == most:
                process.kill()
                break
        seen += [line.strip() for line in process.stdout]
    return seen

"""For whoever knows Rasa: its own commands work with the files where Rasa looks for them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import List

from bot.run.fingerprint import model_file
from bot.run.services import CALM
from bot.settings import ROOT

# What libraries say about themselves; everything else on a line of its own is about our files.
OF_LIBRARIES = re.compile(r"Deprecat|FutureWarning|MovedIn20|RuntimeDirWarning|TensorBoard|pkg_resources")


def rasa(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of Rasa in the project, as a person in the environment does."""
    environ = {**os.environ, **CALM}
    environ.pop("PYTHONWARNINGS")  # a warning about our data must be seen
    command = [sys.executable, "-m", "rasa", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=600)


def warnings(output: str) -> List[str]:
    """The lines of Rasa's output that warn about our files."""
    return [
        line
        for line in output.splitlines()
        if re.search(r"warning|error:", line, re.I) and not OF_LIBRARIES.search(line)
    ]


def test_validating_the_data_reports_nothing() -> None:
    result = rasa("data", "validate", "--fail-on-warnings")
    output = result.stdout + result.stderr
    assert warnings(output) == []
    assert "No story structure conflicts found" in output
    assert result.returncode == 0


def test_the_filter_of_library_warnings_lets_a_warning_about_our_data_through() -> None:
    line = "/venv/site-packages/rasa/shared/utils/io.py:100: UserWarning: There is a message in the training data labeled with intent 'x' that is not listed in your domain."
    assert warnings(f"/venv/site-packages/old.py:1: DeprecationWarning: soon\n{line}\n") == [line]


def test_the_stories_pass_with_rasas_own_test_command(tmp_path: Path) -> None:
    result = rasa(
        "test",
        "core",
        *("--model", str(model_file()), "--stories", "tests/stories", "--out", str(tmp_path), "--no-plot"),
        "--fail-on-prediction-errors",
    )
    failed = tmp_path / "failed_test_stories.yml"
    assert result.returncode == 0, (failed.read_text(encoding="utf-8") if failed.exists() else "") + result.stderr[
        -2000:
    ]
    written = sum(
        path.read_text(encoding="utf-8").count("- story:") for path in (ROOT / "tests" / "stories").rglob("*.yml")
    )
    assert f"{written} / {written}" in result.stdout + result.stderr


def test_the_stories_are_where_rasa_finds_them() -> None:
    stories = list((ROOT / "tests" / "stories").rglob("*.yml"))
    assert {path.parent.name for path in stories} == {"happy_path", "corrections", "digressions"}
    assert [path for path in stories if not path.name.startswith("test_")] == []

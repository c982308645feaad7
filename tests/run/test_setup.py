from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import List

import pytest

from bot.settings import ROOT
from scripts import setup


def has_python_in_its_usual_place() -> bool:
    return any(Path(folder, "python3.10").exists() for folder in ("/usr/bin", "/usr/local/bin"))


@pytest.mark.skipif(has_python_in_its_usual_place(), reason="this machine cannot be without Python 3.10")
def test_without_python_3_10_the_message_says_what_to_do(tmp_path: Path) -> None:
    environ = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYENV_ROOT": str(tmp_path)}
    result = subprocess.run([ROOT / "scripts" / "setup"], env=environ, capture_output=True, text=True)
    assert result.returncode == 1
    assert "pyenv install 3.10" in result.stderr


@pytest.mark.parametrize("ci, code", [({}, 0), ({"CI": "true"}, 1)])
def test_without_leave_to_install_what_the_tests_look_with_the_command_is_named(
    tmp_path: Path, ci: dict, code: int
) -> None:
    # A PATH with neither apt-get nor sudo is a machine on which nothing may be installed.
    for tool in ("sh", "id", "dirname"):
        (tmp_path / tool).symlink_to(f"/usr/bin/{tool}")
    environ = {"PATH": str(tmp_path), "LOOPBAANBOT_CHROMIUM": "/nonexistent", **ci}
    result = subprocess.run([ROOT / "scripts" / "viewers"], env=environ, capture_output=True, text=True)
    assert result.returncode == code
    assert "sudo apt-get install chromium fonts-dejavu-core libreoffice-writer-nogui" in result.stderr


def test_what_was_added_once_stays_and_nothing_is_done_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: List[str] = []
    monkeypatch.setattr(setup, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(setup, "find_uv", lambda: "uv")
    monkeypatch.setattr(setup, "run", lambda command, failure: ran.append(" ".join(command)))
    for lock, options in (("a", []), ("a", []), ("a", ["--diet"]), ("a", ["--dev"]), ("b", []), ("b", ["--diet"])):
        monkeypatch.setattr(setup, "locked", lambda lock=lock: lock)
        monkeypatch.setattr(sys, "argv", ["setup", *options])
        setup.main()
    assert [("--extra diet" in command, "--group dev" in command) for command in ran] == [
        (False, False),
        (True, False),
        (True, True),
        (True, True),
    ]

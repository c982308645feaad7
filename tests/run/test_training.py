"""The knowledge base is built when it does not fit its files, and only then: each start would wait for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List

import pytest

from bot.run import fingerprint, training
from bot.settings import Settings, load_settings


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> List[str]:
    """What was built; the files of a build are there after it."""
    found: List[str] = []

    def build(_: Any, settings: Settings, title: str, say: Any) -> None:
        found.append(title)
        for name in ("knowledge.db", "vectors-use.npz"):
            (tmp_path / name).write_text(name)

    monkeypatch.setattr(training, "_run_with_progress", build)
    return found


def start(folder: Path, **more: str) -> None:
    training.build_knowledge(load_settings({"LOOPBAANBOT_DATA_DIR": str(folder), **more}), print)


def test_what_fits_its_files_is_not_built_again(tmp_path: Path, builds: List[str]) -> None:
    for _ in range(3):
        start(tmp_path)
    assert len(builds) == 1


@pytest.mark.parametrize("name", ["knowledge.db", "knowledge.json", "vectors-use.npz"])
def test_what_is_missing_is_made(tmp_path: Path, builds: List[str], name: str) -> None:
    start(tmp_path)
    (tmp_path / name).unlink()
    start(tmp_path)
    assert len(builds) == 2


def test_what_was_touched_or_has_other_sources_is_built(
    tmp_path: Path, builds: List[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    start(tmp_path)
    (tmp_path / "knowledge.db").write_text("something else")
    start(tmp_path)
    monkeypatch.setattr(fingerprint, "sources_hash", lambda *_: "a file was edited")
    start(tmp_path)
    assert len(builds) == 3


def test_what_stands_in_another_database_is_built_at_each_start(tmp_path: Path, builds: List[str]) -> None:
    for _ in range(2):
        start(tmp_path, LOOPBAANBOT_KNOWLEDGE_URL="postgresql://localhost/knowledge")
    assert len(builds) == 2


def test_a_training_keeps_nothing_of_an_earlier_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: List[List[str]] = []
    monkeypatch.setattr(training, "_run_with_progress", lambda command, *_: commands.append(command))
    monkeypatch.setattr(fingerprint, "record", lambda: None)
    assert training.train(load_settings({"LOOPBAANBOT_DATA_DIR": str(tmp_path)}), print, force=True)
    assert "--force" in commands[0]

from __future__ import annotations

from pathlib import Path

import pytest

from bot.run import fingerprint


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("data/nlu/greet.yml", "knowledge/professions/coach.yml", "config.yml", "bot/nlu/names.py", "uv.lock"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    fingerprint.model_file(tmp_path).parent.mkdir()
    fingerprint.model_file(tmp_path).write_bytes(b"model")
    fingerprint.record(tmp_path)
    return tmp_path


def test_an_untouched_project_needs_no_training(project: Path) -> None:
    assert fingerprint.is_current(project)


@pytest.mark.parametrize(
    "name", ["data/nlu/greet.yml", "knowledge/professions/tenth.yml", "bot/nlu/names.py", "uv.lock"]
)
def test_a_changed_or_new_source_asks_for_training(project: Path, name: str) -> None:
    (project / name).write_text("changed")
    assert not fingerprint.is_current(project)


def test_a_removed_or_renamed_source_asks_for_training(project: Path) -> None:
    (project / "data/nlu/greet.yml").rename(project / "data/nlu/hello.yml")
    assert not fingerprint.is_current(project)


def test_a_swapped_or_missing_model_asks_for_training(project: Path) -> None:
    fingerprint.model_file(project).write_bytes(b"another model")
    assert not fingerprint.is_current(project)
    fingerprint.model_file(project).unlink()
    assert not fingerprint.is_current(project)


def test_a_model_that_training_did_not_make_is_named(project: Path) -> None:
    assert fingerprint.changed_model(project) == ""
    (project / "data/nlu/greet.yml").write_text("changed")
    assert fingerprint.changed_model(project) == ""  # the model is ours, only not of today
    fingerprint.model_file(project).write_bytes(b"another model")
    assert "make train" in fingerprint.changed_model(project)
    (project / "models" / "loopbaanbot.json").unlink()
    assert "make train" in fingerprint.changed_model(project)


def test_files_that_training_does_not_read_do_not_count(project: Path) -> None:
    (project / "README.md").write_text("text")
    (project / "bot" / "settings.py").write_text("code")
    (project / "knowledge" / "questionnaires").mkdir()
    (project / "knowledge" / "questionnaires" / "intake.yml").write_text("a question")
    assert fingerprint.is_current(project)

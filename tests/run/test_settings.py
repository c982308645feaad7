from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from bot.run.services import environment
from bot.secrets import SecretError, derive_key, load_secret
from bot.settings import SettingError, load_settings


def test_without_any_variable_the_defaults_hold() -> None:
    settings = load_settings({})
    assert (settings.web_port, settings.rest, settings.embed_sites) == (8000, True, ())
    assert settings.people_url == f"sqlite:///{settings.data_dir / 'people.db'}"


def test_databases_and_secret_follow_the_data_folder(tmp_path: Path) -> None:
    settings = load_settings({"LOOPBAANBOT_DATA_DIR": str(tmp_path)})
    assert settings.knowledge_url == f"sqlite:///{tmp_path / 'knowledge.db'}"
    assert settings.secret_file == tmp_path / "secret.key"


@pytest.mark.parametrize(
    "name, wrong",
    [
        ("WEB_PORT", "http"),
        ("RASA_PORT", "70000"),
        ("REST", "yes"),
        ("LOG_LEVEL", "loud"),
        ("CONVERSATION_RATE", "30"),
        ("PEOPLE_URL", "people.db"),
        ("EMBED_SITES", "https://example.org/page"),
        ("MESSAGE_LENGTH", "0"),
        ("SECRET", "short"),
        ("TRUSTED_PROXY", "nginx"),
        ("REDIS_URL", "127.0.0.1:6379"),
        ("RASA_URL", "http://rasa/path"),
        ("LOG_FORMAT", "xml"),
        ("SEARCH", "guess"),
    ],
)
def test_a_wrong_setting_is_named(name: str, wrong: str) -> None:
    with pytest.raises(SettingError, match=f"^LOOPBAANBOT_{name} must be "):
        load_settings({f"LOOPBAANBOT_{name}": wrong})


def test_all_wrong_settings_are_reported_at_once() -> None:
    with pytest.raises(SettingError) as caught:
        load_settings({"LOOPBAANBOT_WEB_PORT": "x", "LOOPBAANBOT_REST": "x"})
    assert len(str(caught.value).splitlines()) == 2


def test_a_wrong_secret_is_not_repeated_in_the_message() -> None:
    with pytest.raises(SettingError) as caught:
        load_settings({"LOOPBAANBOT_SECRET": "hunter2"})
    assert "hunter2" not in str(caught.value)


def test_processes_that_are_started_see_the_same_settings(tmp_path: Path) -> None:
    settings = load_settings(
        {"LOOPBAANBOT_DATA_DIR": str(tmp_path), "LOOPBAANBOT_EMBED_SITES": "http://a.be, http://b.nl"}
    )
    assert load_settings(environment(settings)) == settings


def test_the_secret_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    settings = load_settings({"LOOPBAANBOT_DATA_DIR": str(tmp_path / "new")})
    secret = load_secret(settings)
    assert load_secret(settings) == secret
    assert stat.S_IMODE(settings.secret_file.stat().st_mode) == 0o600
    assert os.listdir(settings.data_dir) == ["secret.key"]


def test_a_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    settings = load_settings({"LOOPBAANBOT_DATA_DIR": str(tmp_path)})
    load_secret(settings)
    settings.secret_file.chmod(0o644)
    with pytest.raises(SecretError, match="chmod 600"):
        load_secret(settings)


def test_each_purpose_has_its_own_key() -> None:
    assert derive_key(b"secret", "a") != derive_key(b"secret", "b")
    assert len(derive_key(b"secret", "a")) == 32

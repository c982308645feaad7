from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.run.services import services, write_endpoints
from bot.secrets import actions_token
from bot.settings import SettingError, Settings, load_settings

SOURCE = """
action_endpoint:
  url: http://127.0.0.1:5055/webhook
tracker_store:
  type: bot.nlu.store.OurStore
"""


def settings_in(folder: Path, **more: str) -> Settings:
    return load_settings({"LOOPBAANBOT_DATA_DIR": str(folder), "LOOPBAANBOT_ACTIONS_PORT": "6055", **more})


def test_the_endpoints_follow_the_ports_and_the_data_folder(tmp_path: Path) -> None:
    source = tmp_path / "endpoints.yml"
    source.write_text(SOURCE)
    written = yaml.safe_load(write_endpoints(settings_in(tmp_path / "data"), source).read_text())
    assert written["action_endpoint"]["url"] == "http://127.0.0.1:6055/webhook"
    url = f"sqlite:///{tmp_path / 'data' / 'conversations.db'}"
    assert written["tracker_store"] == {"type": "bot.nlu.store.OurStore", "dialect": "sqlite", "url": url}


def test_conversations_are_kept_on_disk_by_default(tmp_path: Path) -> None:
    source = tmp_path / "endpoints.yml"
    source.write_text("")
    written = write_endpoints(settings_in(tmp_path), source)
    assert yaml.safe_load(written.read_text())["tracker_store"]["type"] == "SQL"
    assert written.stat().st_mode & 0o077 == 0


def test_rasa_and_the_actions_listen_on_this_machine_only_and_without_the_http_api(tmp_path: Path) -> None:
    actions, rasa, _ = services(settings_in(tmp_path, LOOPBAANBOT_WEB_HOST="0.0.0.0"), tmp_path / "endpoints.yml")
    assert actions.environment["SANIC_HOST"] == "127.0.0.1"
    assert rasa.command[rasa.command.index("--interface") + 1] == "127.0.0.1"
    assert "--enable-api" not in rasa.command


def test_rasa_shows_the_action_server_the_token_that_it_asks_for(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    shown = yaml.safe_load(write_endpoints(settings).read_text())["action_endpoint"]["headers"]["Authorization"]
    actions, rasa, web = services(settings, tmp_path / "endpoints.yml")
    assert shown == f"Bearer {actions.environment['LOOPBAANBOT_ACTIONS_TOKEN']}" == f"Bearer {actions_token(settings)}"
    assert not rasa.environment["LOOPBAANBOT_ACTIONS_TOKEN"] and not web.environment["LOOPBAANBOT_ACTIONS_TOKEN"]
    own = settings_in(tmp_path, LOOPBAANBOT_ACTIONS_TOKEN="x" * 32)
    assert services(own, tmp_path / "endpoints.yml")[0].environment["LOOPBAANBOT_ACTIONS_TOKEN"] == "x" * 32


def test_a_setting_closes_the_webhook(tmp_path: Path) -> None:
    def credentials(**more: str) -> str:
        rasa = services(settings_in(tmp_path, **more), tmp_path / "endpoints.yml")[1]
        return Path(rasa.command[rasa.command.index("--credentials") + 1]).name

    assert credentials() == "credentials.yml"
    assert credentials(LOOPBAANBOT_REST="off") == "closed_credentials.yml"


def test_several_servers_share_their_locks(tmp_path: Path) -> None:
    written = yaml.safe_load(
        write_endpoints(settings_in(tmp_path, LOOPBAANBOT_REDIS_URL="redis://r:6379/0")).read_text()
    )
    assert written["lock_store"] == {"type": "bot.nlu.lock_store.SharedLockStore", "url": "redis://r:6379/0"}
    assert "lock_store" not in yaml.safe_load(write_endpoints(settings_in(tmp_path)).read_text())


def test_a_server_that_others_can_reach_has_no_open_webhook(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="LOOPBAANBOT_REST must be off"):
        settings_in(tmp_path, LOOPBAANBOT_RASA_HOST="0.0.0.0")
    settings = settings_in(tmp_path, LOOPBAANBOT_RASA_HOST="0.0.0.0", LOOPBAANBOT_REST="off")
    rasa = services(settings, tmp_path / "endpoints.yml")[1]
    assert rasa.command[rasa.command.index("--interface") + 1] == "0.0.0.0"


def test_other_machines_are_found_by_their_address(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, LOOPBAANBOT_ACTIONS_URL="http://actions:8080/")
    assert (
        yaml.safe_load(write_endpoints(settings).read_text())["action_endpoint"]["url"] == "http://actions:8080/webhook"
    )

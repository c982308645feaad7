"""What the product consists of: the three processes, their commands and the Rasa files made for this installation."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path
from typing import Dict, List

import yaml

from bot.run.fingerprint import changed_model, model_file
from bot.run.supervisor import Service
from bot.secrets import actions_token
from bot.settings import ROOT, Settings, variable

# Keeps the output of a healthy start free of what nobody can act on.
CALM = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "SQLALCHEMY_WARN_20": "0",
    "RASA_TELEMETRY_ENABLED": "false",
    "PYTHONWARNINGS": "ignore::DeprecationWarning,ignore::FutureWarning,ignore::UserWarning",
}
VERBOSITY = {"DEBUG": "--debug", "INFO": "--verbose", "WARNING": "--quiet", "ERROR": "--quiet"}


def environment(settings: Settings) -> Dict[str, str]:
    """Return the environment of every process: the settings in force, spelled out, and quiet libraries."""
    own = {}
    for item in fields(Settings):
        value = getattr(settings, item.name)
        if isinstance(value, bool):
            value = "on" if value else "off"
        own[variable(item.name)] = " ".join(value) if isinstance(value, tuple) else str(value)
    return {**CALM, **own, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def services(settings: Settings, endpoints: Path) -> List[Service]:
    """Return the action server, the Rasa server and the web process, in the order in which they start."""
    calm = environment(settings)
    credentials = ROOT / ("credentials.yml" if settings.rest else "bot/run/closed_credentials.yml")
    level, verbosity = settings.log_level, VERBOSITY[settings.log_level]
    rasa = [sys.executable, "-m", "rasa", "run", "--model", str(model_file()), "--interface", "127.0.0.1", verbosity]
    rasa += [
        "--port",
        str(settings.rasa_port),
        "--endpoints",
        str(endpoints),
        "--credentials",
        str(credentials),
    ]
    actions = [
        sys.executable,
        "-m",
        "rasa_sdk",
        "--actions",
        "actions",
        "--port",
        str(settings.actions_port),
        verbosity,
    ]
    loopback = {**calm, "SANIC_HOST": "127.0.0.1", "LOG_LEVEL": level, "LOG_LEVEL_LIBRARIES": "ERROR"}
    guarded = {**loopback, variable("actions_token"): actions_token(settings)}
    log = settings.log_dir
    return [
        Service("action server", tuple(actions), f"{settings.actions_url}/health", log / "actions.log", guarded),
        Service("Rasa server", tuple(rasa), settings.rasa_url, log / "rasa.log", loopback, changed_model),
        Service(
            "web process", (sys.executable, "-m", "bot.cli", "web"), f"{settings.web_url}/health", log / "web.log", calm
        ),
    ]


def write_endpoints(settings: Settings, source: Path = ROOT / "endpoints.yml") -> Path:
    """Write `endpoints.yml` with the addresses, the database and the token in force to the data folder; return its path."""
    endpoints = yaml.safe_load(source.read_text(encoding="utf-8")) or {}
    # In a header and not as Rasa's `token`, which would stand in addresses.
    shown = {"Authorization": f"Bearer {actions_token(settings)}"}
    endpoints.setdefault("action_endpoint", {}).update(url=f"{settings.actions_url}/webhook", headers=shown)
    url = settings.conversations_url
    endpoints.setdefault("tracker_store", {"type": "SQL"}).update(dialect=url.partition(":")[0], url=url)
    target = settings.data_dir / "run" / "endpoints.yml"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch(mode=0o600)  # a token, and the address of a database may hold its password
    target.write_text(yaml.safe_dump(endpoints), encoding="utf-8")
    return target

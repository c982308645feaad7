"""What the product consists of: the three processes, their commands and the Rasa files made for this installation."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path
from typing import Dict, List, Tuple

import yaml

from bot.run.fingerprint import changed_model, model_file
from bot.run.supervisor import Service
from bot.secrets import actions_token
from bot.settings import LOOPBACK, ROOT, Settings, variable

# Keeps the output of a healthy start free of what nobody can act on.
CALM = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "SQLALCHEMY_WARN_20": "0",
    "RASA_TELEMETRY_ENABLED": "false",
    "PYTHONWARNINGS": "ignore::DeprecationWarning,ignore::FutureWarning,ignore::UserWarning",
}
# A message is too little work for two threads: they wait for each other longer than they calculate.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
# Otherwise threads keep for themselves what memory they freed.
ONE_HEAP = {"MALLOC_ARENA_MAX": "1"}
ACTIONS, RASA, WEB = "action server", "Rasa server", "web process"
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
    calm, log = {**environment(settings), **ONE_THREAD, **ONE_HEAP}, settings.log_dir
    sanic = {
        **calm,
        "SANIC_HOST": settings.actions_host,
        "LOG_LEVEL": settings.log_level,
        "LOG_LEVEL_LIBRARIES": "ERROR",
    }
    guarded = {**sanic, variable("actions_token"): actions_token(settings)}
    here = f"http://{LOOPBACK}"
    web = (sys.executable, "-m", "bot.cli", "web")
    return [
        Service(ACTIONS, _actions(settings), f"{here}:{settings.actions_port}/health", log / "actions.log", guarded),
        Service(
            RASA, _rasa(settings, endpoints), f"{here}:{settings.rasa_port}", log / "rasa.log", sanic, changed_model
        ),
        Service(WEB, web, f"{settings.web_url}/health", log / "web.log", calm),
    ]


def _rasa(settings: Settings, endpoints: Path) -> Tuple[str, ...]:
    credentials = ROOT / ("credentials.yml" if settings.rest else "bot/run/closed_credentials.yml")
    options = {
        "--model": model_file(),
        "--interface": settings.rasa_host,
        "--port": settings.rasa_port,
        "--endpoints": endpoints,
        "--credentials": credentials,
    }
    spelled = (str(part) for option in options.items() for part in option)
    return (sys.executable, "-m", "rasa", "run", *spelled, VERBOSITY[settings.log_level])


def _actions(settings: Settings) -> Tuple[str, ...]:
    port = str(settings.actions_port)
    return (sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", port, VERBOSITY[settings.log_level])


def write_endpoints(settings: Settings, source: Path = ROOT / "endpoints.yml") -> Path:
    """Write `endpoints.yml` with the addresses, the database and the token in force to the data folder; return its path."""
    endpoints = yaml.safe_load(source.read_text(encoding="utf-8")) or {}
    # In a header and not as Rasa's `token`, which would stand in addresses.
    shown = {"Authorization": f"Bearer {actions_token(settings)}"}
    endpoints.setdefault("action_endpoint", {}).update(url=f"{settings.actions_url}/webhook", headers=shown)
    url = settings.conversations_url
    endpoints.setdefault("tracker_store", {"type": "SQL"}).update(dialect=url.partition(":")[0], url=url)
    if settings.redis_url:
        endpoints["lock_store"] = {"type": "bot.nlu.lock_store.SharedLockStore", "url": settings.redis_url}
    target = settings.data_dir / "run" / "endpoints.yml"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch(mode=0o600)  # a token, and the address of a database may hold its password
    target.write_text(yaml.safe_dump(endpoints), encoding="utf-8")
    return target

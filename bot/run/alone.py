"""Starting one process of the product by itself, where something else than our supervisor keeps it up: a container, systemd."""

from __future__ import annotations

import os

from bot.run.health import StartError
from bot.run.product import check_folder
from bot.run.services import ACTIONS, RASA, services, write_endpoints
from bot.secrets import load_secret
from bot.settings import Settings

TITLES = {"rasa": RASA, "actions": ACTIONS}


def replace_process(settings: Settings, name: str) -> None:
    """Become the process `name` (rasa or actions), which logs to the standard output. Returns never; raises StartError when it
    may not be started, and SecretError."""
    check_folder(settings)
    load_secret(settings)
    endpoints = write_endpoints(settings)
    service = next(service for service in services(settings, endpoints) if service.title == TITLES[name])
    if service.refusal():
        raise StartError(service.refusal())
    os.execvpe(service.command[0], service.command, {**os.environ, **service.environment})

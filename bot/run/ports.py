"""Are the ports that the product needs free?"""

from __future__ import annotations

import socket
from typing import List

from bot.settings import Settings, variable


def taken_ports(settings: Settings) -> List[str]:
    """Return a message for each port that something else listens on, naming the setting that changes it."""
    wanted = {
        "web_port": (settings.web_host, settings.web_port),
        "rasa_port": ("127.0.0.1", settings.rasa_port),
        "actions_port": ("127.0.0.1", settings.actions_port),
    }
    messages = []
    for name, (host, port) in wanted.items():
        reason = _refusal(host, port)
        if reason:
            messages.append(
                f"Port {port} on {host} cannot be used ({reason}). Stop what listens there or choose another port: "
                f"{variable(name)}={port + 1} make run"
            )
    return messages


def _refusal(host: str, port: int) -> str:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Without this a port that was closed a minute ago still counts as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror or str(error)
    return ""

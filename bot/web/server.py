"""Starting the web process."""

from __future__ import annotations

from typing import Any, Dict

import uvicorn

from bot import logs
from bot.discretion import keep_logs_empty
from bot.settings import Settings
from bot.web.app import create_app
from bot.web.connections import PatientProtocol, allow_many_connections


def serve(settings: Settings) -> None:
    """Serve the website until the process is told to stop."""
    keep_logs_empty()
    logs.begin(settings, "web")
    allow_many_connections()
    uvicorn.run(create_app(settings), **options(settings))


def options(settings: Settings) -> Dict[str, Any]:
    """How uvicorn serves the website."""
    return {
        "host": settings.web_host,
        "port": settings.web_port,
        "log_config": None,  # see bot.logs
        "log_level": settings.log_level.lower(),
        "access_log": False,  # an address such as /?vraag=… holds what a person is busy with
        "server_header": False,
        "http": PatientProtocol,
        "ws": "none",
        "limit_concurrency": 1000,
        "timeout_keep_alive": 15,
        "timeout_graceful_shutdown": settings.answer_timeout,  # who waits for an answer still gets it
        "proxy_headers": bool(settings.trusted_proxy),
        "forwarded_allow_ips": settings.trusted_proxy,
    }

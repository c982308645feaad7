"""Who may call the action server: whoever shows its token, if it has one. Loaded with the actions, however the server is started."""

from __future__ import annotations

import hmac
import logging
import os
from typing import Any, Optional

import pluggy
from rasa_sdk.plugin import plugin_manager
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.monitoring import monitor
from actions.workers import work_in_threads
from bot.discretion import keep_logs_empty
from bot.logs import shape
from bot.settings import load_settings

logger = logging.getLogger(__name__)

OPEN = ("/health", "/ready", "/metrics")  # they tell nothing, or ask for a token of their own
PATIENCE = 60  # seconds

hookimpl = pluggy.HookimplMarker("rasa_sdk")


class Guard:
    """What this installation adds to rasa_sdk's server."""

    def __init__(self, token: str) -> None:
        self._expected = f"Bearer {token}".encode() if token else b""

    @hookimpl
    def attach_sanic_app_extensions(self, app: Sanic) -> None:
        """Put the check before every request, and errors without content behind it."""
        # Sanic ends a connection that asks nothing for 5 s: too soon when Rasa is busy with somebody's long message.
        app.config.KEEP_ALIVE_TIMEOUT = PATIENCE
        app.register_middleware(self.refuse_strangers, "request")
        app.error_handler.add(Exception, failed)
        monitor(app)
        shape(load_settings(), "actions")

    async def refuse_strangers(self, request: Request) -> Optional[HTTPResponse]:
        """401 for a request without the token; 403 for one that a web page had a browser send."""
        if "origin" in request.headers:
            return response.json({"error": "refused"}, status=403)
        shown = request.headers.get("authorization", "").encode()
        if request.path in OPEN or not self._expected or hmac.compare_digest(shown, self._expected):
            return None
        return response.json({"error": "refused"}, status=401)


async def failed(request: Request, error: Exception) -> HTTPResponse:
    """The answer when an action fails. rasa_sdk's own sends the whole conversation back, which Rasa would write to its log."""
    status = getattr(error, "status_code", 500)
    if status >= 500:
        logger.error("an action failed", exc_info=error)
    return response.json({"error": type(error).__name__}, status=status)


def guard(manager: Any) -> None:
    """Register the guard; from then on this process listens on this machine only, unless SANIC_HOST says otherwise."""
    os.environ.setdefault("SANIC_HOST", "127.0.0.1")
    keep_logs_empty()
    work_in_threads()
    manager.register(Guard(load_settings().actions_token))


guard(plugin_manager())

"""Rasa's REST webhook for our own website only: what LOOPBAANBOT_REST=off puts in the place of the open one.
The guards on what comes in are the same."""

from __future__ import annotations

import hmac
from typing import Any, Awaitable, Callable, Dict, Optional

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.nlu.channel import GuardedRest
from bot.secrets import webhook_token
from bot.settings import load_settings

OPEN = ("/ready", "/metrics")


class ClosedRest(GuardedRest):
    """The REST webhook at its usual address, which answers only to who shows the token of this installation."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._expected = f"Bearer {token}".encode()

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "ClosedRest":
        """Make the channel with the token derived from the installation's secret."""
        return cls(webhook_token(load_settings()))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes of the webhook with the check before them."""
        webhook = super().blueprint(on_new_message)

        @webhook.middleware("request")
        async def refuse_strangers(request: Request) -> Optional[HTTPResponse]:
            shown = request.headers.get("Authorization", "").encode()
            if request.path.endswith(OPEN):  # they tell nothing, or ask for a token of their own
                return None
            if hmac.compare_digest(shown, self._expected):
                return None
            return response.json({"error": "refused"}, status=401)

        return webhook

"""Connections to the action server that stay open. Put in place by `bot.nlu.departures`."""

from __future__ import annotations

import asyncio
from typing import Optional
from weakref import WeakKeyDictionary

import aiohttp
from rasa.utils.endpoints import DEFAULT_REQUEST_TIMEOUT, EndpointConfig

# Less than the minute after which the action server ends them (actions/guard.py), and nginx before it.
IDLE = 15.0  # seconds

_open: "WeakKeyDictionary[asyncio.AbstractEventLoop, aiohttp.TCPConnector]" = WeakKeyDictionary()


def session(self: EndpointConfig) -> aiohttp.ClientSession:
    """What Rasa's own gives, but its end ends no connection."""
    auth: Optional[aiohttp.BasicAuth] = None
    if self.basic_auth:
        auth = aiohttp.BasicAuth(self.basic_auth["username"], self.basic_auth["password"])
    return aiohttp.ClientSession(
        connector=_connector(),
        connector_owner=False,
        headers=self.headers,
        auth=auth,
        timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
    )


def _connector() -> aiohttp.TCPConnector:
    loop = asyncio.get_running_loop()
    connector = _open.get(loop)
    if connector is None or connector.closed:
        connector = _open[loop] = aiohttp.TCPConnector(limit=0, keepalive_timeout=IDLE)
    return connector


async def close() -> None:
    """End the connections of this event loop."""
    connector = _open.pop(asyncio.get_running_loop(), None)
    if connector is not None:
        await connector.close()

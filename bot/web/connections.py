"""Connections that do not get on are ended: uvicorn by itself waits for ever for a browser that never finishes its request or
never fetches the answer, and lets one address take every connection."""

from __future__ import annotations

import asyncio
import resource
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Any, Optional

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_TIME = 10.0  # seconds in which a browser must have sent the head of its request
WHOLE_TIME = 120.0  # seconds from there to the end of the answer
HEAD_SIZE = 32 * 1024  # bytes
PER_ADDRESS = 200  # connections at a time; the reverse proxy may have more
OPEN_FILES = 4096


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's own protocol with patience that ends."""

    _timer: Optional[asyncio.TimerHandle] = None
    _in_head = True
    _head = 0

    def connection_made(self, transport: Any) -> None:
        """Refuse an address that has too many connections already; give others time for their request."""
        super().connection_made(transport)
        self._give(HEAD_TIME)
        if self._is_crowded():
            transport.abort()

    def data_received(self, data: bytes) -> None:
        """Read on, as long as the head of the request does not grow too large."""
        if self._timer is None:
            self._give(HEAD_TIME)
        super().data_received(data)
        self._head = self._head + len(data) if self._in_head else 0
        if self._head > HEAD_SIZE and not self.transport.is_closing():
            self.send_400_response("The head of the request is too large.")

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is there: time for the rest."""
        self._in_head = False
        self._give(WHOLE_TIME)
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """The answer has been handed over; uvicorn's own limit to idle connections takes over."""
        self._stop()
        if self.pipeline:
            self._give(WHOLE_TIME)
        super().on_response_complete()

    def connection_lost(self, exc: Optional[Exception]) -> None:
        """Nothing to wait for any more."""
        self._stop()
        super().connection_lost(exc)

    def _is_crowded(self) -> bool:
        address = self.client and self.client[0]
        if not address or is_trusted(address, str(self.config.forwarded_allow_ips or "")):
            return False
        return sum(bool(other.client) and other.client[0] == address for other in self.connections) > PER_ADDRESS

    def _give(self, seconds: float) -> None:
        self._stop()
        self._timer = self.loop.call_later(seconds, self.transport.abort)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


@lru_cache(maxsize=1000)
def is_trusted(address: str, proxies: str) -> bool:
    """Whether an address is that of a proxy of ours: `proxies` are addresses or networks, separated by commas."""
    networks = [ip_network(proxy.strip(), strict=False) for proxy in proxies.split(",") if proxy.strip()]
    return any(ip_address(address) in network for network in networks)


def allow_many_connections() -> None:
    """Let this process have more open files than the usual 1024, as far as the machine allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))

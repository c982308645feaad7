"""How much one conversation and one address may ask, counted in a moving window.

The counts stand in the memory of this process, or in Redis when there are several web processes. When Redis is out of
reach each process counts for itself: a person can go on, and the limit only becomes wider.
"""

from __future__ import annotations

import logging
import time
from typing import List, Tuple

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

Limit = Tuple[RateLimitItem, str, str]  # a rate, and what it counts: a kind and whose
TIMEOUT = 1.0  # seconds
BACK = 5.0  # seconds; clocks are put right by less all the time


class Counter:
    """Counts against rates; shared by all web processes when there is a Redis at `redis_url`."""

    def __init__(self, redis_url: str = "") -> None:
        self._own = MemoryStorage()  # a limiter holds its storage by a weak reference only
        self._last = time.time()
        self.is_shared = bool(redis_url)
        self._limiters = [_limiter(self._own)]
        if redis_url:
            reach = {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT}
            self._shared: Storage = storage_from_string(redis_url, **reach)
            self._limiters.insert(0, _limiter(self._shared))

    def admits(self, limits: List[Limit]) -> bool:
        """Count once for each of `limits`, until one is exceeded; return whether none was."""
        self._mind_the_clock()
        try:
            return self._count(self._limiters[0], limits)
        except RedisError as error:
            logger.warning("counting in this process alone: %s", type(error).__name__)
            return self._count(self._limiters[-1], limits)

    def _mind_the_clock(self) -> None:
        """Forget what was counted here when the clock was put back: it would count until the clock is there again."""
        now = time.time()
        if now < self._last - BACK:
            self._own.reset()
        self._last = now

    def _count(self, limiter: MovingWindowRateLimiter, limits: List[Limit]) -> bool:
        return all(limiter.hit(rate, kind, whose) for rate, kind, whose in limits)


class Throttle:
    """Counts messages by address and by conversation."""

    def __init__(self, counter: Counter, conversation_rate: str, address_rate: str) -> None:
        self._counter = counter
        self._conversation, self._address = parse(conversation_rate), parse(address_rate)
        self.is_shared = counter.is_shared

    def admits(self, sender: str, address: str) -> bool:
        """Count one message and return whether it stays within both rates."""
        return self._counter.admits([(self._address, "address", address), (self._conversation, "conversation", sender)])


class AddressThrottle:
    """Counts what one address tries."""

    def __init__(self, counter: Counter, rate: str, kind: str = "login") -> None:
        self._counter, self._rate, self._kind = counter, parse(rate), kind

    def admits(self, address: str) -> bool:
        """Count one attempt and return whether it stays within the rate."""
        return self._counter.admits([(self._rate, self._kind, address)])


def _limiter(storage: Storage) -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(storage)

"""How much one conversation and one address may ask."""

from __future__ import annotations

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class Throttle:
    """Counts messages in a moving window, in the memory of this process."""

    def __init__(self, conversation_rate: str, address_rate: str) -> None:
        self._storage = MemoryStorage()  # the limiter holds it by a weak reference only
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._conversation = parse(conversation_rate)
        self._address = parse(address_rate)

    def admits(self, sender: str, address: str) -> bool:
        """Count one message and return whether it stays within both rates."""
        return self._limiter.hit(self._address, "address", address) and self._limiter.hit(
            self._conversation, "conversation", sender
        )


class AddressThrottle:
    """Counts what one address tries, in the memory of this process."""

    def __init__(self, rate: str) -> None:
        self._storage = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._storage)
        self._rate = parse(rate)

    def admits(self, address: str) -> bool:
        """Count one attempt and return whether it stays within the rate."""
        return self._limiter.hit(self._rate, "address", address)

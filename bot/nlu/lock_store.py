"""One message of a conversation at a time, also when several Rasa servers serve it: used when `redis_url` is set.

Rasa's own `RedisLockStore` reads its list of tickets, adds one and writes it back, so that two servers can give out the same
ticket; and what a killed server held stays locked for a minute. Here Rasa's tickets keep the order within a server, and the
lock of the Redis library, which is taken in one step and kept up for as long as the server lives, keeps servers apart.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import AsyncGenerator, Text

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore, LockError
from rasa.utils.endpoints import EndpointConfig
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

HELD = 6.0  # seconds after which the lock of a killed server is free
RENEWED = 2.0  # seconds between two renewals by a living one
POLL = 0.05  # seconds between two attempts


class SharedLockStore(InMemoryLockStore):
    """Locks in the Redis at the `url` of `endpoint_config`."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        super().__init__()
        self._redis = Redis.from_url(
            endpoint_config.url, socket_timeout=5, socket_connect_timeout=2, retry_on_timeout=True
        )

    @asynccontextmanager
    async def lock(
        self, conversation_id: Text, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = POLL
    ) -> AsyncGenerator[TicketLock, None]:
        """Hold the conversation.

        Raises:
            LockError: another message of it was not done within `lock_lifetime` seconds, or Redis is out of reach.
        """
        async with super().lock(conversation_id, lock_lifetime, wait_time_in_seconds) as ticket:
            shared = self._redis.lock(f"conversation:{conversation_id}", timeout=HELD, sleep=wait_time_in_seconds)
            await _take(shared, lock_lifetime)
            keeper = asyncio.ensure_future(_keep(shared))
            try:
                yield ticket
            finally:
                keeper.cancel()
                await _give_back(shared)


async def _take(shared: Lock, patience: float) -> None:
    try:
        taken = await shared.acquire(blocking_timeout=patience)
    except RedisError as error:
        raise LockError(f"Redis is out of reach: {type(error).__name__}") from error
    if not taken:
        raise LockError("another message of this conversation takes too long")


async def _keep(shared: Lock) -> None:
    while True:
        await asyncio.sleep(RENEWED)
        try:
            await shared.reacquire()
        except RedisError as error:
            logger.warning("the lock of a conversation could not be kept: %s", type(error).__name__)


async def _give_back(shared: Lock) -> None:
    try:
        await shared.release()
    except RedisError as error:  # it runs out by itself
        logger.warning("the lock of a conversation could not be given back: %s", type(error).__name__)

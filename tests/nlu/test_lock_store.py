"""One message of a conversation at a time, over several Rasa servers."""

from __future__ import annotations

import asyncio
from typing import Any, List

import pytest
from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig

from bot.nlu import lock_store
from bot.nlu.lock_store import SharedLockStore
from tests.conftest import RedisServer


def server(redis: RedisServer) -> LockStore:
    """The lock store of one more Rasa server, made as Rasa makes it."""
    return LockStore.create(EndpointConfig(redis.url, type="bot.nlu.lock_store.SharedLockStore"))


def test_two_servers_handle_one_conversation_in_turn_and_others_at_once(redis_server: RedisServer) -> None:
    inside: List[str] = []
    most: List[int] = []

    async def handle(store: LockStore, conversation: str) -> None:
        async with store.lock(conversation):
            assert conversation not in inside
            inside.append(conversation)
            most.append(len(inside))
            await asyncio.sleep(0.02)
            inside.remove(conversation)

    async def both() -> None:
        stores = [server(redis_server), server(redis_server)]
        await asyncio.gather(*(handle(store, name) for _ in range(5) for store in stores for name in ("ann", "bob")))

    asyncio.run(both())
    assert max(most) == 2


def test_messages_on_one_server_keep_their_order(redis_server: RedisServer) -> None:
    order: List[int] = []

    async def handle(store: LockStore, number: int) -> None:
        async with store.lock("ann"):
            await asyncio.sleep(0.01)
            order.append(number)

    async def all_at_once() -> None:
        store = server(redis_server)
        await asyncio.gather(*(handle(store, number) for number in range(10)))

    asyncio.run(all_at_once())
    assert order == list(range(10))


def test_what_a_killed_server_held_is_soon_free_and_what_a_living_one_holds_is_not(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock_store, "HELD", 0.6)
    monkeypatch.setattr(lock_store, "RENEWED", 0.2)

    async def scene() -> None:
        killed, living = server(redis_server), server(redis_server)
        assert isinstance(killed, SharedLockStore)
        await killed._redis.lock("conversation:ann", timeout=lock_store.HELD).acquire()  # and nobody renews it
        async with living.lock("ann", lock_lifetime=5):
            await asyncio.sleep(3 * lock_store.HELD)
            with pytest.raises(LockError, match="takes too long"):
                async with server(redis_server).lock("ann", lock_lifetime=0.3):
                    pass

    asyncio.run(scene())


def test_without_redis_the_message_fails_and_the_next_one_after_its_return_does_not(redis_server: RedisServer) -> None:
    async def scene() -> Any:
        store = server(redis_server)
        redis_server.kill()
        with pytest.raises(LockError, match="out of reach"):
            async with store.lock("ann"):
                pass
        redis_server.start()
        async with store.lock("ann"):
            return "handled"

    assert asyncio.run(scene()) == "handled"

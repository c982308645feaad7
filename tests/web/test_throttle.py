"""Rates are counted over all web processes when there is a Redis, and go on without it."""

from __future__ import annotations

import time

import pytest

from bot.web.throttle import AddressThrottle, Counter, Throttle
from tests.conftest import RedisServer


def test_two_processes_count_together(redis_server: RedisServer) -> None:
    one, other = (Throttle(Counter(redis_server.url), "3/minute", "5/minute") for _ in range(2))
    assert [throttle.admits("ann", "10.0.0.1") for throttle in (one, other, one, other)] == [True, True, True, False]
    assert one.admits("bob", "10.0.0.1") and not other.admits("bob", "10.0.0.1")


def test_messages_and_logins_are_counted_apart(redis_server: RedisServer) -> None:
    counter = Counter(redis_server.url)
    assert AddressThrottle(counter, "1/minute").admits("10.0.0.1")
    assert Throttle(counter, "1/minute", "1/minute").admits("ann", "10.0.0.1")


def test_without_redis_each_process_counts_for_itself(redis_server: RedisServer) -> None:
    throttle = Throttle(Counter(redis_server.url), "2/minute", "100/minute")
    assert throttle.admits("ann", "10.0.0.1")
    redis_server.kill()
    assert [throttle.admits("ann", "10.0.0.1") for _ in range(3)] == [True, True, False]


def test_a_clock_that_is_put_back_blocks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    throttle = Throttle(Counter(), "2/minute", "100/minute")
    assert [throttle.admits("ann", "10.0.0.1") for _ in range(3)] == [True, True, False]
    yesterday = time.time() - 24 * 3600
    monkeypatch.setattr("time.time", lambda: yesterday)
    assert throttle.admits("ann", "10.0.0.1")

"""Work beside the event loop, in which everybody's messages are handled."""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor
from typing import Any, Callable, Coroutine, Optional, TypeVar

Found = TypeVar("Found")


async def in_thread(function: Callable[..., Found], *arguments: Any, pool: Optional[Executor] = None) -> Found:
    """Call `function` in a thread. Whoever is cancelled waits for its end all the same: only then is the conversation free for the
    next message."""
    done = asyncio.get_running_loop().run_in_executor(pool, function, *arguments)
    try:
        return await asyncio.shield(done)
    except asyncio.CancelledError:
        await asyncio.wait([done])
        raise


def finish(coroutine: Coroutine[Any, Any, Found]) -> Found:
    """What a coroutine returns that waits for nothing: then a loop of its own would be waste.

    Raises:
        RuntimeError: it waits for something.
    """
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    coroutine.close()
    raise RuntimeError("this waits for something, and runs without an event loop")

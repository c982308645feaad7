"""Work beside the event loop, in which everybody's messages are handled."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from concurrent.futures import Executor
from typing import Any, Callable, Coroutine, Optional, TypeVar

Found = TypeVar("Found")
_PATIENT = 10  # lower priority: the share of a busy core is a tenth of that of others


async def in_thread(function: Callable[..., Found], *arguments: Any, pool: Optional[Executor] = None) -> Found:
    """Call `function` in a thread. Whoever is cancelled waits for its end all the same: only then is the conversation free for the
    next message."""
    done = asyncio.get_running_loop().run_in_executor(pool, function, *arguments)
    try:
        return await asyncio.shield(done)
    except asyncio.CancelledError:
        await asyncio.wait([done])
        raise


def prepare(function: Callable[..., object], *arguments: Any) -> threading.Thread:
    """Call `function`, which works out what somebody will want later, in a thread that lets whoever works for somebody now go first:
    the Rasa server above all, for which everybody waits at the start."""

    def work() -> None:
        if sys.platform == "linux":  # elsewhere this would slow down the whole process
            me = threading.get_native_id()
            os.setpriority(os.PRIO_PROCESS, me, os.getpriority(os.PRIO_PROCESS, me) + _PATIENT)
        function(*arguments)

    thread = threading.Thread(target=work, name="prepare", daemon=True)
    thread.start()
    return thread


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

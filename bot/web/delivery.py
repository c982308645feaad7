"""Each message reaches Rasa once, however often a browser sends it: a retry gets the answer that is on its way."""

from __future__ import annotations

import asyncio
import time
from typing import Awaitable, Callable, Dict, List, Tuple

from bot.web.rasa import RasaError, Reply

MEMORY = 300.0  # seconds that an answer stays available for a retry
CAPACITY = 10_000  # messages remembered at most

Key = Tuple[str, str]


class Deliveries:
    """Remembers the messages of the last minutes by conversation and message id."""

    def __init__(self, send: Callable[[str, str, str], Awaitable[List[Reply]]], timeout: float) -> None:
        self._send = send
        self._timeout = timeout
        self._tasks: Dict[Key, Tuple[float, asyncio.Task]] = {}

    async def deliver(self, sender: str, message_id: str, message: str) -> List[Reply]:
        """Return Rasa's replies to a message, sending it only when this id is new. Raises RasaError.

        After the timeout in seconds the caller gets RasaError "slow", while the message stays on its way.
        """
        key = (sender, message_id)
        if key not in self._tasks:
            self._forget_old()
            self._tasks[key] = (time.monotonic(), asyncio.create_task(self._send(sender, message, message_id)))
        task = self._tasks[key][1]
        try:
            return await asyncio.wait_for(asyncio.shield(task), self._timeout)
        except asyncio.TimeoutError as error:
            raise RasaError("slow", sent=True) from error
        except RasaError:
            self._tasks.pop(key, None)
            raise

    def _forget_old(self) -> None:
        limit = time.monotonic() - MEMORY
        while self._tasks:
            key, (started, task) = next(iter(self._tasks.items()))
            if started > limit and len(self._tasks) < CAPACITY:
                return
            del self._tasks[key]
            task.cancel()

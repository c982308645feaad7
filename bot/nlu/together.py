"""Saving together: what comes in while the disk is busy is saved by the next trip to it, all at once."""

from __future__ import annotations

import asyncio
from typing import Callable, Generic, List, Optional, Tuple, TypeVar

from bot.threads import in_thread

Given, Found = TypeVar("Given"), TypeVar("Found")


class Together(Generic[Given, Found]):
    """Has `work` done for everything that waits, in a thread and in one call; alone what is asked for alone.

    Each of many transactions waits until the disk has it, and for the others to be out of the way: with fifty people at once that
    took longer than their messages. When a joint call fails, each part is tried by itself, so that nobody fails with somebody else.
    """

    def __init__(self, work: Callable[[List[Given]], List[Found]]) -> None:
        """`work` returns what it found for each, in the same order; it does all or nothing."""
        self._work = work
        self._waiting: List[Tuple[Given, "asyncio.Future[Found]"]] = []
        self._working: Optional["asyncio.Task[None]"] = None

    async def __call__(self, given: Given) -> Found:
        """What `work` found for this. Whoever is cancelled waits for its end all the same, as with `in_thread`."""
        done: "asyncio.Future[Found]" = asyncio.get_running_loop().create_future()
        self._waiting.append((given, done))
        if self._working is None or self._working.done():
            self._working = asyncio.ensure_future(self._all())
        try:
            return await asyncio.shield(done)
        except asyncio.CancelledError:
            await asyncio.wait([done])
            raise

    async def _all(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting, []
            await self._do(some)

    async def _do(self, some: List[Tuple[Given, "asyncio.Future[Found]"]]) -> None:
        try:
            found = await in_thread(self._work, [given for given, _ in some])
        except asyncio.CancelledError:
            for _, done in some:
                done.cancel()
            raise
        except BaseException as error:  # noqa: BLE001 (whoever waits gets it)
            if len(some) > 1:
                await asyncio.gather(*(self._do([one]) for one in some))
            else:
                some[0][1].set_exception(error)
        else:
            for (_, done), own in zip(some, found, strict=True):
                done.set_result(own)

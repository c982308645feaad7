"""Play items against the running bot, one fresh conversation each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Iterable, Iterator, Optional

import httpx

from .checks import Seen, failures
from .every_reply import faults
from .items import Item
from .reply import Conversation, Reply
from .world import World


@dataclass(frozen=True)
class Miss:
    """A turn whose reply was not right: its number, what was said, the reply, and why."""

    turn: int
    say: str
    reply: str
    reasons: tuple[str, ...]


@dataclass
class Outcome:
    """What came of one item: misses per turn, broken rules, milliseconds per turn, whether its profession was seen."""

    item: Item
    misses: list[Miss] = field(default_factory=list)
    faults: dict[str, int] = field(default_factory=dict)
    ms: list[float] = field(default_factory=list)
    recognised: Optional[bool] = None  # None: the item names no profession

    @property
    def right(self) -> bool:
        """Whether every turn got a right reply that breaks no rule."""
        return not self.misses


def judge(item: Item, replies: Iterable[Reply], world: World) -> Outcome:
    """Judge `replies`, one per turn of `item`; iteration stops with the turns."""
    outcome = Outcome(item)
    previous: Optional[Reply] = None
    for number, (turn, reply) in enumerate(zip(item.turns, replies, strict=False), 1):
        seen = Seen(reply, world, previous)
        broken = faults(seen)
        reasons = (*failures(turn.expect, seen), *broken.values())
        if reasons:
            outcome.misses.append(Miss(number, turn.say, reply.text, reasons))
        for rule in broken:
            outcome.faults[rule] = outcome.faults.get(rule, 0) + 1
        if number == 1 and item.profession:
            outcome.recognised = not failures({"about": item.profession}, seen)
        outcome.ms.append(reply.ms)
        previous = reply
    return outcome


def play(items: Iterable[Item], world: World, client: httpx.Client) -> Iterator[Outcome]:
    """Yield the outcome of each item, in order. Raises httpx.HTTPError when the bot cannot be reached or fails."""
    for item in items:
        conversation = Conversation(client, item.id)
        yield judge(item, (conversation.say(turn.say) for turn in item.turns), world)


def connect(port: int, timeout: float = 60.0) -> httpx.Client:
    """Return a client for the Rasa server on `port` of this machine; `timeout` in seconds."""
    return httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=timeout, trust_env=False)

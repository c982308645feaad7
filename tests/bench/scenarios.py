"""What is said to both bots, and what it costs them."""

from __future__ import annotations

import random
from itertools import count, cycle, islice, product
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Tuple

import yaml

from tests.bench.measure import Bot, Times, run

TEXTS: Dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
BEGIN, END = TEXTS.pop("begin"), TEXTS.pop("end")
PEOPLE = {1: 24, 10: 6, 50: 4}  # at once: messages each
Row = Tuple[str, int, Times, Times]
LENGTHS = (5, 50, 500)  # messages
AROUND = 4  # messages before and after, over which is averaged


class Script:
    """Hands out what people say in a scenario. A question is not said twice as long as there are others, whoever asks it."""

    def __init__(self, scenario: str) -> None:
        self._scenario = TEXTS[scenario]
        self.opening = tuple(self._scenario.get("opening", ()))
        asked = [f"{b}{q}{e}" for b, q, e in product(BEGIN, self._scenario.get("questions", ()), END)]
        random.Random(1).shuffle(asked)
        self._asked, self._people = cycle(asked), count(11)

    def talks(self, people: int, messages: int) -> List[List[str]]:
        """So many messages of each person."""
        if "questions" in self._scenario:
            return [list(islice(self._asked, messages)) for _ in range(people)]
        own = list(islice(cycle(self._scenario["messages"]), messages))
        return [[text.format(number=number) for text in own] for number in islice(self._people, people)]


def compare(ours: Bot, bare: Bot, say: Callable[[str], None]) -> Iterator[Row]:
    """For each scenario and number of people: its name, the number, and what it costs ours and the bare bot."""
    for name in TEXTS:
        script, other = Script(name), Script(TEXTS[name].get("instead", name))
        run(ours, script.talks(1, AROUND), script.opening)  # what is loaded at its first use does not count
        run(bare, other.talks(1, AROUND))
        for people, messages in PEOPLE.items():
            say(f"{name}, {people} at once")
            yield (
                name,
                people,
                run(ours, script.talks(people, messages), script.opening),
                run(bare, other.talks(people, messages)),
            )


def length(bot: Bot, say: Callable[[str], None]) -> Dict[int, Times]:
    """What the 5th, the 50th and the 500th message of one conversation cost."""
    script, found = Script("knowledge answer"), {}
    for number in LENGTHS:
        say(f"message {number} of one conversation")
        (before,) = script.talks(1, number - AROUND)
        found[number] = run(bot, script.talks(1, 2 * AROUND), before)
    return found

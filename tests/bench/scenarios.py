"""What is said to both bots, and what it costs them."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, Tuple

import yaml

from tests.bench.measure import Bot, Times, run

SCENARIOS: Dict[str, Dict[str, Any]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
PEOPLE = {1: 24, 10: 6, 50: 4}  # at once: messages each
Row = Tuple[str, int, Times, Times]
LENGTHS = (5, 50, 500)  # messages
AROUND = 4  # messages before and after, over which is averaged


def compare(ours: Bot, bare: Bot, say: Callable[[str], None]) -> Iterator[Row]:
    """For each scenario and number of people: its name, the number, and what it costs ours and the bare bot."""
    for name, scenario in SCENARIOS.items():
        for bot in (ours, bare):  # what is loaded at its first use does not count
            run(bot, scenario["messages"], 1, scenario.get("opening", ()))
        for people, count in PEOPLE.items():
            say(f"{name}, {people} at once")
            messages = list(islice(cycle(scenario["messages"]), count))
            instead = list(islice(cycle(scenario.get("instead", scenario["messages"])), count))
            yield (
                name,
                people,
                run(ours, messages, people, scenario.get("opening", ())),
                run(bare, instead, people),
            )


def length(bot: Bot, say: Callable[[str], None]) -> Dict[int, Times]:
    """What the 5th, the 50th and the 500th message of one conversation cost."""
    question = SCENARIOS["knowledge answer"]["messages"]
    found = {}
    for number in LENGTHS:
        say(f"message {number} of one conversation")
        before = list(islice(cycle(question), number - AROUND))
        found[number] = run(bot, list(islice(cycle(question), 2 * AROUND)), 1, before)
    return found

"""`python -m tests.evaluation`: play a set against the running bot and print its figures."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Callable, Sequence

import httpx

from bot.settings import SettingError, load_settings

from .clients import Client, load_clients
from .clients import play as play_clients
from .clients_report import clients_report
from .items import Item, ItemError, load_items
from .play import Outcome, connect, play
from .report import failures, place, report
from .safety import play as play_safety
from .safety_items import SafetyItem
from .safety_items import load_items as load_safety
from .safety_report import safety_report
from .world import World, load_world

EXIT_WRONG, EXIT_UNREACHABLE = 1, 2


@dataclass(frozen=True)
class EvaluationSet:
    """How the items of a set are read, played and counted."""

    load: Callable[[World], Sequence[Item | SafetyItem | Client]]
    play: Callable
    report: Callable[[Sequence[Outcome]], str]


SETS = {
    "questions": EvaluationSet(lambda world: load_items("questions", world), play, report),
    "safety": EvaluationSet(lambda _world: load_safety(), play_safety, safety_report),
    "intake": EvaluationSet(lambda _world: load_clients(), play_clients, clients_report),
}


def arguments(argv: list[str] | None = None) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__)
    parser.add_argument("--set", default="questions", choices=SETS, help="the set to play")
    parser.add_argument("--kind", action="append", help="only this kind (may be repeated)")
    parser.add_argument("--part", choices=("open", "held-out", "all"), default="all", help="only this part")
    parser.add_argument("--port", type=int, help="Rasa's port (default: the setting LOOPBAANBOT_RASA_PORT)")
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the figures between the set's markers in FILE")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write right or wrong per item id to FILE")
    parser.add_argument(
        "--minimum", type=float, default=0.0, metavar="SHARE", help="fail below this share of right items (0..1)"
    )
    parser.add_argument("--quiet", action="store_true", help="list no failures")
    options = parser.parse_args(argv)
    try:
        options.port = options.port or load_settings().rasa_port
    except SettingError as error:
        parser.error(str(error))
    return options


def chosen(
    items: Sequence[Item | SafetyItem | Client], options: argparse.Namespace
) -> list[Item | SafetyItem | Client]:
    """Return the items that the options ask for."""
    parts = {"open": (False,), "held-out": (True,), "all": (False, True)}[options.part]
    return [i for i in items if i.held_out in parts and (not options.kind or i.kind in options.kind)]


def played(items: list[Item | SafetyItem | Client], options: argparse.Namespace) -> list[Outcome]:
    """Play `items` with a line of progress on the error stream."""
    outcomes = []
    with connect(options.port) as client:
        for outcome in SETS[options.set].play(items, load_world(), client):
            outcomes.append(outcome)
            print(f"\r{len(outcomes)}/{len(items)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return outcomes


def save(outcomes: list[Outcome], options: argparse.Namespace) -> None:
    """Write the files that the options ask for."""
    if options.write:
        old = options.write.read_text(encoding="utf-8") if options.write.exists() else ""
        fragment = f"Last run: {date.today().isoformat()}.\n\n{SETS[options.set].report(outcomes)}"
        options.write.write_text(place(old, options.set, fragment), encoding="utf-8")
    if options.json:
        right = {o.item.id: o.right for o in outcomes}
        options.json.write_text(json.dumps(right, indent=1) + "\n", encoding="utf-8")


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0: good, 1: below the minimum or broken items, 2: the bot cannot be reached."""
    options = arguments(argv)
    try:
        outcomes = played(chosen(SETS[options.set].load(load_world()), options), options)
    except ItemError as error:
        print(error, file=sys.stderr)
        return EXIT_WRONG
    except httpx.HTTPError as error:
        print(f"\nThe bot on port {options.port} gives no answer ({error}). Start it with `make run`.", file=sys.stderr)
        return EXIT_UNREACHABLE
    if not outcomes:
        print("No item fits these options.", file=sys.stderr)
        return EXIT_WRONG
    if not options.quiet and (wrong := failures(outcomes)):
        print(f"Failures in the open part\n\n{wrong}\n")
    print(SETS[options.set].report(outcomes))
    save(outcomes, options)
    return EXIT_WRONG if sum(o.right for o in outcomes) / len(outcomes) < options.minimum else 0


if __name__ == "__main__":
    sys.exit(main())

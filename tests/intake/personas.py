"""Simulated people: how somebody talks, whatever is asked. `react(client, turn)` gives the next text."""

from __future__ import annotations

import random
from typing import Callable, Dict

from bot.intake.turn import Turn
from tests.intake.client import USUAL, Client

React = Callable[[Client, Turn], str]

SITUATIONS: Dict[str, Dict[str, str]] = {
    "employee": {},
    "self_employed": {"employment": "ik ben zelfstandige", "obstacles": "geen van deze"},
    "away": {"employment": "4", "other_guidance": "ja, een jobcoach", "obstacles": "tijd en vervoer"},
    "job_seeker": {"employment": "werkloos", "obstacles": "geld en diploma"},
    "student": {"employment": "student", "professions": "geen", "obstacles": "twijfel"},
    "retired": {
        "employment": "op pensioen",
        "pop_kind": "nadenken",
        "action.1": "Ik wandel 2 keer voor eind maart",
    },
}

ONE_WORD = {
    "request": "rust", "why_now": "chef", "good_result": "plezier", "work": "bakker", "qualities_example": "feest",
    "energy": "lesgeven", "networking_example": "zus", "market_example": "niets", "direction_example": "avondschool",
    "obstacle_story": "druk", "goal": "mensen", "action.1": "bellen", "measure.1": "gebeld", "adjust.1": "hulp",
}  # fmt: skip


def plain(answers: Dict[str, str]) -> React:
    """Answers what is asked."""

    def react(client: Client, turn: Turn) -> str:
        return answers.get(turn.question or "") or USUAL.get(turn.question or "", "ja")

    return react


def storyteller(answers: Dict[str, str]) -> React:
    """Long answers to open questions, full of words that look like commands."""
    story = (
        "Goh, dat is een lang verhaal. Ik stopte ooit met studeren en ging verder in de winkel van mijn tante. Vorige maand dacht ik: "
        "ik wil stoppen, pauze nemen en opnieuw beginnen. Waarom niet? Maar overslaan kan niet, en hulp vragen vind ik moeilijk. "
    )
    inner = plain(answers)

    def react(client: Client, turn: Turn) -> str:
        text = inner(client, turn)
        is_open = turn.question in ONE_WORD or (turn.question or "").startswith(("action", "measure", "adjust"))
        return story + text if is_open else text

    return react


def corrector(answers: Dict[str, str]) -> React:
    """Goes back and changes earlier answers."""
    inner = plain(answers)
    detours = {
        "qualities_know": "wijzig mijn loopbaanvraag",
        "market_know": "vorige",
        "pop_kind": "wijzig mijn doel",
        "confirmed": "wijzig vraag 2",
    }
    corrected = {"request": "Eigenlijk wil ik vooral weten of ik blijf", "goal": "Minder uren werken"}

    def react(client: Client, turn: Turn) -> str:
        detour = detours.pop(turn.question or "", None)
        if detour:
            return detour
        if turn.question in corrected and client.asked.count(turn.question) > 1:
            return corrected[turn.question]
        return inner(client, turn)

    return react


def wanderer(answers: Dict[str, str]) -> React:
    """Asks for help, reasons and overviews along the way."""
    inner = plain(answers)
    detours = {
        "employment": "waarom vraag je dat?", "why_now": "wat bedoel je?", "urgency": "help", "qualities_show": "overzicht",
        "networking_ask": "hoever zit ik", "goal": "ik wil een mens spreken", "pop_kind": "samenvatting", "confirmed": "samenvatting deel 2",
    }  # fmt: skip

    def react(client: Client, turn: Turn) -> str:
        return detours.pop(turn.question or "", None) or inner(client, turn)

    return react


def pauser(answers: Dict[str, str]) -> React:
    """Pauses and comes back."""
    inner = plain(answers)
    moments = {"why_now", "motives_know", "obstacles", "confirmed"}

    def react(client: Client, turn: Turn) -> str:
        if turn.command == "pause":
            return "verder"
        if turn.question in moments:
            moments.discard(turn.question)
            return "pauze"
        return inner(client, turn)

    return react


def refuser(answers: Dict[str, str]) -> React:
    """Skips whatever may be skipped, or does not know."""
    inner = plain(answers)

    def react(client: Client, turn: Turn) -> str:
        offers = {button.text for button in turn.buttons}
        if "Overslaan" not in offers or turn.question in answers:
            return inner(client, turn)
        return "dat zeg ik liever niet" if len(client.said) % 2 else "weet ik niet"

    return react


def sloppy(answers: Dict[str, str]) -> React:
    """Mistypes, and answers the wrong kind of thing once in a while."""
    inner, missed, source = plain(answers), set(), random.Random(7)

    def react(client: Client, turn: Turn) -> str:
        closed = turn.question in ("urgency", "motives_know", "market_know", "deadline.1", "other_guidance")
        if closed and turn.question not in missed:
            missed.add(turn.question)
            return "banaan"
        text = inner(client, turn)
        return text.upper() + "!" * source.randint(0, 2)

    return react


def button_presser(answers: Dict[str, str]) -> React:
    """Presses the first button where there is a choice."""
    inner = plain(answers)

    def react(client: Client, turn: Turn) -> str:
        if turn.question in answers or turn.question in ("other_guidance", "another.1") or turn.question in ONE_WORD:
            return inner(client, turn)
        return turn.buttons[0].text if turn.buttons and turn.question not in USUAL else inner(client, turn)

    return react


def one_worder(answers: Dict[str, str]) -> React:
    """One word each time."""
    return plain({**ONE_WORD, **answers})


STYLES: Dict[str, Callable[[Dict[str, str]], React]] = {
    style.__name__: style
    for style in (one_worder, storyteller, corrector, wanderer, pauser, refuser, sloppy, button_presser)
}

"""A person at the other end: types texts, remembers what was asked."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Callable, Dict, List, Optional

from bot.intake.service import IntakeService
from bot.intake.turn import Turn

START = datetime(2026, 11, 23, 9, tzinfo=timezone.utc)

USUAL = {
    "consent": "ja",
    "employment": "bediende",
    "other_guidance": "nee",
    "outside_frame": "ja",
    "request_kind": "1",
    "request": "Ik doe al tien jaar hetzelfde en wil weten wat ik nog kan",
    "request_confirmed": "klopt",
    "why_now": "Mijn ploeg wordt hertekend",
    "good_result": "Dat ik weer met zin vertrek",
    "urgency": "4",
    "work": "Boekhouding, al tien jaar",
    "qualities_know": "een drietje",
    "qualities_show": "2",
    "qualities_example": "Ik bracht rust in een ruzie aan de balie",
    "motives_know": "4/5",
    "motives_fit": "2",
    "energy": "Iets uitleggen geeft me energie, lange vergaderingen kosten energie",
    "networking_people": "vier",
    "networking_ask": "3",
    "networking_example": "Mijn zus leest mee",
    "market_know": "3",
    "market_require": "2",
    "market_example": "Een vacature bij een buurthuis",
    "direction_choose": "3",
    "direction_act": "5",
    "direction_example": "Ik koos zelf voor avondschool",
    "obstacles": "1 en 2",
    "obstacle_story": "De avonden zijn vol",
    "signals_agreed": "ja",
    "goal": "Werken met mensen",
    "professions": "loopbaanbegeleider",
    "pop_kind": "allebei",
    "action.1": "Ik praat met iemand die dit werk doet",
    "measure.1": "Er staat een gesprek in mijn agenda",
    "deadline.1": "15 januari",
    "fit.1": "ja",
    "another.1": "nee",
    "confirmed": "ja",
}


class Client:
    """Talks to the service; `said` are the texts typed, `asked` the questions put, in order."""

    def __init__(self, service: IntakeService, sender: str = "sender-1", start: datetime = START) -> None:
        self.service, self.sender, self.now = service, sender, start
        self.turns: List[Turn] = []
        self.said: List[str] = []
        self.asked: List[str] = []

    def say(self, text: str, message_id: Optional[str] = None, **more: object) -> Turn:
        """Type one message."""
        self.now += timedelta(seconds=20)
        active = self.turns[-1].active if self.turns else False
        self.said.append(text)
        name = message_id or f"{self.sender}-{len(self.said)}"
        turn = self.service.handle(self.sender, text, name, self.now, **{"active": active, **more})
        self.turns.append(turn)
        if turn.question:
            self.asked.append(turn.question)
        return turn

    def go(self, answers: Optional[Dict[str, str]] = None, until: str = "", most: int = 70) -> Turn:
        """Answer what is asked, from `answers` or else USUAL, until nothing is asked or `until` is."""
        turn = self.turns[-1] if self.turns and self.turns[-1].active else self.say("start intake")
        for _ in range(most):
            if not turn.active or turn.question == until:
                return turn
            turn = self.say((answers or {}).get(turn.question) or USUAL[turn.question])
        raise AssertionError(f"not finished: {self.asked[-5:]}")

    def play(self, react: Callable[["Client", Turn], str], most: int) -> Turn:
        """Let `react` decide every message, at most `most` of them."""
        turn = self.say("start intake")
        while turn.active or turn.command == "pause":
            assert len(self.said) < most, self.asked
            turn = self.say(react(self, turn))
        return turn

    def answers(self) -> Dict[str, str]:
        """The last answer to each question, as everything() shows it."""
        runs = self.service.everything(self.sender, self.now)["questionnaires"]
        return {answer["question"]: answer["shown"] for run in runs for answer in run["answers"]}

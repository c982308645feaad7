"""A simulated person who goes through the intake by the REST webhook, as clients.yml says how."""

from __future__ import annotations

import time
import uuid
from collections import Counter
from itertools import cycle
from typing import Any, Callable, Dict, List, Set, Tuple

import yaml

from bot.intake.service import IntakeService
from bot.settings import ROOT

NO_ANSWER = yaml.safe_load((ROOT / "bot" / "nlu" / "channel.yml").read_text(encoding="utf-8"))["no_answer"]
LONGEST = 1000  # characters; a reply is about 900
Say = Callable[[str, str], List[Dict[str, Any]]]  # sender and text to replies
SKIP = "Overslaan"  # the quick reply under a question that may be skipped


class Person:
    """`said`: what was typed; `ms`: how long each reply took; `given`: question and text of each answer, in order; `problem`: why
    the conversation ended early; `worried`: how often an ordinary answer was taken for a sign of danger."""

    def __init__(self, send: Say, service: IntakeService, name: str, clients: Dict[str, Any]) -> None:
        manner, situation = name.split("-")
        self.send, self.service = send, service
        self.sender = f"{name}-{uuid.uuid4().hex[:8]}"
        self.manner = clients["manners"][manner]
        own = {**self.manner.get("says", {}), **clients["situations"][situation]}
        self.answers: Dict[str, str] = {**clients["answers"], **own}
        self.before = {question: list(texts) for question, texts in self.manner.get("before", {}).items()}
        self.skips = cycle(self.manner.get("skips", ()))
        self.said: List[str] = []
        self.ms: List[float] = []
        self.given: List[Tuple[str, str]] = []
        self.stayed: List[str] = []
        self.reopened: Set[str] = set(self.manner.get("again", ()))
        self.replies: List[Dict[str, Any]] = []
        self.problem = ""
        self.worried = 0  # how often we were asked gently whether all is well, after an ordinary answer

    def question(self) -> str:
        """The id of the open question; "" when the intake is closed."""
        status = self.service.status(self.sender)
        if not status["consent"]:
            return "consent"
        return "" if status.get("status") == "closed" else str(status.get("question"))

    @property
    def finished(self) -> bool:
        """Whether the intake was closed without any problem."""
        return not self.problem and not self.question()

    def play(self, most: int) -> "Person":
        """Have the whole conversation, in at most `most` messages."""
        try:
            self.say("start intake")
            while self.question():
                assert len(self.said) < most, "too many messages"
                self.turn(self.question())
        except (AssertionError, OSError, ValueError) as problem:
            self.problem = str(problem) or repr(problem)
        return self

    def turn(self, question: str) -> None:
        """Say one thing: a detour that waits at this question, or the answer."""
        if self.before.get(question):
            self.say(self.before[question].pop(0))
            if self.question() != question:
                self.reopened.add(self.question())
            return
        text = self.answer(question)
        self.say(text)
        if self.service.status(self.sender).get("status") == "paused":  # asked whether all is well: yes, so on with it
            self.worried += 1
            self.say("verder")
            self.say(text)
        self.given.append((question, text))
        if self.question() == question:
            self.stayed.append(question)

    def answer(self, question: str) -> str:
        """What this person answers."""
        if "skips" in self.manner and SKIP in {b["title"] for r in self.replies for b in r.get("buttons") or []}:
            return next(self.skips)
        again = self.manner.get("again", {})
        if question in again and question in dict(self.given):
            return str(again[question])
        text = self.answers[question]
        is_open = question != "consent" and self.kind(question) == "open"
        return f"{self.manner['story']} {text}" if is_open and "story" in self.manner else text

    def kind(self, question: str) -> str:
        """Open, choice, scale and so on."""
        return self.service.library.get("intake").by_id[question].kind

    def say(self, text: str) -> None:
        """Send one message and look at the replies."""
        self.said.append(text)
        start = time.perf_counter()
        self.replies = self.send(self.sender, text)
        self.ms.append((time.perf_counter() - start) * 1000)
        assert self.replies, f"no reply to {text!r}"
        for reply in self.replies:
            assert 0 < len(reply["text"]) <= LONGEST, f"{len(reply['text'])} characters in reply to {text!r}"
            assert reply["text"] != NO_ANSWER, f"an error in reply to {text!r}"
        texts = [reply["text"] for reply in self.replies]
        assert len(set(texts)) == len(texts), f"the same reply twice to {text!r}"

    def asked_twice(self) -> List[str]:
        """Questions that came again without reason: after an answer, or later without having been gone back to."""
        counted = Counter(question for question, _ in self.given)
        return self.stayed + [q for q, times in counted.items() if times > 1 and q not in self.reopened]

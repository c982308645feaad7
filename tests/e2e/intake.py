"""Somebody who does the intake on the website and knows what was acknowledged."""

from __future__ import annotations

from pathlib import Path
from typing import List, Tuple

import yaml

from tests.e2e.browser import Browser
from tests.product import Product

ANSWERS = yaml.safe_load(Path(__file__).with_name("clients.yml").read_text(encoding="utf-8"))["answers"]


class Client(Browser):
    """A visitor in the middle of an intake; `given`: question and words of every answer that got a reply."""

    def __init__(self, product: Product) -> None:
        super().__init__(product)
        self.given: List[Tuple[str, str]] = []

    def begin(self) -> "Client":
        """Start, and say yes to what is stored."""
        self.say("start intake")
        self._answer("consent")
        return self

    def go_on(self) -> bool:
        """Answer the open question; False when there is none."""
        question = self.question()
        if question:
            self._answer(question)
        return bool(question)

    def go_until(self, count: int) -> "Client":
        """Answer until `count` answers are given."""
        while len(self.given) < count:
            assert self.go_on()
        return self

    def _answer(self, question: str) -> None:
        self.say(ANSWERS[question])
        self.given.append((question, ANSWERS[question]))

    def check(self) -> None:
        """What was acknowledged is stored: all of it, once, in order."""
        stored = self.stored()
        assert stored == self.given, f"stored {stored}, acknowledged {self.given}"

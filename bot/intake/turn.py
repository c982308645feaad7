"""What one message of a person leads to: texts, buttons, and what the caller has to know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Optional, Tuple

from bot.intake.render import LONGEST, Button


@dataclass(frozen=True)
class Turn:
    """One reply.

    `messages`: Dutch texts, each at most about 900 characters. `active`: a questionnaire goes on and wants the next message.
    `digression`: the message is a question about a profession and not stored: answer it, then show `IntakeService.current`.
    `command`: the command that was recognised (a key of commands.yml), so that the caller can add its own part: `human` and
    `my_data` want more than the intake can say. `needs`: keys of referrals to show.
    `closed`: this message closed a questionnaire. `receipt`: everything was erased.
    """

    messages: Tuple[str, ...] = ()
    buttons: Tuple[Button, ...] = ()
    active: bool = False
    kind: Optional[str] = None
    question: Optional[str] = None
    phase: Optional[str] = None
    number: int = 0
    total: int = 0
    digression: bool = False
    command: Optional[str] = None
    needs: Tuple[str, ...] = ()
    closed: bool = False
    receipt: Optional[str] = None

    def after(self, *texts: str) -> "Turn":
        """The same turn with `texts` said first, in one message where that stays short enough."""
        said = [text for text in texts if text]
        if said and self.messages and len(said[-1]) + len(self.messages[0]) + 2 <= LONGEST:
            said[-1:] = [f"{said[-1]}\n\n{self.messages[0]}"]
            return replace(self, messages=(*said, *self.messages[1:]))
        return replace(self, messages=(*said, *self.messages))

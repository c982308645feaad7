"""One message inside a running questionnaire: an answer, or a word that steers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Callable, Optional, Union

from bot.intake.about import about
from bot.intake.answer import Answer
from bot.intake.answers import Invalid, in_so_many_words, parse
from bot.intake.commands import Command, find_topics, leads, recognise_loosely
from bot.intake.engine import ANSWER, INVALID, Event, State, changes, state
from bot.intake.messages import message
from bot.intake.models import Intake, Person
from bot.intake.questionnaire import Question
from bot.intake.records import Records
from bot.intake.render import (
    Button,
    acknowledgement,
    ask,
    buttons,
    same,
    shown,
)
from bot.intake.steering import STEPS
from bot.intake.summary import summary
from bot.intake.text import normalise, vocabulary
from bot.intake.turn import Turn
from bot.intake.zone import ZONE

LONG = 6  # letters of a word of an option that somebody may ask about ("wat is loondienst?")


@dataclass(frozen=True)
class Message:
    """What a person typed, and what the caller knows about it (see IntakeService.handle)."""

    text: str
    command: Optional[Command] = None
    is_question: bool = False
    kind: str = "intake"
    profession: Optional[str] = None
    active: bool = True


class Conversation:
    """A person's running questionnaire within one transaction; `closing` is called when the last answer is in."""

    def __init__(
        self,
        records: Records,
        person: Person,
        intake: Intake,
        now: datetime,
        message_id: str,
        closing: Callable[["Conversation"], Turn],
    ) -> None:
        self.records, self.person, self.intake = records, person, intake
        self.now, self.message_id, self.closing = now, message_id, closing
        self.questionnaire = records.questionnaire(intake)
        self.events = records.steps(intake.id)
        self.state = state(self.questionnaire, self.events)

    @property
    def today(self) -> date:
        """The day on which this is said, where people live."""
        return self.now.astimezone(ZONE).date()

    # ---- entry

    def handle(self, said: Message) -> Turn:
        """Handle one message of the person."""
        text, command = said.text, said.command
        question = self.state.current
        if question is None:
            return self.closing(self)
        if self.intake.status == "paused" and command is None:
            self.intake.status = "active"
        if (
            command
            and not self._is_answer(question, command, text)
            and not self._only_looks_like(question, command, said)
        ):
            return replace(self.steer(command, text), command=command.name)
        if said.is_question and self._digresses(question, text):
            return replace(self.reply(), messages=(), buttons=(), digression=True)
        return self._aside(question, text) or self.answer(question, text)

    def _aside(self, question: Question, text: str) -> Optional[Turn]:
        """What is no answer: a question about the intake, or other words for a command where a closed question gets no answer."""
        closed = question.kind != "open"
        command = recognise_loosely(text) if closed else None
        explains = command is not None and command.name == "explain" and normalise(text).startswith("wat ")
        if closed and not explains and not isinstance(self.read(question, text), Invalid):
            return None  # "wat is loondienst?" names an option, and is no answer all the same
        told = about(text, everything=closed) or (about(text, loosely=True) if closed and not command else None)
        if told:
            return replace(self.again(told), command="about")
        return replace(self.steer(command, text), command=command.name) if command else None

    def steer(self, command: Command, text: str) -> Turn:
        """Carry out a command; an unknown one only brings the question back."""
        step = STEPS.get(command.name)
        return step(self, command, text) if step else self.again()

    def again(self, *said: str) -> Turn:
        """`said`, and then the question that was open already, without its introduction."""
        return self.reply(*said, again=True)

    def reply(self, *said: str, again: bool = False) -> Turn:
        """`said`, and then the question that is open."""
        question = self.state.current
        if question is None:
            return Turn(tuple(text for text in said if text))
        messages = (ask(self.questionnaire, self.state, again),)
        pressed = buttons(self.state)
        if question.role == "summary" and not again:
            text, more = summary(self.questionnaire, self.state, 1)
            messages = (text, *messages)
            next_page = Button(message("buttons.more"), message("buttons.summary_page", page=2))
            pressed = (*pressed, next_page) if more else pressed
        turn = Turn(
            messages,
            pressed,
            active=True,
            kind=self.intake.kind,
            question=question.id,
            phase=question.phase,
            number=self.state.number,
            total=self.state.total,
            needs=self.needs(question),
        )
        return turn.after(*said)

    def needs(self, question: Question) -> tuple:
        """The needs whose help is shown together with a question."""
        answer = self.state.answers.get(question.refers or "")
        if answer is None:
            return ()
        options = self.questionnaire.by_id[question.refers or ""].options
        return tuple(option.referral for option in options if option.referral and option.id in answer.tokens)

    # ---- answers

    def _is_answer(self, question: Question, command: Command, text: str) -> bool:
        """Whether a text is the name of an option here, or a known answer that only resembles a command ("eerder wel")."""
        return in_so_many_words(question, text) and (bool(question.options) or not command.sure)

    def _only_looks_like(self, question: Question, command: Command, said: Message) -> bool:
        """A question that begins with "momentje", or an open answer such as "verander mijn leven", which names nothing asked here."""
        text = said.text
        if command.name == "pause" and not command.sure and said.is_question:
            return True
        if question.kind != "open" or command.name != "change" or leads(text) or re.search(r"\d", command.topic):
            return False
        return not find_topics(command.topic, self.questionnaire.questions)

    def read(self, question: Question, text: str) -> Union[Answer, Invalid]:
        """What `text` says as an answer to `question`, today."""
        return parse(question, text, self.today)

    def _digresses(self, question: Question, text: str) -> bool:
        """A question about a profession, unless it is the person's own question, put as an answer, or about a word of an option."""
        words = set(normalise(text).split())
        if question.kind == "open":
            return not set(vocabulary()["own_words"]) & words
        labels = {word for option in question.options for word in normalise(option.label).split()}
        command = None if question.options_from else recognise_loosely(text)
        return not (command and command.name == "explain" and any(len(w) >= LONG for w in words & labels))

    def answer(self, question: Question, text: str) -> Turn:
        """Read `text` as the answer to `question`, store it at once, and go on."""
        read = self.read(question, text)
        if isinstance(read, Invalid):
            return self._unreadable(question, read)
        if question.role == "summary" and read.value == "no":
            return replace(
                self.reply(), messages=(message("said.summary_no"),), buttons=(same("overview"), same("yes"))
            )
        return self.store(question, read)

    def _unreadable(self, question: Question, read: Invalid) -> Turn:
        self.record(Event(INVALID, question.id))
        size = len(question.scale) or len(question.options)
        only = next((option.label for option in question.options if option.only), "")
        points = [
            message("buttons.scale", number=number, words=words) for number, words in enumerate(question.scale, 1)
        ]
        filled = dict(size=size, only=only, low=" / ".join(points[:2]), high=" / ".join(points[-2:]))
        texts = [message(f"invalid.{read.reason}", **filled)]
        texts += [message("invalid.skip_offer")] if self.state.may_skip else []
        return self.again(" ".join(texts))

    def store(self, question: Question, answer: Answer) -> Turn:
        """Store an answer and go on; a changed one is told with what it changes."""
        before = self.state
        self.record(Event(ANSWER, question.id, answer))
        said = acknowledgement(question, answer, len(self.events))
        if before.reopened:
            said = self._changed(question, before.answers[question.id], before)
        if self.state.current is None:
            return self.closing(self).after(said if before.reopened else "")
        return self.reply(said)

    def _changed(self, question: Question, old: Answer, before: State) -> str:
        """What a changed answer did, in words."""
        new = self.state.answers.get(question.id, old)
        words = dict(label=question.label, new=shown(question, new, 120), old=shown(question, old, 120))
        texts = [message("said.unchanged" if words["new"] == words["old"] else "said.changed", **words)]
        for key, names in changes(before, self.state, question.id).items():
            touched = [self.questionnaire.by_id[name] for name in names]
            labels = ", ".join(other.label for other in touched if other.role != "summary")
            texts += [message(f"said.{key}", labels=labels)] if labels else []
        return "\n".join(texts)

    def record(self, event: Event) -> None:
        """Store one step at once; the state follows from it."""
        self.records.add_step(self.intake, event, self.message_id, self.now)
        self.events.append(event)
        self.state = state(self.questionnaire, self.events)

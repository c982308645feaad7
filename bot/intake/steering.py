"""The words that steer a running questionnaire ("vorige", "overzicht", "wijzig vraag 3"), one function each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Callable, Dict, Sequence

from bot.intake import codes
from bot.intake.answer import DECLINED, UNKNOWN, Answer
from bot.intake.commands import Command, find_topics
from bot.intake.engine import KEEP, REOPEN, Event, previous
from bot.intake.messages import message
from bot.intake.questionnaire import Question
from bot.intake.render import Button, explanation, overview, same, shown
from bot.intake.summary import summary
from bot.intake.turn import Turn

if TYPE_CHECKING:
    from bot.intake.conversation import Conversation


def _previous(talk: Conversation, command: Command, text: str) -> Turn:
    question = previous(talk.questionnaire, talk.state)
    return _reopen(talk, question) if question else talk.again(message("said.first"))


def _reopen(talk: Conversation, question: Question) -> Turn:
    talk.record(Event(REOPEN, question.id))
    old = shown(question, talk.state.answers[question.id], 200)
    return talk.reply(message("said.back", answer=old))


def _continue(talk: Conversation, command: Command, text: str) -> Turn:
    if talk.state.reopened and talk.state.current:
        talk.record(Event(KEEP, talk.state.current.id))
        if talk.state.current is None:
            return talk.closing(talk)
        return talk.reply(message("said.kept"))
    paused, talk.intake.status = talk.intake.status == "paused", "active"
    return talk.reply(message("said.resumed" if paused else "said.nothing_to_keep"))


def _skip(talk: Conversation, command: Command, text: str) -> Turn:
    question = talk.state.current
    assert question is not None
    if question.required:
        if isinstance(talk.read(question, text), Answer):
            return talk.answer(question, text)
        return talk.again(message("invalid.required_summary" if question.role == "summary" else "invalid.required"))
    status = UNKNOWN if command.name == "unknown" else DECLINED
    return talk.store(question, Answer(status, None, "", talk.today.isoformat()))


def _explain(talk: Conversation, command: Command, text: str) -> Turn:
    question = talk.state.current
    assert question is not None
    if command.name == "why":
        return talk.again(question.why)
    said, more = explanation(question, command.page)
    turn = talk.again(said)
    next_page = Button(message("buttons.more"), message("buttons.explain_page", page=command.page + 1))
    return replace(turn, buttons=(*turn.buttons, next_page)) if more else turn


def _pause(talk: Conversation, command: Command, text: str) -> Turn:
    talk.intake.status = "paused"
    code = codes.issue(talk.records, talk.person, codes.RESUME, talk.now)
    texts = (message("said.paused"), message("said.resume_code", code=code))
    return Turn(texts, (same("continue"),), kind=talk.intake.kind)


def _change(talk: Conversation, command: Command, text: str) -> Turn:
    path = [talk.questionnaire.by_id[name] for name in talk.state.path]
    fitting = find_topics(command.topic, path)
    if not fitting and find_topics(command.topic, talk.questionnaire.questions):
        return talk.again(message("said.change_later"))
    if not fitting:
        turn = talk.again(message("said.change_unknown"))
        return replace(turn, buttons=(same("previous"), *turn.buttons))
    if len(fitting) > 1:
        return _which(talk, fitting)
    question = fitting[0]
    if question.role == "consent":
        return talk.again(message("said.withdraw_consent"))
    if question.id in talk.state.answers:
        return _reopen(talk, question)
    return talk.again(message("said.change_now" if question is talk.state.current else "said.change_later"))


def _which(talk: Conversation, fitting: Sequence[Question]) -> Turn:
    """Ask which of several answers is meant."""
    numbers = [(talk.state.path.index(question.id) + 1, question) for question in fitting]
    lines = [message("said.change_which_line", number=number, label=question.label) for number, question in numbers]
    pressed = tuple(same("change", number=number) for number, _ in numbers)
    said = "\n".join([message("said.change_which"), *lines])
    return replace(talk.reply(), messages=(said,), buttons=(*pressed, same("continue")))


def _progress(talk: Conversation, command: Command, text: str) -> Turn:
    left = talk.state.total - talk.state.number
    place = message("overview.progress", number=talk.state.number, total=talk.state.total)
    ahead = message("overview.left", left=left) if left > 0 else message("overview.last")
    return talk.again(f"{place} {ahead}")


def _overview(talk: Conversation, command: Command, text: str) -> Turn:
    said, more = overview(talk.questionnaire, talk.state, command.page)
    return _paged(talk, said, more, message("buttons.overview_page", page=command.page + 1))


def _summary(talk: Conversation, command: Command, text: str) -> Turn:
    said, more = summary(talk.questionnaire, talk.state, command.page)
    return _paged(talk, said, more, message("buttons.summary_page", page=command.page + 1))


def _paged(talk: Conversation, said: str, more: bool, typed: str) -> Turn:
    """A page, and the way on: the next page, or back to the question. The question whether all is right comes with each page."""
    next_page = (Button(message("buttons.more"), typed),) if more else ()
    if talk.state.current and talk.state.current.role == "summary":
        asked = talk.again()
        return replace(asked, messages=(said, *asked.messages), buttons=(*next_page, *asked.buttons))
    place = message("overview.progress", number=talk.state.number, total=talk.state.total)
    return replace(talk.reply(), messages=(f"{said}\n\n{place}",), buttons=(*next_page, same("continue")))


def _more(talk: Conversation, command: Command, text: str) -> Turn:
    """The second page of what is long here: the summary, the explanation, or else the overview."""
    assert talk.state.current is not None
    if talk.state.current.role == "summary":
        return _summary(talk, Command("summary", page=2), text)
    if explanation(talk.state.current, 1)[1]:
        return _explain(talk, Command("explain", page=2), text)
    return _overview(talk, Command("overview", page=2), text)


def _help(talk: Conversation, command: Command, text: str) -> Turn:
    turn = talk.again()
    return replace(turn, messages=(message("said.help"), *turn.messages))


def _human(talk: Conversation, command: Command, text: str) -> Turn:
    return replace(talk.reply(), messages=(message("said.human"),), buttons=(same("continue"), same("pause")))


STEPS: Dict[str, Callable[["Conversation", Command, str], Turn]] = {
    "previous": _previous,
    "continue": _continue,
    "skip": _skip,
    "unknown": _skip,
    "why": _explain,
    "explain": _explain,
    "pause": _pause,
    "change": _change,
    "progress": _progress,
    "overview": _overview,
    "summary": _summary,
    "more": _more,
    "help": _help,
    "human": _human,
}

"""The summary as it is read in the chat: the answers under the titles of their phases."""

from __future__ import annotations

from typing import Iterator, List, Tuple

from bot.intake.engine import State
from bot.intake.messages import message
from bot.intake.questionnaire import Questionnaire
from bot.intake.render import LONGEST, paged, part, shown

LINE = 260  # characters of one answer


def summary(questionnaire: Questionnaire, now: State, page: int) -> Tuple[str, bool]:
    """One page of the summary, and whether there is another."""
    pages = paged(list(_blocks(questionnaire, now)), LONGEST - 120, "\n\n")
    if not pages:
        return message("overview.empty"), False
    page = min(max(page, 1), len(pages))
    heading = message("summary.heading", title=questionnaire.title, part=part(page, len(pages)))
    return f"{heading}\n\n{pages[page - 1]}", page < len(pages)


def _blocks(questionnaire: Questionnaire, now: State) -> Iterator[str]:
    """Per phase its title with the answers; a long phase in several blocks."""
    for phase in questionnaire.phases:
        lines = [
            message("summary.line", label=question.label, answer=shown(question, now.answers[question.id], LINE))
            for question in questionnaire.questions
            if question.phase == phase.id and question.in_summary and question.id in now.answers
        ]
        yield from _titled(phase.title, lines)


def _titled(title: str, lines: List[str]) -> Iterator[str]:
    for page in paged(lines, LONGEST - 200):
        yield message("summary.phase", title=title) + "\n" + page

"""What the dossier and the summaries for the coach are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping

from bot.intake.answer import Answer
from bot.intake.questionnaire import Questionnaire


@dataclass(frozen=True)
class Run:
    """A questionnaire and the answers that count."""

    questionnaire: Questionnaire
    answers: Mapping[str, Answer]

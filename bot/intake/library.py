"""The questionnaires of this installation, with the professions of the knowledge base filled in."""

from __future__ import annotations

from typing import Any, Dict, List

from bot.intake.questionnaire import Questionnaire, load
from bot.intake.text import CONTENT
from knowledge import KnowledgeBase


def profession_options(kb: KnowledgeBase) -> List[Dict[str, Any]]:
    """The professions as options of a choice, with their plural and everyday names."""
    return [{"id": p.id, "label": p.name, "names": [p.plural, *p.names]} for p in kb.professions()]


def load_intake(kb: KnowledgeBase) -> Questionnaire:
    """The intake as it is asked today. Raises ContentError when the file has an error."""
    return load(CONTENT / "intake.yml", lambda: profession_options(kb))

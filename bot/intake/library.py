"""The questionnaires of this installation, with the professions of the knowledge base filled in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Dict, List, Optional

from bot.intake.choices import chosen
from bot.intake.questionnaire import Option, Questionnaire, load
from bot.intake.records import Agreement, agreement_of
from bot.intake.scan import build_scan, consent_question
from bot.intake.text import CONTENT
from knowledge import KnowledgeBase


def profession_options(kb: KnowledgeBase) -> List[Dict[str, Any]]:
    """The professions as options of a choice, with their plural and everyday names."""
    return [{"id": p.id, "label": p.name, "names": [p.plural, *p.names]} for p in kb.professions()]


def load_intake(kb: KnowledgeBase) -> Questionnaire:
    """The intake as it is asked today. Raises ContentError when the file has an error."""
    return load(CONTENT / "intake.yml", lambda: profession_options(kb))


def load_follow_up() -> Questionnaire:
    """The questions of the aftercare. Raises ContentError when the file has an error."""
    return load(CONTENT / "follow_up.yml")


class Library:
    """The questionnaires, read again when the knowledge base was replaced; a changed file counts from the next start."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self._cached = lru_cache(maxsize=32)(self._load)

    def get(self, kind: str, profession: Optional[str] = None) -> Questionnaire:
        """The questionnaire of a kind: intake, followup, or the scan of a profession. Raises KeyError for an unknown profession."""
        return self._cached(kind, profession, self.kb.build)

    def _load(self, kind: str, profession: Optional[str], build: str) -> Questionnaire:
        if kind == "followup":
            return load_follow_up()
        intake = load_intake(self.kb)
        return build_scan(self.kb, profession or "", consent_question(intake)) if kind == "scan" else intake

    def agreement(self) -> Agreement:
        """What people are asked to agree to before anything is stored."""
        return agreement_of(self.get("intake"))

    def find_profession(self, text: str) -> Optional[str]:
        """The id of the one profession that `text` names; None when there is none or more than one."""
        options = [Option(**option) for option in profession_options(self.kb)]
        found = chosen(text, options) if text else []
        return found[0].id if len(found) == 1 else None

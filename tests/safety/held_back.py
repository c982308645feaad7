"""`python -m tests.safety.held_back`: what is heard of sentences that were held back from learning, to choose thresholds by.

A fifth of the sentences that stand in the frames as somebody says them (files said_… and told_…) is held back, and so is a fifth of
the ordinary training sentences; the judge learns from all others. Takes a minute.
"""

from __future__ import annotations

import sys
from typing import Callable, List
from zlib import crc32

from bot.nlu.danger import Judge, Verdict
from bot.nlu.likeness import Likeness
from bot.safety.frames import Sentence, all_sentences
from knowledge.vectors import VectorStore

FOLDS = 5


def held_back(sentence: Sentence, fold: int) -> bool:
    """Whether a sentence is not learnt from in this fold."""
    return sentence.file.startswith(("said_", "told")) and crc32(sentence.text.encode()) % FOLDS == fold


def ordinary() -> List[str]:
    """The training sentences of the other intents."""
    from rasa.shared.importers.importer import TrainingDataImporter

    data = TrainingDataImporter.load_from_config("config.yml", "domain.yml", ["data"]).get_nlu_data()
    return [e.get("text") for e in data.intent_examples if e.get("intent") not in ("crisis", "referral")]


def report(fold: int) -> List[str]:
    """The figures of a fold, a line each, and the sentences that were judged wrong."""
    sentences, others = list(all_sentences()), ordinary()
    kept = [s for s in sentences if not held_back(s, fold)]
    learnt = [text for place, text in enumerate(others) if place % FOLDS != fold]
    judge = Judge(Likeness.learn(kept, learnt, VectorStore().vectors))
    rows = [s for s in sentences if held_back(s, fold)]
    rows += [Sentence("ordinary", "none", "", text) for place, text in enumerate(others) if place % FOLDS == fold]
    judged = [(s, judge.verdict(s.text)) for s in rows]
    lines: List[str] = []

    def count(title: str, chosen: Callable[[Sentence], bool], right: Callable[[Sentence, Verdict], bool]) -> None:
        some = [(s, v) for s, v in judged if chosen(s)]
        wrong = [s.text for s, v in some if not right(s, v)]
        lines.extend([f"{title}: {len(some) - len(wrong)}/{len(some)}", *(f"    {text}" for text in wrong)])

    count("danger heard", lambda s: s.kind == "danger", lambda s, v: v.finding is not None)
    for kind in ("calm", "referral", "ordinary"):
        count(f"no alarm, {kind}", lambda s, kind=kind: s.kind == kind, lambda s, v: v.finding is None)
    count("right need", lambda s: s.kind == "referral" and s.need != "none", lambda s, v: s.need in v.needs[:2])
    count(
        "no need", lambda s: s.kind != "danger" and (s.kind != "referral" or s.need == "none"), lambda s, v: not v.needs
    )
    return lines


if __name__ == "__main__":
    print("\n".join(report(int(sys.argv[1]) if len(sys.argv) > 1 else 0)))

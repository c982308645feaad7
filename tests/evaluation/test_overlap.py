"""No evaluation sentence is (nearly) a training example: a bot that has seen the question proves nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Iterator

from rapidfuzz import fuzz, process

from bot.safety.frames import all_sentences

from .items import load_items
from .safety_items import load_items as load_safety
from .text import bare, read_yaml
from .world import ROOT, load_world

NEARLY = 95  # percent of equal characters from which two sentences count as the same
SHORT = 3  # sentences of at most this many words are what everybody types ("hoi", "toon meer")
_ANNOTATION = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


def examples(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (file name, bare sentence) for every training example under `folder`."""
    for path in sorted(folder.rglob("*.yml")):
        for block in (read_yaml(path) or {}).get("nlu") or ():
            for line in str(block.get("examples", "")).splitlines() if "intent" in block else ():
                if line.strip().startswith("-"):
                    yield path.name, bare(_ANNOTATION.sub(r"\1", line.strip()[1:]))


def too_close(sentences: dict[str, str], training: list[tuple[str, str]]) -> list[str]:
    """Return which of `sentences` (id → bare sentence) stand in `training`: the id, the file and the training example."""
    long = {i: s for i, s in sentences.items() if len(s.split()) > SHORT}
    found = []
    for i, sentence in long.items():
        match = process.extractOne(sentence, [t for _, t in training], scorer=fuzz.ratio, score_cutoff=NEARLY)
        if match:
            found.append(f"{i} is {match[1]:.0f} % a training example of {training[match[2]][0]}: {match[0]}")
    return found


def test_no_question_is_a_training_example() -> None:
    training = list(examples(ROOT / "data" / "nlu"))
    assert training, "no training examples found"
    sentences = {
        f"{item.id} turn {n}": bare(turn.say)
        for item in load_items("questions", load_world())
        for n, turn in enumerate(item.turns, 1)
    }
    assert too_close(sentences, training) == []


def test_no_safety_sentence_is_an_example_or_comes_out_of_a_frame() -> None:
    training = [(f"{s.kind} {s.need}", bare(s.text)) for s in all_sentences()]
    assert training, "nothing to learn from"
    assert too_close({item.id: bare(item.say) for item in load_safety()}, training) == []


def test_a_copied_sentence_is_found(tmp_path: Path) -> None:
    text = """
version: "3.1"
nlu:
- intent: ask_level
  examples: |
    - op welk niveau zit de [campagne werker](profession) nu
    - [SEC]{"entity": "profession"} niveau
- synonym: campagnewerker
  examples: |
    - iemand die veel campagnes voert
"""
    (tmp_path / "level.yml").write_text(text, encoding="utf-8")
    training = list(examples(tmp_path))
    assert [sentence for _, sentence in training] == ["op welk niveau zit de campagne werker nu", "sec niveau"]
    asked = {
        "copied": bare("Op welk niveau zit de campagnewerker nu?"),
        "short": bare("SEC niveau"),
        "own": bare("Weet iemand hoe hoog een campagnewerker staat ingeschaald?"),
    }
    assert too_close(asked, training) == [
        "copied is 99 % a training example of level.yml: op welk niveau zit de campagne werker nu"
    ]

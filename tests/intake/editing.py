"""What an editor does to the intake: rewords one question and adds one, in one file."""

from __future__ import annotations

from pathlib import Path

REWORDED = "Hoe verdien je nu je kost?"
ADDED = "Welk dier past bij jouw manier van werken?"
OLD = "Wat past nu het best bij jou?"
BEFORE = "  - id: request_kind\n"
QUESTION = f"""  - id: animal
    phase: entry
    kind: open
    label: Dier
    topics: [dier]
    competencies: [lbb.c15]
    ask: {ADDED}
    explain: Kies er een dat bij je past.
    why: Een beeld zegt soms meer dan een woord.
    follow_ups:
      - {{competency: lbb.c15, text: "Wat zegt dit beeld over de klant?"}}
"""


def edit(intake: Path) -> None:
    """Reword the second question of the file `intake` and put one more behind the questions about where somebody stands."""
    text = intake.read_text(encoding="utf-8")
    assert text.count(OLD) == 1 and text.count(BEFORE) == 1
    intake.write_text(text.replace(OLD, REWORDED).replace(BEFORE, QUESTION + BEFORE), encoding="utf-8")

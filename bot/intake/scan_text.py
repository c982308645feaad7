"""The result of a scan as it is read in the chat."""

from __future__ import annotations

from typing import List, Sequence

from bot.intake.messages import fill
from bot.intake.scan import wording
from bot.intake.scan_result import Level, ScanResult
from bot.intake.text import shorten

MOST = 4  # lines of one list
TITLE = 80  # characters


def result_texts(result: ScanResult) -> List[str]:
    """Short messages: strengths, gaps, what to learn first with the distance to other professions, and the advice."""
    words = wording()["result"]
    heading = fill(words["heading"], {"profession": result.name, "count": len(result.levels), "total": result.total})
    strong = [heading, _list("strengths", result.strengths)]
    weak = [_list("gaps", result.gaps), words["derived"]]
    ahead = [_learn(result), _distances(result)]
    advice = [words["evc_heading"] + "\n" + words["evc"][result.advice]]
    return ["\n\n".join(part for part in parts if part) for parts in (strong, weak, ahead, advice)]


def _list(key: str, levels: Sequence[Level]) -> str:
    words = wording()["result"]
    lines = [_line(level) for level in levels[:MOST]]
    if len(levels) > MOST:
        lines.append(fill(words["more"], {"count": len(levels) - MOST}))
    return "\n".join([words[key], *(lines or [words["none"]])])


def _line(level: Level) -> str:
    filled = {"label": _title(level), "words": level.words, "cite": level.competency.cite}
    return fill(wording()["result"]["line"], filled)


def _title(level: Level) -> str:
    return shorten(level.competency.title, TITLE)


def _learn(result: ScanResult) -> str:
    """The first thing to learn, with its knowledge and source."""
    words = wording()["result"]
    lines: List[str] = []
    for level, facts in result.learn_first[:1]:
        lines.append(_line(level))
        lines += [fill(words["knowledge_line"], {"text": shorten(f.text, TITLE), "cite": f.cite}) for f in facts[:3]]
    return "\n".join([words["learn_first"], *lines]) if lines else ""


def _distances(result: ScanResult) -> str:
    words = wording()["result"]
    lines = [
        fill(words["distance_line"], {"profession": d.name, "shared": round(d.shared), "total": d.total})
        for d in [near for near in result.distances if round(near.shared)][:3]
    ]
    return "\n".join([words["distance"], *lines]) if lines else ""

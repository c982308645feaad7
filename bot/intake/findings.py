"""Strengths and points to develop, each with the answers it rests on."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Mapping, Sequence

from bot.intake.answer import GIVEN
from bot.intake.messages import fill
from bot.intake.runs import Run
from bot.intake.scan_result import Level, ScanResult
from bot.intake.text import content

HIGH, LOW = 4, 2  # on the five-point scale of the statements
# An example is a strength unless the person says with this statement that it is not ("I do not decide myself").
TOLD_STRENGTHS = {"qualities_example": "", "direction_example": "direction_choose"}
MISSING = {"no_request": "request", "no_goal": "goal", "no_support": "networking_example"}


def strengths(run: Run, career: Sequence[Mapping[str, Any]], scans: Sequence[ScanResult]) -> List[Dict[str, Any]]:
    """What somebody can build on."""
    told = [_told(run, name) for name, unless in TOLD_STRENGTHS.items() if _given(run, name) and not _low(run, unless)]
    return [*told, *_derived(career, "competency_strong", True), *_scanned(scans, True)]


def gaps(run: Run, career: Sequence[Mapping[str, Any]], scans: Sequence[ScanResult]) -> List[Dict[str, Any]]:
    """What still has to be found, learnt or said."""
    missing = [
        _finding(content("dossier")["derived"][key], "derived", [name])
        for key, name in MISSING.items()
        if name in run.answers and not _given(run, name)
    ]
    return [*_derived(career, "competency_weak", False), *missing, *_scanned(scans, False)]


def _given(run: Run, name: str) -> bool:
    return name in run.answers and run.answers[name].status == GIVEN


def _low(run: Run, name: str) -> bool:
    return _given(run, name) and int(str(run.answers[name].value)) <= LOW


def _told(run: Run, name: str) -> Dict[str, Any]:
    return _finding(str(run.answers[name].value), "told", [name])


def _finding(text: str, basis: str, rests_on: List[str]) -> Dict[str, Any]:
    return {"text": text, "basis": basis, "rests_on": rests_on}


def _derived(career: Sequence[Mapping[str, Any]], key: str, strong: bool) -> Iterator[Dict[str, Any]]:
    """A whole loopbaancompetentie when its mean is high or low, otherwise single statements."""
    for one in career:
        score, statements = one["score"], one["statements"]
        if score is not None and (score >= HIGH if strong else score <= LOW):
            text = fill(content("dossier")["derived"][key], {"title": one["title"], "plain": one["plain"]})
            yield _finding(text, "derived", [statement["question"] for statement in statements])
            continue
        for statement in statements:
            if statement["value"] >= HIGH if strong else statement["value"] <= LOW:
                text = fill(content("dossier")["derived"]["statement"], statement)
                yield _finding(text, "derived", [statement["question"]])


def _scanned(scans: Sequence[ScanResult], strong: bool) -> Iterator[Dict[str, Any]]:
    for result in scans:
        for level in result.strengths if strong else result.gaps:
            yield _finding(_scan_line(result, level), "derived", [level.competency.id])


def _scan_line(result: ScanResult, level: Level) -> str:
    card = level.competency
    filled = {"profession": result.name, "title": card.title, "words": level.words, "cite": card.cite}
    return fill(content("dossier")["derived"]["scan"], filled)

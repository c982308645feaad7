"""What stands in a document, in order: headings, paragraphs, lists and tables of plain text. PDF and Word only set it.

A section is a dict with `heading` and `blocks`; a block is {"subheading"}, {"text"}, {"list"}, {"picture": true}, or
{"table", "columns", "widths"} with the widths as shares of the whole.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Callable, Dict, List, Mapping

from bot.intake.messages import day, fill
from bot.intake.text import content

Block = Dict[str, Any]
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def words() -> Dict[str, Any]:
    """dossier.yml."""
    return content("dossier")


def document(data: Mapping[str, Any], coach: bool = False) -> Dict[str, Any]:
    """Title, notices and sections; `coach` adds the entry conditions, the signals and the questions to go on with."""
    made = day(date.fromisoformat(data["day"])) if data["day"] else ""
    parts = ["request", *(["triage", "signals"] if coach else []), "career", "strengths", "gaps", "obstacles"]
    parts += ["professions", "scans", "plan", *(["follow_ups"] if coach else []), "summary"]
    whole = {
        "title": words()["coach_title" if coach else "title"],
        "subtitle": fill(words()["subtitle"], {"day": made, "version": data["questionnaire"]["version"]}),
        "notice": words()["notice"],
        "sections": [
            {"heading": words()["headings"][part], "blocks": blocks}
            for part, blocks in ((part, PARTS[part](data)) for part in parts)
            if blocks
        ],
    }
    return clean(whole)


def clean(value: Any) -> Any:
    """The same without the control signs that people paste along and no document may hold."""
    if isinstance(value, dict):
        return {key: clean(one) for key, one in value.items()}
    if isinstance(value, list):
        return [clean(one) for one in value]
    return CONTROL.sub("", value) if isinstance(value, str) else value


def _table(rows: List[List[str]], columns: List[str], widths: List[int]) -> Block:
    return {"table": rows, "columns": columns, "widths": widths}


def _labels(data: Mapping[str, Any]) -> Dict[str, str]:
    """Question ids with what they are called."""
    return {answer["question"]: answer["label"] for phase in data["summary"] for answer in phase["answers"]}


def _request(data: Mapping[str, Any]) -> List[Block]:
    labels = {answer["question"]: answer for phase in data["summary"] for answer in phase["answers"]}
    text = data["request"]["text"] or words()["none"]
    others = [n for n in ("request_kind", "why_now", "good_result", "urgency", "goal") if n in labels]
    lines = [f"{labels[name]['label']}: {labels[name]['shown']}" for name in others]
    return [{"text": text}, *([{"list": lines}] if lines else [])]


def _triage(data: Mapping[str, Any]) -> List[Block]:
    met = words()["conditions"]["met"]
    said = {True: met["yes"], False: met["no"], None: met["unknown"]}
    return [{"list": [f"{c['text']}: {said[c['met']]} ({c['cite']})" for c in data["triage"]["conditions"]]}]


def _signals(data: Mapping[str, Any]) -> List[Block]:
    found = [signal["title"] for signal in data["referral_signals"]]
    return [{"list": found}] if found else []


def _career(data: Mapping[str, Any]) -> List[Block]:
    head = words()["table"]
    rows = [[f"{one['title']} ({one['plain']})", _score(one["score"]), one["example"] or ""] for one in data["career"]]
    table = _table(rows, [head["competency"], head["score"], head["example"]], [4, 2, 5])
    return (
        [{"picture": True}, table, {"text": fill(words()["source"], {"sources": "; ".join(data["sources"])})}]
        if rows
        else []
    )


def _score(score: Any) -> str:
    return words()["no_score"] if score is None else str(score).replace(".", ",")


def _findings(key: str) -> Callable[[Mapping[str, Any]], List[Block]]:
    def blocks(data: Mapping[str, Any]) -> List[Block]:
        labels, basis = _labels(data), words()["basis"]
        lines = []
        for finding in data[key]:
            resting = [labels[name] for name in finding["rests_on"] if name in labels]
            sources = ", ".join(label for label in resting if label not in finding["text"])
            rests = fill(words()["rests_on"], {"labels": sources}) if sources else ""
            lines.append(f"{finding['text']} ({'; '.join(p for p in (basis[finding['basis']], rests) if p)})")
        return [{"list": lines}] if lines else [{"text": words()["none"]}]

    return blocks


def _obstacles(data: Mapping[str, Any]) -> List[Block]:
    found = data["obstacles"]
    labels = _labels(data)
    told = [(labels.get("obstacle_story"), found["story"]), (labels.get("networking_example"), found["support"])]
    lines = [item["label"] for item in found["items"]] + [f"{label}: {text}" for label, text in told if text]
    return [{"list": lines}] if lines else []


def _professions(data: Mapping[str, Any]) -> List[Block]:
    lines = []
    for one in data["professions"]:
        found = one["match"]
        filled = {"profession": one["name"], **({**found, "count": found["answered"]} if found else {})}
        lines.append(fill(words()["scan_line" if found else "not_scanned"], filled))
    return [{"list": lines}] if lines else []


def _scans(data: Mapping[str, Any]) -> List[Block]:
    """Per scan the levels, what to learn first with its knowledge, the distance to other professions, and the advice."""
    said, blocks = words()["scan"], []
    for scan in data["scans"]:
        if scan["levels"]:
            levels = [fill(said["level"], level) + _evidence(level) for level in scan["levels"]]
            blocks += [{"subheading": scan["name"]}, {"list": levels}]
            blocks += [part for part in (_learn_first(scan), _distances(scan)) if part["list"]]
            blocks.append({"text": content("competency_scan")["result"]["evc"][scan["advice"]]})
    return [one for block in blocks for one in _introduced(block)]


def _introduced(block: Block) -> List[Block]:
    """A list with a sentence before it as two blocks."""
    return [{"text": block["intro"]}, {"list": block["list"]}] if "intro" in block else [block]


def _evidence(level: Mapping[str, Any]) -> str:
    return fill(words()["scan"]["evidence"], level) if level["evidence"] else ""


def _learn_first(scan: Mapping[str, Any]) -> Block:
    said = words()["scan"]
    lines = []
    for one in scan["learn_first"]:
        known = "; ".join(fact["text"] for fact in one["knowledge"])
        lines.append(fill(said["learn"] if known else said["learn_only"], {**one, "knowledge": known}))
    return {"intro": said["learn_first"], "list": lines}


def _distances(scan: Mapping[str, Any]) -> Block:
    said = words()["scan"]
    near = [{**other, "profession": other["name"], "shared": round(other["shared"])} for other in scan["distances"]]
    return {"intro": said["distances"], "list": [fill(said["distance"], other) for other in near]}


def _plan(data: Mapping[str, Any]) -> List[Block]:
    head, smart, status = words()["table"], words()["smart"], words()["status"]
    rows = [
        [
            f"{a['number']}. {a['text']}",
            a["measure"] or "",
            day(date.fromisoformat(a["deadline"])) if a["deadline"] else "",
            status[a["status"]],
            ", ".join(smart[name] for name in a["missing"]),
        ]
        for a in data["plan"]["actions"]
    ]
    columns = [head[key] for key in ("action", "measure", "deadline", "status", "missing")]
    return [_table(rows, columns, [7, 7, 4, 4, 5])] if rows else [{"text": words()["none"]}]


def _follow_ups(data: Mapping[str, Any]) -> List[Block]:
    blocks: List[Block] = []
    for group in data["follow_up_questions"]:
        heading = f"{group['title']} ({group['cite']})"
        blocks += [{"subheading": heading}, {"list": [question["text"] for question in group["questions"]]}]
    return blocks


def _summary(data: Mapping[str, Any]) -> List[Block]:
    head = words()["table"]
    blocks: List[Block] = []
    for phase in data["summary"]:
        rows = [[answer["label"], answer["shown"]] for answer in phase["answers"]]
        blocks += [{"subheading": phase["title"]}, _table(rows, [head["question"], head["answer"]], [2, 3])]
    return blocks


PARTS: Dict[str, Callable[[Mapping[str, Any]], List[Block]]] = {
    "request": _request,
    "triage": _triage,
    "signals": _signals,
    "career": _career,
    "strengths": _findings("strengths"),
    "gaps": _findings("gaps"),
    "obstacles": _obstacles,
    "professions": _professions,
    "scans": _scans,
    "plan": _plan,
    "follow_ups": _follow_ups,
    "summary": _summary,
}

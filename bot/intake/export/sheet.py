"""The preparation sheet as a PDF of one or two pages, set by typst."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping

import typst

from bot.intake.export.sections import clean
from bot.intake.messages import day, fill
from bot.intake.text import content

TEMPLATE = Path(__file__).with_name("sheet.typ")
MOST_HELP = 3  # organisations named for one need


def to_sheet(data: Mapping[str, Any], prepared: Mapping[str, Any], label: str, helps: Mapping[str, Iterable]) -> bytes:
    """A tagged PDF. `label`: what the coach calls the client; `helps`: by need, who can help (entries of the referrals)."""
    inputs = {"sheet": json.dumps(clean(sheet(data, prepared, label, helps)), ensure_ascii=False)}
    try:
        return typst.compile(str(TEMPLATE), sys_inputs=inputs, pdf_standards=["ua-1"], format="pdf")
    except typst.TypstError:  # a sign that no font has: keep the words (see pdf.py)
        return typst.compile(str(TEMPLATE), sys_inputs=inputs, format="pdf")


def sheet(
    data: Mapping[str, Any], prepared: Mapping[str, Any], label: str, helps: Mapping[str, Iterable]
) -> Dict[str, Any]:
    """What stands on the sheet, as plain text: PDF and page only set it."""
    texts = content("dossier")["sheet"]
    made = day(date.fromisoformat(data["day"])) if data["day"] else ""
    names = {answer["question"]: answer for phase in data["summary"] for answer in phase["answers"]}
    around = [names[name] for name in ("why_now", "good_result", "urgency", "goal") if name in names]
    return {
        **{key: texts[key] for key in HEADINGS},
        "subtitle": fill(texts["subtitle"], {"label": label, "day": made}),
        "question": data["request"]["text"] or texts["no_request"],
        "told": bool(data["request"]["text"]),
        "around": [{"label": one["label"], "text": one["shown"]} for one in around if one["status"] == "given"],
        "strengths": [finding["text"] for finding in prepared["strong"]],
        "gaps": [finding["text"] for finding in prepared["weak"]],
        "hurdles": _hurdles(data),
        "lacking": _lacking(prepared, texts),
        "asks": [_question(one, names, texts) for one in prepared["questions"]],
        "referrals": [_referral(signal, helps) for signal in data["referral_signals"]],
        "actions": [_action(action) for action in data["plan"]["actions"]],
    }


HEADINGS = (
    "title", "request", "stands_out", "strong", "weak", "obstacles", "missing", "nothing_missing", "questions", "referral",
    "no_referral", "plan", "notes",
)  # fmt: skip


def _hurdles(data: Mapping[str, Any]) -> List[str]:
    found = data["obstacles"]
    return [*(item["label"] for item in found["items"]), *([found["story"]] if found["story"] else [])]


def _lacking(prepared: Mapping[str, Any], texts: Mapping[str, Any]) -> List[str]:
    unsaid = [f"{one['label']}: {texts['ways'][one['status']]}" for one in prepared["missing"]]
    return [*(fill(texts["conditions"], one) for one in prepared["conditions"]), *unsaid]


def _question(one: Mapping[str, Any], names: Mapping[str, Any], texts: Mapping[str, Any]) -> Dict[str, str]:
    labels = ", ".join(names[name]["label"] for name in one["rests_on"] if name in names)
    rests = fill(texts["rests_on"], {"labels": labels}) if labels else ""
    return {"text": one["text"], "title": one["title"], "cite": one["cite"], "rests": rests}


def _referral(signal: Mapping[str, Any], helps: Mapping[str, Iterable]) -> Dict[str, str]:
    who = [f"{entry.who} ({entry.country})" for entry in helps.get(signal["need"], ())]
    return {"title": signal["title"], "who": ", ".join(who[:MOST_HELP])}


def _action(action: Mapping[str, Any]) -> str:
    due = day(date.fromisoformat(action["deadline"])) if action["deadline"] else ""
    state = content("dossier")["status"][action["status"]]
    return f"{action['text']} ({', '.join(part for part in (state, due) if part)})"

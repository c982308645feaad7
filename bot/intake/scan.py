"""The competency scan: a questionnaire made from the competencies of a profession. Any profession, no code of its own."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence, Tuple

from bot.intake.messages import fill
from bot.intake.problems import ContentError, check
from bot.intake.questionnaire import Question, Questionnaire
from bot.intake.text import content, vocabulary
from knowledge import CompetencyCard, KnowledgeBase

MARK = "evidence."  # the question for evidence of competency lbb.c12 is evidence.lbb.c12
SERVES = ["lbb.c16"]


def wording() -> Dict[str, Any]:
    """competency_scan.yml, read once."""
    return content("competency_scan")


def clusters(kb: KnowledgeBase, profession: str) -> List[Tuple[str, List[CompetencyCard]]]:
    """The competencies under the headings of the dossier, in its order; "Kern: a" and "Kern: b" go together under "Kern"."""
    cards = kb.competencies(profession)
    headings = list(dict.fromkeys(card.cluster for card in cards if card.cluster))
    fronts = [heading.split(":")[0] for heading in headings]
    found: Dict[str, List[CompetencyCard]] = {}
    for card in cards:
        front = (card.cluster or "").split(":")[0]
        heading = front if fronts.count(front) > 1 else card.cluster
        found.setdefault(heading or wording()["general"], []).append(card)
    return list(found.items())


def build_scan(kb: KnowledgeBase, profession: str, consent: Question) -> Questionnaire:
    """The scan for one profession. Raises KeyError for an unknown one, ContentError when competency_scan.yml has an error."""
    name = kb.profession(profession).name
    groups = clusters(kb, profession)
    phases = [
        {"id": "frame", "title": wording()["title"]},
        {"id": "setup", "title": wording()["phases"]["setup"]},
        *({"id": f"cluster_{n}", "title": cluster} for n, (cluster, _) in enumerate(groups, 1)),
        {"id": "recognition", "title": wording()["phases"]["recognition"]},
    ]
    short = len(groups) >= wording()["short_from"]
    questions = [consent.copy(update={"phase": "frame"}).dict(by_alias=True)]
    questions += [_scope(name, groups)] if short else []
    questions.append(_simple("evidence_wanted", "setup", "yes_no"))
    for number, (_, cards) in enumerate(groups, 1):
        for card in cards:
            questions += _competency(kb, card, f"cluster_{number}", short)
    questions.append(_simple("recognition_wanted", "recognition", "yes_no"))
    head = {"id": "scan", "title": fill(wording()["title_for"], {"profession": name}), "profession": profession}
    sources = [kb.profession(profession).cite]
    questionnaire = Questionnaire(**head, phases=phases, sources=sources, questions=questions)
    check(questionnaire, "competency_scan.yml")
    return questionnaire


def _simple(name: str, phase: str, kind: str, **more: Any) -> Dict[str, Any]:
    return {"id": name, "phase": phase, "kind": kind, "competencies": SERVES, **wording()[name], **more}


def _scope(profession: str, groups: Sequence[Tuple[str, List[CompetencyCard]]]) -> Dict[str, Any]:
    """Everything, or one cluster."""
    texts, count = wording(), sum(len(cards) for _, cards in groups)
    full = {"id": "full", "label": fill(texts["full"], {"count": count}), "names": texts["full_names"]}
    parts = [
        {
            "id": f"cluster_{n}",
            "label": fill(texts["part"], {"cluster": name, "count": len(cards)}),
            "names": [name, *_part_names(n, len(groups))],
        }
        for n, (name, cards) in enumerate(groups, 1)
    ]
    ask = fill(texts["scope"]["ask"], {"profession": profession})
    return {
        **_simple("scope", "setup", "choice", options=[full, *parts], required=True),
        "ask": ask,
        "in_summary": False,
    }


def _part_names(number: int, count: int) -> List[str]:
    """Other names of a part: "deel 2", "tweede deel"."""
    nth = {place: word for word, place in vocabulary()["ordinals"].items()}.get(number, "")
    names = [fill(name, {"n": number, "nth": nth}) for name in wording()["part_names"]]
    return [*names, *(wording()["last_part_names"] if number == count else ())]


def _competency(kb: KnowledgeBase, card: CompetencyCard, phase: str, short: bool) -> List[Dict[str, Any]]:
    """The level of one competency, and the evidence for it when that is strong and wanted."""
    texts = wording()
    filled = {"number": card.number, "title": card.title, "cite": card.cite, "plain": card.plain or ""}
    level = {key: fill(texts["level"][key], filled) for key in ("label", "ask", "why")}
    asked = [f"**{level['ask']}**", card.plain, texts["level"]["how"]]
    where = [{"question": "scope", "in": ["full", phase]}] if short else []
    level_question = {
        "id": card.id,
        "phase": phase,
        "kind": "scale",
        "competencies": [card.id],
        "scale": texts["levels"],
        **level,
        "ask": "\n".join(part for part in asked if part),
        "explain": _statements(kb, card),
        "when": where,
        "usual": True,
    }
    evidence = {key: fill(texts["evidence"][key], filled) for key in texts["evidence"]}
    wanted = [{"question": "evidence_wanted", "in": ["yes"]}, {"question": card.id, "at_least": texts["strong_from"]}]
    head = {"id": MARK + card.id, "phase": phase, "kind": "open", "competencies": [card.id]}
    return [level_question, {**head, **evidence, "when": [*where, *wanted]}]


def _statements(kb: KnowledgeBase, card: CompetencyCard) -> str:
    """What the dossier puts under a competency, word for word, with its source."""
    facts = kb.facts(card.profession, "competency", number=card.number)
    lines = [fill(wording()["statement"], {"text": fact.text}) for fact in facts if fact.role != "note"]
    return "\n".join([fill(wording()["level"]["explain_heading"], {"cite": card.cite}), *lines])


def consent_question(intake: Questionnaire) -> Question:
    """The question for consent, which every questionnaire shares."""
    found: Optional[Question] = next((q for q in intake.questions if q.role == "consent"), None)
    if found is None:
        raise ContentError(["intake.yml: no question with role consent"])
    return found

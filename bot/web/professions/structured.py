"""What a profession page tells search engines: schema.org `Occupation` as JSON-LD."""

from __future__ import annotations

from typing import Any, Dict

from bot.web.professions.dossier import Dossier


def occupation(dossier: Dossier, address: str) -> Dict[str, Any]:
    """Return the JSON-LD of a profession; `address` is the path of its page. What the dossier lacks is left out."""
    card = dossier.card
    described = {
        "@context": "https://schema.org",
        "@type": "Occupation",
        "@id": f"{address}#beroep",
        "url": address,
        "name": card.name,
        "alternateName": list(card.names),
        "description": " ".join(fact.text for fact in dossier.facts["definition"]),
        "identifier": card.code,
        "skills": [fact.text for fact in dossier.facts["competencies"]],
        "responsibilities": [fact.text for fact in dossier.facts["responsibility"]],
        "qualifications": [fact.text for fact in dossier.facts["conditions"]],
        "educationRequirements": _level(dossier),
        "occupationLocation": {"@type": "Country", "name": card.country},
    }
    return {name: value for name, value in described.items() if value}


def _level(dossier: Dossier) -> Dict[str, Any]:
    levels = [fact.text for fact in dossier.facts["level"]]
    if not levels:
        return {}
    return {"@type": "EducationalOccupationalCredential", "educationalLevel": ", ".join(levels)}

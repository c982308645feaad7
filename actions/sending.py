"""Between Rasa and the services: requests out of a tracker, parts of an answer into a dispatcher."""

from __future__ import annotations

import json
from typing import Any, Dict, Iterable, List, Text

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.answers.choosing import OPTION
from bot.answers.context import context
from bot.answers.model import Button, Part, Request


def payload(button: Button) -> Text:
    """What a quick reply sends: `/intent{"profession": "…"}`."""
    return f"/{button.intent}{json.dumps(button.entities, ensure_ascii=False) if button.entities else ''}"


def send(dispatcher: CollectingDispatcher, parts: Iterable[Part]) -> None:
    """Send each part as one message."""
    for part in parts:
        buttons = [{"title": b.title, "payload": payload(b)} for b in part.buttons]
        dispatcher.utter_message(text=context().render(part), buttons=buttons or None)


def requests_of(tracker: Tracker) -> List[Request]:
    """The requests of the latest message: as the pipeline understood them, or from the payload of a quick reply."""
    message = tracker.latest_message or {}
    understood = message.get("requests")
    if understood:
        return [Request.of(r) for r in understood]
    intent = message.get("intent", {}).get("name") or "out_of_scope"
    entities: Dict[Text, List[Any]] = {}
    for entity in message.get("entities", []):
        entities.setdefault(entity["entity"], []).append(entity["value"])
    return [_from_payload(intent, entities)]


def _from_payload(intent: Text, entities: Dict[Text, List[Any]]) -> Request:
    values = {k: v[0] if len(v) == 1 and not isinstance(v[0], list) else v for k, v in entities.items()}
    professions = [p for v in entities.get("profession", []) for p in (v if isinstance(v, list) else [v])]
    known = set(context().kb.snapshot().professions)
    topic = f"topic:{values['topic']}" if "topic" in values else ""
    option = f"{OPTION}{values['interest']}" if "interest" in values else ""
    number = values.get("number")
    return Request(
        intent=intent,
        text=option or topic,
        professions=tuple(p for p in professions if p in known),
        facets=tuple([values["facet"]] if "facet" in values else []),
        terms=tuple([values["term"]] if "term" in values else []),
        number=int(number) if str(number or "").isdigit() else None,
    )

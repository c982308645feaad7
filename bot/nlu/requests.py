"""What a message asks: the classifier's opinion settled with what the words name, and the questions of a message joined."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

from bot.nlu.reading import PROFESSION, Reading

SMALL_TALK = frozenset("greet goodbye thank affirm deny compliment insult how_are_you ask_bot ask_maker".split())
FILLERS = frozenset(
    "de het een en is die dat dit over bij graag beroep job baan functie als aub ja ok eens dan".split()
)
GOING_ON = ("more", "ask_why", "ask_example", "find_profession", "search", "ask_pay")
MEANING = ("ask_definition", "search", "ask_competency", "make_simpler", "ask_code", "out_of_scope")
SURE = 0.5
NEEDS_TWO = ("compare", "ask_learning_path")


def settle_intent(text: str, reading: Reading, ranking: Sequence[Dict[str, Any]]) -> Dict[str, Any]:
    """One request: the most likely intent that does not contradict what the words name.

    Args:
        text: the words of the person.
        reading: what was read in them.
        ranking: intents with their confidence (0-1), most likely first.
    """
    named = reading.entities()
    intent, confidence = ranking[0]["name"], float(ranking[0]["confidence"])
    content = [w for w in reading.masked if w not in FILLERS and not w.startswith("__f_")]
    if named["professions"] and set(content) <= {PROFESSION}:
        leading = reading.words[:1]
        intent = (
            "compare" if len(named["professions"]) > 1 else "follow_up" if leading == ("en",) else "mention_profession"
        )
        confidence = 1.0
    elif named["document"] and not named["professions"] and intent not in ("ask_term", "compare"):
        intent, confidence = "ask_structure", 1.0
    elif named["candidates"] and set(content) <= {PROFESSION}:
        intent, confidence = "mention_profession", 1.0
    elif intent in MEANING and named["terms"] and asks_meaning(reading):
        intent, confidence = "ask_term", 1.0
    elif not content and not named["candidates"]:
        intent, confidence = "out_of_scope", 0.5
    elif (
        reading.words[:1] == ("en",)
        and len(content) <= 3
        and not named["facets"]
        and not named["terms"]
        and intent not in GOING_ON
    ):
        intent, confidence = "follow_up", 1.0
    elif intent == "mention_profession" and not named["professions"] and not named["candidates"]:
        intent, confidence = ranking[1]["name"], float(ranking[1]["confidence"])
    elif intent in SMALL_TALK and (confidence < SURE or named["professions"] or named["facets"] or named["terms"]):
        serious = next((r for r in ranking if r["name"] not in SMALL_TALK), ranking[0])
        likely = serious["confidence"] > confidence / 3
        intent, confidence = (serious["name"], float(serious["confidence"])) if likely else ("search", 0.2)
    query = " ".join(w for w in reading.masked if not w.startswith("__"))
    return {"intent": intent, "confidence": round(confidence, 4), "text": text, "query": query, **named}


def asks_meaning(reading: Reading) -> bool:
    """Whether a text asks what a word means."""
    text = f" {' '.join(reading.words)} "
    return any(
        sign in text
        for sign in (
            " wat is ",
            " wat zijn ",
            " betek",
            " bedoel",
            " begrip",
            " term ",
            " woord ",
            " afkorting",
            " staat voor ",
        )
    )


def join_requests(whole: Dict[str, Any], pieces: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    """The requests of a message: those of its questions, with names carried over; small talk only when alone."""
    asked = [p for p in pieces if p["intent"] not in SMALL_TALK]
    if not asked:
        return [whole]
    if (
        whole["intent"] == "find_profession"
        and whole["confidence"] > 0.3
        or len(asked) == 1
        and asked[0]["intent"] == "find_profession"
    ):
        return [{**whole, "intent": "find_profession"}]
    if (
        whole["intent"] in NEEDS_TWO
        and len(whole["professions"]) > 1
        and whole["confidence"] >= max(p["confidence"] for p in asked)
    ):
        return [whole]
    requests: List[Dict[str, Any]] = []
    carried = whole["professions"]
    for piece in asked:
        if not piece["professions"] and not piece["candidates"] and not piece["occupation"] and len(carried) == 1:
            piece = {**piece, "professions": carried}
        if (
            not piece["terms"]
            and not piece["professions"]
            and piece["intent"] in (*MEANING, "ask_term")
            and whole["terms"]
        ):
            piece = {**piece, "intent": "ask_term", "terms": whole["terms"]}
        if not piece["professions"] and not piece["occupation"]:
            piece = {**piece, "occupation": whole["occupation"]}
        requests.append(piece)
    return requests

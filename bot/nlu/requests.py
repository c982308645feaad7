"""What a message asks: the classifier's opinion settled with what the words name, and the questions of a message joined."""

from __future__ import annotations

import re
from typing import Any, Dict, FrozenSet, List, Optional, Sequence, Tuple

from bot.nlu.questions import LEADING, is_empty, is_question
from bot.nlu.reading import NUMBER, PROFESSION, Reading, number_in
from bot.nlu.wordlists import wordlist

LANGUAGES = ("speak_english", "speak_french", "speak_other")
SMALL_TALK = frozenset(
    "greet goodbye thank affirm deny compliment insult how_are_you ask_bot ask_maker ask_free".split()
)
MEANING = ("ask_definition", "search", "ask_competency", "make_simpler", "ask_code", "out_of_scope")
VAGUE = (*MEANING, "ask_term", "ask_source", "ask_why", "follow_up", "ask_bot", "mention_profession", "ask_names")
GOING_ON = ("more", "ask_why", "ask_example", "find_profession", "search", "ask_pay")
COMMANDS = frozenset(
    "start_intake start_scan resume pause show_my_data delete_my_data show_overview share_with_coach".split()
)
# What is about the conversation and not about a profession: to be believed only when it is likely.
TALK = SMALL_TALK | COMMANDS | {*LANGUAGES, "not_meant", "help", "privacy", "human_handoff", "ask_intake"}
ANSWERS = ("affirm", "deny")  # what no question is
UNLIKELY, UNSURE, SURE, CERTAIN = 0.3, 0.4, 0.5, 0.8
NOT_OURS = ("crisis", "referral")  # bot.nlu.crisis decides on these, by its own means
MISREAD = (
    "start_intake",
    "find_profession",
    "privacy",
    "help",
    "ask_example",
    *SMALL_TALK,
)  # where a term is asked about
HELPING = ("help", "privacy", "start_intake")
SAID_SHORTLY = ("ask_pay", "ask_source", "ask_why", "ask_example", "ask_competency", "ask_other_profession")
MEETING = ("help", "greet", "human_handoff")
YES_NO, FEW_WORDS = ("affirm", "deny", "compliment", "repeat"), 4  # a yes or a no is short
STORY = 8  # words above which a call for help tells of more than this talk
OWN_DATA = ("show_my_data", "delete_my_data", "show_overview")
ORDERS = ("start_intake", "share_with_coach", "pause", "resume")  # which no question gives
BY_NUMBER = "ask_competency"
ELSEWHERE = ("find_profession", "out_of_scope", "ask_learning_path", "ask_pay", "ask_ranking", "ask_opinion")
BECOMING = {"worden", "word", "wordt"}
# A clause of no more than what a profession is or does, with nothing or another clause after it.
DEFINES = re.compile(
    rf"\bwat (?:(?:een|de|het|zo'n|die) )?{PROFESSION}(?: (?:nu|eigenlijk|juist|precies|zoal|allemaal|dan))*"
    r" (?:is|zijn|doet|doen|inhoudt|betekent)(?: (?:maar|want|en ik|graag|aub|alstublieft|alsjeblieft) ?.*)?$"
)
LIKENS = re.compile(
    r" (?:dat|die|dit|deze|het)\b.* (?:zoiets als|iets als|hetzelfde als|zelfde als|een soort|soort van|ook een) "
)
NEEDS_TWO = ("compare", "ask_learning_path")


def settle_intent(text: str, reading: Reading, ranking: Sequence[Dict[str, Any]]) -> Dict[str, Any]:
    """One request: the most likely intent that does not contradict what the words name.

    Args:
        text: the words of the person.
        reading: what was read in them.
        ranking: intents with their confidence (0-1), most likely first.
    """
    named = reading.entities()
    content = [w for w in reading.masked if w not in wordlist("fillers") and not w.startswith("__f_")]
    elsewhere = (*NOT_OURS, *(LANGUAGES if named["professions"] else ()))  # "What does a jobcoach do?" is clear enough
    ranking = [r for r in ranking if r["name"] not in elsewhere] or ranking
    intent, confidence = _by_names(reading, named, content, ranking[0]["name"]) or _by_rank(reading, named, ranking)
    if _goes_on(reading, named, content, intent, confidence):
        intent, confidence = "follow_up", 1.0
    query = " ".join(w for w in reading.masked if not w.startswith("__"))
    other = next((r["name"] for r in ranking if r["name"].startswith("ask_") and r["name"] != intent), None)
    settled = {"intent": intent, "confidence": round(confidence, 4), "alternative": other}
    return {**settled, "text": text, "query": query, **named}


def _by_names(reading: Reading, named: Dict[str, Any], content: List[str], likely: str) -> Optional[Tuple[str, float]]:
    """What the names alone decide: a bare name, a document, the meaning of a term, nothing at all."""
    if content and set(content) <= {PROFESSION} and (named["professions"] or named["candidates"]):
        several = len(named["professions"]) > 1
        return "compare" if several else "follow_up" if reading.words[:1] == ("en",) else "mention_profession", 1.0
    if len(named["professions"]) == 1 and DEFINES.search(" ".join(reading.masked)):
        return "ask_definition", 1.0  # "ik moet uitleggen wat een X is maar ik weet het niet"
    if named["number"] is not None and named["professions"] and content and all(_is_number(w) for w in content):
        return BY_NUMBER, 1.0  # "K0002 W5", "jobcoach competentie 12"
    if named["document"] and not named["professions"] and likely not in ("ask_term", "compare"):
        return "ask_structure", 1.0
    if named["number"] is not None and _only_points(reading, named):
        return "pick_option", 1.0  # "de derde", "nee sorry, 5"
    if named["terms"] and reading.asks_meaning and (likely in MEANING or likely in COMMANDS or likely in MISREAD):
        return "ask_term", 1.0
    if reading.asks_dossier and not named["document"]:
        return "search", 1.0  # "staat er ook iets over privacy?"
    if likely == BY_NUMBER and named["number"] is None and set(content) <= {PROFESSION, *wordlist("bare_competency")}:
        return "ask_competencies", 1.0  # "jobcoach competentie"
    if not content and reading.bare_term:
        return "ask_term", 1.0
    if not content and not named["candidates"] and not (likely in LANGUAGES and any(map(str.isalpha, reading.text))):
        return "out_of_scope", 0.5
    return None


def _is_number(word: str) -> bool:
    """Whether a masked word is no more than a name, a number or the code of a competency."""
    return word in (PROFESSION, *wordlist("bare_competency")) or number_in(word) is not None or word == NUMBER


def _only_points(reading: Reading, named: Dict[str, Any]) -> bool:
    """Whether a text is no more than a place in a list: "de derde", "en de laatste?"."""
    words = [w for w in reading.words if w not in wordlist("pointing")]
    corrects = bool(set(reading.words) & set(wordlist("correcting")))
    ordinal = len(words) == 1 and (words[0] in wordlist("ordinals") or corrects and number_in(words[0]) is not None)
    return ordinal and not named["professions"] and not named["facets"]


def _by_rank(reading: Reading, named: Dict[str, Any], ranking: Sequence[Dict[str, Any]]) -> Tuple[str, float]:
    """The classifier's opinion, without a name that is not there and without small talk that is not sure."""
    best, confidence = ranking[0]["name"], float(ranking[0]["confidence"])
    if best == "mention_profession" and not named["professions"] and not named["candidates"]:
        return ranking[1]["name"], float(ranking[1]["confidence"])
    words = len(reading.words)
    long = words > FEW_WORDS
    mentions = bool(named["professions"] or named["facets"] or named["terms"])
    if best == "thank" and named["professions"]:
        return "follow_up", 1.0  # "bedankt, en de jobcoach?"
    if best == "ask_term" and named["professions"] and not named["terms"] and _means_only(reading):
        return "ask_definition", confidence  # "wat is de betekenis van het woord X?"
    of_profession = bool(named["professions"] and named["facets"])
    asks = is_question(reading.text)
    if best in MEETING and (named["professions"] or named["candidates"]) and words > FEW_WORDS:
        return "mention_profession", confidence  # "ik schrijf een paper over de X, waar kan ik beginnen?"
    ordered = best in COMMANDS and not (best in OWN_DATA and {"mij", "mijn", "ik"} & set(reading.words))
    if best in COMMANDS and (of_profession or reading.asks_meaning) or ordered and _supposes(reading):
        best, confidence = next(((r["name"], float(r["confidence"])) for r in ranking if r["name"] not in COMMANDS))
    if best == "ask_term" and named["professions"] and not reading.asks_meaning:
        best, confidence = next((r["name"], float(r["confidence"])) for r in ranking if r["name"] != "ask_term")
    if best in ANSWERS and asks and len(reading.words) > 2:
        best, confidence = next((r["name"], float(r["confidence"])) for r in ranking if r["name"] not in ANSWERS)
    doubted = mentions or long and best in YES_NO or asks and best in ORDERS or words > STORY and best in HELPING
    if best in TALK and confidence < (CERTAIN if doubted else UNSURE if best in HELPING else SURE):
        serious = next((r for r in ranking if r["name"] not in TALK), ranking[0])
        if serious["confidence"] > confidence / 3 or named["professions"]:
            return serious["name"], float(serious["confidence"])
        return "search", 0.2
    if confidence < UNLIKELY and best in ELSEWHERE and not named["professions"] and not named["candidates"]:
        return "search", confidence
    return best, confidence


def _supposes(reading: Reading) -> bool:
    """Whether a text asks about a case or one of several, and orders nothing ("en als ik wil stoppen?", "welke testen?")."""
    return "als" in reading.words[:2] and is_question(reading.text) or reading.words[:1] in (("welk",), ("welke",))


def _means_only(reading: Reading) -> bool:
    """Whether a text asks for a meaning and says nothing beside the name of which it is."""
    rest = [w for w in reading.masked if w != PROFESSION and not w.startswith("__f_")]
    return all(w in wordlist("meaning_words") or w in wordlist("fillers") for w in rest)


def _goes_on(reading: Reading, named: Dict[str, Any], content: List[str], intent: str, confidence: float) -> bool:
    """Whether a short text that starts with "en" is the last question with one thing changed ("en in 2014?")."""
    loose = _names_a_thing(reading, intent) and len(content) <= 2 and not named["facets"] and not named["terms"]
    if loose:
        return True
    short = reading.words[:1] == ("en",) and len(content) <= 3 and reading.words[1:2] not in _openings()
    nothing_else = not named["facets"] and not named["terms"] and (intent not in GOING_ON or confidence < SURE)
    unlikely = intent in COMMANDS | SMALL_TALK | {"privacy", "help"} and confidence < CERTAIN
    return short and nothing_else and (confidence < SURE or unlikely or intent in ("out_of_scope", "pick_option"))


def _names_a_thing(reading: Reading, intent: str) -> bool:
    """Whether "en" and a few words without a verb only name what else is asked ("en over ehbo?", "en de collega's?"): then the part of
    a dossier that they were taken for is a guess."""
    guess = intent.startswith("ask_") and intent not in SAID_SHORTLY or intent == "privacy"
    things = wordlist("before_things")
    asks = set(reading.words) & set(wordlist("asking"))
    return guess and reading.words[:1] == ("en",) and reading.words[1:2] in [(w,) for w in things] and not asks


def _hardly_looks(whole: Dict[str, Any], piece: Dict[str, Any]) -> bool:
    """Whether a question in a message that names a profession hardly looks for one ("… zoekt zo iemand zelf groepen?")."""
    looks = piece["intent"] == "find_profession"
    return looks and piece["confidence"] < CERTAIN and len(whole["professions"]) == 1


def _of_several(piece: Dict[str, Any]) -> bool:
    """Whether a question is which of those that stand before it does something ("X of Y: wie spreekt in het openbaar?")."""
    return bool({"wie", "welk", "welke", "beide", "allebei"} & set(piece["query"].split())) and not piece["facets"]


def _openings() -> FrozenSet[Tuple[str, ...]]:
    """What a question of its own begins with after "en" ("en hoe word je dat?")."""
    return frozenset((word,) for word in wordlist("asking"))


def _says_nothing(piece: Dict[str, Any]) -> bool:
    """Whether a piece of a message is one question word ("... daar? hoeveel"), or only goes on ("en dan? wat doet die daar?")."""
    only_goes_on = piece["intent"] == "follow_up" and is_empty(LEADING.sub("", piece["query"]))
    return (len(piece["query"].split()) < 2 or only_goes_on) and not _names(piece)


def _questions(whole: Dict[str, Any], pieces: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    """The pieces of a message that ask something by themselves."""
    asked = [p for p in pieces if p["intent"] not in SMALL_TALK]
    asked = [p for p in asked if not _says_nothing(p)] or asked
    sure = any(p["confidence"] >= CERTAIN for p in asked)
    asked = [p for p in asked if not (sure and _hardly_asks(p))]  # "waar werkt een X? in een fabriek?"
    one = whole["professions"] if len(whole["professions"]) == 1 else []
    defines = {"professions": one, "intent": "ask_definition", "occupation": None}
    asked = [{**p, **defines} if one and _likens(p) else p for p in asked]
    if whole["document"] and not whole["professions"]:  # "de nota is lang. bestaat er een filmpje?"
        asked = [p if _names(p) else {**p, "document": True, "intent": "ask_structure"} for p in asked]
    return [{**p, "intent": "search"} if _hardly_looks(whole, p) else p for p in asked]


def _same_of_another(piece: Dict[str, Any]) -> bool:
    """Whether a piece of a message asks the question before it of another profession ("... en waar een programmator?")."""
    words = [w for w in piece["query"].split() if w not in wordlist("fillers")]
    return bool(piece["professions"]) and len(words) == 1 and words[0] in wordlist("asking")


def _hardly_asks(piece: Dict[str, Any]) -> bool:
    """Whether a few words that name nothing could be any question."""
    return not _names(piece) and piece["confidence"] < UNLIKELY and len(piece["query"].split()) < FEW_WORDS


def _likens(piece: Dict[str, Any]) -> bool:
    """Whether a piece of a message asks if the profession before it is like another ("is dat zoiets als een psycholoog?")."""
    return bool(piece["occupation"]) and bool(LIKENS.search(f" {piece['query']} "))


def _names(piece: Dict[str, Any]) -> bool:
    return any(piece[key] for key in ("professions", "candidates", "facets", "terms", "number", "occupation"))


def join_requests(whole: Dict[str, Any], pieces: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    """The requests of a message: one for each of its questions, and for each competency that is named by its number."""
    requests = _joined(whole, pieces)
    return [
        {**r, "number": n}
        for r in requests
        for n in (r["numbers"] if r["intent"] == BY_NUMBER else ()) or [r["number"]]
    ]


def _on_the_way(piece: Dict[str, Any], carried: List[str]) -> Dict[str, Any]:
    """A question with one of the two names of a message, when it is about both."""
    if len(carried) != 2 or not set(piece["professions"]) < set(carried):
        return piece
    if piece["professions"] and BECOMING & set(piece["query"].split()):
        piece = {**piece, "intent": "ask_learning_path"}  # "mijn zus is X. Kan zij Y worden?"
    # "ik ben X en wil Y worden. Wat mis ik nog voor Y?"
    return {**piece, "professions": carried} if piece["intent"] in NEEDS_TWO else piece


def _joined(whole: Dict[str, Any], pieces: List[Dict[str, Any]]) -> List[Dict[str, Any]]:
    """The requests of the questions of a message, with names carried over; small talk only when alone."""
    asked = _questions(whole, pieces)
    if not asked:
        return [whole]
    looking = [p for p in asked if p["intent"] == "find_profession"]
    seeks = whole["intent"] == "find_profession" and whole["confidence"] > 0.3
    if seeks and (looking or not whole["professions"]) or looking and len(asked) == 1:
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
        piece = {**piece, "story": whole["query"], "told": whole["text"]}
        if requests and _same_of_another(piece):
            piece = {**piece, **{key: requests[-1][key] for key in ("intent", "confidence", "facets", "alternative")}}
        piece = _on_the_way(piece, carried)
        own = piece["candidates"] and not set(carried) & set(piece["candidates"])
        both = len(carried) == 2 and (piece["intent"] in NEEDS_TWO or _of_several(piece))
        if (len(carried) == 1 or both) and not own and not piece["professions"] and not piece["occupation"]:
            piece = {**piece, "professions": carried}
        if len(carried) == 1 and carried[0] in piece["candidates"]:
            piece = {**piece, "professions": carried, "candidates": []}  # "... een X. Wat doet zo'n begeleider?"
        if not piece["professions"] and not piece["candidates"]:
            piece = {**piece, "candidates": [] if carried else whole["candidates"]}
        nothing_named = not (piece["terms"] or piece["professions"] or piece["facets"])
        if nothing_named and piece["intent"] in VAGUE and whole["terms"]:
            piece = {**piece, "intent": "ask_term", "terms": whole["terms"]}
        if not piece["professions"] and not piece["occupation"]:
            piece = {**piece, "occupation": whole["occupation"]}
        if piece["intent"] in MEETING and len(piece["professions"]) == 1:
            piece = {**piece, "intent": "mention_profession"}  # "Ik word X. Wat ga ik daar doen?"
        requests.append(piece)
    return requests

"""Reading an answer: from what a person types to a value, for each kind of question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Callable, Dict, List, Optional, Sequence, Union

from bot.intake.answer import GIVEN, Answer, Value
from bot.intake.choices import all_except, chosen, is_all, numbers_only
from bot.intake.dates import find_date
from bot.intake.questionnaire import Option, Question
from bot.intake.text import normalise, spoken, vocabulary

LONGEST = 4000  # characters of a free answer
LONGEST_PLAIN = 6  # words around a figure
LONGEST_NAMED = 10  # words around a point of a scale in other words
SHORTEST_NAMED = 7  # letters of a single word for a point inside a text
LONGEST_YES_NO = 14  # words; a longer text is a story, not a yes or no


@dataclass(frozen=True)
class Invalid:
    """An answer that cannot be used; `reason` is a key of `invalid` in messages.yml."""

    reason: str


def parse(question: Question, text: str, today: date) -> Union[Answer, Invalid]:
    """The answer that `text` gives to `question`, or why it gives none."""
    text = text.strip()
    for sign, word in vocabulary()["signs"].items():
        text = text.replace(sign, word) if question.kind == "yes_no" else text
    if not text or (question.kind != "open" and not normalise(text)):
        return Invalid("empty")
    if len(text) > LONGEST:
        return Invalid("too_long")
    result = PARSERS[question.kind](question, text, today)
    if isinstance(result, Invalid):
        return result
    return Answer(GIVEN, result, text, today.isoformat())


def in_so_many_words(question: Question, text: str) -> bool:
    """Whether the whole of `text` is a known way to say an option, a point of the scale, yes or no."""
    words, vocab = normalise(text), vocabulary()["yes_no"]
    if question.kind == "yes_no":
        return any(words in vocab[key] for key in ("yes", "no", "yes_phrases", "no_phrases"))
    if question.kind == "scale":
        return _point(question, words) is not None
    return any(words == normalise(name) for option in question.options for name in (option.label, *option.names))


def is_plain(question: Question, text: str, today: date) -> bool:
    """Whether `text` answers a closed question and does nothing else: known words for an answer, or a short text with a figure."""
    if question.kind == "open" or not isinstance(parse(question, text, today), Answer):
        return False
    vocab = vocabulary()
    figures = set(vocab["numbers"]) - set(vocab["scale"]["noise"])
    words = normalise(text).split()
    short = len(words) <= LONGEST_PLAIN and any(word.isdigit() or word in figures for word in words)
    return short or in_so_many_words(question, _bare(text))


def _open(question: Question, text: str, today: date) -> Union[Value, Invalid]:
    """Any text that says something: not only signs, a greeting, a filler or a yes."""
    vocab, words = vocabulary(), set(normalise(text).split())
    empty = {*vocab["fillers"], *vocab["empty"]}
    if not re.search(r"[^\W_]", text) or words and words <= empty:
        return Invalid("open")
    return Invalid("open_yes") if words and words <= {*empty, *vocab["yes_no"]["firm"]} else text


def _yes_no(question: Question, text: str, today: date) -> Union[Value, Invalid]:
    vocab = vocabulary()["yes_no"]
    joined = re.sub(r"([a-z])\1{2,}", r"\1\1", _bare(text))  # "neeeee"
    words = joined.split()
    set_apart = re.match(r"(\w+)[,.;:!]", text.lower())
    if _holds(joined, question.means_no):
        return "no"
    if question.role == "consent" and "?" in text:
        return Invalid("yes_no")  # who still asks something has not agreed
    if set_apart and set_apart[1] in vocab["plain"]:
        return _sign(set_apart[1]) or Invalid("yes_no")
    if len(words) > LONGEST_YES_NO:
        return Invalid("yes_no")
    for value, key in (("yes", "yes_phrases"), ("no", "no_phrases")):
        if joined in vocab[key]:
            return value
    signs = [sign for sign in (_sign(word) for word in words) if sign]
    if words and _sign(words[0]) and not (len(set(signs)) > 1 and len(words) <= 3):
        return _first_word(joined, words[0])
    if question.role == "consent" or "?" in text:
        return Invalid("yes_no")
    return _phrase(joined) if isinstance(_phrase(joined), str) else _implied(question, joined)


def _implied(question: Question, joined: str) -> Union[Value, Invalid]:
    """A yes by naming what was asked for ("een jobcoach"), without a denial."""
    denied = set(joined.split()) & set(vocabulary()["yes_no"]["denials"])
    return "yes" if _holds(joined, question.means_yes) and not denied else Invalid("yes_no")


def _holds(joined: str, names: Sequence[str]) -> bool:
    return any(f" {normalise(name)} " in f" {joined} " for name in names)


def _sign(word: str) -> Optional[str]:
    vocab = vocabulary()["yes_no"]
    return "yes" if word in vocab["yes"] else "no" if word in vocab["no"] else None


def _first_word(joined: str, first: str) -> Union[Value, Invalid]:
    """The first word decides, unless it is a softer yes that is denied further on ("zeker niet", "klopt helemaal niet")."""
    vocab = vocabulary()["yes_no"]
    denied = first not in vocab["firm"] and set(joined.split()) & set(vocab["denials"])
    return "no" if denied else _sign(first) or Invalid("yes_no")


def _phrase(joined: str) -> Union[Value, Invalid]:
    """A phrase of the vocabulary inside a short text; Invalid when both directions occur."""
    vocab = vocabulary()["yes_no"]
    found = set()
    rest = f" {joined} "
    pairs = [(phrase, value) for value, key in (("yes", "yes_phrases"), ("no", "no_phrases")) for phrase in vocab[key]]
    pairs += [(word, value) for value, key in (("yes", "yes"), ("no", "no")) for word in vocab[key]]
    for phrase, value in sorted(pairs, key=lambda pair: -len(pair[0])):
        if f" {phrase} " in rest:
            rest = rest.replace(f" {phrase} ", " # ")
            found.add(value)
    return found.pop() if len(found) == 1 else Invalid("yes_no")


def _scale(question: Question, text: str, today: date) -> Union[Value, Invalid]:
    size = len(question.scale)
    words = spoken(normalise(text))
    point = _point(question, spoken(_bare(text))) or _point(question, words)
    if point:
        return point
    fraction = re.fullmatch(r"\D*(\d{1,2}(?:[.,]\d)?)\s?(?:/|op|van de|uit)\s?(\d{1,2})\D*", text.lower())
    if fraction and int(fraction[2]) > 0:
        return _fraction(float(fraction[1].replace(",", ".")), int(fraction[2]), size)
    if re.search(r"\d[.,][1-9]|-\s?\d", text):
        return Invalid("scale_whole")
    share = re.fullmatch(r"\D*(\d{1,3})\s?(?:%|procent)\D*", text.lower())
    if share:
        return _fraction(float(share[1]), 100, size)
    numbers = _numbers(spoken(normalise(re.sub(r"(\d)[.,]0\b", r"\1", text))))
    if numbers is None:
        return _scale_words(question, words, today)
    if len(numbers) != 1:
        return Invalid("scale_one")
    return numbers[0] if 1 <= numbers[0] <= size else Invalid("scale_range")


def _bare(text: str) -> str:
    """Normalised text without fillers."""
    fillers = {normalise(word) for word in vocabulary()["fillers"]}
    return " ".join(word for word in normalise(text).split() if word not in fillers)


def _point(question: Question, words: str) -> Optional[int]:
    """The point that the whole text names: its label, other words for it, the highest, the lowest or the middle."""
    labels = [normalise(name) for name in question.scale]
    if words in labels:
        return labels.index(words) + 1
    vocab, size = vocabulary()["scale"], len(labels)
    for key, point in (("highest", size), ("lowest", 1), ("middle", (size + 1) // 2 if size % 2 else None)):
        if words in vocab[key] and point:
            return point
    found = {at + 1 for at, label in enumerate(labels) for group in vocab["same"] if label in group and words in group}
    return found.pop() if len(found) == 1 else None


def _fraction(score: float, out_of: int, size: int) -> Union[Value, Invalid]:
    """8/10 on a five-point scale is 4; a half point is not rounded for the person."""
    scaled = score * size / out_of
    if not 1 <= scaled <= size:
        return Invalid("scale_range")
    return int(scaled) if scaled == int(scaled) else Invalid("scale_whole")


def _numbers(text: str) -> Optional[List[int]]:
    """The numbers in a text that holds little else; None when other words carry the meaning."""
    vocab = vocabulary()
    noise = {normalise(word) for word in (*vocab["scale"]["noise"], *vocab["fillers"])}
    if re.search(rf"\b(?:\d+|{'|'.join(vocab['numbers'])}) (?:{'|'.join(vocab['scale']['units'])})\b", normalise(text)):
        return None  # "2 mensen", "binnen 3 maanden"
    digits, names, others = [], [], 0
    for word in normalise(text).split():
        if word.isdigit():
            digits.append(int(word))
        elif word in vocab["numbers"] and word not in noise:
            names.append(vocab["numbers"][word])
        elif word in vocab["ordinals"]:
            names.append(vocab["ordinals"][word])
        elif word not in noise:
            others += 1
    found = sorted({*digits, *names})
    if not found and normalise(text) == "een":
        return [1]
    closing = re.search(rf"\been (?:{'|'.join(vocab['numbers'])})$", normalise(text))  # "ik zou zeggen een drie"
    if not found or (others and not digits and not closing) or others > 6:
        return None
    return found


def _scale_words(question: Question, text: str, today: date) -> Union[Value, Invalid]:
    options = [Option(id=f"s{n + 1}", label=name) for n, name in enumerate(question.scale)]
    found = chosen(text, options)
    if len(found) == 1:
        return int(found[0].id[1:])
    point = _named_point(question, normalise(text))
    if point:
        return point
    sign = _yes_no(question, text, today)
    return Invalid("scale" if isinstance(sign, Invalid) else f"scale_{sign}")


def _named_point(question: Question, words: str) -> Optional[int]:
    """The one point that a short text holds other words for ("dat durf ik niet zo goed"); a denial besides makes it unsure."""
    labels = {normalise(name): at for at, name in enumerate(question.scale, 1)}
    groups = vocabulary()["scale"]["same"]
    named = {phrase: labels[group[0]] for group in groups if group[0] in labels for phrase in group if _telling(phrase)}
    rest, found = f" {words} ", set()
    for phrase in sorted(named, key=len, reverse=True):
        if f" {phrase} " in rest:
            rest = rest.replace(f" {phrase} ", " # ")
            found.add(named[phrase])
    denied = set(rest.split()) & set(vocabulary()["yes_no"]["denials"])
    return found.pop() if len(found) == 1 and not denied and len(words.split()) <= LONGEST_NAMED else None


def _telling(phrase: str) -> bool:
    return " " in phrase or len(phrase) >= SHORTEST_NAMED


def _choice(question: Question, text: str, today: date) -> Union[Value, Invalid]:
    if normalise(text).startswith(tuple(vocabulary()["choice"]["neither"])) and not in_so_many_words(question, text):
        return Invalid("choice")
    found = chosen(text, question.options)
    if len(found) == 1:
        return found[0].id
    return Invalid("choice_one" if found else _unknown_option(text, "choice"))


def _multi_choice(question: Question, text: str, today: date) -> Union[Value, Invalid]:
    if is_all(text):
        return [option.id for option in question.options if not option.only]
    left_out = all_except(text)
    if left_out:
        without = [option.id for option in chosen(left_out, question.options)]
        return (
            [o.id for o in question.options if not o.only and o.id not in without]
            if without
            else Invalid("multi_choice")
        )
    found = chosen(text, question.options)
    if any(option.only for option in found) and len(found) > 1:
        return Invalid("choice_exclusive")
    return [option.id for option in found] or Invalid(_unknown_option(text, "multi_choice"))


def _unknown_option(text: str, reason: str) -> str:
    return "choice_number" if numbers_only(normalise(text)) else reason


def _date(question: Question, text: str, today: date) -> Union[Value, Invalid]:
    found = find_date(text, today)
    if found is None:
        past = set(normalise(text).split()) & set(vocabulary()["dates"]["past"])
        return Invalid("date_past" if past else "date")
    return Invalid("date_past") if found < today else found.isoformat()


Parser = Callable[[Question, str, date], Union[Value, Invalid]]
PARSERS: Dict[str, Parser] = {
    "open": _open,
    "choice": _choice,
    "multi_choice": _multi_choice,
    "scale": _scale,
    "yes_no": _yes_no,
    "date": _date,
}

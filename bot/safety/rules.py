"""Reads the pattern files of `knowledge/safety` and finds which patterns a folded message matches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, FrozenSet, Iterable, Iterator, List, Literal, Tuple

from pydantic import BaseModel, Extra, Field, ValidationError
from wordfreq import get_frequency_dict, get_frequency_list

from bot.safety.fold import Folder, Speller, fold_word, tokens
from bot.safety.pattern import Compiler, Pattern
from knowledge.yamlfile import UnreadableYaml, load

FOLDER = Path(__file__).resolve().parents[2] / "knowledge" / "safety"
EXAMPLES = FOLDER / "examples"  # our own sentences: the patterns are tested with them
WORDS = "words.yml"
Language = Literal["nl", "en", "fr", "tr", "ar"]
_COMMON = 1e-6  # share of Dutch text from which a word counts as an ordinary word and not as a typing error


class RuleError(Exception):
    """A pattern file is wrong; the message names the file and the field."""


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid


class Words(_Strict):
    """`words.yml`: word classes, standard forms, words without weight, and key words whose typing errors are mended."""

    classes: Dict[str, List[str]]
    respell: Dict[str, str]
    fillers: List[str]
    closers: List[str]  # words that have no weight where a thought ends
    spelling: List[str]
    ordinary: List[str]  # words so near a key word that they need saying
    countries: Dict[Literal["BE", "NL"], List[str]]
    young: List[str]
    refusals: List[str]
    admissions: List[str]
    alike: List[str]  # classes of which every word counts as one where likeness looks at pairs of words


class Block(_Strict):
    """Patterns of one language that say the same: how certain, and about whom. `plain` is for needs for other help: a pattern that
    needs no likeness beside it."""

    language: Language = "nl"
    level: Literal["certain", "doubt", "plain"] = "certain"
    about: Literal["self", "other"] = "self"
    match: List[str] = Field(..., min_items=1)


class Need(_Strict):
    """One pattern file: the need, what shows it, and what looks like it and is not."""

    need: str
    kind: Literal["crisis", "referral", "calm"]
    priority: int = 100  # a lower number goes first when a message shows several needs
    blocks: List[Block] = Field(default_factory=list)
    unless: List[str] = Field(default_factory=list)  # what looks like it and is not
    at_work: List[str] = Field(default_factory=list)  # talk of professions, teaching, other people in general


@dataclass(frozen=True)
class Index:
    """Patterns under the words that they cannot do without."""

    patterns: Tuple[Tuple[Pattern, Any], ...]
    words: Dict[str, List[int]]

    @classmethod
    def of(cls, patterns: Iterable[Tuple[Pattern, Any]]) -> "Index":
        """Build the index of patterns, each with what it stands for."""
        rows = tuple(patterns)
        words: Dict[str, List[int]] = {}
        for place, (pattern, _) in enumerate(rows):
            for word in pattern.anchor:
                words.setdefault(word, []).append(place)
        return cls(rows, words)

    def matches(self, folded: str, keys: FrozenSet[str]) -> Iterator[Tuple[int, int, bool, Any]]:
        """Yield start, end, "about somebody else" and what the pattern stands for, in the order of the files."""
        for place in sorted({place for key in keys for place in self.words.get(key, ())}):
            pattern, meaning = self.patterns[place]
            for start, end, other in pattern.spans(folded):
                yield start, end, other, meaning


@dataclass(frozen=True)
class Rules:
    """Everything that the pattern files say, ready for use."""

    folder: Folder
    found: Dict[str, Index]  # kind -> patterns, each standing for (need, block)
    unless: Dict[str, Index]  # need -> what looks like it and is not, each standing for "is talk of work"
    countries: Dict[str, Index]
    young: Index
    others: Index  # somebody else than the speaker
    roles: Index  # who does a kind of work, or for whom it is done
    refusals: List[List[str]]  # folded words that say no
    admissions: List[List[str]]  # folded words that half say yes
    alike: Dict[str, str]  # folded word -> the class of words that it counts as

    @staticmethod
    def keys(folded: str) -> FrozenSet[str]:
        """Return the words of a folded message and their beginnings, as the index knows them."""
        words = set(folded.split())
        return frozenset(words) | {f"{word[:size]}*" for word in words for size in range(2, min(len(word), 20) + 1)}


def read(path: Path, model: Any) -> Any:
    """Read a file as a pydantic model; raise RuleError when it is wrong."""
    try:
        return model.parse_obj(load(path))
    except UnreadableYaml as error:
        raise RuleError(str(error)) from error
    except ValidationError as error:
        raise RuleError(f"{path.name}: {error}") from error


def read_needs(folder: Path = FOLDER) -> List[Need]:
    """Read every pattern file, in order of priority and name; raise RuleError for a file with a wrong or unknown key."""
    needs = [read(path, Need) for path in sorted(folder.glob("*.yml")) if path.name != WORDS]
    return sorted(needs, key=lambda need: (need.priority, need.need))


def _folder(words: Words) -> Tuple[Folder, Dict[str, float]]:
    common: Dict[str, float] = {}
    for word, share in get_frequency_dict("nl", wordlist="small").items():
        folded = fold_word(word)
        common[folded] = max(share, common.get(folded, 0.0))
    get_frequency_dict.cache_clear()  # neither is asked for again
    get_frequency_list.cache_clear()
    respell = {" ".join(tokens(key)): tuple(tokens(value)) for key, value in words.respell.items()}
    keys = tuple(fold_word(word) for word in words.spelling)
    frequent = {word for word, share in common.items() if share >= _COMMON}
    known = frozenset({*frequent, *map(fold_word, words.ordinary), *keys})
    fillers, closers = (frozenset(map(fold_word, some)) for some in (words.fillers, words.closers))
    return Folder(respell, fillers, closers, Speller(keys, known)), common


@lru_cache(maxsize=1)
def rules(folder: Path = FOLDER) -> Rules:
    """Load the rules once; raise RuleError or PatternError when a file is wrong."""
    words: Words = read(folder / WORDS, Words)
    needs = read_needs(folder)
    fold, common = _folder(words)
    compiler = Compiler(words.classes, lambda word: common.get(word.rstrip("*"), 0.0), fold.standard)
    shared = [text for need in needs if need.kind == "calm" for text in need.unless]
    found = {
        kind: Index.of(
            (compiler.compile(text), (need, block))
            for need in needs
            if need.kind == kind
            for block in need.blocks
            for text in block.match
        )
        for kind in ("crisis", "referral")
    }
    unless = {
        need.need: Index.of(
            (compiler.compile(text), at_work)
            for at_work, texts in ((False, need.unless + shared), (True, need.at_work))
            for text in texts
        )
        for need in needs
    }
    countries = {
        country: Index.of((compiler.compile(text), None) for text in entries)
        for country, entries in words.countries.items()
    }
    young = Index.of((compiler.compile(text), None) for text in words.young)
    others = Index.of([(compiler.compile("<ander>"), None)])
    roles = Index.of([(compiler.compile("(<beroep>|<doelgroep>|<een_deelnemer>|hij|zij|ze|men)"), None)])
    refusals = [tokens(text) for text in words.refusals]
    admissions = [tokens(text) for text in words.admissions]
    alike = {fold_word(word): name for name in reversed(words.alike) for word in words.classes[name] if word.isalpha()}
    return Rules(fold, found, unless, countries, young, others, roles, refusals, admissions, alike)


@lru_cache(maxsize=32)
def folded(text: str) -> Tuple[str, FrozenSet[str]]:
    """A message folded, and its keys. The last ones are kept: a message is looked at from several sides."""
    fold = rules().folder.fold(text)
    return fold, Rules.keys(fold)

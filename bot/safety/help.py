"""Turns a need into the values of a reply template: who to call or visit, in Flanders and in the Netherlands."""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Dict, List, Optional, Sequence, Tuple

from bot.safety.detect import Finding
from knowledge.referrals import COUNTRIES, PRACTICAL, Entry, entries_for, load_referrals
from knowledge.yamlfile import load

_MOST_NEEDS = 3  # in one reply
_MOST_HELPERS = 3  # for several needs, in each country
_MOST_ALSO = 1  # other needs whose help is named too: a reply stays short
_OWN_WORDS_FOR_OTHER = ("suicide", "self_harm")  # needs whose reply differs when somebody else is in danger
_OWN_WORDS_ALWAYS = ("poisoning", "panic", "youth")  # needs whose reply fits a doubt as well
_OWN_WORDS_IN_DOUBT = ("violence", "child_danger", "other_in_danger")


def help_for(
    need: str, country: Optional[str] = None, young: bool = False, also: Tuple[str, ...] = ()
) -> Dict[str, str]:
    """Return the template values of a need.

    `help_be` and `help_nl` hold a line for each organisation, `phones_be` and `phones_nl` the numbers only, `who_be` and `who_nl` the names
    only, and `help` both countries under a heading, `country` first. `young` puts the lines for the young in front. Raises KeyError for an unknown need.
    """
    return _values(
        {land: _entries(need, land, young, also) for land in sorted(COUNTRIES, key=lambda land: land != country)}
    )


def crisis_replies(finding: Finding, in_intake: bool = False) -> List[str]:
    """The texts that answer a crisis, in order; in an intake they say that its questions wait."""
    also = finding.also[:_MOST_ALSO]
    values = help_for(finding.need, finding.country_hint, finding.young, also)
    values["waiting"] = reply("crisis_waiting") if in_intake else ""
    return [_replies()[key].format(**values) for key in reply_keys(finding)]


def asks_gently(finding: Finding) -> bool:
    """Whether the reply to a finding asks what the person means, so that a yes or a no may follow."""
    return reply_keys(finding)[0].startswith("crisis_doubt")


def crisis_reminder() -> str:
    """One line with who listens, for a doubt soon after another."""
    return _replies()["crisis_reminder"].format(**help_for("suicide"))


def reply(key: str) -> str:
    """The text under a key that names no help; raises KeyError for an unknown one."""
    return _replies()[key]


def referral_reply(needs: Sequence[str], staying: bool = False, again: bool = False) -> str:
    """The one text that refers for all needs of a message, in short when they were spoken of `again`; `staying` leaves out its last
    paragraph, which invites to come back. Raises KeyError for an unknown need."""
    apart = [need for place, need in enumerate(needs) if not _covered(need, needs[:place])]
    apart = apart[:_MOST_NEEDS]
    if again:
        key = "referral_again"
    elif len(apart) == 1:
        key = f"referral_{apart[0]}"
    else:
        key = "referral_several_practical" if set(apart) <= set(PRACTICAL) else "referral_several"
    values = _values({land: _first_of_each(apart, land) for land in COUNTRIES})
    text = _replies()[key].format(**values, named=_named(apart))
    return text.rsplit("\n\n", 1)[0] if staying else text


def _covered(need: str, earlier: Sequence[str]) -> bool:
    """Whether everybody who helps with a need helps with an earlier one, so that it needs no words of its own."""
    return any(set(_ids(need)) <= set(_ids(other)) for other in earlier)


def _ids(need: str) -> List[str]:
    return [entry.id for entry in entries_for(need)]


def _first_of_each(needs: Sequence[str], land: str) -> List[Entry]:
    """Who helps with each need in turn; all of them for one need, a handful for several."""
    rows = zip_longest(*(_entries(need, land) for need in needs))
    found = {entry.id: entry for row in rows for entry in row if entry}
    return list(found.values())[: _MOST_HELPERS if len(needs) > 1 else None]


def _named(needs: Sequence[str]) -> str:
    *before, last = [_replies()[f"named_{need}"] for need in needs]
    return _replies()["named_last"].join([*filter(None, [", ".join(before)]), last])


def referral_beside(need: str) -> str:
    """A line under an answer of ours with who helps with a practical need; raises KeyError for any other need."""
    return _replies()[f"beside_{need}"].format(**help_for(need))


@lru_cache(maxsize=1)
def _replies() -> Dict[str, str]:
    return load(Path(__file__).with_name("replies.yml"))


def reply_keys(finding: Finding) -> Tuple[str, ...]:
    """Return the responses that answer a crisis, in order: one in Dutch and, for another language, one sentence in that language."""
    need = finding.need
    if finding.about == "other" and need in _OWN_WORDS_FOR_OTHER:
        key = f"crisis_{need}_other"
    elif finding.level == "doubt" and need not in _OWN_WORDS_ALWAYS:
        key = "crisis_doubt_violence" if need in _OWN_WORDS_IN_DOUBT else "crisis_doubt"
    else:
        key = f"crisis_{need}"
    return (key,) if finding.language == "nl" else (key, f"crisis_{finding.language}")


def _entries(need: str, country: str, young: bool = False, also: Tuple[str, ...] = ()) -> List[Entry]:
    found = entries_for(need, country)
    if not found:
        raise KeyError(need)
    first = entries_for("youth", country) if young and need != "youth" else ()
    others = [entry for other in also for entry in entries_for(other, country)]
    return list({entry.id: entry for entry in (*first, *found, *others)}.values())


def _values(helpers: Dict[str, List[Entry]]) -> Dict[str, str]:
    """The values of a template, countries in the given order."""
    headings = load_referrals().wording.headings
    values: Dict[str, str] = {}
    for land, entries in helpers.items():
        values[f"help_{land.lower()}"] = "\n".join(_line(entry) for entry in entries)
        values[f"phones_{land.lower()}"] = ", ".join(phone for entry in entries for phone in entry.phones)
        values[f"who_{land.lower()}"] = " · ".join(entry.who for entry in entries)
    values["help"] = "\n\n".join(f"{headings[land]}\n{values[f'help_{land.lower()}']}" for land in helpers)  # type: ignore[index]
    return values


def _line(entry: Entry) -> str:
    wording = load_referrals().wording
    contact = wording.call.format(phones=wording.or_.join(entry.phones)) if entry.phones else entry.contact or ""
    if entry.hours:
        contact += wording.hours.format(hours=entry.hours)
    return wording.line.format(who=entry.who, contact=contact)

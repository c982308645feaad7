"""Turns a need into the values of a reply template: who to call or visit, in Flanders and in the Netherlands."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Optional, Tuple

from bot.safety.detect import Finding
from knowledge.referrals import COUNTRIES, Entry, entries_for, load_referrals
from knowledge.yamlfile import load

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
    wording = load_referrals().wording
    order = sorted(COUNTRIES, key=lambda land: land != country)
    values: Dict[str, str] = {}
    for land in order:
        entries = _entries(need, land, young)
        entries += [entry for other in also for entry in entries_for(other, land) if entry not in entries]
        values[f"help_{land.lower()}"] = "\n".join(_line(entry) for entry in entries)
        values[f"phones_{land.lower()}"] = ", ".join(phone for entry in entries for phone in entry.phones)
        values[f"who_{land.lower()}"] = " · ".join(entry.who for entry in entries)
    blocks = [f"{wording.headings[land]}\n{values[f'help_{land.lower()}']}" for land in order]  # type: ignore[index]
    values["help"] = "\n\n".join(blocks)
    return values


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


def referral_reply(need: str, staying: bool = False) -> str:
    """The text that refers for a need; `staying` leaves out its last paragraph, which invites to come back. Raises KeyError for an
    unknown need."""
    return _said(f"referral_{need}", need, staying)


def referral_again(need: str, staying: bool = False) -> str:
    """The text for a need that was spoken of before in this conversation: who helps, and no more. Raises KeyError for an unknown
    need."""
    return _said("referral_again", need, staying)


def referral_beside(need: str) -> str:
    """A line under an answer of ours with who helps with a practical need; raises KeyError for any other need."""
    return _replies()[f"beside_{need}"].format(**help_for(need))


def _said(key: str, need: str, staying: bool) -> str:
    text = _replies()[key].format(**help_for(need))
    return text.rsplit("\n\n", 1)[0] if staying else text


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


def _entries(need: str, country: str, young: bool) -> List[Entry]:
    found = entries_for(need, country)
    if not found:
        raise KeyError(need)
    return [*(entries_for("youth", country) if young and need != "youth" else ()), *found]


def _line(entry: Entry) -> str:
    wording = load_referrals().wording
    contact = wording.call.format(phones=wording.or_.join(entry.phones)) if entry.phones else entry.contact or ""
    if entry.hours:
        contact += wording.hours.format(hours=entry.hours)
    return wording.line.format(who=entry.who, contact=contact)

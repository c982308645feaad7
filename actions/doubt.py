"""The conversation around a doubt: we ask gently once, hear the answer to that, and do not ask again and again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, List, Optional, Text

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.counting import tally
from bot.intake.commands import recognise
from bot.intake.counts import CRISIS
from bot.nlu.questions import is_question
from bot.safety import Finding, admits
from bot.safety import refuses as begins_with_no
from bot.safety.help import asks_gently, crisis_reminder, crisis_replies, reply

RESTING = 10  # messages of the person in which we do not ask again what we asked


def finding_of(message: Dict[Text, Any]) -> Finding:
    """What the pipeline found in a message; when only the classifier thinks of a crisis, a doubtful one."""
    found = message.get("safety")
    if not found:
        return Finding(need="suicide", level="doubt", about="self", language="nl")
    return Finding(**{**found, "also": tuple(found.get("also") or ())})


def finding_to_answer(tracker: Tracker) -> Optional[Finding]:
    """What to answer to the latest message, marked as a crisis: its finding; a certain one when it follows our gentle question and
    says it again in plain words; None when we asked a little while ago, or twice, and it is no more than a doubt now."""
    message = tracker.latest_message or {}
    finding = finding_of(message)
    earlier = _asked(tracker)
    if finding.level != "doubt" or not any(earlier):
        return finding
    before = earlier[-1]
    if before is None or refuses(message):
        return None
    if finding.mild:  # who explains what was meant often uses the same words
        return finding if len([asked for asked in earlier if asked]) == 1 else None
    return replace(before, level="certain", also=() if finding.need == before.need else (finding.need,))


def question_before(tracker: Tracker) -> Optional[Finding]:
    """What our gentle question was about, when the latest message may be the answer to it: no command, no question, no crisis."""
    message = tracker.latest_message or {}
    text = str(message.get("text") or "")
    earlier = _asked(tracker)
    calm = (message.get("intent") or {}).get("name") not in ("crisis", "human_handoff")
    asks = is_question(text) and ("?" in text or not begins_with_no(text))  # "valt mee" only looks like one
    return earlier[-1] if earlier and calm and (admits(text) or not recognise(text) and not asks) else None


def confirmed(tracker: Tracker) -> Optional[Finding]:
    """The certain finding when the latest message says yes to our gentle question, or half; None otherwise."""
    doubt, message = question_before(tracker), tracker.latest_message or {}
    affirms = (message.get("intent") or {}).get("name") == "affirm" and not refuses(message)
    says_yes = affirms or admits(str(message.get("text") or ""))
    return replace(doubt, level="certain") if doubt and says_yes else None


def refuses(message: Dict[Text, Any]) -> bool:
    """Whether the message says no, or begins with it."""
    denies = (message.get("intent") or {}).get("name") == "deny"
    return denies or begins_with_no(str(message.get("text") or ""))


def heard_danger(tracker: Tracker) -> bool:
    """Whether we named help for certain danger a little while ago."""
    said = [event for event in tracker.events if event.get("event") == "user"][-RESTING:]
    found = [(event.get("parse_data") or {}).get("safety") for event in said]
    return any(finding and finding["level"] == "certain" for finding in found)


def _asked(tracker: Tracker) -> List[Optional[Finding]]:
    """For each of the last messages before the latest: what we asked about after it, or None."""
    asked: List[Optional[Finding]] = []
    doubt: Optional[Finding] = None
    for event in tracker.events:
        if event.get("event") == "user":
            found = (event.get("parse_data") or {}).get("safety")
            doubt = finding_of({"safety": found}) if found and found["level"] == "doubt" else None
            asked.append(None)
        elif event.get("event") == "bot" and doubt and event.get("text") in _first_texts(doubt):
            asked[-1] = doubt
    return asked[:-1][-RESTING:]


def _first_texts(doubt: Finding) -> List[Text]:
    return [crisis_replies(doubt, in_intake)[0] for in_intake in (False, True)]


def remind(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Name the numbers in one line where we do not ask again, unless we did so a little while ago."""
    text = crisis_reminder()
    told = [event for event in tracker.events if event.get("event") in ("user", "bot")]
    since = [str(event.get("text")) for event in told[-2 * RESTING :]]
    if text not in since:
        dispatcher.utter_message(text=text)


def send_help(dispatcher: CollectingDispatcher, finding: Finding, in_intake: bool = False) -> None:
    """Send the reply to a finding, and one sentence in the person's own language when that is not Dutch; with quick replies when it
    asks."""
    *before, last = crisis_replies(finding, in_intake)
    for text in before:
        dispatcher.utter_message(text=text)
    answers = [reply("doubt_yes"), reply("doubt_no")] if asks_gently(finding) else []
    dispatcher.utter_message(text=last, buttons=[{"title": words, "payload": words} for words in answers] or None)
    tally().add(CRISIS, finding.need)

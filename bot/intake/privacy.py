"""What a person may see of what is stored, and the question before erasing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Dict, List

from bot.intake import codes, notes
from bot.intake.commands import Command
from bot.intake.conversation import Conversation
from bot.intake.engine import ANSWER, state
from bot.intake.erasure import Periods
from bot.intake.messages import day, message
from bot.intake.models import Code, Intake, Person
from bot.intake.names import chosen_name
from bot.intake.reception import Reception, Visit
from bot.intake.records import Records
from bot.intake.render import same, shown
from bot.intake.turn import Turn
from bot.intake.zone import ZONE

COACH = "coach:"  # how the audit names a coach
MOST_READERS = 5


def data_turn(visit: Visit, command: Command, periods: Periods) -> Turn:
    """The reply to "welke gegevens heb je van mij?" and to "verwijder mijn gegevens", which is asked once more."""
    person = visit.person
    if person is None:
        if command.name == "erase":
            return Turn((message("said.erase_conversation"),), (same("erase"), same("cancel")), command=command.name)
        return Turn((message("said.no_data", days=periods.unfinished.days),), command=command.name)
    running = visit.records.running(person.id)
    if command.name == "erase":
        person.pending = "erase"
        return Turn((message("said.erase_ask"),), (same("erase"), same("cancel")), active=running is not None)
    said = _overview(visit.records, person, visit.now, periods)
    if running is None:
        return Turn((said,), (same("document"), same("overview")))
    close = Reception(visit).close
    turn = Conversation(visit.records, person, running, visit.now, visit.message_id, close).reply()
    return replace(turn, messages=(said,), buttons=(same("continue"), same("overview")))


def readers(records: Records, person_id: str) -> str:
    """Who read the dossier and when they did so last, in a sentence."""
    last = {
        line.get("name") or line["actor"]: datetime.fromisoformat(line["at"])
        for line in records.audit_of(person_id)
        if line["actor"].startswith(COACH)
    }
    if not last:
        return message("said.read_by_nobody")
    shown = [message("said.reader", name=name, day=day(at.astimezone(ZONE).date())) for name, at in last.items()]
    return message("said.read_by", readers=", ".join(shown[-MOST_READERS:]))


def _overview(records: Records, person: Person, now: datetime, periods: Periods) -> str:
    runs = records.intakes(person.id)
    consents = records.consents(person.id)
    answers = sum(len(state(records.questionnaire(run), records.steps(run.id)).answers) for run in runs)
    said = message(
        "said.data",
        consent=day(consents[-1].given_at.astimezone(ZONE).date()),
        intakes=len(runs),
        answers=answers,
        codes=codes.valid_codes(records, person.id, now),
        expires=day(_expiry(runs, person, periods).astimezone(ZONE).date()),
        days=periods.unfinished.days,
    )
    return f"{said}\n\n{readers(records, person.id)}"


def _expiry(runs: List[Intake], person: Person, periods: Periods) -> datetime:
    """When the last of it goes by itself."""
    ends = [run.changed_at + (periods.dossier if run.status == "closed" else periods.unfinished) for run in runs]
    return max(ends, default=person.seen_at + periods.unfinished)


def everything(records: Records, person: Person, now: datetime, periods: Periods) -> Dict[str, Any]:
    """All that is stored about a person, as readable JSON: the answers also in words, and every earlier version of them."""
    runs = records.intakes(person.id)
    return {
        "person": person.id,
        "conversations": records.senders(person.id),
        "name_for_a_coach": chosen_name(records, person),
        "created_at": person.created_at.isoformat(),
        "erased_at_the_latest": _expiry(runs, person, periods).isoformat(),
        "consents": [
            {"at": c.given_at.isoformat(), "version": c.version, "text": c.text} for c in records.consents(person.id)
        ],
        "valid_codes": codes.valid_codes(records, person.id, now),
        "codes": [_code(records, code) for code in codes.all_codes(records, person.id)],
        "referral_signals": list(records.signals(person.id)),
        "questionnaires": [_run(records, run) for run in reversed(runs)],
        "notes_of_coaches": [
            {"at": note.at.isoformat(), "kind": note.kind, "text": records.cipher.decrypt(note.content)}
            for note in notes.about(records, person.id)
        ],
        "audit": records.audit_of(person.id),
    }


def _code(records: Records, code: Code) -> Dict[str, Any]:
    """A code without its signs, which are stored nowhere; with the name that a coach gave the dossier."""
    times = ("created_at", "expires_at", "used_at", "revoked_at")
    named = records.cipher.decrypt(code.label) if code.label else None
    told = {"purpose": code.purpose, "for_a_team": code.shared_by_team, "organisation": code.organisation}
    return {**told, **{n: t and t.isoformat() for n in times for t in [getattr(code, n)]}, "named_by_coach": named}


def _run(records: Records, run: Intake) -> Dict[str, Any]:
    questionnaire = records.questionnaire(run)
    said = [event for event in records.steps(run.id) if event.kind == ANSWER and event.answer]
    return {
        "kind": run.kind,
        "profession": run.profession,
        "version": run.version,
        "status": run.status,
        "started_at": run.started_at.isoformat(),
        "changed_at": run.changed_at.isoformat(),
        "answers": [
            {
                "question": event.question,
                "label": questionnaire.by_id[event.question].label,
                "shown": shown(questionnaire.by_id[event.question], event.answer, 5000),
                **event.answer.as_dict(),
            }
            for event in said
            if event.answer
        ],
    }

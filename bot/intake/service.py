"""The single way in for the chat: a person's message in, a reply out. The caller knows nothing of SQL or questionnaires."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from bot.intake import cards, codes, erasure, names
from bot.intake.answer import Answer
from bot.intake.answers import is_plain, parse
from bot.intake.commands import recognise
from bot.intake.conversation import Conversation
from bot.intake.desk import CONFIRMATION, Desk
from bot.intake.documents import dossier_of
from bot.intake.engine import state
from bot.intake.export import FORMATS
from bot.intake.library import Library
from bot.intake.messages import message
from bot.intake.privacy import data_turn, everything
from bot.intake.progress import progress
from bot.intake.reception import Message, Reception, Visit
from bot.intake.render import same
from bot.intake.store import Store
from bot.intake.turn import Turn
from bot.intake.zone import ZONE


class IntakeService:
    """Intake, competency scan and aftercare. `outside`: functions that erase elsewhere what belongs to conversation ids (the
    tracker store); `told`: reads what was said there; `folder`: where files of people stand, one folder a person."""

    def __init__(
        self,
        store: Store,
        library: Library,
        outside: Sequence[erasure.Outside] = (),
        folder: Optional[Path] = None,
        periods: erasure.Periods = erasure.Periods(),  # noqa: B008 (a frozen value)
        told: Callable[[Sequence[str]], List[Dict[str, str]]] = lambda senders: [],
    ) -> None:
        self.store, self.library, self.told = store, library, told
        self.outside, self.folder, self.periods = tuple(outside), folder, periods

    # ---- the conversation

    def handle(
        self,
        sender: str,
        text: str,
        message_id: str,
        now: datetime,
        is_question: bool = False,
        kind: str = "intake",
        profession: Optional[str] = None,
        active: bool = True,
    ) -> Turn:
        """Handle one message. `message_id` makes a repeated delivery harmless; `kind` and `profession` say what was started, for
        as long as consent has not been given and nothing is stored. `active`: whether the last turn was active, so that this may
        be an answer; without it only commands and a yes or no to our own question count, and anything else gives an empty turn."""
        command = recognise(text)
        if (command and command.name == "erase_confirmed") or self._confirms(sender, text, "erase", now):
            return self.erase(sender, now)
        with self.store.writing() as records:
            visit = Visit(records, self.library, sender, records.person(sender, lock=True), message_id, now)
            said = Message(text, command, is_question, kind, profession, active)
            known = visit.person or codes.typed_code(text)
            turn = Desk(visit, self.periods).known(said) if known else self._stranger(visit, said)
            cards.refresh_of_sender(records, self.library.kb, sender, now)
            return turn

    def _stranger(self, visit: Visit, said: Message) -> Turn:
        """A message of somebody who did not give consent."""
        if said.command and said.command.name in ("erase", "my_data"):
            return data_turn(visit, said.command, self.periods)
        if said.command and said.command.name in ("start_intake", "start_scan"):
            return Desk(visit, self.periods).start(said.command)
        return Reception(visit).consent(said) if said.active else Turn()

    def _confirms(self, sender: str, text: str, pending: str, now: datetime) -> bool:
        """Whether `text` is a yes to our question `pending`."""
        read = parse(CONFIRMATION, text, now.astimezone(ZONE).date())
        if not isinstance(read, Answer) or read.value != "yes":
            return False
        with self.store.reading() as records:
            person = records.person(sender)
            return person is not None and person.pending == pending

    # ---- for other callers

    def start(self, sender: str, kind: str, message_id: str, now: datetime, profession: Optional[str] = None) -> Turn:
        """Start or go on with a questionnaire: kind intake, scan (of `profession`) or followup."""
        with self.store.writing() as records:
            visit = Visit(records, self.library, sender, records.person(sender, lock=True), message_id, now)
            followup = kind == "followup"
            turn = Reception(visit).follow_up() if followup else Reception(visit).start(kind, profession)
            cards.refresh_of_sender(records, self.library.kb, sender, now)
            return turn

    def current(self, sender: str, now: datetime, kind: str = "intake", profession: Optional[str] = None) -> Turn:
        """The open question again, for after a digression. Stores nothing."""
        with self.store.reading() as records:
            visit = Visit(records, self.library, sender, records.person(sender), "", now)
            running = visit.person and records.running(visit.person.id)
            if visit.person is None:
                return Reception(visit).frame(kind, profession, again=True)
            if not running:
                return Turn()
            return Conversation(records, visit.person, running, now, "", Reception(visit).close).again()

    def repeated(self, sender: str, now: datetime) -> Turn:
        """The reply to the last message once more, for a repeated delivery. Stores no answer. Empty for a stranger."""
        with self.store.writing() as records:
            person = records.person(sender, lock=True)
            return (
                Desk(Visit(records, self.library, sender, person, "", now), self.periods).current()
                if person
                else Turn()
            )

    def answers(self, sender: str, text: str, now: datetime) -> bool:
        """Whether `text` is a plain answer to the closed question that is open (a choice, a figure, yes or no, a date)."""
        with self.store.reading() as records:
            person = records.person(sender)
            running = person and records.running(person.id)
            if not person or not running:
                return False
            question = state(records.questionnaire(running), records.steps(running.id)).current
            return question is not None and is_plain(question, text, now.astimezone(ZONE).date())

    def welcome(self, sender: str, now: datetime) -> Turn:
        """What to say to somebody who comes back: what waits, or a question about the plan. Empty for a stranger."""
        with self.store.reading() as records:
            return Reception(Visit(records, self.library, sender, records.person(sender), "", now)).welcome()

    def pause(self, sender: str, now: datetime) -> Turn:
        """Pause the running questionnaire after a message of crisis, and say how to go on. An empty turn when nothing runs."""
        with self.store.writing() as records:
            person = records.person(sender, lock=True)
            running = person and records.running(person.id)
            if not person or not running:
                return Turn()
            running.status = "paused"
            return Turn((message("said.paused_for_care"),), (same("continue"),), kind=running.kind, command="pause")

    def resume(self, sender: str, code: str, message_id: str, now: datetime) -> Turn:
        """Go on at this device with a resume code."""
        return self.handle(sender, code, message_id, now)

    def overview(self, sender: str, now: datetime, page: int = 1) -> Turn:
        """The numbered answers, as after "overzicht"."""
        return self.handle(sender, message("buttons.overview_page", page=page), "", now)

    def summary(self, sender: str, now: datetime, page: int = 1) -> Turn:
        """The summary, as after "samenvatting"."""
        return self.handle(sender, message("buttons.summary_page", page=page), "", now)

    def status(self, sender: str) -> Dict[str, Any]:
        """What is known of a conversation: `consent`, and of the last run its `kind`, `status`, `profession`, `number`, `total`,
        `question` and `version`."""
        with self.store.reading() as records:
            person = records.person(sender)
            runs = records.intakes(person.id) if person else []
            if not runs:
                return {"consent": person is not None}
            run, now = runs[0], state(records.questionnaire(runs[0]), records.steps(runs[0].id))
            place = {"question": now.current.id if now.current else None, "number": now.number, "total": now.total}
            what = {"kind": run.kind, "status": run.status, "profession": run.profession, "version": run.version}
            return {"consent": True, **what, **place}

    def progress(self, sender: str, now: datetime) -> Dict[str, Any]:
        """How far the person is, with the answers by phase (see bot.intake.progress)."""
        return progress(self.store, sender, now)

    def choose_name(self, sender: str, name: str, now: datetime) -> bool:
        """Keep how a coach may call the person; an empty name takes it back. False when there is no consent to store anything."""
        with self.store.writing() as records:
            person = records.person(sender, lock=True)
            if person is not None:
                names.choose(records, person, name, now)
            return person is not None

    def note_signal(self, sender: str, need: str, now: datetime) -> bool:
        """Note a need for the coach, after the person agreed to that. False when there is no consent to store anything."""
        with self.store.writing() as records:
            person = records.person(sender, lock=True)
            if person is None:
                return False
            records.note_signal(person.id, need, now)
            cards.refresh(records, self.library.kb, person.id, now)
            return True

    def dossier(self, sender: str) -> Optional[Dict[str, Any]]:
        """The person's own dossier (see bot.intake.dossier); None when nothing is finished."""
        with self.store.reading() as records:
            person = records.person(sender)
            return dossier_of(records, self.library.kb, person.id) if person else None

    def file(self, sender: str, name: str) -> Optional[Tuple[bytes, str]]:
        """The dossier as a file and its media type; `name` is json, ics, pdf, docx or svg. None when nothing is finished.

        Raises KeyError for another name.
        """
        make, media_type = FORMATS[name]
        data = self.dossier(sender)
        return (make(data), media_type) if data else None

    def downloads(self, sender: str) -> str:
        """Where the dossier can be downloaded on our own website; "" when nothing is finished."""
        return message("said.downloads") if self.dossier(sender) else ""

    @staticmethod
    def download_of_everything() -> str:
        """Where all that is stored can be downloaded on our own website."""
        return message("said.download_of_everything")

    # ---- privacy

    def everything(self, sender: str, now: datetime) -> Dict[str, Any]:
        """All that is stored of the person behind `sender`, readable; {} when nothing is."""
        with self.store.writing() as records:
            person = records.person(sender)
            conversation = self.told(records.senders(person.id) if person else [sender])
            if person is None:
                return {"conversation": conversation} if conversation else {}
            records.audit(person.id, "client", "exported", now)
            return {**everything(records, person, now, self.periods), "conversation": conversation}

    def erase(self, sender: str, now: datetime) -> Turn:
        """Erase everything of the person behind `sender`, here and outside. What is interrupted is finished at the next start."""
        with self.store.writing() as records:
            receipt = erasure.request(records, sender, now)
        self.finish_erasures(now)
        return Turn((message("said.erased", receipt=receipt),), (same("start_intake"),), receipt=receipt)

    def finish_erasures(self, now: datetime) -> List[str]:
        """Work off erasures that were interrupted; to be called at every start. Returns the receipts."""
        return erasure.finish(self.store, now, self.outside, self.folder)

    def expire(self, now: datetime) -> int:
        """Remove what was kept long enough; returns how many runs and people."""
        gone = erasure.expire(self.store, now, self.periods)
        self.finish_erasures(now)
        self.store.scrub()
        return gone

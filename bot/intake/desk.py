"""What a known person can say at any moment, and which questionnaire a message is for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Callable, Dict, Optional

from bot.intake import codes
from bot.intake.answer import Answer
from bot.intake.answers import parse
from bot.intake.commands import Command
from bot.intake.conversation import Conversation
from bot.intake.erasure import Periods
from bot.intake.messages import message
from bot.intake.privacy import data_turn
from bot.intake.questionnaire import Question
from bot.intake.reception import Message, Reception, Visit
from bot.intake.render import same
from bot.intake.turn import Turn
from bot.intake.zone import ZONE

CONFIRMATION = Question(
    id="pending", phase="pending", kind="yes_no", label="-", ask="-", explain="-", why="-", competencies=["lbb.c1"]
)


class Desk:
    """Handles one message of somebody who gave consent, within one transaction."""

    def __init__(self, visit: Visit, periods: Periods) -> None:
        self.visit, self.periods = visit, periods

    def known(self, said: Message) -> Turn:
        """A message of a person who gave consent, or who brings a resume code."""
        code = codes.typed_code(said.text)
        if code:
            return self._resume(code)
        person, records = self.visit.person, self.visit.records
        assert person is not None
        person.seen_at = self.visit.now
        if records.handled(person.id, self.visit.message_id):
            return self.current()
        pending, person.pending = person.pending, None
        if pending:
            turn = self._pending(pending, said)
            if turn:
                return turn
        command = said.command
        if command and command.name in ALWAYS:
            return replace(ALWAYS[command.name](self, command), command=command.name)
        if command is None and not said.active:
            return Turn()
        running = records.running(person.id)
        if running:
            return self._conversation(running).handle(said)
        if not records.agrees(person.id, self.visit.library.agreement()):  # its text was revised since
            return Reception(self.visit).consent(said)
        return Reception(self.visit).idle(command)

    def _conversation(self, intake: Any) -> Conversation:
        assert self.visit.person is not None
        close = Reception(self.visit).close
        return Conversation(self.visit.records, self.visit.person, intake, self.visit.now, self.visit.message_id, close)

    def current(self) -> Turn:
        """What was said last: the open question, or what closing led to."""
        assert self.visit.person is not None
        runs = self.visit.records.intakes(self.visit.person.id)
        if runs and runs[0].status in ("active", "paused"):
            return self._conversation(runs[0]).reply()
        if runs and runs[0].status == "closed":
            run = self._conversation(runs[0])
            return Reception(self.visit).close(run)
        return Reception(self.visit).idle(None)

    def _pending(self, pending: str, said: Message) -> Optional[Turn]:
        """The answer to our own question; None when the message is about something else."""
        if pending == "scan":
            profession = self.visit.library.find_profession(said.text)
            return Reception(self.visit).start("scan", profession) if profession else None
        read = parse(CONFIRMATION, said.text, self.visit.now.astimezone(ZONE).date())
        yes = isinstance(read, Answer) and read.value == "yes"
        no = isinstance(read, Answer) and read.value == "no"
        if pending == "restart" and yes:
            return self._restart()
        if not no:
            return None
        kept = message("said.erase_kept" if pending == "erase" else "said.restart_kept")
        running = self.visit.person and self.visit.records.running(self.visit.person.id)
        return self._conversation(running).reply(kept) if running else Turn((kept,))

    def _ask_restart(self, command: Command) -> Turn:
        assert self.visit.person is not None
        self.visit.person.pending = "restart"
        running = self.visit.records.running(self.visit.person.id)
        said = message("said.restart_ask_closed")
        if running:
            said = message("said.restart_ask", title=self.visit.records.questionnaire(running).title.lower())
        return Turn((said,), (same("restart"), same("cancel")), active=running is not None)

    def _restart(self, command: Optional[Command] = None) -> Turn:
        """Throw the running questionnaire away and start it again; a finished one stays."""
        assert self.visit.person is not None
        running = self.visit.records.running(self.visit.person.id)
        kind, profession, title = "intake", None, False
        if running:
            kind, profession, title = running.kind, running.profession, True
            self.visit.records.remove_intake(running)
        reception = Reception(self.visit)
        turn = reception.follow_up() if kind == "followup" else reception.begin(kind, profession)
        return turn.after(message("said.restarted")) if title else turn

    # ---- commands that work always

    def start(self, command: Command) -> Turn:
        """Start the intake, or the scan of the profession that the command names."""
        if command.name == "start_intake":
            return Reception(self.visit).start("intake", None)
        profession = self.visit.library.find_profession(command.topic)
        return Reception(self.visit).start("scan", profession) if profession else self._which_scan(command)

    def _which_scan(self, command: Command) -> Turn:
        said = message("said.scan_unknown" if command.topic else "said.scan_which")
        if self.visit.person:
            self.visit.person.pending = "scan"
        names = [card.name for card in self.visit.library.kb.professions()]
        return Turn((said,), tuple(same("scan_for", profession=name) for name in names))

    def _follow_up(self, command: Command) -> Turn:
        return Reception(self.visit).follow_up()

    def _data(self, command: Command) -> Turn:
        return data_turn(self.visit, command, self.periods)

    def _share(self, command: Command) -> Turn:
        assert self.visit.person is not None
        closed = [i for i in self.visit.records.intakes(self.visit.person.id) if i.status == "closed"]
        if not closed:
            running = self.visit.records.running(self.visit.person.id)
            said = message("said.share_needs_closed")
            return self._conversation(running).reply(said) if running else Turn((said,))
        team = command.name == "share_with_team"
        code = codes.issue(self.visit.records, self.visit.person, codes.SHARE, self.visit.now, team)
        days = codes.VALID[codes.SHARE].days
        if team:
            return Turn((message("said.share_with_team_code", code=code, days=days),))
        return Turn((message("said.share_code", code=code, days=days),), (same("share_with_team"),))

    def _withdraw(self, command: Command) -> Turn:
        assert self.visit.person is not None
        codes.revoke_shares(self.visit.records, self.visit.person.id, self.visit.now)
        return Turn((message("said.share_withdrawn"),))

    def _document(self, command: Command) -> Turn:
        """The caller adds the address of the document."""
        assert self.visit.person is not None
        closed = [i for i in self.visit.records.intakes(self.visit.person.id) if i.status == "closed"]
        said = message("said.document" if closed else "said.document_later")
        running = self.visit.records.running(self.visit.person.id)
        return self._conversation(running).reply(said) if running else Turn((said,))

    def _resume(self, code: str) -> Turn:
        """Go on at this device with what was started at another."""
        owner = codes.redeem(self.visit.records, code, self.visit.now)
        if owner is None:
            running = self.visit.person and self.visit.records.running(self.visit.person.id)
            said = message("said.unknown_code")
            return self._conversation(running).reply(said) if running else Turn((said,), (same("start_intake"),))
        self.visit.records.join(self.visit.sender, owner, self.visit.now)
        self.visit = replace(self.visit, person=owner)
        waiting = self.visit.records.running(owner.id)
        if waiting is None:
            return Reception(self.visit).finished(message("said.already_done"))
        return Reception(self.visit).go_on(waiting, message("said.resumed_elsewhere"))


ALWAYS: Dict[str, Callable[[Desk, Command], Turn]] = {
    "start_intake": Desk.start,
    "start_scan": Desk.start,
    "start_followup": Desk._follow_up,
    "restart": Desk._ask_restart,
    "restart_confirmed": Desk._restart,
    "my_data": Desk._data,
    "erase": Desk._data,
    "share": Desk._share,
    "share_with_team": Desk._share,
    "withdraw_share": Desk._withdraw,
    "document": Desk._document,
}

"""One message while no questionnaire runs: consent, starting, coming back, and what was done before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Callable, Dict, List, Optional

from bot.intake import codes, counts
from bot.intake.about import about, asks, no_answer
from bot.intake.answer import GIVEN, Answer
from bot.intake.answers import parse
from bot.intake.commands import Command, find_topics
from bot.intake.conversation import Conversation, Message
from bot.intake.engine import ANSWER, Event, state
from bot.intake.library import Library
from bot.intake.messages import message
from bot.intake.models import Intake, Person
from bot.intake.plan import open_actions
from bot.intake.questionnaire import Questionnaire
from bot.intake.records import Records
from bot.intake.render import Button, ask, buttons, overview, same
from bot.intake.scan_result import result
from bot.intake.scan_text import result_texts
from bot.intake.summary import summary
from bot.intake.turn import Turn
from bot.intake.zone import ZONE

ASKING = ("", "explain", "progress", "overview")  # commands that may as well be a question about the intake


@dataclass(frozen=True)
class Visit:
    """A message and who sent it. `person` is None for somebody who did not give consent."""

    records: Records
    library: Library
    sender: str
    person: Optional[Person]
    message_id: str
    now: datetime


class Reception:
    """Starts and resumes questionnaires, and answers what concerns finished ones."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.records, self.person, self.now = visit.records, visit.person, visit.now

    # ---- before consent

    def frame(self, kind: str, profession: Optional[str], again: bool = False) -> Turn:
        """The agreements and the question for consent; nothing is stored."""
        questionnaire = self.visit.library.get(kind, profession)
        now = state(questionnaire, [])
        question = now.current
        assert question is not None
        place = dict(kind=kind, question=question.id, phase=question.phase, number=now.number, total=now.total)
        return Turn((ask(questionnaire, now, again),), buttons(now), active=True, **place)

    def consent(self, said: Message) -> Turn:
        """Read the answer to the question for consent; only a yes makes anything stored."""
        turn = self.frame(said.kind, said.profession, again=True)
        question = self.visit.library.get(said.kind, said.profession).questions[0]
        read = parse(question, said.text, self.now.astimezone(ZONE).date())
        if isinstance(read, Answer):
            if read.value == "yes":
                return self.begin(said.kind, said.profession, agreed=said.text)
            return Turn((message("said.declined_consent"),), (same("start_intake"),))
        name = said.command.name if said.command else ""
        asking = name in ASKING or (name == "pause" and asks(said.text))  # "mag ik tussendoor stoppen?"
        told = about(said.text, loosely=not said.is_question) if asking else None
        if told:
            return replace(turn, command="about").after(told)
        if not name and said.is_question:
            return replace(turn, messages=(), buttons=(), digression=True)
        explain = no_answer() if not name and asks(said.text) else question.explain
        return self._not_yet(turn, said.command, explain, question.why)

    def _not_yet(self, turn: Turn, command: Optional[Command], explain: str, why: str) -> Turn:
        """Something else than a yes or a no."""
        name = command.name if command else ""
        said = {"explain": explain, "why": why, "help": message("said.help"), "pause": message("said.declined_consent")}
        if name in ("pause", "previous"):
            return Turn((said["pause"],), (same("start_intake"),), command=name)
        if name == "human":
            return Turn((message("said.human"),), (same("start_intake"),), command=name)
        other = " ".join([message("said.consent_first"), explain])
        return replace(turn, command=name or None).after(said.get(name, other))

    # ---- starting

    def begin(self, kind: str, profession: Optional[str], agreed: str = "", **more: object) -> Turn:
        """Start a new run; `agreed` is the yes of somebody new, otherwise the consent given before counts."""
        library, agreement = self.visit.library, self.visit.library.agreement()
        if self.person is None:
            self.person = self.records.add_person(self.visit.sender, agreement, self.now)
        elif agreed:
            self.records.agree(self.person.id, agreement, self.now)
        questionnaire = library.get(kind, profession)
        for other in self.records.intakes(self.person.id):
            other.status = "paused" if other.status == "active" else other.status
        intake = self.records.start(self.person, kind, questionnaire, self.now, profession=profession, **more)
        for event in self._first_events(questionnaire, agreed):
            self.records.add_step(intake, event, self.visit.message_id, self.now)
        said = questionnaire.questions[0].acknowledge if agreed else ""
        words = said.get("yes", "") if isinstance(said, dict) else ""
        return self._conversation(intake).reply(words or message("said.started_new", title=questionnaire.title.lower()))

    def _first_events(self, questionnaire: Questionnaire, agreed: str) -> List[Event]:
        day = self.now.astimezone(ZONE).date().isoformat()
        first = questionnaire.questions[0]
        if first.role != "consent":
            return []
        return [Event(ANSWER, first.id, Answer(GIVEN, "yes", agreed, day))]

    def _conversation(self, intake: Intake) -> Conversation:
        assert self.person is not None
        return Conversation(self.records, self.person, intake, self.now, self.visit.message_id, self.close)

    def start(self, kind: str, profession: Optional[str]) -> Turn:
        """Start, or go on with the run of this kind that is waiting."""
        if self.person is None or not self.records.agrees(self.person.id, self.visit.library.agreement()):
            return self.frame(kind, profession)
        runs = self.records.intakes(self.person.id, kind)
        waiting = next((i for i in runs if i.status in ("active", "paused") and i.profession == profession), None)
        if waiting:
            return self.go_on(waiting, message("said.already_running", title=self._title(waiting)))
        if kind == "intake" and any(i.status == "closed" for i in runs):
            return self.finished(message("said.already_done"))
        return self.begin(kind, profession)

    def _title(self, intake: Intake) -> str:
        return self.records.questionnaire(intake).title.lower()

    def go_on(self, intake: Intake, said: str) -> Turn:
        """Take up a run again."""
        assert self.person is not None
        for other in self.records.intakes(self.person.id):
            other.status = "paused" if other.status == "active" else other.status
        intake.status, intake.changed_at = "active", self.now
        return self._conversation(intake).reply(said)

    def welcome(self) -> Turn:
        """For somebody who comes back: what waits, or how the actions of the plan went. Empty when there is nothing."""
        if self.person is None:
            return Turn()
        waiting = self.records.running(self.person.id)
        if waiting:
            now = self._conversation(waiting).state
            said = message("said.waiting", title=self._title(waiting), number=now.number, total=now.total)
            return Turn((said,), (same("continue"),))
        return self._ask_actions() or Turn()

    def _ask_actions(self) -> Optional[Turn]:
        """The offer to look at the actions of the plan; None when none is open."""
        intake = self._followable()
        if intake is None:
            return None
        said = message("said.followup_offer", count=len(open_actions(self.records, intake)))
        return Turn((said,), (same("start_followup"), same("document")))

    def finished(self, said: str) -> Turn:
        """What somebody can do who finished an intake."""
        offers = [same("start_followup")] if self._followable() else []
        return Turn((said,), (*offers, same("document"), same("share"), same("summary"), same("start_scan")))

    def _followable(self) -> Optional[Intake]:
        """The finished intake whose plan still has open actions."""
        assert self.person is not None
        closed = [i for i in self.records.intakes(self.person.id, "intake") if i.status == "closed"]
        return closed[0] if closed and open_actions(self.records, closed[0]) else None

    def follow_up(self) -> Turn:
        """Start the aftercare: the open actions of the plan are carried into it."""
        intake = self._followable() if self.person else None
        if intake is None or self.person is None:
            return Turn((message("said.no_actions"),), (same("start_intake"),))
        waiting = next((i for i in self.records.intakes(self.person.id, "followup") if i.status != "closed"), None)
        if waiting:
            return self.go_on(waiting, message("said.resumed"))
        questionnaire = self.visit.library.get("followup")
        for other in self.records.intakes(self.person.id):
            other.status = "paused" if other.status == "active" else other.status
        run = self.records.start(self.person, "followup", questionnaire, self.now, based_on=intake.id)
        for number, action in enumerate(open_actions(self.records, intake)[:5], 1):
            carried = Event(ANSWER, f"action.{number}", Answer(GIVEN, action.text, action.text, action.day))
            self.records.add_step(run, carried, self.visit.message_id, self.now)
        return self._conversation(run).reply(message("said.followup_start"))

    # ---- closing and afterwards

    def close(self, run: Conversation) -> Turn:
        """The last answer is in."""
        intake = run.intake
        if run.state.ended:
            intake.status = "ended"
            turn = Turn((message("said.ended"),), (same("restart"),), kind=intake.kind, closed=True)
            return replace(turn, needs=self._needs_at_end(run))
        if intake.closed_at is None:
            counts.count(self.records, counts.FINISHED, intake.kind, self.now)
        intake.status, intake.closed_at = "closed", intake.closed_at or self.now
        self.records.audit(intake.person_id, "client", f"{intake.kind}_closed", self.now)
        return CLOSING[intake.kind](self, run)

    def _needs_at_end(self, run: Conversation) -> tuple:
        last = [question for question in run.questionnaire.questions if question.id in run.state.answers][-1]
        return run.needs(last)

    def close_intake(self, run: Conversation) -> Turn:
        """The intake is done: document, share code, and the scan if it was wanted."""
        code = codes.issue(self.records, run.person, codes.SHARE, self.now)
        texts = [message("said.closed"), message("said.share_code", code=code, days=codes.VALID[codes.SHARE].days)]
        pressed = [same("document"), same("summary")]
        scans = self._scans(run)
        if scans:
            texts.append(message("said.closed_scan_offer"))
            pressed = [*scans, *pressed]
        return Turn(tuple(texts), tuple(pressed), kind="intake", closed=True)

    def _scans(self, run: Conversation) -> List[Button]:
        """A competency scan for each profession of interest."""
        question, answer = run.questionnaire.by_id.get("professions"), run.state.answers.get("professions")
        if question is None or answer is None:
            return []
        labels = [option.label for option in question.options if option.id in answer.tokens and not option.only]
        return [same("scan_for", profession=label) for label in labels[:3]]

    def close_scan(self, run: Conversation) -> Turn:
        """The scan is done: its result."""
        found = result(self.visit.library.kb, str(run.intake.profession), run.state.answers)
        texts = (message("said.closed_scan"), *result_texts(found))
        return Turn(texts, (same("document"), same("summary")), kind="scan", closed=True)

    def close_followup(self, run: Conversation) -> Turn:
        """The aftercare is done."""
        return Turn((message("said.closed_followup"),), (same("document"),), kind="followup", closed=True)

    def idle(self, command: Optional[Command]) -> Turn:
        """A message of somebody who gave consent, while nothing runs."""
        assert self.person is not None
        runs = self.records.intakes(self.person.id)
        closed = next((i for i in runs if i.status in ("closed", "ended")), None)
        name = command.name if command else ""
        if closed and command and name in AFTERWARDS:
            return AFTERWARDS[name](self, closed, command)
        if name == "help":
            return Turn((message("said.help"),), command=name)
        if name == "human":
            return Turn((message("said.human"),), (same("start_intake"), same("start_scan")), command=name)
        if closed and closed.status == "closed" and name in ("continue", ""):
            return self._ask_actions() or self.finished(message("said.already_done"))
        return Turn(
            (message("said.nothing_running"),), (same("start_intake"), same("start_scan")), command=name or None
        )

    def change(self, intake: Intake, command: Command) -> Turn:
        """Open a finished run again at one question: the run done last that has such a question."""
        for candidate in self.records.intakes(intake.person_id):
            run = self._conversation(candidate)
            fitting = find_topics(command.topic, [run.questionnaire.by_id[name] for name in run.state.path])
            if any(question.role != "consent" for question in fitting):
                candidate.status = "active"
                return run.steer(command, "")
        return Turn((message("said.change_unknown"),), (same("overview"),))

    def overview(self, intake: Intake, command: Command) -> Turn:
        """The numbered answers of a finished run."""
        run = self._conversation(intake)
        said, more = overview(run.questionnaire, run.state, command.page)
        return self._page(said, more, message("buttons.overview_page", page=command.page + 1))

    def summary(self, intake: Intake, command: Command) -> Turn:
        """The summary of a finished run."""
        run = self._conversation(intake)
        said, more = summary(run.questionnaire, run.state, command.page)
        return self._page(said, more, message("buttons.summary_page", page=command.page + 1))

    def _page(self, said: str, more: bool, typed: str) -> Turn:
        pressed = (Button(message("buttons.more"), typed),) if more else (same("document"),)
        return Turn((said,), pressed)


CLOSING: Dict[str, Callable[[Reception, Conversation], Turn]] = {
    "intake": Reception.close_intake,
    "scan": Reception.close_scan,
    "followup": Reception.close_followup,
}
AFTERWARDS: Dict[str, Callable[[Reception, Intake, Command], Turn]] = {
    "change": Reception.change,
    "overview": Reception.overview,
    "progress": Reception.overview,
    "summary": Reception.summary,
}

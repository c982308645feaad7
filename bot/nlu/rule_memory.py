"""Which rules fit a conversation: worked out once for each state of what rules look at. Put in place by `bot.nlu.departures`.

Rasa compares each state of a conversation with every rule at each prediction, two to four times a message. But a rule is as long as
it is, so that no earlier state matters; and it looks at some properties of a state only (the intent, the last action, the
form), never at what was said. So few different cases are left that their outcome can be kept. Nor do earlier states need to be made.
"""

from __future__ import annotations

from typing import Any, Dict, FrozenSet, List, Optional, Set, Text, Tuple
from weakref import WeakKeyDictionary

from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker

MOST = 2_000  # cases kept for each set of rules
_stock = RulePolicy._get_possible_keys


class Memory:
    """What a set of rules looks at, and what fitted so far."""

    def __init__(self, rules: List[List[State]]) -> None:
        self.longest = max(map(len, rules), default=0)  # states
        self.looks_at: FrozenSet[Tuple[Text, Text]] = frozenset(
            (kind, name) for states in rules for state in states for kind, part in state.items() for name in part
        )
        self.fitted: Dict[Any, Set[Text]] = {}

    def case(self, states: List[State]) -> Any:
        """The states without what no rule looks at: where they are equal, the same rules fit."""
        return tuple((bool(state.get(PREVIOUS_ACTION)), *self._seen(state)) for state in states)

    def _seen(self, state: State) -> List[Tuple[Text, Text, Text]]:
        parts = ((kind, name, repr(value)) for kind, part in state.items() for name, value in part.items())
        return sorted(part for part in parts if part[:2] in self.looks_at)


_memories: "WeakKeyDictionary[RulePolicy, Dict[FrozenSet[Text], Memory]]" = WeakKeyDictionary()
# The states made last, and of which conversation with how many events, the newest among them.
_made: "WeakKeyDictionary[RulePolicy, Tuple[DialogueStateTracker, Optional[Event], int, List[State]]]" = (
    WeakKeyDictionary()
)


def possible_keys(self: RulePolicy, lookup: Dict[Text, Text], states: List[State]) -> Set[Text]:
    """The keys of the rules that fit, as Rasa finds them."""
    memory = _memory(self, lookup)
    recent = states[-memory.longest :] if memory.longest else []
    case = memory.case(recent)
    if case not in memory.fitted:
        if len(memory.fitted) >= MOST:
            memory.fitted.clear()
        memory.fitted[case] = _stock(self, lookup, recent)
    return set(memory.fitted[case])


def _memory(policy: RulePolicy, lookup: Dict[Text, Text]) -> Memory:
    rules, memories = frozenset(lookup), _memories.setdefault(policy, {})
    if rules not in memories:
        memories[rules] = Memory([policy._rule_key_to_state(key) for key in rules])
    return memories[rules]


def recent_states(
    self: RulePolicy,
    tracker: DialogueStateTracker,
    domain: Domain,
    use_text_for_last_user_input: bool = False,
    rule_only_data: Optional[Dict[Text, Any]] = None,
) -> List[State]:
    """The last of the states that Rasa makes, as many as the longest rule has."""
    made, newest = _made.get(self), tracker.events[-1] if tracker.events else None
    # Asked for as text and as intent one after the other: nothing was added since.
    if made is None or made[0] is not tracker or made[1] is not newest or made[2] != len(tracker.events):
        made = _made[self] = tracker, newest, len(tracker.events), _states(self, tracker, domain)
    states = [{kind: dict(part) for kind, part in state.items()} for state in made[3]]  # for Rasa changes them
    self.featurizer._choose_last_user_input([states], use_text_for_last_user_input)
    return states


def _states(policy: RulePolicy, tracker: DialogueStateTracker, domain: Domain) -> List[State]:
    most = max(1, *(_memory(policy, policy.lookup[kind]).longest for kind in (RULES, RULES_FOR_LOOP_UNHAPPY_PATH)))
    events = tracker.applied_events()
    acted = [place for place, event in enumerate(events) if isinstance(event, ActionExecuted)]
    moments = frozenset([*acted, len(events)][-most:])
    told, states = _told(tracker), []
    for place in range(len(events) + 1):
        if place in moments:
            states.append(domain.get_active_state(told))
        if place < len(events):
            told.update(events[place])
    return states


def _told(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """A conversation of which nothing was told yet. Where no slot counts for rules, it needs none of them: they take time to copy."""
    counts = any(slot.influence_conversation for slot in tracker.slots.values())
    return tracker.init_copy() if counts else DialogueStateTracker(tracker.sender_id, None)

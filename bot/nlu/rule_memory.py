"""Which rules fit a conversation: worked out once for each state of what rules look at. Put in place by `bot.nlu.departures`.

Rasa compares each state of a conversation with every rule at each prediction, two to four times a message. But a rule is as long as
it is, so that no earlier state matters; and it looks at some properties of a state only (the intent, the last action, the
form), never at what was said. So few different cases are left that their outcome can be kept.
"""

from __future__ import annotations

from typing import Any, Dict, FrozenSet, List, Set, Text, Tuple
from weakref import WeakKeyDictionary

from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION
from rasa.shared.core.domain import State

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


def possible_keys(self: RulePolicy, lookup: Dict[Text, Text], states: List[State]) -> Set[Text]:
    """The keys of the rules that fit, as Rasa finds them."""
    rules = frozenset(lookup)
    memories = _memories.setdefault(self, {})
    memory = memories.get(rules)
    if memory is None:
        memory = memories[rules] = Memory([self._rule_key_to_state(key) for key in rules])
    recent = states[-memory.longest :] if memory.longest else []
    case = memory.case(recent)
    if case not in memory.fitted:
        if len(memory.fitted) >= MOST:
            memory.fitted.clear()
        memory.fitted[case] = _stock(self, lookup, recent)
    return set(memory.fitted[case])

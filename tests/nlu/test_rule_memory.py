"""From memory, the same rules fit as Rasa finds: at every step of every rule, in conversations made of many of them."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any, List, Tuple

import pytest
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.generator import TrainingDataGenerator
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.core.training_data.loading import load_data_from_resource
from rasa.shared.core.training_data.structures import StoryGraph

from bot.nlu import rule_memory
from bot.settings import ROOT

CONVERSATIONS, PARTS = 12, 10


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Tuple[RulePolicy, Domain, List[Any]]:
    """The policy, trained on our rules."""
    domain = Domain.load([str(ROOT / "domain.yml"), str(ROOT / "data" / "responses")])
    steps = load_data_from_resource(str(ROOT / "data" / "rules"), domain)
    trackers = TrainingDataGenerator(StoryGraph(steps), domain, augmentation_factor=0).generate()
    storage = LocalModelStorage(Path(tmp_path_factory.mktemp("model")))
    context = ExecutionContext(GraphSchema({}))
    policy = RulePolicy(RulePolicy.get_default_config(), storage, Resource("policy"), context)
    policy.train(trackers, domain)
    return policy, domain, trackers


def conversations(domain: Domain, trackers: List[Any]) -> List[List[Any]]:
    """Events of long conversations, each of some rules in a row, shuffled anew each time but the same in each run."""
    chance = random.Random(7)
    rows = [chance.sample(trackers, min(PARTS, len(trackers))) for _ in range(CONVERSATIONS)]
    return [[event for tracker in row for event in tracker.events] for row in rows]


def test_the_same_rules_fit_at_each_step(trained: Tuple[RulePolicy, Domain, List[Any]]) -> None:
    policy, domain, trackers = trained
    fitting = set()
    for events in conversations(domain, trackers):
        told = DialogueStateTracker("ann", domain.slots)
        for event in events:
            told.update(event, domain)
            for as_text in (True, False):
                states = policy._prediction_states(told, domain, as_text)
                for name in (RULES, RULES_FOR_LOOP_UNHAPPY_PATH):
                    lookup = policy.lookup[name]
                    stock = rule_memory._stock(policy, lookup, states)
                    assert rule_memory.possible_keys(policy, lookup, states) == stock
                    fitting |= stock
    assert len(fitting) > len(policy.lookup[RULES]) / 2  # or nothing was compared


def test_the_states_are_the_last_that_rasa_makes_and_the_same_action_follows(
    trained: Tuple[RulePolicy, Domain, List[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    policy, domain, trackers = trained
    lengths, actions = set(), set()
    for events in conversations(domain, trackers)[:4]:
        told = DialogueStateTracker("ann", domain.slots)
        for place, event in enumerate(events):
            told.update_with_events([SlotSet("memory", {"shown": place}), event], domain)
            for as_text in (True, False, False):
                stock = policy._prediction_states(told, domain, as_text)
                states = rule_memory.recent_states(policy, told, domain, as_text)
                assert states == stock[-len(states) :] and (len(states) > 1 or len(stock) == 1)
                lengths.add(len(states))
            expected = policy.predict_action_probabilities(told, domain)
            with monkeypatch.context() as ours:
                ours.setattr(RulePolicy, "_prediction_states", rule_memory.recent_states)
                assert policy.predict_action_probabilities(told, domain) == expected
            actions.add(tuple(expected.probabilities))
    assert len(actions) > 5 and max(lengths) < 12  # or nothing was compared, or nothing left out


def test_what_somebody_said_is_not_kept(trained: Tuple[RulePolicy, Domain, List[Any]]) -> None:
    policy, _, _ = trained
    state = {"prev_action": {"action_name": "action_listen"}, "user": {"text": "geheim", "intent": "greet"}}
    rule_memory.possible_keys(policy, policy.lookup[RULES], [state])
    (memory,) = [m for rules, m in rule_memory._memories[policy].items() if rules == frozenset(policy.lookup[RULES])]
    assert "greet" in str(memory.fitted) and "geheim" not in str(memory.fitted)

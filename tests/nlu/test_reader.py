"""What can be switched off in the reader is really off: otherwise the ablation measures nothing."""

from __future__ import annotations

from pathlib import Path
from typing import List

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.reader import KnowledgeReader
from bot.nlu.vectors import plain_text

SAID = "welke kenis heeft een loopbaanbegeleider nodig"


def seen(folder: Path, **options: bool) -> List[str]:
    """What classifier and encoder see of the sentence."""
    reader = KnowledgeReader(
        {**KnowledgeReader.get_default_config(), **options}, LocalModelStorage(folder), Resource("r")
    )
    reader.train(TrainingData([Message({TEXT: "welke kennis is er"})]))
    message = Message({TEXT: SAID})
    reader.process([message])
    return [token.text for token in message.get("text_tokens")] + [plain_text(message)]


@pytest.mark.parametrize("option, shows", [("mask", "loopbaanbegeleider"), ("repair", "kenis")])
def test_an_option_that_is_off_changes_what_is_learnt(tmp_path: Path, option: str, shows: str) -> None:
    on, off = seen(tmp_path), seen(tmp_path, **{option: False})
    assert shows not in on and shows in off
    assert shows not in on[-1] and shows in off[-1]


def test_the_marks_of_facets_stay_without_masking(tmp_path: Path) -> None:
    assert "__f_knowledge__" in seen(tmp_path, mask=False)

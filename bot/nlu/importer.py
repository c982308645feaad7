"""Rasa importer that makes training sentences from the knowledge base, so that new content needs none of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional, Text, Union

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.generated import sentences


class KnowledgeImporter(TrainingDataImporter):
    """Adds generated sentences to the hand-written ones in `data/nlu/`."""

    def __init__(
        self,
        config_file: Optional[Text] = None,
        domain_path: Optional[Text] = None,
        training_data_paths: Optional[Union[List[Text], Text]] = None,
        knowledge: Optional[Path] = None,
    ) -> None:
        self.knowledge = knowledge

    def get_nlu_data(self, language: Optional[Text] = "en") -> TrainingData:
        """The generated sentences as training examples."""
        made = sentences(self.knowledge) if self.knowledge else sentences()
        return TrainingData([Message({TEXT: text, INTENT: intent}) for intent, text in made])

    def get_domain(self) -> Domain:
        """Nothing: the domain is in domain.yml."""
        return Domain.empty()

    def get_stories(self, exclusion_percentage: Optional[int] = None) -> StoryGraph:
        """Nothing: rules are in data/rules."""
        return StoryGraph([])

    def get_conversation_tests(self) -> StoryGraph:
        """Nothing: conversation tests are in tests/stories."""
        return StoryGraph([])

    def get_config(self) -> Dict[Text, Any]:
        """Nothing: the configuration is in config.yml."""
        return {}

    def get_config_file_for_auto_config(self) -> Optional[Text]:
        """No file of ours is completed by Rasa."""
        return None

"""Rasa importer that makes training sentences from the knowledge base, so that new content needs none of its own."""

from __future__ import annotations

from functools import lru_cache
from typing import Optional, Text, Tuple

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.generated import sentences


class KnowledgeImporter(RasaFileImporter):
    """Rasa's importer of files, which adds generated sentences to the hand-written ones in `data/nlu/`."""

    def get_nlu_data(self, language: Optional[Text] = "en") -> TrainingData:
        """The written and the generated sentences as training examples."""
        written = _written(tuple(self._nlu_files), language)
        made = [Message({TEXT: text, INTENT: intent}) for intent, text in sentences()]
        return TrainingData(
            [*written.training_examples, *made],
            written.entity_synonyms,
            written.regex_features,
            written.lookup_tables,
            written.responses,
        )

    def get_config_file_for_auto_config(self) -> Optional[Text]:
        """No file of ours is completed by Rasa."""
        return None


@lru_cache(maxsize=1)
def _written(paths: Tuple[Text, ...], language: Optional[Text]) -> TrainingData:
    """What stands in these files; read once, for Rasa reads them to validate and again to train."""
    return training_data_from_paths(paths, language)

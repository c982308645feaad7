"""Rasa component that reads each message: tokens (repaired, names masked) and what is mentioned."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.lexicon import build_lexicon, ordinary_dutch
from bot.nlu.questions import split_questions
from bot.nlu.reading import Lexicon, Reader

MAX_READ = 1500  # characters of a message that are read for questions; the rest only counts for safety
PIECE = "piece_of_message"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class KnowledgeReader(Tokenizer, GraphComponent):
    """Tokenizer that repairs spelling, masks names and notes what a message mentions.

    A message with several questions is followed by one extra message per question, so that every later component
    sees them; `QuestionJoiner` at the end of the pipeline brings them together again.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """No splitting of intent names; `mask` and `repair` can be switched off to measure what they bring."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "mask": True, "repair": True}

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource) -> None:
        super().__init__(config)
        self._storage, self._resource = storage, resource
        self.reader: Reader = Reader(Lexicon({}, {}, {}, {}, [], []), frozenset())

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "KnowledgeReader":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "KnowledgeReader":
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            lexicon = Lexicon(**json.loads((folder / "lexicon.json").read_text(encoding="utf-8")))
        component._use(lexicon)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Gather the lexicon and store it with the model."""
        lexicon = build_lexicon(e.get(TEXT) for e in training_data.intent_examples if e.get(TEXT))
        with self._storage.write_to(self._resource) as folder:
            (folder / "lexicon.json").write_text(json.dumps(asdict(lexicon)), encoding="utf-8")
        self._use(lexicon)
        return self._resource

    def _use(self, lexicon: Lexicon) -> None:
        if not self._config["repair"]:
            lexicon = Lexicon(**{**asdict(lexicon), "spoken": {}})
        self.reader = Reader(lexicon, ordinary_dutch(), repair=self._config["repair"])

    def tokenize(self, message: Message, attribute: Text) -> List[Token]:
        reading = self.reader.read(str(message.get(attribute))[:MAX_READ])
        message.set("reading", reading)
        words = reading.masked if self._config["mask"] else reading.unmasked
        tokens, position = [], 0
        for word in words or ("",):
            tokens.append(Token(word, position))
            position += len(word) + 1
        return tokens

    def process(self, messages: List[Message]) -> List[Message]:
        """Read the messages and append one message per question where there are several."""
        pieces = []
        for message in messages:
            parts = split_questions(str(message.get(TEXT) or "")[:MAX_READ])
            if len(parts) > 1 or parts[0] != message.get(TEXT):
                pieces += [Message({TEXT: part, PIECE: True}) for part in parts[:4]]
        return super().process(list(messages) + pieces)

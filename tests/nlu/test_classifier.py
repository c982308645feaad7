"""What the classifier learnt is the same after it was stored and read."""

from __future__ import annotations

from pathlib import Path
from typing import List

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import MarginClassifier

OURS = {**MarginClassifier.get_default_config(), "vectors": False}
SENTENCES = {
    "greet": "goedemorgen hallo|hallo daar|dag allemaal|goedemorgen|hé hallo",
    "ask_definition": "wat doet een __beroep__|wat is een __beroep__|vertel over een __beroep__|wat houdt __beroep__ in|wat doet een coach",
    "ask_study": "welke opleiding volg ik|hoe word ik __beroep__|waar kan ik studeren|welke opleiding is er|hoe word ik coach",
}


def message(text: str, **data: str) -> Message:
    tokens = [Token(word, 0) for word in text.split()]
    return Message({TEXT: text, "reading": text, TOKENS_NAMES[TEXT]: tokens, **data})


def rankings(classifier: MarginClassifier) -> List[dict]:
    said = [message(text) for text in ("hallo coach", "wat doet een __beroep__", "hoe wordt men ééns iets", "zzz")]
    return [m.get(INTENT_RANKING_KEY) for m in classifier.process(said)]


def test_the_same_sentences_get_the_same_confidences_after_a_restart(tmp_path: Path) -> None:
    context, storage, resource = ExecutionContext(GraphSchema({})), LocalModelStorage(tmp_path), Resource("classifier")
    trained = MarginClassifier.create(OURS, storage, resource, context)
    examples = [message(text, **{INTENT: i}) for i, texts in SENTENCES.items() for text in texts.split("|")]
    trained.train(TrainingData(examples))
    read = MarginClassifier.load(OURS, storage, resource, context)
    assert rankings(read) == rankings(trained)
    assert [ranking[0]["name"] for ranking in rankings(read)][:2] == ["greet", "ask_definition"]

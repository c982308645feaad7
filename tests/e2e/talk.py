"""Talking to the running product as a person does: straight to Rasa's REST webhook, one conversation at a time."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Dict, List

import yaml

from bot.settings import ROOT
from tests.product import Product, say

LONGEST_REPLY = 1100  # characters; a reply is about 900, a line of the dossier is never cut in the middle of a word
NO_ANSWER = yaml.safe_load((ROOT / "bot" / "nlu" / "channel.yml").read_text(encoding="utf-8"))["no_answer"]


@dataclass
class Conversation:
    """One conversation with the product, with a sender of its own."""

    product: Product
    sender: str = field(default_factory=lambda: f"e2e-{uuid.uuid4().hex}")
    replies: List[dict] = field(default_factory=list)

    def says(self, message: object) -> str:
        """Send a message, check that the replies are fit to read, and return their text."""
        self.replies = say(self.product, self.sender, message)  # type: ignore[arg-type]
        assert self.replies, f"no reply at all to {message!r:.80}"
        for reply in self.replies:
            assert reply.get("text", "").strip(), f"an empty reply to {message!r:.80}"
            assert len(reply["text"]) <= LONGEST_REPLY, f"{len(reply['text'])} characters in reply to {message!r:.80}"
            assert reply["text"] != NO_ANSWER, f"an error in reply to {message!r:.80}"
        return "\n\n".join(reply["text"] for reply in self.replies)

    def buttons(self) -> Dict[str, str]:
        """The quick replies of the last answer: title and payload."""
        return {b["title"]: b["payload"] for reply in self.replies for b in reply.get("buttons") or []}

    def taps(self, title: str) -> str:
        """Tap a quick reply of the last answer."""
        return self.says(self.buttons()[title])

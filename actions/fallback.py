"""When no rule takes a message: the same as a question that was not understood."""

from __future__ import annotations

from typing import Text

from actions.intake import ActionAnswer


class ActionDefaultFallback(ActionAnswer):
    """Rasa's fallback, answered like any other question."""

    def name(self) -> Text:
        return "action_default_fallback"

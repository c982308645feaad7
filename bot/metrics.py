"""What Prometheus reads of each process, with its own client library: how many, how long, and never about whom."""

from __future__ import annotations

import hmac
from typing import Optional, Tuple

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest

SECONDS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)

ANSWERS = Histogram("loopbaanbot_answer_seconds", "Web process: from message to answer", ["outcome"], buckets=SECONDS)
MESSAGES = Histogram("loopbaanbot_message_seconds", "Rasa server: handling one message", buckets=SECONDS)
FAILED = Counter("loopbaanbot_messages_failed_total", "Rasa server: messages without an answer")
ACTIONS = Histogram("loopbaanbot_action_seconds", "Action server: one action", ["status"], buckets=SECONDS)


def exposition(shown: Optional[str], token: str) -> Optional[Tuple[bytes, str]]:
    """The figures of this process and their media type; None when there is no token, or another is shown.

    Args:
        shown: the header `Authorization` of the request.
        token: the setting `metrics_token`.
    """
    if not token or not hmac.compare_digest((shown or "").encode(), f"Bearer {token}".encode()):
        return None
    return generate_latest(), CONTENT_TYPE_LATEST

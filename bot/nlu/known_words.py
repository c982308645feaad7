"""What the shortest messages mean, worked out once: "ja", "nee" and "dank je wel" are said over and over, by everybody.

Kept by a digest of the text, in memory only, for the model that worked it out.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import OrderedDict
from typing import Any, Dict, Optional, Text

LONGEST = 20  # characters
MOST = 500  # messages, half a kB each


class KnownWords:
    """The meaning of the short messages that came last."""

    def __init__(self) -> None:
        self._known: "OrderedDict[bytes, bytes]" = OrderedDict()  # packed, for whoever gets a meaning may change it

    def meaning(self, text: Optional[Text]) -> Optional[Dict[Text, Any]]:
        """What a message means, if it is known."""
        packed = self._known.get(_digest(text)) if text and len(text) <= LONGEST else None
        return pickle.loads(packed) if packed else None

    def keep(self, text: Optional[Text], meaning: Dict[Text, Any]) -> None:
        """Remember what a message means, if it is short."""
        if text and len(text) <= LONGEST:
            self._known[_digest(text)] = pickle.dumps(meaning)
            while len(self._known) > MOST:
                self._known.popitem(last=False)


def _digest(text: Text) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()

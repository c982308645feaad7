"""An answer: what was said, what it means, and whether it was given at all."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Dict, FrozenSet, List, Union

GIVEN, UNKNOWN, DECLINED = "given", "unknown", "declined"
STATUSES = (GIVEN, UNKNOWN, DECLINED)
Value = Union[str, int, bool, List[str], None]


@dataclass(frozen=True)
class Answer:
    """`status` is given, unknown ("weet niet") or declined ("liever niet", skipped). Not asked is: no Answer.

    `value` by kind: open the text, choice an option id, multi_choice a list of option ids in the order of the
    questionnaire, scale 1..n, yes_no "yes" or "no", date an ISO day. `text` is the person's own wording, `day` the ISO
    day it was said.
    """

    status: str
    value: Value = None
    text: str = ""
    day: str = ""

    @property
    def tokens(self) -> FrozenSet[str]:
        """What a condition or a follow-up can name: the status, and option ids or digits."""
        values = self.value if isinstance(self.value, list) else [] if self.value is None else [str(self.value)]
        return frozenset([self.status, *values])

    def as_dict(self) -> Dict[str, Any]:
        """A dict for JSON."""
        return asdict(self)

"""Recognises in a message that somebody is in danger or needs other help than ours, and names the right help. Knows no Rasa."""

from bot.safety.detect import (
    Finding,
    about_other,
    admits,
    detect,
    in_general,
    is_no_need,
    looks_like_it,
    of_oneself,
    plain_needs,
    referral,
    refuses,
    whose,
)
from bot.safety.help import help_for

__all__ = [
    "Finding",
    "about_other",
    "admits",
    "detect",
    "help_for",
    "in_general",
    "is_no_need",
    "looks_like_it",
    "of_oneself",
    "plain_needs",
    "referral",
    "refuses",
    "whose",
]

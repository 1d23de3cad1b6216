"""Text from outside -> the same text without signs that turn round what stands after it."""

import re

_DIRECTION = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # Unicode Standard Annex 9


def plain(text: str) -> str:
    """Text without direction marks: a file name cannot turn round the words that follow it."""
    return text if text.isascii() else _DIRECTION.sub("", text)

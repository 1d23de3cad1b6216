"""Text from outside -> the same text without signs that cannot be seen and change how what is around them looks."""

import re

# Marks that turn the direction of text (Unicode Standard Annex 9), and control signs but for tabs and new lines.
_UNSEEN = re.compile(
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def plain(text: str) -> str:
    """Text without direction marks and control signs: a file name cannot turn round the words that follow it."""
    return _UNSEEN.sub("", text)

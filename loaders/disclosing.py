"""Words of a return -> whether repeating them could disclose somebody: a name, an address, fewer than five people.

Figures hide counts from 1 to 4 wherever they are shown (see `model.disclosure`); words beside them may not say them.
"""

import re
from functools import cache

from loaders import vocabulary
from loaders.told import names_a_person
from model import areas

_NUMBERED_NOTE = re.compile(r"^\s*(?:[0-9]{1,2}[.)]\s|\[note [0-9]{1,2}\]|[¹²³⁴⁵])\s*", re.IGNORECASE)
_NAMED_BY_NUMBER = re.compile(
    r"\boptions?\s*[1-4](?:\s*(?:,|and|or|to|&|-)\s*[1-4])*\b|\bsee note\s*[1-4]\b|\[note\s*[1-4]\]", re.IGNORECASE
)
_NO_PEOPLE = (  # what one to four may be of, and be nobody
    r"months?|quarters?|years?|weeks?|days?|localit\w+|areas?|offices?|hubs?|systems?|options?|jan\w*|feb\w*|mar\w*|"
    r"apr\w*|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*"
)
_FEW_SAID = re.compile(
    rf"(?<![0-9a-z.,/:-])(?<!no )(?:[1-4]|one|two|three|four)(?![0-9a-z]|[.,/:-][0-9]{{2}}|\s+(?:{_NO_PEOPLE})\b)|"
    r"[<≤]\s*[1-5]\b|\b(?:couple|pair|twins?|triplets|lady|gentleman|man|woman|boy|girl|family of|husband|wife)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<![.!?:] )(?<!^)(?<!\w)[A-Z][a-z'’]+")
_MAY_BE_CAPITAL = frozenset(
    "option options council partnership government scottish scotland january february march april may june july august "
    "september october november december mosaic carefirst liquidlogic eclipse swift direct payment payments".split()
)


def discloses(words: str) -> bool:
    """Whether words name somebody, say how to reach one, or may count fewer than five people."""
    if names_a_person(words) or any(map(_may_be_a_name, _CAPITAL.findall(words))):
        return True
    return _FEW_SAID.search(_NAMED_BY_NUMBER.sub("", _NUMBERED_NOTE.sub("", words))) is not None


def _may_be_a_name(word: str) -> bool:
    """Whether a word with a capital is that of no place, month or thing we know."""
    return word.casefold() not in _MAY_BE_CAPITAL | _of_areas() and not vocabulary.names_a_place(word)


@cache
def _of_areas() -> frozenset[str]:
    """The words of authorities' names."""
    return frozenset(word.casefold() for each in areas.authorities() for word in each.name.split())

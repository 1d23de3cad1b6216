"""Words of a return that its figures' readers must know -> notes that stand beside them, wherever they are shown.

`Excludes 12 people whose option was not recorded` does not change what the figures count, and is kept. A whole group,
place or time left out is asked about (see `loaders.remarks`): where its sender says that the figures count what they
seem to, the words stand beside them all the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from loaders import vocabulary
from loaders.told import names_a_person
from loaders.work import Beside, Kept
from model import areas
from model.notes import Note, NoteKind

_PEOPLE = r"(?:people|persons|clients|individuals|service users|staff|teams)"
_NUMBER = r"([0-9][0-9,]*|five|six|seven|eight|nine|ten|eleven|twelve)"
_OPENING = r"\W*(?:[0-9][.)]\s*|[¹²³⁴⁵]\s*|\[?note [0-9]\]?:?\s*|note:\s*)?"
_LEAVES_OUT_SOME = (
    re.compile(
        _OPENING + r"(?:(?:these|the|all)\s+)?(?:figures?|data|numbers|counts|totals)?\s*"
        rf"(?:exclud(?:e|es|ing)|do(?:es)? not include|leaves? out)\s+{_NUMBER}\s+{_PEOPLE}\b[^.;]{{0,140}}\.?\s*",
        re.IGNORECASE,
    ),
    re.compile(
        _OPENING + rf"(?:(?:around|about|some|another|a further)\s+)?{_NUMBER}\s+{_PEOPLE}\b[^.;]{{0,140}}\b"
        r"(?:are|were)\s+(?:not\s+(?:counted|included)|left\s+out|excluded)(?:\s+here)?\.?\s*",
        re.IGNORECASE,
    ),
)
_SLIGHT = (
    r"(?:equipment|adaptations|telecare|(?:community )?alarms?|meals|respite|reablement|one-off payments?|blue badges?)"
)
_WHO = r"(?:people|persons|clients|individuals|service users|those|anyone|everyone)"
_USUALLY = "|".join(  # whom counts of people with SDS, or of staff, commonly do without
    (
        rf"(?:{_WHO} )?(?:(?:with|receiving|getting|who (?:only )?(?:get|receive|have)) )?(?:only )?"
        rf"{_SLIGHT}(?: (?:and|or|&) {_SLIGHT})?(?: only)?",
        rf"{_WHO} (?:living|who live|placed|who moved) (?:outside|out of|away from) "
        r"(?:the |our )?(?:(?:local )?authority|council)?(?: area)?",
        rf"{_WHO} who (?:pay|paid|fund|funded|arrange|arranged)\b[^.;,]{{0,20}}\b(?:own|themselves)\b[^.;,]{{0,30}}",
        r"self[- ]funders",
        r"(?:agency|bank|relief|seconded|student)(?: and (?:agency|bank|relief))? (?:staff|workers|social workers)",
    )
)
_LEAVES_OUT_THE_USUAL = (
    re.compile(
        _OPENING + r"(?:nb:?\s*)?(?:(?:these|the|all)\s+)?(?:figures?|data|numbers|counts|totals)?\s*"
        rf"(?:exclud(?:e|es|ing)|do(?:es)? not include|leaves? out)\s+(?:{_USUALLY})\.?\s*",
        re.IGNORECASE,
    ),
    re.compile(
        _OPENING
        + rf"(?:nb:?\s*)?(?:{_USUALLY})\s+(?:are|is|were|was)\s+(?:not\s+(?:counted|included)|left\s+out|excluded)"
        r"(?:\s+(?:here|from these figures|from the figures))?\.?\s*",
        re.IGNORECASE,
    ),
)
_HARMLESS = frozenset("not living excluding excludes exclude excluded home homes residential nursing about".split())
_MORE = re.compile(
    r"\b(?:so|and (?:counts?|figures)|figures are|services?|families|second|first|half|quarter|months?)\b|\s[-–—]\s",
    re.IGNORECASE,
)
_SMALLEST_SAID = 5  # people: fewer are hidden wherever they are counted
_FEW = 0.1  # of the largest figure
_NOT_SHOWN = "More is said of what these figures count, in words that may tell of a few people and are not shown."
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


def leaves_out_some(text: str, largest: float) -> bool:
    """Whether a line says that a number of people, staff or teams is left out, and nothing else: of no group, place or
    time but those in care homes, few beside the largest figure, and not so few that the words would say what figures
    hide."""
    found = next(filter(None, (each.fullmatch(text) for each in _LEAVES_OUT_SOME)), None)
    if found is None or vocabulary.limits_in(text) - _HARMLESS or _MORE.search(text):
        return False
    number = found[1].replace(",", "")
    return not number.isdigit() or _SMALLEST_SAID <= int(number) <= _FEW * largest


def leaves_out_the_usual(text: str) -> bool:
    """Whether a line says no more than that those are left out whom such counts commonly do without: people with
    equipment only, who live elsewhere or pay for their own support, agency staff."""
    return any(each.fullmatch(text) for each in _LEAVES_OUT_THE_USUAL)


def notes(lines: Iterable[Beside], kept: Iterable[Kept]) -> tuple[Note, ...]:
    """One note for the lines that are of the same figures: of the figure at whose cell they stand, else of the measure
    and the year of the figures on their sheet where these are of one alone.

    Lines of returns of several authorities make none; of what names a person, or may count fewer people than figures
    show, only that it stands there is said.
    """
    figures = tuple(kept)
    lines = tuple(dict.fromkeys(lines)) if one_authority(figures) else ()
    found: dict[tuple[str, str], list[Beside]] = defaultdict(list)
    for line in lines:
        on_sheet = [each for each in figures if each.figure.sheet.name == line.sheet]
        of_cell = [each for each in on_sheet if each.figure.address == line.cell]
        keys = [each.key for each in of_cell or on_sheet or figures]
        found[_only({key.metric for key in keys}), _only({key.period for key in keys})].append(line)
    return tuple(
        Note(
            kind=NoteKind.EXPLANATION,
            area=figures[0].key.area,
            words="\n".join(dict.fromkeys(line.words if may_be_shown(line.words) else _NOT_SHOWN for line in said)),
            said_by=f"{areas.name(figures[0].key.area)}, in words beside its figures",
            period=period,
            beside=metric,
            sheet=said[0].sheet,
            cell=said[0].cell,
        )
        for (metric, period), said in found.items()
    )


def may_be_shown(words: str) -> bool:
    """Whether words of a return name nobody, say how to reach nobody, and count no fewer than five of anybody."""
    if names_a_person(words) or any(map(_names_somebody, _CAPITAL.findall(words))):
        return False
    return _FEW_SAID.search(_NAMED_BY_NUMBER.sub("", _NUMBERED_NOTE.sub("", words))) is None


def _names_somebody(word: str) -> bool:
    """Whether a word with a capital may be somebody's name: it is that of no place, month or thing we know."""
    return word.casefold() not in _MAY_BE_CAPITAL | _of_areas() and not vocabulary.names_a_place(word)


@cache
def _of_areas() -> frozenset[str]:
    """The words of authorities' names."""
    return frozenset(word.casefold() for each in areas.authorities() for word in each.name.split())


def one_authority(kept: Iterable[Kept]) -> bool:
    """Whether figures are all of one authority, whose words those under them then are."""
    return len({each.key.area for each in kept}) == 1


def _only(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""

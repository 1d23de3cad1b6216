"""Words of a return that its figures' readers must know -> notes that stand beside them, wherever they are shown.

`Excludes 12 people whose option was not recorded` does not change what the figures count, and is kept. A whole group,
place or time left out is asked about (see `loaders.remarks`): where its sender says that the figures count what they
seem to, the words stand beside them all the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from loaders import vocabulary
from loaders.disclosing import discloses
from loaders.work import Beside, Kept
from model import areas
from model.notes import Note, NoteKind
from model.observations import Key

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
_NOT_REPEATED = "More is said of what these count, not repeated here."


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
    of: dict[tuple[str, str], list[Key]] = defaultdict(list)  # by sheet and cell, by sheet, anywhere
    for each in figures if lines else ():
        sheet = each.figure.sheet.name
        for place in ((sheet, each.figure.address), (sheet, ""), ("", "")):
            of[place].append(each.key)
    common = {place: _common(keys) for place, keys in of.items()}
    found: dict[tuple[str, str], list[Beside]] = defaultdict(list)
    for line in lines:
        places = ((line.sheet, line.cell), (line.sheet, ""), ("", ""))
        found[next(common[place] for place in places if place in common)].append(line)
    return tuple(
        Note(
            kind=NoteKind.EXPLANATION,
            area=figures[0].key.area,
            words="\n".join(dict.fromkeys(_NOT_REPEATED if discloses(line.words) else line.words for line in said)),
            said_by=f"{areas.name(figures[0].key.area)}, in words beside its figures",
            period=period,
            beside=metric,
            sheet=said[0].sheet,
            cell=said[0].cell,
        )
        for (metric, period), said in found.items()
    )


def one_authority(kept: Iterable[Kept]) -> bool:
    """Whether figures are all of one authority, whose words those under them then are."""
    return len({each.key.area for each in kept}) == 1


def _common(keys: Iterable[Key]) -> tuple[str, str]:
    """The measure and the period of figures, each where they are of one alone."""
    of_metric, of_period = {key.metric for key in keys}, {key.period for key in keys}
    return next(iter(of_metric)) if len(of_metric) == 1 else "", next(iter(of_period)) if len(of_period) == 1 else ""

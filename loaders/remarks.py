"""Words beside, under and apart from the figures that could make them something else than they seem are asked about.

A note is kept as a note; but one that says that all figures are of half a year, of another year, of one town, or
percentages, is not one to pass over. A sentence counts only where it speaks of the figures and limits or changes them.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache

from loaders import definitions, footnotes, keys, tables, typed, vocabulary, years
from loaders.accounting import Fate
from loaders.grid import Cell, Kind, Sheet
from loaders.meaning import areas_in
from loaders.work import Work
from model import areas, metrics

_FIGURES = r"\b(?:figures?|data|numbers?|counts?|returns?|totals|tables?|values|these|scores?|everyone)\b"
_OF_THE_FIGURES = re.compile(_FIGURES, re.IGNORECASE)
_PERCENTAGES = re.compile(_FIGURES + r"[^.]*\b(?:are|is|as|in)\b[^.]*(?:\bper ?cent(?:ages?)?\b|%)", re.IGNORECASE)
_ONLY = re.compile(r"\bonly\b", re.IGNORECASE)
_HARMLESS_ONLY = re.compile(
    r"\b(?:official|internal|management|information|reference|read|one|whole|shaded|yellow|council|office) "
    r"(?:use |purposes )?only\b|"
    r"\bonly (?:type|fill|enter|complete|use|one|that one|once|if|where|when|change|shaded)\b|"
    r"\b(?:options? [1-4]|option|used) only\b",
    re.IGNORECASE,
)
_OTHER_THINGS = re.compile(
    r"\b(?:packages|hours|episodes|assessments|reviews|households|budgets|payments)\b[^.]*"
    r"\bnot (?:people|clients|persons|individuals)\b",
    re.IGNORECASE,
)
_OTHER_KIND = re.compile(
    _FIGURES
    + r"[^.]*\b(?:are|is|show|of)\b[^.]*\b(?:targets?|planned|projected|projections?|forecasts?|averages?|services|"
    r"packages|budgets|hours|episodes|swapped|unvalidated|unaudited)\b|"
    r"\b(?:not (?:yet )?(?:been )?validated|subject to (?:change|revision|validation)|swapped|the wrong way round)\b|"
    r"\brounded to the nearest (?:10|20|50|100|1,?000|ten|hundred|thousand)\b",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"\bexclud\w+|\b(?:does|do|did) not includ\w+|\bnot included\b|\bomit\w*|\b(?:not complete|incomplete|not all)\b|"
    r"\bdid not (?:submit|return|reply)\b|\bsnapshot\b",
    re.IGNORECASE,
)
_EXCLUSIVE = re.compile(
    r"\b(?:main|first|primary|latest|biggest|largest) option\b|\b(?:in|under) one (?:option|category)\b|"
    r"\bcounted (?:only )?once,? (?:only )?(?:in|under|by)\b(?![^.]*\b(?:total|any|each option|every option|again)\b)",
    re.IGNORECASE,
)
_PLAINLY = re.compile(
    r"\bshould (?:be|read)\b|\bactually\b|\blast year\b|\bcarried over\b|\bcalendar year\b|\bwithout\b|\bmissing\b|"
    r"\bcombined\b|\bjoint return\b|\bx ?10+\b|\bFTE\b|\bwhole time equivalent|\bsample\b|\bannuali[sz]ed\b|"
    r"\bcumulative\b|\bnew clients\b|\btest data\b|\brecorded under\b|% of (?:people|clients)|\bone team\b|"
    r"\bup to (?:the end of )?(?:january|february|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_IN_SHORT = re.compile(
    r"\b(?:waiting|targets?|planned|forecast|average|weekly|monthly|quarterly|budgets|hours|packages|children|carers|"
    r"unvalidated|unaudited|older people|learning disability|mental health|physical disability)\b",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"\bcarried forward\b|\bsame as last year\b|\blast year['’]?s (?:figures|data|numbers)\b", re.IGNORECASE
)
_EARLIER = re.compile(
    r"\b(?:compar\w+|since|before|after|until|previous\w*|earlier|next|revis\w+|chang\w+|publish\w+|first|began|introduc\w+|"
    r"last year|than|in line with|definition|guidance|note)\b",
    re.IGNORECASE,
)
_INCLUDES_A_GROUP = re.compile(r"\W*(?:also )?includ(?:es|ing) [a-z ]*\b(?:children|carers|older people)\W*$", re.I)
_EVERYONE = re.compile(
    r"\b(?:(?:both )?(?:children|young people) (?:and|&) adults|(?:both )?adults (?:and|&) (?:children|young people)|"
    r"all ages|all (?:client|care|service user) groups)\b",
    re.IGNORECASE,
)
_TELLS_WHAT_TO_DO = re.compile(
    r"^\W*(?:please )?(?:do not|don['’]t|never) (?:include|enter|add|type|send|put)\b[^.]*"
    r"\b(?:names?|personal|details|identif\w+|chi|addresses)\b",
    re.IGNORECASE,
)
_INCLUDES = re.compile(r"\binclud\w+|\bcover\w*|\btogether with\b|\bcombined with\b|\bas well as\b", re.IGNORECASE)
_SCALE = re.compile(r"\b(?:scores?|scale|rated?|marks?)\b[^.]*\b[01] ?(?:to|-|–) ?(?:3|4|6|7|10|100)\b", re.IGNORECASE)
_THOUSANDS = re.compile(
    r"\b(?:thousand|hundred|million|dozen)s?\b|(?<![0-9,])000s?\b|\bin (?:tens|10s|100s|1,?000s|k)\b", re.IGNORECASE
)
_ABOUT_A_CELL = re.compile(
    r"\b(?:wrong|should (?:be|read)|incorrect|error|mistake|carried forward|guess\w*)\b", re.IGNORECASE
)
_LIMITS = frozenset(
    "quarter|period|period covered|time period|months|month|client group|care group|service user group|age|age group|"
    "age band|locality|area office|team|service|gender|sex|unit|units|figures in|counted in|count of|"
    "what is counted|"
    "counts|basis|return type|type of return|type of figures|scope|coverage|includes|excludes|population".split("|")
)
_NO_LIMIT = frozenset(
    "all|everyone|whole year|full year|year|annual|annually|yearly|number|numbers|people|persons|count|final|all ages|"
    "all client groups|all clients|all adults and children|none|n a|not applicable|units|12 months|headcount|"
    "whole council|council wide|all localities|sds|self directed support|annual return".split("|")
)
_BESIDE = re.compile(
    r"\b(?:est(?:imated?)?|prov(?:isional)?|adults|older|disability|localit\w+|[0-9]{2}-[0-9]{2}|inc|incl|including|"
    r"exc|excl|excluding)\b",
    re.IGNORECASE,
)
_NEW_WAYS = re.compile(  # what is new is how it is recorded
    r"\bnew (?:computer |recording |case management |social work |it )?"
    r"(?:system|software|form|forms|process|recording|database|code|codes|guidance)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(r"\b(?:up|down|rose|fell|from|was|were|increase\w*|decrease\w*|more|fewer)\b", re.IGNORECASE)
_HELD_BEFORE = re.compile(  # what our own template says
    r"(?:In [^:]{4,9}|On 31 March [0-9]{4}): (?:£?[0-9,]+|[a-z ]{2,20}) \((?:published|sent by you)\)$"
)
_MOVES_FIRST = re.compile(
    r"(?:slightly |well )?(?:up|down|rose|fell|increased?|decreased?|rise|fall|higher|lower)\b"
    r"(?: (?:by|of|from))? ?[0-9,.]*%?"
    r"(?: (?:people|on|from|since|than|in|compared|with|to|last|the|previous|prior|year))*[ .]*$",
    re.IGNORECASE,
)
_MEASURE_AND_NUMBER = re.compile(r"(.{3,60}?)\s*(?:[:=]|[-–—]|was|were)\s*[0-9][0-9,]*(?:\.[0-9]+)?\s*%?\.?")
_OF_WHAT = re.compile(  # what a sentence says where it speaks of its own figure
    _FIGURES + r"|\b(?:only|includ\w*|exclud\w*|number\w*|counted|counting|waiting|targets?|average|forecast|planned|"
    r"new|estimate\w*|people|clients|rate|percent\w*|cost|budget)\b",
    re.IGNORECASE,
)
_SENTENCE = 4  # words from which on a remark is one
_SHORT = 5  # words of a line that speaks of figures without naming them: `Adults only`


def ask(work: Work, periods: Collection[str], of_one_authority: bool = False) -> list[tuple[str, Cell]]:
    """Asks about every note, pair and comment that could change the figures; `periods` are those the figures are of.

    Comes back with the lines, by sheet, that are to stand beside the figures instead: see `loaders.footnotes`.
    """
    if not periods:
        return []  # nothing was read that they could change
    own = {work.asked.owner} & set(areas.codes())
    periods = {*periods, *_years_asked(work)}
    defined = definitions.places(work.figures)
    kept: list[tuple[str, Cell]] = []
    largest = max((number for each in work.figures if (number := work.plain(each)) is not None), default=0)
    for sheet in work.book.sheets:
        for cell, words in (*_pairs(work, sheet), *_comments(sheet, periods, own)):
            work.ask_about("S11 ask", sheet.name, cell.address, words)
        for cell, above, beside in _notes(work, sheet):
            if (sheet.name, cell.address) in defined and not changes_all(cell.text):
                continue  # what a figure of the authority's own is said to be
            if of_one_authority and footnotes.leaves_out_some(cell.text, largest):
                kept.append((sheet.name, cell))
                work.tell("S11 kept", sheet.name, cell.address, typed=cell.text)
            else:
                _ask_of_note(work, sheet, cell, _asks(cell.text, above, beside, periods, own))
    return kept


def _ask_of_note(work: Work, sheet: Sheet, cell: Cell, changes_figures: bool) -> None:
    if _holds_a_figure(cell.text):
        work.tell("S10", sheet.name, cell.address, typed=cell.text)
    elif changes_figures:
        work.ask_about("S11 ask", sheet.name, cell.address, cell.text)


def _years_asked(work: Work) -> set[str]:
    """The years of which it is asked already whether the figures are: no other words need be asked about them."""
    asked = (each.message for (code, _, _), each in work.told.items() if code == "P05")
    return {year for message in asked for year in years.in_a_title(message)[0]}


def _tells_a_change(text: str) -> bool:
    """Whether a remark beside a figure only says how it moved: `Up 5 on last year`."""
    return _MOVES_FIRST.match(text) is not None and _CARRIED.search(text) is None


def _asks(text: str, above: bool, beside: bool, periods: Collection[str], own: Collection[str]) -> bool:
    if beside and _tells_a_change(text):
        return False
    if changes_all(text) or (beside and _limits(text)):
        return True
    return not above and changes(text, periods, own)


def changes_all(text: str) -> bool:
    """Whether words say of all figures that they are of another time, unit, scale or thing, whatever else they say."""
    patterns = (_CARRIED, _OTHER_THINGS, _OTHER_KIND, _EXCLUSIVE, _PLAINLY, _SCALE, _THOUSANDS)
    plain = _EVERYONE.sub(" ", text)
    if text in _ours() or keys.usual(text):
        return False
    return any(each.search(plain) for each in patterns)


def changes(text: str, periods: Collection[str], own: Collection[str] = ()) -> bool:
    """Whether words could make the figures of some years, and of some authorities, something else than they seem."""
    if text in _ours() or vocabulary.read(text).known or _TELLS_WHAT_TO_DO.search(text):
        return False  # a label of a figure that is not there, or words for whoever fills it in
    text = _EVERYONE.sub(" ", text)
    of_figures = _OF_THE_FIGURES.search(text) is not None
    short = len(text.split()) <= _SHORT
    if _LEFT_OUT.search(text) or (short and _IN_SHORT.search(text) and not _INCLUDES_A_GROUP.match(text)):
        return True
    if not (of_figures or short):
        return False
    if (_ONLY.search(text) and not _HARMLESS_ONLY.search(text)) or years.is_part(text) or _PERCENTAGES.search(text):
        return True
    return changes_all(text) or (of_figures and (_of_another_year(text, periods) or _with_others(text, own)))


@cache
def _ours() -> frozenset[str]:
    """The words of our own template, which say of every metric what it counts."""
    return frozenset(words for each in metrics.metrics().values() for words in (each.name, each.definition))


def _holds_a_figure(text: str) -> bool:
    """Whether a line says a measure and its number in one cell: `Staff trained: 118`."""
    found = _MEASURE_AND_NUMBER.fullmatch(text)
    return found is not None and bool(vocabulary.read(found[1]).facts.keys() & {"metric", "role"})


def _of_another_year(text: str, periods: Collection[str]) -> bool:
    named, _ = years.in_a_title(text)
    return len(named) == 1 and bool(periods) and named[0] not in (*periods, "?") and not _EARLIER.search(text)


def _with_others(text: str, own: Collection[str]) -> bool:
    return (
        bool(own)
        and _INCLUDES.search(text) is not None
        and bool(areas_in(re.sub("['’]s", "", text)) - set(own) - {areas.SCOTLAND})
    )


def _pairs(work: Work, sheet: Sheet) -> Iterator[tuple[Cell, str]]:
    """Pairs such as `Quarter: | Q2` that limit what the figures are of, as words."""
    fates = work.accounts[sheet.name].fates
    for number, row in sheet.rows().items():
        cells = [cell for cell in row.values() if cell.kind is not Kind.BLANK]
        if len(cells) != 2 or any(fates.get((number, cell.column)) in (Fate.FIGURE, Fate.HEADING) for cell in cells):
            continue
        left, right = cells
        said = " ".join(vocabulary.words_of(left.text))
        if said in _LIMITS and " ".join(vocabulary.words_of(right.text)) not in _NO_LIMIT:
            yield right, f"{left.text.rstrip(' :')}: {typed.shown(right)}"


def _comments(sheet: Sheet, periods: Collection[str], own: Collection[str]) -> Iterator[tuple[Cell, str]]:
    """Comments on cells that could change what stands there."""
    for cell in sheet.cells.values():
        if cell.comment and (changes(cell.comment, periods, own) or _ABOUT_A_CELL.search(cell.comment)):
            yield cell, cell.comment


def _limits(text: str) -> bool:
    """Whether words in a figure's own row say what it is of: a percentage, an age, another year, an estimate."""
    if text in _ours() or _HELD_BEFORE.match(text) or _INCLUDES_A_GROUP.match(text):
        return False
    text = _NEW_WAYS.sub(" ", text)
    other_year = bool(years.in_a_title(text)[0]) and not (_EARLIER.search(text) or _MOVED.search(text))
    if other_year or "%" in text or "£" in text or _BESIDE.search(text):
        return True
    in_passing = len(text.split()) >= _SENTENCE and not _OF_WHAT.search(text)  # `Payments are made every four weeks`
    return vocabulary.qualified(text) and not in_passing


@cache
def _with_answers() -> frozenset[str]:
    """The measures of yes, partly or no: what is said beside one explains the answer, and changes no number."""
    return frozenset(name for name, each in metrics.metrics().items() if each.answers)


def _notes(work: Work, sheet: Sheet) -> Iterator[tuple[Cell, bool, bool]]:
    """The words of a sheet that are no labels; whether they stand above its figures as a title does, or beside one."""
    account = work.accounts[sheet.name]
    rows = {row for (row, _), fate in account.fates.items() if fate is Fate.FIGURE}
    answers = _with_answers()
    answered = {each.line.row for each in work.figures if each.facts.get("metric") in answers and each.sheet is sheet}
    first = min(rows, default=0)
    for place in sorted(place for place, fate in account.fates.items() if fate is Fate.NOTE):
        cell = sheet.cells[place]
        if cell.kind is Kind.TEXT and place[0] not in answered and (sheet.name, place) not in work.set_apart:
            yield cell, place[0] < first and not tables.is_prose_text(cell.text), place[0] in rows

"""Words beside, under and apart from the figures that could make them something else than they seem are asked about.

A note is kept as a note; but one that says that all figures are of half a year, of another year, of one town, or
percentages, is not one to pass over: `loaders.limits` says which is.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import NamedTuple

from loaders import definitions, footnotes, limits, typed, vocabulary, years
from loaders.accounting import Fate
from loaders.grid import Cell, Kind, Sheet
from loaders.meaning import Facts, without_the_one_option
from loaders.work import Beside, Figure, Work
from model import areas, metrics

_MEASURE_AND_NUMBER = re.compile(r"(.{3,60}?)\s*(?:[:=]|[-–—]|was|were)\s*[0-9][0-9,]*(?:\.[0-9]+)?\s*%?\.?")


class _Row(NamedTuple):
    """What the figures of one row are of."""

    options: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()


class _Rows:
    """What the figures of each row of a sheet are of; looked at only where words stand beside them."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.figures = figures

    def __getitem__(self, row: int) -> _Row:
        return self._by_row.get(row, _Row())

    @cached_property
    def _by_row(self) -> Mapping[int, _Row]:
        said: dict[int, list[Facts]] = defaultdict(list)
        for each in self.figures:
            said[each.line.row].append(each.facts)
        return {
            row: _Row(*(frozenset(each.get(name) for each in facts) - {""} for name in ("option", "metric")))
            for row, facts in said.items()
        }


def ask(work: Work, periods: Collection[str], of_one_authority: bool = False) -> None:
    """Asks about every note, pair and comment that could change the figures; `periods` are those the figures are of.

    A line that says how many one authority leaves out is to stand beside its figures instead: see `loaders.footnotes`.
    """
    if not periods:
        return  # nothing was read that they could change
    own = _own(work)
    periods = {*periods, *_years_asked(work)}
    defined = definitions.places(work.figures)
    largest = max((number for each in work.figures if (number := work.plain(each)) is not None), default=0)
    figures_of: dict[str, list[Figure]] = defaultdict(list)
    for each in work.figures:
        figures_of[each.sheet.name].append(each)
    for sheet in work.book.sheets:
        figures = figures_of[sheet.name]
        rows = _Rows(figures)
        columns = _columns(work, sheet, figures)
        for cell, words in (*_pairs(work, sheet), *columns, *_comments(sheet, periods, own, rows)):
            work.ask_about("S11 ask", sheet.name, cell.address, words)
        for cell, above, beside in _notes(work, sheet, figures):
            if (sheet.name, cell.address) in defined and not limits.of_all(cell.text):
                continue  # what a figure of the authority's own is said to be
            if not above and _is_kept(work, sheet, cell, figures, largest if of_one_authority else 0):
                continue
            _ask_of_note(work, sheet, cell, _asks(cell, above, beside, periods, own, rows))


def _is_kept(work: Work, sheet: Sheet, cell: Cell, figures: Iterable[Figure], largest: float) -> bool:
    """Whether a line is to stand beside the figures, and is not asked about: it defines a measure of the authority's
    own, or says that few beside the `largest` figure are left out, or none but whom such counts commonly do without."""
    leaves_out_some = largest and (
        footnotes.leaves_out_some(cell.text, largest) or footnotes.leaves_out_the_usual(cell.text)
    )
    if leaves_out_some:
        work.tell("S11 kept", sheet.name, cell.address, typed=cell.text)
    if leaves_out_some or (_defines_own(cell.text, figures) and not limits.of_all(cell.text)):
        work.beside.append(Beside(sheet.name, cell.address, cell.text))
        return True
    return False


def _defines_own(text: str, figures: Iterable[Figure]) -> bool:
    """Whether a line says what a measure is that each authority defines for itself: `Budget agreed: the sum of ...`."""
    name, colon, _ = text.partition(":")
    measure = vocabulary.read(name).facts.get("metric") if colon else None
    declared = metrics.metrics().get(measure)
    return (
        declared is not None and declared.topic == "own" and measure in {each.facts.get("metric") for each in figures}
    )


def _own(work: Work) -> set[str]:
    """The authorities whose figures these may be: the sender's, and those that figures are of, of which it is asked
    where they stand. None where the file is of several."""
    own = {work.asked.owner} & set(areas.codes())
    return own | {each.facts.said["area"][0] for each in work.figures if own and "area" in each.facts.said}


def _ask_of_note(work: Work, sheet: Sheet, cell: Cell, changes_figures: bool) -> None:
    if _holds_a_figure(cell.text):
        work.tell("S10", sheet.name, cell.address, typed=cell.text)
    elif changes_figures:
        work.ask_about("S11 ask", sheet.name, cell.address, cell.text)


def _years_asked(work: Work) -> set[str]:
    """The years of which it is asked already whether the figures are: no other words need be asked about them."""
    asked = (each.message for (code, _, _), each in work.told.items() if code == "P05")
    return {year for message in asked for year in years.in_a_title(message)[0]}


def _asks(
    cell: Cell,
    above: bool,
    beside: bool,
    periods: Collection[str],
    own: Collection[str],
    rows: _Rows,
) -> bool:
    """Whether a note is to be asked about; what makes a title's figures others than they seem, and is read, is not."""
    text = without_the_one_option(cell.text) if above else cell.text
    if beside and limits.tells_a_change(text):
        return False
    if limits.of_all(text) or limits.in_one_cell(text) or (beside and limits.beside(text, own, *rows[cell.row])):
        return True
    return not above and limits.of_figures(text, periods, own)


def _holds_a_figure(text: str) -> bool:
    """Whether a line says a measure and its number in one cell: `Staff trained: 118`."""
    found = _MEASURE_AND_NUMBER.fullmatch(text)
    return found is not None and bool(vocabulary.read(found[1]).facts.keys() & {"metric", "role"})


def _pairs(work: Work, sheet: Sheet) -> Iterator[tuple[Cell, str]]:
    """Pairs such as `Quarter: | Q2` that limit what the figures are of, as words."""
    fates = work.accounts[sheet.name].fates
    for number, row in sheet.rows().items():
        cells = [cell for cell in row.values() if cell.kind is not Kind.BLANK]
        if len(cells) != 2 or any(fates.get((number, cell.column)) in (Fate.FIGURE, Fate.HEADING) for cell in cells):
            continue
        left, right = cells
        if limits.pair(left.text, right.text):
            yield right, f"{left.text.rstrip(' :')}: {typed.shown(right)}"


def _columns(work: Work, sheet: Sheet, figures: Iterable[Figure]) -> Iterator[tuple[Cell, str]]:
    """What a column beside the figures says they are of, `How counted: packages`: the first cell of each."""
    fates = work.accounts[sheet.name].fates
    found: dict[tuple[str, str], Cell] = {}
    for table in {id(each.table): each.table for each in figures}.values():
        headed = {number: column.headings[-1] for number, column in table.columns.items() if column.headings}
        for line in table.lines:
            for number, cell in line.others.items():
                if number in headed and fates.get((cell.row, cell.column)) is Fate.NOTE and cell.kind is Kind.TEXT:
                    found.setdefault((headed[number].text, cell.text), cell)
    for (heading, text), cell in found.items():
        if vocabulary.head(heading) != "status" and limits.pair(heading, text):
            yield cell, f"{heading.rstrip(' :')}: {text}"


def _comments(sheet: Sheet, periods: Collection[str], own: Collection[str], rows: _Rows) -> Iterator[tuple[Cell, str]]:
    """Comments on cells that could change what stands there; `rows` are what the figures of each are of."""
    for cell in sheet.cells.values():
        if (
            cell.comment
            and not limits.tells_a_change(cell.comment)
            and (
                limits.of_all(cell.comment)
                or limits.of_figures(cell.comment, periods, own)
                or limits.beside(cell.comment, own, *rows[cell.row])
            )
        ):
            yield cell, cell.comment


@cache
def _with_answers() -> frozenset[str]:
    """The measures of yes, partly or no: what is said beside one explains the answer, and changes no number."""
    return frozenset(name for name, each in metrics.metrics().items() if each.answers)


def _notes(work: Work, sheet: Sheet, figures: Iterable[Figure]) -> Iterator[tuple[Cell, bool, bool]]:
    """The words of a sheet that are no labels; whether they stand above its figures as a title does, or beside one."""
    account = work.accounts[sheet.name]
    rows = {row for (row, _), fate in account.fates.items() if fate is Fate.FIGURE}
    answers = _with_answers()
    answered = {each.line.row for each in figures if each.facts.get("metric") in answers}
    titles = {id(name) for each in figures for name in each.table.names}
    for place in sorted(place for place, fate in account.fates.items() if fate is Fate.NOTE):
        cell = sheet.cells[place]
        if cell.kind is Kind.TEXT and place[0] not in answered and (sheet.name, place) not in work.set_apart:
            yield cell, id(cell) in titles, place[0] in rows

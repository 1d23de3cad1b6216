"""A table this project wrote itself -> the figures it was written from, flags and reasons included."""

from collections.abc import Mapping

from loaders import seen
from loaders.accounting import Account, Fate, total
from loaders.grid import Book, Cell, Kind, Sheet
from loaders.problems import Problem, problem
from loaders.reading import Reading
from model import areas, breakdowns, metrics, periods, sources
from model.exchange import COLUMNS
from model.observations import Flag, Key, Observation, Reason

_NUMBERS = ("value", "numerator", "denominator", "base")


def table_of(book: Book) -> Sheet | None:
    """The sheet of a book that holds an exported table, if one does: its first row is our own headings."""
    for sheet in book.sheets:
        if tuple(sheet.cells[1, n].text for n in range(1, len(COLUMNS) + 1) if (1, n) in sheet.cells) == COLUMNS:
            return sheet
    return None


def read(book: Book, sheet: Sheet) -> Reading:
    """Every figure of an exported table. Rows whose words are not ours are told, each at its first cell."""
    observations: dict[Key, Observation] = {}
    problems: list[Problem] = []
    account = Account(sheet)
    rows = sheet.rows()
    account.enter(Fate.HEADING, *rows.pop(1).values())
    for row in rows.values():
        cells = {COLUMNS[column - 1]: cell for column, cell in row.items() if column <= len(COLUMNS)}
        try:
            found = _observation(sheet, cells)
        except (KeyError, ValueError):
            first = next(iter(row.values()))
            problems.append(problem("S10", sheet.name, first.address, typed=first.text))
            account.enter(Fate.NOT_USED, *row.values())
            continue
        if found.key in observations:
            other = observations[found.key].cell
            problems.append(problem("I10", sheet.name, found.cell, other=other))
        observations[found.key] = found
        used = [cells[name] for name in (*_NUMBERS, "reason") if name in cells]
        account.enter(Fate.FIGURE, *used)
        account.enter(Fate.NOTE, *(cell for cell in row.values() if cell not in used))
    accounts = {each.name: account if each is sheet else _notes(each) for each in book.sheets}
    return Reading(
        tuple(observations.values()),
        tuple(problems),
        sum(len(each.cells) for each in book.sheets),
        total(accounts.values()),
        sheets=seen.sheets(book, {name: each.fates for name, each in accounts.items()}, problems),
    )


def _notes(sheet: Sheet) -> Account:
    account = Account(sheet)
    account.enter(Fate.NOTE, *sheet.cells.values())
    return account


def _observation(sheet: Sheet, cells: Mapping[str, Cell]) -> Observation:
    """One row as a figure. Raises KeyError or ValueError where a word is not ours or a number is none."""
    text = {name: cell.text.removeprefix("'") for name, cell in cells.items()}
    key = Key(
        text["series"],
        text["authority"],
        text.get("coverage", ""),
        text["period"],
        text["metric"],
        text.get("breakdown", ""),
    )
    _known(key)
    shown = cells.get("value") or cells["reason"]
    return Observation(
        key=key,
        **{name: _number(cells.get(name)) for name in _NUMBERS},
        reason=Reason(text["reason"]) if "reason" in text else None,
        flags=tuple(Flag(each) for each in text.get("flags", "").split(";") if each),
        period_of_figure=text.get("period_of_figure"),
        sheet=sheet.name,
        cell=shown.address,
        as_typed=text.get("as_typed", ""),
    )


def _known(key: Key) -> None:
    """Raises KeyError where part of an identity is none of ours, ValueError where its period is none."""
    _ = sources.series()[key.series], metrics.metric(key.metric), areas.name(key.area)
    periods.order(key.period)
    for dimension, code in breakdowns.split(key.breakdown).items():
        codes = breakdowns.dimensions()[dimension].codes
        if codes and code not in codes:
            raise ValueError(f"“{code}” is no {dimension}")


def _number(cell: Cell | None) -> float | None:
    if cell is None:
        return None
    number = cell.value if cell.kind is Kind.NUMBER else float(cell.text)
    if number < 0:
        raise ValueError(f"{number} is below zero")
    return number

"""A sheet of a return as it looks: each cell coloured and marked by what became of it, problems numbered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from html import escape

import streamlit as st

from loaders.accounting import Fate
from loaders.grid import address_of, column_letters
from loaders.problems import Problem, Severity
from loaders.seen import SeenCell, SeenSheet
from model.plain import plain

_LOOKS = {
    Fate.FIGURE: ("figure", "figure", "figures"),
    Fate.HEADING: ("heading", "heading", "headings"),
    Fate.NOTE: ("note", "note", "notes"),
    Fate.TOTAL: ("total", "total", "totals"),
    Fate.CHECKED: ("checked", "checked, not stored", "checked, not stored"),
    Fate.NOT_USED: ("unused", "not used", "not used"),
}
Places = Mapping[tuple[str, str], tuple[int, Severity]]  # the number and severity of a problem, by sheet and address


def choose(sheets: Iterable[SeenSheet], places: Places, key: str) -> SeenSheet | None:
    """Which sheet to look at: the first with something to mend or to answer, until another is chosen."""
    named = {each.name: each for each in sheets}
    if not named:
        return None
    first = next((name for name in named if any(sheet == name for sheet, _ in places)), next(iter(named)))
    if len(named) == 1:
        return named[first]
    chosen = st.selectbox("Sheet", list(named), index=list(named).index(first), key=key)
    return named.get(chosen, named[first])


def show(sheet: SeenSheet, places: Places, caption: str) -> None:
    """One sheet as a table, the key to its marks, and what is not shown of it."""
    caption = plain(caption)
    cells = {(each.row, each.column): each for each in sheet.cells}
    head = "".join(f'<th scope="col">{column_letters(column)}</th>' for column in sheet.columns)
    body = "".join(_row(row, sheet, cells, places) for row in sheet.rows)
    st.html(
        f'<div class="sheet" role="region" tabindex="0" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr><td></td>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>{_key(sheet, places)}"
    )


def _row(row: int, sheet: SeenSheet, cells: Mapping[tuple[int, int], SeenCell], places: Places) -> str:
    shown = "".join(
        _cell(cells.get((row, column)), places.get((sheet.name, address_of(row, column)))) for column in sheet.columns
    )
    return f'<tr><th scope="row">{row}</th>{shown}</tr>'


def _cell(cell: SeenCell | None, trouble: tuple[int, Severity] | None) -> str:
    text = escape(cell.text) if cell else ""
    kind = _LOOKS[cell.fate][0] if cell else ""
    if trouble is None:
        return f'<td class="{kind}">{text}</td>' if cell else "<td></td>"
    number, severity = trouble
    said = "to mend" if severity is Severity.REJECT else "question"
    return f'<td class="{kind} {severity.value}">{text} <sup><span class="unseen">{said} </span>{number}</sup></td>'


def _key(sheet: SeenSheet, places: Places) -> str:
    fates = [fate for fate in _LOOKS if any(each.fate is fate for each in sheet.cells)]
    items = "".join(f'<li class="{_LOOKS[fate][0]}">{_LOOKS[fate][1]}</li>' for fate in fates)
    severities = {severity for (name, _), (_, severity) in places.items() if name == sheet.name}
    for severity, words in ((Severity.REJECT, "to mend"), (Severity.ASK, "a question")):
        items += f'<li class="{severity.value}">{words} <sup>n</sup></li>' if severity in severities else ""
    hidden = [_counted(sheet.more_rows, "row", "rows"), _counted(sheet.more_columns, "column", "columns")]
    more = " and ".join(each for each in hidden if each)
    rest = f" {more} more were read and are not shown here." if more else ""
    state = " This sheet is hidden in your workbook." if sheet.hidden else ""
    return f'<ul class="sheet-key" aria-label="Key">{items}</ul><p class="said">{rest}{state}</p>'


def accounted(account: Counter[Fate]) -> str:
    """What became of every filled cell, as one sentence: nothing is left over."""
    counted = [f"{account[fate]:,} {_LOOKS[fate][1 if account[fate] == 1 else 2]}" for fate in _LOOKS if account[fate]]
    return f"Every filled cell: {', '.join(counted)}. None left over."


def _counted(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}" if number else ""


def placed(numbered: Iterable[tuple[int, Problem]]) -> dict[tuple[str, str], tuple[int, Severity]]:
    """The first number and severity at each cell that has a problem."""
    found: dict[tuple[str, str], tuple[int, Severity]] = {}
    for number, each in numbered:
        if each.cell:
            found.setdefault((each.sheet, each.cell), (number, each.severity))
    return found

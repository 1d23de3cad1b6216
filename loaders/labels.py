"""The labels of a row -> which area, period and breakdown its figures are of. Exact look-ups, never near misses."""

import re

from loaders.grid import Cell
from loaders.problems import Problem, problem
from model import areas, breakdowns, periods
from model.areas import Place

_FINANCIAL = re.compile(r"[0-9]{4}/[0-9]{2}")
_WRITTEN = re.compile(r"[0-9]{4}/[0-9]{2}|mid-[0-9]{4}")  # 2010-11 could be a year or a month


class NotRead(Exception):
    """A label we cannot read; carries the problem to report."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.message)
        self.problem = found


def place(sheet: str, code: Cell, name: Cell) -> tuple[Place, list[Problem]]:
    """The area a row is of, by its code and its name, which must agree; with what is to be noted about it.

    Raises NotRead where the name is none we know, or code and name speak of different areas.
    """
    named = areas.find(name.text)
    if named is None:
        raise NotRead(problem("I01", sheet, name.address, typed=name.text))
    coded = areas.current_code(code.text)
    if coded != named.code:
        of_code = areas.name(coded) if coded else "no area's that we know"
        raise NotRead(problem("I03", sheet, code.address, code=code.text, of_code=of_code, named=name.text))
    notes = []
    if code.text.upper() != coded:
        detail = {"typed": code.text, "name": areas.name(coded), "code": coded}
        notes.append(problem("I04", sheet, code.address, **detail))
    if coded == areas.SCOTLAND:
        notes.append(problem("I11", sheet, name.address, typed=name.text))
    return named, notes


def period(sheet: str, cell: Cell) -> str:
    """The period a row is of. Raises NotRead for anything that is not one."""
    if _WRITTEN.fullmatch(cell.text) and periods.known(cell.text):
        return cell.text
    code = "P02" if _FINANCIAL.fullmatch(cell.text) else "P01"
    raise NotRead(problem(code, sheet, cell.address, typed=cell.text, example="2020/21, or mid-2013 for a mid-year"))


def breakdown(sheet: str, dimension: str, cell: Cell) -> dict[str, str]:
    """The part of a breakdown one label gives; empty for a word that means all. Raises NotRead for an unknown word."""
    declared = breakdowns.dimensions()[dimension]
    if cell.text in declared.whole:
        return {}
    if cell.text in declared.published:
        return {dimension: declared.published[cell.text]}
    raise NotRead(problem("S09", sheet, cell.address, heading=cell.text))

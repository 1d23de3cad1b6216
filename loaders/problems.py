"""Problems found in a return: a catalogue of kinds, each with what we saw, where, and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """`reject`: nothing goes in; `ask`: goes in once answered; `note`: goes in, and is said."""

    REJECT = "reject"
    ASK = "ask"
    NOTE = "note"


@dataclass(frozen=True)
class Kind:
    """One kind of problem. `message` is filled with the details of each case."""

    code: str
    severity: Severity
    message: str


_KINDS = (
    Kind("F07", Severity.REJECT, "We could not open this file: it looks damaged or cut short. Put back a good copy."),
    Kind("S01", Severity.REJECT, "We looked for {wanted} and found no such thing. Is this the right file?"),
    Kind("S03", Severity.REJECT, "We found no row with the headings {missing}. Headings are needed to read the table."),
    Kind("S04", Severity.REJECT, "“{heading}” heads two columns. Please say which is which."),
    Kind("S09", Severity.ASK, "We do not know the heading “{heading}”. It is not part of this table's layout."),
    Kind("S10", Severity.ASK, "“{typed}” stands outside the table, so it was not used. Should it be?"),
    Kind("S13", Severity.NOTE, "The sheet “{sheet}” is not part of this workbook's layout and was not used."),
    Kind("I01", Severity.REJECT, "It says “{typed}”. We know no authority or area of that name. Please correct it."),
    Kind("I03", Severity.REJECT, "The code {code} is {of_code}, but the row says {named}. Which is right?"),
    Kind("I04", Severity.NOTE, "{typed} is a former code of {name}; read as {code}."),
    Kind("I10", Severity.REJECT, "The same figure is given at {other}. Please keep the right one."),
    Kind("I11", Severity.NOTE, "“{typed}” read as a figure for Scotland, not as an authority."),
    Kind("P01", Severity.REJECT, "It says “{typed}”. Write the period like {example}."),
    Kind("P02", Severity.REJECT, "It says “{typed}”. A financial year runs into the next one, such as 2021/22."),
    Kind("V01", Severity.REJECT, "It says “{typed}”. We need a number here, or a marker such as [x]."),
    Kind("V05", Severity.REJECT, "It shows {typed}: the formula has lost what it pointed to. Type the number."),
    Kind("V06", Severity.REJECT, "It says {typed}. This figure cannot be below zero."),
    Kind("V09", Severity.ASK, "It says {typed} percent. Can that be right?"),
    Kind("V11", Severity.ASK, "The cell is empty. Is the number zero, not available, or does it not apply?"),
    Kind("V15", Severity.REJECT, "It holds {typed}, not a number."),
    Kind("S14", Severity.REJECT, "It holds a formula. Type the figure itself."),
    Kind("M02", Severity.NOTE, "“{typed}” read as “{words}”, from the key on sheet “{key}”."),
    Kind("M03", Severity.ASK, "It says “{typed}”. Is that not applicable, or not available?"),
    Kind(
        "M04", Severity.REJECT, "“{typed}” with the status “{status}”: we do not know what that means. See the Notes."
    ),
    Kind("A06", Severity.ASK, "The part, {part}, is bigger than the whole, {whole}."),
    Kind("A07", Severity.ASK, "It says {typed} percent, but {part} of {whole} is {worked_out}. Which is right?"),
    Kind("A10", Severity.ASK, "All {count} figures for {name} in {period} equal those of {before}."),
    Kind("A14", Severity.ASK, "Every figure in {period} for {name} is 0. None, or not known?"),
)
KINDS = {kind.code: kind for kind in _KINDS}


@dataclass(frozen=True)
class Problem:
    """A problem of one kind at one place; `sheet` and `cell` are empty where it belongs to the file."""

    code: str
    severity: Severity
    sheet: str
    cell: str
    message: str

    @property
    def where(self) -> str:
        """The place in words: `sheet “Table 1”, cell D9`."""
        parts = [f"sheet “{self.sheet}”"] if self.sheet else []
        return ", ".join(parts + ([f"cell {self.cell}"] if self.cell else []))


def problem(kind_code: str, sheet: str = "", cell: str = "", /, **details: object) -> Problem:
    """A problem of the catalogue's kind, its message filled with what was seen (60 characters of it at most)."""
    kind = KINDS[kind_code]
    shown = {name: str(value)[:60] for name, value in details.items()}
    return Problem(kind.code, kind.severity, sheet, cell, kind.message.format(**shown))

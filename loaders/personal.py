"""What looks like something about an individual: numbers, names, contact details, lists of people. Never repeated.

A file with any of it is not kept; only the places are told. CHI numbers: ten digits, the first six a date of birth, the
last a check digit (Public Health Scotland's phsmethods gives the rule); National Insurance numbers: HMRC's pattern.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from loaders import vocabulary
from loaders.grid import Book, Cell, Kind, Sheet
from loaders.problems import Problem, problem

Row = Mapping[int, Cell]

_NINO = re.compile(
    r"(?<![a-z0-9])(?!bg|gb|kn|nk|nt|tn|zz)[a-ceghj-prstw-z][a-ceghj-nprstw-z]\s?[0-9]{2}\s?[0-9]{2}\s?[0-9]{2}\s?[a-d](?![a-z0-9])",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_PHONE = re.compile(r"(?<![0-9])(?:\+44\s?|0)(?:[0-9]\s?){9,10}(?![0-9])")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s?[0-9][ABD-HJLNP-UW-Z]{2}\b")
_NAMES = {
    *(
        "surname",
        "forename",
        "first name",
        "last name",
        "client name",
        "service user name",
        "name of client",
        "full name",
    ),
    *("name of service user", "person name", "family name", "dob", "date of birth", "birth date", "given name"),
    *("patient name", "carer name", "home address", "client address"),
}
_REFERENCES = {
    "chi",
    "chi number",
    "client id",
    "person id",
    "service user id",
    "swift id",
    "carefirst id",
    "client ref",
    "client reference",
    "reference",
    "ref",
    "id",
    "client number",
    "person reference",
    "case number",
    "mosaic id",
    *("case ref", "case reference", "case id", "case no", "person ref", "person no", "client no", "record id", "urn"),
    *(
        "unique ref",
        "unique reference",
        "unique id",
        "pseudonymised id",
        "anonymised id",
        "liquidlogic id",
        "eclipse id",
    ),
    *("staff ref", "staff reference", "staff id", "staff number", "employee id", "employee ref", "employee number"),
    *("payroll number", "payroll no", "worker id", "worker ref"),
}
_LONG = range(10**8, 10**10)  # numbers as long as CHI numbers, with or without their leading zero
_TELLING = _NAMES | _REFERENCES
_ABOUT_ONE = {"age", "sex", "gender", "date of birth", "dob", "postcode", "start date", "end date", "ethnicity"}
_FEWEST_PEOPLE = 5
_BORN = range(1920, 2005)  # years that dates in a return of SDS figures are not of
_TEN_DIGITS = re.compile(r"(?<![0-9])[0-9](?: *[0-9]){9}(?![0-9])")
NOT_REPEATED = "(not repeated here)"
_OF_A_TEAM = re.compile(  # the mailbox of an office: before the @, no person's name
    r"(?:^|[^a-z])(?:sds|team|returns?|performance|info\w*|enquir\w+|contact|data|social|care|support|council|hscp|"
    r"office|admin|service|planning|analysis|intelligence|statistics)[\w.+-]*@",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"contact|e-?mail|completed by|prepared by|telephone|phone|return to|enquir|queries|author|submit", re.I
)


def problems(book: Book) -> list[Problem]:
    """Everything in a file that looks like something about an individual, at its place, without repeating it."""
    found = [problem(kind) for sheet in book.sheets for kind in _of_name(sheet.name)]
    if found:
        return found  # the name of a sheet would stand in every place told
    for sheet in book.sheets:
        found += [problem(kind, sheet.name, cell.address) for kind, cell in _numbers(sheet)]
        found += _headings(sheet)
        found += _birthdays(sheet)
        found += _contacts(sheet)
    for words in book.properties.values():
        if _NINO.search(words) or _EMAIL.search(words) or _chi_in(words):
            found.append(problem("D09"))
    return found


def is_chi(digits: str) -> bool:
    """Whether ten digits are a CHI number: a date, and a check digit that agrees."""
    if len(digits) == 9:
        digits = "0" + digits  # Excel drops a leading zero
    if len(digits) != 10 or not digits.isdigit():
        return False
    day, month = int(digits[:2]), int(digits[2:4])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    check = (11 - weighted % 11) % 11
    return check != 10 and check == int(digits[9])


def looks_personal(text: str) -> bool:
    """Whether a text of ours would look like something about an individual where it stood in a cell."""
    return _in_comment(text) or " ".join(vocabulary.words_of(text)) in _TELLING


def blanked(text: str) -> str:
    """A text with whatever looks like something about an individual left out, so that we do not repeat it."""
    if not looks_personal(text):
        return text
    for pattern in (_EMAIL, _NINO, _PHONE, _TEN_DIGITS, _POSTCODE):
        text = pattern.sub(NOT_REPEATED, text)
    return NOT_REPEATED if looks_personal(text) else text


def _of_name(name: str) -> Iterator[str]:
    if _chi_in(name):
        yield "D02"
    if _NINO.search(name):
        yield "D03"


def _numbers(sheet: Sheet) -> Iterator[tuple[str, Cell]]:
    """The cells whose comment, text or number looks like a number of an individual's, with the kind of problem."""
    for cell in sheet.cells.values():
        if cell.comment and _in_comment(cell.comment):
            yield "D09", cell
        if cell.kind is Kind.NUMBER and isinstance(cell.value, int) and cell.value in _LONG and is_chi(str(cell.value)):
            yield "D02", cell
    for text, cells in sheet.texts.items():
        yield from ((kind, cell) for kind in _of_name(text) for cell in cells)


def _in_comment(text: str) -> bool:
    return bool(_NINO.search(text) or is_contact(text) or _chi_in(text))


def _chi_in(text: str) -> bool:
    return any(is_chi(digits) for digits in re.findall(r"(?<![0-9])[0-9]{10}(?![0-9])", text.replace(" ", "")))


def _headings(sheet: Sheet) -> Iterator[Problem]:
    """Columns headed as names or dates of birth, and sheets with one row a person."""
    telling = {cell.row for text, cells in sheet.texts.items() if _words(text) in _TELLING for cell in cells}
    rows = list(sheet.rows().values()) if telling else []
    for place, row in enumerate(rows, 1):
        if next(iter(row.values())).row not in telling:
            continue
        heads = {column: _words(cell.text) for column, cell in row.items() if cell.kind is Kind.TEXT}
        for column, words in heads.items():
            if words in _NAMES and len(heads) > 1 and any(column in each for each in _below(rows, place)):
                yield problem("D04", sheet.name, row[column].address)
        for column, words in heads.items():
            if words in _REFERENCES and (set(heads.values()) & _ABOUT_ONE or words in ("chi", "chi number")):
                values = [each[column].text for each in _below(rows, place) if column in each]
                if len(values) >= _FEWEST_PEOPLE and len(set(values)) == len(values):
                    yield problem("D06", sheet.name, row[column].address)


def _words(text: str) -> str:
    return " ".join(vocabulary.words_of(text))


def _below(rows: Sequence[Row], place: int) -> Iterator[Row]:
    """The rows from a place on, as they are wanted: a word such as `Reference` may stand in every row."""
    return (rows[later] for later in range(place, len(rows)))


def _birthdays(sheet: Sheet) -> Iterator[Problem]:
    """A column of many different dates of long ago is dates of birth, whatever it is called."""
    by_column: dict[int, list[Cell]] = {}
    for cell in sheet.cells.values():
        if cell.kind is Kind.DATE and isinstance(cell.value, (date, datetime)):
            by_column.setdefault(cell.column, []).append(cell)
    for cells in by_column.values():
        old = [cell for cell in cells if _BORN.start <= cell.value.year < _BORN.stop]
        if len(old) >= _FEWEST_PEOPLE and len({cell.value for cell in old}) >= _FEWEST_PEOPLE:
            yield problem("D04", sheet.name, old[0].address)


def _contacts(sheet: Sheet) -> Iterator[Problem]:
    """E-mail addresses, telephone numbers, postcodes: one could be the contact for the return, several are people's."""
    found = [cell for text, cells in sheet.texts.items() if is_contact(text) for cell in cells]
    rows = sheet.rows() if found else {}
    numbers = [cell.row for cell in sheet.cells.values() if cell.kind is Kind.NUMBER] if found else []
    under = [cell for cell in found if numbers and cell.row > min(numbers)]
    alone = [
        cell for cell in found if not _is_contact_line(rows[cell.row], cell, cell in under) and not _chi_in(cell.text)
    ]
    if len(alone) >= 2:
        yield from (problem("D05", sheet.name, cell.address) for cell in alone)
    else:
        yield from (problem("D05 ask", sheet.name, cell.address) for cell in alone)


def is_contact(text: str) -> bool:
    """Whether a text holds an e-mail address, a telephone number or a postcode."""
    return bool(_EMAIL.search(text) or _POSTCODE.search(text) or _PHONE.search(text.replace("-", "")))


def _is_contact_line(row: Row, cell: Cell, under_figures: bool) -> bool:
    """Whether a cell says whom to ask about the file. Under figures, where no cover's line is, only a team may."""
    if under_figures and not _OF_A_TEAM.search(cell.text):
        return False
    if _CONTACT.search(cell.text):
        return True
    left = [each for column, each in row.items() if column < cell.column]
    return any(_CONTACT.search(each.text) for each in left if each.kind is Kind.TEXT)

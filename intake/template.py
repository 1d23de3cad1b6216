"""An empty return made for one authority: a workbook in words the loaders know, so that it loads with no question."""

from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter as column_letters
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ledger import Ledger
from loaders import concerns, told
from model import areas, breakdowns, metrics, periods, returns
from model.metrics import Metric
from model.notes import NoteKind
from model.observations import FLAG_WORDS, Flag, Observation

STATUSES = ("as counted", *(FLAG_WORDS[flag] for flag in (Flag.PROVISIONAL, Flag.ESTIMATED, Flag.REVISED)))
MARKERS = (
    ("[c]", "Hidden to protect people, such as fewer than 5. You may also type the number: we hide it."),
    ("[x]", "Not available."),
    ("[z]", "Not applicable."),
    ("[low]", "Rounds to zero, but is not zero."),
)
FIRST_ROW = 6
FIRST_NAME = 3 + len(MARKERS)  # the row of the Notes where the names of metrics begin
STATEMENTS = 20  # rows for statements
WORDS = 10  # rows for what people said, and for how figures are recorded
AGES = ("0-17", "18-64", "65-74", "75-84", "85+")
_HEAD = PatternFill("solid", fgColor="12436D")
_FILL_IN = PatternFill("solid", fgColor="FFF7E0")
_EDGE = Border(*(Side(style="thin", color="8D9498"),) * 4)
_ONLY = {"1": "Option 1 only", "2": "Option 2 only", "3": "Option 3 only", "mixed": "Mixed: more than one option"}


def write(area: str, ledger: Ledger, out: Path, today: date | None = None) -> None:
    """Writes the template of one authority for the last financial year that is over, with the latest figures held
    beside the empty cells. Raises OSError where `out` cannot be written."""
    workbook(area, _latest(ledger, area), today or date.today()).save(out)


def content(area: str, ledger: Ledger, today: date | None = None) -> bytes:
    """The template of one authority as the bytes of a workbook."""
    out = BytesIO()
    workbook(area, _latest(ledger, area), today or date.today()).save(out)
    return out.getvalue()


def file_name(area: str, today: date | None = None) -> str:
    """What the template is called: `sds-return_fife_2025-26.xlsx`."""
    year = last_year_over(today or date.today()).replace("/", "-")
    return f"sds-return_{areas.name(area).lower().replace(' ', '-')}_{year}.xlsx"


def workbook(area: str, latest: dict[tuple[str, str], Observation], today: date) -> Workbook:
    """The template as a workbook. `latest` are the latest figures held of the authority, by metric and breakdown."""
    year = last_year_over(today)
    made = Workbook()
    _cover(made.active, area, year)
    for sheet in returns.sheets():
        _LAYOUTS[sheet.layout](made.create_sheet(sheet.sheet), sheet, area, year, latest)
    _notes(made.create_sheet("Notes"))
    made.properties.title = f"Self-directed Support return: {areas.name(area)}, {year}"
    made.properties.creator = "Self-directed Support in Scotland"
    return made


def last_year_over(today: date) -> str:
    """The last financial year that has ended: on 22 November 2026 it is 2025/26."""
    start = today.year - (2 if (today.month, today.day) < (4, 1) else 1)
    return f"{start}/{(start + 1) % 100:02d}"


def _latest(ledger: Ledger, area: str) -> dict[tuple[str, str], Observation]:
    wanted = {id_ for sheet in returns.sheets() for id_ in sheet.metrics}
    found: dict[tuple[str, str], Observation] = {}
    for figure in ledger.figures(metric=wanted, area=area):
        place = (figure.key.metric, figure.key.breakdown)
        before = found.get(place)
        if figure.value is not None and (before is None or _order(figure) >= _order(before)):
            found[place] = figure
    return found


def _order(figure: Observation) -> float:
    return periods.order(figure.key.period)


def lines(metric: Metric) -> Iterator[tuple[str, str]]:
    """The rows of a metric: the label, in words the loaders know, and the breakdown (or part) it is of."""
    if metric.id == "implementation_rate":
        yield from (("Able to choose", "denominator"), ("Made a choice", "numerator"))
    elif metric.id == "sds_people_one_option":
        yield from ((words, f"option={code}") for code, words in _ONLY.items())
    elif metric.id == "option_available":
        yield from ((f"Option {code} available", f"option={code}") for code in "1234")
    elif metric.id == "budget_gbp":
        yield from (("Budgets agreed (£)", "part=agreed"), ("Budgets spent (£)", "part=spent"))
    elif metric.id == "sds_people":
        codes = breakdowns.dimensions()["option"].codes
        yield from ((codes[code], f"option={code}") for code in ("any", "1", "2", "3", "4"))
    elif metric.breakdown:
        key = metric.breakdown[0]
        covered = "Training covered " if metric.id == "training_covers" else ""
        for code, words in breakdowns.dimensions()[key].codes.items():
            yield f"{covered}{words[:1].lower() + words[1:]}" if covered else words, f"{key}={code}"
    else:
        yield metric.name, ""


def _cover(sheet: Worksheet, area: str, year: str) -> None:
    sheet.title = "Cover"
    rows = (
        ("Self-directed Support return", None),
        ("Authority", areas.name(area)),
        ("Year", year),
        ("Completed by", None),
        (
            "How to fill it in",
            "Type figures into the shaded cells. Leave a whole sheet blank if you have nothing for it. "
            "Where there is no figure, use a marker from the Notes sheet; never a 0 that is not a count of nobody.",
        ),
        (
            "What happens then",
            "Figures stand beside the published ones, marked as sent by the authority. Counts from 1 to 4 "
            "are hidden and others rounded before anyone else sees them.",
        ),
    )
    for number, (label, text) in enumerate(rows, 1):
        sheet.cell(number, 1, label).font = Font(bold=True, size=14 if number == 1 else 11)
        cell = sheet.cell(number, 2, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 80


def _headed(sheet: Worksheet, of: returns.Sheet, area: str, year: str, headings: Iterable[str]) -> None:
    """What every sheet begins with: whose it is and of when, what to send, the headings of its table."""
    sheet["A1"] = f"{of.sheet}: {areas.name(area)}, {year}"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"] = of.about
    sheet["A2"].alignment = Alignment(wrap_text=True)
    for column, heading in enumerate(headings, 1):
        cell = sheet.cell(FIRST_ROW - 1, column, heading)
        cell.font, cell.fill, cell.border = Font(bold=True, color="FFFFFF"), _HEAD, _EDGE
    sheet.freeze_panes = sheet.cell(FIRST_ROW, 2)


def _rows(
    sheet: Worksheet, of: returns.Sheet, area: str, year: str, latest: dict[tuple[str, str], Observation]
) -> None:
    """A row a figure, the latest one held beside it."""
    _headed(sheet, of, area, year, ("Measure", year, "Status", "Note"))
    row = FIRST_ROW
    for metric in map(metrics.metric, of.metrics):
        for label, split in lines(metric):
            _line(sheet, row, metric, label, latest.get((metric.id, "" if "=" not in split else split)), split)
            row += 1
    _rules(sheet, row - 1)
    _widths(sheet, 62, 14, 16, 44)


def _ages(sheet: Worksheet, of: returns.Sheet, area: str, year: str, _latest: object) -> None:
    """People by option: a row an option, a column an age band."""
    bands = [words for code, words in breakdowns.dimensions()["age"].codes.items() if code in AGES]
    _by_option(sheet, of, area, year, bands)


def _by_option(sheet: Worksheet, of: returns.Sheet, area: str, year: str, bands: list[str]) -> None:
    """A row an option, a column for each part that people are split into."""
    dimensions = breakdowns.dimensions()
    _headed(sheet, of, area, year, ("Measure", *bands))
    for row, code in enumerate(("any", "1", "2", "3", "4"), FIRST_ROW):
        sheet.cell(row, 1, dimensions["option"].codes[code]).border = _EDGE
        _fill_in(sheet, row, range(2, 2 + len(bands)))
    _takes_numbers(sheet, f"B{FIRST_ROW}:{column_letters(1 + len(bands))}{FIRST_ROW + 4}")
    _widths(sheet, 34, *([16] * len(bands)))


def _statements(sheet: Worksheet, of: returns.Sheet, area: str, year: str, _latest: object) -> None:
    """Statements of the authority's own: a row a statement and round, with the mean and how many answered."""
    _headed(sheet, of, area, year, ("Statement", "Round", "Mean score", "Responses"))
    last = FIRST_ROW + STATEMENTS - 1
    for row in range(FIRST_ROW, last + 1):
        _fill_in(sheet, row, range(1, 5))
    _listed(
        sheet,
        f"B{FIRST_ROW}:B{last}",
        tuple(words.lower() for words in breakdowns.dimensions()["round"].codes.values()),
    )
    _takes_numbers(sheet, f"C{FIRST_ROW}:D{last}")
    _widths(sheet, 62, 16, 14, 14)


def _words(sheet: Worksheet, of: returns.Sheet, area: str, year: str, _latest: object) -> None:
    """Words that stand beside figures: a row an account, or an explanation, under the headings the reader knows."""
    headings = {name: words[0] for name, words in told.layouts()[NoteKind(of.layout)].headings.items()}
    _headed(sheet, of, area, year, headings.values())
    last = FIRST_ROW + WORDS - 1
    for row in range(FIRST_ROW, last + 1):
        _fill_in(sheet, row, range(1, 1 + len(headings)))
        for column in range(1, 1 + len(headings)):
            sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
    for column, name in enumerate(headings, 1):
        where = f"{column_letters(column)}{FIRST_ROW}:{column_letters(column)}{last}"
        if name == "beside":
            _chosen(sheet, where, f"Notes!$A${FIRST_NAME}:$A${FIRST_NAME + len(concerns.names()) - 1}")
        elif name == "agreed":
            _listed(sheet, where, ("yes", "no"))
    for cell in sheet[FIRST_ROW - 1]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    _widths(sheet, *(60 if name in ("words", "changed") else 30 for name in headings))


def _services(sheet: Worksheet, of: returns.Sheet, area: str, year: str, _latest: object) -> None:
    """People by option: a row an option, a column a service."""
    _by_option(sheet, of, area, year, list(breakdowns.dimensions()["service"].codes.values()))


def _own(sheet: Worksheet, of: returns.Sheet, area: str, year: str, latest: dict[tuple[str, str], Observation]) -> None:
    """A row a figure as on other sheets, and beside it what the authority counts or means by it."""
    _rows(sheet, of, area, year, latest)
    heading = sheet.cell(FIRST_ROW - 1, 2)
    if all(metrics.metric(id_).at_a_date for id_ in of.metrics):
        heading.value = f"At 31 March {int(year[:4]) + 1}"
    last = sheet.cell(FIRST_ROW - 1, 5, "Definition")
    last.font, last.fill, last.border = Font(bold=True, color="FFFFFF"), _HEAD, _EDGE
    for row in range(FIRST_ROW, sheet.max_row + 1):
        _fill_in(sheet, row, [5])
    _widths(sheet, 62, 20, 16, 44, 62)


def _fill_in(sheet: Worksheet, row: int, columns: Iterable[int]) -> None:
    for column in columns:
        cell = sheet.cell(row, column)
        cell.fill, cell.border = _FILL_IN, _EDGE


def _widths(sheet: Worksheet, *widths: int) -> None:
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[column_letters(column)].width = width


def _line(sheet: Worksheet, row: int, metric: Metric, label: str, held: Observation | None, split: str) -> None:
    sheet.cell(row, 1, label).border = _EDGE
    _fill_in(sheet, row, (2, 3))
    if held is not None:
        value = {"numerator": held.numerator, "denominator": held.denominator}.get(split, held.value)
        if value is not None:
            whose = "sent by you" if held.key.series == "returns" else "published"
            sheet.cell(row, 4, f"{_when(held.key.period)}: {_said(value, metric)} ({whose})")
    sheet.cell(row, 4).border = _EDGE
    if metric.answers:
        _listed(sheet, f"B{row}", tuple(metric.answers.values()))


def _when(period: str) -> str:
    """`In 2024/25`, or `On 31 March 2025` for the state on that day."""
    return f"On 31 March {period[3:7]}" if period.endswith("-03") and period.startswith("at ") else f"In {period}"


def _said(value: float, metric: Metric) -> str:
    """A figure held as the template repeats it; `remarks` knows these words again."""
    pounds = "£" if metric.unit == "GBP" else ""
    return metric.answers.get(value) or f"{pounds}{value:,.0f}"


def _rules(sheet: Worksheet, last: int) -> None:
    """Drop-downs for the status, and a rule that takes numbers of 0 or more, markers, and nothing else."""
    _listed(sheet, f"C{FIRST_ROW}:C{last}", STATUSES)
    yes_no = {str(each.sqref) for each in sheet.data_validations.dataValidation}
    numbers = [f"B{row}" for row in range(FIRST_ROW, last + 1) if f"B{row}" not in yes_no]
    if numbers:
        _takes_numbers(sheet, *numbers)


def _takes_numbers(sheet: Worksheet, *where: str) -> None:
    first = where[0].partition(":")[0]
    markers = ",".join(f'{first}="{marker}"' for marker, _ in MARKERS)
    rule = DataValidation(
        type="custom",
        formula1=f"OR(AND(ISNUMBER({first}),{first}>=0),{markers})",
        showErrorMessage=True,
        errorTitle="A number or a marker",
        error="Type a number of 0 or more, or a marker from the Notes sheet such as [c] or [x].",
    )
    for each in where:
        rule.add(each)
    sheet.add_data_validation(rule)


def _listed(sheet: Worksheet, where: str, words: tuple[str, ...]) -> None:
    _chosen(sheet, where, f'"{",".join(words)}"')


def _chosen(sheet: Worksheet, where: str, among: str) -> None:
    """A drop-down; `among` is a list in quotes, or the cells that hold one."""
    rule = DataValidation(type="list", formula1=among, allow_blank=True, showErrorMessage=True)
    rule.add(where)
    sheet.add_data_validation(rule)


def _notes(sheet: Worksheet) -> None:
    sheet["A1"] = "What each marker and measure means"
    sheet["A1"].font = Font(bold=True, size=14)
    row = 3
    for marker, words in MARKERS:
        sheet.cell(row, 1, marker)
        sheet.cell(row, 2, words)
        row += 1
    definitions = (metrics.metric(id_).definition for id_ in concerns.carried())
    for name, words in zip(concerns.names(), ("Every figure of a return.", *definitions), strict=True):
        sheet.cell(row, 1, name).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 2, words).alignment = Alignment(wrap_text=True, vertical="top")
        row += 1
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 40, 110


_LAYOUTS = {
    "rows": _rows,
    "ages": _ages,
    "services": _services,
    "statements": _statements,
    "own": _own,
    "account": _words,
    "explanation": _words,
}

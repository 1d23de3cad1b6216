"""Problems -> what a person who mends a file reads: a colour and a comment in each cell, and a list by cell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Box
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from intake.rebuilt import free, plain, write_text
from loaders import marks, personal, typed
from loaders.grid import Book, Sheet, place_of
from loaders.problems import Problem, Severity
from loaders.words_that_harm import without_turning

KINDS = {Severity.REJECT: "Please mend", Severity.ASK: "A question", Severity.NOTE: "For your information"}
COLOURS = {Severity.REJECT: "FFF2B5A7", Severity.ASK: "FFFFE08A", Severity.NOTE: "FFD3E5F2"}
TIDYING = {"V02", "V17"}  # what changes nothing and may stand in every cell: told in the list only
MOST_SAID = 2_000  # characters of what we say in one cell's comment; the list has all
_ORDER = tuple(KINDS)
_FILLS = {severity: PatternFill("solid", fgColor=colour) for severity, colour in COLOURS.items()}
_FIRST_ROW = 5
_ABOUT = (
    "Made by the SDS dashboard; the same is said in a comment at each cell. Mend the cells, save, and send the file "
    "again: this list and our comments are not read. Keep your own file too: a chart, a picture, a drop-down list or a "
    "macro may not be in this copy."
)
_EDGE = Border(bottom=Side(style="thin", color="8D9498"))

Places = Mapping[str, Worksheet]


def what_to_do(found: Problem) -> str:
    """A problem in plain words, with what it is and what to do; nothing about a person is repeated."""
    more = ""
    if found.severity is Severity.ASK and found.proposal == "yes":
        more = " If so, leave it as it is and answer yes when you send it."
    elif found.severity is Severity.ASK:
        more = " Change the cell, or leave it and answer when you send it."
    return without_turning(plain(personal.blanked(found.message))) + more


def mark(places: Places, problems: Iterable[Problem]) -> None:
    """Colours each cell that a problem names, in the colour of its gravest, and says why in one comment."""
    by_cell: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for each in problems:
        if each.sheet in places and _is_place(each.cell):
            by_cell[each.sheet, each.cell].append(each)
    anchors = {name: _anchors(places[name]) for name in {sheet for sheet, _ in by_cell}}
    by_box: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for (name, address), found in by_cell.items():
        if any(each.code not in TIDYING for each in found):
            by_box[name, anchors[name].get(place_of(address), address)] += found
    for (name, address), found in by_box.items():
        _mark(places[name][address], sorted(found, key=_gravity))


def unmark(to: Worksheet, sheet: Sheet) -> None:
    """Takes the marks of an earlier copy off a sheet: our comments, and our colours where a comment of ours stands.

    What others said in a comment stands as we read it: a conversation keeps its words, though not its form.
    """
    for box in [each for each in to._cells.values() if each.comment is not None]:  # iter_rows makes cells as it goes
        cell = sheet.cells.get((box.row, box.column))
        said = cell.comment if cell is not None else box.comment.text
        kept = marks.without_ours(said)
        if kept != said and box.fill.fgColor.rgb in COLOURS.values():
            box.fill = PatternFill()
        author = "" if box.comment.author.startswith("tc=") else box.comment.author
        box.comment = Comment(plain(kept), author) if kept else None


def add_list(workbook: Workbook, problems: Sequence[Problem], places: Places, book: Book | None = None) -> None:
    """Adds the list as the last sheet, and the one that the workbook opens on: the gravest first, then by sheet and
    cell. With the book as read, it says what each cell holds; nothing about a person is repeated."""
    sheet = workbook.create_sheet(free(marks.LIST_NAME, workbook.sheetnames))
    sheet["A1"], sheet["A2"] = f"{marks.LIST_NAME} in this file", _ABOUT
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells("A2:E2")
    sheet.row_dimensions[2].height = 48
    for column, heading in enumerate(marks.LIST_HEADINGS, 1):
        cell = sheet.cell(_FIRST_ROW - 1, column, heading)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="12436D")
    sheets, looks = {each.name: each for each in book.sheets} if book else {}, _Looks()
    order = {name: number for number, name in enumerate(places)}
    listed = sorted(problems, key=lambda each: (_gravity(each), order.get(each.sheet, -1), _place(each.cell)))
    for row, each in enumerate(listed, _FIRST_ROW):
        _entry(sheet, row, each, places, sheets, looks)
    for letter, width in zip("ABCDE", (24, 9, 20, 80, 34), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["F"].hidden = True  # marks that tell us whether a row was written into
    sheet.freeze_panes = f"A{_FIRST_ROW}"
    workbook.active = workbook.index(sheet)
    for each in workbook.worksheets:  # of two that are selected, what is typed into one goes into the other
        each.sheet_view.tabSelected = each is sheet


def _entry(
    sheet: Worksheet, row: int, found: Problem, places: Places, sheets: Mapping[str, Sheet], looks: "_Looks"
) -> None:
    name = places[found.sheet].title if found.sheet in places else found.sheet
    place = _place(found.cell)
    held = sheets[found.sheet].cells.get(place) if found.sheet in sheets else None
    said = typed.shown(held) if held is not None and held.value is not None else ""
    texts = (
        personal.blanked(name) or "The whole file",
        found.cell or "",
        KINDS[found.severity],
        what_to_do(found),
        without_turning(said if not said else personal.blanked(said)),
    )
    linked = found.sheet in places and place != (0, 0)
    texts = tuple(map(plain, texts))
    for column, text in enumerate((*texts, marks.of_row(texts)), 1):
        looks.give(sheet.cell(row, column), found.severity, linked)
        if text:
            write_text(sheet, row, column, text)
    if linked:
        quoted = name.replace("'", "''")
        sheet.cell(row, 2).hyperlink = Hyperlink(ref=f"B{row}", location=f"'{quoted}'!{found.cell}")


class _Looks:
    """How the list's cells look, each look made once: openpyxl takes long over a style, and lists may be long."""

    def __init__(self) -> None:
        self.made: dict[tuple[int, Severity, bool], object] = {}

    def give(self, cell: Box, severity: Severity, linked: bool) -> None:
        """Gives a cell the look of its column in a row of that severity, with or without a link."""
        look = (cell.column, severity, linked)
        if look not in self.made:
            cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), _EDGE
            if cell.column == 3:
                cell.fill = _FILLS[severity]
            if cell.column == 2 and linked:
                cell.font = Font(underline="single", color="0563C1")
            self.made[look] = copy(cell._style)
        cell._style = copy(self.made[look])


def _mark(box: Box | MergedCell, found: Sequence[Problem]) -> None:
    box.fill = _FILLS[found[0].severity]
    theirs = box.comment.text.strip() if box.comment else ""
    text = "\n\n".join(filter(None, [theirs, marks.as_comment(_lines(box.coordinate, found))]))
    comment = Comment(text, box.comment.author if theirs else marks.AUTHOR)
    comment.width = 340
    comment.height = min(420, 30 + 17 * sum(1 + len(line) // 52 for line in text.split("\n")))
    box.comment = comment


def _lines(address: str, found: Sequence[Problem]) -> list[str]:
    """What is said in a cell: a line a problem, the gravest first; of one in a merged range, which cell it is."""
    said = dict.fromkeys(
        f"{KINDS[each.severity]}{'' if each.cell == address else f' ({each.cell})'}: {what_to_do(each)}"
        for each in found
    )
    lines: list[str] = []
    for line in said:
        if lines and sum(map(len, lines)) + len(line) > MOST_SAID:
            lines.append(f"{len(said) - len(lines)} more: see the sheet “{marks.LIST_NAME}”.")
            break
        lines.append(line)
    return lines


def _anchors(sheet: Worksheet) -> dict[tuple[int, int], str]:
    """By place, the upper left address of the merged range it lies in: only there a comment can stand."""
    return {
        (row, column): each.start_cell.coordinate
        for each in sheet.merged_cells.ranges
        if each.size["rows"] * each.size["columns"] <= 20_000
        for row in range(each.min_row, each.max_row + 1)
        for column in range(each.min_col, each.max_col + 1)
    }


def _gravity(found: Problem) -> int:
    return _ORDER.index(found.severity)


def _place(address: str) -> tuple[int, int]:
    """An address as row and column, (0, 0) for none."""
    try:
        return place_of(address)
    except ValueError:
        return 0, 0


def _is_place(address: str) -> bool:
    row, column = _place(address)
    return 1 <= row <= 1_048_576 and 1 <= column <= 16_384

"""A workbook as statistical publishers write them (cover, notes, one table a sheet) -> a Reading, by its layout."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders import checks, labels, layouts, opening, values
from loaders.accounting import Account, Fate, total
from loaders.grid import Cell, Kind, Refused, Sheet
from loaders.layouts import Table
from loaders.problems import Problem, problem
from loaders.reading import Reading
from model import breakdowns, periods
from model.areas import Place
from model.observations import Key, Observation

COVER, NOTES = "Cover", "Notes"
AMBIGUOUS = ("NA",)  # every other marker we take has one meaning, and the status word says it too
PROSE = (COVER, "Contents", NOTES)

Row = dict[int, Cell]


def read(content: bytes, tables_of: dict[str, tuple[Table, ...]] | None = None) -> Reading:
    """Reads one published workbook. Every problem is collected; none is raised.

    `tables_of` gives the tables by the reference on the workbook's cover; the bundled layouts unless told otherwise.
    """
    try:
        sheets = {sheet.name: sheet for sheet in opening.read(content, "published.xlsx").sheets}
    except Refused:
        return Reading(problems=(problem("F07"),))
    reference, asked = _reference(sheets.get(COVER))
    tables = (layouts.published() if tables_of is None else tables_of).get(reference)
    work = _Work(key=_key(sheets.get(NOTES)))
    if tables is None:
        work.problems.append(problem("S01", COVER, asked, wanted="a reference we know on the cover"))
    for table in tables or ():
        if table.sheet in sheets:
            work.tables.append(_TableReader(table, sheets[table.sheet], work))
        else:
            work.problems.append(problem("S01", wanted=f"the sheet “{table.sheet}”"))
    for reader in work.tables:
        reader.read()
    work.problems.extend(checks.of(work.observations))
    rest = _rest(sheets, tables or ())
    if tables is not None:  # in a workbook whose layout we do not know, every sheet would be one too many
        work.problems.extend(problem("S13", each.name, sheet=each.name) for each in rest if each.name not in PROSE)
    accounts = [reader.account for reader in work.tables] + [_unread(each) for each in rest]
    return Reading(
        observations=tuple(work.observations),
        problems=tuple(work.problems),
        cells=sum(len(sheet.cells) for sheet in sheets.values()),
        account=total(accounts),
        reference=reference,
    )


@dataclass
class _Work:
    """What has been gathered so far from all tables of the workbook."""

    key: dict[str, str]
    observations: list[Observation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tables: list["_TableReader"] = field(default_factory=list)
    seen: dict[Key, str] = field(default_factory=dict)


def _reference(cover: Sheet | None) -> tuple[str, str]:
    """What the cover says beside “Reference”, and at which cell."""
    for row in cover.rows().values() if cover else ():
        cells = list(row.values())
        if cells[0].text == "Reference" and len(cells) > 1:
            return cells[1].text, cells[1].address
    return "", ""


def _key(notes: Sheet | None) -> dict[str, str]:
    """The workbook's own key to its shorthand: marker -> meaning, from the notes sheet."""
    rows = notes.rows().values() if notes else ()
    return {list(row.values())[0].text: list(row.values())[1].text for row in rows if len(row) == 2}


def _rest(sheets: dict[str, Sheet], tables: Iterable[Table]) -> list[Sheet]:
    """The sheets that hold no table we read, in the workbook's order."""
    read_as_table = {table.sheet for table in tables}
    return [sheet for sheet in sheets.values() if sheet.name not in read_as_table]


def _unread(sheet: Sheet) -> Account:
    """The account of a sheet that holds no table: prose is notes, anything else is not used."""
    account = Account(sheet)
    account.enter(Fate.NOTE if sheet.name in PROSE else Fate.NOT_USED, *sheet.cells.values())
    return account


class _TableReader:
    """Reads one table into the work. The header row is found by its words."""

    def __init__(self, table: Table, sheet: Sheet, work: _Work) -> None:
        self.table, self.sheet, self.work = table, sheet, work
        self.account = Account(sheet)
        self.columns: dict[str, int] = {}

    def read(self) -> None:
        rows = self.sheet.rows()
        top = self._find_header(rows)
        body = [] if top is None else [row for number, row in sorted(rows.items()) if number > top]
        for row in body:
            if self.columns[self.table.code_column] in row:
                self._row(row)
        for place in self.account.left:
            self._left_over(self.sheet.cells[place])

    def _find_header(self, rows: dict[int, Row]) -> int | None:
        wanted = set(self.table.headings)
        missing = wanted
        for number, row in sorted(rows.items()):
            found = {cell.text for cell in row.values()}
            missing = min(missing, wanted - found, key=len)
            if wanted <= found:
                self._take_header(row)
                for above in range(1, number):
                    self.account.enter(Fate.NOTE, *rows.get(above, {}).values())
                return number
        names = ", ".join(f"“{name}”" for name in self.table.headings if name in missing)
        self.work.problems.append(problem("S03", self.sheet.name, missing=names))
        return None

    def _take_header(self, row: Row) -> None:
        for column, cell in row.items():
            if cell.text in self.columns:
                self.work.problems.append(problem("S04", self.sheet.name, cell.address, heading=cell.text))
            elif cell.text not in self.table.headings:
                self.work.problems.append(problem("S09", self.sheet.name, cell.address, heading=cell.text))
            else:
                self.columns[cell.text] = column
            self.account.enter(Fate.HEADING, cell)

    def _left_over(self, cell: Cell) -> None:
        self.account.enter(Fate.NOT_USED, cell)
        self.work.problems.append(problem("S10", self.sheet.name, cell.address, typed=cell.text))

    def _cell(self, row: Row, heading: str) -> Cell | None:
        return row.get(self.columns[heading])

    def _row(self, row: Row) -> None:
        """One row: its labels first, then its figures; a label we cannot read leaves the row's figures unread."""
        table = self.table
        for heading in table.labels:
            if cell := self._cell(row, heading):
                self.account.enter(Fate.HEADING, cell)
        for heading in table.notes_columns:
            if cell := self._cell(row, heading):
                self.account.enter(Fate.NOTE, cell)
        try:
            place, period, series, shared = self._labels(row)
        except labels.NotRead as unread:
            self.work.problems.append(unread.problem)
            self._skip_figures(row)
            return
        for heading, column in table.values.items():
            breakdown = breakdowns.join(shared | column.breakdown)
            self._figure(row, heading, Key(series, place.code, place.coverage, period, column.metric, breakdown))

    def _labels(self, row: Row) -> tuple[Place, str, str, dict[str, str]]:
        """Area, period, series and the breakdown the row's labels give. Raises NotRead at the first that is unclear."""
        table, sheet = self.table, self.sheet.name
        for heading in table.labels:
            if self._cell(row, heading) is None:
                raise labels.NotRead(problem("V11", sheet, self._address(row, heading)))
        code, name = self._cell(row, table.code_column), self._cell(row, table.area_column)
        place, notes = labels.place(sheet, code, name)
        period = labels.period(sheet, self._cell(row, table.period_column))
        series = self._series(row)
        shared: dict[str, str] = {}
        for heading, dimension in table.dimensions.items():
            shared |= labels.breakdown(sheet, dimension, self._cell(row, heading))
        self.work.problems.extend(notes)
        return place, period, series, shared

    def _address(self, row: Row, heading: str) -> str:
        any_cell = next(iter(row.values()))
        return Cell(any_cell.row, self.columns[heading], Kind.TEXT, "").address

    def _series(self, row: Row) -> str:
        if not self.table.series_column:
            return self.table.series
        cell = self._cell(row, self.table.series_column)
        if cell.text not in self.table.series_words:
            raise labels.NotRead(problem("S09", self.sheet.name, cell.address, heading=cell.text))
        return self.table.series_words[cell.text]

    def _skip_figures(self, row: Row) -> None:
        headings = [each for heading in self.table.values for each in (heading, layouts.status_heading(heading))]
        for heading in (*headings, *self.table.parts.values()):
            if cell := self._cell(row, heading):
                self.account.enter(Fate.NOT_USED, cell)

    def _figure(self, row: Row, heading: str, key: Key) -> None:
        cell, status = self._cell(row, heading), self._cell(row, layouts.status_heading(heading))
        part_cells = {part: self._cell(row, column) for part, column in self.table.parts.items()}
        used = [each for each in (cell, *part_cells.values()) if each is not None]
        if status is not None:
            self.account.enter(Fate.NOTE, status)
        try:
            read = values.read(cell, status.text if status else "")
            if read.period_of_figure and periods.order(read.period_of_figure) >= periods.order(key.period):
                raise values.NotUnderstood("M04")  # nothing is carried forward from a later period
            given = {part: each for part, each in part_cells.items() if each is not None or read.reason is None}
            parts = {part: values.number(each) for part, each in given.items()}
        except values.NotUnderstood as found:
            self.account.enter(Fate.NOT_USED, *used)
            self._not_understood(found, row, heading)
            return
        self.account.enter(Fate.FIGURE, *used)
        self._note_marker(cell)
        self._keep(
            Observation(
                key=key,
                value=read.number,
                reason=read.reason,
                flags=read.flags,
                period_of_figure=read.period_of_figure,
                sheet=self.sheet.name,
                cell=cell.address,
                cells=";".join(f"{part}={each.address}" for part, each in part_cells.items() if each is not None),
                as_typed=str(cell.value),
                **parts,
            )
        )

    def _not_understood(self, found: values.NotUnderstood, row: Row, heading: str) -> None:
        """Reports the cell that is wrong: the status word, or the first of figure and parts that holds no number."""
        if found.code == "M04":
            column = layouts.status_heading(heading)
            said = {"typed": self._text(row, heading), "status": self._text(row, column)}
            self.work.problems.append(problem("M04", self.sheet.name, self._address(row, column), **said))
            return
        for column in (heading, *self.table.parts.values()):
            try:
                values.number(self._cell(row, column))
            except values.NotUnderstood as wrong:
                typed = self._text(row, column)
                address = self._address(row, column)
                self.work.problems.append(problem(wrong.code, self.sheet.name, address, typed=typed))
                return

    def _text(self, row: Row, heading: str) -> str:
        cell = self._cell(row, heading)
        return cell.text if cell else ""

    def _note_marker(self, cell: Cell) -> None:
        if cell.kind is Kind.NUMBER:
            return
        meaning = self.work.key.get(cell.text)
        if meaning:
            details = {"typed": cell.text, "words": meaning, "key": NOTES}
            self.work.problems.append(problem("M02", self.sheet.name, cell.address, **details))
        elif cell.text in AMBIGUOUS:
            self.work.problems.append(problem("M03", self.sheet.name, cell.address, typed=cell.text))

    def _keep(self, observation: Observation) -> None:
        other = self.work.seen.get(observation.key)
        if other is not None:
            self.work.problems.append(problem("I10", observation.sheet, observation.cell, other=other))
            return
        self.work.seen[observation.key] = f"sheet “{observation.sheet}”, cell {observation.cell}"
        self.work.observations.append(observation)

"""Figures -> files that keep their status, caveats, source and provenance: CSV and Excel, safe to open."""

import csv
import errno
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.xml.constants import ARC_CORE

from exhibits import words
from exhibits.exhibit import Exhibit
from model import areas, caveats, metrics, sources
from model.caveats import Caveat
from model.exchange import COLUMNS
from model.notes import Note, concerning
from model.observations import FLAG_WORDS, REASON_WORDS, Observation

NOTE_COLUMNS = ("id", "kind", "effect", "short", "full", "said_by", "said_on", "citation")
# What a note from a return says besides: beside which figures it stands, and where it was read.
_OF_RETURNS = ("authority", "authority_name", "period", "metric", "involved", "changed", "checked_by")
ALL_NOTE_COLUMNS = (*NOTE_COLUMNS, *_OF_RETURNS, "return", "sheet", "cell")
_DAYS = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip can say
# The last four are = + - @ in full width. Some spreadsheets take them for the narrow ones, and some look past spaces.
_WOULD_RUN = re.compile(r"\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


class NotAFile(ValueError):
    """A file of a kind we do not write; the message says which we do."""


def safe(value: object) -> object:
    """Text that a spreadsheet would run as a formula gets a ' before it; all else is as it was."""
    if isinstance(value, str) and _WOULD_RUN.match(value):
        return f"'{value}"
    return value


def row(figure: Observation) -> list[object]:
    """One figure as a row under COLUMNS. What it does not have is empty."""
    key = figure.key
    return [
        safe(value)
        for value in (
            key.series,
            key.area,
            areas.name(key.area),
            key.coverage,
            key.period,
            key.metric,
            key.breakdown,
            _plain(figure.value),
            metrics.metric(key.metric).unit,
            _plain(figure.numerator),
            _plain(figure.denominator),
            _plain(figure.base),
            figure.reason,
            ";".join(figure.flags),
            figure.period_of_figure,
            ";".join(caveat.id for caveat in caveats.of_figure(figure)),
            sources.of_series(key.series).citation,
            figure.return_id,
            figure.sheet,
            figure.cell,
            figure.as_typed,
        )
    ]


def _plain(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number


def note_rows(applying: Iterable[Caveat]) -> Iterator[list[str]]:
    """Caveats in full, under NOTE_COLUMNS."""
    for each in applying:
        cells = (each.id, "caveat", each.effect, each.short, each.full, each.said_by, each.said_on, each.citation)
        yield [safe(cell) for cell in cells]


def _all_note_rows(figures: Sequence[Observation], notes: Iterable[Note]) -> Iterator[list[object]]:
    """The caveats of figures in full and then the notes from returns, under ALL_NOTE_COLUMNS."""
    nothing = [""] * (len(ALL_NOTE_COLUMNS) - len(NOTE_COLUMNS))
    for cells in note_rows(caveats.of_figures(figures)):
        yield [*cells, *nothing]
    for each in notes:
        said = (each.id, each.kind.value, "", "", each.words, each.said_by, each.said_on, "")
        stands = (each.area, areas.name(each.area), each.period, each.beside)
        more = (each.involved, each.changed, each.checked_by, each.return_id, each.sheet, each.cell)
        yield [safe(cell) for cell in (*said, *stands, *more)]


def csv_of(exhibit: Exhibit) -> bytes:
    """One exhibit's figures as CSV, its notes and source under them, so that the file says all that the card says."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if exhibit.figures or exhibit.areas:
        writer.writerow(COLUMNS)
        writer.writerows(row(figure) for figure in (*exhibit.figures, *exhibit.beside))
        writer.writerows(_absent_rows(exhibit))
    else:
        writer.writerow(exhibit.table.columns)
        writer.writerows([safe(cell) for cell in cells] for cells in exhibit.table.rows)
    writer.writerow([])
    for label, text in (
        ("About", exhibit.headline),
        ("Shows", exhibit.subtitle),
        ("Period", exhibit.period),
        ("Source", exhibit.source_line),
        *(("Licence", sources.of_series(each).licence) for each in exhibit.series),
        *(("Status of the statistics", sources.series()[each].statistics) for each in exhibit.series),
    ):
        writer.writerow([label, safe(text)])
    writer.writerow([])
    writer.writerow(NOTE_COLUMNS)
    writer.writerows(note_rows(exhibit.caveats))
    return out.getvalue().encode("utf-8-sig")


def csv_of_all(figures: Sequence[Observation], notes: Iterable[Note] = ()) -> bytes:
    """Any figures as CSV, under them every caveat that applies to them and the notes given that concern any of them, so
    that the file stands alone."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(row, figures))
    writer.writerow([])
    writer.writerow(ALL_NOTE_COLUMNS)
    writer.writerows(_all_note_rows(figures, concerning(notes, figures)))
    return out.getvalue().encode("utf-8-sig")


def _absent_rows(exhibit: Exhibit) -> Iterator[list[object]]:
    """A row for each authority of which nothing is held: what was asked for, as far as all figures shown share it."""
    keys = [figure.key for figure in exhibit.figures]
    asked = {
        "series": _shared([key.series for key in keys] or exhibit.series[:1]),
        "period": exhibit.period,
        "metric": _shared(key.metric for key in keys),
        "breakdown": _shared(key.breakdown for key in keys),
        "reason": words.NO_FIGURE,
    }
    for code in _without(exhibit):
        known = asked | {"authority": code, "authority_name": areas.name(code)}
        yield [safe(known.get(column, "")) for column in COLUMNS]


def _shared(values: Iterable[str]) -> str:
    """The one value that all have; empty where they differ, or there is none."""
    different = set(values)
    return different.pop() if len(different) == 1 else ""


def _without(exhibit: Exhibit) -> list[str]:
    """The authorities in the exhibit of which nothing is held."""
    return sorted(set(exhibit.areas) - {figure.key.area for figure in exhibit.figures})


def export(figures: Sequence[Observation], path: Path, notes: Sequence[Note] = ()) -> None:
    """Writes every figure with its status, caveats and provenance, and beside it the caveats' words and the notes.

    A `.csv` has those in a second file of the same name (`.notes.csv`); an `.xlsx` has them on a sheet. The same
    figures and notes make the same files, byte for byte.
    Raises NotAFile for any other ending, and OSError that names the file where it cannot be written; what stood
    there before then stands there still.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        beside = path.with_suffix(".notes.csv")
        _put(
            {
                path: lambda part: _write_csv(part, COLUMNS, map(row, figures)),
                beside: lambda part: _write_csv(part, ALL_NOTE_COLUMNS, _all_note_rows(figures, notes)),
            }
        )
    elif ending == ".xlsx":
        _put({path: lambda part: _write_xlsx(part, figures, notes)})
    else:
        raise NotAFile(f"{path.name}: we write .csv and .xlsx files. Give the name one of these endings.")


def _put(writers: Mapping[Path, Callable[[Path], None]]) -> None:
    """Writes each file beside its place, and puts them there, the last one first, once all of them are whole.

    So the notes stand there before the figures do: where they cannot be written, no figure leaves.
    """
    parts = {path: path.resolve().with_name(f".{secrets.token_hex(8)}.part") for path in writers}
    try:
        for path, part in parts.items():
            with _named(path):
                _begin(part, path)
        for path, write in writers.items():
            with _named(path):
                write(parts[path])
                _force_to_disk(parts[path])
        for path in reversed(parts):
            with _named(path):
                parts[path].replace(path.resolve())  # a link stays a link
    finally:
        for part in parts.values():
            with suppress(OSError):  # most often it has gone to its place; and the first trouble is the one to tell
                part.unlink()


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Trouble with a file names the file asked for: a full disk names none, and the temporary one nobody knows."""
    try:
        yield
    except OSError as trouble:
        raise OSError(trouble.errno, trouble.strerror or str(trouble), str(path)) from trouble


def _begin(part: Path, path: Path) -> None:
    """An empty file to write to. A place that cannot be written, or is in use, is known before any work."""
    part.touch(exist_ok=False)
    if path.exists():
        path.open("ab").close()
        shutil.copymode(path, part)


def _force_to_disk(part: Path) -> None:
    """Waits until the disk has it: a disk may say only now that it is full, and the power may go next."""
    with part.open("r+b") as file:
        os.fsync(file.fileno())


def _write_csv(path: Path, head: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


def _write_xlsx(path: Path, figures: Sequence[Observation], notes: Sequence[Note]) -> None:
    workbook, content = Workbook(write_only=True), BytesIO()
    try:
        _fill(workbook, figures, notes)
        workbook.save(content)  # not into the file: a zip broken off there complains later, on a screen of its own
    except Exception as trouble:
        for sheet in workbook.worksheets:
            with suppress(Exception):  # a sheet left open would complain in the same way
                sheet.close()
        if number := _number_of(trouble):
            raise OSError(number, os.strerror(number)) from trouble
        raise
    path.write_bytes(_undated(content))


def _undated(workbook: BytesIO) -> bytes:
    """A workbook that does not say when it was made: two of the same figures are then the same, and can be compared."""
    content = BytesIO()
    with ZipFile(workbook) as dated, ZipFile(content, "w", ZIP_DEFLATED) as undated:
        for name in dated.namelist():
            part = dated.read(name)
            part = _DAYS.sub(b"", part) if name == ARC_CORE else part
            undated.writestr(ZipInfo(name, _NO_DAY), part, ZIP_DEFLATED)
    return content.getvalue()


def _number_of(trouble: Exception) -> int | None:
    """The system's number for what lxml says in its own way, `IO_ENOSPC`, of the files it keeps sheets in meanwhile."""
    return {f"IO_{name}": number for number, name in errno.errorcode.items()}.get(str(trouble))


def _fill(workbook: Workbook, figures: Sequence[Observation], notes: Sequence[Note]) -> None:
    """Cover, notes and one table a sheet, as statistical publishers lay a workbook out."""
    series = list(dict.fromkeys(figure.key.series for figure in figures))
    cover = [["Self-directed Support in Scotland: every figure held", ""]]
    cover += [["Source", sources.of_series(each).citation] for each in series]
    cover += [["Licence", f"{sources.of_series(each).publisher}: {sources.of_series(each).licence}"] for each in series]
    cover = list(dict.fromkeys(map(tuple, cover)))
    shorthand = [("Reason where there is no value", "Meaning"), *REASON_WORDS.items()]
    flags = [("Flag", "Meaning"), *FLAG_WORDS.items()]
    _sheet(workbook, "Cover", cover, heads=1)
    _sheet(workbook, "Notes", [ALL_NOTE_COLUMNS, *map(_writable, _all_note_rows(figures, notes))], heads=1)
    _sheet(workbook, "Shorthand", [*shorthand, *flags], heads=1)
    _sheet(workbook, "Figures", [COLUMNS, *map(row, figures)], heads=1)


def _writable(cells: Iterable[str]) -> list[str]:
    """Words as a workbook can hold them: a character that none may have is shown as a replacement, not left out."""
    return [ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", cell) for cell in cells]


def _sheet(workbook: Workbook, title: str, rows: Iterable[Sequence[object]], heads: int) -> None:
    sheet = workbook.create_sheet(title)
    for number, cells in enumerate(rows):
        if number < heads:
            cells = [WriteOnlyCell(sheet, value=str(cell)) for cell in cells]
            for cell in cells:
                cell.font = Font(bold=True)
        sheet.append(list(cells))

"""Figures -> files that keep their status, caveats, source and provenance: CSV and Excel, safe to open."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from exhibits import words
from exhibits.exhibit import Exhibit
from model import areas, caveats, metrics, sources
from model.caveats import Caveat
from model.observations import FLAG_WORDS, REASON_WORDS, Observation

COLUMNS = (
    "series authority authority_name coverage period metric breakdown value unit numerator denominator base reason "
    "flags period_of_figure caveats source return sheet cell as_typed"
).split()
NOTE_COLUMNS = ("id", "kind", "effect", "short", "full", "said_by", "said_on", "citation")


class NotAFile(ValueError):
    """A file of a kind we do not write; the message says which we do."""


def safe(value: object) -> object:
    """Text that a spreadsheet would run as a formula gets a ' before it; all else is as it was."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
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


def csv_of(exhibit: Exhibit) -> bytes:
    """One exhibit's figures as CSV, its notes and source under them, so that the file says all that the card says."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if exhibit.figures or exhibit.areas:
        writer.writerow(COLUMNS)
        writer.writerows(row(figure) for figure in (*exhibit.figures, *exhibit.beside))
        for code in _without(exhibit):
            writer.writerow(["", code, areas.name(code), "", exhibit.period, *[""] * 7, words.NO_FIGURE, *[""] * 8])
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


def _without(exhibit: Exhibit) -> list[str]:
    """The authorities in the exhibit of which nothing is held."""
    return sorted(set(exhibit.areas) - {figure.key.area for figure in exhibit.figures})


def export(figures: Sequence[Observation], path: Path) -> None:
    """Writes every figure with its status, caveats and provenance, and the caveats' words beside it.

    A `.csv` has the notes in a second file of the same name (`.notes.csv`); an `.xlsx` has them on a sheet.
    Raises NotAFile for any other ending.
    """
    if path.suffix == ".csv":
        # The notes first: where they cannot be written, no figure leaves.
        _write_csv(path.with_suffix(".notes.csv"), NOTE_COLUMNS, note_rows(caveats.of_figures(figures)))
        _write_csv(path, COLUMNS, map(row, figures))
    elif path.suffix == ".xlsx":
        _write_xlsx(figures, path)
    else:
        raise NotAFile(f"{path.name}: we write .csv and .xlsx files. Give the name one of these endings.")


def _write_csv(path: Path, head: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


def _write_xlsx(figures: Sequence[Observation], path: Path) -> None:
    """Cover, notes and one table a sheet, as statistical publishers lay a workbook out."""
    with path.open("wb") as file:  # first of all: a place that cannot be written is known before any work
        _workbook(figures).save(file)


def _workbook(figures: Sequence[Observation]) -> Workbook:
    workbook = Workbook(write_only=True)
    series = list(dict.fromkeys(figure.key.series for figure in figures))
    cover = [["Self-directed Support in Scotland: every figure held", ""]]
    cover += [["Source", sources.of_series(each).citation] for each in series]
    cover += [["Licence", f"{sources.of_series(each).publisher}: {sources.of_series(each).licence}"] for each in series]
    cover = list(dict.fromkeys(map(tuple, cover)))
    shorthand = [("Reason where there is no value", "Meaning"), *REASON_WORDS.items()]
    flags = [("Flag", "Meaning"), *FLAG_WORDS.items()]
    _sheet(workbook, "Cover", cover, heads=1)
    _sheet(workbook, "Notes", [NOTE_COLUMNS, *note_rows(caveats.of_figures(figures))], heads=1)
    _sheet(workbook, "Shorthand", [*shorthand, *flags], heads=1)
    _sheet(workbook, "Figures", [COLUMNS, *map(row, figures)], heads=1)
    return workbook


def _sheet(workbook: Workbook, title: str, rows: Iterable[Sequence[object]], heads: int) -> None:
    sheet = workbook.create_sheet(title)
    for number, cells in enumerate(rows):
        if number < heads:
            cells = [WriteOnlyCell(sheet, value=str(cell)) for cell in cells]
            for cell in cells:
                cell.font = Font(bold=True)
        sheet.append(list(cells))

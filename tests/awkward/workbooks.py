"""Real files from small drawings of a sheet; what is expected of reading them, compared word for word.

A drawing has a line a row and bars between cells; a blank line is a blank row. In a cell, `545` is a number,
`2024-04-01` a date, `TRUE` a truth value, `#REF!` an error, `=A1` a formula never worked out, `=A1 -> 12` one with its
saved result (`''` for one that shows nothing), `71 {0%}` a number with its format, `374^1` a 374 with a small raised
1, `'x` the text x; `␣` is a space at an end.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from textwrap import dedent
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import xlwt
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from loaders.sent import read_here
from model import areas

TODAY = date(2026, 11, 22)
FIFE = "S12000047"
NATIONAL = "national"

# Files


def rows_of(drawing: str) -> list[list[str]]:
    """A drawing's rows of cells, as drawn."""
    return [[each.strip(" ") for each in line.split("|")] for line in dedent(drawing).strip("\n").rstrip().split("\n")]


def book(
    sheets: str | Mapping[str, str], merged: Iterable[str] = (), after: Callable[[Workbook], None] | None = None
) -> bytes:
    """An .xlsx of the sheets drawn; one drawing alone is the sheet `Data`.

    `merged` are ranges, `Sheet!A1:B1` or `A1:B1`; `after` may do to the workbook what cannot be drawn.
    """
    drawn = {"Data": sheets} if isinstance(sheets, str) else dict(sheets)
    if after is None:
        return _drawn(tuple(drawn.items()), tuple(merged))
    return _made(drawn, merged, after)


@cache
def _drawn(sheets: tuple[tuple[str, str], ...], merged: tuple[str, ...]) -> bytes:
    """The same drawing is the same file, byte for byte, whatever the second it is drawn in."""
    return _made(dict(sheets), merged, None)


def _made(drawn: Mapping[str, str], merged: Iterable[str], after: Callable[[Workbook], None] | None) -> bytes:
    workbook, results = Workbook(), {}
    workbook.remove(workbook.active)
    for number, (name, drawing) in enumerate(drawn.items(), 1):
        results[f"xl/worksheets/sheet{number}.xml"] = _fill(workbook.create_sheet(name), rows_of(drawing))
    for each in merged:
        sheet, _, area = each.rpartition("!")
        (workbook[sheet] if sheet else workbook.worksheets[0]).merge_cells(area)
    if after:
        after(workbook)
    content = BytesIO()
    workbook.save(content)
    return with_parts(content.getvalue(), lambda name, part: _with_results(part, results.get(name, {})))


def _fill(sheet, rows: list[list[str]]) -> dict[str, str]:
    """Fills a sheet; gives the saved results of its formulas by address."""
    results = {}
    for row, cells in enumerate(rows, 1):
        for column, drawn in enumerate(cells, 1):
            if drawn:
                cell = sheet.cell(row, column)
                if drawn.startswith("="):
                    formula, _, result = drawn.partition(" -> ")
                    cell.value = formula
                    results[cell.coordinate] = result
                else:
                    _type(cell, drawn)
    return results


def _type(cell, drawn: str) -> None:
    if drawn.startswith("'"):
        cell.value = drawn[1:].replace("␣", " ")
        cell.data_type = "s"
    elif found := re.fullmatch(r"(\S+) \{(.+)\}", drawn):
        cell.value, cell.number_format = _typed(found[1]), found[2]
    elif found := re.fullmatch(r"(\d+)\^(\d+)", drawn):
        cell.value = CellRichText(found[1], TextBlock(InlineFont(vertAlign="superscript"), found[2]))
    else:
        cell.value = _typed(drawn)


def _typed(text: str) -> object:
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text) if "." in text else int(text)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return datetime.fromisoformat(text)
    return {"TRUE": True, "FALSE": False}.get(text, text.replace("␣", " "))


def _with_results(part: bytes, results: Mapping[str, str]) -> bytes:
    text = part.decode("utf-8") if results else ""
    for address, result in results.items():
        if result:
            result = "" if result == "''" else result
            number = re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", result)
            kind = "" if number else ' t="e"' if result.startswith("#") else ' t="str"'
            text = re.sub(
                rf'<c r="{address}"([^>]*?)( t="\w+")?><f>(.*?)</f><v ?/?>(</v>)?</c>',
                lambda found, address=address, kind=kind, result=result: (
                    f'<c r="{address}"{found[1]}{kind}><f>{found[3]}</f><v>{result}</v></c>'
                ),
                text,
            )
    return text.encode() if results else part


def with_parts(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """A package with each part changed, and with more parts (`/` in a name written `__`)."""
    changed = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for each in old.infolist():
            new.writestr(each.filename, change(each.filename, old.read(each.filename)))
        for name, part in more.items():
            new.writestr(name.replace("__", "/"), part)
    return changed.getvalue()


def package(parts: Mapping[str, bytes | str], stored: Iterable[str] = ("mimetype",)) -> bytes:
    """A zip package of parts."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part, ZIP_STORED if name in stored else ZIP_DEFLATED)
    return content.getvalue()


def csv(drawing: str, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """A text file of a drawing, every cell as drawn; a cell with the separator in it stands in quotes."""
    lines = [separator.join(f'"{c}"' if separator in c else c for c in row) for row in rows_of(drawing)]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


_ODS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}


def ods(sheets: Mapping[str, str]) -> bytes:
    """An OpenDocument spreadsheet of numbers and texts."""
    names = " ".join(f'xmlns:{short}="{long}"' for short, long in _ODS.items())
    tables = "".join(
        f'<table:table table:name="{n}">{_ods_rows(drawing)}</table:table>' for n, drawing in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return package({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def _ods_rows(drawing: str) -> str:
    rows = ("".join(map(_ods_cell, row)) for row in rows_of(drawing))
    return "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)


def _ods_cell(drawn: str) -> str:
    typed = _typed(drawn)
    if not drawn:
        return "<table:table-cell/>"
    is_number = isinstance(typed, (int, float))
    kind = f'office:value-type="float" office:value="{typed}"' if is_number else 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{typed}</text:p></table:table-cell>"


def xls(sheets: Mapping[str, str]) -> bytes:
    """A workbook of Excel 97-2003."""
    workbook, content = xlwt.Workbook(), BytesIO()
    for name, drawing in sheets.items():
        sheet = workbook.add_sheet(name)
        for row, cells in enumerate(rows_of(drawing)):
            for column, drawn in enumerate(cells):
                if drawn:
                    sheet.write(row, column, _typed(drawn))
    workbook.save(content)
    return content.getvalue()


# Expectations


@dataclass(frozen=True)
class Figure:
    """A figure expected; `value` is a number, a reason, or `?` where the cell is sent back and says nothing."""

    area: str
    period: str
    metric: str
    breakdown: str
    value: str
    flags: str
    sheet: str
    cell: str
    parts: str = ""


_FIGURE = re.compile(r"(\S+) (?:(.+)!)?([A-Z]+\d+)(?: \[(.*)\])?(?: (n=\S+ d=\S+))?")


def figure(area: str, period: str, metric: str, breakdown: str, said: str) -> Figure:
    """A figure expected; `said` is `545 C2`, `545 Sheet!C2 [provisional]` or `71.2 C2 n=455 d=639`."""
    value, sheet, cell, flags, parts = _FIGURE.fullmatch(said).groups()
    return Figure(area, period, metric, breakdown, value, flags or "", sheet or "Data", cell, parts or "")


def people(area: str, period: str, *options: str, any_: str = "", sheet: str = "", age: str = "") -> list[Figure]:
    """People by option expected, in order of the options; one left out is an empty text."""
    said = [*zip("1234", options, strict=False), ("any", any_)]
    before = f"age={age};" if age else ""
    return [
        figure(area, period, "sds_people", f"{before}option={code}", _on(sheet, text)) for code, text in said if text
    ]


def _on(sheet: str, said: str) -> str:
    value, _, place = said.partition(" ")
    return f"{value} {sheet}!{place}" if sheet and "!" not in place else said


def reading(content: bytes, name: str = "return.xlsx", owner: str = FIFE):
    """What comes of reading a file for an authority (its code; nothing for a file that must say itself)."""
    return read_here(content, name, owner, TODAY)


def expect(
    content: bytes,
    verdict: str,
    problems: str = "",
    figures: Iterable[Figure] = (),
    *,
    name: str = "return.xlsx",
    owner: str = FIFE,
    may: str = "",
) -> None:
    """Reads a file and holds what came of it against what is expected; raises AssertionError with every difference.

    `problems` has one a line (or after a comma): `V11 ask C6`, `I02 note Cover!B1`, `P10 reject Data!` for a sheet,
    `F12 ask -` for the file, `P05 ask *` for anywhere. `may` are codes of notes that may be there or not.
    """
    found = reading(content, name, owner)
    wrong = _different_problems(found.problems, problems, may.split())
    wrong += _different_figures(found.observations, list(figures))
    if found.verdict != verdict:
        wrong.insert(0, f"verdict {found.verdict} instead of {verdict}")
    assert not wrong, "\n".join(["", *wrong])


def _different_problems(found, expected: str, may: list[str]) -> list[str]:
    wanted = [each.strip() for each in re.split(r"[\n,]", expected) if each.strip()]
    left = [f"{each.code} {each.severity} {_place(each.sheet, each.cell)}" for each in found]
    missing = []
    for each in sorted((_in_full(one) for one in wanted), key=lambda one: one.endswith("*")):
        match = next((one for one in left if one == each or each.endswith("*") and one.startswith(each[:-1])), None)
        if match is None:
            missing.append(each)
        else:
            left.remove(match)
    left = [one for one in left if not (one.split()[0] in may and one.split()[1] == "note")]
    return [f"missing problem: {each}" for each in missing] + [f"problem too many: {each}" for each in left]


def _place(sheet: str, cell: str) -> str:
    return f"{sheet}!{cell}" if sheet else "-"


def _in_full(problem: str) -> str:
    code, severity, place = problem.split(" ", 2)
    return problem if "!" in place or place in "-*" else f"{code} {severity} Data!{place}"


def _different_figures(found, expected: list[Figure]) -> list[str]:
    left = [_as_expected(each) for each in found]
    missing = []
    for each in expected:
        match = next(
            (one for one in left if one == each or each.value == "?" and _but_value(one) == _but_value(each)), None
        )
        if match is None:
            missing.append(each)
        else:
            left.remove(match)
    return [f"missing figure: {_words(each)}" for each in missing] + [
        f"figure too many: {_words(each)}" for each in left
    ]


def _but_value(each: Figure) -> tuple[str, ...]:
    return each.area, each.period, each.metric, each.breakdown, each.sheet, each.cell


def _as_expected(each) -> Figure:
    value = each.reason.value if each.reason else f"{each.value:.10g}"
    parts = [None if part is None else f"{part:.10g}" for part in (each.numerator, each.denominator)]
    said = f"n={parts[0]} d={parts[1]}" if any(parts) else ""
    flags = ",".join(sorted(flag.value for flag in each.flags))
    key = each.key
    return Figure(
        areas.name(key.area), key.period, key.metric, key.breakdown, value, flags, each.sheet, each.cell, said
    )


def _words(each: Figure) -> str:
    said = f"{each.area} {each.period} {each.metric} {each.breakdown or '-'} = {each.value}"
    return " ".join(filter(None, [said, each.flags and f"[{each.flags}]", each.parts, f"at {each.sheet}!{each.cell}"]))

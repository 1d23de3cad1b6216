"""A workbook -> its bytes, without a file in between: what a sender typed is written to no disk of ours.

openpyxl writes each sheet to a temporary file first, leaves the saved results of formulas out and cuts numbers to 16
digits; here a sheet stays in memory, and what we read is put back, so that every figure is the one that was sent.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from loaders.grid import Cell, Kind

Results = Mapping[str, Mapping[str, Cell]]  # by the sheet's title and the address
_CELL = re.compile(
    r'<c r="([A-Z]+[0-9]+)"([^>/]*)>(<f[^>]*?/>|<f[^>]*>[^<]*</f>|)(?:<v ?/>|<v>[^<]*</v>)?</c>', re.DOTALL
)


def left_out(cell: Cell) -> bool:
    """Whether openpyxl would not write what a cell holds: a formula's result, or a number with all its digits."""
    if cell.formula:
        return cell.kind is not Kind.FORMULA
    return cell.kind is Kind.NUMBER and float(f"{cell.value:.16g}") != cell.value


def content(workbook: Workbook, results: Results | None = None) -> bytes:
    """The workbook's bytes; `results` are the cells whose formulas' results, or last digits, are to be put back."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        _InMemory(workbook, archive, results or {}).write_data()
    return out.getvalue()


class _InMemory(ExcelWriter):
    def __init__(self, workbook: Workbook, archive: ZipFile, results: Results) -> None:
        super().__init__(workbook, archive)
        self.results = results

    def write_worksheet(self, ws: Worksheet) -> None:
        """One sheet, written as openpyxl does but into memory."""
        ws._drawing = self._drawing_of(ws)
        out = BytesIO()
        writer = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], _with_results(out.getvalue(), ws, self.results.get(ws.title, {})))
        self.manifest.append(ws)

    def _drawing_of(self, ws: Worksheet) -> SpreadsheetDrawing:
        drawing = SpreadsheetDrawing()
        drawing.charts, drawing.images = ws._charts, ws._images
        return drawing


def _with_results(xml: bytes, ws: Worksheet, results: Mapping[str, Cell]) -> bytes:
    if not results:
        return xml
    epoch = ws.parent.epoch

    def put(found: re.Match) -> str:
        address, attributes, formula = found.groups()
        if address not in results:
            return found[0]
        kind, saved = _saved(results[address], epoch)
        return f'<c r="{address}"{attributes}{kind}>{formula}<v>{saved}</v></c>'

    return _CELL.sub(put, xml.decode("utf-8")).encode("utf-8")


def _saved(cell: Cell, epoch: datetime) -> tuple[str, str]:
    """The type and the value of a result as a sheet writes them."""
    value = cell.value
    if cell.kind is Kind.BOOL:
        return ' t="b"', str(int(value))
    if cell.kind is Kind.ERROR:
        return ' t="e"', escape(str(value))
    if isinstance(value, (datetime, date, time, timedelta)):
        return "", repr(to_excel(value, epoch))
    return ("", repr(value)) if cell.kind is Kind.NUMBER else (' t="str"', escape(str(value)))

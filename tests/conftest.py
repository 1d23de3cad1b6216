"""What the tests share: workbooks drawn in the test, a ledger to write in, and one that holds all that is bundled."""

import os
import re
from datetime import date
from fcntl import LOCK_EX, flock
from io import BytesIO
from textwrap import dedent

import pytest
from openpyxl import Workbook

from intake import bundled
from ledger import Ledger


@pytest.fixture
def draw():
    """Draws a workbook as publishers write them; gives its bytes.

    `sheets` is a drawing for each sheet: a line a row, bars between cells, a blank line for a blank row. A number is a
    number, TRUE a truth value, 2021-03-31 a date, =A1 a formula, #REF! an error, 'x the text x; all else is text.
    `reference` stands on the cover, `key` (marker -> meaning) on the notes.
    """

    def drawn(sheets: dict[str, str], reference: str = "drawn", key: dict[str, str] | None = None) -> bytes:
        workbook = Workbook()
        workbook.active.title = "Cover"
        workbook.active.append(["A workbook drawn in a test"])
        workbook.active.append(["Reference", reference])
        notes = workbook.create_sheet("Notes")
        for row in [("Notes",), *(key or {}).items()]:
            notes.append(row)
        for name, drawing in sheets.items():
            _fill(workbook.create_sheet(name), drawing)
        content = BytesIO()
        workbook.save(content)
        return content.getvalue()

    return drawn


def _fill(sheet, drawing: str) -> None:
    for row, line in enumerate(dedent(drawing).strip("\n").rstrip().split("\n"), 1):
        for column, typed in enumerate(line.split("|"), 1):
            if typed.strip():
                sheet.cell(row, column).value = _typed(typed.strip())


def _typed(text: str):
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text) if "." in text else int(text)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text)
    return {"TRUE": True, "FALSE": False}.get(text, text.removeprefix("'"))


@pytest.fixture
def ledger(tmp_path):
    """A ledger that holds nothing yet."""
    return Ledger(tmp_path / "home")


@pytest.fixture(scope="session")
def full_ledger(tmp_path_factory):
    """A ledger that has taken in every bundled workbook: a real file, made once for all workers. Tests only look."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own  # a worker's folder is below that of the run
    with (shared / "full.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        full = Ledger(shared / "full")
        assert bundled.take_in(full) == []
    return full


@pytest.fixture(scope="session")
def all_figures(full_ledger):
    """Every current figure of the full ledger: 58,631 values and 1,318 absences."""
    return full_ledger.figures()

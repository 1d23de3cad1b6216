"""Reading the published workbooks into observations, beside opening the same bytes with the same reader."""

import gc
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median

from openpyxl import load_workbook

from benchmarks import results
from benchmarks.results import Line
from benchmarks.workshop import Workshop
from intake import bundled
from loaders import published

BUDGET = 3
ROUNDS = 2


def measure(_workshop: Workshop) -> list[Line]:
    """Every bundled workbook, read and opened in turn; all of them together, and the worst one."""
    files = {path: path.read_bytes() for path in sorted(bundled.FOLDER.glob("*.xlsx"))}
    read = {path: [] for path in files}
    opened = {path: [] for path in files}
    for _ in range(ROUNDS):
        for path, content in files.items():
            read[path].append(seconds(published.read, content))
            opened[path].append(seconds(open_bare, content))
    ours, bare = ({path: median(taken) for path, taken in each.items()} for each in (read, opened))
    worst = max(files, key=lambda path: ours[path] / bare[path])
    return [
        results.ratio(f"Reading {len(files)} workbooks", sum(ours.values()), sum(bare.values()), "openpyxl", BUDGET),
        results.ratio(f"Reading the worst of them, {_name(worst)}", ours[worst], bare[worst], "openpyxl", BUDGET),
    ]


def _name(path: Path) -> str:
    return path.stem.replace("_", " ")


def seconds(act: Callable[[bytes], object], content: bytes) -> float:
    gc.collect()
    began = time.perf_counter()
    act(content)
    return time.perf_counter() - began


def open_bare(content: bytes) -> int:
    """Opens a workbook and touches every cell."""
    sheets = load_workbook(BytesIO(content)).worksheets
    return sum(cell.value is not None for sheet in sheets for row in sheet.iter_rows() for cell in row)

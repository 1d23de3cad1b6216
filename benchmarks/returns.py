"""Reading returns whole, beside only opening the same bytes: with our own reader, and with openpyxl.

Three shapes: a clean return of five sheets, the widest workbook met (the LGBF's, of 2,189 columns, each headed by a
measure and a year in one cell), and a tidy table of 50,000 rows, which must also keep to the time and memory allowed.
"""

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from io import BytesIO
from itertools import chain, islice, product
from pathlib import Path
from statistics import median
from subprocess import PIPE, run

from openpyxl import Workbook

from benchmarks import results, workbook
from benchmarks.results import Line
from benchmarks.workshop import Workshop
from loaders import opening, sent
from loaders.reading import Reading
from model import areas

BUDGET = 3
ROUNDS = 3
TODAY = date(2026, 11, 22)
YEARS = tuple(f"{year}/{(year + 1) % 100:02d}" for year in range(2014, 2025))
AGES = ("", "0-17", "18-64", "65-74", "75-84", "85+")
COLUMNS_OF_LGBF = 2_189
LARGE = 50_000

Rows = Iterable[tuple[object, ...]]


def measure(_workshop: Workshop) -> list[Line]:
    """Every shape read and opened in turn; then the largest once more, with the memory and the time it takes."""
    shapes = {"5 sheets of 500 rows": clean(), "2,189 columns": wide(), "50,000 rows": tidy(LARGE)}
    lines = [line for name, content in shapes.items() for line in _of_shape(name, content)]
    return [*lines, *_within_limits("50,000 rows", shapes["50,000 rows"])]


def _of_shape(name: str, content: bytes) -> Iterator[Line]:
    ways = (read, partial(opening.read, name="return.xlsx"), workbook.open_bare)
    gc.disable()  # for all of them, as in the process that reads what is sent in
    taken = [[workbook.seconds(way, content) for way in ways] for _ in range(ROUNDS)]
    gc.enable()
    ours, bare, others = (median(each) for each in zip(*taken, strict=True))
    yield results.ratio(f"Reading a return of {name}", ours, bare, "opening", BUDGET)
    yield results.ratio(f"Reading a return of {name}", ours, others, "openpyxl")


def read(content: bytes) -> Reading:
    """A national return, read in this process. Raises ValueError where the limits of opening refuse it."""
    found = sent.read_here(content, "return.xlsx", "national", TODAY)
    if not found.cells:
        raise ValueError(found.problems[0].message)
    return found


def _within_limits(name: str, content: bytes) -> Iterator[Line]:
    """The time the whole reading takes in the process apart, and the most memory that reading takes."""
    seconds = workbook.seconds(partial(sent.read, name="return.xlsx", owner="national", today=TODAY), content)
    yield Line(f"The same of {name}, in a process apart", f"{seconds:.1f} s", "", seconds, sent.SECONDS, " s")
    told = run([sys.executable, "-m", "benchmarks.returns"], input=content, stdout=PIPE, check=True).stdout
    megabytes = int(told) / 1e6
    yield Line(f"The same of {name}, most memory", f"{megabytes:,.0f} MB", "", megabytes, sent.MEMORY / 1e6, " MB")


# The shapes


def clean() -> bytes:
    """Figures by option of every authority, year and age band, and what people said: nothing to be asked about."""
    head = ("Local authority", "Financial year", "Age band", *(f"Option {n}" for n in range(1, 5)), "Any option")
    rows = (
        (name, year, age, *_options(number)) for number, (name, year, age) in enumerate(product(_names(), YEARS, AGES))
    )
    people = {f"Options {number}": [head, *islice(rows, 500)] for number in range(1, 5)}
    return _book(people | {"What people said": [*_statements(500)]})


def wide() -> bytes:
    """A row an authority and a column a measure and year, as the LGBF's: a few are ours, most are not."""
    ours = ("Option 1", "Option 2", "Option 3", "Option 4", "Any option", "Staff eligible", "Staff trained")
    others = (f"CHN{number} - Cost per primary school pupil" for number in range(1, COLUMNS_OF_LGBF))
    years = [year.replace("/", "-") for year in YEARS]
    headings = [f"{measure} {year}" for measure, year in product(chain(ours, others), years)]
    rows = (
        (name, *((n * 37 + place * 101) % 900 + 100 if (n + place) % 29 else "dna" for n in range(COLUMNS_OF_LGBF - 1)))
        for place, name in enumerate(_names())
    )
    return _book({"Data": [("Local Authority", *headings[: COLUMNS_OF_LGBF - 1]), *rows]})


def tidy(number: int) -> bytes:
    """One figure a row."""
    return _book({"Data": _statements(number)})


def _statements(number: int) -> Iterator[tuple[object, ...]]:
    yield "Local authority", "Financial year", "Statement", "Round", "Mean score"
    rows = product(range(1, 99), ("Baseline", "Revisit"), YEARS, _names())
    for place, (statement, when, year, name) in enumerate(islice(rows, number)):
        yield name, year, f"Statement {statement}", when, 1.1 + place % 39 / 10


def _names() -> list[str]:
    return [authority.name for authority in areas.authorities()]


def _options(number: int) -> list[int]:
    """People by option and with any: nothing is small, nor like a year, nor as it was a year before."""
    people = [101 + number % 61 + 3 * option for option in range(4)]
    return [*people, sum(people)]


def _book(sheets: dict[str, Rows]) -> bytes:
    made, content = Workbook(write_only=True), BytesIO()
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(content)
    return content.getvalue()


def _most_memory(act: Callable[[bytes], object]) -> int:
    """The most bytes that a process has held, in the end; told by Linux."""
    act(sys.stdin.buffer.read())
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    print(_most_memory(read))

"""The real ledger many times over: every figure again under other areas, so that each question has more to pass by."""

import sqlite3
from contextlib import closing
from pathlib import Path

from model import areas

QUICKLY = "journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000", "threads = 2"
MARK = "printf('#%03d', number)"
IS_SCOTLAND = f"area = '{areas.SCOTLAND}'"


def enlarge(home: Path, times: int, at: Path) -> int:
    """Fills the folder `at` with the ledger of `home`, `times` over; how many figures count there is returned.

    The same metrics, series, years and breakdowns hold `times` as many areas (Scotland: as many coverages). So the page
    stays the same, and a query that looks at more than it shows takes `times` as long. Tables, indexes and triggers are
    the real ledger's own.
    """
    at.mkdir()
    with closing(sqlite3.connect(home / "ledger.db")) as real, closing(sqlite3.connect(at / "ledger.db")) as ledger:
        real.backup(ledger)
        for setting in QUICKLY:
            ledger.execute(f"PRAGMA {setting}")
        indexes = _without_indexes(ledger)
        _multiply(ledger, times)
        for words in indexes:
            ledger.execute(words)
        ledger.commit()
        return ledger.execute("SELECT count(*) FROM current_figures").fetchone()[0]


def _without_indexes(ledger: sqlite3.Connection) -> list[str]:
    """Drops the indexes of the two large tables, which are quicker made afresh; gives the words that make them."""
    large = "type = 'index' AND sql IS NOT NULL AND tbl_name IN ('figures', 'current_figures')"
    found = ledger.execute(f"SELECT name, sql FROM sqlite_master WHERE {large}").fetchall()
    for name, _ in found:
        ledger.execute(f"DROP INDEX {name}")
    return [words for _, words in found]


def _multiply(ledger: sqlite3.Connection, times: int) -> None:
    stride = ledger.execute("SELECT max(id) FROM figures").fetchone()[0]
    ledger.execute("CREATE TEMP TABLE copy (number INTEGER PRIMARY KEY)")
    ledger.executemany("INSERT INTO copy VALUES (?)", [(number,) for number in range(1, times)])
    area, coverage = f"area || iif({IS_SCOTLAND}, '', {MARK})", f"coverage || iif({IS_SCOTLAND}, {MARK}, '')"
    other = {"area": area, "coverage": coverage}
    # Row after row in the order each table is stored in: by id, and by key.
    _again(ledger, "figures", other | {"id": f"id + number * {stride}"}, "copy CROSS JOIN was")
    _again(ledger, "current_figures", other | {"figure_id": f"figure_id + number * {stride}"}, "was CROSS JOIN copy")


def _again(ledger: sqlite3.Connection, table: str, changed: dict[str, str], source: str) -> None:
    """Every row of a table once more for each copy, its columns as they were but for those changed."""
    ledger.execute(f"CREATE TEMP TABLE was AS SELECT * FROM {table}")
    columns = [row[1] for row in ledger.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(changed.get(column, column) for column in columns)
    ledger.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {source}")
    ledger.execute("DROP TABLE temp.was")

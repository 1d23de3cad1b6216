"""A rerun over a ledger of some five million figures, beside the same over the real one."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks import results, walk
from benchmarks.enlarge import enlarge
from benchmarks.reader import Reader, Run
from benchmarks.results import Line
from benchmarks.server import COMPARE, DASHBOARD, serving
from benchmarks.workshop import Workshop

BUDGET = 1.3
ARRIVALS = 8


def measure(workshop: Workshop) -> list[Line]:
    """Two servers run at once, one over each ledger; both ledgers go when it is done."""
    once, many = workshop.folder / "once", workshop.folder / "many"
    times = 100 if workshop.full else 20
    enlarge(workshop.home, 1, once)
    held = enlarge(workshop.home, times, many)
    try:
        with serving(DASHBOARD, SDS_HOME=many) as large, serving(DASHBOARD, SDS_HOME=once) as real:
            found = asyncio.run(_side_by_side((f"{large}/{COMPARE}", f"{real}/{COMPARE}"), (many, once)))
    finally:
        for file in many.iterdir():
            file.unlink()
    of = f"{times} times the figures ({held / 1e6:.1f} million)"
    return [_line(f"{of}, {what}", runs) for what, runs in found.items()]


async def _side_by_side(addresses: tuple[str, ...], homes: tuple[Path, ...]) -> dict[str, list[list[Run]]]:
    async with walk.abreast(*addresses) as readers:
        return {
            "a view nobody has seen yet": await walk.years(readers),
            "a view seen before": await walk.years(readers),
            "a metric nobody has seen yet": await walk.metrics(readers),
            "the first after a return": await _after_returns(readers, homes),
        }


async def _after_returns(readers: list[Reader], homes: tuple[Path, ...]) -> list[list[Run]]:
    """Each time the ledgers have just changed, so that nothing worked out before holds any longer."""
    runs = []
    for _ in range(ARRIVALS):
        for home in homes:
            _arrive(home)
        runs.append([await reader.run() for reader in readers])
    return [list(each) for each in zip(*runs, strict=True)]


def _arrive(home: Path) -> None:
    words = "INSERT INTO events (return_id, what, by, at, why) VALUES (1, 'accepted', 'benchmark', '', '')"
    with closing(sqlite3.connect(home / "ledger.db", timeout=30)) as ledger, ledger:
        ledger.execute(words)


def _line(what: str, runs: list[list[Run]]) -> Line:
    large, real = ([run.seconds for run in each] for each in runs)
    return results.against(what, large, real, "real ledger", BUDGET)

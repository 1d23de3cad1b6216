"""Ending the command line with SIGKILL while it takes a return in, again and again, and looking at what is left.

Each time a process of its own runs `sds.py load` over a fresh copy of the same ledger. The moments are spread evenly
over the time that the writing takes when it is left alone, and a little beyond. What is left must be wholly in or
wholly out, with nothing to repair: the same command run again must then take the return in, or say that it is in.
"""

import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from collections import Counter, deque
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from itertools import product
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.results import Line
from ledger import Ledger, LedgerUnavailable

if TYPE_CHECKING:  # the tests do the same, and need nothing else of what benchmarks do
    from benchmarks.workshop import Workshop

TIMES = 200
WHOSE = ["--as", "Fife", "--by", "A. N. Officer", "--answer", "yes"]
BEYOND = 1.4  # of the time that the writing takes: the last moments fall after it


def measure(workshop: "Workshop") -> list[Line]:
    """How the returns ended."""
    ended = rounds(workshop.folder / "killed", TIMES, random.Random(os.environ.get("SDS_SEED")))
    moments = ", ".join(f"{ended[each]} {each}" for each in ("before the writing", "while it wrote", "after it"))
    return [
        Line(f"{TIMES} times SIGKILL while a return comes in", f"{ended['in']} in, {ended['out']} out", moments),
        Line("Of these half in, or with anything to repair", str(ended["half in"]), "", ended["half in"], 0),
    ]


def rounds(folder: Path, times: int, chance: random.Random) -> Counter[str]:
    """Ends the process at so many moments; counts what came of it and when it was. What is amiss is said."""
    before, file = _prepared(folder)
    alone = deque((_left_alone(before, file, folder / f"alone{number}") for number in range(3)), maxlen=5)
    ended: Counter[str] = Counter({"half in": 0})
    for number in range(times):
        home = folder / "home"
        shutil.copytree(before, home)
        moment = (number + chance.random()) / times * median(alone) * BEYOND
        when = _run(home, file, kill_after=moment)[0]
        ended[when] += 1
        if when == "after it":  # it took less than that: a machine that others use is now faster
            alone.append(min(moment, median(alone)))
        try:
            ended["in" if check(home, file) else "out"] += 1
            _, took, status = _run(home, file)
            assert status in (0, 4), f"the same command afterwards: {status}"  # taken in, or in already
            if status == 0:
                alone.append(took)  # and now slower
            assert check(home, file), "taken in again, it is not in"
        except (AssertionError, LedgerUnavailable, sqlite3.Error) as amiss:
            ended["half in"] += 1
            print(f"Ended after {moment * 1000:.1f} ms: {type(amiss).__name__} {amiss}", file=sys.stderr)
        shutil.rmtree(home)
    return ended


def check(home: Path, file: Path) -> bool:
    """Whether the second return is in. Raises AssertionError where it is not wholly so, or anything is amiss."""
    content = file.read_bytes()
    with closing(sqlite3.connect(home / "ledger.db")) as database:  # as it was left, before we open it ourselves
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        counted = dict(database.execute("SELECT return_id, count(*) FROM figures GROUP BY return_id"))
        current = database.execute("SELECT count(*) FROM current_figures").fetchone()[0]
        keys = database.execute("SELECT count(*) FROM (SELECT DISTINCT metric, series, period, breakdown FROM figures)")
        assert current == keys.fetchone()[0]
    ledger = Ledger(home)
    held = ledger.returns()
    assert {each.id: each.figures for each in held} == {f"R{number}": many for number, many in counted.items()}
    assert all(sha256(ledger.original(each.id)).hexdigest() == each.sha256 for each in held)
    assert [each.return_id for each in ledger.events()] == [each.id for each in held]
    is_in = len(held) == 2
    assert not is_in or ledger.original("R2") == content
    assert {each.return_id for each in ledger.figures(exact=True)} <= {each.id for each in held}
    ledger.close()
    return is_in


# The process


def _prepared(folder: Path) -> tuple[Path, Path]:
    """A ledger with a first return of Fife, and the file of a second, larger one."""
    folder.mkdir(parents=True)
    first, second = folder / "first.csv", folder / "second.csv"
    first.write_text(_statements(("2021/22",), 40), encoding="utf-8")
    second.write_text(_statements(("2021/22", "2022/23", "2023/24"), 98), encoding="utf-8")
    _run(folder / "before", first)
    assert len(Ledger(folder / "before").returns()) == 1
    return folder / "before", second


def _statements(years: tuple[str, ...], many: int) -> str:
    head = "Local authority,Financial year,Statement,Round,Mean score"
    rows = product(range(1, many + 1), ("Baseline", "Revisit"), years)
    scores = (
        f"Fife,{year},Statement {n},{when},{1.1 + place % 39 / 10:.1f}" for place, (n, when, year) in enumerate(rows)
    )
    return "\n".join([head, *scores, ""])


def _left_alone(before: Path, file: Path, home: Path) -> float:
    shutil.copytree(before, home)
    return _run(home, file)[1]


def _run(home: Path, file: Path, kill_after: float | None = None) -> tuple[str, float, int]:
    """Runs `sds.py load` in a process of its own: when it ended, how long the writing took, and its exit status."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        _load(home, file, lambda what: os.write(write, what))
    os.close(write)
    begun = os.read(read, 1) == b"b"
    began = time.perf_counter()
    if begun and kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    said = os.read(read, 1)
    took = time.perf_counter() - began
    _, status = os.waitpid(child, 0)
    os.close(read)
    when = "before the writing" if not begun else "after it" if said == b"e" else "while it wrote"
    return when, took, os.waitstatus_to_exitcode(status)


def _load(home: Path, file: Path, tell: Callable[[bytes], int]) -> None:
    """The command itself, telling when the writing begins and ends; it does not come back."""
    import sds
    from intake import bundled
    from loaders import sent

    record = Ledger.record

    def told(*arguments: object, **named: object) -> str:
        tell(b"b")
        try:
            return record(*arguments, **named)
        finally:
            tell(b"e")

    Ledger.record, sent.read = told, sent.read_here
    bundled.take_in = lambda *_, **__: []
    status = 70
    try:
        sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
        status = sds.main(["load", str(file), *WHOSE, "--home", str(home)])
    finally:
        os._exit(status)

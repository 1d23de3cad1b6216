"""A process that is ended while it writes leaves what it did wholly done or wholly undone, and nothing to repair."""

import os
import random
import shutil
import signal
import sqlite3
import time
from contextlib import closing

import pytest

from benchmarks import killed
from ledger import Ledger, keeping

TIMES = 20


@pytest.mark.slow
def test_a_return_is_wholly_in_or_wholly_out_at_whatever_moment_its_process_is_ended(tmp_path):
    """More of the same: `python -m benchmarks killed`."""
    seed = os.environ.get("SDS_SEED") or str(random.randrange(10_000))
    print(f"SDS_SEED={seed} repeats these moments")
    ended = killed.rounds(tmp_path / "killed", TIMES, random.Random(seed))
    print(dict(ended))
    assert ended["half in"] == 0
    assert ended["in"] + ended["out"] == TIMES
    assert ended["while it wrote"] >= TIMES / 5, "the moments are to cover the writing"


MARK = b"Morag MacQuarrie of Pittenweem"


def purges(home):
    Ledger(home).purge("R2", "A. N. Other", "it named somebody")


def puts_back(home):
    keeping.put_back(home, home / "copy.db", "A. N. Other")


def ended(home, act, after):
    """Runs an act in a process of its own, which is ended after so many seconds; gives how long it was at it."""
    began, child = time.perf_counter(), os.fork()
    if not child:
        try:
            act(home)
        finally:
            os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return time.perf_counter() - began


@pytest.fixture
def whole(tmp_path, sent, figure):
    """A ledger of three returns, the second of which is to be purged; and a copy of it made after the first."""
    ledger = Ledger(tmp_path / "whole")
    ledger.record(sent(b"one"), [figure(n, str(n)) for n in range(300)])
    keeping.backup(ledger.home, ledger.home / "copy.db")
    ledger.record(sent(MARK * 3000), [figure(n, str(n), cell=MARK.decode()) for n in range(400)])
    ledger.record(sent(b"three"), [figure(n, str(n)) for n in range(200)])
    ledger.close()
    return ledger.home


@pytest.mark.slow
@pytest.mark.parametrize(("act", "undone", "done"), [(purges, 3, 3), (puts_back, 3, 1)])
def test_a_purge_or_a_putting_back_that_is_ended_is_wholly_done_or_wholly_undone(whole, tmp_path, act, undone, done):
    home, chance = tmp_path / "home", random.Random(5)
    shutil.copytree(whole, home)
    alone = ended(home, act, None)
    for number in range(8):
        shutil.rmtree(home)
        shutil.copytree(whole, home)
        ended(home, act, (number + chance.random()) / 8 * alone)
        ledger = Ledger(home)
        returns = ledger.returns()
        assert len(returns) in (undone, done)
        purged = [each.id for each in returns if each.state == "purged"]
        assert purged in ([], ["R2"])
        assert len(ledger.figures()) == (300 if purged or len(returns) == 1 else 400)
        ledger.close()
        with closing(sqlite3.connect(home / "ledger.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert not purged or not [each for each in home.glob("ledger.db*") if MARK in each.read_bytes()]

"""Many who take in at once: every return is in once, and nobody is told that the ledger is in use."""

import multiprocessing
import re
import sqlite3
from contextlib import closing

import pytest

from intake import difference, judging, taking
from ledger import Ledger
from loaders import sent
from loaders.answers import NO_ANSWERS

PROCESSES, EACH = 8, 25
NAMES = ("Fife", "Angus", "Moray", "Falkirk", "Highland", "Stirling", "Clackmannanshire", "Midlothian")


def take_in_all(home, name, begin, told):
    """What one process does: opens the ledger with all the others and takes its returns in, one after the other."""
    sent.read = sent.read_here
    owner = judging.owner_of(name)
    begin.wait()
    try:
        ledger = Ledger(home)
        for number in range(EACH):
            content = f"Council,Year,Option 1,Option 2\n{name},2023/24,{500 + number},{900 + number}\n".encode()
            judged = judging.judge(content, f"{number}.csv", owner, ledger, take_proposals=True)
            seen = difference.of(judged.reading.observations, ledger)
            id_ = taking.take_in(ledger, content, judged, name, NO_ANSWERS, seen=seen if number % 2 else None)
            told.put((id_, name, content))
    except BaseException as trouble:  # noqa: BLE001
        told.put((f"{type(trouble).__name__}: {trouble}", name, b""))


@pytest.mark.slow
def test_eight_who_each_take_in_25_returns_at_once_end_with_all_200(tmp_path):
    context = multiprocessing.get_context("fork")
    begin, told = context.Barrier(PROCESSES), context.Queue()
    all_ = [context.Process(target=take_in_all, args=(tmp_path, name, begin, told)) for name in NAMES]
    for each in all_:
        each.start()
    came_in = [told.get(timeout=240) for _ in range(PROCESSES * EACH)]
    for each in all_:
        each.join()
    assert [said for said, *_ in came_in if not re.fullmatch(r"R\d+", said)] == []
    assert {id_ for id_, *_ in came_in} == {f"R{number}" for number in range(1, PROCESSES * EACH + 1)}
    ledger = Ledger(tmp_path)
    assert [each.id for each in ledger.returns()] == [f"R{number}" for number in range(1, PROCESSES * EACH + 1)]
    for id_, name, content in came_in:
        assert ledger.original(id_) == content and ledger.return_(id_).sent_by == name
    for name in NAMES:  # of each authority the last that it sent counts
        of_one = ledger.figures(exact=True, area=judging.owner_of(name))
        assert [each.value for each in of_one] == [500 + EACH - 1, 900 + EACH - 1]
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("SELECT count(*) FROM figures").fetchone() == (PROCESSES * EACH * 2,)
        assert database.execute("SELECT count(*) FROM events").fetchone() == (PROCESSES * EACH,)

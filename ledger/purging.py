"""A purge to protect people: what a return held is blanked everywhere, and then wiped from the file itself.

What remains is the return's number, its fingerprint, who sent it and when, and who purged it, when and why.
"""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, and_, delete, exists, select, text, tuple_, update

from ledger import counting
from ledger.guards import CHANGED_A_FIGURE, GONE
from ledger.opening import PATIENCE
from ledger.shape import KEY, PURGED, events, figures, notes, originals, problems, returns, told_words


def same_original(connection: Connection, number: int) -> list[int]:
    """A return and all others with the very same bytes, in the order they came in; those purged before left out.

    What must not be kept stands in all of them alike: purging one alone would leave it in the ledger, and refusing
    would leave it there for as long as it takes to purge them one by one.
    """
    bytes_ = select(returns.c.sha256).where(returns.c.id == number).scalar_subquery()
    asked = select(returns.c.id).where(returns.c.sha256 == bytes_, counting.last_event(returns.c.id) != PURGED)
    return list(connection.scalars(asked.order_by(returns.c.id)))


def blank(connection: Connection, number: int) -> None:
    """Blanks all that a return of which it is said that it was purged has brought; earlier figures count again."""
    _blank_what_repeats_it(connection, number)
    counting.count_afresh(connection, number)
    for table in (figures, problems, notes, told_words):
        connection.execute(delete(table).where(table.c.return_id == number))
    connection.execute(update(events).where(events.c.return_id == number, events.c.what != PURGED).values(why=""))
    connection.execute(update(returns).where(returns.c.id == number).values(file_name="", figures=0))
    connection.execute(text("PRAGMA user_version = 1"))  # to be wiped, also if we are broken off here


def blank_original(connection: Connection, number: int) -> None:
    """Blanks the bytes of a return, once all that have them are purged."""
    its_own = select(returns.c.sha256).where(returns.c.id == number).scalar_subquery()
    connection.execute(update(originals).where(originals.c.sha256 == its_own).values(content=b""))


def _blank_what_repeats_it(connection: Connection, number: int) -> None:
    """Later returns were asked "This changes 545 to 550": the first number is a purged one's."""
    its_keys = select(*counting.key_of(figures)).where(figures.c.return_id == number)
    later = figures.alias("later")
    changed = exists().where(
        and_(*(later.c[name] == problems.c[name] for name in ("return_id", "sheet", "cell"))),
        tuple_(*(later.c[name] for name in KEY)).in_(its_keys),
    )
    asked = (problems.c.code == CHANGED_A_FIGURE, problems.c.return_id > number, changed)
    connection.execute(update(problems).where(*asked).values(message=GONE))


def wipe(path: Path, patience: float = PATIENCE) -> bool:
    """Rewrites the ledger's file without what was blanked, and empties its log. Whether nothing of it is left.

    Pages that were let go of, or that rows were moved out of, still hold what they held; so does the log, until all who
    read from it have finished: they are waited for. Raises sqlite3.Error where the disk does not allow it.
    """
    until = time.monotonic() + patience
    with closing(sqlite3.connect(path, timeout=patience, isolation_level=None)) as database:
        database.execute("PRAGMA secure_delete = ON")
        database.execute("VACUUM")
        while not _log_is_empty(database):
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        database.execute("PRAGMA user_version = 0")
    return True


def _log_is_empty(database: sqlite3.Connection) -> bool:
    try:
        busy, *_ = database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as waiting:
        if "locked" not in str(waiting):
            raise
        return False
    return not busy


def is_to_be_wiped(connection: Connection) -> bool:
    """Whether a purge was broken off before all of it was wiped."""
    return connection.scalar(text("PRAGMA user_version")) == 1

"""Copies of the whole ledger: made while others write, and put back after they are found sound.

A copy is one file. Nothing is ever written over: a copy has a name of its own, and the ledger that a copy takes the
place of is kept beside it under a dated name.
"""

import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from ledger import opening, shape, trouble, writing
from ledger.ledger import Ledger
from ledger.records import PURGED

FILES = ("", "-wal", "-shm")


class CannotCopy(Exception):
    """A copy cannot be made or put back; the message is a plain sentence. Nothing has been changed."""


def backup(home: Path, out: Path) -> None:
    """Copies the ledger in `home` to a new file, as it stands at one moment, whoever writes meanwhile.

    Raises CannotCopy where there is no ledger, where something has that name, and where the copy cannot be written or
    the ledger is not sound.
    """
    source = home / opening.NAME
    if not source.exists():
        raise CannotCopy(f"There is no ledger in {home} yet, so there is nothing to copy.")
    if out.exists() or out.is_symlink():
        raise CannotCopy(f"{out} is there already, and a copy is never written over another file. Choose a new name.")
    try:
        _copy(source, out)
    except FileExistsError as found:
        raise CannotCopy(f"{out} is there already, and was left as it is. Choose a new name.") from found
    except OSError as found:
        raise CannotCopy(f"We cannot write {out}: {found.strerror}. Choose another place or name.") from found
    except sqlite3.Error as found:
        raise CannotCopy(
            f"The ledger in {home} could not be copied to {out}: {trouble.plainly(found)}. Check that there is room on "
            "the disk. No copy was made; the ledger is as it was."
        ) from found


def _copy(source: Path, out: Path) -> None:
    """Copies a ledger aside, looks whether the copy is sound, and gives it its name."""
    part = out.with_name(f".{secrets.token_hex(8)}.part")
    part.touch(mode=0o600, exist_ok=False)  # a folder that cannot be written is said by the system, with its reason
    try:
        with (
            closing(sqlite3.connect(source, timeout=opening.PATIENCE)) as here,
            closing(sqlite3.connect(part)) as there,
        ):
            here.backup(there)
            there.execute("PRAGMA journal_mode = DELETE")  # one file, that also opens where nothing can be written
            if found := _unsound(there):
                raise sqlite3.DatabaseError(found)
        opening.put(part, out)
    finally:
        for ending in FILES:
            part.with_name(part.name + ending).unlink(missing_ok=True)


def put_back(home: Path, copy: Path, by: str) -> Path | None:
    """Puts a copy in the place of the ledger in `home`, and gives where the ledger that stood there is kept.

    Readers and writers go over to it at one moment. What was purged in the ledger that stood there is purged in the
    copy before it is put back. Where that ledger is damaged it is moved aside as it is; those who have it open must be
    started again. Raises CannotCopy where the copy is no sound ledger of ours, or cannot be put there.
    """
    _check(copy)
    home.mkdir(parents=True, exist_ok=True)
    here = home / opening.NAME
    if here.exists() and here.samefile(copy):
        raise CannotCopy(f"{copy} is the ledger itself. Name a copy of it.")
    try:
        with _prepared(home, copy) as coming:
            return _take_the_place(home, coming, by)
    except (sqlite3.Error, OSError, trouble.LedgerUnavailable) as found:
        raise CannotCopy(
            f"{copy} could not be put back: {trouble.plainly(found)}. The ledger in {home} is as it was."
        ) from found


def _check(copy: Path) -> None:
    """Raises CannotCopy where a file is not a sound ledger that we can read."""
    if not copy.is_file():
        raise CannotCopy(f"There is no file {copy}.")
    try:
        with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)) as database:
            found = _unsound(database)
            version = 0 if found else database.execute("SELECT version FROM shape").fetchone()[0]
    except sqlite3.Error as said:
        found, version = trouble.plainly(said), 0
    if found:
        raise CannotCopy(f"{copy} is no sound copy of a ledger: {found}. Nothing has been changed.")
    if version > shape.SHAPE:
        raise CannotCopy(f"{copy}: {trouble.newer()}")


def _unsound(database: sqlite3.Connection) -> str:
    """What is wrong with a ledger's file; empty where nothing is."""
    said = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if said != "ok":
        return said
    there = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if missing := sorted({"shape", "returns", "originals", "events", "figures", "current_figures"} - there):
        return f"it has no table called {missing[0]}"
    if not database.execute("SELECT count(*) FROM shape").fetchone()[0]:
        return "it does not say which version made it"
    if row := database.execute("PRAGMA foreign_key_check").fetchone():
        return f"a row of {row[0]} belongs to nothing"
    return ""


@contextmanager
def _prepared(home: Path, copy: Path) -> Iterator[Path]:
    """A ledger in a folder beside: the copy, of today's shape, without what was purged since it was made."""
    aside = Path(tempfile.mkdtemp(prefix=".putting-back-", dir=home))
    try:
        _copy(copy, aside / opening.NAME)
        coming = Ledger(aside)
        for sha256, by, why in _purged(home):
            again = [each.id for each in coming.returns() if each.sha256 == sha256 and each.state != PURGED]
            if again:
                coming.purge(again[0], by, why)
        coming.close()
        yield aside / opening.NAME
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _purged(home: Path) -> list[tuple[str, str, str]]:
    """What was purged in the ledger that stands there, by whom and why; of a damaged one nothing can be told."""
    if not (home / opening.NAME).exists():
        return []
    try:
        standing = Ledger(home)
        said = {each.return_id: each for each in standing.events() if each.what == shape.PURGED}
        found = [(each.sha256, said[each.id].by, said[each.id].why) for each in standing.returns() if each.id in said]
        standing.close()
    except trouble.Damaged:
        return []
    return found


def _take_the_place(home: Path, coming: Path, by: str) -> Path | None:
    here = home / opening.NAME
    if not here.exists():
        _say_put_back(coming, by, 1)
        opening.put(coming, here)
        return None
    kept = _dated(home)
    try:
        _exchange(here, coming, kept, by)
    except sqlite3.DatabaseError as found:
        if not trouble.is_damage(found):
            raise
        _move_aside(here, kept)
        _say_put_back(coming, by, 1)
        opening.put(coming, here)
    return kept


def _dated(home: Path) -> Path:
    """A name beside the ledger that nothing has yet."""
    stem = f"ledger-until-{datetime.now(UTC):%Y-%m-%d-%H%M%S}"
    names = (f"{stem}{f'-{again}' if again else ''}.db" for again in range(1000))
    return next(home / name for name in names if not (home / name).exists())


def _exchange(here: Path, coming: Path, kept: Path, by: str) -> None:
    """Keeps what stands here and puts the rows of another ledger in its place, in one transaction: nobody's writing
    falls between the two, and a process that is ended on the way leaves what was there."""
    with closing(sqlite3.connect(here, timeout=opening.PATIENCE, isolation_level=None)) as database:
        database.execute("PRAGMA secure_delete = ON")
        database.execute("ATTACH ? AS coming", (str(coming),))
        database.execute("BEGIN IMMEDIATE")
        try:
            if found := _unsound(database):
                raise sqlite3.DatabaseError(found)
            _copy(here, kept)
            _fill(database, by)
            database.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                database.execute("ROLLBACK")
            kept.unlink(missing_ok=True)  # what it would keep still stands here
            raise


def _fill(database: sqlite3.Connection, by: str) -> None:
    """Puts all rows of the attached ledger in the place of those here. The version goes on growing from here."""
    added = _version(database, "main") - _version(database, "coming") + 1
    triggers = database.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f'DROP TRIGGER main."{name}"')
    for table in reversed(shape.tables.sorted_tables):
        database.execute(f"DELETE FROM main.{table.name}")
    for table in shape.tables.sorted_tables:
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        database.execute(f"INSERT INTO main.{table.name} ({names}) SELECT {names} FROM coming.{table.name}")
    for _, sql in triggers:
        database.execute(sql)
    _note(database, by, max(added, 1))


def _version(database: sqlite3.Connection, of: str) -> int:
    asked = (
        f"SELECT (SELECT coalesce(max(id), 0) FROM {of}.events) + (SELECT coalesce(sum(added), 0) FROM {of}.put_back)"
    )
    return database.execute(asked).fetchone()[0]


def _say_put_back(path: Path, by: str, added: int) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        _note(database, by, added)


def _note(database: sqlite3.Connection, by: str, added: int) -> None:
    row = (by, writing.now(), added)
    database.execute('INSERT INTO main.put_back ("by", at, added) VALUES (?, ?, ?)', row)


def _move_aside(here: Path, kept: Path) -> None:
    for ending in FILES:
        with suppress(FileNotFoundError):
            here.with_name(here.name + ending).rename(kept.with_name(kept.name + ending))

"""A folder -> the ledger in it, opened: made whole where there is none, brought to today's shape, or refused.

A damaged ledger, or one of a later shape than ours, is refused in a plain sentence.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from ledger import guards, shape, trouble

NAME = "ledger.db"
EMPTY = (0, 1)  # bytes: SQLite takes a file of such a size for a new one, also where much stood in it
PATIENCE = 30  # seconds that a writer waits for its turn
_SETTINGS = (
    f"busy_timeout = {PATIENCE * 1000}",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",  # what is deleted is overwritten, not only let go of
)


def opened(home: Path) -> Engine:
    """The ledger in `home`, made where there is none. Raises LedgerUnavailable with a plain sentence."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        path = home / NAME
        if not path.exists():
            _make(path)
        if path.stat().st_size in EMPTY:
            raise trouble.empty(home)
        engine = _engine(path)
        with engine.begin() as connection:
            _bring_up_to_date(connection)
        return engine
    except (OSError, DBAPIError, UnicodeDecodeError) as found:  # the last is damage met while SQLite says so
        raise trouble.not_opened(home, found) from found


def _make(path: Path) -> None:
    """A new ledger: made aside and put in its place whole, so that an empty file there is never one of ours."""
    aside = path.with_name(f".{secrets.token_hex(8)}.new")
    try:
        engine = _engine(aside)
        with engine.begin() as connection:
            _bring_up_to_date(connection)
        engine.dispose()
        put(aside, path)
    except FileExistsError:
        pass  # another process was first: theirs is the ledger
    finally:
        aside.unlink(missing_ok=True)


def put(part: Path, path: Path) -> None:
    """Gives a file its name, for good once the disk has it. Raises FileExistsError where something has that name."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(path) from None
        part.rename(path)
    with suppress(OSError):  # some systems cannot do this with a folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": PATIENCE})

    @event.listens_for(engine, "connect")
    def _open(connection: object, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy's own begin decides, not the driver's
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A read that later writes would fail at once beside another writer; taking the lock first waits its turn.
        reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _bring_up_to_date(connection: Connection) -> None:
    found = connection.scalar(select(shape.shape.c.version)) if inspect(connection).has_table("shape") else None
    if found is not None and found > shape.SHAPE:
        raise trouble.newer()
    if found is not None and found < shape.SHAPE:
        _add_what_is_new(connection)
        connection.execute(update(shape.shape).values(version=shape.SHAPE))
    shape.tables.create_all(connection)  # what is wholly new; and every guard there is not
    shape.events_by_return.create(connection, checkfirst=True)
    if found is None:
        connection.execute(insert(shape.shape).values(version=shape.SHAPE))


def _add_what_is_new(connection: Connection) -> None:
    """What tables of an earlier shape lack, from the rows that are there; their guards, which knew no purge, go."""
    guards.lift(connection)
    if not inspect(connection).has_table("told_words"):
        return
    if "return_id" not in {column["name"] for column in inspect(connection).get_columns("told_words")}:
        connection.execute(text("ALTER TABLE told_words ADD COLUMN return_id INTEGER REFERENCES returns (id)"))
        connection.execute(
            text(
                "UPDATE told_words SET return_id = (SELECT max(id) FROM returns WHERE returns.owner = told_words.owner "
                'AND returns.sent_by = told_words."by" AND returns.sent_at <= told_words.at)'
            )
        )

"""A return -> its rows: bytes, figures, notes, findings and words told, and the word that it counts."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Table, func, insert, select

from ledger import asking, counting, notes, shape
from ledger.records import Finding, Sent, Told, display_id, number_of
from ledger.shape import events, figures, originals, problems, returns, told_words
from ledger.trouble import WasPurged
from model.notes import Note
from model.observations import Observation


def now() -> str:
    """This moment, as the ledger writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def already_in(connection: Connection, sent: Sent) -> int | None:
    """The return that is this same file, where anything of it is still current or it never held anything."""
    same = (returns.c.sha256 == sent.sha256, returns.c.file_name == sent.file_name, returns.c.owner == sent.owner)
    accepted = counting.last_event(returns.c.id).in_(counting.COUNTING)
    return connection.scalar(select(returns.c.id).where(*same, accepted, ~counting.outdated()))


def add(
    connection: Connection,
    sent: Sent,
    observations: Sequence[Observation],
    findings: Iterable[Finding],
    with_notes: Iterable[Note],
    replaces: str,
) -> int:
    """A return as new rows, with all it brings, as the one that counts. Gives its number."""
    _keep(connection, sent)
    row = {"sha256": sent.sha256, "file_name": sent.file_name, "owner": sent.owner, "sent_by": sent.by}
    added = connection.execute(insert(returns).values(**row, sent_at=now(), figures=len(observations)))
    number = added.inserted_primary_key[0]
    of = {"return_id": number}
    _insert_all(connection, figures, [asking.row(each) | of for each in observations])
    _insert_all(connection, problems, [_finding(each) | of for each in findings])
    _insert_all(connection, shape.notes, [notes.row(each) | of for each in with_notes])
    if replaces:
        in_place_of = number_of(replaces)
        say(connection, in_place_of, shape.REPLACED, sent.by, f"replaced by {display_id(number)}")
        counting.count_afresh(connection, in_place_of)
    say(connection, number, shape.ACCEPTED, sent.by, "")
    counting.count_newest(connection, number)
    return number


def _keep(connection: Connection, sent: Sent) -> None:
    """Keeps the bytes, once for all returns that have them. Raises WasPurged where they are not to be kept."""
    purged = select(returns.c.id).where(
        returns.c.sha256 == sent.sha256, counting.last_event(returns.c.id) == shape.PURGED
    )
    if number := connection.scalar(purged):
        raise WasPurged(
            f"“{sent.file_name}” is the same file as {display_id(number)}, which was purged to protect people, so it "
            "was not taken in. Take out what must not be kept and send the new file."
        )
    if not connection.scalar(select(func.count()).where(originals.c.sha256 == sent.sha256)):
        connection.execute(insert(originals).values(sha256=sent.sha256, content=sent.content))


def say(connection: Connection, number: int, what: str, by: str, why: str) -> None:
    """Writes down what is done with a return."""
    connection.execute(insert(events).values(return_id=number, what=what, by=by, at=now(), why=why))


def remember(connection: Connection, owner: str, told: Iterable[Told], by: str, number: int | None = None) -> None:
    """What an authority says of words of its own, in return `number` or later.

    What is told later of words that came with a return stays bound to it: it repeats its heading.
    """
    facts = {"owner": owner, "by": by, "at": now()}
    for each in told:
        before = select(told_words.c.return_id).where(told_words.c.owner == owner, told_words.c.words == each.words)
        came_with = number or connection.scalar(before.order_by(told_words.c.id.desc()))
        said = {"words": each.words, "heading": each.heading, "answer": each.answer, "return_id": came_with}
        connection.execute(insert(told_words).values(**said, **facts))


def _insert_all(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    """Inserts many rows with the driver's own loop: SQLAlchemy's costs as much again as the inserting."""
    if not rows:
        return
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    order = compiled.positiontup
    connection.exec_driver_sql(str(compiled), [tuple(row[name] for name in order) for row in rows] if order else rows)


def _finding(finding: Finding) -> dict[str, str]:
    return {name: getattr(finding, name) for name in ("code", "severity", "sheet", "cell", "message", "answer")}

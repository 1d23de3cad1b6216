"""Notes in the ledger: kept with the return they came in; of each voice on the same figures, the latest words count."""

from collections.abc import Iterable

from sqlalchemy import Connection, Exists, Select, and_, exists, func, select

from ledger.records import display_id
from ledger.shape import NOTE_KEY, notes
from model.notes import Note, NoteKind

_PLAIN = ("area", "period", "beside", "words", "said_by", "said_on")
_MORE = ("involved", "changed", "checked_by", "sheet", "cell")


def row(note: Note) -> dict[str, object]:
    """A note as a row, without its return."""
    *_, voice = note.identity
    return {"kind": note.kind.value, "voice": voice} | {name: getattr(note, name) for name in (*_PLAIN, *_MORE)}


def note(row: object) -> Note:
    """A row as a note."""
    facts = {name: getattr(row, name) for name in (*_PLAIN, *_MORE)}
    return Note(kind=NoteKind(row.kind), return_id=display_id(row.return_id), **facts)


def is_newer_elsewhere(counting: Select) -> Exists:
    """Whether a return that counts and came in later has a note of the same voice on the same figures."""
    newer = notes.alias("newer")
    same = and_(*(newer.c[name] == notes.c[name] for name in NOTE_KEY))
    later = (newer.c.return_id > notes.c.return_id, newer.c.return_id.in_(counting))
    return exists().where(same, *later).correlate(notes)


def current(
    connection: Connection, counting: Select, area: str = "", kind: NoteKind | None = None, beside: str = ""
) -> list[Note]:
    """The notes that count, in order of area, period, metric, kind and voice, those of one return as they stood."""
    wanted = {"area": area, "kind": kind.value if kind else "", "beside": beside}
    narrow = [notes.c[name] == value for name, value in wanted.items() if value]
    latest = (
        select(*(notes.c[name] for name in NOTE_KEY), func.max(notes.c.return_id).label("return_id"))
        .where(notes.c.return_id.in_(counting), *narrow)
        .group_by(*(notes.c[name] for name in NOTE_KEY))
        .subquery()
    )
    same = and_(*(notes.c[name] == latest.c[name] for name in (*NOTE_KEY, "return_id")))
    order = [notes.c[name] for name in ("area", "period", "beside", "kind", "voice", "id")]
    return _all(connection.execute(select(notes).join(latest, same).order_by(*order)))


def _all(rows: Iterable[object]) -> list[Note]:
    return [note(each) for each in rows]

"""What keeps the tables append-only, whichever program writes, and the one way past it: a purge to protect people.

Each guard is a trigger. It gives way only for rows of a return of which `events` says that it was purged, by whom and
why; and it gives way only to their deletion or, where a row has to stay, to its blanking. That word in `events` can
itself be neither changed nor deleted: nothing can go without leaving it behind.
"""

from sqlalchemy import DDL, Connection, Table, event

from ledger.shape import (
    PURGED,
    events,
    figures,
    notes,
    originals,
    problems,
    put_back,
    returns,
    tables,
    told_words,
    turned_away,
)

GUARDED = (originals, returns, events, problems, figures, notes, told_words, turned_away, put_back)
CHANGED_A_FIGURE = "R04"  # the one finding that repeats what another return says
GONE = "This changed a figure that has since been purged to protect people."
_NO_WORDS, _NO_BYTES, _GONE = "''", "x''", f"'{GONE}'"


def _purged(number: str) -> str:
    return f"EXISTS (SELECT 1 FROM events AS word WHERE word.return_id = {number} AND word.what = '{PURGED}')"


def _only(table: Table, **becomes: str) -> str:
    """Whether an update does nothing but set these columns to these values."""
    same = ["rowid", *(column.name for column in table.columns if column.name not in becomes)]
    kept = [f'NEW."{name}" IS OLD."{name}"' for name in same]
    return " AND ".join([*kept, *(f'NEW."{name}" = {value}' for name, value in becomes.items())])


_OTHERS_HOLD_IT = (
    f"EXISTS (SELECT 1 FROM returns AS other WHERE other.sha256 = OLD.sha256 AND NOT {_purged('other.id')})"
)
_AN_EARLIER_ONE_IS = (
    f"EXISTS (SELECT 1 FROM events AS word WHERE word.return_id < OLD.return_id AND word.what = '{PURGED}')"
)
MAY_DELETE = {each.name: _purged("OLD.return_id") for each in (figures, problems, notes, told_words)}
MAY_UPDATE = {
    originals.name: f"{_only(originals, content=_NO_BYTES)} AND NOT {_OTHERS_HOLD_IT}",
    returns.name: f"{_only(returns, file_name=_NO_WORDS, figures='0')} AND {_purged('OLD.id')}",
    events.name: f"{_only(events, why=_NO_WORDS)} AND OLD.what <> '{PURGED}' AND {_purged('OLD.return_id')}",
    problems.name: (f"{_only(problems, message=_GONE)} AND OLD.code = '{CHANGED_A_FIGURE}' AND {_AN_EARLIER_ONE_IS}"),
}


def _is_there(table: Table) -> str:
    """Whether a new row would take an old one's place. `INSERT OR REPLACE` deletes that without a DELETE trigger.

    https://www.sqlite.org/lang_conflict.html: only with `recursive_triggers`, which each program sets for itself.
    """
    same = ["rowid", *(column.name for column in table.primary_key if column.name != "id")]  # `id` is the rowid
    return " OR ".join(f"EXISTS (SELECT 1 FROM {table.name} WHERE {name} = NEW.{name})" for name in same)


def _guard(table: Table, act: str, when: str) -> DDL:
    """What refuses an act on a table, whichever program does it."""
    name, before = table.name, "INSERT" if act == "replace" else act.upper()
    return DDL(
        f"CREATE TRIGGER IF NOT EXISTS {name}_no_{act} BEFORE {before} ON {name} {when and f'WHEN {when}'} "
        f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
    )


def _guards() -> list[DDL]:
    """Every guard; and that nothing is purged without anyone's name or without a reason."""
    named = DDL(
        f"CREATE TRIGGER IF NOT EXISTS events_purged_by_whom BEFORE INSERT ON events WHEN NEW.what = '{PURGED}' AND "
        "(trim(NEW.\"by\") = '' OR trim(NEW.why) = '') BEGIN SELECT RAISE(ABORT, 'a purge says by whom and why'); END"
    )
    made = [named]
    for table in GUARDED:
        made.append(_guard(table, "delete", _unless(MAY_DELETE.get(table.name))))
        made.append(_guard(table, "update", _unless(MAY_UPDATE.get(table.name))))
        made.append(_guard(table, "replace", _is_there(table)))
    return made


def _unless(condition: str | None) -> str:
    return f"NOT ({condition})" if condition else ""


def lift(connection: Connection) -> list[str]:
    """Takes every guard away, within a transaction that puts them back; gives what makes each again."""
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    for name, _ in found:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    return [sql for _, sql in found]


for _made in _guards():
    # Not on the table's own making: a ledger made before a guard was thought of gets it when it is next opened.
    event.listen(tables, "after_create", _made.execute_if(dialect="sqlite"))

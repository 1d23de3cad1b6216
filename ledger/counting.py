"""Which version of a figure counts: the one that came in last, of the returns that are accepted."""

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    ScalarSelect,
    Select,
    Table,
    and_,
    exists,
    func,
    insert,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from ledger import shape
from ledger.notes import is_newer_elsewhere
from ledger.records import CURRENT, PURGED, REPLACED, SUPERSEDED, WITHDRAWN
from ledger.shape import KEY, current_figures, events, figures, notes, returns

COUNTING = (shape.ACCEPTED, shape.RESTORED)
STATES = {
    shape.ACCEPTED: CURRENT,
    shape.RESTORED: CURRENT,
    shape.WITHDRAWN: WITHDRAWN,
    shape.REPLACED: REPLACED,
    shape.PURGED: PURGED,
}


def key_of(table: Table) -> list[Column]:
    """The columns of a table that identify a figure."""
    return [table.c[name] for name in KEY]


def last_event(return_id: object, of: FromClause = returns) -> ScalarSelect:
    """What was last said of a return; `of` is what a question about many returns calls their table."""
    last = select(func.max(events.c.id)).where(events.c.return_id == return_id).correlate(of).scalar_subquery()
    return select(events.c.what).where(events.c.id == last).scalar_subquery()


def counting() -> Select:
    """The returns that are accepted, also within a question about returns."""
    any_ = returns.alias("any_return")
    return select(any_.c.id).where(last_event(any_.c.id, any_).in_(COUNTING))


def outdated() -> ColumnElement:
    """Whether newer returns hold all that a return of `returns` held: nothing of it is current any more."""
    its_figures, its_notes = figures.c.return_id == returns.c.id, notes.c.return_id == returns.c.id
    a_figure = exists().where(its_figures, current_figures.c.figure_id == figures.c.id)
    a_note = exists().where(its_notes, ~is_newer_elsewhere(counting()))
    return and_(or_(exists().where(its_figures), exists().where(its_notes)), ~a_figure, ~a_note)


def state(said: str, is_outdated: bool) -> str:
    """What became of a return, as `Return.state` has it, by what was last said of it.

    Raises ValueError where that is no word of ours.
    """
    if said not in STATES:
        raise ValueError(f"nothing is ever said of a return like “{said}”")
    return SUPERSEDED if said in COUNTING and is_outdated else STATES[said]


def count_newest(connection: Connection, number: int) -> None:
    """Makes the figures of the newest return the ones that count."""
    new = select(*key_of(figures), figures.c.id).where(figures.c.return_id == number)
    adding = upsert(current_figures).from_select([*KEY, "figure_id"], new)
    updating = adding.on_conflict_do_update(index_elements=KEY, set_={"figure_id": adding.excluded.figure_id})
    connection.execute(updating)


def count_afresh(connection: Connection, number: int) -> None:
    """Works out which version counts, for every figure of a return that counts no longer, or counts again."""
    keys = select(*key_of(figures)).where(figures.c.return_id == number)
    connection.execute(current_figures.delete().where(tuple_(*key_of(current_figures)).in_(keys)))
    latest = (
        select(*key_of(figures), func.max(figures.c.id))
        .where(tuple_(*key_of(figures)).in_(keys), figures.c.return_id.in_(counting()))
        .group_by(*key_of(figures))
    )
    connection.execute(insert(current_figures).from_select([*KEY, "figure_id"], latest))

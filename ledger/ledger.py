"""The ledger: one transaction a return, versions within a series, the latest accepted return current."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    Select,
    Table,
    cast,
    create_engine,
    event,
    func,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DBAPIError

from ledger import shape
from ledger.shape import KEY, current_figures, events, figures, originals, problems, returns, told_words, turned_away
from model import disclosure
from model.observations import Flag, Key, Observation, Reason
from model.returns import SERIES

ACCEPTED, WITHDRAWN, REPLACED = "accepted", "withdrawn", "replaced"
STATES = {ACCEPTED: "current", WITHDRAWN: "withdrawn", REPLACED: "replaced by a newer file"}


class LedgerUnavailable(Exception):
    """The ledger cannot be opened or written; the message is a plain sentence for whoever sits there."""


@dataclass(frozen=True)
class Sent:
    """A file as it was sent in: its bytes and name, whose figures it holds (`national` or a code), and by whom."""

    content: bytes
    file_name: str
    owner: str
    by: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Return:
    """One return as the ledger holds it; `state` is what its last event made of it."""

    id: str
    file_name: str
    sha256: str
    owner: str
    sent_by: str
    sent_at: str
    figures: int
    state: str


@dataclass(frozen=True)
class Finding:
    """A problem found in a return, with the answer it was given."""

    return_id: str
    code: str
    severity: str
    sheet: str
    cell: str
    message: str
    answer: str


@dataclass(frozen=True)
class Told:
    """What an authority said of words of its own: the words as they are looked up, as they stood, and the answer.

    An empty answer takes back what was said before.
    """

    words: str
    heading: str
    answer: str
    by: str = ""
    at: str = ""


@dataclass(frozen=True)
class TurnedAway:
    """A file that was not kept because it holds something about individuals: its fingerprint, and where that stands."""

    sha256: str
    file_name: str
    owner: str
    sent_by: str
    at: str
    places: tuple[str, ...]


class Held(NamedTuple):
    """How much is held of one metric, for one area and period, in one series."""

    series: str
    metric: str
    area: str
    period: str
    values: int
    carried_forward: int
    absent: int


def display_id(number: int) -> str:
    """A return's number as people see it: R12."""
    return f"R{number}"


class Ledger:
    """The ledger in one folder. Safe to use from several threads and processes at once."""

    def __init__(self, home: Path) -> None:
        """Opens the ledger in `home`, making it where there is none. Raises LedgerUnavailable with a plain sentence."""
        self.home = home
        try:
            home.mkdir(parents=True, exist_ok=True)
            self._engine = _engine(home / "ledger.db")
            with self._engine.begin() as connection:
                _ensure_shape(connection)
        except (OSError, DBAPIError) as trouble:
            raise LedgerUnavailable(
                f"We cannot open the ledger in {home}: {_plainly(trouble)}. Check that the folder can be written to, "
                "or name another with SDS_HOME. Nothing has been lost."
            ) from trouble

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as trouble:
            raise LedgerUnavailable(
                f"The ledger in {self.home} could not be written: {_plainly(trouble)}. Nothing was taken in, and "
                "nothing that was there is lost. Check that there is room on the disk and that the folder can be "
                "written to, then try again."
            ) from trouble

    # Writing

    def record(
        self,
        sent: Sent,
        observations: Sequence[Observation],
        findings: Iterable[Finding] = (),
        replaces: str = "",
        told: Iterable[Told] = (),
    ) -> str:
        """Takes a return in, whole, in one transaction; its id is returned. `told` is remembered for its owner.

        A file that is in already, byte for byte under the same name and owner, is not taken in again: two servers
        starting at once end with one copy.
        `replaces` names the return whose figures no longer count once this one is in.
        """
        with self._writing() as connection:
            number = self._record(connection, sent, observations, findings, replaces)
            self._remember(connection, sent.owner, told, sent.by)
            return number

    def withdraw(self, return_id: str, by: str, why: str) -> None:
        """Withdraws a return, with a reason; the figures before it count again. Raises KeyError where it is not in."""
        with self._writing() as connection:
            number = int(return_id[1:]) if re.fullmatch(r"R[0-9]{1,15}", return_id) else 0
            if connection.scalar(select(_last_event(number))) != ACCEPTED:
                raise KeyError(return_id)
            self._say(connection, number, WITHDRAWN, by, why)
            self._count_afresh(connection, number)

    def turn_away(self, sha256: str, file_name: str, owner: str, by: str, places: Iterable[str]) -> None:
        """Notes that a file was not kept, and at which cells it holds something about individuals; nothing else of
        it."""
        row = {"sha256": sha256, "file_name": file_name, "owner": owner, "sent_by": by, "at": _now()}
        with self._writing() as connection:
            connection.execute(insert(turned_away).values(**row, places="\n".join(places)))

    def remember(self, owner: str, told: Iterable[Told], by: str) -> None:
        """Remembers what an authority says of words of its own; an empty answer forgets."""
        with self._writing() as connection:
            self._remember(connection, owner, told, by)

    def _remember(self, connection: Connection, owner: str, told: Iterable[Told], by: str) -> None:
        facts = {"owner": owner, "by": by, "at": _now()}
        rows = [{"words": each.words, "heading": each.heading, "answer": each.answer} | facts for each in told]
        _insert_all(connection, told_words, rows)

    def _record(
        self,
        connection: Connection,
        sent: Sent,
        observations: Sequence[Observation],
        findings: Iterable[Finding],
        replaces: str,
    ) -> str:
        if same := _already_in(connection, sent):
            return display_id(same)
        if not connection.scalar(select(func.count()).where(originals.c.sha256 == sent.sha256)):
            connection.execute(insert(originals).values(sha256=sent.sha256, content=sent.content))
        row = {"sha256": sent.sha256, "file_name": sent.file_name, "owner": sent.owner, "sent_by": sent.by}
        added = connection.execute(insert(returns).values(**row, sent_at=_now(), figures=len(observations)))
        number = added.inserted_primary_key[0]
        _insert_all(connection, figures, [_row(each) | {"return_id": number} for each in observations])
        _insert_all(connection, problems, [_finding_row(each) | {"return_id": number} for each in findings])
        if replaces:
            self._say(connection, int(replaces[1:]), REPLACED, sent.by, f"replaced by {display_id(number)}")
            self._count_afresh(connection, int(replaces[1:]))
        self._say(connection, number, ACCEPTED, sent.by, "")
        self._count_newest(connection, number)
        return display_id(number)

    def _say(self, connection: Connection, number: int, what: str, by: str, why: str) -> None:
        connection.execute(insert(events).values(return_id=number, what=what, by=by, at=_now(), why=why))

    def _count_newest(self, connection: Connection, number: int) -> None:
        """Makes the figures of the newest return the ones that count."""
        new = select(*_key_of(figures), figures.c.id).where(figures.c.return_id == number)
        adding = upsert(current_figures).from_select([*KEY, "figure_id"], new)
        updating = adding.on_conflict_do_update(index_elements=KEY, set_={"figure_id": adding.excluded.figure_id})
        connection.execute(updating)

    def _count_afresh(self, connection: Connection, number: int) -> None:
        """Works out which version counts, for every figure of a return that no longer does."""
        keys = select(*_key_of(figures)).where(figures.c.return_id == number)
        connection.execute(current_figures.delete().where(tuple_(*_key_of(current_figures)).in_(keys)))
        accepted = select(returns.c.id).where(_last_event(returns.c.id) == ACCEPTED)
        latest = (
            select(*_key_of(figures), func.max(figures.c.id))
            .where(tuple_(*_key_of(figures)).in_(keys), figures.c.return_id.in_(accepted))
            .group_by(*_key_of(figures))
        )
        connection.execute(insert(current_figures).from_select([*KEY, "figure_id"], latest))

    # Reading

    def version(self) -> int:
        """A number that grows with every change; what was worked out from one version holds for that version."""
        with self._reading() as connection:
            return connection.scalar(select(func.coalesce(func.max(events.c.id), 0)))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect().execution_options(reading=True) as connection:
                yield connection
        except DBAPIError as trouble:
            raise LedgerUnavailable(
                f"The ledger in {self.home} could not be read: {_plainly(trouble)}. Nothing has been changed. "
                "Start the dashboard again; if that does not help, put a copy of the ledger back."
            ) from trouble

    def returns(self) -> list[Return]:
        """Every return ever sent in, oldest first."""
        asked = select(returns, _last_event(returns.c.id).label("state")).order_by(returns.c.id)
        with self._reading() as connection:
            return [_return(row) for row in connection.execute(asked).mappings()]

    def turned_away(self) -> list[TurnedAway]:
        """Every file that was not kept, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(select(turned_away).order_by(turned_away.c.id)).mappings()
            facts = [{name: value for name, value in row.items() if name != "id"} for row in rows]
        return [TurnedAway(**(each | {"places": tuple(each["places"].split("\n"))})) for each in facts]

    def told(self, owner: str) -> list[Told]:
        """What an authority said of words of its own, in order of the words; the last answer to each."""
        newest = select(func.max(told_words.c.id)).where(told_words.c.owner == owner).group_by(told_words.c.words)
        asked = select(told_words).where(told_words.c.id.in_(newest), told_words.c.answer != "")
        with self._reading() as connection:
            rows = connection.execute(asked.order_by(told_words.c.words)).mappings()
            return [Told(*(row[name] for name in ("words", "heading", "answer", "by", "at"))) for row in rows]

    def original(self, return_id: str) -> bytes:
        """A return's file, byte for byte as it was sent."""
        asked = select(originals.c.content).join(returns).where(returns.c.id == int(return_id[1:]))
        with self._reading() as connection:
            return connection.scalar(asked)

    def findings(self, return_id: str = "") -> list[Finding]:
        """The problems found in one return, or in all."""
        asked = select(problems)
        if return_id:
            asked = asked.where(problems.c.return_id == int(return_id[1:]))
        with self._reading() as connection:
            rows = connection.execute(asked).mappings()
            return [Finding(**(dict(row) | {"return_id": display_id(row["return_id"])})) for row in rows]

    def figures(self, exact: bool = False, **wanted: str | Iterable[str]) -> list[Observation]:
        """The current figures whose key parts are as wanted: `metric="sds_people", period=["2020/21"]`.

        In order of series, period, breakdown and area, so that the same question has the same answer. Small numbers
        are hidden and counts rounded as `model.disclosure` has it, unless `exact`, which is for their sender alone.
        """
        asked = _current().order_by(*(current_figures.c[name] for name in KEY))
        for name, value in wanted.items():
            column = current_figures.c[name]
            asked = asked.where(column == value if isinstance(value, str) else column.in_(list(value)))
        with self._reading() as connection:
            found = [_observation(row) for row in connection.execute(asked)]
        return found if exact else disclosure.protected_together(found, self._adding_up_with(found))

    def _adding_up_with(self, found: Iterable[Observation]) -> list[Observation]:
        """The exact figures of the same areas and years that some figures of returns may add up with, asked for or not:
        a part alone must be hidden as it is beside its total."""
        keys = {each.key for each in found if each.key.series == SERIES and each.key.metric in disclosure.ADDING_UP}
        if not keys:
            return []
        wanted = {"area": {key.area for key in keys}, "period": {key.period for key in keys}}
        return self.figures(exact=True, series=SERIES, metric=disclosure.ADDING_UP, **wanted)

    def held(self, metric: str, other_than: str = "", with_value: bool = False) -> list[tuple[str, str, str]]:
        """Which series, periods and breakdowns of a metric have any current figure for an area other than one.

        An absence with a reason is a figure too, unless only those `with_value` are wanted.
        """
        columns = [current_figures.c[name] for name in ("series", "period", "breakdown")]
        elsewhere = current_figures.c.area != other_than
        asked = select(*columns).where(current_figures.c.metric == metric, elsewhere).distinct()
        if with_value:
            asked = asked.join(figures, figures.c.id == current_figures.c.figure_id).where(figures.c.value.is_not(None))
        with self._reading() as connection:
            return [tuple(row) for row in connection.execute(asked)]

    def metrics_held(self, other_than: str = "") -> set[str]:
        """The metrics of which any current figure is held for an area other than one."""
        asked = select(current_figures.c.metric).where(current_figures.c.area != other_than).distinct()
        with self._reading() as connection:
            return set(connection.scalars(asked))

    def own(self, metric: str, other_than: str = "") -> dict[str, int]:
        """By period, how many areas other than one have a figure of their own: no estimate, no earlier year's."""
        asked = (
            select(current_figures.c.period, func.count(current_figures.c.area.distinct()))
            .join(figures, figures.c.id == current_figures.c.figure_id)
            .where(current_figures.c.metric == metric, current_figures.c.area != other_than)
            .where(figures.c.value.is_not(None))
            .where(*(~figures.c.flags.contains(flag.value) for flag in (Flag.CARRIED_FORWARD, Flag.ESTIMATED)))
            .group_by(current_figures.c.period)
        )
        with self._reading() as connection:
            return dict(tuple(row) for row in connection.execute(asked))

    def completeness(self, **wanted: str) -> list[Held]:
        """What is held of one `series` or `area`: how many values, of them carried forward, how many absences."""
        columns = [current_figures.c[name] for name in ("series", "metric", "area", "period")]
        has = figures.c.value.is_not(None)
        counts = [
            func.sum(cast(condition, Integer))
            for condition in (has, figures.c.flags.contains(Flag.CARRIED_FORWARD.value), ~has)
        ]
        asked = (
            select(*columns, *counts)
            .join(figures, figures.c.id == current_figures.c.figure_id)
            .where(*(current_figures.c[name] == value for name, value in wanted.items()))
            .group_by(*columns)
        )
        with self._reading() as connection:
            return [Held(*row) for row in connection.execute(asked)]


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _open(connection: object, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy's own begin decides, not the driver's
        for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 30000"):
            connection.execute(f"PRAGMA {setting}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A read that later writes would fail at once beside another writer; taking the lock first waits its turn.
        reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _ensure_shape(connection: Connection) -> None:
    shape.tables.create_all(connection)
    found = connection.scalar(select(shape.shape.c.version))
    if found is None:
        connection.execute(insert(shape.shape).values(version=shape.SHAPE))
    elif found < shape.SHAPE:
        connection.execute(update(shape.shape).values(version=shape.SHAPE))  # what was new is made above
    elif found > shape.SHAPE:
        raise LedgerUnavailable(
            "This ledger was made by a newer version of the dashboard. Start that version, or name another folder "
            "with SDS_HOME. Nothing has been changed."
        )


def _already_in(connection: Connection, sent: Sent) -> int | None:
    same = (returns.c.sha256 == sent.sha256, returns.c.file_name == sent.file_name, returns.c.owner == sent.owner)
    return connection.scalar(select(returns.c.id).where(*same, _last_event(returns.c.id) == ACCEPTED))


def _plainly(trouble: Exception) -> str:
    words = str(getattr(trouble, "orig", None) or getattr(trouble, "strerror", None) or trouble)
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _key_of(table: Table) -> list[Column]:
    return [table.c[name] for name in KEY]


def _last_event(return_id: object) -> Select:
    last = select(func.max(events.c.id)).where(events.c.return_id == return_id).correlate(returns).scalar_subquery()
    return select(events.c.what).where(events.c.id == last).scalar_subquery()


def _current() -> Select:
    return select(figures).join(current_figures, current_figures.c.figure_id == figures.c.id)


def _insert_all(connection: Connection, table: Table, rows: list[dict[str, object]]) -> None:
    """Inserts many rows with the driver's own loop: SQLAlchemy's costs as much again as the inserting."""
    if not rows:
        return
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    order = compiled.positiontup
    connection.exec_driver_sql(str(compiled), [tuple(row[name] for name in order) for row in rows] if order else rows)


def _row(each: Observation) -> dict[str, object]:
    return each.key._asdict() | {
        "value": each.value,
        "numerator": each.numerator,
        "denominator": each.denominator,
        "base": each.base,
        "reason": each.reason,
        "flags": ";".join(each.flags),
        "period_of_figure": each.period_of_figure,
        "sheet": each.sheet,
        "cell": each.cell,
        "cells": each.cells,
        "as_typed": each.as_typed,
    }


def _finding_row(finding: Finding) -> dict[str, str]:
    return {name: getattr(finding, name) for name in ("code", "severity", "sheet", "cell", "message", "answer")}


def _observation(row: object) -> Observation:
    return Observation(
        key=Key(row.series, row.area, row.coverage, row.period, row.metric, row.breakdown),
        value=row.value,
        reason=Reason(row.reason) if row.reason else None,
        flags=tuple(Flag(flag) for flag in row.flags.split(";")) if row.flags else (),
        numerator=row.numerator,
        denominator=row.denominator,
        base=row.base,
        period_of_figure=row.period_of_figure,
        sheet=row.sheet,
        cell=row.cell,
        cells=row.cells,
        as_typed=row.as_typed,
        return_id=display_id(row.return_id),
    )


def _return(row: dict[str, object]) -> Return:
    facts = {name: row[name] for name in ("file_name", "sha256", "owner", "sent_by", "sent_at", "figures")}
    return Return(id=display_id(row["id"]), state=STATES[row["state"]], **facts)

"""The ledger: one transaction a return, versions within a series, the latest accepted return current."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Select, func, insert, select
from sqlalchemy.exc import DBAPIError

from ledger import asking, counting, notes, opening, purging, shape, trouble, writing
from ledger.records import (
    CURRENT,
    SUPERSEDED,
    WITHDRAWN,
    Event,
    Finding,
    Held,
    Return,
    Sent,
    Told,
    TurnedAway,
    Version,
    display_id,
    number_of,
)
from ledger.shape import events, originals, problems, returns, told_words, turned_away
from ledger.trouble import LedgerUnavailable, Moved
from model import disclosure
from model.notes import Note, NoteKind
from model.observations import Key, Observation
from model.returns import SERIES


class Ledger:
    """The ledger in one folder. Safe to use from several threads and processes at once."""

    def __init__(self, home: Path) -> None:
        """Opens the ledger in `home`, making it where there is none. Raises LedgerUnavailable with a plain sentence."""
        self.home = home
        self._engine = opening.opened(home)
        self._finish_a_purge()

    def close(self) -> None:
        """Lets go of the file. Whatever is asked afterwards opens it again."""
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except (DBAPIError, UnicodeDecodeError) as found:
            raise trouble.not_written(self.home, found) from found

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect().execution_options(reading=True) as connection:
                yield connection
        except (DBAPIError, ValueError) as found:  # a code that none of ours is, where there should be one
            raise trouble.not_read(self.home, found) from found

    # Writing

    def record(
        self,
        sent: Sent,
        observations: Sequence[Observation],
        findings: Iterable[Finding] = (),
        replaces: str = "",
        told: Iterable[Told] = (),
        notes: Iterable[Note] = (),
        expected_version: int | None = None,
    ) -> str:
        """Takes a return in, whole, in one transaction; its id is returned. `told` is remembered for its owner.

        A file that is in already, byte for byte under the same name and owner, is not taken in again: two servers
        starting at once end with one copy. It is where newer returns have taken the place of all it held: then it
        brings that back. `replaces` names the return whose figures no longer count once this one is in.
        Raises Moved where the ledger is no longer at `expected_version`, and WasPurged where a file of these bytes was
        purged; nothing is taken in then.
        """
        with self._writing() as connection:
            if expected_version is not None and _version(connection) != expected_version:
                raise Moved(f"the ledger is no longer at version {expected_version}")
            number = writing.already_in(connection, sent)
            if number is None:
                number = writing.add(connection, sent, observations, findings, notes, replaces)
            writing.remember(connection, sent.owner, told, sent.by, number)
            return display_id(number)

    def withdraw(self, return_id: str, by: str, why: str) -> None:
        """Withdraws a return, with a reason; the figures before it count again. Raises KeyError where it is not in."""
        self._turn(return_id, counting.COUNTING, shape.WITHDRAWN, by, why)

    def restore(self, return_id: str, by: str, why: str) -> None:
        """Lets a withdrawn return count again, in the place it had by the order returns came in.

        Raises KeyError where it is not withdrawn.
        """
        self._turn(return_id, (shape.WITHDRAWN,), shape.RESTORED, by, why)

    def _turn(self, return_id: str, was: Sequence[str], what: str, by: str, why: str) -> None:
        with self._writing() as connection:
            number = number_of(return_id)
            if connection.scalar(select(counting.last_event(number))) not in was:
                raise KeyError(return_id)
            writing.say(connection, number, what, by, why)
            counting.count_afresh(connection, number)

    def purge(self, return_id: str, by: str, why: str) -> list[str]:
        """Blanks all that a return has brought, everywhere, to protect people; the figures before it count again.

        Gives the returns that were purged: with it go all others of the very same bytes. Its number, fingerprint,
        sender and day remain, with who purged it, when and why; a file of these bytes does not come in again.
        Raises KeyError where it is not in or has been purged, ValueError without a name or a reason, and
        LedgerUnavailable where it is purged and traces of it may remain in the file until the ledger is opened again.
        """
        if not by.strip() or not why.strip():
            raise ValueError("a purge says by whom and why")
        with self._writing() as connection:
            numbers = purging.same_original(connection, number_of(return_id))
            if number_of(return_id) not in numbers:
                raise KeyError(return_id)
            for number in numbers:
                writing.say(connection, number, shape.PURGED, by, why)
            for number in numbers:
                purging.blank(connection, number)
            purging.blank_original(connection, numbers[0])
        self._wipe(return_id)
        return [display_id(number) for number in numbers]

    def _wipe(self, return_id: str) -> None:
        try:
            left = "" if purging.wipe(self.home / opening.NAME) else "somebody has been reading it all the while"
        except sqlite3.Error as found:
            left = trouble.plainly(found)
        if left:
            raise LedgerUnavailable(
                f"{return_id} is purged: nothing shows it any more. Traces of it may still be in the ledger's file, "
                f"which could not be rewritten: {left}. They are wiped when the ledger is next opened and there is "
                "room on the disk: start the dashboard again."
            )

    def _finish_a_purge(self) -> None:
        """Wipes what a purge that was broken off has left; where somebody is reading, it is left for the next time."""
        with self._reading() as connection:
            waiting = purging.is_to_be_wiped(connection)
        if waiting:
            with suppress(sqlite3.Error):
                purging.wipe(self.home / opening.NAME, patience=1)

    def turn_away(self, sha256: str, file_name: str, owner: str, by: str, places: Iterable[str]) -> None:
        """Notes that a file was not kept, and at which cells it holds something about individuals; nothing else of
        it."""
        row = {"sha256": sha256, "file_name": file_name, "owner": owner, "sent_by": by, "at": writing.now()}
        with self._writing() as connection:
            connection.execute(insert(turned_away).values(**row, places="\n".join(places)))

    def remember(self, owner: str, told: Iterable[Told], by: str) -> None:
        """Remembers what an authority says of words of its own; an empty answer forgets."""
        with self._writing() as connection:
            writing.remember(connection, owner, told, by)

    # Reading

    def version(self) -> int:
        """A number that grows with every change; what was worked out from one version holds for that version."""
        with self._reading() as connection:
            return _version(connection)

    def returns(self) -> list[Return]:
        """Every return ever sent in, oldest first."""
        with self._reading() as connection:
            return [_return(row) for row in connection.execute(_returns()).mappings()]

    def return_(self, return_id: str) -> Return:
        """One return. Raises KeyError where there is none of that number."""
        with self._reading() as connection:
            row = connection.execute(_returns().where(returns.c.id == number_of(return_id))).mappings().first()
        if row is None:
            raise KeyError(return_id)
        return _return(row)

    def events(self, return_id: str = "") -> list[Event]:
        """What was done with one return, or with all: the earliest first."""
        asked = select(events).order_by(events.c.id)
        if return_id:
            asked = asked.where(events.c.return_id == number_of(return_id))
        with self._reading() as connection:
            rows = connection.execute(asked).all()
        return [Event(display_id(each.return_id), each.what, each.by, each.at, each.why) for each in rows]

    def original(self, return_id: str) -> bytes:
        """A return's file, byte for byte as it was sent. Raises KeyError where it is not in or has been purged."""
        last = counting.last_event(returns.c.id)
        asked = select(originals.c.content).join(returns).where(returns.c.id == number_of(return_id))
        with self._reading() as connection:
            content = connection.scalar(asked.where(last != shape.PURGED))
        if content is None:
            raise KeyError(return_id)
        return content

    def findings(self, return_id: str = "") -> list[Finding]:
        """The problems found in one return, or in all."""
        asked = select(problems)
        if return_id:
            asked = asked.where(problems.c.return_id == number_of(return_id))
        with self._reading() as connection:
            rows = connection.execute(asked).mappings()
            return [Finding(**(dict(row) | {"return_id": display_id(row["return_id"])})) for row in rows]

    def told(self, owner: str) -> list[Told]:
        """What an authority said of words of its own, in order of the words; the last answer to each."""
        newest = select(func.max(told_words.c.id)).where(told_words.c.owner == owner).group_by(told_words.c.words)
        asked = select(told_words).where(told_words.c.id.in_(newest), told_words.c.answer != "")
        with self._reading() as connection:
            rows = connection.execute(asked.order_by(told_words.c.words)).mappings()
            return [Told(*(row[name] for name in ("words", "heading", "answer", "by", "at"))) for row in rows]

    def turned_away(self) -> list[TurnedAway]:
        """Every file that was not kept, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(select(turned_away).order_by(turned_away.c.id)).mappings()
            facts = [{name: value for name, value in row.items() if name != "id"} for row in rows]
        return [TurnedAway(**(each | {"places": tuple(each["places"].split("\n"))})) for each in facts]

    def notes(self, area: str = "", kind: NoteKind | None = None, beside: str = "") -> list[Note]:
        """The notes that count: of each voice on the same figures, those of the latest accepted return with any.

        All, or of one area, of one kind, beside one metric.
        """
        with self._reading() as connection:
            return notes.current(connection, counting.counting(), area, kind, beside)

    def history(self, key: Key, exact: bool = False) -> list[Version]:
        """Every version of one figure ever sent in, the newest first; those of purged returns are gone.

        Small numbers are hidden and counts rounded as `model.disclosure` has it, unless `exact`, which is for their
        sender alone.
        """
        with self._reading() as connection:
            found = asking.versions(connection, key)
            beside = {each.return_id: asking.beside(connection, each, disclosure.ADDING_UP) for each, _ in found}
            numbers = {number_of(each.return_id) for each, _ in found}
            rows = connection.execute(_returns().where(returns.c.id.in_(numbers))).mappings()
            of = {each.id: each for each in map(_return, rows)}
        if not exact:
            found = [(self._as_shown(each, beside[each.return_id]), is_current) for each, is_current in found]
        return [Version(each, of[each.return_id], _standing(of[each.return_id], current)) for each, current in found]

    def _as_shown(self, version: Observation, beside: list[Observation]) -> Observation:
        """One version as it may leave: hidden where it is beside the figures that count now, or was in its return."""
        if not disclosure.adds_up(version.key):
            return disclosure.protected(version)
        among = (self._adding_up_with([version]), beside)
        shown = [disclosure.protected_together([version], each)[0] for each in among]
        return min(shown, key=lambda each: each.value is not None)

    def corrected(self, series: str, area: str) -> dict[Key, str]:
        """The figures of an area that took the place of others sent before them, and when the newest of them came."""
        with self._reading() as connection:
            return asking.corrected(connection, series, area)

    def keys_of(self, return_id: str) -> list[Key]:
        """What figures a return holds, whatever they say and whether they count; none of one that was purged."""
        with self._reading() as connection:
            return asking.keys_of(connection, number_of(return_id))

    def figures(self, exact: bool = False, **wanted: str | Iterable[str]) -> list[Observation]:
        """The current figures whose key parts are as wanted: `metric="sds_people", period=["2020/21"]`.

        In order of series, period, breakdown and area, so that the same question has the same answer. Small numbers
        are hidden and counts rounded as `model.disclosure` has it, unless `exact`, which is for their sender alone.
        """
        with self._reading() as connection:
            found = asking.current(connection, wanted)
        return found if exact else disclosure.protected_together(found, self._adding_up_with(found))

    def _adding_up_with(self, found: Iterable[Observation]) -> list[Observation]:
        """The exact figures of the same areas and years that some figures of returns may add up with, asked for or not:
        a part alone must be hidden as it is beside its total."""
        keys = {each.key for each in found if disclosure.adds_up(each.key)}
        if not keys:
            return []
        wanted = {"area": {key.area for key in keys}, "period": {key.period for key in keys}}
        return self.figures(exact=True, series=SERIES, metric=disclosure.ADDING_UP, **wanted)

    def held(self, metric: str, other_than: str = "", with_value: bool = False) -> list[tuple[str, str, str]]:
        """Which series, periods and breakdowns of a metric have any current figure for an area other than one.

        An absence with a reason is a figure too, unless only those `with_value` are wanted.
        """
        with self._reading() as connection:
            return asking.held(connection, metric, other_than, with_value)

    def metrics_held(self, other_than: str = "") -> set[str]:
        """The metrics of which any current figure is held for an area other than one."""
        with self._reading() as connection:
            return asking.metrics_held(connection, other_than)

    def own(self, metric: str, other_than: str = "") -> dict[str, int]:
        """By period, how many areas other than one have a figure of their own: no estimate, no earlier year's."""
        with self._reading() as connection:
            return asking.own(connection, metric, other_than)

    def completeness(self, **wanted: str) -> list[Held]:
        """What is held of one `series` or `area`: how many values, of them carried forward, how many absences."""
        with self._reading() as connection:
            return asking.completeness(connection, wanted)


def _version(connection: Connection) -> int:
    said = select(func.coalesce(func.max(events.c.id), 0)).scalar_subquery()
    added = select(func.coalesce(func.sum(shape.put_back.c.added), 0)).scalar_subquery()
    return connection.scalar(select(said + added))


def _returns() -> Select:
    said = counting.last_event(returns.c.id).label("said")
    return select(returns, said, counting.outdated().label("outdated")).order_by(returns.c.id)


def _return(row: dict[str, object]) -> Return:
    facts = {name: row[name] for name in ("file_name", "sha256", "owner", "sent_by", "sent_at", "figures")}
    return Return(id=display_id(row["id"]), state=counting.state(row["said"], row["outdated"]), **facts)


def _standing(of: Return, is_current: bool) -> str:
    return CURRENT if is_current else WITHDRAWN if of.state == WITHDRAWN else SUPERSEDED

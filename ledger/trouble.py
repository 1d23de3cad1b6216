"""What can go wrong with the ledger, each in a plain sentence: what we saw, what to do, and what became of the rest."""

import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError

PUT_BACK = "Put a copy back with `python sds.py put-back COPY.db --by NAME`"


class LedgerUnavailable(Exception):
    """The ledger cannot be opened, read or written; the message is a plain sentence for whoever sits there."""


class Damaged(LedgerUnavailable):
    """The ledger's file itself is hurt, or cut short."""


class Moved(Exception):
    """Something was written since the version that was expected: what was worked out from it may no longer hold."""


class WasPurged(ValueError):
    """The file sent in was purged before, to protect people, and may not come back; the message is a plain sentence."""


def not_opened(home: Path, trouble: Exception) -> LedgerUnavailable:
    """Why the ledger in a folder cannot be opened."""
    if is_damage(trouble):
        advice = f"{PUT_BACK}, or name another folder with SDS_HOME. Nothing has been changed."
    else:
        advice = "Check that the folder can be written to, or name another with SDS_HOME. Nothing has been lost."
    return _of(trouble)(f"We cannot open the ledger in {home}: {plainly(trouble)}. {advice}")


def empty(home: Path) -> LedgerUnavailable:
    """A ledger's file with next to nothing in it: ours never are, so that something else has emptied it."""
    return Damaged(
        f"We cannot open the ledger in {home}: the file ledger.db is empty, so something has cut it short. {PUT_BACK}, "
        "or, if there never was anything in it, remove that file. Nothing has been changed."
    )


def newer() -> LedgerUnavailable:
    """A ledger that only a later version of this program understands."""
    return LedgerUnavailable(
        "This ledger was made by a newer version of the dashboard. Start that version, or name another folder "
        "with SDS_HOME. Nothing has been changed."
    )


def not_written(home: Path, trouble: Exception) -> LedgerUnavailable:
    """Why nothing could be written; whatever was begun has been taken back."""
    advice = (
        f"{PUT_BACK}, then try again."
        if is_damage(trouble)
        else "Check that there is room on the disk and that the folder can be written to, then try again."
    )
    return _of(trouble)(
        f"The ledger in {home} could not be written: {plainly(trouble)}. Nothing was taken in, and nothing that was "
        f"there is lost. {advice}"
    )


def not_read(home: Path, trouble: Exception) -> LedgerUnavailable:
    """Why nothing could be read."""
    return _of(trouble)(
        f"The ledger in {home} could not be read: {plainly(trouble)}. Nothing has been changed. Start the dashboard "
        f"again; if that does not help: {PUT_BACK[:1].lower()}{PUT_BACK[1:]}."
    )


def plainly(trouble: Exception) -> str:
    """The heart of the system's own words for it, to stand in the middle of a sentence."""
    if isinstance(trouble, ValueError):  # of letters and codes, which are nothing to a reader
        return "what stands in it cannot be read"
    words = str(getattr(trouble, "orig", None) or getattr(trouble, "strerror", None) or trouble)
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _of(trouble: Exception) -> type[LedgerUnavailable]:
    return Damaged if is_damage(trouble) else LedgerUnavailable


def is_damage(trouble: Exception) -> bool:
    """Whether the file itself is hurt, or holds letters or codes that nobody wrote.

    Of what SQLite raises, damage alone is of the very class that all else is derived from.
    """
    return (
        isinstance(trouble, ValueError)
        or type(trouble.orig if isinstance(trouble, DBAPIError) else trouble) is sqlite3.DatabaseError
    )

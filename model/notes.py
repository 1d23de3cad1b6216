"""A note: what has no value and still stands beside figures. Who said it, when, and which figures it concerns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from textwrap import shorten

from model import areas
from model.caveats import LONGEST_SHORT, Caveat, Effect, Scope
from model.observations import Observation
from model.plain import plain
from model.returns import SERIES


class NoteKind(StrEnum):
    """What sort of words a note is."""

    EXPLANATION = "explanation"  # an authority's own account of how it records a figure
    ACCOUNT = "account"  # what people who use support, carers or their organisations said
    REPLY = "reply"  # a dated reply of a disabled people's organisation to an authority's figures


@dataclass(frozen=True)
class Note:
    """Words that stand beside an area's figures.

    `beside` is the metric they concern, `period` the year; either may be empty, and then they concern all. `said_by`
    is whose words they are (a group, an organisation or the authority, never a person's name), `said_on` the day as
    ISO 8601. An account also says who and how many were involved, what changed because of it and who checked it.
    Raises ValueError without words, or without whose they are.
    """

    kind: NoteKind
    area: str
    words: str
    said_by: str
    said_on: str = ""
    period: str = ""
    beside: str = ""
    involved: str = ""
    changed: str = ""
    checked_by: str = ""
    sheet: str = ""
    cell: str = ""
    return_id: str = ""

    def __post_init__(self) -> None:
        if not self.words.strip() or not self.said_by.strip():
            raise ValueError(f"a note on {self.area} has no words, or nobody who said them")

    @property
    def id(self) -> str:
        """What it is called wherever it stands, by where it came from: `R11 How we record B6`, `R12 account`."""
        return f"{self.return_id} {f'{self.sheet} {self.cell}' if self.cell else self.kind}".strip()

    @property
    def identity(self) -> tuple[str, ...]:
        """What newer words take the place of: the same voice on the same figures. See `Ledger.notes`."""
        return self.kind, self.area, self.period, self.beside, self.said_by.casefold().strip()


def as_shown(note: Note) -> Note:
    """A note as it is shown: kept as it was said, it cannot turn round what stands after it."""
    names = ("words", "said_by", "involved", "changed", "checked_by")
    return replace(note, **{name: plain(getattr(note, name)) for name in names})


_OPENINGS = {
    NoteKind.EXPLANATION: "{said_by} on how it records this: “{words}”",
    NoteKind.ACCOUNT: "{said_by} in {area} told: “{words}”",
    NoteKind.REPLY: "{said_by} replied to the figures of {area}: “{words}”",
}
_ABOUT = {
    NoteKind.EXPLANATION: "How {area} records its figures, in its own words",
    NoteKind.ACCOUNT: "What people in {area} told",
    NoteKind.REPLY: "A reply to the figures of {area}",
}


def concerning(notes: Iterable[Note], figures: Iterable[Observation]) -> tuple[Note, ...]:
    """The notes that concern any of some figures: those their authority sent, of the note's metric and year if any."""
    shown = {(each.key.area, each.key.metric, each.key.period) for each in figures if each.key.series == SERIES}
    return tuple(
        note
        for note in notes
        if any(
            note.area == area and note.beside in ("", metric) and note.period in ("", period)
            for area, metric, period in shown
        )
    )


def as_caveat(note: Note) -> Caveat:
    """A note as what stands beside figures on screen, in pictures and files: its words in short and in full, whose they
    are and of when."""
    note = as_shown(note)
    place = {"area": areas.name(note.area), "said_by": note.said_by}
    opening = _OPENINGS[note.kind]
    room = LONGEST_SHORT - len(opening.format(**place, words=""))
    return Caveat(
        id=note.id,
        short=opening.format(**place, words=shorten(note.words, max(room, 30), placeholder=" …"))[:LONGEST_SHORT],
        full=" ".join(_in_full(note, place)),
        effect=Effect.INFORMS,
        source="house",
        said_by=f"{note.said_by}, sent in as {note.return_id}",
        said_on=note.said_on,
        about=_ABOUT[note.kind].format(**place),
        scope=Scope(areas=frozenset({note.area}), series=frozenset({SERIES})),
    )


def _in_full(note: Note, place: dict[str, str]) -> Iterator[str]:
    yield _OPENINGS[note.kind].format(**place, words=note.words)
    for words, told in (
        ("Involved", note.involved),
        ("What changed because of it", note.changed),
        ("Checked by", note.checked_by),
    ):
        if told:
            yield f"{words}: {told.rstrip('.')}."

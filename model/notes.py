"""A note: what has no value and still stands beside figures. Who said it, when, and which figures it concerns."""

from dataclasses import dataclass
from enum import StrEnum


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
    def identity(self) -> tuple[str, ...]:
        """What newer words take the place of: the same voice on the same figures. See `Ledger.notes`."""
        return self.kind, self.area, self.period, self.beside, self.said_by.casefold().strip()

"""What the ledger speaks of: files sent in, what became of them, what was found and told, versions of a figure."""

import hashlib
import re
from dataclasses import dataclass
from typing import NamedTuple

from model.observations import Observation
from model.plain import plain

CURRENT, SUPERSEDED, WITHDRAWN, PURGED = "current", "superseded", "withdrawn", "purged"
REPLACED = "replaced by a newer file"


@dataclass(frozen=True)
class Sent:
    """A file as it was sent in: its bytes and name, whose figures it holds (`national` or a code), and by whom.

    The names are without signs that would turn round what stands after them on a page.
    """

    content: bytes
    file_name: str
    owner: str
    by: str

    def __post_init__(self) -> None:
        for name in ("file_name", "by"):
            object.__setattr__(self, name, plain(getattr(self, name)))

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Return:
    """One return as the ledger holds it; `state` is what became of it.

    `current`: accepted, and some figure or note of it is the latest. `superseded`: accepted, and newer returns hold all
    that it held. `withdrawn`, and may be restored. `replaced by a newer file`, as bundled workbooks are. `purged`, to
    protect people: its file name is empty and it has no figures any more.
    """

    id: str
    file_name: str
    sha256: str
    owner: str
    sent_by: str
    sent_at: str
    figures: int
    state: str

    @property
    def counts(self) -> bool:
        """Whether it is accepted: its figures are current wherever no newer return has them too."""
        return self.state in (CURRENT, SUPERSEDED)


@dataclass(frozen=True)
class Event:
    """What was done with a return: `accepted`, `withdrawn`, `restored`, `replaced` or `purged`; by whom, when, why."""

    return_id: str
    what: str
    by: str
    at: str
    why: str


@dataclass(frozen=True)
class Version:
    """One version of a figure: what it said, the return it came in, and whether it is `current`, `superseded` by a
    newer one or `withdrawn` with its return."""

    observation: Observation
    return_: Return
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


def number_of(return_id: str) -> int:
    """A return's number from what people write; 0, which no return has, for anything else."""
    return int(return_id[1:]) if re.fullmatch(r"R[0-9]{1,15}", return_id) else 0

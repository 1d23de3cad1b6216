"""Answers to the questions a return raises, by what was asked and where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from model.observations import Reason

_OF_A_BLANK = {
    "zero": 0.0,
    "none": 0.0,
    "0": 0.0,
    "not available": Reason.NOT_AVAILABLE,
    "not collected": Reason.NOT_COLLECTED,
    "not supplied": Reason.NOT_SUPPLIED,
    "not applicable": Reason.NOT_APPLICABLE,
    "does not apply": Reason.NOT_APPLICABLE,
    "hidden": Reason.SUPPRESSED,
    "suppressed": Reason.SUPPRESSED,
}


@dataclass(frozen=True)
class Answers:
    """Answers by code, sheet and cell; without a cell, one is for the whole sheet, without a sheet for the file."""

    given: Mapping[tuple[str, str, str], str] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, code: str, sheet: str, cell: str) -> str:
        """The answer to a question, or nothing."""
        for place in ((code, sheet, cell), (code, sheet, ""), (code, "", "")):
            if place in self.given:
                return self.given[place]
        return ""


NO_ANSWERS = Answers()


def of_a_blank(answer: str) -> tuple[float | None, Reason | None]:
    """What an answer makes of a cell without a number: zero, a number, or a reason; a blank stays one unanswered."""
    said = _OF_A_BLANK.get(answer.casefold().strip())
    if isinstance(said, Reason):
        return None, said
    if said is not None:
        return said, None
    if answer.replace(",", "").strip().isdigit():
        return float(answer.replace(",", "")), None
    return None, Reason.UNCLEAR if answer else Reason.BLANK

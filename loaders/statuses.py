"""A status column's words -> the flags or the reason they give a figure, and the year of one carried forward."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from loaders import typed
from model import periods
from model.observations import FLAG_WORDS, REASON_WORDS, Flag, Reason

PLAIN = "as published"
IN_RETURNS: Mapping[str, str] = {
    **{
        each: PLAIN
        for each in ("", "as counted", "as returned", "as sent", "for comparison", "final", "ok", "actual", "actuals")
    },
    "prov": FLAG_WORDS[Flag.PROVISIONAL],
    **{each: FLAG_WORDS[flag] for each, flag in typed.FLAGS.items()},
    **{each: REASON_WORDS[reason] for each, reason in typed.MARKERS.items()},
}
_REASONS = {words: reason for reason, words in REASON_WORDS.items()}
_FLAGS = {words: flag for flag, words in FLAG_WORDS.items() if flag is not Flag.CARRIED_FORWARD}
_CARRIED = re.compile(rf"{FLAG_WORDS[Flag.CARRIED_FORWARD]} from (\S+)")


@dataclass(frozen=True)
class Status:
    """What a status says of its figure; one that is plain says nothing."""

    flags: tuple[Flag, ...] = ()
    reason: Reason | None = None
    period_of_figure: str | None = None

    def fits(self, period: str) -> bool:
        """Whether a figure of a period may have this status: nothing is carried forward from its own year or later."""
        earlier = self.period_of_figure
        return earlier is None or periods.order(earlier) < periods.order(period)


def read(text: str, aliases: Mapping[str, str] = IN_RETURNS) -> Status | None:
    """What a status says; None where any part of it is not known, or a reason stands beside anything else.

    Its words are those the dashboard shows beside a figure; `aliases` are other words for those.
    """
    parts = [" ".join(each.split()) for each in text.split(";")]
    parts = [aliases.get(each.casefold(), each if not aliases else each.casefold()) for each in parts]
    if len(parts) == 1 and parts[0] in _REASONS:
        return Status(reason=_REASONS[parts[0]])
    flags: list[Flag] = []
    earlier = None
    for words in parts:
        if (carried := _CARRIED.fullmatch(words)) and periods.known(carried[1]) and earlier is None:
            flags.append(Flag.CARRIED_FORWARD)
            earlier = carried[1]
        elif words in _FLAGS:
            flags.append(_FLAGS[words])
        elif words != PLAIN:
            return None
    return Status(tuple(dict.fromkeys(flags)), None, earlier)

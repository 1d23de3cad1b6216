"""Periods: a financial year `2020/21`, `mid-2013`, a month `2011-02`, a date's state `at 2022-04`."""

import re
from collections.abc import Iterable
from functools import cache

_FINANCIAL = re.compile(r"([0-9]{4})/([0-9]{2})")
_MID = re.compile(r"mid-([0-9]{4})")
_MONTH = re.compile(r"(?:at )?([0-9]{4})-([0-9]{2})")


@cache
def order(period: str) -> float:
    """Where a period stands in time, in years, so that periods of any kind sort; ValueError if it is none we know.

    A financial year stands at its first day (1 April), a mid-year at 30 June, a month at its first day.
    """
    if found := _FINANCIAL.fullmatch(period):
        first, second = int(found[1]), int(found[2])
        if (first + 1) % 100 == second:
            return first + 3 / 12
    elif found := _MID.fullmatch(period):
        return int(found[1]) + 6 / 12
    elif (found := _MONTH.fullmatch(period)) and 1 <= int(found[2]) <= 12:
        return int(found[1]) + (int(found[2]) - 1) / 12
    raise ValueError(f"“{period}” is not a period")


def span(found: Iterable[str]) -> str:
    """From the first to the last of some periods: `2014/15 to 2020/21`, or the one there is."""
    ordered = sorted(set(found), key=order)
    return ordered[0] if len(ordered) == 1 else f"{ordered[0]} to {ordered[-1]}"


def known(period: str) -> bool:
    """Whether a label is a period."""
    try:
        order(period)
    except ValueError:
        return False
    return True


def words(period: str) -> str:
    """A period as read aloud in a title: `financial year 2020/21`, `mid-2013`."""
    return f"financial year {period}" if _FINANCIAL.fullmatch(period) else period


def is_year(period: str) -> bool:
    """Whether a period is a financial year."""
    return _FINANCIAL.fullmatch(period) is not None


def year_of(period: str) -> str:
    """The financial year that a state at a date lies in (`at 2026-03` in `2025/26`); any other period as it is."""
    if not period.startswith("at "):
        return period
    start = int(order(period) - 3 / 12 + 1e-9)
    return f"{start}/{(start + 1) % 100:02d}"

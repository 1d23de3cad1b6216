"""The median of a group of authorities with its range, of those whose figures are their own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from model.observations import Observation

FEWEST = 3


@dataclass(frozen=True)
class GroupMedian:
    """Median, lowest and highest of the members with a figure of their own, and who those are and are not."""

    median: float
    lowest: float
    highest: float
    counted: tuple[str, ...]
    missing: tuple[str, ...]


def of_group(members: Iterable[str], figures: Mapping[str, Observation]) -> GroupMedian | None:
    """The median of a group, by area; None where fewer than three members have a figure of their own.

    A figure carried forward or estimated, and a zero that may mean "not recorded", does not count: they are not what
    the authority had in the period.
    """
    wanted = tuple(members)
    own = {area: figures[area] for area in wanted if area in figures and figures[area].as_returned}
    values = [figure.drawn for figure in own.values() if figure.drawn is not None]
    counted = tuple(area for area, figure in own.items() if figure.drawn is not None)
    if len(values) < FEWEST:
        return None
    missing = tuple(area for area in wanted if area not in counted)
    return GroupMedian(median(values), min(values), max(values), counted, missing)

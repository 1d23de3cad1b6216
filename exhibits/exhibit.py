"""The exhibit: a chart or table with its caveats and source, inseparable. The only thing that can be shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from exhibits import look
from exhibits.tables import Table
from model import caveats, sources
from model.caveats import EFFECT_WORDS, Caveat
from model.observations import Observation


class Incomplete(ValueError):
    """An exhibit without a caveat, a source, a period or a date: it may not be built."""


@dataclass(frozen=True)
class Chart:
    """A Plotly chart as plain dictionaries, without title or notes.

    `height` is the plot's, in pixels; a screen narrower than `least_width` moves it sideways.
    """

    data: tuple[Mapping[str, Any], ...]
    layout: Mapping[str, Any]
    height: int
    least_width: int = 0


@dataclass(frozen=True)
class Mark:
    """One entry of the key to the marks: what it looks like (a CSS class and a colour) and what it means."""

    look: str
    words: str
    colour: str = look.BLUE


@dataclass(frozen=True)
class Origin:
    """A return that figures of an exhibit were read from: which file, who sent it in and when; its fingerprint where it
    is for everyone."""

    return_id: str
    file_name: str
    sent_by: str
    sent_at: str
    sha256: str


@dataclass(frozen=True, eq=False)
class Exhibit:
    """What is shown and saved: figures as a chart and as a table, with all that must be said beside them.

    `headline` says what is seen; `subtitle` names metric, unit, period and areas; `alt` is the chart in words;
    `held_since` is the day the figures were taken in; `areas` are those asked for, with or without a figure.
    `beside` are figures shown with the main ones, `aside` the caveats that concern those alone, `aside_are` what the
    reader would call them;
    `origins` are the returns all of them came from.
    Raises Incomplete where anything owed to the reader is missing.
    """

    id: str
    headline: str
    subtitle: str
    period: str
    held_since: str
    figures: tuple[Observation, ...]
    table: Table
    caveats: tuple[Caveat, ...]
    series: tuple[str, ...]
    alt: str
    areas: tuple[str, ...] = ()
    beside: tuple[Observation, ...] = ()
    aside: frozenset[str] = frozenset()
    aside_are: str = "figures in brackets"
    origins: tuple[Origin, ...] = ()
    chart: Chart | None = None
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        owed = {"a caveat": self.caveats, "a source": self.series, "a period": self.period, "its date": self.held_since}
        for what, held in owed.items():
            if not held:
                raise Incomplete(f"“{self.headline}” has not {what}, and may not be shown")
        if not self.alt:
            raise Incomplete(f"“{self.headline}” has no text alternative, and may not be shown")
        given = {caveat.id for caveat in self.caveats}
        shown = (*self.figures, *self.beside)
        if lacking := [caveat.id for caveat in caveats.of_figures(shown) if caveat.id not in given]:
            raise Incomplete(f"“{self.headline}” lacks {', '.join(lacking)}, which apply to its figures")

    def with_words(self, told: Iterable[Caveat]) -> "Exhibit":
        """The same exhibit with words that people sent about its figures beside it, after the caveats."""
        more = tuple(told)
        return replace(self, caveats=(*self.caveats, *more)) if more else self

    @property
    def source_line(self) -> str:
        """Who published the figures, and since when we hold them: the last line of every exhibit."""
        cited = dict.fromkeys(sources.of_series(each).citation for each in self.series)
        return f"Source: {'; '.join(cited)}. Held since {self.held_since}."

    @property
    def notes(self) -> list[tuple[str, list[tuple[int, Caveat]]]]:
        """The caveats numbered through, under what each does to a comparison, or what it concerns."""
        numbered = enumerate(self.caveats, 1)
        return [(heading, list(group)) for heading, group in groupby(numbered, key=lambda each: self._heading(each[1]))]

    def _heading(self, caveat: Caveat) -> str:
        return f"About the {self.aside_are}" if caveat.id in self.aside else EFFECT_WORDS[caveat.effect]

    @property
    def file_stem(self) -> str:
        """A file name that says what, of when and as held when, without an ending."""
        return f"{self.id}_held-{self.held_since.replace(' ', '-').lower()}"

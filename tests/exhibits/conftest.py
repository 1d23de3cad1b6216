"""What the tests of exhibits share: figures drawn in the test, a line an authority, and the comparison they make."""

from textwrap import dedent

import pytest

from exhibits import comparison
from exhibits.comparison import Asked
from exhibits.exhibit import Origin
from model import areas
from model.observations import FLAG_WORDS, REASON_WORDS, Key, Observation

SERIES = {
    "implementation_rate": "phs_implementation",
    "people_supported": "phs_people_supported",
    "sds_people": "phs_options",
    "sds_people_rate": "phs_options",
    "sds_people_one_option": "phs_one_option",
    "sw2_spend_share": "lgbf",
}
FLAGS = {words: flag for flag, words in FLAG_WORDS.items()}
REASONS = {words: reason for reason, words in REASON_WORDS.items()}
RATE_FILE = Origin(
    "R6", "rate.xlsx", "bundled with this dashboard", "2026-11-22T03:16:22+00:00", "0123456789ab" + "c" * 52
)


def _figure(line, metric, series, period, breakdown):
    name, typed, parts, said = [*(cell.strip() for cell in line.split("|")), "", ""][:4]
    numerator, _, denominator = parts.partition(" of ")
    flag, _, earlier = said.partition(" from ")
    return Observation(
        key=Key(series or SERIES[metric], areas.find(name).code, "", period, metric, breakdown),
        value=float(typed) if typed else None,
        reason=REASONS[said] if not typed else None,
        flags=(FLAGS[flag],) if typed and said else (),
        period_of_figure=earlier or None,
        numerator=float(numerator) if numerator else None,
        denominator=float(denominator) if denominator else None,
        sheet="Table 1",
        cell="D9",
        cells="numerator=F9;denominator=G9" if parts else "",
        as_typed=typed or said,
        return_id="R6",
    )


@pytest.fixture
def figures():
    """Figures from a drawing: a line each, `Fife | 98.4 | 1310 of 1331 | estimated`; no value means a reason."""

    def drawn(drawing, metric="implementation_rate", period="2020/21", breakdown="", series=""):
        lines = dedent(drawing).strip().splitlines()
        return [_figure(line, metric, series, period, breakdown) for line in lines if line.strip()]

    return drawn


@pytest.fixture
def compare(figures):
    """The comparison that drawn figures make, of all 32 authorities unless told otherwise.

    `beside` is a drawing for each metric shown beside the one asked for; all else is what a reader asks.
    """

    def compared(
        drawing, metric="implementation_rate", period="2020/21", breakdown="", series="", beside=None, **asked
    ):
        shown = areas.codes()
        if "only" in asked:
            shown = tuple(code for code in shown if areas.name(code) in asked["only"])
            del asked["only"]
        question = {"metric": metric, "series": series or SERIES[metric], "period": period, "breakdown": breakdown}
        found = figures(drawing, metric, period, breakdown, series)
        others = {name: figures(lines, name, period) for name, lines in (beside or {}).items()}
        return comparison.build(Asked(**{"areas": shown, **question, **asked}), found, others, [RATE_FILE])

    return compared


@pytest.fixture
def everyone():
    """A drawing with a line for each of the 32, alike in all but the name."""

    def drawn(rest="50"):
        return "\n".join(f"{areas.name(code)} | {rest}" for code in areas.codes())

    return drawn


@pytest.fixture
def by_name():
    """What an exhibit's table says of an authority, by column."""

    def told(exhibit, name):
        row = next(row for row in exhibit.table.rows if row[0] == name)
        return dict(zip(exhibit.table.columns, row, strict=True))

    return told

"""What an authority sent in, on one card."""

import pytest

from exhibits import files, sent
from exhibits.exhibit import Origin
from model import caveats
from model.observations import Flag, Key, Observation, Reason
from model.returns import SERIES

FIFE = "S12000047"
ORIGINS = [Origin("R10", "fife.xlsx", "A. Officer", "2026-11-20T10:00:00+00:00", "a" * 64)]


def figure(value, period="2024/25", metric="sds_people", breakdown="option=1", **facts):
    key = Key(SERIES, FIFE, "", period, metric, breakdown)
    return Observation(key, value, sheet="Data", cell="B2", return_id="R10", **facts)


def rows(*found, corrected=()):
    return sent.build(FIFE, found, dict(corrected), ORIGINS).table.rows


def test_of_each_kind_the_latest_period_stands_with_its_cell():
    assert rows(figure(500, "2023/24"), figure(545), figure(177, "2023/24", "staff_trained", "")) == (
        ("People by SDS option: Option 1: direct payment", "2024/25", "545", "", "R10 Data B2"),
        ("Staff trained in SDS", "2023/24", "177", "", "R10 Data B2"),
    )


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (figure(None, reason=Reason.NOT_COLLECTED), "not collected"),
        (figure(545, flags=(Flag.ESTIMATED,)), "545 (estimated)"),
        (figure(80.0, metric="implementation_rate", breakdown="", numerator=80, denominator=100), "80.0% (80 of 100)"),
    ],
    ids=["absent", "estimated", "rate"],
)
def test_a_figure_says_its_status_and_its_parts(found, said):
    assert rows(found)[0][2] == said


def test_a_corrected_figure_says_since_when():
    found = figure(560)
    assert rows(found, corrected=[(found.key, "2026-11-21T09:00:00+00:00")])[0][3] == "corrected on 21 November 2026"


def test_it_carries_its_caveats_and_its_source_into_the_file():
    found = sent.build(FIFE, [figure(545)], {}, ORIGINS)
    assert set(caveats.of_figures(found.figures)) == set(found.caveats)
    assert found.source_line.startswith("Source: Each authority named, Figures it sent in to this dashboard.")
    assert found.caveats[0].short in files.csv_of(found).decode("utf-8-sig")


def test_an_authority_that_sent_nothing_has_no_card():
    assert sent.build(FIFE, [], {}, ORIGINS) is None

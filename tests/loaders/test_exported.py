"""What the project writes it reads back: every figure with its flags, its reason, its parts."""

from dataclasses import replace
from datetime import date

import pytest

from exhibits import files
from loaders import sent
from model.observations import Flag, Key, Observation, Reason

FIFE = "S12000047"


def figure(metric="sds_people", split="option=1", value=545, **facts):
    return Observation(Key("returns", FIFE, "", "2023/24", metric, split), value, **facts)


SPLITS = [f"age={age};option={option}" for age in ("18-64", "85+") for option in "1234"]
FIGURES = [
    figure(),
    figure(split="option=2", value=0, flags=(Flag.ZERO_MAY_BE_UNRECORDED,)),
    figure(split="option=3", value=1204, flags=(Flag.CARRIED_FORWARD, Flag.PROVISIONAL), period_of_figure="2022/23"),
    *(figure(split=split, value=None, reason=reason) for split, reason in zip(SPLITS, Reason, strict=True)),
    figure(split="option=1;service=young_carers", value=45),
    figure("option_available", "option=2", 0.5, as_typed="in some places"),
    figure("budget_gbp", "part=agreed", 1_234_000),
    figure("standard_view", "standard=12", 0),
    replace(
        figure("stage_people", "stage=budget", 25),
        key=Key("returns", FIFE, "", "at 2024-03", "stage_people", "stage=budget"),
    ),
    figure("implementation_rate", "", 99.89395546129374, numerator=9420, denominator=9430),
    figure("statement_score", "round=baseline;statement=I am listened to", 3.1, base=13, as_typed="=1+1"),
]


def told(observations):
    """Each figure by its identity; numbers to the 15 digits that a spreadsheet keeps."""
    numbers = ("value", "numerator", "denominator", "base")
    return {
        each.key: (
            *(None if (n := getattr(each, name)) is None else f"{n:.15g}" for name in numbers),
            *(each.reason, each.flags, each.period_of_figure),
        )
        for each in observations
    }


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_export_is_read_back_whole(tmp_path, ending):
    out = tmp_path / f"out.{ending}"
    files.export(FIGURES, out)
    found = sent.read_here(out.read_bytes(), out.name, "", date(2026, 11, 22))
    assert (found.verdict, found.problems) == ("accept", ())
    assert told(found.observations) == told(FIGURES)


def test_a_row_with_words_that_are_not_ours_is_asked_about(tmp_path):
    out = tmp_path / "out.csv"
    files.export(FIGURES[:1], out)
    changed = out.read_bytes().replace(b"option=1", b"opinion=1")
    found = sent.read_here(changed, out.name, "", date(2026, 11, 22))
    assert ([each.code for each in found.problems], found.observations) == (["S10"], ())


@pytest.mark.slow
def test_everything_held_is_read_back_as_it_was_written(tmp_path, full_ledger):
    held = full_ledger.figures()
    files.export(held, tmp_path / "out.xlsx")
    found = sent.read_here((tmp_path / "out.xlsx").read_bytes(), "out.xlsx", "", date(2026, 11, 22))
    assert found.problems == () and told(found.observations) == told(held)


@pytest.mark.parametrize("now", [",sds_people,option=9,545,", ",sds_people,option=1,-5,"])
def test_a_row_that_has_been_changed_to_what_cannot_be_is_asked_about(now, tmp_path):
    files.export([figure()], tmp_path / "out.csv")
    content = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    before = ",sds_people,option=1,545,"
    assert before in content
    found = sent.read_here(content.replace(before, now).encode(), "out.csv", FIFE, date(2026, 11, 22))
    assert (found.verdict, found.observations) == ("ask", ())


def test_the_same_figure_twice_is_sent_back(tmp_path):
    files.export([figure()], tmp_path / "out.csv")
    content = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    row = content.strip().splitlines()[-1]
    found = sent.read_here(f"{content}{row.replace('545', '600')}\n".encode(), "out.csv", FIFE, date(2026, 11, 22))
    assert [each.code for each in found.problems] == ["I10"]

"""Every figure of every bundled table is in the ledger as published: none missing, none added, none changed.

The workbooks are opened bare here and read by a reader of this file's own, so that no slip of the loaders hides itself.
"""

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from model import areas

pytestmark = pytest.mark.slow

DATA = Path(__file__).parent.parent / "data"
LAYOUTS = tomllib.loads((DATA / "layouts" / "published.toml").read_text(encoding="utf-8"))
WORDS = tomllib.loads((DATA / "breakdowns.toml").read_text(encoding="utf-8"))

COVERAGE = {"Scotland": "", "Scotland (Estimated)": "estimated", "Scotland (All Areas Submitted)": "submitted"}
REASONS = {
    "not available": "not_available",
    "not supplied": "not_supplied",
    "not collected": "not_collected",
    "not applicable": "not_applicable",
}
FLAGS = {"estimated": "estimated", "0 may mean not recorded": "zero_may_be_unrecorded"}


@cache
def workbook(file):
    return load_workbook(DATA / "published" / file)


def tables():
    for reference, layout in LAYOUTS.items():
        for table in layout["table"]:
            yield table, workbook(f"{reference}.xlsx")[table["sheet"]]


def rows(sheet):
    """Each row below the header, as a dictionary by heading."""
    lines = list(sheet.iter_rows(values_only=True))
    top = next(number for number, line in enumerate(lines) if line[0] == "Area code")
    return [
        dict(zip(lines[top], line, strict=True)) for line in lines[top + 1 :] if any(cell is not None for cell in line)
    ]


def kind(table, row, heading):
    """Metric and breakdown of the figure under a heading."""
    parts = dict(table["values"][heading])
    metric = parts.pop("metric", None) or table["metric"]
    for column, dimension in table.get("dimensions", {}).items():
        if row[column] not in WORDS[dimension].get("whole", ()):
            parts[dimension] = WORDS[dimension]["published"][row[column]]
    return metric, ";".join(f"{key}={parts[key]}" for key in sorted(parts))


def status(word):
    """A status word as reason, flag and earlier period."""
    earlier = word.removeprefix("carried forward from ")
    if earlier != word:
        return None, ("carried_forward",), earlier
    if word == "as published":
        return None, (), None
    return REASONS.get(word), (() if word in REASONS else (FLAGS[word],)), None


def published():
    """Every figure: what identifies it -> value, parts, reason, flags, the year it is of."""
    found = {}
    for table, sheet in tables():
        for row in rows(sheet):
            series = table.get("series") or table["series_words"][row[table["series_column"]]]
            for heading in table["values"]:
                metric, breakdown = kind(table, row, heading)
                coverage = COVERAGE[row["Area"]] if row["Area code"] == "S92000003" else ""
                key = (series, row["Area code"], coverage, row[table["period_column"]], metric, breakdown)
                reason, flags, earlier = status(row[f"{heading} status"])
                parts = {part: row[column] for part, column in table.get("parts", {}).items()}
                value = None if reason else row[heading]
                assert key not in found
                found[key] = (value, parts.get("numerator"), parts.get("denominator"), reason, flags, earlier)
    return found


@pytest.fixture(scope="module")
def held(all_figures):
    return {
        tuple(each.key): (
            *(each.value, each.numerator, each.denominator),
            *(each.reason, each.flags, each.period_of_figure),
        )
        for each in all_figures
    }


def test_every_published_figure_is_held_as_published_and_no_other(held):
    bare = published()
    values = [value for value, *_ in bare.values() if value is not None]
    parts = [part for _, *both, _, _, _ in bare.values() for part in both if part is not None]
    assert (len(values), len(bare) - len(values), len(parts)) == (58_631, 1_318, 1_320)
    assert bare.keys() - held.keys() == set()
    assert held.keys() - bare.keys() == set()
    assert {key: (held[key], figure) for key, figure in bare.items() if held[key] != figure} == {}


BY_HAND = """
    scs_options           | Fife             | 2015/16  | sds_people                 | option=1 | 400
    phs_options           | Fife             | 2020/21  | sds_people                 | option=any | 9420
    phs_options           | Fife             | 2020/21  | sds_people                 | option=3 | 8955
    phs_options           | Highland         | 2018/19  | sds_people_rate            | option=2 | 1.2
    phs_options_submitted | Moray            | 2019/20  | sds_people                 | option=3 | 735
    phs_options_submitted | Moray            | 2019/20  | sds_people                 | age=18-64;option=1 | 100
    phs_options_submitted | Moray            | 2019/20  | sds_people                 | age=85+;option=any | 365
    phs_one_option        | Falkirk          | 2020/21  | sds_people_one_option      | option=mixed | 280
    phs_characteristics | Dundee City | 2018/19 | sds_people_by_client_group | age=18-64;client_group=dementia | 130
    phs_characteristics | Stirling | 2020/21 | sds_people_by_support_need | age=85+;support_need=personal_care | 460
    phs_people_supported  | Aberdeen City    | 2021/22  | people_supported           |  | 10425
    lgbf                  | Highland         | 2013/14  | sw2_spend_share            |  | 3.1495
    lgbf                  | Scotland         | 2019/20  | sw4d_had_a_say             |  | 75.4273
    nrs_population        | Shetland Islands | mid-2018 | population                 | age=75+ | 1966
    scs_choice_base       | Scotland         | 2016/17  | implementation_rate        |  | 70
    scs_national_1516     | Scotland         | 2015/16  | authorities_able_option_3  |  | 29
"""


def test_figures_read_off_the_workbooks_by_eye_are_held(all_figures):
    by_eye = {tuple(part.strip() for part in line.split("|")) for line in BY_HAND.strip().splitlines()}
    held = set()
    for each in all_figures:
        key = each.key
        held.add((key.series, areas.name(key.area), key.period, key.metric, key.breakdown, f"{each.value or 0:g}"))
    assert by_eye - held == set()


def test_no_figure_is_held_twice(all_figures):
    assert [key for key, times in Counter(each.key for each in all_figures).items() if times > 1] == []


def test_every_figure_can_be_traced_to_its_cell(all_figures, full_ledger):
    """Every hundredth figure: the cell it names holds what was typed, and so do the cells of its parts."""
    files = {each.id: workbook(each.file_name) for each in full_ledger.returns()}
    for figure in all_figures[::100]:
        sheet = files[figure.return_id][figure.sheet]
        assert str(sheet[figure.cell].value) == figure.as_typed, figure
        for part in filter(None, figure.cells.split(";")):
            name, cell = part.split("=")
            assert sheet[cell].value == getattr(figure, name), figure


# The facts of status, written out

CARRIED_FORWARD = {
    "S12000033": "Aberdeen City",
    "S12000034": "Aberdeenshire",
    "S12000010": "East Lothian",
    "S12000018": "Inverclyde",
    "S12000023": "Orkney Islands",
    "S12000028": "South Ayrshire",
}
SENT_NOTHING_FOR_TWO_YEARS = {"S12000033", "S12000028"}


def carried_forward(figures, period, series):
    """Area -> the years its figures are of, for figures marked as carried forward."""
    marked = [
        each for each in figures if each.key.period == period and each.key.series == series and each.carried_forward
    ]
    return {
        area: {each.period_of_figure for each in marked if each.key.area == area}
        for area in {e.key.area for e in marked}
    }


@pytest.mark.parametrize("series", ["phs_options", "phs_implementation"])
def test_six_authorities_are_carried_forward_in_2020_21_from_the_year_they_last_sent(all_figures, series):
    assert carried_forward(all_figures, "2020/21", series) == {
        area: {"2018/19"} if area in SENT_NOTHING_FOR_TWO_YEARS else {"2019/20"} for area in CARRIED_FORWARD
    }


@pytest.mark.parametrize("series", ["phs_options", "phs_implementation"])
def test_two_authorities_are_carried_forward_in_2019_20(all_figures, series):
    assert carried_forward(all_figures, "2019/20", series) == {area: {"2018/19"} for area in SENT_NOTHING_FOR_TWO_YEARS}


def test_every_figure_of_a_year_carried_forward_is_marked_and_no_other_is(all_figures):
    marked = [each for each in all_figures if each.carried_forward]
    places = {(area, "2020/21") for area in CARRIED_FORWARD} | {
        (area, "2019/20") for area in SENT_NOTHING_FOR_TWO_YEARS
    }
    assert Counter((each.key.area, each.key.period) for each in marked) == dict.fromkeys(places, 11)
    assert {each.key.metric for each in marked} == {"sds_people", "sds_people_rate", "implementation_rate"}


def test_a_figure_carried_forward_equals_that_of_the_year_it_is_of(all_figures):
    by_key = {each.key: each for each in all_figures}
    for each in all_figures:
        if each.carried_forward and each.key.metric != "sds_people_rate":  # divided by a later population
            earlier = by_key[each.key._replace(period=each.period_of_figure)]
            assert (each.value, each.numerator, each.denominator) == (
                *(earlier.value, earlier.numerator, earlier.denominator),
            )


@pytest.mark.parametrize(
    ("area", "option"), [("S12000049", "4"), ("S12000013", "3")], ids=["Glasgow City", "Na h-Eileanan Siar"]
)
def test_a_zero_that_was_no_count_is_not_available_as_typed_0(all_figures, area, option):
    (figure,) = [
        each
        for each in all_figures
        if each.key == ("phs_options", area, "", "2017/18", "sds_people", f"option={option}")
    ]
    assert (figure.value, figure.reason, figure.as_typed) == (None, "not_available", "0")


def test_nothing_else_of_the_option_tables_is_not_available(all_figures):
    absent = [each.key for each in all_figures if each.reason == "not_available"]
    assert {(key.area, key.period, key.breakdown.split(";")[-1]) for key in absent} == {
        ("S12000049", "2017/18", "option=4"),
        ("S12000013", "2017/18", "option=3"),
    }

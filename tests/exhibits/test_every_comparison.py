"""Every comparison that can be asked of what is bundled: it builds, says all it owes, and says it alike everywhere.

Laws 1, 4 and 6 over the real figures: all 32 authorities for every metric, series, breakdown and period held.
"""

import csv
import re
from collections import defaultdict
from html import unescape
from io import StringIO

import pytest

from exhibits import comparison, files, picture, words
from exhibits.comparison import Asked
from exhibits.exhibit import Origin
from model import areas, breakdowns, caveats, metrics
from model.observations import FLAG_WORDS, REASON_WORDS, status
from ui import show

pytestmark = pytest.mark.slow

HELD = """
    sw4a_care_rated_good sw4b_quality_of_life sw4c_independent_living sw4d_had_a_say sw4e_carers_supported
    implementation_rate sds_people sds_people_rate sds_people_one_option sds_share_one_option sw2_spend_share population
    people_supported people_supported_rate people_supported_adjusted people_supported_adjusted_rate
    sds_people_by_client_group sds_rate_by_client_group sds_people_by_support_need sds_rate_by_support_need
    sds_people_by_provider_type sds_rate_by_provider_type
""".split()


@pytest.fixture(scope="module")
def kinds(all_figures):
    """The figures of authorities by metric, then by series, period and breakdown."""
    found = defaultdict(lambda: defaultdict(list))
    for each in all_figures:
        if each.key.area != areas.SCOTLAND:
            found[each.key.metric][each.key.series, each.key.period, each.key.breakdown].append(each)
    return found


@pytest.fixture(scope="module")
def origins(full_ledger):
    return [Origin(each.id, each.file_name, each.sent_by, each.sent_at, each.sha256) for each in full_ledger.returns()]


@pytest.fixture(scope="module")
def built(kinds, origins):
    """The comparison of one kind of figure, with the figures a page would show beside it."""

    def built(metric, series, period, breakdown, **asked):
        beside = {
            name: [each for (_, of, split), held in kinds[name].items() for each in held if (of, split) == (period, "")]
            for name in metrics.metric(metric).beside
        }
        question = Asked(metric, series, period, breakdown, **{"areas": areas.codes(), **asked})
        found = [each for each in kinds[metric][series, period, breakdown] if each.key.area in question.areas]
        return comparison.build(question, found, beside, origins)

    return built


def test_these_are_all_the_metrics_periods_and_authorities_held(kinds, all_figures):
    assert set(kinds) == set(HELD)
    assert {each.key.area for each in all_figures} - {areas.SCOTLAND} == set(areas.codes())
    assert sum(map(len, kinds.values())) == 1950


@pytest.mark.parametrize("metric", HELD)
def test_every_comparison_says_all_it_owes_and_says_it_alike(built, kinds, metric):
    for kind in kinds[metric]:
        exhibit = built(metric, *kind)
        owes_exactly_its_figures_caveats(exhibit)
        shows_32_in_order(exhibit)
        for said in (in_file(exhibit), in_picture(exhibit), on_screen(exhibit)):
            says_all_it_owes(exhibit, said)
        says_each_figure_alike(exhibit, metrics.metric(metric))


@pytest.mark.parametrize("metric", HELD)
@pytest.mark.parametrize(
    ("asked", "more"),
    [
        ({"view": "map"}, set()),
        ({"view": "table"}, set()),
        ({"order": "value"}, {"H39"}),
        ({"order": "family", "view": "map"}, {"C61"}),
        ({"mine": "S12000013", "order": "value", "view": "table"}, {"H39"}),
    ],
)
def test_every_view_and_order_says_all_it_owes(built, kinds, metric, asked, more):
    for series, period in dict.fromkeys(kind[:2] for kind in kinds[metric]):
        breakdown = next(kind[2] for kind in kinds[metric] if kind[:2] == (series, period))
        exhibit = built(metric, series, period, breakdown, **asked)
        owes_exactly_its_figures_caveats(exhibit, more)
        assert sorted(row[0] for row in exhibit.table.rows) == [areas.name(code) for code in areas.codes()]
        for said in (in_file(exhibit), on_screen(exhibit), *([in_picture(exhibit)] if exhibit.chart else [])):
            says_all_it_owes(exhibit, said)


def test_the_headline_of_the_latest_implementation_rate(built):
    exhibit = built("implementation_rate", "phs_implementation", "2020/21", "")
    assert exhibit.headline == "26 of 32 authorities sent 2020/21 figures. Six show an earlier year"
    assert "The 2018/19 figure: Aberdeen City and South Ayrshire." in exhibit.alt
    assert "The 2019/20 figure: Aberdeenshire, East Lothian, Inverclyde and Orkney Islands." in exhibit.alt


# What is promised


def shown(exhibit):
    """Every figure of an exhibit: those asked for, and those of other metrics beside them."""
    return (*exhibit.figures, *exhibit.beside)


def owes_exactly_its_figures_caveats(exhibit, more=frozenset()):
    """The caveats are those of its figures, of the figures it lacks and of what it uses, and no other."""
    owed = {caveat.id for figure in shown(exhibit) for caveat in caveats.of_figure(figure)} | more
    owed |= {caveat.id for key in lacking(exhibit) for caveat in CONCERN_ANY_VALUE if caveat.scope.identifies(key)}
    assert [caveat.id for caveat in exhibit.caveats] == list(dict.fromkeys(caveat.id for caveat in exhibit.caveats))
    assert {caveat.id for caveat in exhibit.caveats} == owed
    headings = [heading for heading, _ in exhibit.notes]
    assert len(set(headings)) == len(headings)


CONCERN_ANY_VALUE = [
    each
    for each in caveats.caveats().values()
    if not (each.scope.flags or each.scope.zero or each.scope.uses or each.scope.outside)
]


def lacking(exhibit):
    """What identifies the figures an exhibit asks for and does not find: a caveat may say why."""
    kind = exhibit.figures[0].key
    absent = set(exhibit.areas) - {figure.key.area for figure in exhibit.figures}
    return [kind._replace(area=code, coverage="") for code in absent]


def shows_32_in_order(exhibit):
    assert [row[0] for row in exhibit.table.rows] == [areas.name(code) for code in areas.codes()]
    held = {figure.key.area: figure for figure in exhibit.figures}
    bar = exhibit.chart.data[0]
    assert list(bar["x"]) == [held[code].drawn if code in held else None for code in areas.codes()]
    assert all(held[code].value == 0 for code, x in zip(areas.codes(), bar["x"], strict=True) if x == 0)
    assert max((x for x in bar["x"] if x is not None), default=0) <= exhibit.chart.layout["xaxis"]["range"][1]


def in_file(exhibit):
    return files.csv_of(exhibit).decode("utf-8-sig").replace('""', '"')


def in_picture(exhibit):
    """What the picture says, its lines joined as they were before they were wrapped."""
    joined = " ".join(each["text"] for each in picture.figure(exhibit)["layout"]["annotations"])
    return unescape(re.sub(r"</?[bi]>", "", joined.replace("<br>", " ")))


def on_screen(exhibit):
    """What the card and what stands under it say."""
    made = show._drawn.__wrapped__(exhibit, "test")
    return unescape(" ".join((made.top, made.beside, made.bottom, made.in_full)))


def says_all_it_owes(exhibit, said):
    for caveat in exhibit.caveats:
        assert caveat.short in said or caveat.short.replace("'", "''") in said, caveat.id
    assert exhibit.source_line in said
    assert exhibit.period in said
    assert exhibit.headline in said and exhibit.subtitle in said


def says_each_figure_alike(exhibit, metric):
    """Value and status of a figure are the same in the table, in the hover, in the words by the bar and in the file."""
    found = csv.DictReader(StringIO(files.csv_of(exhibit).decode("utf-8-sig")))
    in_csv = {(row["authority"], row["metric"]): row for row in found if (row["authority"] or "").startswith("S12")}
    rows = {row[0]: dict(zip(exhibit.table.columns, row, strict=True)) for row in exhibit.table.rows}
    bar, beside = exhibit.chart.data
    hovers = {hover.partition("</b>")[0].removeprefix("<b>"): hover for hover in bar["hovertext"]}
    unpadded = [re.sub("[\u2007\u2008]", "", text) for text in beside["text"]]
    by_bar = dict(zip(beside["y"], unpadded, strict=True))
    for figure in shown(exhibit):
        name = areas.name(figure.key.area)
        in_file_ = in_csv[figure.key.area, figure.key.metric]
        said = status(figure) if figure.drawn is None else words.number(figure.value, metric)
        if figure.key.metric == metric.id:
            assert rows[name][exhibit.table.columns[1]] == said
            assert rows[name]["Status"] == status(figure)
            assert unescape(hovers[name]).startswith(f"<b>{name}</b>: {said}<br>")
            assert words.capital(status(figure)) in unescape(hovers[name]).split("<br>")
            assert by_bar[name].strip().startswith(said if figure.drawn is not None else f"<i>{said}</i>")
            assert rows[name]["Where from"].startswith(f"{in_file_['return']} {in_file_['sheet']} {in_file_['cell']}")
        assert in_file_["value"] == ("" if figure.value is None else f"{figure.value:.15g}")
        told = [REASON_WORDS[in_file_["reason"]]] if in_file_["reason"] else []
        told += [FLAG_WORDS[flag] for flag in in_file_["flags"].split(";") if flag]
        assert status(figure).startswith(told[0] if told else "as published")
        assert in_file_["period_of_figure"] == (figure.period_of_figure or "")
        assert in_file_["caveats"].split(";") == [caveat.id for caveat in caveats.of_figure(figure)]
        assert breakdowns.join(breakdowns.split(in_file_["breakdown"])) == figure.key.breakdown

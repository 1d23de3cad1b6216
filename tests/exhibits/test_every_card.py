"""Every card of At a glance, One authority and Ways of looking that can be asked of what is bundled.

Each builds, says all it owes, mixes no two Scotlands, and neither blames nor ranks.
"""

import re
from collections import defaultdict

import pytest

from exhibits import about, authority, comparison, files, glance, tables, trend, ways, words
from exhibits.exhibit import Origin
from model import areas, caveats, metrics, sources
from model.observations import status
from model.ways import ways as all_ways
from tests.test_architecture import forbidden

pytestmark = pytest.mark.slow

FIFE, ABERDEEN = "S12000047", "S12000033"
EVERYWHERE = (*areas.codes(), areas.SCOTLAND)
RANKS = re.compile(r"\b(\d+(st|nd|rd|th)|rank\w*|top|bottom)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def origins(full_ledger):
    return [Origin(each.id, each.file_name, each.sent_by, each.sent_at, each.sha256) for each in full_ledger.returns()]


@pytest.fixture(scope="module")
def by_place(all_figures):
    """The figures by metric, series, area and period."""
    found = defaultdict(list)
    for each in all_figures:
        found[each.key.metric, each.key.series, each.key.area, each.key.period].append(each)
    return found


@pytest.fixture(scope="module")
def by_kind(all_figures):
    """The figures by metric, series and breakdown."""
    found = defaultdict(list)
    for each in all_figures:
        found[each.key.metric, each.key.series, each.key.breakdown].append(each)
    return found


@pytest.fixture(scope="module")
def every_way(by_place, origins):
    """Each way of looking at each of its metrics, for every area and period held."""
    return [
        ways.build(ways.Asked(way.id, metric, area, period), found, origins)
        for way in all_ways().values()
        for (metric, series, area, period), found in by_place.items()
        if series == way.series and metric in way.metrics
    ]


@pytest.fixture(scope="module")
def every_topic(by_kind, origins):
    """Each topic of each authority, beside each kind of its family groups, with its question."""
    made = {}
    for id_, topic in authority.TOPICS.items():
        found = [each for line in topic.lines for each in by_kind[line]]
        for area in areas.codes():
            for family in ("people", "other"):
                asked = authority.Asked(area, id_, family)
                made[asked] = authority.build(asked, found, origins)
    return made


@pytest.fixture(scope="module")
def at_a_glance(full_ledger, by_kind, by_place, origins):
    """The cards of At a glance, those of one area for every area; spend beside people; what is held of each."""
    made = []
    for (metric, series, area, period), found in by_place.items():
        if (metric, series) == ("sds_people", "phs_options"):
            both = [*found, *by_place["sds_people_rate", series, area, period]]
            made.append(glance.options([each for each in both if each.key.breakdown in glance.OPTIONS], origins))
    for area in EVERYWHERE:
        said = [each for id_ in glance.EXPERIENCE for each in by_kind[id_, "lgbf", ""] if each.key.area == area]
        made.append(glance.experience(said, origins))
    counted = {id_: full_ledger.own(id_, other_than=areas.SCOTLAND) for id_ in glance.COVERED}
    made.append(glance.coverage(counted, ["phs_options"], origins))
    for period in sorted({each.key.period for each in by_kind[ways.PEOPLE]}):
        both = [
            [each for each in by_kind[kind] if each.key.period == period and each.key.area != areas.SCOTLAND]
            for kind in (("sw2_spend_share", "lgbf", ""), ways.PEOPLE)
        ]
        made.append(ways.spend_beside_people(period, FIFE, *both, origins))
    for area in areas.codes():
        counts = defaultdict(lambda: (0, 0, 0))
        for row in full_ledger.completeness(area=area):
            now = (row.values, row.carried_forward, row.absent)
            counts[row.series, row.period] = tuple(map(sum, zip(counts[row.series, row.period], now, strict=True)))
        made.append(about.of_authority(area, counts, origins))
    return made


@pytest.fixture(scope="module")
def every_card(every_way, every_topic, at_a_glance):
    return [*every_way, *every_topic.values(), *at_a_glance]


def test_these_are_all_the_cards(every_way, every_topic, at_a_glance):
    assert (len(every_way), len(every_topic), len(at_a_glance)) == (1236, 192, 4 * 33 + 33 + 1 + 4 + 32)


def test_every_card_has_its_figures_caveats_and_those_its_metrics_name(every_card):
    for exhibit in every_card:
        given = {caveat.id for caveat in exhibit.caveats}
        shown = (*exhibit.figures, *exhibit.beside)
        assert {caveat.id for figure in shown for caveat in caveats.of_figure(figure)} <= given
        assert {metrics.metric(each.key.metric).caveat for each in shown} <= given, exhibit.id


def test_every_card_cites_every_source_of_its_figures(every_card):
    for exhibit in every_card:
        for series in {figure.key.series for figure in (*exhibit.figures, *exhibit.beside)}:
            assert sources.of_series(series).citation in exhibit.source_line
        named = {origin.return_id for origin in exhibit.origins}
        assert {figure.return_id for figure in (*exhibit.figures, *exhibit.beside)} <= named


def test_no_two_cards_are_saved_under_one_name(every_way, at_a_glance):
    names = [exhibit.file_stem for exhibit in (*every_way, *at_a_glance)]
    assert len(set(names)) == len(names)
    assert not [name for name in names if re.search(r"[^a-z0-9_-]", name)]


def written(exhibit):
    """All that a card says but for its caveats and source, which others have said."""
    yield from (exhibit.headline, exhibit.subtitle, exhibit.alt, exhibit.table.caption, *exhibit.table.columns)
    yield from (cell for row in exhibit.table.rows for cell in row)
    yield from (mark.words for mark in exhibit.marks)
    if exhibit.chart:
        yield from (each["text"] for each in exhibit.chart.layout.get("annotations", ()))
        for trace in exhibit.chart.data:
            yield from (*trace.get("hovertext", ()), *trace.get("text", ()))


def test_no_card_blames_or_ranks(every_card):
    said = {text for exhibit in every_card for text in written(exhibit)}
    assert [text for text in said if forbidden(text)] == []
    assert [text for text in said if RANKS.search(text)] == []


def test_the_four_outcomes_neither_blame_nor_rank(full_ledger):
    latest = dict.fromkeys(full_ledger.metrics_held(other_than=areas.SCOTLAND), "2020/21")
    said = [text for each in glance.outcomes(latest) for text in (each.name, *each.held, *each.missing)]
    assert said and [text for text in said if forbidden(text) or RANKS.search(text)] == []


def test_every_table_is_a_real_table_and_every_card_can_be_saved(every_topic, at_a_glance, every_way):
    for exhibit in (*every_topic.values(), *at_a_glance, *every_way[::20]):
        assert len(re.findall('<th scope="row">', tables.html(exhibit.table))) == len(exhibit.table.rows) > 0
        file = files.csv_of(exhibit).decode("utf-8-sig").replace('""', '"')
        assert all(caveat.full in file or caveat.full.replace("'", "''") in file for caveat in exhibit.caveats)
        assert exhibit.source_line in file


def test_every_heading_of_a_way_is_written_in_full_on_its_chart(every_way):
    for exhibit in every_way:
        drawn = [" ".join(re.findall("<b>(.*?)</b>", each["text"])) for each in exhibit.chart.layout["annotations"]]
        assert tuple(each.replace("&amp;", "&") for each in drawn) == exhibit.table.columns[1:-1]


# Two Scotlands


def scotlands(exhibit):
    return {figure.key.coverage for figure in (*exhibit.figures, *exhibit.beside) if figure.key.area == areas.SCOTLAND}


def test_no_card_puts_two_kinds_of_scotland_side_by_side(every_card):
    mixed = [exhibit.id for exhibit in every_card if {"estimated", "submitted"} <= scotlands(exhibit)]
    assert mixed == []
    assert {kind for exhibit in every_card for kind in scotlands(exhibit)} >= {"estimated", "submitted"}


def test_no_comparison_or_trend_does_either(by_kind, origins):
    seen = set()
    for (metric, series, breakdown), found in by_kind.items():
        lineage = [each for of in sources.lineage(series) for each in by_kind.get((metric, of, breakdown), ())]
        shown = [each for each in lineage if each.key.area in (FIFE, areas.SCOTLAND)]
        if shown:
            asked = trend.Asked(metric, series, breakdown, (FIFE, areas.SCOTLAND))
            seen |= {frozenset(scotlands(trend.build(asked, shown, origins)))}
        for period in {each.key.period for each in found}:
            pair = [each for each in found if each.key.period == period and each.key.area in (FIFE, areas.SCOTLAND)]
            question = comparison.Asked(metric, series, period, breakdown, (FIFE, areas.SCOTLAND))
            if pair:
                seen |= {frozenset(scotlands(comparison.build(question, pair, {}, origins)))}
    assert not [each for each in seen if {"estimated", "submitted"} <= each]
    assert {frozenset(["estimated"]), frozenset(["submitted"])} <= seen


# The sentence on each authority

OF = {
    "support": ("sds_people", "phs_options", "option=any"),
    "experience": ("sw4d_had_a_say", "lgbf", ""),
    "spend": ("sw2_spend_share", "lgbf", ""),
}


def newest(by_kind, topic, area):
    """The figure a topic's sentence is about: the newest held, of a survey the newest round that was."""
    held = [each for each in by_kind[OF[topic]] if each.key.area == area]
    if topic == "experience":
        held = [each for each in held if each.value is not None]
    return max(held, key=lambda each: each.key.period)


@pytest.mark.parametrize("topic", authority.TOPICS)
def test_the_sentence_on_every_authority_gives_the_value_as_published_or_says_why_not(every_topic, by_kind, topic):
    for asked, exhibit in every_topic.items():
        if asked.topic != topic:
            continue
        figure, said = newest(by_kind, topic, asked.area), exhibit.headline
        assert areas.name(asked.area) in said
        assert len(said) < 330 and "\n" not in said and not said.endswith(".") and said.count(". ") <= 1
        if figure.value is None:
            assert status(figure) in said and figure.key.period in said
            continue
        assert words.number(figure.value, metrics.metric(figure.key.metric)) in said
        of_when = figure.period_of_figure if figure.carried_forward else figure.key.period
        assert f"in {of_when}" in said or f"In the {of_when}" in said
        assert ("earlier figure is repeated" in said) == figure.carried_forward
        if figure.carried_forward:
            assert f"is repeated for {figure.key.period}" in said


def test_the_sentence_on_aberdeen_city_says_2018_19(every_topic):
    said = every_topic[authority.Asked(ABERDEEN, "support")].headline
    assert "were recorded with an SDS option in 2018/19; the earlier figure is repeated for 2020/21" in said


def test_six_sentences_say_that_an_earlier_figure_is_repeated(every_topic):
    said = [e.headline for asked, e in every_topic.items() if (asked.topic, asked.family) == ("support", "people")]
    assert len(said) == 32 and sum("earlier figure is repeated" in each for each in said) == 6


def test_no_change_is_offered_of_a_rate_made_from_fewer_than_20_people(every_topic, by_kind):
    offered = []
    for asked, exhibit in every_topic.items():
        rate = next((figure for figure in exhibit.figures if figure.key.metric == "implementation_rate"), None)
        if rate is not None and asked.family == "people":
            both = [each for each in by_kind["implementation_rate", rate.key.series, ""] if each.key.area == asked.area]
            parts = [part for each in sorted(both, key=lambda each: each.key.period)[-2:]
                     for part in (each.numerator, each.denominator) if part is not None]  # fmt: skip
            said = exhibit.table.rows[0][exhibit.table.columns.index("Since the period before")]
            if min(parts) < 20 and not said.startswith("not offered"):
                offered.append((asked.area, said))
    assert offered == []

"""One observation reads the same everywhere (law 4): on every kind of exhibit that shows it, and in every file.

A sample of all that is held, some of every metric, series and status, is looked up in the table of each exhibit that
shows it. Each kind of table has a small reader of its own here: figure -> the value and the status as words.
"""

import csv
import random
import re
from collections import Counter, defaultdict
from functools import cache
from io import StringIO

import pytest

from exhibits import authority, comparison, files, glance, trend, ways, words
from exhibits.exhibit import Origin
from model import areas, breakdowns, caveats, metrics, sources
from model.observations import Key, status
from model.ways import ways as all_ways

pytestmark = pytest.mark.slow

OF_EACH_SORT = 12
EARLIER_NAMES = {"sds_people": "People in the year", "sds_people_rate": "Per 1,000 people"}
SPEND_NAMES = {"sw2_spend_share": "Share of adult spend (SW2)", "sds_people_rate": "People per 1,000 people"}
LAST = {follower.follows: follower.id for follower in sources.series().values() if follower.follows}


def leaf(series):
    """The series that a reader chooses to see a series over time."""
    return leaf(LAST[series]) if series in LAST else series


def sort(figure):
    """What sets a figure apart from others of its metric and series."""
    return figure.reason or ";".join(figure.flags) or "own"


# Readers: an exhibit -> for each figure that its table shows, the value and the status as words


def cell(table, row_name, column):
    """The cell of the one row of that name, under the one heading of that name."""
    (row,) = [row for row in table.rows if row[0] == row_name]
    return row[table.columns.index(column)]


def told(text):
    """`9,430 (estimated)` as value and status; a reason alone has no value."""
    if not re.match("[£0-9-]", text) or text == "0 may mean not recorded":
        return "", text
    value, _, said = text.partition(" (")
    return value, said.removesuffix(")") or "as published"


def read_comparison(exhibit):
    column = exhibit.table.columns[1]
    for figure in exhibit.figures:
        name = areas.name(figure.key.area)
        value, said = cell(exhibit.table, name, column), cell(exhibit.table, name, "Status")
        yield figure.key, ("" if value == said else value, said)
    for figure in exhibit.beside:
        name, column = areas.name(figure.key.area), metrics.metric(figure.key.metric).name
        yield figure.key, told(cell(exhibit.table, name, column))


KINDS = {"": "", "estimated": " (estimated)", "submitted": " (all areas submitted)"}


def read_trend(exhibit):
    for figure in exhibit.figures:
        name = areas.name(figure.key.area)
        rows = [row[0] for row in exhibit.table.rows if row[0] in {name + kind for kind in KINDS.values()}]
        yield figure.key, told(cell(exhibit.table, rows[0], figure.key.period))


def heading(dimension, code):
    """What a way of looking calls a code of a dimension, and the figure that is not split by it."""
    if not code:
        return f"All {breakdowns.dimensions()[dimension].label.lower()}s"
    said = breakdowns.dimensions()[dimension].codes[code]
    return words.capital(said.removeprefix("Aged ")) if dimension == "age" else said


def reader_of_way(way):
    def read(exhibit):
        for figure in exhibit.figures:
            split = breakdowns.split(figure.key.breakdown)
            row, column = (heading(each, split.get(each, "")) for each in (way.rows, way.columns))
            yield figure.key, told(cell(exhibit.table, row, column))

    return read


def read_spend(exhibit):
    for figure in exhibit.figures:
        yield figure.key, told(cell(exhibit.table, areas.name(figure.key.area), SPEND_NAMES[figure.key.metric]))


def read_options(exhibit):
    for figure in exhibit.figures:
        row = breakdowns.words(figure.key.breakdown)
        yield figure.key, told(cell(exhibit.table, row, EARLIER_NAMES[figure.key.metric]))


def read_experience(exhibit):
    for figure in exhibit.figures:
        if figure.key.period in exhibit.table.columns:
            row = words.capital(metrics.metric(figure.key.metric).name.partition(": ")[2])
            yield figure.key, told(cell(exhibit.table, row, figure.key.period))


def read_authority(exhibit):
    """The authority's own figures, whose value may have both its parts after it, and Scotland's."""
    shown = {(figure.key.metric, figure.key.breakdown): figure.key for figure in exhibit.figures}
    scotland = {(f.key.metric, f.key.breakdown): f.key for f in exhibit.beside if f.key.area == areas.SCOTLAND}
    for kind, key in shown.items():
        metric, split = metrics.metric(key.metric), breakdowns.words(key.breakdown)
        row = f"{split} ({metric.unit_words})" if split else metric.name
        assert cell(exhibit.table, row, "Period") == key.period
        value = re.sub(r" \(.* of .*\)$", "", cell(exhibit.table, row, areas.name(key.area)))
        said = cell(exhibit.table, row, "Status")
        yield key, ("" if value == "–" else value, said[:1].lower() + said[1:])
        if kind in scotland and scotland[kind].period == key.period and not metric.is_count:
            column = next(each for each in exhibit.table.columns if each.startswith("Scotland"))
            yield scotland[kind], told(cell(exhibit.table, row, column))


# Every exhibit that shows a figure


class Shelf:
    """Builds, once each, the exhibits that show a figure, out of all figures held."""

    def __init__(self, figures, origins):
        self.origins = origins
        self.by_kind, self.by_area = defaultdict(list), defaultdict(list)
        for each in figures:
            key = each.key
            self.by_kind[key.metric, key.series, key.breakdown].append(each)
            self.by_area[key.metric, key.series, key.area, key.period].append(each)
        self.made = {}

    def keep(self, name, read, make):
        if name not in self.made:
            self.made[name] = (make(), read)

    def build_all_that_show(self, key):
        for build in (self.comparisons, self.over_time, self.split, self.at_a_glance, self.of_authority):
            build(key)

    def kind(self, metric, series, breakdown, period=None):
        return [each for each in self.by_kind[metric, series, breakdown] if period in (None, each.key.period)]

    def comparisons(self, key):
        metric, series, period, breakdown = key.metric, key.series, key.period, key.breakdown
        found = [each for each in self.kind(metric, series, breakdown, period) if each.key.area != areas.SCOTLAND]
        if key.area == areas.SCOTLAND:
            return
        beside = {
            name: [each for kind, all_ in self.by_kind.items() if kind[0] == name and not kind[2] for each in all_
                   if each.key.period == period and each.key.area != areas.SCOTLAND]
            for name in metrics.metric(metric).beside
        }  # fmt: skip
        for view in ("chart", "table"):
            asked = comparison.Asked(metric, series, period, breakdown, areas.codes(), view=view)
            self.keep((view, asked), read_comparison, lambda a=asked: comparison.build(a, found, beside, self.origins))

    def over_time(self, key):
        chosen = leaf(key.series)
        found = [each for of in sources.lineage(chosen) for each in self.kind(key.metric, of, key.breakdown)]
        lines = tuple(dict.fromkeys([key.area, areas.SCOTLAND]))
        kinds = [("lines", trend.Asked(key.metric, chosen, key.breakdown, lines))]
        if key.area != areas.SCOTLAND:
            kinds.append(("panels", trend.Asked(key.metric, chosen, key.breakdown, areas.codes(), panels=True)))
        for name, asked in kinds:
            shown = [each for each in found if each.key.area in asked.areas]
            self.keep((name, asked), read_trend, lambda a=asked, s=shown: trend.build(a, s, self.origins))

    def split(self, key):
        found = self.by_area[key.metric, key.series, key.area, key.period]
        for way in all_ways().values():
            if way.series == key.series and key.metric in way.metrics:
                asked = ways.Asked(way.id, key.metric, key.area, key.period)
                self.keep(("way", asked), reader_of_way(way), lambda a=asked: ways.build(a, found, self.origins))
        if (key.metric, key.breakdown) in ((ways.SPEND, ""), (ways.PEOPLE[0], ways.PEOPLE[2])):
            spend, people = (
                [each for each in self.kind(*of, key.period) if each.key.area != areas.SCOTLAND]
                for of in ((ways.SPEND, "lgbf", ""), ways.PEOPLE)
            )
            if spend and people and key.area != areas.SCOTLAND:
                self.keep(
                    ("spend", key.period),
                    read_spend,
                    lambda: ways.spend_beside_people(key.period, "", spend, people, self.origins),
                )

    def at_a_glance(self, key):
        if key.series == "phs_options" and key.breakdown in glance.OPTIONS:
            both = [each for metric in EARLIER_NAMES for each in self.by_area[metric, key.series, key.area, key.period]]
            self.keep(("options", key.area, key.period), read_options, lambda: glance.options(both, self.origins))
        if key.metric in glance.EXPERIENCE:
            found = [each for id_ in glance.EXPERIENCE for each in self.kind(id_, "lgbf", "")]
            found = [each for each in found if each.key.area == key.area]
            self.keep(("experience", key.area), read_experience, lambda: glance.experience(found, self.origins))

    def of_authority(self, key):
        for id_, topic in authority.TOPICS.items():
            if (key.metric, key.series, key.breakdown) in topic.lines and key.area != areas.SCOTLAND:
                found = [each for line in topic.lines for each in self.kind(*line)]
                asked = authority.Asked(key.area, id_)
                self.keep(
                    ("authority", asked), read_authority, lambda a=asked, f=found: authority.build(a, f, self.origins)
                )


@pytest.fixture(scope="module")
def sample(all_figures):
    """Some figures of every metric, series and status, the same each time."""
    sorts = defaultdict(list)
    for each in all_figures:
        sorts[each.key.metric, each.key.series, sort(each), each.key.area == areas.SCOTLAND].append(each)
    chance = random.Random(2014)
    return [each for of in sorts.values() for each in chance.sample(of, min(len(of), OF_EACH_SORT))]


@pytest.fixture(scope="module")
def shelf(full_ledger, all_figures, sample):
    origins = [
        Origin(each.id, each.file_name, each.sent_by, each.sent_at, each.sha256) for each in full_ledger.returns()
    ]
    full = Shelf(all_figures, origins)
    for each in sample:
        full.build_all_that_show(each.key)
    return full


@pytest.fixture(scope="module")
def readings(shelf):
    """For every figure on any exhibit: which exhibits say which value and status of it."""
    found = defaultdict(lambda: defaultdict(list))
    for name, (exhibit, read) in shelf.made.items():
        for key, said in read(exhibit):
            found[key][said].append(name)
    return found


def test_the_sample_has_some_of_everything(sample):
    assert len(sample) >= 300
    assert {each.key.metric for each in sample} >= {each for each in metrics.metrics() if each.startswith("sw4")}
    found = {sort(each) for each in sample}
    assert {"own", "carried_forward", "estimated", "not_available", "zero_may_be_unrecorded"} <= found


def test_every_kind_of_exhibit_is_on_the_shelf(shelf):
    assert {name[0] for name in shelf.made} == {
        *("chart", "table", "lines", "panels", "way", "spend", "options", "experience", "authority"),
    }


def test_every_figure_sampled_is_shown_and_most_by_several_exhibits(readings, sample):
    shown = Counter(sum(map(len, readings[each.key].values())) for each in sample)
    assert shown[0] == 0
    assert sum(many for times, many in shown.items() if times >= 3) > 250


SORTS = ["own", "carried_forward", "estimated", "absent", "zero_may_be_unrecorded"]


@pytest.fixture(scope="module")
def of_sort(all_figures):
    """The figures of one sort, by key."""

    @cache
    def of_sort(wanted):
        return {each.key: each for each in all_figures if ("absent" if each.reason else sort(each)) == wanted}

    return of_sort


@pytest.mark.parametrize("wanted", SORTS)
@pytest.mark.parametrize(("part", "what"), [(0, "value"), (1, "status")])
def test_all_exhibits_that_show_a_figure_say_the_same_of_it(readings, of_sort, wanted, part, what):
    figures = of_sort(wanted)
    pairs, apart = 0, {}
    for key, said in readings.items():
        if key in figures:
            by_words = defaultdict(set)
            for both, names in said.items():
                by_words[both[part]] |= {name[0] for name in names}
            pairs += sum(map(len, said.values())) > 1
            if len(by_words) > 1:
                apart[key] = dict(by_words)
    assert pairs > 5
    assert not apart, f"{len(apart)} figures have more than one {what}, such as {next(iter(apart.items()))}"


@pytest.mark.parametrize("wanted", SORTS)
def test_what_they_say_is_what_was_published(readings, of_sort, wanted):
    """Whether a 0 that may mean not recorded is a value is for the test above: here either will do."""
    for key, figure in of_sort(wanted).items():
        published = [] if figure.value is None else [words.number(figure.value, metrics.metric(key.metric))]
        for value, said in readings.get(key, ()):
            assert said == status(figure)
            assert value in published + [""] * (figure.drawn is None)


def test_every_exhibit_has_every_caveat_of_every_figure_it_shows(shelf):
    for name, (exhibit, read) in shelf.made.items():
        given = {caveat.id for caveat in exhibit.caveats}
        held = {figure.key: figure for figure in (*exhibit.figures, *exhibit.beside)}
        for key, _ in read(exhibit):
            assert {caveat.id for caveat in caveats.of_figure(held[key])} <= given, (name, key)


def test_every_exhibit_has_the_caveat_that_each_of_its_metrics_names(shelf):
    """So that after each card a reader can say what it does not show."""
    lacking = set()
    for name, (exhibit, _) in shelf.made.items():
        given = {caveat.id for caveat in exhibit.caveats}
        shown = {figure.key.metric for figure in (*exhibit.figures, *exhibit.beside)}
        lacking |= {(name[0], each, metrics.metric(each).caveat) for each in shown} - {
            (name[0], each, metrics.metric(each).caveat) for each in shown if metrics.metric(each).caveat in given
        }
    assert lacking == set()


def test_every_file_gives_the_same_raw_value_flags_and_caveats(shelf, all_figures):
    held = {each.key: each for each in all_figures}
    checked = set()
    for name, (exhibit, _) in shelf.made.items():
        if name[0] == "table":
            continue  # the file of the chart with the same figures
        rows = {}
        for row in csv.DictReader(StringIO(files.csv_of(exhibit).decode("utf-8-sig"))):
            key = Key(
                row["series"], row["authority"], *(row[part] for part in ("coverage", "period", "metric", "breakdown"))
            )
            if key in held:
                assert key not in rows, (name, key)
                rows[key] = row
        assert set(rows) == {figure.key for figure in (*exhibit.figures, *exhibit.beside)}, name
        for key, row in rows.items():
            figure = held[key]
            assert row["value"] == ("" if figure.value is None else f"{figure.value:.15g}")
            assert (row["reason"], row["flags"]) == (figure.reason or "", ";".join(figure.flags))
            assert row["period_of_figure"] == (figure.period_of_figure or "")
            assert row["caveats"] == ";".join(caveat.id for caveat in caveats.of_figure(figure))
        checked |= set(rows)
    assert len(checked) >= 300

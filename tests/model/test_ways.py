"""Ways of looking: declared in one file, and a wrong edit refused in one sentence that names file and entry."""

import pytest

from model import breakdowns, metrics, sources, ways
from model.declared import WronglyDeclared

BY_AGE = """
[options_by_age]
name = "Options by age"
question = "Which options were recorded for people of each age?"
metrics = ["sds_people_rate", "sds_people"]
series = "phs_options_submitted"
rows = "age"
columns = "option"
"""


@pytest.fixture
def declare(tmp_path):
    """Writes a file of ways and reads it."""

    def declared(text):
        path = tmp_path / "ways_of_looking.toml"
        path.write_text(text, encoding="utf-8")
        return ways.ways(path)

    return declared


def test_a_way_declared_in_full_is_read(declare):
    way = declare(BY_AGE)["options_by_age"]
    assert (way.name, way.rows, way.columns) == ("Options by age", "age", "option")
    assert way.metrics == ("sds_people_rate", "sds_people")


@pytest.mark.parametrize("key", ["name", "question", "metrics", "series", "rows", "columns"])
def test_a_way_without_one_of_its_keys_is_refused(declare, key):
    without = "\n".join(line for line in BY_AGE.splitlines() if not line.startswith(f"{key} ="))
    with pytest.raises(WronglyDeclared) as refused:
        declare(without)
    assert str(refused.value).startswith("ways_of_looking.toml: the way of looking “options_by_age” is not complete.")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('"sds_people_rate"', '"sds_pople_rate"', "metric “sds_pople_rate”"),
        ('"phs_options_submitted"', '"phs_option"', "series “phs_option”"),
        ('rows = "age"', 'rows = "ages"', "breakdown “ages”"),
        ('columns = "option"', 'columns = "options"', "breakdown “options”"),
    ],
)
def test_a_name_that_nothing_has_is_said(declare, right, wrong, said):
    assert BY_AGE.count(right) == 1
    with pytest.raises(WronglyDeclared) as refused:
        declare(BY_AGE.replace(right, wrong))
    assert str(refused.value) == f"ways_of_looking.toml: “options_by_age” names the {said}, which does not exist."


def test_a_key_too_many_is_named_and_not_called_something_missing(declare):
    with pytest.raises(WronglyDeclared, match="^ways_of_looking.toml: .*“options_by_age”.*“colour”"):
        declare(BY_AGE + 'colour = "blue"\n')


def test_metrics_written_as_one_text_are_not_taken_letter_by_letter(declare):
    one_text = BY_AGE.replace('["sds_people_rate", "sds_people"]', '"sds_people_rate"')
    with pytest.raises(WronglyDeclared, match="^ways_of_looking.toml: .*“options_by_age”.*sds_people_rate"):
        declare(one_text)


def test_a_key_that_stands_alone_is_refused(declare):
    with pytest.raises(WronglyDeclared, match="^ways_of_looking.toml: .*“rows”"):
        declare('rows = "age"\n' + BY_AGE)


def test_a_slip_in_the_writing_is_refused_by_the_name_of_the_file(declare):
    with pytest.raises(WronglyDeclared, match="^ways_of_looking.toml cannot be read"):
        declare(BY_AGE + "[options")


# What is declared


def test_every_way_says_in_words_what_it_asks():
    for way in ways.ways().values():
        assert way.name and way.question.endswith("?") and way.metrics


def test_no_two_ways_have_the_same_name():
    names = [way.name for way in ways.ways().values()]
    assert len(set(names)) == len(names)


def test_every_metric_of_a_way_may_be_split_by_its_rows_and_columns():
    for way in ways.ways().values():
        assert way.rows != way.columns
        for each in map(metrics.metric, way.metrics):
            assert {way.rows, way.columns} <= {*each.breakdown, *each.optional}, (way.id, each.id)


def test_each_way_looks_at_figures_of_which_nothing_is_filled_in():
    """Two Scotlands are never on one chart: every way's series holds the submitted one only."""
    assert all("Nothing is filled in" in sources.series()[way.series].about for way in ways.ways().values())
    assert all({way.rows, way.columns} <= set(breakdowns.dimensions()) for way in ways.ways().values())

"""Sources and series: every series has a source, and what is not established is said so, never left blank."""

from dataclasses import asdict

import pytest

from model import sources


def test_no_fact_about_a_source_is_blank():
    blank = [(id_, fact) for id_, each in sources.sources().items() for fact, said in asdict(each).items() if not said]
    assert blank == []


def test_no_fact_about_a_series_is_blank():
    facts = [(id_, fact, said) for id_, each in sources.series().items() for fact, said in asdict(each).items()]
    assert [(id_, fact) for id_, fact, said in facts if not said and fact != "follows"] == []


def test_a_series_that_took_the_place_of_another_comes_after_it():
    assert sources.lineage("phs_options") == ["scs_options", "phs_options"]
    assert sources.lineage("lgbf") == ["lgbf"]
    for id_ in sources.series():
        assert sources.lineage(id_)[-1] == id_


def test_every_series_has_a_source_that_exists():
    assert {each.source for each in sources.series().values()} <= set(sources.sources())


def test_no_two_series_have_the_same_name():
    for fact in ("name", "short"):
        names = [getattr(each, fact) for each in sources.series().values()]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("series", "publisher"),
    [
        ("phs_options", "Public Health Scotland"),
        ("lgbf", "Improvement Service"),
        ("nrs_population", "National Records of Scotland"),
        ("scs_national_1415", "Scottish Government"),
    ],
)
def test_the_source_of_a_series_is_its_publisher(series, publisher):
    assert sources.of_series(series).publisher == publisher


def test_a_citation_says_publisher_title_and_date():
    assert sources.sources()["sg_sds_1516"].citation == (
        "Scottish Government, Self-directed Support, Scotland, 2015-16, published 11 July 2017"
    )


def test_what_authorities_send_is_a_series_of_its_own_and_no_official_statistic():
    assert "not official statistics" in sources.series()["returns"].statistics

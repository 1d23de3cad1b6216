"""Labels in officers' own words: understood where one meaning explains every word, else a question."""

import pytest

from loaders import concepts, vocabulary
from model import DATA, declared, metrics

FACTS = declared.read(DATA / "registers" / "concepts.toml")


def test_each_meaning_is_of_ideas_that_are_declared():
    for each in FACTS["meaning"]:
        assert {*each["needs"], *each["may"]} <= set(FACTS["ideas"]), each


def test_each_meaning_is_of_a_metric_that_is_collected():
    named = {each["says"]["metric"] for each in FACTS["meaning"] if "metric" in each["says"]}
    assert named <= set(metrics.metrics())


@pytest.mark.parametrize("idea", FACTS["ideas"])
def test_no_word_is_said_twice_of_an_idea(idea):
    assert len(FACTS["ideas"][idea]) == len(set(FACTS["ideas"][idea]))


def test_no_idea_is_declared_for_nothing():
    used = {"filler"} | {idea for each in FACTS["meaning"] for idea in (*each["needs"], *each["may"])}
    assert set(FACTS["ideas"]) == used


@pytest.mark.parametrize("idea", FACTS["ideas"])
def test_words_stand_as_they_are_looked_up(idea):
    assert [said for said in FACTS["ideas"][idea] if " ".join(vocabulary.words_of(said)) != said] == []


OPTIONS = {
    "Option 1 (direct payment made to the person)": "1",
    "Option 1 - council pays the money to the person": "1",
    "Opt 2: person directs, council or provider holds the money": "2",
    "Option 2, person decides and others pay": "2",
    "Option 2 - council holds the budget on the person's behalf": "2",
    "Option 2: choice without holding the money": "2",
    "Number of people who left the money with us or a provider (Option 2)": "2",
    "Opt 3 (Authority arranged)": "3",
    "Option 3, partnership decides and arranges": "3",
    "Number of people who asked us to arrange everything (Option 3)": "3",
    "Option 4 (mix of 1, 2 and 3)": "4",
    "Option 4, a bit of each": "4",
    "How many people in all chose any option (count each person once)?": "any",
    "Clients with any SDS option (no double counting)": "any",
    "At least one SDS option": "any",
}


@pytest.mark.parametrize(("label", "option"), OPTIONS.items())
def test_an_option_in_its_officer_s_words(label, option):
    said = vocabulary.read(label)
    assert said.known and (said.facts["metric"], said.facts["option"]) == ("sds_people", option)


@pytest.mark.parametrize(
    ("label", "facts"),
    [
        ("How many of the eligible staff were trained?", {"metric": "staff_trained"}),
        ("How many staff were eligible for SDS training?", {"metric": "staff_eligible"}),
        ("Practitioners who have completed SDS training", {"metric": "staff_trained"}),
        ("Trained as % of eligible", {"metric": "staff_trained", "role": "percent"}),
        ("Teams who sent their figures back", {"metric": "teams_replied"}),
        ("Training covered how budgets are set", {"metric": "training_covers", "aspect": "budgets"}),
        ("Of the trained: refreshed within two years", {"metric": "training_refreshed"}),
        ("People whose outcomes were reviewed and met", {"metric": "outcomes_met"}),
        ("% of people with any option", {"role": "percent"}),
        ("Option 3 - % of people with any option", {"metric": "sds_people", "option": "3", "role": "percent"}),
        ("Co-delivered with the third sector", {"metric": "training_attribute", "attribute": "co_delivered"}),
        ("Based on values rather than process", {"metric": "training_attribute", "attribute": "values_based"}),
    ],
)
def test_another_measure_in_its_officer_s_words(label, facts):
    said = vocabulary.read(label)
    assert said.known and {name: said.facts.get(name) for name in facts} == facts


@pytest.mark.parametrize(
    "label",
    [
        *(
            "Option 1 budget",
            "Option 1 direct payment budget",
            "Option 1 direct payment amount",
            "Option 2 ISF services",
        ),
        *("Option 3 services", "Option 3 arranged packages", "Option 3 hours", "Option 3 waiting to be arranged"),
        *("Option 3 arranged, Galashiels", "Option 3 arranged by council, children", "Option 2 (person directs) hours"),
        *(
            "Option 1 and Option 2",
            "Option 2 arranged by council",
            "Option 3 person chooses",
            "Option 1 council arranges",
        ),
        *(
            "Staff not trained",
            "Staff to be trained",
            "Staff awaiting training",
            "Staff trained in moving and handling",
        ),
        *("Number of outcomes met", "Training courses held", "Teams", "of which new starts in the year"),
        *("Staff trained, refreshed in the last 3 years", "People whose outcomes were not met"),
    ],
)
def test_one_word_more_leaves_a_label_a_question(label):
    said = vocabulary.read(label)
    assert not said.known or "metric" not in said.facts


def test_meanings_that_differ_say_nothing():
    assert concepts.meaning("option 1 direct payment option 3 arranged".split()) == {}

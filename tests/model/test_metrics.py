"""Metrics: every one declared in full, and a wrong edit refused in one sentence that names file and entry."""

import pytest

from model import DATA, breakdowns, caveats, metrics
from model.declared import WronglyDeclared

TRAINED = """
[staff_trained]
name = "Staff trained in SDS"
question = "How many staff were trained?"
unit = "staff"
decimals = 0
counted = "staff trained in the year"
of_whom = "staff eligible for training"
topic = "training"
outcome = 2
direction = "none"
sums = "never"
collected = "yearly"
breakdown = []
optional = ["aspect"]
disclosure = "From 1 to 4 hidden."
hide_below = 5
round_to = 5
groups = []
supplied = "sent"
definition = "Staff who were trained."
caveat = "H06"
"""


@pytest.fixture
def declare(tmp_path):
    """Writes metric files (name -> text) into a folder of their own and reads them."""

    def declared(**files):
        for name, text in files.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        return metrics.metrics(tmp_path)

    return declared


def test_a_metric_declared_in_full_is_read(declare):
    found = declare(training=TRAINED)
    assert list(found) == ["staff_trained"]
    assert found["staff_trained"].optional == ("aspect",)
    assert found["staff_trained"].unit_words == "staff"


@pytest.mark.parametrize(
    "key", [line.split(" =")[0] for line in TRAINED.splitlines() if " = " in line and "outcome" not in line]
)
def test_a_metric_without_one_of_its_keys_is_refused(declare, key):
    without = "\n".join(line for line in TRAINED.splitlines() if not line.startswith(f"{key} ="))
    with pytest.raises(WronglyDeclared, match=f"^training.toml: metric “staff_trained” .*{key}"):
        declare(training=without)


def test_what_is_missing_is_named_in_the_words_of_the_file(declare):
    without = "\n".join(line for line in TRAINED.splitlines() if not line.startswith(("unit =", "caveat =")))
    with pytest.raises(WronglyDeclared) as refused:
        declare(training=without)
    missing = "Write in what is missing: “unit”, “caveat”."
    assert str(refused.value) == f"training.toml: metric “staff_trained” is not complete. {missing}"


def test_a_key_that_stands_alone_is_refused(declare):
    with pytest.raises(WronglyDeclared, match="^training.toml: metric “decimals” .* square brackets"):
        declare(training="decimals = 1\n" + TRAINED)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('unit = "staff"', 'unit = "persons"', "unit “persons”"),
        ('topic = "training"', 'topic = "learning"', "topic “learning”"),
        ("outcome = 2", "outcome = 5", "outcome “5”"),
        ('direction = "none"', 'direction = "less is better"', "direction “less is better”"),
        ('collected = "yearly"', 'collected = "monthly"', "collected “monthly”"),
        ('["aspect"]', '["colour"]', "split by “colour”"),
        ("breakdown = []", 'breakdown = ["colour"]', "split by “colour”"),
        ("hide_below", 'colour = "blue"\nhide_below', "“colour”"),
        ('caveat = "H06"', 'caveat = "H06"\nbeside = ["teams_askd"]', "“teams_askd”"),
        ('caveat = "H06"', 'caveat = "H60"', "the caveat “H60”"),
        ('caveat = "H06"', 'caveat = ""', "the caveat “”"),
        ("decimals = 0", "decimals = -1", "decimals “-1”. Write a whole number"),
        ("decimals = 0", "decimals = 0.5", "decimals “0.5”. Write a whole number"),
        ("decimals = 0", 'decimals = "0"', "decimals “0”. Write a whole number"),
        ("hide_below = 5", "hide_below = -5", "hide_below “-5”. Write a whole number"),
        ("hide_below = 5", "hide_below = true", "hide_below “True”. Write a whole number"),
        ("round_to = 5", "round_to = 2.5", "round_to “2.5”. Write a whole number"),
        ("round_to = 5", "round_to = 5\nmin_base = -1", "min_base “-1”. Write a whole number"),
        ("outcome = 2", "outcome = true", "outcome “True”. Write a whole number"),
        ('name = "Staff trained in SDS"', "name = 5", "name “5”. Write a text"),
        ('unit = "staff"', 'unit = ["staff"]', "Write a text"),
        ('definition = "Staff who were trained."', "definition = 2021-03-31", "definition “2021-03-31”. Write a text"),
        ('optional = ["aspect"]', 'optional = "aspect"', "optional “aspect”. Write a list"),
        ("groups = []", "groups = [1]", "groups “[1]”. Write a list"),
    ],
)
def test_a_wrong_edit_is_refused_in_one_sentence_that_names_file_and_entry(declare, right, wrong, said):
    assert TRAINED.count(right) == 1
    with pytest.raises(WronglyDeclared, match="^training.toml: metric “staff_trained” ") as refused:
        declare(training=TRAINED.replace(right, wrong))
    assert said in str(refused.value)


def test_a_metric_declared_in_two_files_is_refused(declare):
    with pytest.raises(WronglyDeclared, match="^two.toml: metric “staff_trained” is declared twice"):
        declare(one=TRAINED, two=TRAINED)


def test_a_metric_declared_twice_in_one_file_is_refused_by_the_name_of_the_file(declare):
    with pytest.raises(WronglyDeclared, match="training.toml.*staff_trained"):
        declare(training=TRAINED + TRAINED)


@pytest.mark.parametrize("slip", ["name = ", 'name = "Staff', "staff trained", "[staff_trained"])
def test_a_slip_in_the_writing_is_refused_by_the_name_of_the_file(declare, slip):
    with pytest.raises(WronglyDeclared, match="training.toml"):
        declare(training=TRAINED + slip)


# What is declared


IN_RETURNS = """
    sds_people sds_people_one_option implementation_rate
    staff_eligible staff_trained teams_asked teams_replied training_covers training_refreshed training_attribute
    outcomes_reviewed outcomes_met statement_score
    stage_people option_available budget_gbp independent_support standard_view
""".split()


def test_the_metrics_that_returns_carry_keep_their_ids():
    assert set(IN_RETURNS) <= set(metrics.metrics())


def test_a_metric_is_found_by_its_id_and_no_other():
    assert metrics.metric("sds_people").unit == "people"
    with pytest.raises(KeyError):
        metrics.metric("sds_pople")


def test_every_metric_says_in_words_what_it_is():
    said = ("name", "question", "counted", "of_whom", "definition", "disclosure", "supplied")
    blank = [(id_, key) for id_, each in metrics.metrics().items() for key in said if not getattr(each, key).strip()]
    assert blank == []
    assert [id_ for id_, each in metrics.metrics().items() if not each.question.endswith("?")] == []


def test_no_two_metrics_have_the_same_name():
    names = [each.name for each in metrics.metrics().values()]
    assert len(set(names)) == len(names)


def test_uptake_has_no_good_direction():
    uptake = metrics.in_group("uptake")
    assert {"sds_people", "implementation_rate"} <= uptake
    assert {metrics.metric(id_).direction for id_ in uptake} == {"none"}


def test_a_rate_is_never_summed():
    summed = [
        id_
        for id_, each in metrics.metrics().items()
        if each.sums != "never" and ("per " in each.unit or each.is_share)
    ]
    assert summed == []


def test_every_metric_shown_beside_another_exists():
    assert {other for each in metrics.metrics().values() for other in each.beside} <= set(metrics.metrics())


def test_every_metric_is_split_only_by_dimensions_that_have_words():
    split = {dimension for each in metrics.metrics().values() for dimension in (*each.breakdown, *each.optional)}
    assert split <= set(breakdowns.dimensions())


def test_every_metric_names_a_caveat_that_concerns_it():
    for id_, each in metrics.metrics().items():
        concerned = caveats.caveats()[each.caveat].scope.metrics
        assert not concerned or id_ in concerned, id_


def test_counts_of_people_and_staff_in_returns_are_protected():
    counts = [metrics.metric(id_) for id_ in IN_RETURNS if metrics.metric(id_).unit in ("people", "staff")]
    assert len(counts) == 10
    assert {each.hide_below for each in counts} == {5}


def test_every_file_of_metrics_is_read():
    files = sorted((DATA / "metrics").glob("*.toml"))
    headings = [
        line for path in files for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("[")
    ]
    assert [f"[{id_}]" for id_ in metrics.metrics()] == headings

"""What a return carries, sheet by sheet: declared in one file, and a wrong edit refused in one sentence."""

import pytest

from model import metrics, returns
from model.declared import WronglyDeclared

TRAINING = """
[training]
sheet = "Training"
metrics = ["staff_eligible", "staff_trained"]
about = "Training in SDS."
"""


@pytest.fixture
def declare(tmp_path):
    """Writes a file of sheets and reads it."""

    def declared(text):
        path = tmp_path / "returns.toml"
        path.write_text(text, encoding="utf-8")
        return returns.sheets(path)

    return declared


def test_a_sheet_declared_in_full_is_read_and_expected_unless_said_otherwise(declare):
    (sheet,) = declare(TRAINING)
    assert (sheet.id, sheet.sheet, sheet.metrics) == ("training", "Training", ("staff_eligible", "staff_trained"))
    assert not sheet.optional


def test_a_sheet_may_be_optional(declare):
    assert declare(TRAINING + "optional = true\n")[0].optional


def test_sheets_keep_their_order(declare):
    second = TRAINING.replace("[training]", "[again]").replace('"Training"', '"A second sheet"')
    assert [sheet.id for sheet in declare(TRAINING + second)] == ["training", "again"]


@pytest.mark.parametrize("key", ["sheet", "metrics", "about"])
def test_a_sheet_without_one_of_its_keys_is_refused(declare, key):
    without = "\n".join(line for line in TRAINING.splitlines() if not line.startswith(f"{key} ="))
    with pytest.raises(WronglyDeclared) as refused:
        declare(without)
    assert str(refused.value).startswith("returns.toml: the sheet “training” is not complete.")


def test_a_metric_that_no_file_declares_is_said(declare):
    with pytest.raises(WronglyDeclared) as refused:
        declare(TRAINING.replace("staff_trained", "staff_traind"))
    assert str(refused.value) == "returns.toml: the sheet “training” names “staff_traind”, which no file declares."


def test_a_key_too_many_is_named_and_not_called_something_missing(declare):
    with pytest.raises(WronglyDeclared, match="^returns.toml: .*“training”.*“colour”"):
        declare(TRAINING + 'colour = "blue"\n')


def test_metrics_written_as_one_text_are_not_taken_letter_by_letter(declare):
    with pytest.raises(WronglyDeclared, match="^returns.toml: .*“training”.*staff_trained"):
        declare(TRAINING.replace('["staff_eligible", "staff_trained"]', '"staff_trained"'))


def test_optional_is_true_or_false_and_nothing_else(declare):
    with pytest.raises(WronglyDeclared, match="^returns.toml: .*“training”.*optional"):
        declare(TRAINING + 'optional = "no"\n')


def test_a_slip_in_the_writing_is_refused_by_the_name_of_the_file(declare):
    with pytest.raises(WronglyDeclared, match="^returns.toml cannot be read"):
        declare(TRAINING + "[training")


# What is declared

CARRIED = """
    sds_people sds_people_one_option implementation_rate
    staff_eligible staff_trained teams_asked teams_replied training_covers training_refreshed training_attribute
    outcomes_reviewed outcomes_met statement_score
""".split()


def test_every_metric_that_a_return_carries_stands_on_one_sheet():
    on_sheets = [id_ for sheet in returns.sheets() if not sheet.optional for id_ in sheet.metrics]
    assert sorted(on_sheets) == sorted(CARRIED)


def test_every_sheet_says_what_to_send():
    assert all(sheet.about.endswith(".") for sheet in returns.sheets())
    assert len({sheet.sheet for sheet in returns.sheets()}) == len(returns.sheets())
    assert {id_ for sheet in returns.sheets() for id_ in sheet.metrics} <= set(metrics.metrics())

"""A file sent in is judged, against the file itself and against what is held; nothing is written.

The files are drawn as in `tests/awkward`. Most are read in this process: that the child reads alike is told at the end.
"""

import hashlib
import json
import random
import string
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from exhibits import files
from intake import judging, taking
from ledger import Sent
from loaders import sent
from loaders.answers import NO_ANSWERS, Answers
from model.observations import Flag, Key, Observation, Reason
from tests.awkward.workbooks import FIFE, NATIONAL, TODAY, book, csv, ods, xls

ANGUS, ARGYLL = "S12000041", "S12000035"
GOOD = """
    Council|Year|Option 1|Option 2|Option 3
    Fife|2023/24|545|126|1204
"""
ONE = """
    Council|Year|Option 1|Option 2|Option 3
    Fife|2023/24|{}|126|1204
"""
RATE = """
    Council|Year|Implementation rate
    Fife|2023/24|{}
"""
YEAR = """
    Council|Year|Option 1|Option 2|Option 3
    Fife|{}|545|126|1204
"""


@pytest.fixture
def child():
    """Asked for by a test that reads in the child process."""


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch, request):
    if "child" not in request.fixturenames:
        monkeypatch.setattr(sent, "read", sent.read_here)


def judged(content, *, owner=FIFE, ledger=None, answers=None, take_proposals=False, name="fife.xlsx"):
    given = Answers(answers) if answers else NO_ANSWERS
    return judging.judge(content, name, owner, ledger, given, take_proposals, TODAY)


def taken(ledger, content, owner=FIFE, name="fife.xlsx"):
    """Takes a file in, every proposal accepted; gives the return's number."""
    found = judged(content, owner=owner, ledger=ledger, take_proposals=True, name=name)
    return taking.take_in(ledger, content, found, "drawn in a test", NO_ANSWERS)


def codes(judgement):
    return [each.code for each in judgement.reading.problems]


def questions(judgement):
    return [(each.code, each.sheet, each.cell) for each in judgement.open]


def values(judgement):
    return {
        each.key.breakdown or each.key.metric: each.value if each.reason is None else each.reason
        for each in judgement.reading.observations
    }


# Verdicts


def test_a_file_with_nothing_wrong_is_accepted():
    found = judged(book(GOOD))
    assert (found.verdict, found.open, codes(found)) == ("accept", (), [])
    assert values(found) == {"option=1": 545, "option=2": 126, "option=3": 1204}


def test_a_file_with_something_to_say_only_is_accepted():
    found = judged(book(ONE.format("'545")))
    assert (found.verdict, found.open, codes(found)) == ("accept", (), ["V02"])


def test_a_file_with_a_question_asks():
    found = judged(book(ONE.format("")))
    assert (found.verdict, questions(found)) == ("ask", [("V11", "Data", "C2")])


def test_a_file_with_something_wrong_is_rejected_whatever_else_is_asked():
    found = judged(book(ONE.format("see e-mail").replace("126", "")))
    assert found.verdict == "reject"
    assert {"V01", "V11"} <= set(codes(found))


def test_a_file_rejected_is_so_with_every_question_answered():
    found = judged(
        book(ONE.format("see e-mail").replace("126", "")),
        answers={("V11", "", ""): "zero", ("V01", "", ""): "yes"},
        take_proposals=True,
    )
    assert (found.verdict, found.open) == ("reject", ())


def test_a_judgement_says_which_file_it_is_of():
    content = book(GOOD)
    found = judged(content, name="anything.xlsx")
    assert (found.file, found.sha256) == ("anything.xlsx", hashlib.sha256(content).hexdigest())


# Whose return


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("Fife", FIFE),
        ("  fife ", FIFE),
        ("Fife Council", FIFE),
        ("S12000047", FIFE),
        ("s12000047", FIFE),
        ("S12000015", FIFE),  # a former code
        ("Argyll & Bute", ARGYLL),
        ("Argyll and Bute", ARGYLL),
        ("Western Isles", "S12000013"),
        ("national", NATIONAL),
        (" National ", NATIONAL),
    ],
)
def test_an_owner_is_named_by_name_alias_code_or_national(words, owner):
    assert judging.owner_of(words) == owner


@pytest.mark.parametrize("words", ["Atlantis", "Ayrshire", "S12000099", "Scotland", "S92000003", " ", "fif", "Fifee"])
def test_any_other_name_is_refused_in_a_plain_sentence(words):
    with pytest.raises(ValueError) as unknown:
        judging.owner_of(words)
    assert str(unknown.value) == (f"We know no authority called “{words}”. Write its name, such as Fife, or national.")


def test_without_one_the_file_says_whose_it_is():
    assert judged(book(GOOD), owner="").owner == FIFE


def test_a_file_of_two_authorities_is_nobodys_unless_national():
    both = GOOD + "    Angus|2023/24|211|98|640\n"
    assert judged(book(both), owner="").owner == ""
    assert judged(book(both), owner=NATIONAL).owner == NATIONAL
    assert judged(book(both), owner=NATIONAL).verdict == "accept"


def test_a_file_of_another_authority_is_rejected():
    found = judged(book(GOOD), owner=ANGUS)
    assert (found.verdict, codes(found)) == ("reject", ["I07"])


# Held against what was sent before


def test_the_same_file_again_is_rejected_and_says_when_it_came(ledger):
    taken(ledger, book(GOOD))
    again = judged(book(GOOD), ledger=ledger)
    day = ledger.returns()[0].sent_at[:10]
    assert (again.verdict, codes(again)) == ("reject", ["R01"])
    assert again.reading.problems[0].message == f"You sent this same file on {day}. There is nothing new to load."


def test_the_same_file_under_another_name_is_the_same_file(ledger):
    content = book(GOOD)
    taken(ledger, content)
    assert codes(judged(content, ledger=ledger, name="copy.xlsx")) == ["R01"]
    assert codes(judged(content, owner="", ledger=ledger)) == ["R01"]


def test_a_file_withdrawn_may_be_sent_again(ledger):
    content = book(GOOD)
    ledger.withdraw(taken(ledger, content), "a test", "wrong")
    assert (judged(content, ledger=ledger).verdict, codes(judged(content, ledger=ledger))) == ("accept", [])


def test_the_same_figures_in_a_new_file_are_asked_about(ledger):
    taken(ledger, book(GOOD))
    again = judged(csv(GOOD), ledger=ledger, name="fife.csv")
    assert (again.verdict, questions(again)) == ("ask", [("R02", "", "")])


def test_whether_to_replace_by_the_same_figures_has_no_proposal(ledger):
    taken(ledger, book(GOOD))
    again = judged(csv(GOOD), ledger=ledger, name="fife.csv", take_proposals=True)
    assert questions(again) == [("R02", "", "")]
    settled = judged(csv(GOOD), ledger=ledger, name="fife.csv", answers={("R02", "", ""): "replace it"})
    assert settled.verdict == "accept"


def test_fewer_figures_than_held_are_asked_about(ledger):
    taken(ledger, book(GOOD))
    fewer = """
        Council|Year|Option 1|Option 2
        Fife|2023/24|545|126
    """
    again = judged(book(fewer), ledger=ledger)
    assert (again.verdict, questions(again)) == ("ask", [("R03", "", "")])
    assert again.reading.problems[0].message == (
        "This has 2 figures; we hold 3. The others stay as they are. Is that right?"
    )


def test_a_changed_figure_is_asked_about_at_its_cell(ledger):
    taken(ledger, book(GOOD))
    again = judged(book(ONE.format("550")), ledger=ledger)
    assert (again.verdict, questions(again)) == ("ask", [("R04", "Data", "C2")])
    assert again.reading.problems[0].message == "This changes 545 to 550. Replace it?"


def test_each_changed_figure_is_asked_about(ledger):
    taken(ledger, book(GOOD))
    again = judged(book(GOOD.replace("545", "550").replace("126", "130")), ledger=ledger)
    assert questions(again) == [("R04", "Data", "C2"), ("R04", "Data", "D2")]


def test_a_figure_that_is_there_no_more_is_a_change(ledger):
    taken(ledger, book(GOOD))
    assert questions(judged(book(ONE.format("[x]")), ledger=ledger)) == [("R04", "Data", "C2")]


def test_changed_and_fewer_are_both_asked_about(ledger):
    taken(ledger, book(GOOD))
    again = judged(book("Council|Year|Option 1|Option 2\nFife|2023/24|550|126"), ledger=ledger)
    assert questions(again) == [("R04", "Data", "C2"), ("R03", "", "")]


def test_another_year_changes_nothing_that_is_held(ledger):
    taken(ledger, book(GOOD))
    later = GOOD.replace("2023/24", "2024/25").replace("545", "560").replace("126", "131").replace("1204", "1250")
    assert (judged(book(later), ledger=ledger).verdict, codes(judged(book(later), ledger=ledger))) == ("accept", [])


def test_another_authoritys_return_is_none_of_ours(ledger):
    taken(ledger, book(GOOD.replace("Fife", "Angus")), owner=ANGUS)
    assert judged(book(ONE.format("550")), ledger=ledger).verdict == "accept"


def test_what_was_withdrawn_is_held_no_more(ledger):
    taken(ledger, book(GOOD))
    second = taken(ledger, book(ONE.format("550")))
    ledger.withdraw(second, "a test", "wrong")
    assert codes(judged(book(ONE.format("545") + "    'as we sent it"), ledger=ledger)).count("R04") == 0
    (changed,) = [e for e in judged(book(ONE.format("551")), ledger=ledger).open if e.code == "R04"]
    assert changed.message == "This changes 545 to 551. Replace it?"


def published(value):
    key = Key("phs_options", FIFE, "", "2023/24", "sds_people", "option=1")
    return Observation(key, value, sheet="Table 1", cell="D9", as_typed=str(value))


def test_a_published_figure_is_never_replaced(ledger):
    ledger.record(Sent(b"published", "options.xlsx", NATIONAL, "bundled"), [published(999)])
    for owner in (FIFE, "", NATIONAL):
        found = judged(book(GOOD), owner=owner, ledger=ledger)
        assert (found.verdict, codes(found)) == ("accept", [])
    taken(ledger, book(GOOD))
    held = {each.key.series: each.value for each in ledger.figures(exact=True, breakdown="option=1")}
    assert held == {"phs_options": 999, "returns": 545}


def test_a_published_figure_beside_our_own_is_not_what_changes(ledger):
    taken(ledger, book(GOOD))
    ledger.record(Sent(b"published", "options.xlsx", NATIONAL, "bundled"), [published(999)])
    (asked,) = judged(book(ONE.format("550")), ledger=ledger).open
    assert asked.message == "This changes 545 to 550. Replace it?"


BOTH = GOOD + "    Angus|2023/24|211|98|640\n"


def test_a_figure_that_came_in_a_national_return_is_not_replaced_in_silence(ledger):
    taken(ledger, book(BOTH), owner=NATIONAL)
    assert ("R04", "Data", "C2") in questions(judged(book(ONE.format("550")), ledger=ledger))


def test_a_national_return_replaces_no_authoritys_figure_in_silence(ledger):
    taken(ledger, book(GOOD))
    national = judged(book(BOTH.replace("545", "550")), owner=NATIONAL, ledger=ledger)
    assert ("R04", "Data", "C2") in questions(national)


def test_judging_writes_nothing(ledger):
    taken(ledger, book(GOOD))
    before = ledger.version(), ledger.returns(), ledger.findings(), ledger.figures(exact=True)
    judged(book(ONE.format("550")), ledger=ledger, take_proposals=True)
    assert (ledger.version(), ledger.returns(), ledger.findings(), ledger.figures(exact=True)) == before


# Answers


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("zero", 0),
        ("Zero", 0),
        ("0", 0),
        ("not available", Reason.NOT_AVAILABLE),
        ("does not apply", Reason.NOT_APPLICABLE),
        ("not applicable", Reason.NOT_APPLICABLE),
        ("not supplied", Reason.NOT_SUPPLIED),
        ("not collected", Reason.NOT_COLLECTED),
        ("hidden", Reason.SUPPRESSED),
        ("545", 545),
        ("1,204", 1204),
    ],
)
def test_the_answer_to_an_empty_cell_is_what_is_read(answer, value):
    found = judged(book(ONE.format("")), answers={("V11", "Data", "C2"): answer})
    assert (found.verdict, values(found)["option=1"]) == ("accept", value)


@pytest.mark.parametrize("place", [("V11", "Data", "C2"), ("V11", "Data", ""), ("V11", "", "")])
def test_one_answer_may_settle_a_cell_a_sheet_or_the_file(place):
    found = judged(book(ONE.format("")), answers={place: "not available"})
    assert (found.verdict, values(found)["option=1"]) == ("accept", Reason.NOT_AVAILABLE)


def test_the_answer_at_the_cell_counts_before_that_of_its_sheet():
    found = judged(
        book(ONE.format("").replace("126", "")), answers={("V11", "Data", ""): "zero", ("V11", "Data", "D2"): "12"}
    )
    assert (values(found)["option=1"], values(found)["option=2"]) == (0, 12)


@pytest.mark.parametrize("place", [("V11", "Data", "D2"), ("V11", "Other", "C2"), ("M03", "Data", "C2")])
def test_an_answer_to_something_else_settles_nothing(place):
    found = judged(book(ONE.format("")), answers={place: "zero"})
    assert (questions(found), values(found)["option=1"]) == ([("V11", "Data", "C2")], Reason.BLANK)


def test_a_small_number_given_as_an_answer_is_asked_about_in_its_turn():
    found = judged(book(ONE.format("")), answers={("V11", "Data", "C2"): "3"})
    assert questions(found) == [("D01", "Data", "C2")]


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("none", 0),
        ("not available", Reason.NOT_AVAILABLE),
        ("does not apply", Reason.NOT_APPLICABLE),
        ("not applicable", Reason.NOT_APPLICABLE),
    ],
)
def test_the_answer_to_a_marker_that_could_mean_two_things_is_what_is_read(answer, value):
    asked = judged(book(ONE.format("n/a")))
    assert (questions(asked), values(asked)["option=1"]) == ([("M03", "Data", "C2")], Reason.UNCLEAR)
    found = judged(book(ONE.format("n/a")), answers={("M03", "Data", "C2"): answer})
    assert (found.verdict, values(found)["option=1"]) == ("accept", value)


def hide_row(made):
    made["Data"].row_dimensions[2].hidden = True


@pytest.mark.parametrize(("answer", "held"), [("yes", {"option=1", "option=2"}), ("leave out", {"option=2"})])
def test_a_hidden_row_counts_or_is_left_out_as_the_sender_says(answer, held):
    content = book("Measure|2023/24\nOption 1|545\nOption 2|126", after=hide_row)
    assert questions(judged(content)) == [("S06", "Data", "B2")]
    found = judged(content, answers={("S06", "Data", "B2"): answer})
    assert (found.verdict, set(values(found))) == ("accept", held)


STATUS = "Council|Year|Option 1|Status\nFife|2023/24|545|as per email"


@pytest.mark.parametrize(
    ("answer", "value", "flags"),
    [
        ("as sent", 545, ()),
        ("Provisional", 545, (Flag.PROVISIONAL,)),
        ("not available", Reason.NOT_AVAILABLE, ()),
    ],
)
def test_a_status_nobody_understands_is_the_one_the_sender_says(answer, value, flags):
    assert questions(judged(book(STATUS))) == [("M04", "Data", "D2")]
    found = judged(book(STATUS), answers={("M04", "Data", "D2"): answer})
    assert (found.verdict, values(found)["option=1"]) == ("accept", value)
    assert found.reading.observations[0].flags == flags


RATE_HALVED = "Council|Year|People who made a choice\nFife|2023/24|545"


@pytest.mark.parametrize(("answer", "value"), [("not available", Reason.NOT_AVAILABLE), ("71", 71)])
def test_a_rate_with_half_of_its_parts_is_the_one_the_sender_says(answer, value):
    assert questions(judged(book(RATE_HALVED))) == [("V11", "Data", "C2")]
    found = judged(book(RATE_HALVED), answers={("V11", "Data", "C2"): answer})
    assert (found.verdict, values(found)) == ("accept", {"implementation_rate": value})


@pytest.mark.parametrize(("answer", "period"), [("ending", "2023/24"), ("beginning", "2024/25")])
def test_a_single_year_is_the_one_the_sender_says(answer, period):
    asked = judged(book(YEAR.format(2024)))
    assert (questions(asked), asked.reading.observations) == ([("P03", "Data", "B2")], ())
    found = judged(book(YEAR.format(2024)), answers={("P03", "Data", "B2"): answer})
    assert found.verdict == "accept"
    assert {each.key.period for each in found.reading.observations} == {period}
    assert len(found.reading.observations) == 3


@pytest.mark.parametrize(("answer", "value"), [("71", 71), ("71%", 71), ("0.71", 0.71), ("0.71%", 0.71)])
def test_a_rate_of_unclear_scale_is_the_one_the_sender_says(answer, value):
    asked = judged(book(RATE.format(0.71)))
    assert (questions(asked), values(asked)) == (
        [("V08", "Data", "C2")],
        {"implementation_rate": Reason.UNCLEAR},
    )
    found = judged(book(RATE.format(0.71)), answers={("V08", "Data", "C2"): answer})
    assert (found.verdict, values(found)) == ("accept", {"implementation_rate": pytest.approx(value)})


def test_a_raised_digit_is_a_note_once_the_sender_says_so():
    assert questions(judged(book(ONE.format("374^1")))) == [("V12", "Data", "C2")]
    found = judged(book(ONE.format("374^1")), answers={("V12", "Data", "C2"): "yes"})
    assert (found.verdict, values(found)["option=1"]) == ("accept", 374)


UNDERSTOOD_BY_NOBODY = [
    ("V11", "C2", ONE.format(""), "maybe"),
    ("V11", "C2", ONE.format(""), "yes"),
    ("V11", "C2", ONE.format(""), "None of your business"),
    ("V11", "C2", ONE.format(""), "1,23"),  # 1.23, 123 or 1,230: never one of them without a question
    ("V11", "C2", ONE.format(""), "-5"),
    ("V11", "C2", ONE.format(""), "5²"),
    ("M03", "C2", ONE.format("n/a"), "yes"),
    ("P03", "B2", YEAR.format(2024), "yes"),
    ("P03", "B2", YEAR.format(2024), "2023/24"),
    ("V08", "C2", RATE.format(0.71), "yes"),
    ("V08", "C2", RATE.format(0.71), "7.1"),
    ("M04", "D2", STATUS, "zero"),
    ("M04", "D2", STATUS, "yes"),
    ("M04", "D2", STATUS, "carried forward from 2030/31"),
    ("V11", "C2", RATE_HALVED, "yes"),
]


@pytest.mark.parametrize(
    ("code", "cell", "drawing", "answer"),
    [pytest.param(*each, id=f"{each[0]} {each[3]}") for each in UNDERSTOOD_BY_NOBODY],
)
def test_an_answer_that_is_none_to_the_question_leaves_it_open(code, cell, drawing, answer):
    found = judged(book(drawing), answers={(code, "Data", cell): answer})
    assert (found.verdict, questions(found)) == ("ask", [(code, "Data", cell)])


@pytest.mark.parametrize("answer", ["Ending", " ending "])
def test_an_answer_is_understood_in_any_letters(answer):
    found = judged(book(YEAR.format(2024)), answers={("P03", "Data", "B2"): answer})
    assert {each.key.period for each in found.reading.observations} == {"2023/24"}


@pytest.mark.parametrize(
    ("code", "drawing"),
    [
        pytest.param("V13", ONE.format("412000"), id="more than live there"),
        pytest.param("V12", ONE.format("374^1"), id="a raised digit"),
        pytest.param("V09", RATE.format(104), id="a rate over 100"),
    ],
)
def test_a_figure_that_the_sender_says_is_not_right_does_not_go_in(code, drawing):
    """“Can that be right?” answered “no” is not settled: the figure would go in as it stands."""
    assert judged(book(drawing), answers={(code, "Data", "C2"): "no"}).verdict != "accept"


def test_an_answer_of_endless_digits_is_no_number():
    found = judged(book(ONE.format("")), answers={("V11", "Data", "C2"): "1" * 400}, take_proposals=True)
    assert (found.verdict, values(found)["option=1"]) == ("ask", Reason.UNCLEAR)


# Every proposal taken


def test_taking_the_proposals_settles_each_question_that_has_one():
    asked = judged(book(ONE.format("3")))
    assert (asked.verdict, questions(asked)) == ("ask", [("D01", "Data", "C2")])
    found = judged(book(ONE.format("3")), take_proposals=True)
    assert (found.verdict, found.open, values(found)["option=1"]) == ("accept", (), 3)


@pytest.mark.parametrize(
    ("drawing", "question"),
    [
        (ONE.format(""), ("V11", "Data", "C2")),
        (ONE.format("n/a"), ("M03", "Data", "C2")),
        (YEAR.format(2024), ("P03", "Data", "B2")),
        (RATE.format(0.71), ("V08", "Data", "C2")),
        (ONE.format("140.5"), ("V07", "Data", "C2")),
    ],
)
def test_an_either_or_stays_open(drawing, question):
    found = judged(book(drawing), take_proposals=True)
    assert (found.verdict, questions(found)) == ("ask", [question])


def test_of_several_questions_only_the_either_or_stays():
    found = judged(book(ONE.format("3").replace("126", "n/a")), take_proposals=True)
    assert questions(found) == [("M03", "Data", "D2")]


# Personal data


def chi(start):
    """Nine digits of a made-up CHI number and the check digit."""
    weighted = sum(int(digit) * weight for digit, weight in zip(start, range(10, 1, -1), strict=True))
    check = (11 - weighted % 11) % 11
    return f"{start}{check}" if check < 10 else chi(f"{start[:8]}{(int(start[8]) + 1) % 10}")


PERSONAL = {
    "D02": (GOOD + f"    Case {chi('010180123')} counted twice", [chi("010180123"), "counted twice"]),
    "D03": (GOOD + "    Ask about AB 12 34 56 C", ["AB 12 34", "Ask about"]),
    "D04": ("Surname|Forename|Option|Year\nDoe|Jo|1|2023/24\nBloggs|Sam|2|2023/24", ["Doe", "Jo", "Bloggs", "Sam"]),
    "D05": (GOOD + "    jo.doe@example.org\n    sam.bloggs@example.org", ["jo.doe", "sam.bloggs", "example.org"]),
    "D06": (
        "\n".join(
            ["Client ID|Age|Sex|Option", *(f"SW{1000 + i}|{50 + i}|{'FM'[i % 2]}|{1 + i % 3}" for i in range(8))]
        ),
        ["SW1000", "SW1007", "Client ID"],
    ),
}


@pytest.mark.parametrize(("code", "drawing", "secrets"), [(code, *rest) for code, rest in PERSONAL.items()])
def test_a_file_about_individuals_is_rejected_and_nothing_of_it_repeated(code, drawing, secrets):
    found = judged(book(drawing), take_proposals=True)
    assert (found.verdict, found.is_personal, found.reading.observations) == ("reject", True, ())
    assert set(codes(found)) == {code}
    said = json.dumps(judging.as_json(found), ensure_ascii=False) + repr(found)
    assert not [each for each in secrets if each in said]


@pytest.mark.parametrize("drawing", [drawing for drawing, _ in PERSONAL.values()])
def test_nothing_else_wrong_in_a_file_about_individuals_repeats_it(drawing):
    more = drawing.replace("545", "see Jo Doe").replace("Fife", "Jo Doeshire").replace("1204", "")
    said = json.dumps(judging.as_json(judged(book(more))), ensure_ascii=False)
    assert "Jo Doe" not in said


def test_a_sheet_named_after_an_individual_is_not_repeated_either():
    found = judged(book({"AB123456C": GOOD}))
    assert (found.verdict, found.reading.observations) == ("reject", ())
    assert "AB123456C" not in json.dumps(judging.as_json(found))


def test_the_same_data_under_any_answer_stays_out():
    drawing = PERSONAL["D03"][0]
    assert judged(book(drawing), answers={("D03", "", ""): "yes"}, take_proposals=True).verdict == "reject"


def test_a_contact_for_the_return_is_nobodys_secret():
    found = judged(book(GOOD + "    sds.returns@example.org"))
    assert (found.verdict, found.is_personal, questions(found)) == ("ask", False, [("D05", "Data", "A3")])


# As JSON

OF_A_FILE = {"file", "sha256", "verdict", "problems", "observations"}
OF_A_PROBLEM = {"code", "severity", "sheet", "cell", "message"}
OF_AN_OBSERVATION = {
    *("authority period metric breakdown value numerator denominator base reason flags".split()),
    *("period_of_figure sheet cell cells as_typed".split()),
}


def as_json(content, **more):
    """A judgement as whoever reads the command line's JSON has it."""
    return json.loads(json.dumps(judging.as_json(judged(content, **more))))


@pytest.mark.parametrize("content", [book(GOOD), book(ONE.format("")), b"", b"no spreadsheet \0", csv(GOOD)])
def test_json_has_the_keys_promised_and_no_other(content):
    told = as_json(content)
    assert set(told) == OF_A_FILE
    assert all(set(each) == OF_A_PROBLEM for each in told["problems"])
    assert all(set(each) == OF_AN_OBSERVATION for each in told["observations"])


def test_json_says_a_figure_in_full():
    assert as_json(book(ONE.format("545 [p]")))["observations"][0] == {
        "authority": FIFE,
        "period": "2023/24",
        "metric": "sds_people",
        "breakdown": {"option": "1"},
        "value": 545,
        "numerator": None,
        "denominator": None,
        "base": None,
        "reason": None,
        "flags": ["provisional"],
        "period_of_figure": None,
        "sheet": "Data",
        "cell": "C2",
        "cells": {},
        "as_typed": "545 [p]",
    }


def test_json_says_the_parts_of_a_rate_and_where_they_stand():
    drawing = """
        Council|Fife
        Year|2023/24
        Measure|Number
        Able to choose|640
        Made a choice|480
    """
    (told,) = as_json(book(drawing))["observations"]
    assert (told["metric"], told["breakdown"], told["value"]) == ("implementation_rate", {}, 75)
    assert (told["numerator"], told["denominator"], told["cells"]) == (
        480,
        640,
        {"numerator": "B5", "denominator": "B4"},
    )


def test_json_says_why_there_is_no_value():
    told = as_json(book(ONE.format("[c]")))["observations"][0]
    assert (told["value"], told["reason"], told["as_typed"]) == (None, "suppressed", "[c]")


def test_json_has_whole_numbers_as_whole_numbers():
    told = as_json(book(ONE.format("545").replace("126", "140.5")))["observations"]
    assert [(each["value"], type(each["value"])) for each in told] == [(545, int), (140.5, float), (1204, int)]


def test_json_hides_no_small_number_from_its_sender():
    told = as_json(book(ONE.format("3")))["observations"][0]
    assert (told["value"], told["as_typed"]) == (3, "3")


def test_a_problem_of_a_cell_says_its_place_and_one_of_the_file_none(ledger):
    (told,) = as_json(book(ONE.format("")))["problems"]
    assert (told["code"], told["severity"], told["sheet"], told["cell"]) == ("V11", "ask", "Data", "C2")
    (told,) = as_json(b"")["problems"]
    assert (told["code"], told["severity"], told["sheet"], told["cell"]) == ("F01", "reject", None, None)
    taken(ledger, book(GOOD))
    (told,) = as_json(book(GOOD), ledger=ledger)["problems"]
    assert (told["code"], told["sheet"], told["cell"]) == ("R01", None, None)


def test_a_problem_of_a_sheet_has_no_cell():
    headed = """
        Council|Year|Option 1|Option 2|Option 3
        Fife|2023/24|||
    """
    told = {each["code"]: each for each in as_json(book(headed))["problems"]}
    assert (told["S02"]["sheet"], told["S02"]["cell"]) == ("Data", None)


def test_one_entry_a_cell():
    told = as_json(book(ONE.format("").replace("126", "")))["problems"]
    assert [(each["code"], each["cell"]) for each in told] == [("V11", "C2"), ("V11", "D2")]


# Bytes of every kind, read in the child process

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF"
HTML = b"<!DOCTYPE html><html><body><table><tr><td>Fife</td><td>545</td></tr></table></body></html>"


def zipped(**parts):
    out = BytesIO()
    with ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.usefixtures("child")
@pytest.mark.parametrize(("content", "code"), [(b"", "F01"), (PDF, "F02"), (PNG, "F02"), (HTML, "F04")])
def test_what_is_no_spreadsheet_is_rejected_with_a_sentence(content, code):
    found = judged(content)
    assert (found.verdict, codes(found), found.reading.observations) == ("reject", [code], ())


@pytest.mark.usefixtures("child")
def test_the_child_reads_as_this_process_does():
    for content in (book(ONE.format("374^1")), book(ONE.format("")), book(RATE.format(0.71))):
        here = sent.read_here(content, "fife.xlsx", FIFE, TODAY)
        assert replace(sent.read(content, "fife.xlsx", FIFE, TODAY)) == here


@pytest.mark.usefixtures("child")
def test_answers_reach_the_child():
    found = judged(book(ONE.format("")), answers={("V11", "Data", "C2"): "not available"})
    assert (found.verdict, values(found)["option=1"]) == ("accept", Reason.NOT_AVAILABLE)


@pytest.mark.usefixtures("child")
@pytest.mark.parametrize("answer", ["5²", "９", "\0", "1" * 400, ""])
def test_no_answer_ends_the_child(answer):
    found = judged(book(ONE.format("")), answers={("V11", "Data", "C2"): answer})
    assert "F20" not in codes(found)


def anything():
    """Bytes of every kind, the same every time."""
    chance = random.Random(8)
    whole = {"xlsx": book(GOOD), "ods": ods({"Data": GOOD}), "xls": xls({"Data": GOOD}), "csv": csv(GOOD)}
    for name, content in whole.items():
        yield f"half an {name}", content[: len(content) // 2]
        yield f"{name} with its end cut off", content[:-30]
        yield f"{name} from its middle", content[len(content) // 3 :]
        spoilt = bytearray(content)
        for _ in range(20):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        yield f"{name} spoilt", bytes(spoilt)
    for size in (1, 2, 7, 100, 5_000):
        yield f"{size} random bytes", chance.randbytes(size)
        yield f"{size} random letters", "".join(chance.choices(string.printable, k=size)).encode()
    yield "blank", b" \r\n\t" * 10
    yield "noughts", bytes(1_000)
    yield "a byte order mark", b"\xef\xbb\xbf"
    yield "half a wide letter", b"\xff\xfeF\x00i"
    yield "an empty zip", zipped()
    yield "a zip of something else", zipped(**{"readme.txt": b"hello"})
    yield "a workbook without sheets", zipped(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
    yield "a workbook that is no XML", zipped(**{"[Content_Types].xml": b"&&&", "xl/workbook.xml": b"<<<"})
    yield "an old container cut short", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    yield "rich text", b"{\\rtf1 Option 1 545}"
    yield "JSON", b'{"Option 1": 545}'
    yield "a web page without its head", b"<table><tr><td>545</td></tr></table>"
    yield "XML", b"<?xml version='1.0'?><a><b>545</b></a>"
    yield "many commas", b"," * 5_000
    yield "quotes without end", b'"' * 999


@pytest.mark.slow
@pytest.mark.usefixtures("child")
@pytest.mark.parametrize("content", [pytest.param(content, id=name) for name, content in anything()])
def test_whatever_the_bytes_there_is_a_verdict(content):
    found = judged(content)
    assert found.verdict in ("accept", "ask", "reject")
    assert found.reading.problems or found.reading.observations
    assert "F20" not in codes(found)
    assert all(each.message and "Traceback" not in each.message for each in found.reading.problems)


# Tables saved from the dashboard


def saved(figures, folder):
    files.export(figures, folder / "saved.xlsx")
    return (folder / "saved.xlsx").read_bytes()


def one(series="returns", area=FIFE, value=545):
    return Observation(Key(series, area, "", "2023/24", "sds_people", "option=1"), value, sheet="Data", cell="C2")


def test_a_table_of_published_figures_cannot_be_sent_in(tmp_path):
    found = judged(saved([one("phs_options")], tmp_path), name="saved.xlsx")
    assert (found.verdict, codes(found)) == ("reject", ["I08"])


def test_a_saved_table_of_another_authority_cannot_be_sent_in(tmp_path):
    found = judged(saved([one(), one(area="S12000041", value=211)], tmp_path), name="saved.xlsx")
    assert (found.verdict, codes(found)) == ("reject", ["I07"])


def test_a_saved_table_of_ones_own_figures_may_be_sent_in_again(tmp_path):
    found = judged(saved([one()], tmp_path), name="saved.xlsx")
    assert (found.verdict, values(found)) == ("accept", {"option=1": 545})


# What the reading is at


def test_every_phase_of_a_reading_is_told_sheet_by_sheet():
    told = []
    judging.judge(book({"Uptake": GOOD}), "fife.xlsx", FIFE, today=TODAY, progress=lambda *said: told.append(said))
    of_the_sheet = [words for words, _ in told if words.endswith(" sheet 1 of 1: Uptake")]
    phases = ("Opening", "Looking for tables in", "Reading the labels of", "Understanding")
    assert [words.removesuffix(" sheet 1 of 1: Uptake") for words in of_the_sheet] == list(phases)
    assert (told[0], told[-1]) == (("Opening the file", 0.0), ("Checking the figures", 0.95))
    assert [part for _, part in told] == sorted(part for _, part in told)


@pytest.mark.parametrize(("made", "said"), [(ods, "sheet 1: Data"), (xls, "sheet 1 of 1: Data")])
def test_other_forms_of_workbook_say_which_sheet_is_opened(made, said):
    told = []
    judging.judge(made({"Data": GOOD}), "fife", FIFE, today=TODAY, progress=lambda *said: told.append(said))
    assert told[1][0] == f"Opening {said}" and 0 <= told[1][1] <= 0.4


@pytest.mark.usefixtures("child")
def test_a_listener_does_not_change_what_is_read():
    content = book(ONE.format("374^1"))
    with_one = judging.judge(content, "fife.xlsx", FIFE, today=TODAY, progress=lambda words, part: None)
    assert with_one == judging.judge(content, "fife.xlsx", FIFE, today=TODAY)

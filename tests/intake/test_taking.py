"""Taking an accepted return in: whole, with its bytes, what was found and how it was answered; and taking it back."""

import threading
from dataclasses import replace

import pytest

from exhibits import files
from intake import judging, taking
from ledger import Ledger, Moved, Sent, WasPurged
from loaders import sent
from loaders.answers import NO_ANSWERS, Answers
from model.notes import Note, NoteKind
from model.observations import Flag, Key, Observation, Reason
from tests.awkward.workbooks import FIFE, NATIONAL, TODAY, book, csv

ANGUS = "S12000041"
GOOD = """
    Council|Year|Option 1|Option 2|Option 3
    Fife|2023/24|545 [p]|126|1204
"""
ASKING = """
    Council|Year|Option 1|Option 2|Option 3
    Fife|2023/24||3|n/a
"""
ANSWERS = Answers({("V11", "Data", "C2"): "not available", ("M03", "Data", ""): "none"})


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    monkeypatch.setattr(sent, "read", sent.read_here)


def judged(content, ledger=None, answers=NO_ANSWERS, owner=FIFE, name="fife.xlsx"):
    return judging.judge(content, name, owner, ledger, answers, take_proposals=True, today=TODAY)


def taken(ledger, content, answers=NO_ANSWERS, owner=FIFE, name="fife.xlsx"):
    found = judged(content, ledger, answers, owner, name)
    return taking.take_in(ledger, content, found, "A. N. Officer", answers)


def values(ledger):
    found = ledger.figures(exact=True, series="returns")
    return {each.key.breakdown: each.value if each.reason is None else each.reason for each in found}


# In


def test_the_ledger_holds_each_figure_as_it_was_read(ledger):
    content = book(GOOD)
    number = taken(ledger, content)
    (first, *_), read = ledger.figures(exact=True), judged(content).reading.observations
    assert first == Observation(
        Key("returns", FIFE, "", "2023/24", "sds_people", "option=1"),
        545,
        flags=(Flag.PROVISIONAL,),
        sheet="Data",
        cell="C2",
        as_typed="545 [p]",
        return_id=number,
    )
    assert [(each.key, each.value, each.cell) for each in ledger.figures(exact=True)] == [
        (each.key, each.value, each.cell) for each in read
    ]


def test_the_return_says_whose_it_is_who_sent_it_and_how_much_it_holds(ledger):
    number = taken(ledger, book(GOOD))
    (held,) = ledger.returns()
    assert (held.id, held.file_name, held.owner, held.sent_by) == (number, "fife.xlsx", FIFE, "A. N. Officer")
    assert (held.figures, held.state, held.sha256) == (3, "current", judged(book(GOOD)).sha256)


@pytest.mark.parametrize(("content", "name"), [(book(GOOD), "fife.xlsx"), (csv(GOOD), "fife.csv")], ids=["xlsx", "csv"])
def test_the_original_is_kept_byte_for_byte(ledger, content, name):
    number = taken(ledger, content, name=name)
    assert ledger.original(number) == content
    assert Ledger(ledger.home).original(number) == content


def test_what_was_found_is_kept_with_its_answers(ledger):
    number = taken(ledger, book(ASKING), ANSWERS)
    kept = {(each.code, each.severity, each.sheet, each.cell): each.answer for each in ledger.findings(number)}
    assert kept == {
        ("V11", "ask", "Data", "C2"): "not available",
        ("M03", "ask", "Data", "E2"): "none",
        ("D01", "ask", "Data", "D2"): "yes",
    }
    assert values(ledger) == {"option=1": Reason.NOT_AVAILABLE, "option=2": 3, "option=3": 0}


def test_an_answer_of_the_senders_counts_before_our_proposal(ledger):
    answers = Answers({**ANSWERS.given, ("D01", "", ""): "yes, all of them"})
    number = taken(ledger, book(ASKING), answers)
    assert {each.code: each.answer for each in ledger.findings(number)}["D01"] == "yes, all of them"


def test_what_is_only_said_is_kept_without_an_answer(ledger):
    number = taken(ledger, book(GOOD))
    (kept,) = ledger.findings(number)
    assert (kept.code, kept.severity, kept.cell, kept.answer) == ("M05", "note", "C2", "")
    assert kept.message and kept.return_id == number


def test_a_return_of_all_authorities_is_taken_in_for_each(ledger):
    both = GOOD + "    Angus|2023/24|211|98|640\n"
    taken(ledger, book(both.replace("\n\n", "\n")), owner=NATIONAL)
    assert {each.key.area for each in ledger.figures()} == {FIFE, ANGUS}
    assert ledger.returns()[0].owner == NATIONAL


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (book(ASKING), "ask"),
        (book(GOOD.replace("545 [p]", "see e-mail")), "reject"),
        (b"", "reject"),
        (book(GOOD + "    Ask about AB 12 34 56 C"), "reject"),
    ],
)
def test_what_is_not_accepted_may_not_be_taken_in(ledger, content, verdict):
    found = judged(content)
    assert found.verdict == verdict
    with pytest.raises(ValueError, match="^“fife.xlsx” has open problems and may not be taken in$"):
        taking.take_in(ledger, content, found, "A. N. Officer", NO_ANSWERS)
    assert (ledger.returns(), ledger.figures(), ledger.findings(), ledger.version()) == ([], [], [], 0)


def test_nothing_of_a_file_about_individuals_is_in_the_ledgers_folder(ledger):
    content = csv(GOOD + "    Ask about AB 12 34 56 C")
    with pytest.raises(ValueError):
        taking.take_in(ledger, content, judged(content), "A. N. Officer", NO_ANSWERS)
    assert not any(b"AB 12 34" in each.read_bytes() for each in ledger.home.rglob("*") if each.is_file())


# And back


def exported(ledger, folder):
    """Every current figure as the command line exports it, and its notes."""
    folder.mkdir(exist_ok=True)
    files.export(ledger.figures(), folder / "out.csv")
    return (folder / "out.csv").read_bytes(), (folder / "out.notes.csv").read_bytes()


@pytest.fixture
def held(ledger):
    """A ledger with a published figure and a first return of Fife and of Angus."""
    key = Key("phs_options", FIFE, "", "2020/21", "sds_people", "option=1")
    published = Observation(key, 3, sheet="Table 1", cell="D9", as_typed="3")
    ledger.record(Sent(b"published", "options.xlsx", NATIONAL, "bundled"), [published])
    taken(ledger, book(GOOD))
    taken(ledger, book(GOOD.replace("Fife", "Angus")), owner=ANGUS)
    return ledger


LATER = [
    pytest.param(GOOD.replace("545 [p]", "550"), id="a figure changed"),
    pytest.param(GOOD.replace("545 [p]", "[x]"), id="a figure gone"),
    pytest.param("Council|Year|Option 1\nFife|2023/24|3", id="fewer figures"),
    pytest.param(GOOD.replace("2023/24", "2024/25").replace("126", "131"), id="another year"),
    pytest.param(GOOD.replace("Option 3", "Option 4"), id="another option"),
]


@pytest.mark.parametrize("drawing", LATER)
def test_a_return_withdrawn_leaves_everything_as_it_was_before(held, tmp_path, drawing):
    before = exported(held, tmp_path / "before")
    number = taken(held, book(drawing))
    assert exported(held, tmp_path / "between") != before
    held.withdraw(number, "A. N. Officer", "the wrong file")
    assert exported(held, tmp_path / "after") == before


def test_withdrawing_the_earlier_of_two_leaves_the_later(held):
    first = next(each.id for each in held.returns() if each.owner == FIFE)
    taken(held, book(GOOD.replace("545 [p]", "550")))
    now = held.figures(exact=True)
    held.withdraw(first, "A. N. Officer", "the wrong file")
    assert held.figures(exact=True) == now


def test_two_withdrawn_one_after_the_other_leave_the_first(held, tmp_path):
    before = exported(held, tmp_path / "before")
    numbers = [taken(held, book(GOOD.replace("545 [p]", each))) for each in ("550", "560")]
    for number in numbers:
        held.withdraw(number, "A. N. Officer", "the wrong file")
    assert exported(held, tmp_path / "after") == before


def test_a_return_is_withdrawn_once(held):
    number = taken(held, book(GOOD.replace("545 [p]", "550")))
    held.withdraw(number, "A. N. Officer", "the wrong file")
    version = held.version()
    with pytest.raises(KeyError):
        held.withdraw(number, "A. N. Officer", "again")
    assert held.version() == version


@pytest.mark.parametrize("number", ["R99", "R0", "", "R", "Fife", "R1.5", "R-1", "R²", "1", "11", "X1"])
def test_what_names_no_return_withdraws_none(ledger, number):
    taken(ledger, book(GOOD))
    with pytest.raises(KeyError):
        ledger.withdraw(number, "A. N. Officer", "a slip")
    assert [each.state for each in ledger.returns()] == ["current"]


def test_a_return_withdrawn_is_still_there_with_its_file_and_findings(held):
    content = book(GOOD.replace("545 [p]", "550"))
    number = taken(held, content)
    findings = held.findings(number)
    held.withdraw(number, "A. N. Officer", "the wrong file")
    assert held.original(number) == content
    assert held.findings(number) == findings
    assert {each.id: each.state for each in held.returns()}[number] == "withdrawn"


def test_a_file_withdrawn_may_be_taken_in_again(held):
    content = book(GOOD.replace("545 [p]", "550"))
    first = taken(held, content)
    held.withdraw(first, "A. N. Officer", "the wrong file")
    second = taken(held, content)
    fife = held.figures(exact=True, area=FIFE, series="returns", breakdown="option=1")
    assert second != first and [each.value for each in fife] == [550]
    assert {each.id: each.state for each in held.returns()}[second] == "current"


# Remembered


OF_ITS_OWN = """
    Council|Year|Direct Pay Scheme|Taxi cards|Option 3
    Fife|{}|545|126|1204
"""
SAID = Answers({("S09", "Data", "C1"): "Option 1", ("S09", "Data", "D1"): "leave out"})


def test_a_heading_nobody_knows_is_what_its_sender_says(ledger):
    asked = judging.judge(book(OF_ITS_OWN.format("2022/23")), "fife.xlsx", FIFE, ledger, today=TODAY)
    assert [(each.code, each.cell) for each in asked.open] == [("S09", "C1"), ("S09", "D1")]
    taken(ledger, book(OF_ITS_OWN.format("2022/23")), SAID)
    assert values(ledger) == {"option=1": 545, "option=3": 1204}


def test_what_was_said_of_a_heading_answers_for_the_next_return(ledger):
    taken(ledger, book(OF_ITS_OWN.format("2022/23")), SAID)
    found = judging.judge(book(OF_ITS_OWN.format("2023/24")), "fife.xlsx", FIFE, ledger, today=TODAY)
    assert (found.verdict, {each.key.breakdown for each in found.reading.observations}) == (
        "accept",
        {"option=1", "option=3"},
    )
    told = {each.cell: each.message for each in found.reading.problems if each.code == "S09"}
    assert told == {
        "C1": "“Direct Pay Scheme” read as “option 1”, as you told us.",
        "D1": "“Taxi cards” left out, as you told us of an earlier return.",
    }


def test_what_one_authority_said_of_a_heading_answers_for_no_other(ledger):
    taken(ledger, book(OF_ITS_OWN.format("2022/23")), SAID)
    drawing = OF_ITS_OWN.format("2023/24").replace("Fife", "Angus")
    found = judging.judge(book(drawing), "angus.xlsx", ANGUS, ledger, today=TODAY)
    assert [each.cell for each in found.open] == ["C1", "D1"]


def test_an_answer_taken_back_is_asked_for_again(ledger):
    taken(ledger, book(OF_ITS_OWN.format("2022/23")), SAID)
    (first, second) = ledger.told(FIFE)
    assert (first.heading, first.answer, first.by) == ("Direct Pay Scheme", "option 1", "A. N. Officer")
    ledger.remember(FIFE, [replace(second, answer="")], "A. N. Other")
    found = judging.judge(book(OF_ITS_OWN.format("2023/24")), "fife.xlsx", FIFE, ledger, today=TODAY)
    assert [each.cell for each in found.open] == ["D1"]


@pytest.mark.parametrize("answer", ["option 9", "people", "yes please"])
def test_a_name_we_do_not_know_either_leaves_a_heading_open(ledger, answer):
    given = Answers({("S09", "Data", "C1"): answer, ("S09", "Data", "D1"): "leave out"})
    found = judging.judge(book(OF_ITS_OWN.format("2023/24")), "fife.xlsx", FIFE, ledger, given, today=TODAY)
    assert [each.cell for each in found.open] == ["C1"]


def test_a_title_the_sender_has_vouched_for_is_not_asked_about_again(ledger):
    drawing = """
        SDS numbers of the Levenmouth pilot {}

        Measure|2023/24
        Option 1|545
        Option 2|126
    """
    taken(ledger, book(drawing.format("2023/24")))
    found = judging.judge(book(drawing.format("2023/24").replace("545", "560")), "b.xlsx", FIFE, ledger, today=TODAY)
    assert [each.kind for each in found.reading.problems if each.code == "S09"] == ["S09 known"]
    assert [each.code for each in found.open] == ["R04"]


def test_numbers_in_a_heading_are_part_of_what_was_said_of_it(ledger):
    drawing = "Council|Year|Scheme {}|Option 3\nFife|{}|126|1204"
    said = Answers({("S09", "Data", "C1"): "leave out"})
    taken(ledger, book(drawing.format("65+", "2022/23")), said)
    again = judging.judge(book(drawing.format("65+", "2023/24")), "b.xlsx", FIFE, ledger, today=TODAY)
    other = judging.judge(book(drawing.format("85+", "2023/24")), "b.xlsx", FIFE, ledger, today=TODAY)
    assert ([each.cell for each in again.open], [each.cell for each in other.open]) == ([], ["C1"])


def test_that_a_title_may_stand_says_nothing_of_a_column_under_the_same_words(ledger):
    titled = "Kingdom scheme\n\nMeasure|2022/23\nOption 1|545\nOption 2|126"
    taken(ledger, book(titled), Answers({("S09", "Data", "A1"): "yes"}))
    column = "Council|Year|Kingdom scheme|Option 3\nFife|2023/24|126|1204"
    found = judging.judge(book(column), "b.xlsx", FIFE, ledger, today=TODAY)
    assert [(each.kind, each.cell) for each in found.open] == [("S09 return", "C1")]


def test_a_note_that_names_a_year_is_asked_about_every_time(ledger):
    drawing = "Option|{}\nOption 1|560\nOption 2|131\n\nThese are 2021/22 figures as no return was made"
    taken(ledger, book(drawing.format("2022/23")))
    found = judging.judge(book(drawing.format("2023/24")), "b.xlsx", FIFE, ledger, today=TODAY)
    assert [each.kind for each in found.open] == ["S11 ask"]


def test_a_note_without_a_year_is_asked_about_once(ledger):
    drawing = "Option|{}\nOption 1|560\nOption 2|131\n\nFigures exclude children"
    taken(ledger, book(drawing.format("2022/23")))
    found = judging.judge(book(drawing.format("2023/24")), "b.xlsx", FIFE, ledger, today=TODAY)
    assert [each.kind for each in found.reading.problems if each.code == "S11"] == ["S11 known"]


# With what its sender was shown


CHANGED = GOOD.replace("545 [p]", "550")


def taken_as_seen(ledger, content, found, owner=FIFE):
    return taking.take_in(ledger, content, found, owner, NO_ANSWERS, seen=found.difference)


def test_a_judgement_says_what_taking_it_in_would_change(held):
    found = judged(book(CHANGED), held)
    assert [(before.value, now.value) for before, now in found.difference.changed] == [(545, 550)]
    assert judged(book(CHANGED)).difference is None
    assert judged(book(GOOD), held).difference is None  # it is in already


def test_what_was_shown_is_taken_in(held):
    taken_as_seen(held, book(CHANGED), judged(book(CHANGED), held))
    fife = held.figures(exact=True, area=FIFE, series="returns", breakdown="option=1")
    assert [each.value for each in fife] == [550]


@pytest.mark.parametrize("between", ["another value", "withdrawn", "the very same figures"])
def test_where_it_would_change_something_else_by_now_nothing_is_taken_in(held, between):
    content = book(CHANGED)
    found = judged(content, held)
    if between == "withdrawn":
        held.withdraw("R2", "A. N. Other", "a slip")
    elif between == "another value":
        taken(held, book(GOOD.replace("545 [p]", "999")), name="b.xlsx")
    else:
        taken(held, csv(CHANGED), name="b.csv")
    before = held.version(), held.returns()
    with pytest.raises(taking.ChangedMeanwhile, match="^Figures that “fife.xlsx” changes .* nothing was taken in"):
        taken_as_seen(held, content, found)
    assert (held.version(), held.returns()) == before


@pytest.mark.parametrize("between", ["another authority", "other figures of its own"])
def test_what_changed_elsewhere_is_no_hindrance(held, between):
    content = book(CHANGED)
    found = judged(content, held)
    if between == "another authority":
        taken(held, book(GOOD.replace("Fife", "Angus").replace("126", "131")), owner=ANGUS)
    else:
        taken(held, book(GOOD.replace("2023/24", "2024/25")), name="other.xlsx")
    number = taken_as_seen(held, content, found)
    assert held.return_(number).state == "current"


@pytest.mark.parametrize(("related", "taken_in"), [(True, False), (False, True)])
def test_a_change_between_the_last_look_and_the_writing_is_seen(held, monkeypatch, related, taken_in):
    content, meanwhile = book(CHANGED), [book(GOOD.replace("545 [p]", "999").replace("2023/24", "2024/25"))]
    if related:
        meanwhile = [book(GOOD.replace("545 [p]", "999"))]
    found, record = judged(content, held), held.record

    def slow(*arguments, **named):
        if meanwhile:
            monkeypatch.setattr(held, "record", record)
            taken(held, meanwhile.pop(), name="quicker.xlsx")
            monkeypatch.setattr(held, "record", slow)
        return record(*arguments, **named)

    monkeypatch.setattr(held, "record", slow)
    if taken_in:
        assert held.return_(taken_as_seen(held, content, found)).file_name == "fife.xlsx"
    else:
        with pytest.raises(taking.ChangedMeanwhile):
            taken_as_seen(held, content, found)
    assert ("fife.xlsx" in [each.file_name for each in held.returns()[3:]]) is taken_in


def test_of_many_who_change_the_same_figure_at_once_one_does_and_the_others_are_told(held):
    contents = [book(GOOD.replace("545 [p]", str(550 + 10 * number))) for number in range(6)]
    found = [judged(each, held) for each in contents]
    said, together = [], threading.Barrier(len(contents))

    def take(content, judgement):
        together.wait()
        try:
            said.append(taken_as_seen(Ledger(held.home), content, judgement))
        except taking.ChangedMeanwhile:
            said.append("told")

    threads = [threading.Thread(target=take, args=pair) for pair in zip(contents, found, strict=True)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(said) == ["R4", *["told"] * 5]


def test_a_ledger_that_has_moved_on_takes_nothing_in(ledger):
    version = ledger.version()
    taken(ledger, book(GOOD))
    with pytest.raises(Moved):
        ledger.record(Sent(b"late", "late.csv", FIFE, "A. N. Officer"), [], expected_version=version)
    assert len(ledger.returns()) == 1
    assert ledger.record(Sent(b"late", "late.csv", FIFE, "a"), [], expected_version=ledger.version()) == "R2"


# Notes


SAID_SO = Note(NoteKind.EXPLANATION, FIFE, "We count once a year.", "Fife Council", beside="sds_people")


def with_notes(found, *notes):
    return replace(found, reading=replace(found.reading, notes=notes))


def test_notes_of_a_return_and_those_typed_beside_it_are_taken_in_with_it(ledger):
    read = replace(SAID_SO, words="Typed late.", period="2023/24", sheet="Notes", cell="B4")
    found = with_notes(judged(book(GOOD)), read)
    number = taking.take_in(ledger, book(GOOD), found, "A. N. Officer", NO_ANSWERS, notes=[SAID_SO])
    assert ledger.notes() == [replace(SAID_SO, return_id=number), replace(read, return_id=number)]
    ledger.withdraw(number, "A. N. Officer", "the wrong file")
    assert ledger.notes() == []


def judged_with(monkeypatch, content, *notes, owner=FIFE):
    """A judgement of a file in which notes were read as well."""
    read = sent.read_here
    monkeypatch.setattr(sent, "read", lambda *given: replace(read(*given), notes=notes))
    return judging.judge(content, "fife.xlsx", owner, today=TODAY)


def test_a_return_of_notes_alone_is_a_return(ledger, monkeypatch):
    template = book("Council|Year|Option 1\nFife|2023/24|545")
    read = sent.read_here
    bare = lambda *given: replace(read(*given), observations=(), problems=(), notes=(SAID_SO,))  # noqa: E731
    monkeypatch.setattr(sent, "read", bare)
    found = judging.judge(template, "fife.xlsx", FIFE, ledger, today=TODAY)
    assert (found.verdict, found.reading.problems) == ("accept", ())
    number = taken_as_seen(ledger, template, found)
    assert ([each.words for each in ledger.notes()], ledger.return_(number).state) == ([SAID_SO.words], "current")
    monkeypatch.setattr(sent, "read", lambda *given: replace(bare(*given), notes=()))
    assert judging.judge(template, "fife.xlsx", FIFE, ledger, today=TODAY).verdict == "reject"


def test_a_note_on_another_authoritys_figures_may_not_be_sent_in(monkeypatch):
    found = judged_with(monkeypatch, book(GOOD), replace(SAID_SO, area=ANGUS, sheet="Notes", cell="B4"))
    assert found.verdict == "reject"
    assert [(each.code, each.sheet, each.cell) for each in found.reading.problems if each.severity == "reject"] == [
        ("I07", "Notes", "B4")
    ]
    monkeypatch.setattr(sent, "read", sent.read_here)
    assert judged_with(monkeypatch, book(GOOD), replace(SAID_SO, area=ANGUS), owner=NATIONAL).verdict != "reject"


# Again


def test_a_file_that_newer_returns_have_wholly_replaced_may_be_sent_again(held):
    taken(held, book(GOOD.replace("545 [p]", "550").replace("126", "131").replace("1204", "1210")), name="b.xlsx")
    assert held.return_("R2").state == "superseded"
    found = judged(book(GOOD), held)
    assert (found.verdict, {each.code for each in found.reading.problems}) == ("accept", {"R04", "M05"})
    number = taken_as_seen(held, book(GOOD), found)
    assert held.return_(number).state == "current" and number == "R5"


def test_a_file_that_was_purged_is_not_taken_in_again(held):
    held.purge("R2", "A. N. Other", "it named somebody")
    with pytest.raises(WasPurged, match="^“fife.xlsx” is the same file as R2"):
        taken(held, book(GOOD))
    assert len(held.returns()) == 3

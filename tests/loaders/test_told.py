"""What people told an authority, and how it records its figures: words under known headings, with consent."""

import pytest
from openpyxl.comments import Comment

from loaders import concerns, sent, told
from loaders.accounting import Fate
from loaders.answers import Answers, choices, settle
from loaders.problems import problem
from loaders.vocabulary import words_of
from model import metrics
from model.notes import Note, NoteKind
from tests.awkward.test_people import chi
from tests.awkward.workbooks import FIFE, NATIONAL, TODAY, book, csv, ods, reading, xls

FIGURES = """
    Fife | 2023/24
    Option 1 | 545
    Option 2 | 126
"""
HEADINGS = (
    "Which figures it concerns | Who told you | How many people were involved | What they said | What changed because "
    "of it | Who checked this account with them | They agreed to this being shared"
)
GOOD = "All figures | Fife Carers Forum | 12, at two meetings | We were asked once | We ask twice now | Its chair | yes"


def accounts(*rows, over="What people told us: Fife, 2023/24"):
    return {"Figures": FIGURES, "Told": "\n".join([over, HEADINGS, *rows])}


def explanations(*rows, over="How we record: Fife, 2023/24"):
    return {"Figures": FIGURES, "Recorded": "\n".join([over, "Which figures | How we record them", *rows])}


def problems(found, *, notes=False):
    return [
        (each.kind, f"{each.sheet}!{each.cell}") for each in found.problems if notes or str(each.severity) != "note"
    ]


def row(**changed):
    """The good row with some of its cells changed."""
    names = ("beside", "said_by", "involved", "words", "changed", "checked_by", "agreed")
    return " | ".join((dict(zip(names, map(str.strip, GOOD.split("|")), strict=True)) | changed).values())


# What is read


def test_an_account_is_a_note_with_its_place():
    found = reading(book(accounts(GOOD)))
    assert found.verdict == "accept"
    assert found.notes == (
        Note(
            NoteKind.ACCOUNT,
            FIFE,
            "We were asked once",
            "Fife Carers Forum",
            period="2023/24",
            involved="12, at two meetings",
            changed="We ask twice now",
            checked_by="Its chair",
            sheet="Told",
            cell="D3",
        ),
    )
    assert len(found.observations) == 2


def test_an_explanation_is_the_authoritys_own_words_on_one_metric():
    found = reading(book(explanations("Staff trained in SDS | Heads, not posts", "All | From one system")))
    assert found.verdict == "accept"
    assert [(each.kind, each.said_by, each.beside, each.words, each.cell) for each in found.notes] == [
        (NoteKind.EXPLANATION, "Fife", "staff_trained", "Heads, not posts", "B3"),
        (NoteKind.EXPLANATION, "Fife", "", "From one system", "B4"),
    ]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (book(accounts(GOOD)), "a.xlsx"),
        (xls(accounts(GOOD)), "a.xls"),
        (ods(accounts(GOOD)), "a.ods"),
        (csv("\n".join(["Told: Fife 2023/24", HEADINGS, GOOD])), "a.csv"),
    ],
    ids=["xlsx", "xls", "ods", "csv"],
)
def test_every_form_gives_the_same_words_and_so_does_the_process_apart(content, name):
    here, apart = reading(content, name), sent.read(content, name, FIFE, TODAY)
    assert apart == here
    assert [(each.words, each.said_by, each.period, each.cell) for each in apart.notes] == [
        ("We were asked once", "Fife Carers Forum", "2023/24", "D3")
    ]


def test_numbers_in_prose_are_no_figures_and_no_questions():
    said = (
        "In 2019/20 only 30% of 545 people were asked, excluding Cupar. These figures are wrong; last year's are x10."
    )
    found = reading(book(accounts(row(words=said, changed="126 of 545 now", involved="12"))))
    assert (found.verdict, problems(found), len(found.observations)) == ("accept", [], 2)
    assert (found.notes[0].words, found.notes[0].involved) == (said, "12")


def test_every_cell_is_accounted_for_as_a_heading_or_a_note():
    found, alone = reading(book(accounts(GOOD))), reading(book(FIGURES))
    assert found.cells == alone.cells + 15
    assert found.account[Fate.HEADING] == alone.account[Fate.HEADING] + 7
    assert found.account[Fate.NOTE] == alone.account[Fate.NOTE] + 8
    assert ("S13 told", "Told!") in problems(found, notes=True)
    assert ("S13 return", "Told!") not in problems(found, notes=True)


def test_the_headings_are_found_wherever_they_stand_and_in_any_order():
    drawing = "Feedback\n\n | agreed to share | WHAT THEY SAID: | Who told us\n | Yes | Quicker now | A group"
    found = reading(book({"Figures": FIGURES, "X": drawing}))
    assert [(each.words, each.said_by, each.beside, each.cell) for each in found.notes] == [
        ("Quicker now", "A group", "", "C4")
    ]
    assert found.verdict == "accept"


def test_one_such_heading_beside_figures_is_a_column_as_any_other():
    found = reading(book("Fife | 2023/24 | What they said\nOption 1 | 545 | agreed\n"))
    assert ([each.kind for each in found.notes], [each.value for each in found.observations]) == (
        ["explanation"],
        [545],
    )


def test_headings_alone_give_no_notes_and_no_question():
    found = reading(book(accounts()))
    assert (found.verdict, found.notes) == ("accept", ())


def test_a_number_beside_the_table_is_asked_about():
    found = reading(book(accounts(GOOD + " | 545")))
    assert problems(found) == [("S10", "Told!H3")]


def test_words_alone_are_a_return():
    drawing = {"Told": accounts(GOOD)["Told"]}
    found = reading(book(drawing))
    assert (found.verdict, found.observations, len(found.notes)) == ("accept", (), 1)


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script> & <b>bold</b>",
        "=HYPERLINK(B6)",
        "+44 was said",
        "counted \u202eeciwt\u202c",
        "first line\nsecond line",
        "A \u200bhidden\u200b space",
    ],
)
def test_words_that_would_act_come_through_as_text_unchanged(words):
    def after(workbook):
        cell = workbook["Told"]["D3"]
        cell.value = words
        cell.data_type = "s"

    found = reading(book(accounts(GOOD), after=after))
    assert [each.words for each in found.notes] == [words]
    assert {kind for kind, _ in problems(found)} <= {"T01", "T03"}


# Whose and when


def test_they_are_of_the_figures_year_where_nothing_over_them_says_one():
    assert [each.period for each in reading(book(accounts(GOOD, over="Told"))).notes] == ["2023/24"]


def test_they_are_of_every_year_where_the_figures_are_of_several():
    drawing = accounts(GOOD, over="Told") | {"Figures": "Fife | 2022/23 | 2023/24\nOption 1 | 545 | 560"}
    assert [each.period for each in reading(book(drawing)).notes] == [""]


@pytest.mark.parametrize("over", ["Told in 2022/23 and 2023/24", "Told in 2023/25", "Told in 2031/32", "Told 2023"])
def test_a_year_over_them_that_is_no_one_year_sends_it_back(over):
    found = reading(book(accounts(GOOD, over=over)))
    assert ("P10 told", "Told!") in problems(found)
    assert found.verdict == "reject"


def test_words_under_another_authoritys_name_are_sent_back():
    found = reading(book(accounts(GOOD, over="Told: Falkirk, 2023/24")))
    assert problems(found) == [("I07", "Told!A1")]


def test_whose_they_are_is_read_from_the_words_over_them_or_from_the_figures():
    for over in ("Told: Fife", "Told"):
        found = reading(book(accounts(GOOD, over=over)), owner="")
        assert [each.area for each in found.notes] == [FIFE]


def test_words_that_nobody_says_whose_they_are_are_sent_back():
    found = reading(book({"Told": f"Told\n{HEADINGS}\n{GOOD}"}), owner=NATIONAL)
    assert problems(found) == [("I06 told", "Told!")]
    assert found.notes == ()


# What keeps words out


@pytest.mark.parametrize("typed", ["no", "not yet", "y", "yes, most of them", "1", "TRUE"])
def test_without_a_yes_they_are_refused_at_the_cell(typed):
    found = reading(book(accounts(row(agreed=typed))))
    assert problems(found) == [("V01 consent", "Told!G3")]
    assert (found.verdict, found.notes) == ("reject", ())


def test_where_nothing_is_said_of_consent_they_are_refused_at_the_cell():
    found = reading(book(accounts(row(agreed=""))))
    assert problems(found) == [("V11 consent", "Told!G3")]
    assert (found.verdict, found.notes) == ("reject", ())


def test_a_table_without_a_column_for_consent_is_refused():
    found = reading(book({"Figures": FIGURES, "Told": "Who told us | What they said\nA group | Quicker now"}))
    assert problems(found) == [("S03 consent", "Told!")]
    assert (found.verdict, found.notes) == ("reject", ())


@pytest.mark.parametrize(("column", "place"), [("words", "D3"), ("said_by", "B3")])
def test_a_row_without_words_or_without_whose_they_are_is_sent_back_at_the_cell(column, place):
    found = reading(book(accounts(row(**{column: ""}))))
    assert problems(found) == [("V11 told", f"Told!{place}")]
    assert found.notes == ()


@pytest.mark.parametrize("typed", ["545", "2024-04-01", "#REF!", "TRUE"])
def test_what_is_no_words_where_words_belong_is_sent_back(typed):
    found = reading(book(accounts(row(words=typed))))
    assert problems(found) == [("V01 told", "Told!D3")]


def test_an_explanation_needs_no_consent_but_words():
    found = reading(book(explanations("Staff trained in SDS | ")))
    assert problems(found) == [("V11 told", "Recorded!B3")]


def test_hidden_words_are_asked_about():
    def hide(workbook):
        workbook["Told"].sheet_state = "hidden"

    def hide_row(workbook):
        workbook["Told"].row_dimensions[3].hidden = True

    assert problems(reading(book(accounts(GOOD), after=hide))) == [("S06 told", "Told!")]
    assert problems(reading(book(accounts(GOOD), after=hide_row))) == [("S06 told", "Told!D3")]


# Which figures


def test_figures_nobody_knows_are_asked_about_and_never_guessed():
    found = reading(book(accounts(row(beside="Staff trained"))))  # not our name for it, though close
    assert problems(found) == [("S09 figures", "Told!A3")]
    assert (found.verdict, found.notes) == ("ask", ())


def test_figures_left_unsaid_are_asked_about():
    found = reading(book(accounts(row(beside=""))))
    assert problems(found) == [("V11 figures", "Told!A3")]
    assert (found.verdict, found.notes) == ("ask", ())


@pytest.mark.parametrize(("beside", "code"), [("Staff trained", "S09"), ("", "V11")])
@pytest.mark.parametrize(("answer", "metric"), [("staff trained in sds", "staff_trained"), ("all", "")])
def test_an_answer_says_which(beside, code, answer, metric):
    answers = Answers({(code, "Told", "A3"): answer})
    found = sent.read_here(book(accounts(row(beside=beside))), "a.xlsx", FIFE, TODAY, answers)
    assert [each.beside for each in found.notes] == [metric]
    (asked,) = [each for each in found.problems if each.code == code]
    assert settle(asked, answer)


@pytest.mark.parametrize("kind", ["S09 figures", "V11 figures"])
def test_only_a_name_of_ours_or_all_is_an_answer(kind):
    asked = problem(kind, "Told", "A3", heading="Staff trained")
    assert asked.proposal == ""
    assert not any(settle(asked, answer) for answer in ("", "yes", "no", "leave out", "staff", "not available"))
    offered = choices(asked)
    assert [each.words for each in offered] == list(concerns.names())
    assert all(settle(asked, each.answer) for each in offered)


def test_every_metric_that_returns_carry_is_named_once():
    assert {concerns.find(name) for name in concerns.names()} == {"", *concerns.carried()}
    assert len(concerns.names()) == len(concerns.carried()) + 1
    assert all(concerns.find(metrics.metric(id_).name.upper()) == id_ for id_ in concerns.carried())


# People


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Ask jo.bloggs@example.org", "D05 told"),
        ("Ring 0131 496 0000", "D05 told"),
        ("At KY1 1XT it was slow", "D05 told"),
        ("Mrs McKay was kind", "D04 told"),
        ("It was Dr. O'Neill", "D04 told"),
        ("MR SMITH said so", "D04 told"),
        (f"Case {chi('010180123')}", "D02"),
        ("Case AB123456C", "D03"),
    ],
)
@pytest.mark.parametrize(("column", "place"), [("words", "D3"), ("said_by", "B3"), ("checked_by", "F3")])
def test_what_names_a_person_or_says_how_to_reach_one_sends_the_file_back_unkept(words, kind, column, place):
    found = reading(book(accounts(row(**{column: words}))))
    assert (kind, f"Told!{place}") in problems(found)
    assert (found.verdict, found.notes, found.observations) == ("reject", (), ())
    assert not [each for each in found.problems if words in each.message]


@pytest.mark.parametrize(
    "words", ["The MS Society and Dr Gray's Hospital", "I miss Option 2", "12 people in 2023/24", "drop-in on Mondays"]
)
def test_words_that_only_look_like_a_name_go_in(words):
    assert [each.words for each in reading(book(accounts(row(words=words)))).notes] == [words]


def test_a_comment_about_a_person_on_a_row_of_words_sends_the_file_back():
    def after(workbook):
        workbook["Told"]["D3"].comment = Comment("Call 0131 496 0000", "KM")

    assert problems(reading(book(accounts(GOOD), after=after))) == [("D09", "Told!D3")]


# How it is declared


def test_no_two_columns_of_a_table_go_by_one_heading():
    for layout in told.layouts().values():
        said = [" ".join(words_of(each)) for words in layout.headings.values() for each in words]
        assert len(set(said)) == len(said)
        assert set(layout.told_by) <= set(layout.headings)
        assert min(map(len, said)) > told._SHORTER + 2  # or it would be taken for a short label and not looked up
    assert set(told.layouts()) == {NoteKind.ACCOUNT, NoteKind.EXPLANATION}

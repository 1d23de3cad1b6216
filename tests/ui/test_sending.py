"""Sending in a return on screen: what was read, what to mend, one answer each, what will change, confirm, undo."""

import pytest

from ledger import Ledger, LedgerUnavailable
from tests.awkward.workbooks import FIFE, book

PAGE = "pages/send_in_a_return.py"
GOOD = "Measure|2024/25\nOption 1|545\nOption 2|126\nOption 3|1204\nAny SDS option|1700"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def drop(opened, ledger):  # noqa: ARG001  a ledger without a figure
    """The page after a reader chose an authority and dropped files: names with their contents."""

    def drop(authority="Fife", **files):
        page = opened(PAGE, authority=authority)
        page.app.file_uploader[0].set_value([(f"{name}.xlsx", content, XLSX) for name, content in files.items()])
        page.app.run()
        assert page.is_well()
        return page

    return drop


def press(page, label):
    next(each for each in page.app.button if each.label == label).click().run()
    assert page.is_well()
    return page


@pytest.mark.usefixtures("ledger")
def test_before_anything_is_dropped_it_says_that_nothing_is_saved(opened):
    page = opened(PAGE, authority="Fife")
    assert page.is_well()
    assert "Nothing is saved until you have seen what we read and confirmed it." in page.words


@pytest.mark.usefixtures("ledger")
def test_without_an_authority_it_says_what_to_do_first(opened):
    page = opened(PAGE)
    assert page.is_well() and "Choose your authority above" in page.words
    assert not page.app.file_uploader


# What we read


def test_every_cell_of_the_sheet_is_shown_with_what_became_of_it_in_a_word_and_a_mark(drop):
    page = drop(fife=book("SDS return|\nMeasure|2024/25\nOption 1|545\nOption 2|see email"))
    assert '<td class="figure">545</td>' in page.words
    assert '<td class="heading">Option 1</td>' in page.words
    assert 'reject">see email <sup><span class="unseen">to mend </span>1</sup></td>' in page.words
    assert "None left over." in page.words
    assert "Nothing has been saved yet." in page.words


def test_the_sheet_with_something_to_mend_is_the_one_shown_first(drop):
    page = drop(fife=book({"Good": GOOD, "Other": "Measure|2023/24\nOption 1|see email"}))
    assert page.chosen[next(key for key in page.chosen if key.startswith("sheet_"))] == "Other"


def test_what_stops_the_return_is_said_at_its_cell_with_what_to_do(drop):
    page = drop(fife=book("Measure|2024/25\nOption 1|2026-04-01"))
    assert "Please mend, then send again" in page.words
    assert "<strong>Sheet “Data”, cell B2.</strong>" in page.words and "type the number" in page.words
    assert not [each for each in page.app.button if each.label == "Take these figures in"]


def test_a_file_that_is_no_spreadsheet_is_refused_in_a_sentence(drop):
    page = drop(fife=b"%PDF-1.7 a report")
    assert "to mend" in page.words and "PDF" in page.words


def test_a_file_about_individuals_shows_nothing_of_it_and_is_not_kept(drop, ledger):
    page = drop(fife=book("Surname|Forename|Option|Year\nDoe|Jo|1|2023/24\nBloggs|Sam|2|2023/24"))
    assert "Bloggs" not in page.words and "We keep nothing of this file" in page.words
    page.app.run()
    assert len(ledger.turned_away()) == 1 and ledger.returns() == []


# What we need to know


def test_questions_have_one_answer_each_and_none_beforehand(drop):
    page = drop(fife=book("Measure|2024/25\nOption 1|545\nOption 2|3\nOption 3|-"))
    assert {each.value for each in page.app.radio} == {None}
    press(page, "Use these answers")
    assert "Nothing is answered yet" in page.words


def test_answered_questions_lead_to_what_will_change_and_can_be_taken_back(drop):
    page = drop(fife=book("Measure|2024/25\nOption 1|545\nOption 2|126\nOption 3|-"))
    page.app.radio[0].set_value("Not available")
    press(page, "Use these answers")
    assert "What will change" in page.words and "3 new, 0 changed, 0 the same." in page.words
    press(page, "Change my answers (1 given)")
    assert "What we need to know" in page.words and page.app.radio[0].value is None


def test_a_number_may_be_typed_and_what_is_no_number_is_asked_about_again(drop):
    page = drop(fife=book("Measure|2024/25\nOption 1|545\nOption 2|126\nOption 3|-"))
    page.app.text_input[0].set_value("about 12")
    press(page, "Use these answers")
    assert "“about 12” does not answer this" in page.words
    page.app.text_input[0].set_value("1,204")
    press(page, "Use these answers")
    assert "1,204" in page.words and "What will change" in page.words


def test_questions_of_one_kind_on_one_sheet_may_share_an_answer_or_be_taken_apart(drop):
    rows = "\n".join(f"Option {n}|{n}00|-" for n in (1, 2, 3, 4))
    page = drop(fife=book(f"Measure|2023/24|2024/25\n{rows}"))
    assert len(page.app.radio) == 1 and "Questions 1 to 4.</strong> 4 of one kind" in page.words
    page.app.radio[0].set_value("I will answer one by one")
    press(page, "Use these answers")
    assert len(page.app.radio) == 4
    for each in page.app.radio:
        each.set_value("Not collected")
    press(page, "Use these answers")
    assert "8 new" in page.words


def test_no_leaves_the_question_open_and_says_what_to_do(drop):
    page = drop(fife=book("Measure|2024/25\nOption 1|545\nOption 2|3\nOption 3|1204"))
    page.app.radio[0].set_value("No: I will mend the file")
    press(page, "Use these answers")
    assert "You said no. Please mend the file and send it again" in page.words


# What will change, confirm, undo


def confirmed(page, by="A. Officer", explained=""):
    page.app.text_input[0].set_value(by)
    if explained:
        page.app.text_area[0].set_value(explained)
    return press(page, "Take these figures in")


def test_what_was_confirmed_is_what_goes_in_and_undo_takes_it_out(drop, ledger):
    page = drop(fife=book(GOOD))
    assert "They will stand beside the published figures, marked as sent by Fife" in page.words
    assert ledger.returns() == []
    confirmed(page)
    (taken,) = ledger.returns()
    assert (taken.owner, taken.sent_by, taken.figures, taken.state) == (FIFE, "A. Officer", 4, "current")
    assert "Taken in as R1:" in page.words and "What will change" not in page.words
    press(page, "Undo")
    assert ledger.returns()[0].state == "withdrawn" and ledger.figures() == []
    assert "R1, “fife.xlsx”, is withdrawn." in page.words


def test_without_a_name_nothing_goes_in(drop, ledger):
    page = confirmed(drop(fife=book(GOOD)), by="  ")
    assert "Please give your name first" in page.words and ledger.returns() == []


def test_how_others_will_see_small_numbers_is_shown_before(drop):
    page = drop(fife=book(GOOD.replace("126", "128")))
    assert ">128</td><td class=number>130</td>" in page.words


def test_changed_figures_stand_beside_what_is_held(drop, ledger):
    confirmed(drop(fife=book(GOOD)))
    page = drop(second=book(GOOD.replace("545", "560").replace("\nOption 3|1204", "")))
    assert "0 new, 1 changed, 2 the same, 1 we hold that this file does not have" in page.words
    assert "<td class=number>545</td><td class=number>560</td>" in page.words
    confirmed(page)
    assert [each.state for each in ledger.returns()] == ["current", "current"]


def test_the_same_file_again_is_told_and_cannot_go_in_twice(drop, ledger):
    confirmed(drop(fife=book(GOOD)))
    page = drop(fife=book(GOOD))
    assert "You sent this same file on" in page.words
    assert len(ledger.returns()) == 1


def test_who_changed_the_figures_in_between_is_not_overwritten_unseen(drop, ledger):
    page = drop(fife=book(GOOD))
    confirmed(drop(other=book(GOOD.replace("545", "999"))))
    confirmed(page)
    assert "Somebody else has changed these figures since this page was shown" in page.words
    assert "<td class=number>999</td><td class=number>545</td>" in page.words
    assert len(ledger.returns()) == 1
    confirmed(page)
    assert len(ledger.returns()) == 2


def test_two_files_at_once_are_dealt_with_one_at_a_time(drop, ledger):
    page = drop(first=book(GOOD), second=book(GOOD.replace("2024/25", "2023/24")))
    (choice,) = page.app.radio
    assert choice.options == [r"first\.xlsx\: can go in", r"second\.xlsx\: can go in"]  # no markup is obeyed
    confirmed(page)
    confirmed(page)
    assert [each.file_name for each in ledger.returns()] == ["first.xlsx", "second.xlsx"]


def test_the_same_bytes_dropped_twice_are_one_file(drop):
    assert not drop(first=book(GOOD), again=book(GOOD)).app.radio


def test_an_explanation_is_kept_with_the_authority_and_the_day(drop, ledger):
    confirmed(drop(fife=book(GOOD)), explained="We count people on 31 March.")
    (note,) = ledger.notes()
    assert (note.words, note.area, note.said_by) == ("We count people on 31 March.", FIFE, "Fife")
    assert note.said_on


# Who may, and what may do harm


@pytest.mark.usefixtures("ledger")
def test_where_others_can_reach_it_nothing_can_be_sent_in(opened, monkeypatch):
    monkeypatch.setattr("ui.page.st.get_option", lambda name: "0.0.0.0" if name == "server.address" else None)
    page = opened(PAGE, authority="Fife")
    assert page.is_well() and "This dashboard is shared, so it only shows." in page.words
    assert not page.app.file_uploader


HOSTILE = "<script>alert(1)</script>"


def test_what_a_file_says_is_shown_as_text(drop):
    page = drop(**{f"a{HOSTILE}": book(f"{HOSTILE}|2024/25\nOption 1|545\nOption 2|<img src=x onerror=alert(1)>")})
    assert "<script>" not in page.words and "<img" not in page.words
    assert "&lt;script&gt;" in page.words


def test_a_sheet_may_be_left_out_and_used_after_all(drop):
    page = drop(fife=book({"Final": GOOD, "Draft": GOOD.replace("545", "541")}))
    assert "Please mend, then send again" in page.words
    page.app.selectbox(key=next(key for key in page.chosen if key.startswith("sheet_"))).set_value("Draft").run()
    press(page, "Leave this sheet out")
    assert "What will change" in page.words and "4 new" in page.words
    page.app.selectbox(key=next(key for key in page.chosen if key.startswith("sheet_"))).set_value("Draft").run()
    press(page, "Use this sheet after all")
    assert "Please mend, then send again" in page.words


def test_a_file_that_was_purged_does_not_come_in_again_and_that_is_said(drop, ledger):
    confirmed(drop(fife=book(GOOD)))
    ledger.purge("R1", "A. Officer", "it named somebody")
    page = confirmed(drop(fife=book(GOOD)))
    assert "purged" in page.words and [each.state for each in ledger.returns()] == ["purged"]


def test_what_was_told_about_a_heading_is_remembered_shown_and_can_be_asked_about_again(drop, ledger):
    own = "Measure|2024/25\nOption 1|545\nOption 2|126\nPackages in Mosaic|77"
    page = drop(fife=book(own))
    page.app.selectbox(key=next(each.key for each in page.app.selectbox if each.key.startswith("answer_"))).set_value(
        "Leave it out"
    )
    confirmed(press(page, "Use these answers"))
    page = drop(next=book(own.replace("2024/25", "2023/24")))
    assert "What will change" in page.words and "“Packages in Mosaic”: leave out (A. Officer" in page.words
    press(page, "Ask me again")
    assert "What we need to know" in page.words and ledger.told(FIFE) == []


def test_what_the_ledger_cannot_do_is_said_in_its_own_words_and_nothing_is_lost(drop, ledger, monkeypatch):
    page = drop(fife=book(GOOD))

    def no_room(*_, **__):
        raise LedgerUnavailable("The ledger could not be written: the disk is full. Nothing was taken in.")

    monkeypatch.setattr(Ledger, "record", no_room)
    confirmed(page)
    assert "the disk is full. Nothing was taken in." in page.words and ledger.returns() == []
    monkeypatch.undo()
    assert [each.value for each in page.app.text_input if each.key.startswith("by_")] == ["A. Officer"]


def test_undone_by_somebody_else_in_the_meantime_is_said(drop, ledger):
    page = confirmed(drop(fife=book(GOOD)))
    undo = next(each for each in page.app.button if each.label == "Undo")
    ledger.withdraw("R1", "B. Officer", "a slip")
    undo.click().run()
    assert page.is_well() and ("already undone" in page.words or "is withdrawn" in page.words)


# What a second pair of eyes found

RATE = "Measure|2024/25\nAble to choose|1850\nMade a choice|1820"
TOLD = """What people told us: 2024/25

Which figures it concerns|Who told you (a group or organisation)|What they said|They agreed to this being shared
All figures of the authority|Carers' forum|We were never asked.|yes"""


def test_words_in_a_file_are_shown_before_they_go_in(drop, ledger):
    page = drop(fife=book({"Data": GOOD, "What people told us": TOLD}))
    assert "Words that others will read as they are" in page.words
    assert "Carers&#x27; forum: “We were never asked.”" in page.words
    confirmed(page)
    assert [each.words for each in ledger.notes()] == ["We were never asked."]


def test_a_rate_is_shown_with_both_its_parts(drop):
    assert "98.4% (1,820 of 1,850)" in drop(fife=book(RATE)).words


def test_nobody_is_asked_for_words_that_would_be_nobodys(opened, ledger):  # noqa: ARG001  a ledger without a figure
    page = opened(PAGE, sending="national")
    content = book("Authority|Year|Option 1\nFife|2024/25|545\nAngus|2024/25|211")
    page.app.file_uploader[0].set_value([("all.xlsx", content, XLSX)]).run()
    assert "Take these figures in" in [each.label for each in page.app.button]
    assert page.is_well() and not page.app.text_area


def test_a_file_taken_in_for_one_authority_is_not_passed_over_in_silence_for_another(drop):
    page = confirmed(drop(fife=book(GOOD)))
    page.app.selectbox(key="authority").set_value("S12000041").run()
    page.app.file_uploader[0].set_value([("fife.xlsx", book(GOOD), XLSX)]).run()
    assert page.is_well() and "fife.xlsx, for Angus" in page.words


def test_of_a_file_that_is_in_already_nothing_else_is_asked(drop, ledger):
    page = drop(fife=book("Measure|2024/25\nOption 1|545\nOption 2|3\nOption 3|1204"))
    page.app.radio[0].set_value("Yes")
    confirmed(press(page, "Use these answers"))
    page = drop(fife=book("Measure|2024/25\nOption 1|545\nOption 2|3\nOption 3|1204"))
    assert "You sent this same file on" in page.words and not page.app.radio
    assert "to mend" not in page.words and "under Returns" in page.words
    assert len(ledger.returns()) == 1


def test_undo_of_what_somebody_else_has_undone_or_purged_says_so(drop, ledger):
    page = confirmed(drop(fife=book(GOOD)))
    ledger.withdraw("R1", "B. Officer", "a slip")
    press(page, "Undo")
    assert "R1, “fife.xlsx”, is withdrawn." in page.words
    page = confirmed(drop(fife=book(RATE)))
    ledger.purge("R2", "B. Officer", "it named somebody")
    press(page, "Undo")
    assert "was purged to protect people" in page.words


def test_a_file_dropped_beside_one_to_mend_is_the_one_to_look_at(drop):
    wrong, right = book("Measure|2024/25\nOption 1|see email"), book(GOOD)
    page = drop(wrong=wrong)
    page.app.file_uploader[0].set_value([("wrong.xlsx", wrong, XLSX), ("right.xlsx", right, XLSX)]).run()
    assert page.is_well() and "right.xlsx, for Fife" in page.words and "wrong.xlsx, for Fife" not in page.words


def test_a_file_name_is_text_wherever_it_stands(drop):
    page = drop(**{"a\u202e![x](mailto:x)": book(GOOD), "b": book(RATE)})
    assert "\u202e" not in page.words
    assert page.app.radio[0].options[0].startswith(r"a\!\[x\]\(mailto\:x\)")


def test_the_way_to_the_figures_leads_to_some_that_can_be_compared(drop):
    page = confirmed(drop(fife=book(GOOD)))
    assert "metric=sds_people&amp;series=returns&amp;period=2024%2F25" in page.words


def offered(page):
    return [each.label for each in page.app.button if each.label.startswith("Give the same")]


def test_a_mended_file_may_be_given_the_answers_of_the_one_before_to_the_very_same_questions(drop):
    wrong, right = (book(f"Measure|2024/25\nOption 1|{n}\nOption 2|-\nOption 3|-") for n in ("see email", "545"))
    page = drop(first=wrong)
    for each in page.app.radio:
        each.set_value("Not collected")
    press(page, "Use these answers")
    page.app.file_uploader[0].set_value([("second.xlsx", right, XLSX)]).run()
    assert {each.value for each in page.app.radio} == {None}  # nothing is answered beforehand
    assert offered(page) == ["Give the same 2 answers as before, to the very same questions"]
    press(page, offered(page)[0])
    assert "What will change" in page.words and "3 new" in page.words


def test_no_answer_is_offered_to_a_question_about_another_number_or_of_another_authority(drop):
    small, smaller = (book(f"Measure|2024/25\nOption 1|545\nOption 2|{n}\nOption 3|1204") for n in ("-", "n/a"))
    page = drop(first=small)
    page.app.radio[0].set_value("Not collected")
    press(page, "Use these answers")
    page.app.file_uploader[0].set_value([("second.xlsx", smaller, XLSX)]).run()
    assert page.app.radio and not offered(page)
    page.app.selectbox(key="authority").set_value("S12000041").run()
    page.app.file_uploader[0].set_value([("first.xlsx", small, XLSX)]).run()
    assert page.app.radio and not offered(page)


def hide_the_draft(workbook):
    workbook["Draft"].sheet_state = "hidden"


def test_whether_a_hidden_sheet_counts_is_asked_before_anything_of_it_is_to_mend(drop):
    sheets = {"Final": GOOD, "Draft": GOOD.replace("545", "541")}
    page = drop(fife=book(sheets, after=hide_the_draft))
    assert "hidden and hold figures" in page.words and "1 question before it can go in" in page.words
    assert "Please mend, then send again" not in page.words
    page.app.radio[0].set_value("Yes, they count")
    press(page, "Use these answers")
    assert "Please mend, then send again" in page.words and "It says 541" in page.words
    press(page, "Change my answers (1 given)")
    page.app.radio[0].set_value("No, leave them out")
    press(page, "Use these answers")
    assert "What will change" in page.words and "4 new" in page.words


def test_a_file_of_another_authority_is_called_that_and_not_in_already(drop, ledger):
    content = book("SDS return: Fife, 2024/25\n\n" + GOOD)
    confirmed(drop(fife=content))
    page = drop("Angus", fife=content)
    assert "You sent this same file" not in page.words
    assert "Fife" in page.words and "Please mend, then send again" in page.words and len(ledger.returns()) == 1

"""The forms for what people told and for replies, on screen: what is asked, what is refused, what becomes of them."""

import pytest

from ledger import Sent
from model.notes import Note, NoteKind
from model.observations import Key, Observation
from model.returns import SERIES

PAGE = "pages/send_in_a_return.py"
FIFE = "S12000047"


@pytest.fixture
def form(opened, ledger):  # noqa: ARG001  a ledger without a figure
    def form(kind="account", **said):
        page = opened(PAGE, authority="Fife", sending=kind)
        labels = {"group": ("Whose words", "Name of the"), "by": ("Your name",)}
        for name, words in said.items():
            next(each for each in page.app.text_input if each.label.startswith(labels[name])).set_value(words)
        return page

    return form


def share(page, words, agreed=True):
    page.app.text_area[0].set_value(words)
    if agreed:
        page.app.checkbox[0].check()
    next(each for each in page.app.button if each.label == "Share these words").click().run()
    assert page.is_well()
    return page


def test_words_are_taken_in_with_whose_they_are_and_can_be_undone(form, ledger):
    page = share(form(group="Carers' forum", by="A. Officer"), "We were asked.")
    (note,) = ledger.notes()
    assert (note.words, note.said_by, note.area) == ("We were asked.", "Carers' forum", FIFE)
    assert "Taken in as R1:" in page.words
    next(each for each in page.app.button if each.label == "Undo").click().run()
    assert page.is_well() and ledger.notes() == []


def test_without_consent_nothing_is_taken_in_and_the_words_stay_in_the_form(form, ledger):
    page = share(form(group="Carers' forum", by="A. Officer"), "We were asked.", agreed=False)
    assert "only where they agreed" in page.words and ledger.returns() == []
    assert page.app.text_area[0].value == "We were asked."


def test_the_year_is_chosen_so_that_the_words_stand_beside_that_years_figures(form, ledger):
    page = form("reply", group="Fife People First", by="A. Member")
    year = next(each for each in page.app.selectbox if each.label == "Financial year it is about")
    assert year.options[0] == "All years" and "2019/20" in year.options
    year.set_value("2019/20")
    share(page, "This is not what we see.")
    assert [each.period for each in ledger.notes()] == ["2019/20"]


SENT = Observation(Key(SERIES, FIFE, "", "2024/25", "sds_people", "option=any"), 545, sheet="Data", cell="B2")
SAID = Note(NoteKind.EXPLANATION, FIFE, "We count on 31 March.", "Fife", "2026-11-22", beside="sds_people")


@pytest.mark.parametrize("path", ["pages/compare_authorities.py", "pages/over_time.py", "pages/one_authority.py"])
def test_words_stand_among_the_caveats_of_every_card_with_the_figures_they_concern(opened, ledger, path):
    ledger.record(Sent(b"fife", "fife.xlsx", FIFE, "A. Officer"), [SENT], notes=[SAID])
    page = opened(path, authority="Fife", metric="sds_people", series=SERIES)
    assert page.is_well()
    beside = [each for each in page.html if 'class="beside' in each]
    assert any("Fife on how it records this: “We count on 31 March.”" in each for each in beside)
    ledger.withdraw("R1", "A. Officer", "a slip")
    assert "We count on 31 March." not in opened(path, authority="Fife", metric="sds_people", series=SERIES).words

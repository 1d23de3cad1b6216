"""The forms for what people told and for replies, on screen: what is asked, what is refused, what becomes of them."""

import pytest

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

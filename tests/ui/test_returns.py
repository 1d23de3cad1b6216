"""The page Returns: every return, what became of it, the way back and forth, every version of a figure."""

import pytest

from intake import telling
from ledger import Finding, Sent
from model.notes import NoteKind
from model.observations import Key, Observation
from model.returns import SERIES
from ui import figures

PAGE = "pages/returns.py"
FIFE, ANGUS = "S12000047", "S12000041"


def figure(value, area=FIFE):
    return Observation(Key(SERIES, area, "", "2024/25", "sds_people", "option=1"), value, sheet="Data", cell="B2")


@pytest.fixture
def ledger(ledger):
    """Two returns of Fife, the second correcting the first, and one of Angus."""
    asked = [Finding("", "D01", "ask", "Data", "B2", "This is a small number.", "yes")]
    ledger.record(Sent(b"first", "first.xlsx", FIFE, "A. Officer"), [figure(541)], asked)
    ledger.record(Sent(b"second", "second.xlsx", FIFE, "B. Officer"), [figure(563)])
    ledger.record(Sent(b"angus", "angus.xlsx", ANGUS, "C. Officer"), [figure(211, ANGUS)])
    return ledger


@pytest.fixture
def shown(opened, ledger):  # noqa: ARG001  a ledger with returns
    def shown(**asked):
        page = opened(PAGE, **asked)
        assert page.is_well()
        return page

    return shown


def act(page, name, by="D. Officer", why="a slip"):
    for field, said in (("by", by), ("why", why)):
        next(each for each in page.app.text_input if each.key.startswith(f"{name}_{field}")).set_value(said)
    labels = {"undo": "Undo this return", "restore": "Put it back", "purge": "Purge for good"}
    next(each for each in page.app.button if each.label == labels[name]).click().run()
    assert page.is_well()
    return page


def test_every_return_is_listed_with_who_when_which_file_and_its_state(shown):
    words = shown().words
    for told in ("first.xlsx", "second.xlsx", "angus.xlsx", "A. Officer", "superseded", "current"):
        assert told in words
    assert "angus.xlsx" not in shown(authority="Fife").words


def test_one_return_shows_what_happened_what_was_asked_and_what_was_answered(shown):
    words = shown(authority="Fife", **{"return": "R1"}).words
    assert "What happened to it" in words and "Taken in" in words
    assert "This is a small number." in words


def test_undo_and_put_back_ask_for_a_name_and_a_reason(shown, ledger):
    page = act(shown(authority="Fife", **{"return": "R2"}), "undo", why=" ")
    assert "Please give your name and a reason" in page.words
    assert ledger.return_("R2").state == "current"
    act(page, "undo")
    assert [each.value for each in ledger.figures(exact=True, area=FIFE)] == [541]
    assert "Withdrawn" in page.words and "a slip" in page.words
    act(page, "restore")
    assert [each.value for each in ledger.figures(exact=True, area=FIFE)] == [563]
    assert [each.what for each in ledger.events("R2")] == ["accepted", "withdrawn", "restored"]


def test_a_purge_blanks_the_return_and_keeps_who_did_it_and_why(shown, ledger):
    page = act(shown(authority="Fife", **{"return": "R2"}), "purge", why="it named somebody")
    assert ledger.return_("R2").state == "purged"
    assert "it named somebody" in page.words and "second.xlsx" not in page.words
    assert "no longer held anywhere here" in page.words


def test_what_is_purged_stays_in_no_memory_of_the_server(shown, ledger, opened):
    said = {"words": "Words to be blanked.", "said_by": "Carers' forum"}
    number = telling.take_in(ledger, NoteKind.ACCOUNT, FIFE, said, True, "A. Officer", "2026-11-22")
    opened("pages/compare_authorities.py", metric="sds_people", series="returns", option="1", period="2024/25")
    kept = figures.stamp()
    assert "Words to be blanked." in str(figures._notes(kept))
    act(shown(authority="Fife", **{"return": number}), "purge")
    assert "Words to be blanked." not in str(figures._notes(kept))


def test_every_version_of_a_figure_can_be_followed(shown):
    page = shown(authority="Fife", **{"return": "R2"})
    page.app.selectbox(key="figure").set_value("Fife, 2024/25: People by SDS option, Option 1: direct payment").run()
    assert page.is_well()
    assert '<th scope="row">563</th><td class=number>565</td>' in page.words
    assert '<th scope="row">541</th><td class=number>540</td>' in page.words


def test_where_others_can_reach_it_nothing_can_be_undone_taken_or_read_exactly(shown, ledger, monkeypatch):
    monkeypatch.setattr("ui.page.st.get_option", lambda name: "0.0.0.0" if name == "server.address" else None)
    page = shown(authority="Fife", **{"return": "R1"})
    assert not page.app.button and not page.app.get("download_button")
    assert "This is a small number." not in page.words  # findings repeat what was typed
    assert ledger.return_("R1").sha256[:12] not in page.words  # the numbers of a small file could be tried against it
    page.app.selectbox(key="figure").set_value("Fife, 2024/25: People by SDS option, Option 1: direct payment").run()
    assert "563" not in page.words and "565" in page.words


def test_only_its_organisation_may_take_a_reply_back(shown, ledger):
    said = {"words": "This is not what we see.", "said_by": "Fife People First"}
    number = telling.take_in(ledger, NoteKind.REPLY, FIFE, said, True, "A. Member", "2026-11-22")
    page = act(shown(authority="Fife", **{"return": number}), "undo", by="A. Officer")
    assert "only the organisation that sent it may take it back" in page.words and len(ledger.notes()) == 1
    act(page, "undo", by="Fife People First")
    assert ledger.notes() == []

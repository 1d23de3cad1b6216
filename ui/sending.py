"""Sending in a return, step by step: what we read, what we need to know, what will change, confirm.

Nothing is written until the reader confirms; what was shown then is what goes in, or the new difference is shown.
"""

from dataclasses import replace
from html import escape

import streamlit as st

from exhibits import words
from intake import judging, marked
from intake.difference import Difference
from intake.judging import Judgement
from loaders.answers import LEAVE_OUT, SHEET
from loaders.problems import Problem, Severity
from model import areas
from model.notes import NoteKind
from model.observations import Reason
from model.returns import NATIONAL, whose
from ui import changes, dropped, figures, page, questions, sheet_view, telling
from ui.dropped import Dropped

FORMATS = ["xlsx", "xlsm", "xls", "ods", "csv"]
STEPS = ("What we read", "What we need to know", "What will change", "Confirm")
SENT_ALREADY, HIDDEN = "R01", "S06"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def of(kind: str, mine: str) -> None:
    """What is sent in: words in a form, or files with figures."""
    with page.in_plain_words():
        if kind in list(NoteKind):
            telling.form(NoteKind(kind), mine)
        else:
            files(mine)


def files(mine: str) -> None:
    """The files of one authority: dropped together, each taken through its steps by itself."""
    in_box = st.file_uploader(
        f"Spreadsheets for {whose(mine)}: drop them here, or choose them",
        FORMATS,
        accept_multiple_files=True,
        key=f"dropped_{mine}",
    )
    if not in_box:
        page.say("Nothing is saved until you have seen what we read and confirmed it.")
    judged = [(each, dropped.judged(each)) for each in dropped.waiting(in_box, mine)]
    if judged:
        _one_file(*dropped.chosen(judged))
    _told_before(mine)
    for number in st.session_state.get("taken_in", []):
        changes.taken_in(figures.ledger().return_(number))


def _told_before(mine: str) -> None:
    """What was said of words of the sender's own in earlier returns, which the next one is read by; each may be asked
    about again."""
    told = figures.ledger().told(mine)
    if not told:
        return
    with st.expander(f"What you told us about your own headings ({len(told)}); we do not ask about them again"):
        for number, each in enumerate(told):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.html(
                    f"<p>“{escape(each.heading)}”: {escape(each.answer)} ({escape(each.by)}, {words.day(each.at)})</p>"
                )
                if st.button("Ask me again", key=f"forget_{mine}_{number}"):
                    figures.ledger().remember(mine, [replace(each, answer="")], "whoever sat at this computer")
                    st.session_state.pop("judged", None)
                    st.rerun()


def _one_file(file: Dropped, judged: Judgement) -> None:
    change = judged.difference if judged.verdict == judging.ACCEPT else None
    with st.container(border=True, key=f"return_{file.sha256[:12]}", gap="small"):
        numbered = questions.in_order(_standing(judged))
        _head(file, judged, [each for _, each in numbered])
        if already := next((each for _, each in numbered if each.code == SENT_ALREADY), None):
            page.say(already.message)
            st.html(f"<p>{page.link('See what became of it under Returns', 'returns', _of(file.mine))}</p>")
        elif change is None:
            _reading_and_questions(file, judged, numbered)
        else:
            _change_and_confirm(file, judged, change)


def _standing(judged: Judgement) -> list[Problem]:
    """The problems still to be dealt with on screen.

    Of a file that is in already there is nothing else; and whether anything is wrong with a hidden sheet depends on
    whether it counts, which is asked first.
    """
    if already := [each for each in judged.reading.problems if each.code == SENT_ALREADY]:
        return already
    hidden = {each.sheet for each in judged.open if each.kind == HIDDEN and not each.cell}
    wait = [each for each in judged.reading.problems if each.sheet in hidden and each.kind != HIDDEN]
    stands = [each for each in judged.reading.problems if each.severity is Severity.REJECT or each in judged.open]
    return [each for each in stands if each not in wait or judged.is_personal]


def _head(file: Dropped, judged: Judgement, standing: list[Problem]) -> None:
    many = sum(each.reason not in (Reason.BLANK, Reason.UNCLEAR) for each in judged.reading.observations)
    mend = sum(each.severity is Severity.REJECT for each in standing)
    asked = len(standing) - mend
    saved = "Nothing has been saved yet."
    if any(each.code == SENT_ALREADY for each in standing):
        said, saved = "It is in already.", "Nothing has been saved anew."
    elif judged.verdict == judging.ACCEPT:
        said = "Please look at what will change, then confirm."
    elif mend:
        said = f"{_things(mend)} to mend before it can go in."
    else:
        said = f"{asked} question{'' if asked == 1 else 's'} before it can go in."
    here = 3 if judged.verdict == judging.ACCEPT else 2
    steps = "".join(
        f"<li{' class=done' if number < here else ' aria-current=step' if number == here else ''}>{number} {step}</li>"
        for number, step in enumerate(STEPS, 1)
    )
    st.html(
        f'<h2 class="headline">{escape(file.name)}, for {escape(whose(file.mine))}</h2>'
        f'<p class="subtitle">We read {many:,} figure{"" if many == 1 else "s"}. {said} '
        f'<strong>{saved}</strong></p><ol class="steps">{steps}</ol>'
    )


def _of(mine: str) -> dict[str, str]:
    """Whose returns a link asks for; of a return of several authorities, everybody's."""
    return {} if mine == NATIONAL else {"authority": areas.name(mine)}


def _things(many: int) -> str:
    return "1 thing" if many == 1 else f"{many} things"


def _reading_and_questions(file: Dropped, judged: Judgement, numbered: list[tuple[int, Problem]]) -> None:
    rejects = [(number, each) for number, each in numbered if each.severity is Severity.REJECT]
    asked = [(number, each) for number, each in numbered if each.severity is Severity.ASK]
    left, right = st.columns([1.3, 1], gap="medium")
    with left:
        _sheet(file, judged, numbered)
    with right, st.container(gap="small"):
        if judged.is_personal:
            page.say("We keep nothing of this file but its name, fingerprint, the time and the cells named here.")
        if rejects:
            questions.to_mend(rejects)
        if asked:
            st.html("<h3>What we need to know</h3>")
            questions.as_before((each for _, each in asked), file.given, file.answered, file.key)
            questions.form(asked, file.given, file.answered, file.key)
        questions.notes(each for each in judged.reading.problems if each.severity is Severity.NOTE)
        _take_away(file, judged)
        _answered(file)


def _sheet(file: Dropped, judged: Judgement, numbered: list[tuple[int, Problem]]) -> None:
    places = sheet_view.placed(numbered)
    sheet = sheet_view.choose(judged.reading.sheets, places, f"sheet_{file.key}")
    if sheet is None:
        why = "It tells about individuals" if judged.is_personal else "We could open no sheet of it"
        st.html(f"<p>{why}, so nothing of it is shown here.</p>")
        return
    sheet_view.show(sheet, places, f"Sheet “{sheet.name}” as you sent it")
    if len(judged.reading.sheets) > 1:
        _use_or_leave_out(file, sheet.name)
    st.html(f'<p class="said">{sheet_view.accounted(judged.reading.account)}</p>')


def _use_or_leave_out(file: Dropped, sheet: str) -> None:
    """The choice to use nothing of a sheet, such as a draft; it stands among the answers."""
    left = (SHEET, sheet, "") in file.given
    if st.button("Use this sheet after all" if left else "Leave this sheet out", key=f"leave_{file.key}_{sheet}"):
        if left:
            del file.given[SHEET, sheet, ""]
        else:
            file.given[SHEET, sheet, ""] = LEAVE_OUT
        st.rerun()


def _take_away(file: Dropped, judged: Judgement) -> None:
    """The sender's own file with every problem marked in its place."""
    st.download_button(
        "Download your file with these marked in place",
        data=lambda: _marked(file, judged),
        file_name=marked.file_name(file.name),
        mime=XLSX,
        on_click="ignore",
        key=f"marked_{file.key}",
    )


def _marked(file: Dropped, judged: Judgement) -> bytes:
    """The marked copy; of a file that cannot be marked, the list of what to mend."""
    try:
        return marked.copy(file.content, file.name, judged.reading.problems)
    except marked.NotMarked:
        return marked.list_of(judged.reading.problems)


def _answered(file: Dropped) -> None:
    """The way back from answers already given."""
    if file.given and st.button(f"Change my answers ({len(file.given)} given)", key=f"again_{file.key}"):
        file.given.clear()
        st.rerun()


def _change_and_confirm(file: Dropped, judged: Judgement, change: Difference) -> None:
    if st.session_state.pop("moved", "") == file.sha256:
        st.error("Somebody else has changed these figures since this page was shown. Below is what will change now.")
    st.html("<h3>What will change</h3>")
    changes.show(change, judged.owner, judged.reading.notes)
    st.html("<h3>Confirm</h3>")
    changes.confirm(file.content, judged, change, file.given | dropped.BY_CONFIRMING, file.key)
    with st.expander("What we read, cell by cell"):
        _sheet(file, judged, [])
        questions.notes(each for each in judged.reading.problems if each.severity is Severity.NOTE)
    _answered(file)

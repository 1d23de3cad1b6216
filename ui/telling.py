"""Words beside figures: the forms they are sent in with, and an authority's page where all of them stand."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from exhibits import words
from intake import telling, template
from loaders import concerns
from model import areas, metrics
from model.notes import Note, NoteKind, as_shown
from ui import changes, figures

_INTRODUCTIONS = {
    NoteKind.ACCOUNT: "What people who use support, carers or disabled people’s organisations told {area}. It will "
    "stand beside the figures {area} sent. Name groups, never a person. Newer words of the same group about the same "
    "figures and year take the place of its older ones.",
    NoteKind.REPLY: "What a disabled people’s organisation says of the figures of {area}. It stands beside them with "
    "its date, and {area} cannot change it or take it back.",
}
_WHOSE = {
    NoteKind.ACCOUNT: "Whose words are they? A group or organisation, such as “Carers’ forum”",
    NoteKind.REPLY: "Name of the organisation",
}
_HEADINGS = {
    NoteKind.ACCOUNT: "What people told",
    NoteKind.REPLY: "Replies of disabled people’s organisations",
    NoteKind.EXPLANATION: "How it records its figures, in its own words",
}


def form(kind: NoteKind, area: str) -> None:
    """The form for one account or reply; what was taken in stands under it, with the way back."""
    st.html(f"<p>{escape(_INTRODUCTIONS[kind].format(area=areas.name(area)))}</p>")
    with st.form(f"telling_{kind}_{area}_{_sent_so_far()}", border=True):
        said, agreed, by = _filled_in(kind)
        if st.form_submit_button("Share these words", type="primary"):
            _take_in(kind, area, said, agreed, by)
    for number in st.session_state.get("told", []):
        changes.taken_in(figures.ledger().return_(number))


def _filled_in(kind: NoteKind) -> tuple[dict[str, str], bool, str]:
    left, right = st.columns(2)
    said = {}
    with left:
        said["said_by"] = st.text_input(_WHOSE[kind], max_chars=120)
        carried = ["", *concerns.carried()]
        about = st.selectbox("Which figures it is about", carried, format_func=_named)
        years = ["", *telling.years(figures.today())]
        first = years.index(template.last_year_over(figures.today()))
        said["period"] = st.selectbox(
            "Financial year it is about", years, first, format_func=lambda year: year or "All years"
        )
        said["involved"] = st.text_input("Who was involved, and how many people", max_chars=300)
    with right:
        said["words"] = st.text_area("What they said", max_chars=telling.LONGEST, height=168)
        if kind is NoteKind.ACCOUNT:
            said["changed"] = st.text_area("What changed because of it", max_chars=telling.LONGEST)
            said["checked_by"] = st.text_input("Who checked this account with them", max_chars=120)
    agreed = st.checkbox("They agreed to this being shared")
    by = st.text_input("Your name, kept with the words", max_chars=80)
    return said | {"beside": about}, agreed, by


def _named(metric: str) -> str:
    return metrics.metric(metric).name if metric else "All figures of the authority"


def _take_in(kind: NoteKind, area: str, said: dict[str, str], agreed: bool, by: str) -> None:
    try:
        day = figures.today().isoformat()
        number = telling.take_in(figures.ledger(), kind, area, said, agreed, by, day)
    except telling.NotTaken as refused:
        st.error(" ".join(refused.why))
        return
    st.session_state["told"] = [*st.session_state.get("told", []), number]
    figures.look_again()
    st.rerun()


def _sent_so_far() -> int:
    """Part of the form's name, so that it is empty again once its words are in."""
    return len(st.session_state.get("told", []))


def of_authority(area: str) -> None:
    """Everything said beside an authority's figures: people's own accounts first; where none was sent, that is said."""
    found = figures.notes_of(area)
    parts = []
    for kind in (NoteKind.ACCOUNT, NoteKind.REPLY, NoteKind.EXPLANATION):
        of_kind = [each for each in found if each.kind is kind]
        if of_kind:
            parts.append(f"<h3>{_HEADINGS[kind]}</h3>{_listed(of_kind)}")
        elif kind is NoteKind.ACCOUNT:
            none = f"No account of what people told {areas.name(area)} was sent in."
            parts.append(f"<h3>{_HEADINGS[kind]}</h3><p>{escape(none)}</p>")
    st.html(
        '<section class="entry told" aria-label="In people’s own words"><h2>In people’s own words</h2>'
        f"{''.join(parts)}</section>"
    )


def _listed(notes: Iterable[Note]) -> str:
    return f"<ul>{''.join(map(_one, notes))}</ul>"


def _one(note: Note) -> str:
    note = as_shown(note)
    about = f"{_named(note.beside)}{f', {note.period}' if note.period else ''}"
    said_on = f", {words.day(note.said_on)}" if note.said_on else ""
    more = (("Involved", note.involved), ("What changed", note.changed), ("Checked by", note.checked_by))
    told = "".join(f"<br>{label}: {escape(text)}" for label, text in more if text)
    return (
        f"<li><q>{escape(note.words)}</q><br><strong>{escape(note.said_by)}</strong>{said_on}. "
        f'About: {escape(about)}.{told} <span class="said">(sent in as {note.return_id})</span></li>'
    )

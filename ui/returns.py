"""Every return ever sent in: what became of it, the way back and forth, its file, and every version of a figure."""

from html import escape

import streamlit as st

from exhibits import tables, words
from exhibits.tables import Table
from intake import bundled, telling
from ledger import Return, Version
from model import areas
from model.observations import Key
from model.plain import plain
from model.returns import NATIONAL, REPLY, whose
from ui import changes, choose, figures, page, reference, show

_WHAT = {
    "accepted": "Taken in",
    "withdrawn": "Withdrawn",
    "restored": "Put back",
    "replaced": "Replaced by a newer file",
    "purged": "Purged",
}


def all_of_them(mine: str) -> list[Return]:
    """Lists every return, those of one authority where one is chosen, newest first; the listed ones come back."""
    found = [
        each for each in reversed(figures.returns()) if not mine or each.owner in (mine, NATIONAL, f"{REPLY}{mine}")
    ]
    sent = [each for each in found if each.sent_by != bundled.BY]
    if sent:
        reference.table(_table(f"Returns of {areas.name(mine)}" if mine else "Returns", sent))
    else:
        of = f" of {areas.name(mine)}" if mine else ""
        page.say(f"No figures{of} have been sent in yet. The page Send in a return takes them.")
    ours = [each for each in found if each.sent_by == bundled.BY]
    if ours:
        st.html(
            f'<details class="in-full"><summary>Published figures that came with it ({len(ours)} files)</summary>'
            f"{tables.html(_table('Published figures', ours), 'words')}</details>"
        )
    return sent


def _table(caption: str, found: list[Return]) -> Table:
    columns = ("Return", "Whose", "File", "Sent in by", "Taken in", "Figures", "State", "Fingerprint")
    rows = tuple(
        (
            each.id,
            whose(each.owner),
            each.file_name,
            each.sent_by,
            words.day(each.sent_at),
            f"{each.figures:,}",
            each.state,
            each.sha256[:12] if page.may_send() or each.sent_by == bundled.BY else "",
        )
        for each in found
    )
    return Table(caption, columns, rows)


def one(found: list[Return]) -> None:
    """One return of those listed: what happened to it, what was asked, its file, and the way back."""
    if not found:
        return
    chosen = choose.a_return(found)
    if chosen is None:
        page.say(
            "Choose a return above to see what happened to it, to undo it or put it back, and to follow its figures."
        )
        return
    with st.container(border=True, key=f"one_{chosen.id}"):
        headline = f"{chosen.id}: {plain(chosen.file_name)}, for {whose(chosen.owner)}"
        st.html(f'<h2 class="headline">{escape(headline)}</h2>')
        reference.table(_happened(chosen))
        if page.may_send():
            _file(chosen)
            _asked(chosen)
        _history(chosen)
        if page.may_send():
            _way_back(chosen)


def _happened(chosen: Return) -> Table:
    rows = tuple(
        (words.moment(each.at), _WHAT[each.what], each.by, each.why or "")
        for each in figures.ledger().events(chosen.id)
    )
    return Table("What happened to it", ("When", "What", "By whom", "Why"), rows)


def _file(chosen: Return) -> None:
    if chosen.state == "purged":
        page.say("This return was purged to protect people: its file and its figures are no longer held anywhere here.")
        return
    st.download_button(
        "Download the file as it was sent",
        data=lambda: figures.ledger().original(chosen.id),
        file_name=page.file_name(chosen.file_name),
        on_click="ignore",
        key=f"original_{chosen.id}",
    )


def _asked(chosen: Return) -> None:
    found = figures.ledger().findings(chosen.id)
    rows = tuple((each.message, f"{each.sheet} {each.cell}".strip(), each.answer) for each in found)
    if rows:
        table = Table("What we saw and asked, and what was answered", ("What we saw", "Where", "Answer"), rows)
        st.html(
            f'<details class="in-full"><summary>What we saw and asked ({len(rows)})</summary>'
            f"{tables.html(table, 'words')}</details>"
        )


def _way_back(chosen: Return) -> None:
    if chosen.state in ("current", "superseded"):
        _act(
            chosen,
            "Undo this return",
            "undo",
            "Once undone, its figures no longer count and those before it count again.",
        )
    elif chosen.state == "withdrawn":
        _act(chosen, "Put it back", "restore", "Once put back, its figures count again where nothing newer was sent.")
    if chosen.state != "purged":
        with st.expander("Purge it, to protect people"):
            _act(
                chosen,
                "Purge for good",
                "purge",
                "Use this only where the file should never have been sent, such as one that tells about individuals. "
                "The file, its figures and what was asked about them are blanked everywhere and cannot be brought "
                "back. That it was done, by whom and why stays on record.",
            )


_ACTS = {
    "undo": lambda *said: figures.ledger().withdraw(*said),
    "restore": lambda *said: figures.ledger().restore(*said),
    "purge": lambda *said: figures.ledger().purge(*said),
}


def _act(chosen: Return, label: str, act: str, effect: str) -> None:
    with st.form(f"{act}_{chosen.id}", border=False):
        st.html(f"<p>{escape(effect)} Your name and reason stay on record, for everyone who sees this page.</p>")
        left, right = st.columns(2)
        by = plain(left.text_input("Your name", key=f"{act}_by_{chosen.id}", max_chars=80)).strip()
        why = plain(right.text_input("Why", key=f"{act}_why_{chosen.id}", max_chars=300)).strip()
        if st.form_submit_button(label):
            if not by or not why:
                st.error("Please give your name and a reason: both are kept with the return.")
            elif act != "purge" and not telling.may_turn(chosen, by):
                st.error(
                    "A reply is its organisation’s: only the organisation that sent it may take it back or put it back."
                )
            else:
                _done(chosen, act, by, why)


def _done(chosen: Return, act: str, by: str, why: str) -> None:
    try:
        _ACTS[act](chosen.id, by, why)
    except KeyError:
        st.error("Somebody else has just changed this return. Please look at it once more.")
    else:
        if act == "purge":
            figures.forget()
            show.forget()
        figures.look_again()
        st.rerun()


def _history(chosen: Return) -> None:
    """Every version of one figure of the return that was ever sent in."""
    keys = figures.keys_of(chosen.id)
    if not keys:
        return
    key = choose.a_figure(keys)
    if key is not None:
        reference.table(_versions(key))


def _versions(key: Key) -> Table:
    versions = figures.ledger().history(key, exact=page.may_send())
    rows = tuple(_version(*each) for each in zip(versions, figures.ledger().history(key), strict=True))
    return Table(
        "Every version of this figure",
        ("Value", "Others see", "Sent in", "By", "Return", "Sheet and cell", "Now"),
        rows,
    )


def _version(each: Version, as_seen: Version) -> tuple[str, ...]:
    seen = changes.said(as_seen.observation)
    where = f"{each.observation.sheet} {each.observation.cell}"
    came = each.return_
    return changes.said(each.observation), seen, words.moment(came.sent_at), came.sent_by, came.id, where, each.state

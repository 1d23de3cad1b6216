"""What taking a return in would change, who confirms it, and the way back."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from exhibits import words
from exhibits.tables import Table
from intake import taking
from intake.difference import Difference
from intake.judging import Judgement
from ledger import Return
from loaders.answers import Answers
from loaders.told import names_a_person
from model import areas, breakdowns, disclosure, metrics
from model.notes import Note, NoteKind, as_shown
from model.observations import Key, Observation
from model.plain import plain
from model.returns import NATIONAL, REPLY, SERIES, whose
from ui import figures, page, reference

MOST_ROWS = 200
ALL = "All figures the authority sends"
Given = Mapping[tuple[str, str, str], str]
_GONE = {
    "withdrawn": "is withdrawn. The figures before it count again.",
    "purged": "was purged to protect people. Nothing of it is held.",
}


def show(change: Difference, owner: str, brought: Iterable[Note] = ()) -> None:
    """New and changed figures side by side with what is held, the words that others will read, then what stays and
    which caveats come and go."""
    sender = "each authority" if owner == NATIONAL else areas.name(owner)
    st.html(
        f"<p>{_counted(change)} They will stand beside the published figures, marked as sent by {escape(sender)}, "
        "and never take their place. Before anyone else sees them, counts of people or staff from 1 to 4 are hidden "
        "and other counts of people rounded to 5.</p>"
    )
    if change.new or change.changed:
        reference.table(_changing(change))
    _words(list(brought))
    if change.same or change.not_here:
        with st.expander(f"What stays as it is ({len(change.same) + len(change.not_here):,} figures)"):
            reference.table(_staying(change))
    for heading, found in (
        ("Caveats that will newly apply", change.come),
        ("Caveats that will no longer apply", change.gone),
    ):
        if found:
            items = "".join(f"<li>{escape(each.short)}</li>" for each in found)
            st.html(f'<div class="in-full"><strong>{heading}</strong><ul>{items}</ul></div>')


def _words(brought: list[Note]) -> None:
    """The words a return brings, as others will read them, each beside those it takes the place of."""
    if not brought:
        return
    held = {each.identity: each.words for area in {each.area for each in brought} for each in figures.notes_of(area)}
    rows = tuple(
        (
            f"{each.said_by}: “{each.words}”",
            f"{metrics.metric(each.beside).name if each.beside else 'All figures'}, {each.period or 'all years'}",
            "; ".join(filter(None, (each.involved, each.changed, each.checked_by))) or "nothing",
            f"“{held[each.identity]}”" if each.identity in held else "nothing",
            f"{each.sheet} {each.cell}",
        )
        for each in map(as_shown, brought)
    )
    heads = ("Words", "They stand beside", "Involved, what changed, who checked", "In place of", "Sheet and cell")
    reference.table(Table("Words that others will read as they are", heads, rows))


def _counted(change: Difference) -> str:
    said = [f"{len(change.new):,} new", f"{len(change.changed):,} changed", f"{len(change.same):,} the same"]
    if change.not_here:
        said.append(f"{len(change.not_here):,} we hold that this file does not have, which stay as they are")
    return f"<strong>{', '.join(said)}.</strong>"


def _changing(change: Difference) -> Table:
    others_see = _as_others_see(change)
    changing = [*change.changed, *((None, now) for now in change.new)]
    rows = [_row(before, now, others_see[now.key]) for before, now in changing[:MOST_ROWS]]
    more = len(changing) - MOST_ROWS
    caption = "Figures that are new or changed" + (f" (the first {MOST_ROWS}; {more:,} more)" if more > 0 else "")
    heads = ("Figure", "Year", "We hold", "This file says", "Others will see", "Sheet and cell")
    return Table(caption, heads, tuple(rows))


def _as_others_see(change: Difference) -> dict[Key, Observation]:
    """All figures as they will leave the ledger once the return is in, by key: what adds up is hidden together."""
    after = [*change.new, *(now for _, now in change.changed), *change.same, *change.not_here]
    return {each.key: each for each in disclosure.protected_together(after)}


def _row(before: Observation | None, now: Observation, shown: Observation) -> tuple[str, ...]:
    held = said(before) if before else "nothing"
    return named(now), now.key.period, held, said(now), said(shown), f"{now.sheet} {now.cell}"


def _staying(change: Difference) -> Table:
    rows = [(named(each), each.key.period, said(each), "the same in this file") for each in change.same]
    rows += [
        (named(each), each.key.period, said(each), f"not in this file; sent in {each.return_id}")
        for each in change.not_here
    ]
    return Table("Figures that stay as they are", ("Figure", "Year", "We hold", "Why"), tuple(rows[:MOST_ROWS]))


def named(each: Observation) -> str:
    """What a figure is of, in words: `Fife: People who chose the option, Option 1`."""
    split = breakdowns.words(each.key.breakdown)
    return f"{areas.name(each.key.area)}: {metrics.metric(each.key.metric).name}{f', {split}' if split else ''}"


def said(each: Observation) -> str:
    """A figure in words: the value with its status, both parts of a rate, or why there is none."""
    parts = words.parts(each)
    return words.qualified(each, metrics.metric(each.key.metric)) + (f" ({parts})" if parts else "")


def confirm(content: bytes, judged: Judgement, change: Difference, given: Given, key: str) -> None:
    """Who takes it in, and if they like how the authority records these figures; then it goes in as it was shown."""
    with st.form(f"confirm_{key}", border=False):
        left, right = st.columns(2)
        by = left.text_input("Your name, kept with the return", key=f"by_{key}", max_chars=80)
        concerns, explained = ("", "") if judged.owner == NATIONAL else _explained(judged, left, right, key)
        # What was on screen when the button was pressed: this run may already have worked out another difference.
        seen = st.session_state.get(f"seen_{key}", change)
        st.session_state[f"seen_{key}"] = change
        if st.form_submit_button("Take these figures in", type="primary"):
            told = _explanation(judged.owner, concerns, explained.strip())
            _take_in(content, judged, seen, plain(by).strip(), given, told)


def _explained(judged: Judgement, left: DeltaGenerator, right: DeltaGenerator, key: str) -> tuple[str, str]:
    """An authority's own words on how it records figures, and the metric they are about, or nothing for all."""
    held = list(dict.fromkeys(each.key.metric for each in judged.reading.observations))
    concerns = left.selectbox(
        "Figures your explanation is about",
        ["", *held],
        format_func=lambda id_: metrics.metric(id_).name if id_ else ALL,
        key=f"concerns_{key}",
    )
    explained = right.text_area(
        "If you like: how do you record these figures? Your words will stand beside them, with your authority’s "
        "name and today’s date, in place of what it said of them before. Please name nobody.",
        key=f"explained_{key}",
        max_chars=1500,
    )
    return concerns, explained


def _explanation(owner: str, concerns: str, explained: str) -> tuple[Note, ...]:
    if not explained:
        return ()
    note = Note(NoteKind.EXPLANATION, owner, explained, areas.name(owner), figures.today().isoformat(), beside=concerns)
    return (note,)


def _take_in(
    content: bytes, judged: Judgement, seen: Difference, by: str, given: Given, told: tuple[Note, ...]
) -> None:
    """Takes a return in as it was shown; where somebody has changed what is held since, the new difference is shown."""
    if not by:
        st.error("Please give your name first: it is kept with the return.")
        return
    if any(names_a_person(each.words) for each in told):
        st.error("Your explanation names somebody, or says how to reach them. Please leave that out.")
        return
    try:
        number = taking.take_in(figures.ledger(), content, judged, by, Answers(dict(given)), notes=told, seen=seen)
    except taking.ChangedMeanwhile:
        figures.look_again()
        st.session_state["moved"] = judged.sha256
        st.rerun()
    st.session_state["taken_in"] = list(dict.fromkeys([*st.session_state.get("taken_in", []), number]))
    figures.look_again()
    st.rerun()


def taken_in(found: Return) -> None:
    """What became of a return just taken in, where to see it, and the way back."""
    with st.container(border=True, key=f"done_{found.id}"):
        if not found.counts:
            page.say(f"{found.id}, “{plain(found.file_name)}”, {_GONE.get(found.state, found.state)}")
            return
        brought = f"{found.figures:,} figures" if found.figures else "words"
        st.html(
            f'<p class="done" role="note"><strong>Taken in as {found.id}:</strong> {brought} for '
            f"{escape(whose(found.owner))} from “{escape(plain(found.file_name))}”, sent in by "
            f"{escape(plain(found.sent_by))}. Every page shows them from now on.</p>"
        )
        with st.container(horizontal=True, key=f"after_{found.id}"):
            st.html(f'<p class="links">{"".join(_links(found))}</p>')
            if st.button("Undo", key=f"undo_{found.id}"):
                _undo(found)


def _undo(found: Return) -> None:
    with suppress(KeyError):  # somebody else was quicker: what became of it is said in its place
        figures.ledger().withdraw(found.id, found.sent_by, "Undone where it was sent in")
    figures.look_again()
    st.rerun()


def _links(found: Return) -> Iterator[str]:
    """Where a return's figures are shown from now on."""
    first = figures.first_of(found.id)
    area = found.owner.removeprefix(REPLY)
    mine = {} if area == NATIONAL else {"authority": areas.name(area)}
    if first is not None:
        asked = mine | {"metric": first.metric, "series": SERIES, "period": first.period}
        asked |= breakdowns.split(first.breakdown)
        yield page.link("See them under Compare authorities", "compare_authorities", asked)
    if mine:
        yield page.link(f"All that is held of {areas.name(area)}", "one_authority", mine)
    yield page.link("All returns", "returns", mine)

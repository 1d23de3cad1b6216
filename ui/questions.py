"""What must be mended and what we need to know of a file: one answer a question, none given beforehand."""

from collections.abc import Iterable, MutableMapping
from html import escape
from typing import NamedTuple

import streamlit as st

from loaders.answers import choices, settle, takes_a_number
from loaders.problems import Problem, Severity
from model.plain import plain

Given = MutableMapping[tuple[str, str, str], str]  # answers by code, sheet and cell
Answered = MutableMapping[tuple[str, ...], str]  # answers by what was asked, word for word
MOST = 25  # of either kind at a time
FEW = 6  # answers that fit side by side; more are a list
ALIKE = 4  # questions of one kind on one sheet that may share an answer
ONE_BY_ONE = "I will answer one by one"


class Group(NamedTuple):
    """Questions that share an answer, most often one; `first` is the number of the first."""

    first: int
    asked: tuple[Problem, ...]

    @property
    def number(self) -> str:
        """`3`, or `3 to 9`."""
        return str(self.first) if len(self.asked) == 1 else f"{self.first} to {self.first + len(self.asked) - 1}"

    @property
    def name(self) -> str:
        """`Question 3`, or `Questions 3 to 9`."""
        return f"Question{'' if len(self.asked) == 1 else 's'} {self.number}"


def place(each: Problem) -> tuple[str, str, str]:
    """What an answer to a question is kept under."""
    return each.code, each.sheet, each.cell


def to_mend(rejects: Iterable[tuple[int, Problem]]) -> None:
    """What stops the return, each at its place with what to do."""
    listed = list(rejects)
    items = "".join(f'<li value="{number}">{_said(each)}</li>' for number, each in listed[:MOST])
    more = f"<p>{len(listed) - MOST} more are marked in the copy of your file.</p>" if len(listed) > MOST else ""
    st.html(f'<div class="mend" role="note"><h3>Please mend, then send again</h3><ol>{items}</ol>{more}</div>')


def notes(found: Iterable[Problem]) -> None:
    """What we noticed and dealt with, folded."""
    listed = list(found)
    if listed:
        items = "".join(f"<li>{_said(each)}</li>" for each in listed[:200])
        many = "1 note" if len(listed) == 1 else f"{len(listed)} notes"
        st.html(f'<details class="in-full"><summary>{many} on how we read it</summary><ul>{items}</ul></details>')


def as_before(asked: Iterable[Problem], given: Given, answered: Answered, key: str) -> None:
    """Offers the answers that another file of the authority was given to the very same questions, word for word."""
    again = {place(each): answered[_asked(each)] for each in asked if settle(each, answered.get(_asked(each), ""))}
    many = "1 answer" if len(again) == 1 else f"{len(again)} answers"
    if again and st.button(f"Give the same {many} as before, to the very same questions", key=f"before_{key}"):
        given.update(again)
        st.rerun()


def _asked(each: Problem) -> tuple[str, ...]:
    """What makes a question the very same: of which kind, where, and all it says, the figure it is about included."""
    return each.kind, each.sheet, each.cell, each.message


def form(numbered: list[tuple[int, Problem]], given: Given, answered: Answered, key: str) -> None:
    """The questions as a form. What is left open stays open; answers are kept in `given`, and the page runs again.

    They are kept in `answered` too, by what was asked, for the file that will take this one's place.
    """
    groups = _groups(numbered, set(st.session_state.get(f"apart_{key}", ())))
    with st.form(f"questions_{key}", border=False):
        for group in groups[:MOST]:
            with st.container(key=f"asked_{key}_{group.number}"):
                _question(group, given, key)
        if len(groups) > MOST:
            st.html(f"<p>{len(groups) - MOST} more questions follow once these are answered.</p>")
        if st.form_submit_button("Use these answers", type="primary"):
            kept = [_keep(group, given, answered, key) for group in groups[:MOST]]
            if any(kept):
                st.rerun()
            st.error("Nothing is answered yet. Please answer one question or more.")


def _groups(numbered: list[tuple[int, Problem]], apart: set[tuple[str, str]]) -> list[Group]:
    """Questions of one kind on one sheet share an answer where there are several, unless they are to be kept apart."""
    alike: dict[tuple, list[tuple[int, Problem]]] = {}
    for number, each in numbered:
        alike.setdefault((each.kind, each.sheet, choices(each)), []).append((number, each))
    groups = []
    for (kind, sheet, _), members in alike.items():
        in_a_row = [number for number, _ in members] == list(range(members[0][0], members[0][0] + len(members)))
        if len(members) >= ALIKE and in_a_row and (kind, sheet) not in apart:
            groups.append(Group(members[0][0], tuple(each for _, each in members)))
        else:
            groups += [Group(number, (each,)) for number, each in members]
    return sorted(groups)


def _question(group: Group, given: Given, key: str) -> None:
    first, many = group.asked[0], len(group.asked)
    if many == 1:
        st.html(f'<p class="asked"><strong>{group.name}.</strong> {_said(first)}</p>')
    else:
        items = "".join(f"<li>{_said(each)}</li>" for each in group.asked)
        st.html(
            f'<div class="asked"><p><strong>{group.name}.</strong> {many} of one kind on sheet '
            f"“{escape(plain(first.sheet))}”. {escape(plain(first.message))}</p>"
            f"<details><summary>All {many}</summary><ul>{items}</ul></details></div>"
        )
    if (before := given.get(place(first))) is not None:
        st.html(f'<p class="unsettled">{escape(_unsettled(before))}</p>')
    words = [choice.words for choice in choices(first)] + ([ONE_BY_ONE] if many > 1 else [])
    label = f"Answer to question {group.number}" if many == 1 else f"One answer to questions {group.number}"
    told = {"index": None, "key": _key(key, group), "label_visibility": "collapsed"}
    if len(words) > FEW + 1:
        st.selectbox(label, words, placeholder="Choose an answer", **told)
    else:
        st.radio(label, words, horizontal=True, **told)
    if takes_a_number(first) and many == 1:
        st.text_input(f"Or type the number, question {group.number}", key=f"{_key(key, group)}_number", max_chars=12)


def _unsettled(answer: str) -> str:
    """What is said of an answer that leaves its question open."""
    if answer == "no":
        return "You said no. Please mend the file and send it again; nothing of it has been taken in."
    return f"“{answer}” does not answer this. Please choose one of the answers, or type a whole number."


def _keep(group: Group, given: Given, answered: Answered, key: str) -> bool:
    """Keeps what was answered to a group; whether anything was."""
    first = group.asked[0]
    chosen = st.session_state.get(_key(key, group))
    if chosen == ONE_BY_ONE:
        st.session_state[f"apart_{key}"] = {*st.session_state.get(f"apart_{key}", ()), (first.kind, first.sheet)}
        return True
    typed = (st.session_state.get(f"{_key(key, group)}_number") or "").strip()
    answer = typed or next((choice.answer for choice in choices(first) if choice.words == chosen), "")
    for each in group.asked if answer else ():
        given[place(each)] = answered[_asked(each)] = answer
    return bool(answer)


def _key(key: str, group: Group) -> str:
    first = group.asked[0]
    return f"answer_{key}_{first.kind}_{first.sheet}_{first.cell}_{len(group.asked)}"


def _said(each: Problem) -> str:
    where = f"<strong>{escape(each.where[:1].upper() + each.where[1:])}.</strong> " if each.where else ""
    return plain(f"{where}{escape(each.message)}")


def in_order(problems: Iterable[Problem]) -> list[tuple[int, Problem]]:
    """Rejects, then questions, those of one kind on one sheet together, each with the number it goes by on screen."""
    graver = [each for each in problems if each.severity is not Severity.NOTE]
    kinds = {}
    for each in graver:
        kinds.setdefault((each.severity, each.kind, each.sheet), len(kinds))
    order = {Severity.REJECT: 0, Severity.ASK: 1}
    graver.sort(key=lambda each: (order[each.severity], kinds[each.severity, each.kind, each.sheet]))
    return list(enumerate(graver, 1))

"""Files dropped to be sent in: each with its bytes, name and answers, judged; and which of several to deal with."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from intake import judging, marked, taking
from intake.judging import Judgement
from loaders.answers import Answers
from model.plain import plain
from ui import figures, page

# Questions that *What will change* shows, and confirming answers:
BY_CONFIRMING = {("R02", "", ""): "replace", ("R03", "", ""): "yes", ("R04", "", ""): "yes"}


@dataclass(frozen=True)
class Dropped:
    """One file as it lies before us: its bytes, name, whose it is said to be, and where its answers are kept."""

    content: bytes
    name: str
    mine: str
    sha256: str

    @property
    def key(self) -> str:
        return f"{self.sha256[:16]}_{self.mine}"

    @property
    def given(self) -> dict[tuple[str, str, str], str]:
        return st.session_state.setdefault(f"given_{self.key}", {})

    @property
    def answered(self) -> dict[tuple[str, ...], str]:
        """What was answered of any file of the same authority, by what was asked."""
        return st.session_state.setdefault(f"answered_{self.mine}", {})


def waiting(files: Iterable[object], mine: str) -> list[Dropped]:
    """Those of the files in the box that are not in already, each once however often it was dropped."""
    found = [_as_dropped(each, mine) for each in files]
    return list({each.sha256: each for each in found if (each.sha256, mine) not in _just_taken_in()}.values())


def _as_dropped(file: object, mine: str) -> Dropped:
    content = file.getvalue()
    return Dropped(content, plain(page.file_name(file.name)), mine, hashlib.sha256(content).hexdigest())


def _just_taken_in() -> set[tuple[str, str]]:
    """Fingerprint and owner of each file taken in on this page that still counts; they are told of below."""
    numbers = set(st.session_state.get("taken_in", []))
    return {(each.sha256, each.owner) for each in figures.returns() if each.id in numbers and each.counts}


def judged(file: Dropped) -> Judgement:
    """The file judged with the answers so far; read again only where something has changed."""
    kept = st.session_state.setdefault("judged", {})
    now = (figures.stamp(), tuple(sorted(file.given.items())))
    before, found = kept.get(file.key, (None, None))
    if before != now:
        bar = st.progress(0.0, page.label(f"Reading {file.name}"))
        answers = Answers(file.given | BY_CONFIRMING)
        found = judging.judge(
            *(file.content, file.name, file.mine, figures.ledger(), answers),
            progress=lambda said, part: bar.progress(min(part, 1.0), page.label(said)),
        )
        bar.empty()
        kept[file.key] = (now, found)
        if found.is_personal:
            _turn_away(found)
    return found


def _turn_away(judged: Judgement) -> None:
    """Notes once that a file about individuals was here; nothing else of it is kept."""
    told = st.session_state.setdefault("turned_away", set())
    if judged.sha256 not in told:
        told.add(judged.sha256)
        taking.turn_away(figures.ledger(), judged, "whoever dropped it on the page")


def chosen(judged: list[tuple[Dropped, Judgement]]) -> tuple[Dropped, Judgement]:
    """Which of several files to deal with now; the rest wait. A mended copy comes before the file it was made from."""
    states = {judging.ACCEPT: "can go in", judging.ASK: "questions", judging.REJECT: "to mend"}
    names = {file.key: page.label(f"{file.name}: {states[each.verdict]}") for file, each in judged}
    first = min(judged, key=lambda pair: (list(states).index(pair[1].verdict), not _is_marked_copy(pair[0])))
    _turn_to_the_newest(list(names))
    if len(judged) == 1:
        return judged[0]
    key = st.radio(
        f"{len(judged)} files, one at a time",
        list(names),
        judged.index(first),
        format_func=names.get,
        key="file",
        horizontal=True,
    )
    return next((pair for pair in judged if pair[0].key == key), judged[0])


def _is_marked_copy(file: Dropped) -> bool:
    return file.name == marked.file_name(file.name)


def _turn_to_the_newest(keys: list[str]) -> None:
    """A file dropped beside others that wait is the one to look at: most often it mends one of them."""
    before = st.session_state.get("waiting", [])
    st.session_state["waiting"] = keys
    added = [each for each in keys if each not in before]
    if before and added:
        st.session_state["file"] = added[0]

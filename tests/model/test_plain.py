"""Text from outside without signs that turn round what stands after it."""

import pytest

from model.notes import Note, NoteKind, as_caveat, as_shown
from model.plain import plain


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\u061c"])
def test_signs_that_turn_what_follows_are_left_out(sign):
    assert plain(f"fife{sign}.xlsx") == "fife.xlsx"


@pytest.mark.parametrize("text", ["Na h-Eileanan Siar", "Ìle agus Diùra", "حقوق", "two\nlines\tand a tab"])
def test_all_that_can_be_read_stays(text):
    assert plain(text) == text


def test_words_of_a_note_cannot_turn_round_what_stands_after_them():
    note = Note(NoteKind.REPLY, "S12000047", "We\u202e were asked.", "Fife\u202e People First", involved="12\u202e")
    shown = as_shown(note)
    assert (shown.words, shown.said_by, shown.involved) == ("We were asked.", "Fife People First", "12")
    assert "\u202e" not in f"{as_caveat(note).full}{as_caveat(note).short}{as_caveat(note).said_by}"
    assert note.words == "We\u202e were asked."  # as it was said

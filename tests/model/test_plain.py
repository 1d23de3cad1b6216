"""Text from outside without signs that turn round what stands after it."""

import pytest

from model.notes import Note, NoteKind
from model.plain import plain


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\u061c"])
def test_signs_that_turn_what_follows_are_left_out(sign):
    assert plain(f"fife{sign}.xlsx") == "fife.xlsx"


@pytest.mark.parametrize("text", ["Na h-Eileanan Siar", "Ìle agus Diùra", "حقوق", "two\nlines\tand a tab"])
def test_all_that_can_be_read_stays(text):
    assert plain(text) == text


def test_words_of_a_note_cannot_turn_round_what_stands_after_them():
    note = Note(NoteKind.REPLY, "S12000047", "We\u202e were asked.", "Fife\u202e People First", involved="12\u202e")
    assert (note.words, note.said_by, note.involved) == ("We were asked.", "Fife People First", "12")

"""Notes: words beside figures."""

import pytest

from model.notes import Note, NoteKind


def account(**more):
    facts = {"kind": NoteKind.ACCOUNT, "area": "S12000047", "words": "We were asked.", "said_by": "Carers"}
    return Note(**(facts | more))


@pytest.mark.parametrize("missing", [{"words": "  "}, {"said_by": ""}])
def test_a_note_has_words_and_a_voice(missing):
    with pytest.raises(ValueError, match="S12000047"):
        account(**missing)


def test_the_same_voice_on_the_same_figures_is_one_note_in_two_versions():
    assert account().identity == account(words="We were asked twice.", said_by=" carers").identity
    assert account().identity != account(period="2024/25").identity
    assert account().identity != account(said_by="Young carers").identity
    assert account().identity != account(kind=NoteKind.REPLY).identity

"""Words typed into a form -> a return of words: what people told an authority, or a reply to its figures.

The rules are those of the template's sheet of words: nothing without consent, and nobody named.
"""

from datetime import date

from ledger import Ledger, Return, Sent
from loaders import told
from loaders.years import SDS_BEGAN, financial, of_date
from model import areas, metrics
from model.notes import Note, NoteKind
from model.returns import REPLY

LONGEST = 3000  # letters of any one answer
_LABELS = {
    "area": "Authority",
    "period": "Year",
    "beside": "Figures it is about",
    "said_by": "Who said it",
    "said_on": "When",
    "involved": "Who and how many were involved",
    "words": "What they said",
    "changed": "What changed because of it",
    "checked_by": "Who checked this account",
}
_TITLES = {NoteKind.ACCOUNT: "What people told us", NoteKind.REPLY: "A reply to an authority's figures"}


class NotTaken(ValueError):
    """Words that may not be taken in as they are; `why` says so, a sentence each."""

    def __init__(self, why: list[str]) -> None:
        super().__init__(" ".join(why))
        self.why = why


def years(today: date) -> list[str]:
    """The financial years that words may be about, newest first: this one, and all since SDS began."""
    return [financial(start) for start in range(int(of_date(today)[:4]), SDS_BEGAN - 1, -1)]


def refusals(said: dict[str, str], agreed: bool) -> list[str]:
    """What keeps words from being taken in, a plain sentence each; none where nothing does."""
    why = []
    if not said.get("words", "").strip():
        why.append("Please write what was said.")
    if not said.get("said_by", "").strip():
        why.append("Please say whose words they are: a group or an organisation, not a person.")
    if not agreed:
        why.append("We take in what people said only where they agreed to it being shared. Please ask them first.")
    if (period := said.get("period", "").strip()) and period not in years(date.today()):
        why.append(f"“{period}” is no financial year we know. Please choose one, such as 2024/25, or all years.")
    if any(map(told.names_a_person, said.values())):
        why.append(
            "The words name somebody, or say how to reach them. Please write them so that nobody can be known by them."
        )
    if long := [_LABELS[name].lower() for name, text in said.items() if len(text) > LONGEST]:
        why.append(f"Too long to stand beside figures ({', '.join(long)}): at most {LONGEST:,} letters.")
    return why


def take_in(ledger: Ledger, kind: NoteKind, area: str, said: dict[str, str], agreed: bool, by: str, day: str) -> str:
    """Takes words in as a return of their own, whose number comes back.

    `said` are the parts of a Note by name; a reply is its organisation's, and never its authority's to change. Raises
    NotTaken where something keeps them out; nothing of them is in the ledger then.
    """
    why = refusals(said, agreed) + ([] if by.strip() else ["Please give your name: it is kept with the words."])
    if why:
        raise NotTaken(why)
    plain = {name: text.strip() for name, text in said.items()}
    note = Note(kind, area, said_on=day, **plain)
    is_reply = kind is NoteKind.REPLY
    owner, sender = (f"{REPLY}{area}", note.said_by) if is_reply else (area, by.strip())
    name = f"{'reply' if is_reply else 'what-people-told-us'}_{areas.name(area).lower().replace(' ', '-')}_{day}.txt"
    return ledger.record(Sent(_as_sent(note, by).encode(), name, owner, sender), [], notes=[note])


def _as_sent(note: Note, by: str) -> str:
    """The form as it was filled in, to be kept and taken away as it was sent."""
    parts = {name: getattr(note, name) for name in _LABELS}
    parts |= {"area": areas.name(note.area), "beside": metrics.metric(note.beside).name if note.beside else "all"}
    lines = [f"{_LABELS[name]}: {text}" for name, text in parts.items() if text]
    last = (f"Sent in by: {by.strip()}", "They agreed to it being shared: yes", "")
    return "\n".join((_TITLES[note.kind], *lines, *last))


def may_turn(found: Return, by: str) -> bool:
    """Whether somebody may take a return back or put it back: a reply only its organisation, not the authority it
    speaks of."""
    return not found.owner.startswith(REPLY) or by.casefold().strip() == found.sent_by.casefold().strip()

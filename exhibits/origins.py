"""Where figures came from: the returns behind an exhibit, and since when they are held."""

from collections.abc import Iterable, Sequence

from exhibits import words
from exhibits.exhibit import Origin
from model.observations import Observation
from model.plain import plain


def used_origins(figures: Iterable[Observation], origins: Sequence[Origin]) -> tuple[Origin, ...]:
    """Those of the returns that any of the figures was read from, in their order; all of them where there is none."""
    named = {figure.return_id for figure in figures}
    return tuple(each for each in origins if each.return_id in named) or tuple(origins)


def held_since(origins: Iterable[Origin]) -> str:
    """The day the newest of some returns was taken in."""
    return words.day(max(each.sent_at for each in origins))


def said(origin: Origin) -> str:
    """A return in one line: what R6 in a table stands for."""
    fingerprint = f", fingerprint {origin.sha256[:12]}" if origin.sha256 else ""
    came = f"{plain(origin.sent_by)}, taken in {words.day(origin.sent_at)}{fingerprint}"
    return f"{origin.return_id}: {plain(origin.file_name)}, {came}"

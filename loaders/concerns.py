"""Words -> which figures they concern: a metric that returns carry, by its name, or all figures of the authority."""

from functools import cache

from loaders import vocabulary
from model import metrics, returns

ALL = "All figures of the authority"
_ALL = ("all", "all figures", "all our figures", "every figure")


def carried() -> list[str]:
    """The metrics that returns carry, in the order of the template."""
    return list(dict.fromkeys(id_ for sheet in returns.sheets() for id_ in sheet.metrics))


def names() -> tuple[str, ...]:
    """What may be said of which figures words concern, as the template offers it."""
    return (ALL, *(metrics.metric(id_).name for id_ in carried()))


def find(text: str) -> str | None:
    """The metric that a text names, nothing for all figures; None where it names neither, which is never guessed."""
    return _known().get(" ".join(vocabulary.words_of(text)))


@cache
def _known() -> dict[str, str]:
    by_name = {metrics.metric(id_).name: id_ for id_ in carried()} | dict.fromkeys((ALL, *_ALL), "")
    return {" ".join(vocabulary.words_of(name)): id_ for name, id_ in by_name.items()}

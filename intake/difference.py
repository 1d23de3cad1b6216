"""A judged return against what is held -> what taking it in would change, figure by figure."""

from collections.abc import Iterable
from dataclasses import dataclass

from ledger import Ledger
from model import caveats
from model.caveats import Caveat
from model.observations import Key, Observation
from model.returns import SERIES


@dataclass(frozen=True)
class Difference:
    """What a return brings: `new` figures, those `changed` (before and now), those the `same`, and figures held of its
    authorities that it does not have (`not_here`), which stay as they are. `come` are the caveats that newly apply once
    it is in, `gone` those that no longer would."""

    new: tuple[Observation, ...]
    changed: tuple[tuple[Observation, Observation], ...]
    same: tuple[Observation, ...]
    not_here: tuple[Observation, ...]
    come: tuple[Caveat, ...] = ()
    gone: tuple[Caveat, ...] = ()

    @property
    def brings_nothing(self) -> bool:
        return not self.new and not self.changed


def of(observations: Iterable[Observation], ledger: Ledger) -> Difference:
    """The difference between a return's observations and the figures its authorities have sent before, exact as their
    sender sees them."""
    now = {each.key: each for each in observations}
    held = _held(ledger, {key.area for key in now})
    both = [(held[key], each) for key, each in now.items() if key in held]
    before, after = (caveats.of_figures(figures.values()) for figures in (held, held | now))
    return Difference(
        new=tuple(each for key, each in now.items() if key not in held),
        changed=tuple((before, each) for before, each in both if differs(before, each)),
        same=tuple(each for before, each in both if not differs(before, each)),
        not_here=tuple(each for key, each in held.items() if key not in now),
        come=tuple(each for each in after if each not in before),
        gone=tuple(each for each in before if each not in after),
    )


def _held(ledger: Ledger, areas: set[str]) -> dict[Key, Observation]:
    return {each.key: each for each in ledger.figures(exact=True, series=SERIES, area=areas)} if areas else {}


def same(one: Difference, other: Difference) -> bool:
    """Whether two differences of one return would do the same: the same figures new, the same changed from the same.

    Figures that the return does not have stay as they are, and may be others by now.
    """
    return _does(one) == _does(other)


def _does(each: Difference) -> tuple[set[object], ...]:
    changed = {(now.key, _said(before), _said(now)) for before, now in each.changed}
    return {now.key for now in each.new}, changed, {now.key for now in each.same}


def differs(before: Observation, now: Observation) -> bool:
    """Whether two versions of a figure say different things: another value, reason, part or flag."""
    return _said(before) != _said(now)


def _said(each: Observation) -> tuple[object, ...]:
    return (
        *(each.value, each.reason, frozenset(each.flags), each.period_of_figure),
        *(each.numerator, each.denominator, each.base),
    )

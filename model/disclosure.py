"""Small numbers do not leave: what a figure from a return becomes before anyone but its sender sees it (law 8).

Counts of people or staff from 1 to 4 are hidden, other counts of people rounded to 5, rates worked out from rounded
parts, means of few people hidden. The thresholds are settings of the metric. Published figures are as published.
"""

from dataclasses import replace

from model import areas, metrics
from model.metrics import Metric
from model.observations import Observation, Reason
from model.returns import SERIES

HIDDEN = "[c]"
FEWEST_ON_AN_ISLAND = 10  # people behind a mean, in the three island authorities


def protected(figure: Observation) -> Observation:
    """A figure as it may leave the ledger; the same object where nothing about it needs hiding or rounding."""
    parts = (figure.numerator, figure.denominator, figure.base)
    if figure.key.series != SERIES or (figure.value is None and parts == (None, None, None)):
        return figure
    metric = metrics.metric(figure.key.metric)
    if metric.unit == "score 1 to 5":
        return _hidden(figure) if _few(figure, metric) else figure
    if metric.hide_below and any(_small(each, metric) for each in (*parts, _count(figure, metric))):
        return _hidden(figure)
    return _rounded(figure, metric) if metric.round_to else figure


def _count(figure: Observation, metric: Metric) -> float | None:
    return figure.value if metric.unit in ("people", "staff", "GBP") else None


def _small(value: float | None, metric: Metric) -> bool:
    return value is not None and 0 < value < metric.hide_below


def _few(figure: Observation, metric: Metric) -> bool:
    island = areas.authority(figure.key.area).island
    fewest = max(metric.min_base, FEWEST_ON_AN_ISLAND if island else 0)
    return figure.base is not None and figure.base < fewest


def _hidden(figure: Observation) -> Observation:
    nothing = {"value": None, "numerator": None, "denominator": None, "base": None}
    return replace(figure, **nothing, reason=Reason.SUPPRESSED, as_typed=HIDDEN)


def _rounded(figure: Observation, metric: Metric) -> Observation:
    numerator, denominator, base = (
        _to(each, metric.round_to) for each in (figure.numerator, figure.denominator, figure.base)
    )
    value = figure.value
    if metric.unit != "percent":
        value = _to(value, metric.round_to)
    elif value is not None and numerator is not None and denominator:
        value = 100 * numerator / denominator
    rounded = {"value": value, "numerator": numerator, "denominator": denominator, "base": base}
    if all(getattr(figure, name) == number for name, number in rounded.items()):
        return figure
    typed = figure.as_typed if value is None else f"{value:.1f}" if metric.unit == "percent" else f"{value:g}"
    return replace(figure, **rounded, as_typed=typed)


def _to(value: float | None, step: int) -> float | None:
    """A count to the nearest multiple, halves up: 12.5 is 15."""
    return None if value is None else float(step * int(value / step + 0.5))

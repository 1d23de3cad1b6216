"""Breakdowns: what a figure is split by (option, age band, client group ...), as short codes with their words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from model import DATA
from model import declared as declared_files


@dataclass(frozen=True)
class Dimension:
    """One way of splitting figures: its label, its codes in display order, and publishers' words for them.

    `whole` are publishers' words for a figure that is not split this way.
    """

    key: str
    label: str
    codes: Mapping[str, str]
    published: Mapping[str, str]
    whole: tuple[str, ...]


@cache
def dimensions(path: Path = DATA / "breakdowns.toml") -> dict[str, Dimension]:
    """Every dimension that `breakdowns.toml` declares, by key."""
    declared = declared_files.read(path)
    return {
        key: Dimension(
            key, facts["label"], facts.get("codes", {}), facts.get("published", {}), tuple(facts.get("whole", ()))
        )
        for key, facts in declared.items()
    }


@cache
def split(breakdown: str) -> dict[str, str]:
    """`age=18-64;option=1` as a dictionary. Callers do not change it."""
    return dict(pair.split("=", 1) for pair in breakdown.split(";")) if breakdown else {}


def join(parts: Mapping[str, str]) -> str:
    """A breakdown as text: `key=value` pairs in key order, joined by `;`."""
    return ";".join(f"{key}={parts[key]}" for key in sorted(parts))


@cache
def words(breakdown: str) -> str:
    """A breakdown in words for a title: `Option 1: direct payment, aged 18-64`."""
    said = []
    for key, code in sorted(split(breakdown).items(), key=lambda pair: pair[0] == "age"):
        text = dimensions()[key].codes.get(code, code)
        said.append(text)
    return ", ".join(said)

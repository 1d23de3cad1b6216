"""The 32 local authorities, and Scotland: codes, every spelling met, family groups, a tile each on the map."""

import csv
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from model import DATA
from model import declared as declared_files

SCOTLAND = "S92000003"
REGISTERS = DATA / "registers"


@dataclass(frozen=True)
class Authority:
    """One of the 32 local authorities; `family_people` and `family_other` are its LGBF family groups, 1 to 4."""

    code: str
    name: str
    official_name: str
    former_codes: tuple[str, ...]
    hscp_code: str
    hscp_name: str
    former_hscp_codes: tuple[str, ...]
    family_people: str
    family_other: str
    island: bool
    tile: tuple[int, int]


@dataclass(frozen=True)
class Place:
    """What a name stands for: an area's code and, for Scotland, which coverage the name speaks of."""

    code: str
    coverage: str = ""


@cache
def authorities(folder: Path = REGISTERS) -> tuple[Authority, ...]:
    """The 32 authorities of `authorities.csv`, alphabetical by name."""
    with (folder / "authorities.csv").open(encoding="utf-8", newline="") as file:
        found = [_authority(row) for row in csv.DictReader(file)]
    return tuple(sorted(found, key=lambda authority: authority.name))


def _authority(row: dict[str, str]) -> Authority:
    return Authority(
        code=row["code"],
        name=row["name"],
        official_name=row["official_name"],
        former_codes=tuple(row["former_codes"].split()),
        hscp_code=row["hscp_code"],
        hscp_name=row["hscp_name"],
        former_hscp_codes=tuple(row["former_hscp_codes"].split()),
        family_people=row["family_people"],
        family_other=row["family_other"],
        island=row["island"] == "yes",
        tile=(int(row["tile_column"]), int(row["tile_row"])),
    )


@cache
def codes() -> tuple[str, ...]:
    """The 32 current codes, in the alphabetical order of their names."""
    return tuple(authority.code for authority in authorities())


@cache
def _names() -> dict[str, str]:
    return {authority.code: authority.name for authority in authorities()} | {SCOTLAND: "Scotland"}


def name(code: str) -> str:
    """The name shown on screen for a current code; Scotland included."""
    return _names()[code]


@cache
def authority(code: str) -> Authority:
    """The authority of a current code; KeyError for any other."""
    return {each.code: each for each in authorities()}[code]


def normal(words: str) -> str:
    """A name as it is looked up: one kind of letter and space, no case, `&` as `and`."""
    plain = unicodedata.normalize("NFKC", words).replace("\u200b", "").replace("\u2011", "-").replace("\u2010", "-")
    return " ".join(plain.casefold().replace("&", " and ").split())


@cache
def _spellings(folder: Path = REGISTERS) -> dict[str, Place]:
    with (folder / "aliases.csv").open(encoding="utf-8", newline="") as file:
        listed = {normal(row["name"]): Place(row["code"], row["coverage"]) for row in csv.DictReader(file)}
    for each in authorities(folder):
        listed[normal(each.name)] = listed[normal(each.official_name)] = Place(each.code)
    return listed


@lru_cache(maxsize=20_000)
def find(words: str) -> Place | None:
    """The area a name stands for, by exact look-up among every spelling listed; never a near miss."""
    return _spellings().get(normal(words))


@cache
def _by_code() -> dict[str, str]:
    current = {each.code: each.code for each in authorities()}
    former = {old: each.code for each in authorities() for old in each.former_codes}
    return current | former | {SCOTLAND: SCOTLAND}


def current_code(code: str) -> str | None:
    """The current code of a current or former council code, or None."""
    return _by_code().get(code.strip().upper())


@cache
def _populations(folder: Path = REGISTERS) -> dict[str, int]:
    with (folder / "population.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: int(row["population"]) for row in csv.DictReader(file)}


def population(code: str) -> int:
    """How many people lived in an authority in mid-2020 (LGBF, January 2022 build): to tell an impossible count by."""
    return _populations()[code]


@dataclass(frozen=True)
class FamilyGroup:
    """Authorities alike in one respect: the LGBF's own groups, with where and when they were drawn."""

    kind: str
    number: str
    name: str
    alike: str
    source: str
    vintage: str
    members: tuple[str, ...]


@cache
def family_groups(folder: Path = REGISTERS) -> dict[str, FamilyGroup]:
    """All family groups by id, such as `people-3`: four by deprivation, four by how densely people live."""
    declared = declared_files.read(folder / "family_groups.toml")
    groups = {}
    for kind, facts in declared.items():
        for number in "1234":
            members = tuple(a.code for a in authorities() if getattr(a, f"family_{kind}") == number)
            name_ = f"{facts['name']}: {facts[number].lower()}"
            groups[f"{kind}-{number}"] = FamilyGroup(
                kind, number, name_, facts["alike"], facts["source"], facts["vintage"], members
            )
    return groups


def family_of(code: str, kind: str = "people") -> str:
    """The id of the family group an authority belongs to."""
    return f"{kind}-{getattr(authority(code), f'family_{kind}')}"

"""Files in `data/` that people edit: read, or refused with a sentence that names the file and what to do."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any


class WronglyDeclared(ValueError):
    """A file in `data/` says something the product cannot hold; the message names file, entry and what to do."""


def read(path: Path) -> dict[str, Any]:
    """A TOML file as a dictionary. Raises WronglyDeclared where it is not written as TOML is."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as slip:
        raise WronglyDeclared(f"{path.name} cannot be read: {slip}. Mend that place in the file.") from slip


def ids(folder: Path) -> set[str]:
    """The ids of all entries that the files of a folder declare."""
    return {id_ for path in folder.glob("*.toml") for id_ in read(path)}


def check(at: str, noun: str, kind: type, facts: Any) -> None:
    """Holds what a file says of an entry, called `at`, against the dataclass it is to become; its `id` is not in it.

    Raises WronglyDeclared where a key is missing, is one too many, or holds another kind of value.
    """
    if not isinstance(facts, dict):
        raise WronglyDeclared(f"{at} stands alone, without keys. Write it as a table, its name in square brackets.")
    known = {field.name: field for field in fields(kind) if field.name != "id"}
    if extra := set(facts) - set(known):
        raise WronglyDeclared(f"{at} has “{min(extra)}”, which no {noun} has. Take it out.")
    if missing := [name for name, field in known.items() if _needed(field) and name not in facts]:
        raise WronglyDeclared(f"{at} is not complete. Write in what is missing: {_listed(missing)}.")
    for name, value in facts.items():
        fits, form = _FORMS.get(known[name].type, _ANY)
        if not fits(value):
            raise WronglyDeclared(f"{at} has {name} “{value}”. Write {form}.")


def _needed(field: Field) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_whole(value: object) -> bool:
    return type(value) is int and value >= 0  # to Python, true is a whole number too


def _is_yes_or_no(value: object) -> bool:
    return isinstance(value, bool)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_split(value: object) -> bool:
    return isinstance(value, dict) and all(map(_are_texts, value.values()))


# What a key may hold, by the type it will have: whether a value fits, and how to say what would.
_ANY: tuple[Callable[[object], bool], str] = (lambda value: True, "")
_WHOLE, _TEXTS = (_is_whole, "a whole number, 0 or more"), (_are_texts, "a list of texts, each in quotes")
_FORMS = {
    str: (_is_text, "a text, in quotes"),
    int: _WHOLE,
    int | None: _WHOLE,
    bool: (_is_yes_or_no, "true or false"),
    tuple[str, ...]: _TEXTS,
    frozenset[str]: _TEXTS,
    tuple[tuple[str, frozenset[str]], ...]: (_is_split, 'a list of codes for each, such as { option = ["1"] }'),
}

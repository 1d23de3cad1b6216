"""Files in `data/` that people edit: read, or refused with a sentence that names the file and what to do."""

import tomllib
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

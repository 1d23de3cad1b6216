"""The parts of an Excel package: a zip of XML files that point at each other by relationships.

Names are matched without their namespace, because "Strict" workbooks use others for the same words.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from loaders.grid import Refused

# What damage makes the standard library raise: a broken zip (RuntimeError for a locked part), broken
# XML, an encoding nobody knows, a number that is none or beyond bounds.
DAMAGE = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    expat.ExpatError,
    LookupError,
    ValueError,
    OverflowError,
)

_AT_A_TIME = 1 << 18
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")

Started = Callable[[str, dict[str, str]], object]
Ended = Callable[[str], object]
Said = Callable[[str], object]


@dataclass(frozen=True)
class Link:
    """A relationship: what kind of thing it leads to, where, and whether that is outside the package.

    `source` is the folder of the part that it starts from.
    """

    kind: str
    target: str
    outside: bool
    source: str

    @property
    def path(self) -> str:
        """The part it leads to. Raises Refused for a way out of the package."""
        target = self.target.replace("\\", "/")
        if self.outside or _SCHEME.match(target) or target.startswith("//"):
            raise Refused("F11", target=self.target)
        path = [] if target.startswith("/") else [step for step in self.source.split("/") if step]
        for step in target.split("/"):
            if step == ".." and not path:
                raise Refused("F11", target=self.target)
            if step == "..":
                path.pop()
            elif step not in ("", "."):
                path.append(step)
        return "/".join(path)


class Package:
    """The parts by their names, which do not tell capitals from small letters."""

    def __init__(self, content: bytes) -> None:
        """Opens the zip. Raises what DAMAGE lists for a broken one.

        Raises Refused for two parts of one name, and for ways of packing that no spreadsheet program uses.
        """
        self._zip = ZipFile(BytesIO(content))
        entries = self._zip.infolist()
        self._parts = {_plain(entry.filename): entry for entry in entries}
        usual = all(entry.compress_type in (ZIP_STORED, ZIP_DEFLATED) for entry in entries)
        if len(self._parts) < len(entries) or not usual:
            raise Refused("F11")

    @property
    def names(self) -> list[str]:
        """The names of all parts, in small letters."""
        return list(self._parts)

    def known(self, path: str) -> str:
        """The name under which a part is there, "" when it is not. A path may be written as part of an address."""
        return next((name for name in (_plain(path), _plain(unquote(path))) if name in self._parts), "")

    def links(self, path: str) -> dict[str, Link]:
        """Where a part leads, by the relationships' ids; `""` stands for the package itself."""
        folder, _, name = path.rpartition("/")
        relations = f"{folder}/_rels/{name}.rels"
        if not self.known(relations):
            return {}
        return {
            each.get("Id", ""): Link(
                each.get("Type", "").rpartition("/")[2],
                each.get("Target", ""),
                each.get("TargetMode", "").lower() == "external",
                folder,
            )
            for each in self.tree(relations)
            if each.tag == "Relationship"
        }

    def walk(self, path: str, started: Started, ended: Ended, said: Said) -> None:
        """Goes through a part's elements and text, without ever holding it whole. Names come with their prefixes.

        Raises Refused for a part that is not there or defines a document type, and what DAMAGE lists for broken XML.
        """
        if not (name := self.known(path)):
            raise Refused("F07", part=path)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = _AT_A_TIME
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = started
        parser.EndElementHandler = ended
        parser.CharacterDataHandler = said
        with self._zip.open(self._parts[name]) as part:
            while piece := part.read(_AT_A_TIME):
                parser.Parse(piece)
        parser.Parse(b"", True)

    def tree(self, path: str) -> Element:
        """A small part as a whole; tags and attributes without prefixes. Raises what `walk` raises."""
        builder = TreeBuilder()
        self.walk(path, lambda tag, has: builder.start(local(tag), _local(has)), builder.end, builder.data)
        return builder.close()

    def trees(self, paths: Iterator[str]) -> Iterator[Element]:
        """Those of several parts that are there: parts without figures, whose loss need not stop us."""
        return (self.tree(path) for path in paths if self.known(path))


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def on(word: str | None) -> bool:
    """A truth value as XML writes it; absent is off."""
    return word in ("1", "true", "on")


def whole(text: str, most: int) -> int:
    """A whole number from 0 to `most`, written in digits only. Raises ValueError for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) < 12 and int(text) <= most):
        raise ValueError(f"“{text[:20]}” is no number up to {most}")
    return int(text)


def _plain(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").lower()


def _local(attributes: dict[str, str]) -> dict[str, str]:
    return {local(name): text for name, text in attributes.items() if not name.startswith("xmlns")}


def _refuse_document_type(*_: object) -> None:
    raise Refused("F10")

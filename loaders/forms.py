"""A file's bytes -> which form of spreadsheet they are, told by the content; or refused for what they are instead.

The name is never believed; its ending is only held against what was found.
"""

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zipfile import ZipInfo

from loaders import compound, delimited, packages
from loaders.grid import Refused

LARGEST = 20 * 1024 * 1024  # bytes; what people's screens call 20 MB

Remark = tuple[str, Mapping[str, object]]


@dataclass(frozen=True)
class Form:
    """xlsx, xls, ods or csv, and what is to be told of it: codes of the catalogue of problems with their details."""

    form: str
    remarks: tuple[Remark, ...] = ()


def form_of(content: bytes, name: str) -> Form:
    """Which form a file has. Raises Refused for what is no spreadsheet, or one that must not or cannot be opened.

    What it holds is inflated and searched on the way, so whatever comes back is safe to hand to a reader: in a child
    process still, for readers stumble over more than can be looked for here.
    """
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise Refused("F01", bytes=len(content))
    if len(content) > LARGEST:
        raise Refused("F08", size=_megabytes(len(content)), most=_megabytes(LARGEST))
    form, remarks = _found(content)
    return Form(form, (*_disagreement(form, name), *remarks))


def _megabytes(size: int) -> str:
    """Rounded up, so that what is too big never looks as big as may be: 20.1."""
    return f"{-(-size * 10 // 1024**2) / 10:g}"


def _found(content: bytes) -> tuple[str, tuple[Remark, ...]]:
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _package(content)
    if content.startswith(compound.MAGIC):
        return "xls", (("F18", {"words": "the older Excel 97-2003 format"}), *_old_excel(content))
    _refuse_by_first_bytes(content)
    _refuse_markup(content[:_HEAD])
    _refuse_other_text(content[:_HEAD])
    delimited.text_of(content)
    return "csv", ()


# The name


_ENDINGS = {
    "xlsx": {"xlsx", "xlsm", "xltx", "xltm"},
    "xls": {"xls", "xlt"},
    "ods": {"ods", "ots"},
    "csv": {"csv", "txt", "tsv", "tab"},
}
_OTHER_ENDINGS = set(
    "xlsb xml htm html pdf doc docx rtf odt ppt pptx odp numbers pages gsheet json zip gz png jpg jpeg".split()
)
_KNOWN_ENDINGS = _OTHER_ENDINGS.union(*_ENDINGS.values())
_INSIDE = {
    "xlsx": "an Excel workbook",
    "xls": "a workbook of Excel 97-2003",
    "ods": "a spreadsheet in the OpenDocument format",
    "csv": "plain text (CSV)",
}


def _disagreement(form: str, name: str) -> Iterator[Remark]:
    """F03 where the name ends otherwise; refused for plain text, which anything might be. Unknown endings say nothing.

    A hostile name does no harm: nothing of it but a known ending is used.
    """
    ending = name[-12:].rpartition(".")[2].strip().casefold()
    if ending not in _KNOWN_ENDINGS - _ENDINGS[form] or "." not in name[-12:]:
        return
    details = {"ending": f".{ending}", "what": _INSIDE[form]}
    if form == "csv":
        raise Refused("F03", **details)
    yield "F03", details


# Zip packages


_WORKBOOK = re.compile(
    rb"(spreadsheetml\.(sheet|template)|ms-excel\.(sheet|template|addin)\.macroEnabled)\.main\+xml", re.IGNORECASE
)
_BINARY_WORKBOOK = re.compile(rb"ms-excel\.sheet\.binary\.macroEnabled\.main", re.IGNORECASE)
_MACROS = re.compile(r"(^|/)vbaproject\.bin$|^xl/(intl)?macrosheets/|^basic/.|^scripts/.")
_TOLD_BY_PARTS = [  # a part's name, what the file is then
    (r"^word/", "F02", "a Word document"),
    (r"^ppt/", "F02", "a PowerPoint presentation"),
    (r"^visio/", "F02", "a Visio drawing"),
    (r"^index/slide[^/]*\.iwa$", "F02", "a Keynote presentation"),
    (r"\.iwa$|^index\.zip$", "F14", "Apple Numbers files"),
    (r"^xl/workbook\.bin$", "F14", "Excel Binary workbooks (.xlsb)"),
]
_OPENDOCUMENT = re.compile(rb"application/vnd\.oasis\.opendocument\.([a-z]+)")
_OTHER_OPENDOCUMENT = {"text": "a text document", "presentation": "a presentation", "graphics": "a drawing"}


def _package(content: bytes) -> tuple[str, tuple[Remark, ...]]:
    """xlsx or ods; raises Refused for packages of other things, before any part of theirs is looked into."""
    parts = packages.listed(content)
    by_name = {part.orig_filename.replace("\\", "/").strip("/").casefold(): part for part in parts}
    form = _form_of_package(content, by_name)
    packages.refuse_odd_names(parts)
    if form == "ods" and b"encryption-data" in _plain(content, by_name, "meta-inf/manifest.xml"):
        raise Refused("F06")
    packages.search(content, parts)
    macros = (("F12", {}),) if any(_MACROS.search(name) for name in by_name) else ()
    old = (("F18", {"words": "the OpenDocument format"}),) if form == "ods" else ()
    return form, old + macros


def _form_of_package(content: bytes, by_name: Mapping[str, ZipInfo]) -> str:
    types = _plain(content, by_name, "[content_types].xml")
    if _WORKBOOK.search(types):
        return "xlsx"
    if _BINARY_WORKBOOK.search(types):
        raise Refused("F14", what="Excel Binary workbooks (.xlsb)")
    for told, code, what in _TOLD_BY_PARTS:
        if any(re.search(told, name) for name in by_name):
            raise Refused(code, what=what)
    if "xl/workbook.xml" in by_name:
        return "xlsx"
    return _opendocument(content, by_name)


def _opendocument(content: bytes, by_name: Mapping[str, ZipInfo]) -> str:
    said = _plain(content, by_name, "mimetype") or _plain(content, by_name, "meta-inf/manifest.xml")
    kind = _OPENDOCUMENT.search(said)
    if kind is None:
        raise Refused("F02", what="a zip archive")
    if kind[1] != b"spreadsheet":
        raise Refused("F02", what=_OTHER_OPENDOCUMENT.get(kind[1].decode(), "a document of another kind"))
    return "ods"


def _plain(content: bytes, by_name: Mapping[str, ZipInfo], name: str) -> bytes:
    """A small part's text as ASCII spells it, UTF-16 or not; nothing where it is missing or locked."""
    part = by_name.get(name)
    if part is None or part.flag_bits & 1:
        return b""
    return packages.start_of(content, part).replace(b"\0", b"")


# OLE files


_TOLD_BY_STREAMS = [
    ("WordDocument", "a Word document"),
    ("PowerPoint Document", "a PowerPoint presentation"),
    ("PP97_DUALSTORAGE", "a PowerPoint presentation"),
    ("VisioDocument", "a Visio drawing"),
    ("__properties_version1.0", "a message from Outlook"),
]
_BEGINNING, _END, _PASSWORD, _SHEET = 0x0809, 0x000A, 0x002F, 0x0085  # kinds of records
_MACRO_SHEET = 1


def _old_excel(content: bytes) -> Iterator[Remark]:
    """What is to be told of an old workbook. Raises Refused for other OLE files, passwords and damage."""
    held = compound.opened(content)
    if "EncryptedPackage" in held.top:
        raise Refused("F06")
    stream = next((name for name in ("Workbook", "WORKBOOK", "Book", "BOOK") if name in held.top), None)
    if stream is None:
        told = (what for name, what in _TOLD_BY_STREAMS if name in held.top)
        raise Refused("F02", what=next(told, "a document of another program"))
    records = list(_globals(held.stream(stream)))
    if any(kind == _PASSWORD for kind, _ in records):
        raise Refused("F06")
    macro_sheet = any(kind == _SHEET and body[5:6] == bytes([_MACRO_SHEET]) for kind, body in records)
    if macro_sheet or "_VBA_PROJECT_CUR" in held.top:
        yield "F12", {}


def _globals(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The records about the workbook as a whole, which come first. Raises Refused F07 where they break off."""
    place, kind = 0, None
    while kind != _END:
        if place + 4 > len(stream):
            raise Refused("F07", reason="records")
        before, (kind, length) = kind, struct.unpack_from("<HH", stream, place)
        if before is None and kind != _BEGINNING:
            raise Refused("F07", reason="records")
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


# First bytes


_HEAD = 4096
# Letters alone may begin a table of text, so these signatures go on to bytes that no text has.
_SIGNATURES = [
    (rb"[\s\xef\xbb\xbf]*%PDF-", "a PDF"),
    (rb"\s*\{\\rtf", "a rich text document"),
    (rb"%!PS", "a PostScript file"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP|8BPS\0|\0\0\x01\0.\0", "a picture"),
    (rb".{4}ftyp(hei|mif|msf|avif)|\0\0\0\x0cJXL |\0\0\0\x0cjP |\xd7\xcd\xc6\x9a|\x01\0\0\0.{36} EMF", "a picture"),
    (rb".{4}ftyp|RIFF.{4}(WAVE|AVI )|ID3[\2-\4]|OggS\0|fLaC\0|\x1aE\xdf\xa3", "a film or sound recording"),
    (
        rb"\x1f\x8b|BZh[1-9]1AY&SY|\xfd7zXZ\0|7z\xbc\xaf|Rar!\x1a\x07|\x28\xb5\x2f\xfd|MSCF\0|.{257}ustar",
        "a compressed archive",
    ),
    (rb"MZ.{0,62}\0|\x7fELF|\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe|#!/", "a program"),
    (rb"SQLite format 3\0|\0\x01\0\0Standard (Jet|ACE) DB", "a database"),
    (rb"PAR1.*\0|ARROW1\0|\$FL[23]|<stata_dta>", "a data file of a statistics program"),
    (rb"\t[\0\2\4][\4\6]\0|\0\0[\2\x1a]\0[\0-\6]", "a spreadsheet from before Excel 97"),
    (rb"ID;P", "a SYLK file"),
    (rb"TABLE\r?\n0,1\r?\n", "a DIF file"),
]
_FIRST_BYTES = [(re.compile(signature, re.DOTALL), what) for signature, what in _SIGNATURES]


def _refuse_by_first_bytes(content: bytes) -> None:
    """Raises Refused F02 for what its first bytes show to be no spreadsheet, or none that can be read."""
    for signature, what in _FIRST_BYTES:
        if signature.match(content[:_HEAD]):
            raise Refused("F02", what=what)


# Text that is no table


_TO_ROOT = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*>)*<([a-z][\w:.-]*)", re.DOTALL)
_WEB = re.compile(rb"<(!doctype html|html|head|body|meta|style|table|div|tr|script)\b")
_WEB_ARCHIVE = re.compile(rb"mime-version:.*content-type:\s*(multipart/related|text/html)", re.DOTALL)
_XML_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"


def _ascii(head: bytes) -> bytes:
    """A file's head as ASCII spells it in small letters, UTF-16 or not."""
    return head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()


def _refuse_markup(head: bytes) -> None:
    """Raises Refused for web pages (F04), the XML of Excel 2003 (F05) and other XML (F02)."""
    text = _ascii(head)
    if _WEB_ARCHIVE.match(text):
        raise Refused("F04")
    root = _TO_ROOT.match(text)
    named = root[1] if root else b""
    if named.endswith(b"workbook") and _XML_SPREADSHEET in text:
        raise Refused("F05")
    if text.startswith(b"<") and _WEB.search(text):
        raise Refused("F04")
    if named.endswith(b"svg"):
        raise Refused("F02", what="a picture")
    if text.startswith((b"<?xml", b"<!--", b"<!doctype")):
        raise Refused("F02", what="a file of XML")


_SHORTCUT = re.compile(rb"\[internetshortcut\]|\{.*(docs\.google\.com|\"doc_id\")", re.DOTALL)
_JSON = re.compile(rb"""\{\s*"|\[\s*\{\s*"|\{\s*\}\s*$""")


def _refuse_other_text(head: bytes) -> None:
    """Raises Refused F14 for shortcuts, which hold no figures, and F02 for JSON."""
    text = _ascii(head)
    if _SHORTCUT.match(text):
        raise Refused("F14", what="a shortcut to Google Sheets" if b"google" in text else "a shortcut")
    if _JSON.match(text):
        raise Refused("F02", what="a file of JSON")

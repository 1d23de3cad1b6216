"""Every file is told by its content, opened only as far as is safe, and refused for what is wrong with it."""

import random
import struct
import time
import zlib
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from loaders import compound, forms, guarded, packages
from loaders.forms import Form, form_of
from loaders.grid import Refused

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
TYPES = '<?xml version="1.0" encoding="UTF-8"?><Types><Override PartName="/x" ContentType="{}"/></Types>'
SHEET = "<worksheet><sheetData/></worksheet>"
PLAIN = {"[Content_Types].xml": TYPES.format(WORKBOOK_TYPE), "xl/workbook.xml": "<workbook/>"}
OPENDOCUMENT = "application/vnd.oasis.opendocument."
ODS = {"mimetype": f"{OPENDOCUMENT}spreadsheet", "content.xml": "<office/>", "META-INF/manifest.xml": "<manifest/>"}
CSV = b"Area,Option 1\nFife,545\n"


def packed(parts, packing=ZIP_DEFLATED):
    """A zip package; its parts by name, or as pairs where two have one name."""
    content = BytesIO()
    with ZipFile(content, "w", packing) as package:
        for name, part in parts.items() if isinstance(parts, dict) else parts:
            package.writestr(name, part)
    return content.getvalue()


def ole(streams, root=None):
    """An OLE file with the streams of 4096 bytes or more given by name; `root` are the places of those at its top."""
    names = list(streams)
    sectors, starts = [], []
    for name in names:
        starts.append(2 + len(sectors))
        padded = streams[name] + b"\0" * (-len(streams[name]) % 512)
        sectors += [padded[place : place + 512] for place in range(0, len(padded), 512)]
    following = [0xFFFFFFFD, 0xFFFFFFFE]
    for name, start in zip(names, starts, strict=True):
        end = start + -(-len(streams[name]) // 512)
        following += [*range(start + 1, end), 0xFFFFFFFE]
    nobody, places = 0xFFFFFFFF, root or list(range(1, len(names) + 1))
    entries = [entry("Root Entry", 5, nobody, places[0], 0xFFFFFFFE, 0)]
    for place, (name, start) in enumerate(zip(names, starts, strict=True), 1):
        after = dict(zip(places, places[1:], strict=False)).get(place, nobody)
        entries.append(entry(name, 2, after, nobody, start, len(streams[name])))
    directory = b"".join(entries).ljust(512, b"\0")
    header = compound.MAGIC + struct.pack("<16xHHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, *ENDS)
    table = struct.pack("<128I", *following, *[nobody] * (128 - len(following)))
    return header + struct.pack("<109I", 0, *[nobody] * 108) + table + directory + b"".join(sectors)


ENDS = (0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # no small sectors; then their number, and no more table


def entry(name, kind, right, child, first, size):
    letters = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIQ", letters, len(letters), kind, 1, 0xFFFFFFFF, right, child, first, size)


def records(*kinds):
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in kinds).ljust(4096, b"\0")


BEGINNING, END = (0x0809, b"\0\6\5\0" + b"\0" * 12), (0x000A, b"")
XLS = ole({"Workbook": records(BEGINNING, END)})


def refusal(content, name="return"):
    with pytest.raises(Refused) as refused:
        form_of(content, name)
    return refused.value


def code(content, name="return"):
    return refusal(content, name).code


# What can be read


@pytest.mark.parametrize(
    ("content", "form", "told"),
    [
        (packed(PLAIN), "xlsx", ()),
        (packed(PLAIN, ZIP_STORED), "xlsx", ()),
        (packed({**PLAIN, "[Content_Types].xml": TYPES.format(WORKBOOK_TYPE).encode("utf-16")}), "xlsx", ()),
        (packed({"[Content_Types].xml": TYPES.format(WORKBOOK_TYPE), "main.xml": "<workbook/>"}), "xlsx", ()),
        (packed({"xl/workbook.xml": "<workbook/>"}), "xlsx", ()),
        (packed({**PLAIN, "xl/vbaProject.bin": "macros"}), "xlsx", ("F12",)),
        (packed({**PLAIN, "xl/macrosheets/sheet1.xml": SHEET}), "xlsx", ("F12",)),
        (packed({**PLAIN, "word/document.xml": "embedded by a strange program"}), "xlsx", ()),
        (packed(ODS), "ods", ("F18",)),
        (packed({**ODS, "mimetype": f"{OPENDOCUMENT}spreadsheet-template"}), "ods", ("F18",)),
        (packed({**ODS, "Basic/Standard/Module1.xml": "<module/>"}), "ods", ("F18", "F12")),
        (XLS, "xls", ("F18",)),
        (ole({"Book": records(BEGINNING, END)}), "xls", ("F18",)),
        (ole({"Workbook": records(BEGINNING, END), "_VBA_PROJECT_CUR": b"x" * 4096}), "xls", ("F18", "F12")),
        (ole({"Workbook": records(BEGINNING, (0x85, b"\0\0\0\0\0\1\5\0Macro"), END)}), "xls", ("F18", "F12")),
        (ole({"Workbook": records(BEGINNING, (0x85, b"\0\0\0\0\0\0\5\0Table"), END)}), "xls", ("F18",)),
        (CSV, "csv", ()),
        (b"\xef\xbb\xbf" + CSV, "csv", ()),
        (CSV.decode().encode("utf-16"), "csv", ()),
        (CSV.decode().encode("utf-16-be"), "csv", ()),
        ("Area,£\n".encode("cp1252"), "csv", ()),
        (b"MZ,BM,RIFF,ID3\n1,2,3,4\n", "csv", ()),
        (b"<5,[c]\n", "csv", ()),
        (b"[c],suppressed\n", "csv", ()),
    ],
)
def test_what_can_be_read_is_told_by_its_content(content, form, told):
    found = form_of(content, "return")
    assert (found.form, tuple(code for code, _ in found.remarks)) == (form, told)


def test_an_older_form_is_told_in_words():
    assert form_of(XLS, "a.xls").remarks == (("F18", {"words": "the older Excel 97-2003 format"}),)
    assert form_of(packed(ODS), "a.ods").remarks == (("F18", {"words": "the OpenDocument format"}),)


# What the name says


@pytest.mark.parametrize(
    ("content", "name", "ending"),
    [
        (packed(PLAIN), "fife.csv", ".csv"),
        (packed(PLAIN), "FIFE.XLS", ".xls"),
        (packed(PLAIN), "fife.xlsx.pdf", ".pdf"),
        (packed(ODS), "fife.xlsx", ".xlsx"),
        (XLS, "fife.xlsx", ".xlsx"),
    ],
)
def test_a_workbook_named_otherwise_is_a_question(content, name, ending):
    (told,) = [details for code, details in form_of(content, name).remarks if code == "F03"]
    assert told["ending"] == ending
    assert told["what"].startswith(("a ", "an "))


@pytest.mark.parametrize("name", ["fife.xlsx", "fife.XLS", "fife.ods", "fife.xlsm", "fife.pdf"])
def test_plain_text_named_otherwise_is_refused(name):
    found = refusal(CSV, name)
    assert (found.code, found.details["what"]) == ("F03", "plain text (CSV)")


@pytest.mark.parametrize(
    "name", ["fife.csv", "fife.TXT", "fife.tsv", "fife", "", "Return v1.final", "xlsx", "a.xlsx.bak"]
)
def test_a_name_that_fits_or_says_nothing_raises_no_question(name):
    assert form_of(CSV, name) == Form("csv")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.csv", "a\0b.csv", "C:\\con.csv", "x" * 100_000 + ".csv", "\u202e.csv"]
)
def test_a_hostile_name_does_no_harm(name):
    assert form_of(CSV, name) == Form("csv")
    assert form_of(packed(PLAIN), name).remarks[0][1]["ending"] == ".csv"


# What is no spreadsheet


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b" \r\n\r\n"])
def test_nothing_is_an_empty_file(content):
    assert code(content) == "F01"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF"),
        (b"\xef\xbb\xbf\r\n%PDF-1.4\n", "a PDF"),
        (b"{\\rtf1\\ansi Fife}", "a rich text document"),
        (b"%!PS-Adobe-3.0", "a PostScript file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture"),
        (b"GIF89a\1\0", "a picture"),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0", "a picture"),
        (b"II*\0\x08\0\0\0", "a picture"),
        (b"MM\0*\0\0\0\x08", "a picture"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "a picture"),
        (b"\0\0\0\x18ftypheic", "a picture"),
        (b"\0\0\1\0\1\0\x10\x10", "a picture"),
        (b"\1\0\0\0" + b"\0" * 36 + b" EMF", "a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a picture"),
        (b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg/>', "a picture"),
        (b"\0\0\0\x20ftypisom", "a film or sound recording"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "a film or sound recording"),
        (b"ID3\3\0\0", "a film or sound recording"),
        (b"\x1f\x8b\x08\0", "a compressed archive"),
        (b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
        (b"Rar!\x1a\x07\1\0", "a compressed archive"),
        (b"BZh91AY&SY", "a compressed archive"),
        (b"\xfd7zXZ\0", "a compressed archive"),
        (b"return.csv".ljust(257, b"\0") + b"ustar\x0000", "a compressed archive"),
        (b"MZ\x90\0\3\0\0\0", "a program"),
        (b"\x7fELF\2\1\1", "a program"),
        (b"#!/bin/sh\n", "a program"),
        (b"\xcf\xfa\xed\xfe\7\0", "a program"),
        (b"SQLite format 3\0", "a database"),
        (b"\0\1\0\0Standard ACE DB\0", "a database"),
        (b"$FL2@(#) SPSS DATA FILE", "a data file of a statistics program"),
        (b"PAR1\x15\0\x15", "a data file of a statistics program"),
        (b"\x09\4\6\0\0\0\x10\0", "a spreadsheet from before Excel 97"),
        (b"\0\0\2\0\6\4\6\0", "a spreadsheet from before Excel 97"),
        (b"ID;PWXL;N;E\n", "a SYLK file"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "a DIF file"),
        (b'<?xml version="1.0"?><figures/>', "a file of XML"),
        ('<?xml version="1.0" encoding="UTF-16"?><figures/>'.encode("utf-16"), "a file of XML"),
        (b'{"rows": []}', "a file of JSON"),
        (b'[{"area": "Fife"}]', "a file of JSON"),
        (packed({"word/document.xml": "<w/>", "[Content_Types].xml": TYPES.format("word")}), "a Word document"),
        (packed({"ppt/presentation.xml": "<p/>"}), "a PowerPoint presentation"),
        (packed({"visio/document.xml": "<v/>"}), "a Visio drawing"),
        (packed({"Index/Slide-1.iwa": "-"}), "a Keynote presentation"),
        (packed({"mimetype": f"{OPENDOCUMENT}text", "content.xml": "<o/>"}), "a text document"),
        (packed({"mimetype": f"{OPENDOCUMENT}presentation"}), "a presentation"),
        (packed({"mimetype": "application/epub+zip"}), "a zip archive"),
        (packed({"fife.xlsx": packed(PLAIN)}), "a zip archive"),
        (packed({}), "a zip archive"),
        (ole({"WordDocument": b"x" * 4096}), "a Word document"),
        (ole({"PowerPoint Document": b"x" * 4096}), "a PowerPoint presentation"),
        (ole({"__properties_version1.0": b"x" * 4096}), "a message from Outlook"),
        (ole({"Thumbs": b"x" * 4096}), "a document of another program"),
        (ole({"WordDocument": b"x" * 4096, "Workbook": records(BEGINNING, END)}, root=[1]), "a Word document"),
    ],
)
def test_what_is_no_spreadsheet_is_named(content, what):
    found = refusal(content, "return.xlsx")
    assert (found.code, found.details) == ("F02", {"what": what})


@pytest.mark.parametrize(
    "content",
    [
        b"<html><body><table><tr><td>Fife</td></tr></table></body></html>",
        b"\r\n  <!DOCTYPE html>\r\n<HTML>",
        b"\xef\xbb\xbf<table border=1><tr><td>545",
        b"<style>td {mso-number-format: General}</style><table>",
        b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">',
        b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html xmlns="http://www.w3.org/1999/xhtml">',
        "<html><table>".encode("utf-16"),
        b"MIME-Version: 1.0\nX-Document-Type: Workbook\nContent-Type: multipart/related; boundary=x\n",
    ],
)
def test_a_web_page_is_told_whatever_its_name(content):
    assert code(content, "return.xls") == "F04"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_xml_of_excel_2003_is_told(encoding):
    content = (
        '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>'
    )
    assert code(content.encode(encoding), "return.xls") == "F05"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (packed({"Index/Document.iwa": "-", "Index/Tables/DataList.iwa": "-"}), "Apple Numbers files"),
        (packed({"Index.zip": "-"}), "Apple Numbers files"),
        (packed({"xl/workbook.bin": "-"}), "Excel Binary workbooks (.xlsb)"),
        (
            packed({"[Content_Types].xml": TYPES.format("application/vnd.ms-excel.sheet.binary.macroEnabled.main")}),
            "Excel Binary workbooks (.xlsb)",
        ),
        (b'{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}', "a shortcut to Google Sheets"),
        (b'{"":"WARNING! DO NOT EDIT THIS FILE!","doc_id":"1","email":"a@b.example"}', "a shortcut"),
        (b"[InternetShortcut]\r\nURL=https://docs.google.com/spreadsheets/d/1\r\n", "a shortcut to Google Sheets"),
    ],
)
def test_what_must_be_exported_first_is_named(content, what):
    found = refusal(content)
    assert (found.code, found.details) == ("F14", {"what": what})


# Passwords


def with_flag(content, place_of_part, flag=1):
    """The package with a flag set on one entry of its list of parts."""
    content, place = bytearray(content), -1
    for _ in range(place_of_part + 1):
        place = content.index(b"PK\1\2", place + 1)
    content[place + 8] |= flag
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        ole({"EncryptedPackage": b"x" * 4096, "EncryptionInfo": b"x" * 4096}),
        ole({"Workbook": records(BEGINNING, (0x2F, b"\0" * 6), END)}),
        packed({**ODS, "META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}),
        packed({**ODS, "META-INF/manifest.xml": "<m><manifest:encryption-data/></m>".encode("utf-16")}),
        with_flag(packed(PLAIN), 1),
    ],
    ids=["new Excel", "old Excel", "ods", "ods in UTF-16", "zip"],
)
def test_a_password_is_told(content):
    assert code(content) == "F06"


# Damage


def damaged(content, place, byte=0xFF):
    return content[:place] + bytes([content[place] ^ byte]) + content[place + 1 :]


REAL = packed({**PLAIN, "xl/worksheets/sheet1.xml": "".join(f"<c>{n * n}</c>" for n in range(2_000))})


@pytest.mark.parametrize(
    "content",
    [
        REAL[:-10],
        REAL[: len(REAL) // 2],
        damaged(REAL, len(REAL) // 2),
        b"PK\3\4",
        XLS[:1500],
        XLS[:600],
        compound.MAGIC,
        ole({"Workbook": records(BEGINNING)}),
        ole({"Workbook": b"\xff" * 4096}),
        damaged(XLS, 30),
        damaged(XLS, 48),
        b"Area,Option 1\nFi\0fe,545\n",
        b"\0" * 5000,
        b"\x81\x8d\x8f",
        b"\xef\xbb\xbfArea\xff",
        b"\xff\xfe\0\xd8\0\xd8",
        CSV.decode().encode("utf-32"),
        CSV.decode().encode("utf-16-le")[:-1],
    ],
)
def test_damage_is_told(content):
    assert code(content) == "F07"


def test_a_ring_in_an_old_file_is_damage_and_ends():
    ring = bytearray(XLS)
    ring[512 + 4 * 2 : 512 + 4 * 3] = struct.pack("<I", 2)  # the sector after the stream's first is itself
    assert code(bytes(ring)) == "F07"


@pytest.mark.parametrize("content", [REAL, packed(ODS), XLS, CSV], ids=["xlsx", "ods", "xls", "csv"])
def test_however_a_file_is_cut_short_it_is_refused_or_told(content):
    chance = random.Random(27)
    for length in sorted(chance.randrange(len(content)) for _ in range(50)):
        told_or_refused(content[:length])


def test_however_a_real_workbook_is_cut_short_it_is_damaged(draw):
    content = draw({"Table 1": "Area | Option 1\nFife | 545"})
    assert form_of(content, "fife.xlsx") == Form("xlsx")
    chance = random.Random(26)
    for _ in range(50):
        assert code(content[: chance.randrange(4, len(content))]) == "F07"


@pytest.mark.parametrize("content", [REAL, packed(ODS), XLS], ids=["xlsx", "ods", "xls"])
def test_whatever_byte_is_changed_it_is_refused_or_told(content):
    chance = random.Random(28)
    for _ in range(200):
        told_or_refused(damaged(content, chance.randrange(len(content)), chance.randrange(1, 256)))


def test_noise_is_refused_or_told():
    chance = random.Random(29)
    starts = [b"", b"", b"PK\3\4", compound.MAGIC, b"<", b"\xff\xfe"]
    for _ in range(200):
        told_or_refused(chance.choice(starts) + chance.randbytes(chance.randrange(3_000)))


def told_or_refused(content):
    try:
        assert isinstance(form_of(content, "return.xlsx"), Form)
    except Refused as refused:
        assert refused.code.startswith("F")


# Size


def test_a_file_of_more_than_20_mb_is_refused():
    assert form_of(CSV.ljust(forms.LARGEST, b" "), "a.csv") == Form("csv")
    assert refusal(CSV.ljust(forms.LARGEST + 1, b" ")).details == {"size": "20.1", "most": "20"}


@pytest.fixture(scope="module")
def bomb():
    """A workbook of some 600 kB with 600 MB of zeros in it, in two parts."""
    deflating = zlib.compressobj(9, wbits=-15)
    million = deflating.compress(b"0" * 1_000_000) + deflating.flush(zlib.Z_FULL_FLUSH)  # may be repeated as it is
    data = 300 * million + deflating.flush()
    return lambda declared: raw_package([(f"xl/worksheets/sheet{n}.xml", data, 0, declared) for n in (1, 2)])


def raw_package(parts):
    """A package whose parts are deflated already, with the checksums and sizes we choose to declare."""
    listed, content = b"", packed(PLAIN)
    start = content.index(b"PK\1\2")
    content, own = content[:start], content[start : content.index(b"PK\5\6")]
    for name, data, checksum, size in parts:
        told = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, checksum, len(data), size, len(name), 0)
        listed += b"PK\1\2" + struct.pack("<H", 20) + told + struct.pack("<HHHII", 0, 0, 0, 0, len(content))
        listed += name.encode()
        content += b"PK\3\4" + told + name.encode() + data
    listed, number = own + listed, len(PLAIN) + len(parts)
    return content + listed + b"PK\5\6" + struct.pack("<4xHHIIH", number, number, len(listed), len(content), 0)


@pytest.mark.parametrize("declared", [300_000_000, 10, 0, 2**32 - 2])
def test_a_file_that_opens_out_to_far_more_is_refused_whatever_it_declares(bomb, declared):
    content = bomb(declared)
    assert len(content) < 1_000_000
    found = refusal(content)
    assert found.code == "F09"
    assert found.details["most"] == max(packages.FREELY_INFLATED, packages.MOST_TIMES * len(content))


def test_counting_stops_as_soon_as_it_is_too_much(bomb, monkeypatch):
    counted = []
    unpacked = packages._unpacked
    monkeypatch.setattr(
        packages, "_unpacked", lambda *part: (counted.append(len(each)) or each for each in unpacked(*part))
    )
    monkeypatch.setattr(packages, "MOST_INFLATED", 10_000_000)
    assert code(bomb(10)) == "F09"
    assert sum(counted) <= 10_000_000 + 2 * packages.CHUNK
    assert max(counted) <= packages.CHUNK


def test_a_part_whose_checksum_fits_only_what_it_declares_is_damage():
    shown, hidden = b"<c>545</c>", b"<c>9999</c>"
    deflating = zlib.compressobj(wbits=-15)
    data = deflating.compress(shown + hidden) + deflating.flush()
    content = raw_package([("xl/worksheets/sheet1.xml", data, zlib.crc32(shown), len(shown))])
    with ZipFile(BytesIO(content)) as package:  # zipfile sees nothing wrong: it stops at the size declared
        assert package.read("xl/worksheets/sheet1.xml") == shown
    assert code(content) == "F07"


def test_a_genuine_workbook_packs_well_and_may():
    content = packed({**PLAIN, "xl/worksheets/sheet1.xml": b"<c><v>0</v></c>" * 1_000_000})
    assert len(content) * packages.MOST_TIMES < 15_000_000
    assert form_of(content, "a.xlsx") == Form("xlsx")


def test_a_large_file_does_not_take_long():
    content = packed({**PLAIN, "xl/media/image1.png": random.Random(30).randbytes(5_000_000)})
    started = time.process_time()
    assert form_of(content, "a.xlsx") == Form("xlsx")
    assert time.process_time() - started < 5


# Instructions in XML

HOSTILE = '<?xml version="1.0" encoding="{}"?>\n<!DOCTYPE x [<!ENTITY a "aaa">]>\n<x>&a;</x>'


@pytest.mark.parametrize(
    "name",
    [
        "xl/sharedStrings.xml",
        "xl/workbook.xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        "docProps/core.xml",
        "xl/drawings/drawing1.vml",
        "customXml/anything.at.all",
        "xl/media/sheet1.xml",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_instructions_are_found_in_any_part_and_encoding(name, encoding):
    content = packed({**PLAIN, name: HOSTILE.format(encoding.split("-s")[0][:6]).encode(encoding)})
    assert refusal(content).code == "F10"


def test_instructions_are_found_in_the_list_of_types():
    types = "<!DOCTYPE Types>" + TYPES.format(WORKBOOK_TYPE)
    assert code(packed({**PLAIN, "[Content_Types].xml": types})) == "F10"


def test_instructions_are_found_far_in_and_across_two_chunks():
    for before in range(packages.CHUNK - 12, packages.CHUNK + 2):
        part = b"<x>" + b" " * (before - 3) + b"<!DOCTYPE x>"
        assert code(packed({**PLAIN, "xl/sharedStrings.xml": part})) == "F10"


@pytest.mark.parametrize(
    "part",
    [
        b'<?xml version="1.0" encoding="UTF-7"?>\n+ADwAIQ-DOCTYPE x>',
        "<?xml version='1.0' encoding='cp037'?>".encode("cp037"),
        b"<?xml version='1.0' " + b" " * 2_000 + b"encoding='UTF-7'?>",
    ],
)
def test_xml_in_an_encoding_that_could_hide_them_is_refused(part):
    assert refusal(packed({**PLAIN, "xl/sharedStrings.xml": part})).details["reason"] == "encoding"


def test_inflate_that_gives_a_byte_at_a_time_hides_nothing():
    part = b'<?xml version="1.0" encoding="UTF-7"?>'
    data = b"".join(b"\0\1\0\xfe\xff" + bytes([each]) + b"\0\0\0\xff\xff" * 4_000 for each in part) + b"\3\0"
    assert code(raw_package([("xl/strings.odd", data, zlib.crc32(part), len(part))])) == "F10"


def test_a_drawing_among_the_pictures_may_have_a_document_type():
    svg = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'
    assert form_of(packed({**PLAIN, "xl/media/image1.svg": svg}), "a.xlsx") == Form("xlsx")


def test_words_in_a_cell_are_no_instructions():
    text = "<si><t>&lt;!DOCTYPE html&gt;</t></si>"
    assert form_of(packed({**PLAIN, "xl/sharedStrings.xml": text}), "a.xlsx") == Form("xlsx")


# The package


def linked(name):
    part = ZipInfo(name)
    part.external_attr, part.create_system = 0o120777 << 16, 3
    return part


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([("xl/worksheets/sheet1.xml", SHEET), ("xl/worksheets/sheet1.xml", SHEET + " ")], "twice"),
        ([("xl/worksheets/sheet1.xml", SHEET), ("xl/Worksheets/Sheet1.XML", SHEET)], "twice"),
        ([("../outside.xml", SHEET)], "path"),
        ([("xl/../../outside.xml", SHEET)], "path"),
        ([("/etc/passwd", SHEET)], "path"),
        ([("C:/windows/sheet1.xml", SHEET)], "path"),
        ([("xl\\worksheets\\sheet1.xml", SHEET)], "path"),
        ([(linked("xl/worksheets/sheet1.xml"), "/etc/passwd")], "link"),
        ([(f"xl/{n}.xml", "") for n in range(5_000)], "parts"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_package_that_excel_would_not_write_is_refused(parts, reason):
    found = refusal(packed([*PLAIN.items(), *parts]))
    assert (found.code, found.details["reason"]) == ("F11", reason)


def test_a_part_named_otherwise_in_its_own_place_is_refused():
    content = packed({**PLAIN, "xl/sheet1.xml": SHEET})
    assert refusal(content.replace(b"xl/sheet1.xml", b"xl/sheet2.xml", 1)).details["reason"] == "named twice"


def test_a_packing_that_excel_does_not_use_is_refused():
    content = packed({**PLAIN, "xl/sheet1.xml": SHEET}, ZIP_BZIP2)
    assert code(content) == "F11"


def test_two_names_that_only_look_alike_and_folders_are_fine():
    content = packed([*PLAIN.items(), ("xl/", ""), ("xl/worksheets/", ""), ("xl/..hidden.xml", SHEET)])
    assert form_of(content, "a.xlsx") == Form("xlsx")


# In a child


def test_a_refusal_comes_through_a_guarded_call():
    with pytest.raises(Refused) as refused:
        guarded.call("loaders.forms:form_of", b"%PDF-1.7", name="fife.xlsx")
    assert (refused.value.code, refused.value.details) == ("F02", {"what": "a PDF"})

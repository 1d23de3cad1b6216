"""Files that are odd before a single cell is read: what they are, how they were saved, what they carry.

Codes of the catalogue that no single file can raise without a ledger, or that our own reader leaves no room for:

| Code | Why not here |
|---|---|
| F19 | our reader over the XML opens "Strict" workbooks itself; only an old .xls without formats raises it |
| F20 | a failure at our end: the process apart is tested by itself |
| S03 | a heading that is missing is said more plainly: no year P10, no council I06, no measure S01, no figures S02 |
| A12, R01 to R05 | against what is held: needs a ledger |
| A09, A10 against held figures | the same; within one file both are in test_arithmetic |
| I08 beside I07 | both are here; which one depends on whether any row is the sender's own |
"""

from tests.awkward.workbooks import book, csv, expect, ods, package, people, with_parts, xls

GOOD = """
    Council|Year|Option 1|Option 2|Option 3
    Fife|2023/24|545|126|1204
"""
FIGURES = people("Fife", "2023/24", "545 C2", "126 D2", "1204 E2")
IN_CSV = people("Fife", "2023/24", "545 return!C2", "126 return!D2", "1204 return!E2")


def test_empty_file():
    expect(b"", "reject", "F01 reject -")


def test_pdf_called_xlsx():
    expect(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", "reject", "F02 reject -")


def test_word_document_called_xlsx():
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}
    expect(package(parts), "reject", "F02 reject -")


def test_workbook_called_csv():
    expect(book(GOOD), "ask", "F03 ask -", FIGURES, name="return.csv")


def test_csv_called_xlsx():
    expect(csv(GOOD), "reject", "F03 reject -")


def test_web_page_called_xls():
    page = b"<html><body><table><tr><td>Option 1</td><td>545</td></tr></table></body></html>"
    expect(page, "reject", "F04 reject -", name="return.xls")


def test_xml_spreadsheet_of_2003():
    xml = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
    expect(xml, "reject", "F05 reject -", name="return.xls")


def test_password_to_open_an_opendocument():
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
        "</manifest:manifest>"
    )
    parts = {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": b"\x8a\x00\x13"}
    expect(package(parts), "reject", "F06 reject -", name="return.ods")


def test_cut_short():
    expect(book(GOOD)[:-400], "reject", "F07 reject -")


def test_too_big():
    expect(b"Council,Year\r\n" + b"x" * 21_000_000, "reject", "F08 reject -", name="return.csv")


def test_opens_out_to_far_more():
    content = with_parts(book(GOOD), lambda name, part: part, xl__extra="".ljust(60_000_000).encode())
    expect(content, "reject", "F09 reject -")


def test_xml_entities():
    def with_entity(name: str, part: bytes) -> bytes:
        entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        return entity + part if name == "xl/workbook.xml" else part

    expect(with_parts(book(GOOD), with_entity), "reject", "F10 reject -")


def test_two_copies_of_one_sheet():
    content = with_parts(book(GOOD), lambda name, part: part, **{"xl__worksheets__Sheet1.xml": b"<worksheet/>"})
    expect(content, "reject", "F11 reject -")


def test_macros():
    content = with_parts(book(GOOD), lambda name, part: part, **{"xl__vbaProject.bin": b"\xd0\xcf"})
    expect(content, "ask", "F12 ask -", FIGURES, name="return.xlsm")


def test_figures_from_another_workbook():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        Fife|2023/24|=[1]Sheet1!$B$4 -> 545|126|1204
    """
    expect(book(drawing), "ask", "F13 ask C2, S15 note Data!", FIGURES)


def test_a_formula_with_a_bracket_in_its_words_is_from_this_workbook():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        Fife|2023/24|=IF(D2>0,545,"[x]") -> 545|126|1204
    """
    expect(book(drawing), "accept", "S15 note Data!", FIGURES)


def test_apple_numbers():
    expect(package({"Index/Document.iwa": b"\x00\x01"}), "reject", "F14 reject -", name="return.numbers")


def test_csv_as_windows_text():
    drawing = """
        Council|Year|Option 1|Option 2|Option 3
        Fife|2023/24|545|126|1204
        Direct payments cost £12m – see the annual report
    """
    expect(csv(drawing, encoding="cp1252"), "accept", "F15 note -", IN_CSV, name="return.csv", may="S11")


def test_csv_as_utf_16():
    content = b"\xff\xfe" + csv(GOOD, separator="\t").decode().encode("utf-16-le")
    expect(content, "accept", "F15 note -, F16 note -", IN_CSV, name="return.txt")


def test_csv_with_semicolons():
    expect(csv(GOOD, separator=";"), "accept", "F16 note -", IN_CSV, name="return.csv")


def test_csv_with_a_comma_too_many():
    text = b"Council,Year,Option 1,Option 2,Option 3\r\nFife,2023/24,545,126,1204\r\nArgyll, Bute,2023/24,1,2,3\r\n"
    expect(text, "reject", "F17 reject -", name="return.csv", owner="national")


def test_csv_with_thousands_not_in_quotes():
    text = b"Council,Year,Option 1,Option 2,Option 3\r\nFife,2023/24,545,126,1,204\r\n"
    expect(text, "reject", "F17 reject -", name="return.csv")


def test_csv_with_trailing_commas():
    text = b"Council,Year,Option 1,Option 2,Option 3,,,\r\nFife,2023/24,545,126,1204,,,\r\n,,,,,,,\r\n"
    expect(text, "accept", "", IN_CSV, name="return.csv")


def test_old_excel():
    expect(xls({"Data": GOOD}), "accept", "F18 note -", FIGURES, name="return.xls")


def test_opendocument():
    expect(ods({"Data": GOOD}), "accept", "F18 note -", FIGURES, name="return.ods")


def test_only_a_picture():
    anchor = (
        "<xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row>"
        "<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:pic/></xdr:oneCellAnchor>"
    )
    drawing = (
        f'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">{anchor}</xdr:wsDr>'
    ).encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="../drawings/drawing1.xml"/></Relationships>'
    ).encode()
    content = with_parts(
        book("SDS return 2023/24, Fife"),
        lambda name, part: part,
        **{"xl__drawings__drawing1.xml": drawing, "xl__worksheets___rels__sheet1.xml.rels": links},
    )
    expect(content, "reject", "F21 reject B3", may="S13")


def test_strict_workbook():
    transitional = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    def strict(_name: str, part: bytes) -> bytes:
        return part.replace(transitional, b"http://purl.oclc.org/ooxml/spreadsheetml/main")

    expect(with_parts(book(GOOD), strict), "accept", "", FIGURES, may="F19")

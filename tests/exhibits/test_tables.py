"""A table is a real HTML table: a caption, headings, row headings, and every word that can be seen as it was typed."""

from html.parser import HTMLParser

import pytest

from exhibits.tables import Table, html

HOSTILE = [
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' autofocus='",
    "</table><h1>x",
    "A & B",
    "&lt;b&gt;",
]


class Read(HTMLParser):
    """The tags met with their attributes, and the words inside each kind of cell."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self.within = [], {}, ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag in ("caption", "th", "td"):
            self.within = f"{tag} {dict(attributes).get('scope', '')}".strip()
            self.words.setdefault(self.within, []).append("")

    def handle_endtag(self, tag):
        if tag in ("caption", "th", "td"):
            self.within = ""

    def handle_data(self, data):
        if self.within:
            self.words[self.within][-1] += data


ROWS = (("Fife", "98.4%", "as published"), ("Moray", "", "x"))
RATES = Table("Rates, 2020/21", ("Authority", "Rate", "Status"), ROWS)


def test_a_table_has_a_caption_and_headings_of_columns_and_rows():
    read = Read(html(RATES))
    assert read.words["caption"] == ["Rates, 2020/21"]
    assert read.words["th col"] == ["Authority", "Rate", "Status"]
    assert read.words["th row"] == ["Fife", "Moray"]
    assert read.words["td"] == ["98.4%", "as published", "", "x"]


def test_a_table_that_scrolls_can_be_reached_and_is_named():
    tag, attributes = Read(html(RATES)).tags[0]
    assert attributes["tabindex"] == "0" and attributes["role"] == "region"
    assert attributes["aria-label"] == "Rates, 2020/21"


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_are_read_as_words(typed):
    read = Read(html(Table(typed, (typed, "b"), ((typed, typed),)), typed))
    assert read.words == {"caption": [typed], "th col": [typed, "b"], "th row": [typed], "td": [typed]}
    assert {tag for tag, _ in read.tags} == {"div", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    given = {name for _, attributes in read.tags for name in attributes}
    assert given <= {"class", "role", "tabindex", "aria-label", "scope"}


def test_only_the_readers_own_row_is_marked():
    read = Read(html(Table("t", ("a", "b"), (("x", "1"), ("y", "2")), frozenset({1}))))
    assert [attributes.get("class") for tag, attributes in read.tags if tag == "tr"] == [None, None, "mine"]


@pytest.mark.parametrize("text", ["5", "98.4%", "12,345", "£383m", "0", "1,234.5"])
def test_a_number_stands_to_the_right(text):
    read = Read(html(Table("t", ("a", "b"), (("x", text),))))
    assert ("td", {"class": "number"}) in read.tags


@pytest.mark.parametrize("text", ["", "not supplied", "R6 Table 1 D9", "2020/21", "12,345 (estimated)", "1.2.3", "%"])
def test_words_stand_to_the_left(text):
    read = Read(html(Table("t", ("a", "b"), (("x", text),))))
    assert ("td", {}) in read.tags


@pytest.mark.parametrize("row", [("Fife",), ("Fife", "1", "2")])
def test_a_row_that_does_not_fit_its_headings_is_refused(row):
    with pytest.raises(ValueError, match=f"a row has {len(row)} cells under 2 headings"):
        Table("t", ("a", "b"), (("x", "1"), row))


def test_no_cell_can_turn_round_what_stands_after_it():
    shown = html(Table("Files\u202e", ("File\u202e",), (("fxsl\u202e.xlsx",),)))
    assert "\u202e" not in shown and "fxsl.xlsx" in shown

"""The house: imports point down only, Streamlit stops at ui, neighbours never meet. The best map for a newcomer."""

import ast
import csv
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MAY_IMPORT = {
    "model": set(),
    "loaders": {"model"},
    "ledger": {"model"},
    "exhibits": {"model"},
    "intake": {"loaders", "ledger", "model"},
    "ui": {"intake", "exhibits", "loaders", "ledger", "model"},
    "pages": {"ui", "streamlit"},
    "dashboard": {"streamlit"},
    "sds": {"intake", "exhibits", "loaders", "ledger", "model"},
}
ONLY_IN = {
    "streamlit": {"dashboard", "pages", "ui"},
    "openpyxl": {"loaders", "intake", "exhibits"},
    "docx": {"exhibits", "intake"},
    "pptx": {"exhibits", "intake"},
    "sqlalchemy": {"ledger"},
    "sqlite3": {"ledger"},
}
OURS = set(MAY_IMPORT)
FILES = sorted(path for floor in OURS for path in [*(ROOT / floor).glob("**/*.py"), *ROOT.glob(f"{floor}.py")])


def floor(path):
    """Which part of the house a file is."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path):
    """The top names of all that a file imports, wherever in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." if node.level else node.module.split(".")[0]


each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))


def test_the_house_is_where_we_look_for_it():
    assert {floor(path) for path in FILES} == OURS
    strangers = {path.parts[len(ROOT.parts)] for path in ROOT.glob("*/*.py")} - OURS - {"tests", "benchmarks"}
    assert strangers == set(), "a new folder of code needs its line in MAY_IMPORT"


@each_file
def test_imports_point_down_only(path):
    allowed = MAY_IMPORT[floor(path)] | {floor(path)}
    assert {name for name in imported(path) if name in OURS | {"."}} <= allowed


@each_file
def test_what_belongs_to_one_part_of_the_house_stays_there(path):
    strayed = {name for name in imported(path) if name in ONLY_IN and floor(path) not in ONLY_IN[name]}
    assert strayed == set()


@pytest.mark.parametrize(
    "path", [path for path in FILES if floor(path) in ("pages", "dashboard")], ids=lambda path: path.name
)
def test_a_page_knows_only_ui_and_streamlit(path):
    assert set(imported(path)) <= {"ui", "streamlit"}


# Pages

PAGES = sorted((ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_shows_figures_through_ui_only(path):
    drawn = {"plotly_chart", "dataframe", "metric", "table", "data_editor", "bar_chart", "line_chart", "map", "write"}
    used = {ast.unparse(node) for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    taken = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom) and node.module == "streamlit"]
    assert used.isdisjoint(f"st.{each}" for each in drawn)
    assert not taken, "say st.…, so that this test can see it"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_starts_with_the_one_call_that_sets_it_up(path):
    first = next(
        node for node in tree(path).body if not isinstance(node, (ast.Import, ast.ImportFrom)) and not is_words(node)
    )
    assert ast.unparse(first).startswith("page.start(")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_reads_like_a_paragraph(path):
    nodes = list(ast.walk(tree(path)))
    assert not [node for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.For, ast.While))]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 60


def is_words(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def test_the_dashboard_lists_every_page_and_does_nothing_else():
    dashboard = tree(ROOT / "dashboard.py")
    words = {
        node.value for node in ast.walk(dashboard) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {word for word in words if word.startswith("pages/")} == {f"pages/{path.name}" for path in PAGES}
    called = {node.func.attr for node in ast.walk(dashboard) if isinstance(node, ast.Call)}
    assert called == {"Page", "navigation", "run"}


# How it is written


@each_file
def test_no_function_is_longer_than_60_lines(path):
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    assert [node.name for node in functions if node.end_lineno - node.lineno >= 60] == []


@each_file
def test_a_module_opens_with_a_sentence(path):
    said = ast.get_docstring(tree(path))
    assert said and said.splitlines()[0].rstrip().endswith((".", "?", ":", ","))


FORBIDDEN = re.compile(r"\b(worst|best|league|underperforming|invalid|null|schema)\b", re.IGNORECASE)
TITLES = [row["title"] for row in csv.DictReader((ROOT / "data" / "sources.csv").open(encoding="utf-8"))]


def forbidden(text):
    """The words of a text that no screen of ours says, the titles of publications left out."""
    for term in TERMS:
        text = text.replace(term, "")
    for title in TITLES:
        text = text.replace(title.split(" (")[0], "")
    return FORBIDDEN.findall(text)


TERMS = ("#NULL!", "table:null-date")  # of file formats, never shown but as typed


def test_a_forbidden_word_is_seen_but_not_in_the_title_of_a_report():
    assert forbidden("The Best of the league; invalid.") == ["Best", "league", "invalid"]
    assert forbidden("In 'Best Practice and Local Authority Progress in Self-Directed Support' some said") == []
    assert forbidden("bestow nullify") == []


@each_file
def test_no_word_on_screen_blames_or_ranks(path):
    code = tree(path)
    bodies = [node.body for node in ast.walk(code) if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))]
    docstrings = {id(body[0].value) for body in bodies if body and is_words(body[0])}
    words = [
        n
        for n in ast.walk(code)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in docstrings
    ]
    assert {(node.lineno, word) for node in words for word in forbidden(node.value)} == set()


def texts(value):
    """Every text inside a TOML value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in texts(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in texts(each))


DECLARED = sorted(path for path in (ROOT / "data").rglob("*.toml"))


@pytest.mark.parametrize("path", DECLARED, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_declared_text_blames_or_ranks(path):
    written = list(texts(tomllib.loads(path.read_text(encoding="utf-8"))))
    assert written
    assert [word for text in written for word in forbidden(text)] == []


def test_no_gap_in_the_figures_is_told_with_blame():
    with (ROOT / "data" / "gaps.csv").open(encoding="utf-8", newline="") as file:
        assert [word for row in csv.DictReader(file) for text in row.values() for word in forbidden(text)] == []

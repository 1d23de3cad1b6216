"""A table of figures -> a real HTML table, with a caption and row headings; the same rows feed every file."""

from dataclasses import dataclass
from html import escape as escaped

from model.plain import plain


@dataclass(frozen=True)
class Table:
    """Rows of text under headings; the first column names the row. `marked` are rows to stand out, by position."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if wrong := [row for row in self.rows if len(row) != len(self.columns)]:
            raise ValueError(f"“{self.caption}”: a row has {len(wrong[0])} cells under {len(self.columns)} headings")


def html(table: Table, kind: str = "") -> str:
    """The table as HTML, every word escaped and without marks that turn others round.

    Numbers are right-aligned by their looks; `kind` is an extra class.
    """
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    body = "".join(_row(row, number in table.marked) for number, row in enumerate(table.rows))
    return (
        f'<div class="table-scroll" role="region" tabindex="0" aria-label="{escape(table.caption)}">'
        f'<table class="figures {escape(kind)}"><caption>{escape(table.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: tuple[str, ...], marked: bool) -> str:
    first, *rest = row
    cells = "".join(f"<td{' class=number' if _is_number(cell) else ''}>{escape(cell)}</td>" for cell in rest)
    return f'<tr{" class=mine" if marked else ""}><th scope="row">{escape(first)}</th>{cells}</tr>'


def _is_number(text: str) -> bool:
    return bool(text) and text.strip("£m%").replace(",", "").replace(".", "", 1).isdigit()


def escape(text: str) -> str:
    """Text from anywhere as HTML shows it, as text."""
    return escaped(plain(text))

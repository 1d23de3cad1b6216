"""Shows what stands in `data/` to be read: definitions, caveats, sources, gaps, revisions, who runs this and how."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from exhibits import reference, tables
from exhibits.tables import Table
from intake import template
from model import areas
from model.caveats import Caveat
from model.metrics import Metric
from ui import figures, page


def metric(chosen: Metric) -> None:
    """One metric's entry and caveats, then all metrics in a table."""
    entries = reference.definition(chosen, figures.series_held(chosen.id))
    listed = "".join(f"<dt>{escape(term)}</dt><dd>{escape(words)}</dd>" for term, words in entries)
    st.html(f'<div class="entry"><h2>{escape(chosen.name)}</h2><dl>{listed}</dl></div>')
    _caveats(reference.caveats_of(chosen))
    table(reference.all_metrics(figures.periods_held()))


def sources() -> None:
    """Every source with its licence, and every series."""
    table(reference.all_sources())
    table(reference.all_series())


def gaps() -> None:
    """What is missing: gaps told apart from needs, and caveats about figures that are not held."""
    page.say(
        "An evidence gap: nobody has the knowledge. An information need: someone has it and has not passed it on. "
        "Where we do not know which, we say so."
    )
    table(reference.gaps())
    table(reference.not_held())


def revisions() -> None:
    """How revisions are dealt with, every file taken in, and the questions the figures raise."""
    _prose("Revisions", [reference.site()["revisions"]["policy"]])
    table(figures.returns_table())
    table(figures.findings_table())


def dashboard() -> None:
    """Contact, next update and the accessibility statement, as whoever runs the dashboard has set them."""
    site = reference.site()
    contact, updates, access = site["contact"], site["updates"], site["accessibility"]
    _prose("Contact", [contact["name"], contact["email"] or "No e-mail address has been set."])
    _prose("Next update", [updates["next_update"], updates["how_often"]])
    _prose("Accessibility statement", [access["standard"], access["tested"], f"Tested by: {access['by_whom']}."])
    _prose("Known faults", access["known_faults"])
    _prose("If something does not work for you", [access["how_to_report"]])


def everything(mine: str) -> None:
    """A file of everything held of an authority: more than the cards above have room for."""
    name = areas.name(mine)
    st.download_button(
        f"Save everything held of {name} (CSV)",
        data=lambda: figures.everything_of(mine),
        file_name=f"everything-held_{name.lower().replace(' ', '-')}.csv",
        mime="text/csv",
        on_click="ignore",
        key="everything",
    )


def could_send(mine: str) -> None:
    """What an authority could send in, and the template to send it with."""
    table(figures.could_send_table(mine))
    template_of(mine)


def template_of(mine: str) -> None:
    """The way to an authority's empty template; a return of several authorities has none."""
    if mine not in areas.codes():
        return
    st.download_button(
        f"Download the template for {areas.name(mine)} (Excel)",
        data=lambda: figures.template_of(mine),
        file_name=template.file_name(mine),
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        key="template",
    )


def _caveats(found: Iterable[Caveat]) -> None:
    entries = "".join(
        f'<li><strong>{effect}.</strong> {escape(full)} <span class="said">{escape(cited)}</span></li>'
        for effect, full, cited in reference.caveat_lines(found)
    )
    st.html(f'<div class="entry"><h3>Caveats on these figures</h3><ul>{entries}</ul></div>')


def _prose(heading: str, paragraphs: Iterable[str]) -> None:
    words = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    st.html(f'<div class="entry"><h2>{escape(heading)}</h2>{words}</div>')


def how_to_send() -> None:
    """Where nothing can be sent in: why, and how figures get in all the same."""
    contact = reference.site()["contact"]
    page.say(
        "This dashboard is shared, so it only shows. To send figures in, send your spreadsheet to whoever runs it: "
        f"{contact['name']}{', ' + contact['email'] if contact['email'] else ''}."
    )


def table(shown: Table) -> None:
    """A table to be read, the whole width."""
    st.html(tables.html(shown, "words"))

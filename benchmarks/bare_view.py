"""Other pages as a bare Streamlit script: the same elements in the same places with the same contents, from memory.

Which page is in the address (`?view=One authority`); what it shows follows *Your authority*.
"""

from collections.abc import Iterable

import streamlit as st

from benchmarks.memory import VIEWS
from ui import save_picture, tour

st.set_page_config(page_title="Bare view", layout="wide", initial_sidebar_state="collapsed")


def draw(nodes: Iterable[dict]) -> None:
    """Draws elements, and within a container what belongs there."""
    for node in nodes:
        if node["kind"] == "columns":
            for place, inside in zip(st.columns(node["weights"], gap="small"), node["children"], strict=True):
                with place:
                    draw(inside)
        elif node["kind"] == "container":
            with st.container(**node["asked"]):
                draw(node["children"])
        else:
            DRAWN[node["kind"]](node)


DRAWN = {
    "html": lambda node: st.html(node["body"]),
    "selectbox": lambda node: st.selectbox(**node["asked"], bind="query-params"),
    "button_group": lambda node: st.segmented_control(**node["asked"], required=True, bind="query-params"),
    "plotly_chart": lambda node: st.plotly_chart(node["figure"], theme=None, **node["asked"]),
    "download_button": lambda node: st.download_button(data=lambda: b"", on_click="ignore", **node["asked"]),
    "save_picture": lambda node: save_picture.button(node["plot"], node["key"]),
    "tour": lambda _: tour.offer(),
}
views = VIEWS[st.query_params["view"]]
draw(views[st.session_state.get("authority", "Not chosen")])

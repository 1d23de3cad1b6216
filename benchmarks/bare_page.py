"""*Compare authorities* as a bare Streamlit script: the same elements with the same contents, all from memory."""

import streamlit as st

from benchmarks.memory import CHOICES, YEARS
from ui import save_picture

st.set_page_config(page_title="Bare page", layout="wide", initial_sidebar_state="collapsed")
first = next(iter(YEARS.values()))["html"]
st.html(first[0])
st.html(first[1])
with st.container(horizontal=True, gap="small", key="choices"):
    chosen = {
        box["label"]: st.selectbox(
            box["label"], box["options"], index=box["first"], key=box["label"], bind="query-params"
        )
        for box in CHOICES
    }
    st.segmented_control(
        "View", ["Chart", "Map", "Table"], default="Chart", required=True, bind="query-params", key="view"
    )

shown = YEARS[chosen["Year"]]
_, _, headline, window, beside, source, in_full, table, end = shown["html"]
with st.container(border=True, key="card_comparison", gap=None):
    st.html(headline)
    left, right = st.columns([2.1, 1], gap="small")
    with left:
        st.html(window)
        with st.container(key="plot_comparison", height=510, border=False):
            st.plotly_chart(shown["figure"], theme=None, config=shown["config"], alt=shown["alt"], key="chart")
    right.html(beside)
    st.html(source)
with st.container(horizontal=True, gap="small", key="files_comparison"):
    save_picture.button("plot_comparison", key="save")
    st.download_button("Save table (CSV)", data=lambda: b"", file_name="bare.csv", mime="text/csv", on_click="ignore")
st.html(in_full)
st.html(table)
st.html(end)

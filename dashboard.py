"""The screen's front door: lists the pages, nothing else."""

import streamlit as st

COMPARE = "pages/compare_authorities.py"

st.navigation(
    [
        st.Page(COMPARE, title="Compare authorities", url_path="start", default=True),
        st.Page(COMPARE, title="Compare authorities", visibility="hidden"),  # the same page at its own address
        st.Page("pages/over_time.py", title="Over time"),
        st.Page("pages/about_the_figures.py", title="About the figures"),
    ],
    position="top",
).run()

"""The screen's front door: lists the pages, nothing else."""

import streamlit as st

st.navigation(
    [
        st.Page("pages/compare_authorities.py", title="Compare authorities", default=True),
        st.Page("pages/about_the_figures.py", title="About the figures"),
    ],
    position="top",
).run()

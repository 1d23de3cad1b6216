"""The screen's front door: lists the pages, nothing else."""

import streamlit as st

HOME = "pages/at_a_glance.py"

st.navigation(
    [
        st.Page(HOME, title="At a glance", url_path="start", default=True),
        st.Page(HOME, title="At a glance", visibility="hidden"),  # the same page at its own address
        st.Page("pages/compare_authorities.py", title="Compare authorities"),
        st.Page("pages/over_time.py", title="Over time"),
        st.Page("pages/ways_of_looking.py", title="Ways of looking"),
        st.Page("pages/one_authority.py", title="One authority"),
        st.Page("pages/send_in_a_return.py", title="Send in a return"),
        st.Page("pages/returns.py", title="Returns"),
        st.Page("pages/about_the_figures.py", title="About the figures"),
    ],
    position="top",
).run()

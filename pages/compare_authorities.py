"""Compare authorities: one metric, one period, all 32 side by side, with what must be said beside them."""

import streamlit as st

from ui import choose, figures, page, show

page.start("Compare authorities")

asked = choose.comparison_asked()
if not asked.areas:
    page.say("Choose at least one authority to see its figures here.")
    st.stop()
show.exhibit(figures.comparison_of(asked), "comparison")

page.finish()

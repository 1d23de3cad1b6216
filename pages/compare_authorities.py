"""Compare authorities: one metric, one period, all 32 side by side, with what must be said beside them."""

from ui import choose, figures, page, show

page.start("Compare authorities")

asked = choose.comparison_asked()
if asked is None:
    page.say("No figures of authorities are held yet. They come with the workbooks of published figures.")
elif asked.areas:
    show.exhibit(figures.comparison_of(asked), "comparison")
else:
    page.say("Choose at least one authority to see its figures here.")

page.finish()

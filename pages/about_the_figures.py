"""About the figures: what each means, where it comes from, what is held and what is not, and whom to ask."""

from ui import choose, figures, page, reference, show

page.start("About the figures")

section = choose.section()
if section == "metrics":
    reference.metric(choose.any_metric())
elif section == "sources":
    reference.sources()
elif section == "held":
    if data_set := choose.data_set():
        show.exhibit(figures.completeness_of(data_set), "held")
    else:
        page.say("No figures of authorities are held yet. They come with the workbooks of published figures.")
elif section == "gaps":
    reference.gaps()
elif section == "revisions":
    reference.revisions()
else:
    reference.dashboard()

page.finish()

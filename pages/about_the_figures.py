"""About the figures: what each means, where it comes from, what is held and what is not, and whom to ask."""

from exhibits import reference
from ui import choose, figures, page, show

page.start("About the figures")

section = choose.section()
if section == "metrics":
    metric = choose.any_metric()
    show.definition(metric.name, reference.definition(metric, figures.series_held(metric.id)))
    show.caveats(reference.caveats_of(metric))
    show.table(reference.all_metrics(figures.periods_held()))
elif section == "sources":
    show.table(reference.all_sources())
    show.table(reference.all_series())
elif section == "held":
    show.exhibit(figures.completeness_of(choose.data_set()), "held")
elif section == "gaps":
    page.say(
        "An evidence gap: nobody has the knowledge. An information need: someone has it and has not passed it on. "
        "Where we do not know which, we say so."
    )
    show.table(reference.gaps())
    show.table(reference.not_held())
elif section == "revisions":
    show.prose("Revisions", [reference.site()["revisions"]["policy"]])
    show.table(figures.returns_table())
    show.table(figures.findings_table())
else:
    show.settings(reference.site())

page.finish()

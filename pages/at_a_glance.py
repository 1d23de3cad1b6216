"""At a glance: what is known about Self-directed Support in Scotland and what is not, by strategic outcome."""

from ui import choose, figures, glance, page, show, tour

page.start("At a glance")

with page.row():
    mine = choose.authority()
    tour.offer()
glance.outcomes(figures.outcomes(), mine)
show.exhibit_if(
    figures.scotland_by_option(),
    "options",
    "No figures for Scotland are held yet. They come with the workbooks of published figures.",
    folded=True,
)
show.exhibit_if(figures.newest_implementation(mine), "implementation", folded=True)
show.exhibit_if(figures.care_experience(choose.SCOTLAND), "experience", folded=True)
show.exhibit_if(figures.coverage(), "coverage", folded=True)
glance.who_could_close()

page.finish()

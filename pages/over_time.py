"""Over time: one metric for chosen authorities and Scotland, or all 32 on one scale; lines stop at every break."""

from ui import choose, figures, page, show

page.start("Over time")

show.exhibit(figures.trend_of(choose.trend_asked()), "trend")

page.finish()

"""Over time: one metric for chosen authorities and Scotland, or all 32 on one scale; lines stop at every break."""

from ui import choose, figures, page, show

page.start("Over time")

asked = choose.trend_asked()
exhibit = figures.trend_of(asked) if asked else None
if exhibit:
    show.exhibit(exhibit, "trend")
elif asked:
    page.say("Choose your authority, or others, to see their figures over time. There are none for Scotland here.")
else:
    page.say("No figures of authorities are held yet. They come with the workbooks of published figures.")

page.finish()

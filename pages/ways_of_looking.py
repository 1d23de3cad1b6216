"""Ways of looking: options by age, one option only, who has support and from whom, and spend beside people."""

from ui import choose, figures, page, show

page.start("Ways of looking")

asked = choose.way_asked()
if asked is None:
    page.say("No figures of this kind are held yet. They come with the workbooks of published figures.")
else:
    show.exhibit_if(
        figures.way_of(asked),
        "way",
        otherwise="No figures of this kind are held of this authority. Choose Scotland, another year or another way.",
    )

page.finish()

"""About the figures: what each means, where it comes from, what is held and what is not."""

from ui import page

page.start("About the figures")
page.finish()

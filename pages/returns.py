"""Returns: every return ever sent in, what became of it, the way back, and every version of a figure."""

from ui import choose, page, returns

page.start("Returns")
with page.row():
    mine = choose.authority()
with page.in_plain_words():
    returns.one(returns.all_of_them(mine))
page.finish()

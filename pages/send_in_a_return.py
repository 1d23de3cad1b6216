"""Send in a return: an authority's own spreadsheet, seen, asked about, confirmed, undone; or what people told it."""

from ui import choose, page, reference, sending

page.start("Send in a return")

if not page.may_send():
    reference.how_to_send()
else:
    with page.row():
        kind, mine = choose.what_to_send()
        reference.template_of(mine)
    if mine:
        sending.of(kind, mine)
    else:
        page.say("Choose your authority above. You can then take its template away, or drop a spreadsheet of figures.")

page.finish()

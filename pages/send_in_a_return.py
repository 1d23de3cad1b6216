"""Send in a return: an authority's own spreadsheet, seen, asked about, confirmed, undone."""

from ui import choose, page, reference, sending

page.start("Send in a return")

if not page.may_send():
    reference.how_to_send()
else:
    with page.row():
        mine = choose.sender()
        reference.template_of(mine)
    if mine:
        sending.files(mine)
    else:
        page.say("Choose your authority above. You can then take its template away, or drop a spreadsheet of figures.")

page.finish()

"""One authority: what is held of it, beside its family group and Scotland, what changed, and what it could send."""

from ui import choose, figures, page, reference, show, telling

page.start("One authority")

mine, family = choose.chosen_authority()
if mine:
    show.exhibit_if(
        figures.authority_of(mine, "support", family),
        "support",
        "No figures of this authority are held yet. They come with the workbooks of published figures.",
        folded=True,
    )
    show.exhibit_if(figures.newest_implementation(mine, family), "family", folded=True)
    show.exhibit_if(figures.authority_of(mine, "experience", family), "experience", folded=True)
    show.exhibit_if(figures.authority_of(mine, "spend", family), "spend", folded=True)
    show.exhibit_if(figures.sent_by(mine), "sent", folded=True)
    show.exhibit_if(figures.held_of_authority(mine), "held", folded=True)
    telling.of_authority(mine)
    reference.everything(mine)
    reference.could_send(mine)
else:
    page.say("Choose your authority above. Its figures, its family group and what it could send then stand here.")

page.finish()

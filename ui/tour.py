"""A short tour of the page in place: offered in one line, walked by keyboard or pointer, gone for good once seen."""

import streamlit as st

STEPS = (
    ("choices", "Choose your authority", "It then follows you through every page, and is in the address you share."),
    (
        "card_options",
        "A card is one figure",
        "Chart, notes and source belong together. Take the whole card into a paper.",
    ),
    (
        "files_options",
        "Take it with you",
        "The picture and the table you save carry every note and the source with them.",
    ),
    (
        "card_coverage",
        "What is not known",
        "Here is where figures are missing. Below it stands who could close each gap.",
    ),
)
_JS = """
const SEEN = "sds-tour-seen";
export default function ({ parentElement, data }) {
  const offer = parentElement.querySelector(".offer");
  const box = parentElement.querySelector(".step");
  const ask = (name) => box.querySelector(name);
  const outline = (on) => {
    document.querySelectorAll(".tour-here").forEach((each) => each.classList.remove("tour-here"));
    const target = on && document.querySelector(`.st-key-${on}`);
    if (!target) return;
    target.classList.add("tour-here");
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  };
  let at = 0;
  const show = () => {
    const [target, title, words] = data.steps[at];
    ask(".title").textContent = `${at + 1} of ${data.steps.length}: ${title}`;
    ask(".words").textContent = words;
    ask(".next").textContent = at + 1 < data.steps.length ? "Next" : "Finish";
    ask(".back").hidden = at === 0;
    outline(target);
  };
  const end = () => {
    try { localStorage.setItem(SEEN, "yes"); } catch { /* a browser that keeps nothing offers the tour again */ }
    offer.hidden = box.hidden = true;
    outline();
  };
  const start = () => { at = 0; offer.hidden = true; box.hidden = false; show(); ask(".next").focus(); };
  let seen = false;
  try { seen = localStorage.getItem(SEEN) === "yes"; } catch { seen = false; }
  offer.hidden = seen || !box.hidden;
  offer.querySelector(".go").onclick = start;
  offer.querySelector(".no").onclick = end;
  ask(".next").onclick = () => { if (at + 1 < data.steps.length) { at += 1; show(); } else end(); };
  ask(".back").onclick = () => { at -= 1; show(); if (at === 0) ask(".next").focus(); };
  ask(".close").onclick = end;
  document.onkeydown = (event) => { if (event.key === "Escape" && !box.hidden) end(); };
}
"""
_HTML = """
<div class="offer" hidden>New here? <button type="button" class="go">Take the one-minute tour</button>
<button type="button" class="no">No, thank you</button></div>
<div class="step" role="dialog" aria-label="Tour of this page" hidden>
<p class="title" aria-live="polite"></p><p class="words" aria-live="polite"></p>
<p><button type="button" class="back">Back</button> <button type="button" class="next">Next</button>
<button type="button" class="close">Close the tour</button></p></div>
"""
_CSS = """
[hidden] { display: none !important; }
.offer, .step { font: 400 .9rem/1.4 var(--st-font); color: var(--st-text-color); }
.step {
  position: fixed; right: 1rem; bottom: 1rem; z-index: 1000; width: min(22rem, calc(100vw - 2rem)); padding: .8rem 1rem;
  background: var(--st-background-color); border: 2px solid var(--st-primary-color); border-radius: 6px;
  box-sizing: border-box;
}
.step p { margin: 0 0 .4rem; }
.title { font-weight: 700; }
button {
  font: inherit; padding: .15rem .7rem; min-height: 1.9rem; cursor: pointer; color: var(--st-text-color);
  background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius);
}
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
@media print { .offer, .step { display: none !important; } }
"""
_component = st.components.v2.component("tour", html=_HTML, css=_CSS, js=_JS)


def offer() -> None:
    """One line that offers the tour, until it has been seen or declined in this browser."""
    _component(data={"steps": STEPS}, key="tour")

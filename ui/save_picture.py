"""A button that saves a chart as an image: the reader's own browser draws it, so no server needs one."""

import streamlit as st

_JS = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  button.onclick = () => document.querySelector(`.st-key-${data.plot} .modebar-btn`)?.click();
}
"""
_CSS = """
button {
  font: 400 .875rem/1.6 var(--st-font); padding: .25rem .75rem; min-height: 2.3rem; cursor: pointer;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius);
}
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
"""
_component = st.components.v2.component(
    "save_picture", html="<button type='button'>Save picture (PNG)</button>\n", css=_CSS, js=_JS
)


def button(plot: str, key: str) -> None:
    """The button for the chart inside the container whose key is `plot`."""
    _component(data={"plot": plot}, key=key)

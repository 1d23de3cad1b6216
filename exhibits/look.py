"""The one look of every chart: type, colours, marks. Contrast is tested; no mark is told by colour alone.

Colours are the Government Analysis Function's categorical palette.
"""

FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
INK = "#0b0c0c"
SOFT_INK = "#4a5257"
PAPER = "#ffffff"
GRID = "#d9dcde"
BLUE = "#12436D"
OPTIONS = {"1": "#12436D", "2": "#28A197", "3": "#801650", "4": "#F46A25", "any": "#3D3D3D", "mixed": "#F46A25"}
STEPS = ("#e8f0f6", "#bcd2e3", "#7fa8c9", "#3d78a8", "#12436D")

HATCH = {"carried_forward": "/", "estimated": "."}


def colour(breakdown: dict[str, str]) -> str:
    """The colour of a figure: options keep theirs on every page, all else is blue."""
    return OPTIONS.get(breakdown.get("option", ""), BLUE)


def layout(**more: object) -> dict[str, object]:
    """The layout every chart starts from: light ground, our type, no animation, no zooming by accident."""
    return {
        "font": {"family": FONT, "size": 12, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": INK, "font": {"family": FONT, "size": 13, "color": INK}},
        "separators": ".,",
        **more,
    }


def luminance(hex_colour: str) -> float:
    """Relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    channels = [int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def step(value: float, low: float, high: float) -> str:
    """The shade of a value between low and high, in the five steps of one hue: more is darker, not better."""
    place = (value - low) / (high - low) if high > low else 1
    return STEPS[min(int(place * len(STEPS)), len(STEPS) - 1)]


def ink_on(ground: str) -> str:
    """Dark or light type, whichever reads better on a ground."""
    return INK if contrast(INK, ground) >= contrast(PAPER, ground) else PAPER

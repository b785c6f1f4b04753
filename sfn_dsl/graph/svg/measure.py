"""How wide text is, and where it breaks."""

from __future__ import annotations

import unicodedata
from typing import Final

# Of Helvetica, in thousandths of the font's size, from the space to the tilde: Adobe's font
# metrics. Arial, Liberation Sans and Arimo have the same.
_WIDTHS: Final = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556),
    *(1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778),
    *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556),
    *(333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556),
    *(556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
)
_FIRST: Final = 32
_BOLD: Final = 1.08  # Helvetica Bold is up to this much wider in the mean of a line
_OTHER: Final = 700
_WIDE: Final = 1000


def text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """The width of a line in pixels; of what the table has not, rather too much than too little."""
    width = sum(map(_width, text)) * size / 1000
    return width * _BOLD if is_bold else width


def _width(character: str) -> int:
    place = ord(character) - _FIRST
    if 0 <= place < len(_WIDTHS):
        return _WIDTHS[place]
    if unicodedata.combining(character):
        return 0
    is_wide = unicodedata.east_asian_width(character) in "WF"
    return _WIDE if is_wide else _OTHER


def wrapped(text: str, most: int, lines: int) -> list[str]:
    """Text in lines of about so many characters, broken at spaces or, if need be, in words.

    What does not fit in so many lines is left out, and an ellipsis says so.
    """
    found: list[str] = []
    rest = text.strip()
    while rest and len(found) < lines:
        cut = len(rest) if len(rest) <= most else _break(rest, most)
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest:
        found[-1] = f"{found[-1][: most - 1]}…"
    return found


def _break(text: str, most: int) -> int:
    """Where a line ends: after the last space, or the last sign that names are joined by."""
    space = text.rfind(" ", 0, most + 1)
    if space > most // 2:
        return space
    joint = max(text.rfind(sign, 0, most) for sign in "-_.:/")
    if joint > most // 2:
        return joint + 1
    humps = [at for at in range(most // 2, most) if text[at].isupper() and text[at - 1].islower()]
    return humps[-1] if humps else most

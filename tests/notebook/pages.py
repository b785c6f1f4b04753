"""What an output of a notebook may consist of, read as strictly as XML is."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree

ELEMENTS: Final = frozenset(
    {
        *("div", "p", "strong", "em", "pre", "br", "ul", "li", "details", "summary"),
        *("table", "thead", "tbody", "tr", "th", "td"),
        *("svg", "title", "desc", "style", "g", "rect", "path", "text"),
    }
)
ATTRIBUTES: Final = frozenset(
    {
        *("style", "scope", "class", "id", "role", "aria-labelledby", "width", "height", "viewBox"),
        *("x", "y", "rx", "d", "textLength", "lengthAdjust", "data-pointer"),
    }
)


def elements(markup: str) -> list[ElementTree.Element]:
    """All elements of an output; nothing in it does anything, and it refers to nothing."""
    found = list(ElementTree.fromstring(markup).iter())  # noqa: S314  # it is what we have written
    for element in found:
        assert element.tag.rpartition("}")[2] in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
        assert "url(" not in element.get("style", "")
    for sheet in texts(found, "style"):
        assert "url(" not in sheet
        assert "@import" not in sheet
    return found


def texts(found: list[ElementTree.Element], tag: str) -> list[str]:
    """The texts of the elements with a tag."""
    own = (element for element in found if element.tag.rpartition("}")[2] == tag)
    return ["".join(element.itertext()) for element in own]

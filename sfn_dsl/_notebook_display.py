"""Values that notebooks display as pictures and pages.

`sfn_dsl.notebook` imports the classes that it displays, so they cannot import it. They import it by
name when a notebook asks for a display, so that nothing else loads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

_NOTEBOOK = f"{__name__.partition('.')[0]}.notebook"


class NotebookDisplay:
    """A value that a notebook displays as a picture or a page, by IPython's protocol.

    None of these methods raises: what cannot be displayed is described. ``repr()`` stays as it is.
    """

    __slots__ = ()

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, str]:
        bundle: dict[str, str] = import_module(_NOTEBOOK).bundle(self, include, exclude)
        return bundle

    def _repr_html_(self) -> str | None:
        return _one_form(self, "text/html")

    def _repr_svg_(self) -> str | None:
        return _one_form(self, "image/svg+xml")


def _one_form(value: NotebookDisplay, form: str) -> str | None:
    text: str | None = import_module(_NOTEBOOK).one_form(value, form)
    return text


def error_lines(error: Exception) -> list[str]:
    """An error as IPython displays it: with the author's line instead of the stack."""
    lines: list[str] = import_module(_NOTEBOOK).error_lines(error)
    return lines

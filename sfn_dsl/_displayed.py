"""What makes a value show itself in notebooks.

Pictures and pages are drawn from everything else, so the module that draws them imports the classes
that it shows, and these cannot import it. They name it instead, when a notebook asks: importing a
class, or using it anywhere else, loads nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

_SHOWING = f"{__name__.partition('.')[0]}.notebook"


class Displayed:
    """A value that a notebook shows as a picture or a page, by the protocol of IPython.

    None of these raises. What cannot be shown is told in words, and ``repr()`` is never changed.
    """

    __slots__ = ()

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, str]:
        bundle: dict[str, str] = import_module(_SHOWING).bundle(self, include, exclude)
        return bundle

    def _repr_html_(self) -> str | None:
        return self._only("text/html")

    def _repr_svg_(self) -> str | None:
        return self._only("image/svg+xml")

    def _only(self, form: str) -> str | None:
        return self._repr_mimebundle_([form]).get(form)


def error_lines(error: Exception) -> list[str]:
    """An error as IPython shows it, by its protocol: the author's line instead of the stack."""
    lines: list[str] = import_module(_SHOWING).error_lines(error)
    return lines

"""What a page is."""

from __future__ import annotations

import attrs


@attrs.frozen
class Page:
    """The documentation of one code.

    ``name`` is short and hyphenated, ``title`` the sentence that should hold. ``text`` is the rest:
    why, and what is Bad and Good, in indented blocks after ``Bad::`` and ``Good::``. A JSON block
    is a definition, a Python block a whole file, a block of ``$ sfn`` commands what is typed.
    """

    code: str
    name: str
    title: str
    text: str

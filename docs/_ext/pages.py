"""What makes pages of plain Markdown a site, so that they read the same on a forge.

An ``index.md`` lists the pages of its folder as links; these links are also its part of the
navigation. A fenced block may be named after its language (``python orders.py``); the name is shown
above it.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from sphinx.application import Sphinx

_FENCED = re.compile(r"^```(\w+) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# A link that begins an item of a list or a row of a table.
_LISTED = re.compile(r"^(?:\*|\||\d\.) \[[^\]]*\]\(([\w./-]+)\.(?:md|rst)\)", re.MULTILINE)

# So many pages that a list of all of them is of no use beside each.
_CODES = "reference/rules/"

_PARAMETERS = re.compile(r'<dl>\n((?:<dd><em class="sig-param">.*</dd>\n)+)</dl>')
_PARAMETER = re.compile(r"<dd>(.*)</dd>")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the changes to what Sphinx reads, and to what it shows beside each page."""
    app.connect("source-read", _prepared)
    app.connect("html-page-context", _short_navigation, priority=400)  # the theme uses it at 500
    app.connect("html-page-context", _no_list_in_signatures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _prepared(_: Sphinx, page: str, source: list[str]) -> None:
    text = _FENCED.sub(r"```{code-block} \1\n:caption: \2\n\n\3```", source[0])
    if PurePosixPath(page).name == "index":
        text += _contents(text)
    source[0] = text


def _contents(index: str) -> str:
    """The pages that an index lists: of its own folder, and the indices of the folders in it."""
    targets = dict.fromkeys(_LISTED.findall(index))
    own = [each for each in targets if "/" not in each or re.fullmatch(r"\w[\w-]*/index", each)]
    return "\n".join(["\n\n```{toctree}", ":hidden:", "", *own, "```", ""])


def _short_navigation(
    _: Sphinx, page: str, template: str, context: dict[str, Any], tree: object
) -> None:
    """Open only the part of the navigation that a page is in, and never the list of all codes.

    Otherwise 140 codes would be on every page, and writing them would take half of the build.
    """
    whole = context.get("toctree")
    if whole:
        short = {"collapse": True, "maxdepth": 2 if page.startswith(_CODES) else -1}
        context["toctree"] = lambda **options: whole(**(options | short))


def _no_list_in_signatures(
    _: Sphinx, page: str, template: str, context: dict[str, Any], tree: object
) -> None:
    """Show the parameters of a long signature in lines.

    Sphinx writes them as a list of descriptions that lacks what they describe, which is odd to
    listen to.
    """
    context["body"] = _PARAMETERS.sub(
        lambda found: _PARAMETER.sub(r'<span class="parameter">\1</span>', found[1]),
        context.get("body", ""),
    )

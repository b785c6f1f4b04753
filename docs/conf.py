"""How Sphinx makes the site of these pages; `make docs` runs it."""

from __future__ import annotations

import sys
from pathlib import Path

from sfn_dsl import __version__

sys.path.insert(0, str(Path(__file__).parent / "_site"))

project = "sfn_dsl"
author = "The authors of sfn_dsl"
version = release = __version__
language = "en"
smartquotes = False  # --canary is an option, and not a dash

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "pages",  # _site/pages.py
]
exclude_patterns = ["_site"]
myst_heading_anchors = 4  # as on a forge, so that links to headings lead somewhere on both

# The reference of Python names: names as an author imports them, in the order of the source.
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
napoleon_numpy_docstring = False
# Nothing is loaded from elsewhere: names of Python and of other packages have no page to link to.
nitpicky = True  # a name without an entry is a mistake
nitpick_ignore_regex = [("py:.*", r"(?!sfn_dsl\b).*")]

html_theme = "furo"
html_title = "sfn_dsl"
html_static_path = ["_site/static"]
html_favicon = "_site/static/icon.svg"
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False

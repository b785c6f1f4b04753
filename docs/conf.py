"""How Sphinx makes the site of these pages; `make docs` runs it."""

from __future__ import annotations

import sys
from pathlib import Path

from sfn_dsl import __version__

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "sfn_dsl"
author = "The authors of sfn_dsl"
version = release = __version__
language = "en"
smartquotes = False  # --canary is an option, and not a dash

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "api_reference",  # _ext/api_reference.py
    "pages",  # _ext/pages.py
]
exclude_patterns = ["_ext", "_static"]
myst_heading_anchors = 4  # as on a forge, so that links to headings lead somewhere on both

# The reference of Python names: as an author imports them, in the order of the source. `Name` in a
# docstring is a link, and one that leads nowhere fails.
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}
napoleon_numpy_docstring = False
napoleon_use_ivar = True
python_maximum_signature_line_length = 90
default_role = "py:obj"
# Nothing is loaded from elsewhere: names of Python and of other packages have no page to link to.
# Some attributes of results hold values that are internal.
nitpicky = True  # a name without an entry is a mistake
nitpick_ignore_regex = [
    ("py:.*", r"(boto3|collections\.abc|datetime|os|pathlib|typing)\..*"),
    ("py:.*", r"(str|int|float|bool|bytes|object|dict|list|tuple|frozenset|type|None|optional)"),
    ("py:.*", r"(Any|Callable|Iterable|Iterator|Literal|Mapping|Sequence)"),
    ("py:.*", r"(AbstractContextManager|CellCode|CodeType|PathLike|datetime|timedelta|.*\._Kind)"),
    ("py:.*", r"(Exception|TypeError|ValueError)"),
    ("py:.*", r"(Actual|Built|Deployable|Desired|Fingerprint|Mistake|Source)"),
    ("py:.*", r"(Graph|Overlay)"),
    ("py:.*", r"(Delegated|Excess|Note|Permission|RequiredAccess|TemplateFacts|Unknown|ValueKind)"),
]

html_theme = "furo"
html_title = "sfn_dsl"
html_static_path = ["_static"]
html_favicon = "_static/icon.svg"
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False

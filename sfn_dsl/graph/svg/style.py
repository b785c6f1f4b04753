"""How pictures look, in light and in dark: every text at least 4.5 to 1 against its ground."""

from __future__ import annotations

from typing import Final

from sfn_dsl.graph.overlay import SIGNS

LIGHT: Final = """{--ground:#fff;--box:#fff;--line:#545b64;--text:#16191f;--soft:#545b64;
--added:#116329;--removed:#b3261e;--changed:#7a4d00;--error:#b3261e;--warning:#7a4d00;
--info:#0550ae;--reached:#116329;--missed:#5c6570}"""
DARK: Final = """{--ground:#0f141a;--box:#1b232d;--line:#a4abb3;--text:#f2f3f3;
--soft:#b6bec9;--added:#56d364;--removed:#ff8f87;--changed:#e3b341;--error:#ff8f87;--warning:#e3b341;
--info:#79c0ff;--reached:#56d364;--missed:#9aa4ae}"""

_RULES: Final = """
.sfn text{font-family:Helvetica,Arial,"Liberation Sans",Arimo,sans-serif;text-anchor:middle;
fill:var(--text)}
.sfn .ground{fill:var(--ground)}
.sfn .name{font-size:13px;font-weight:bold}
.sfn .detail,.sfn .label,.sfn .warning,.sfn .mark{font-size:11px}
.sfn text.detail,.sfn text.label{fill:var(--soft)}
.sfn .mark{font-weight:bold}
.sfn text.warning{font-style:italic}
.sfn text.legend{font-size:12px;text-anchor:start}
.sfn rect{fill:var(--box);stroke:var(--line);stroke-width:1.2}
.sfn rect.ground{stroke:none;fill:var(--ground)}
.sfn rect.branch{fill:none;stroke-width:.8;stroke-dasharray:2 3}
.sfn .stub rect{fill:none;stroke:none}
.sfn .stub text{font-style:italic}
.sfn .container rect{fill:none;stroke-dasharray:6 4}
.sfn .unreachable rect{stroke-dasharray:1 3;stroke-width:2}
.sfn .edge path{fill:none;stroke:var(--line);stroke-width:1.2}
.sfn .catch path{stroke-dasharray:5 4}
.sfn .edge .arrow{fill:var(--line);stroke-dasharray:none}
""" + "\n".join(
    f".sfn .{kind} rect,.sfn .{kind} path{{stroke:var(--{kind});stroke-width:{width}}}"
    f".sfn .{kind} .arrow{{fill:var(--{kind})}}"
    f".sfn text.{kind},.sfn .{kind} .mark{{fill:var(--{kind})}}"
    for kind, width in ((kind, 1.2 if kind == "missed" else 2.2) for kind in SIGNS)
)

STYLE: Final = f"\n.sfn{LIGHT}\n@media(prefers-color-scheme:dark){{.sfn{DARK}}}{_RULES}"
"""The rules of a picture. Each begins with its class, and so holds for nothing else of a page."""

# What JupyterLab, VS Code, Colab and marimo put around all that a notebook shows, by its theme.
_THEMES: Final = (
    (DARK, ('[data-jp-theme-light="false"]', ".vscode-dark", '[theme="dark"]', ".dark")),
    (LIGHT, ('[data-jp-theme-light="true"]', ".vscode-light", '[theme="light"]', ".light")),
)


def in_notebook(name: str) -> str:
    """The rules for the one picture whose class is `name`, by the theme that the notebook has.

    A notebook's theme may be another one than that of the system, which a media query asks.
    """
    themes = "\n".join(
        f"{','.join(f'{theme} .sfn' for theme in selectors)}{colours}"
        for colours, selectors in _THEMES
    )
    return f"{STYLE}\n{themes}".replace(".sfn", f".{name}")

"""An output in the MIME types that a notebook accepts, by IPython's protocol.

Nothing here raises, as a notebook would show a stack in place of the output. For a workflow that
cannot be built its error is shown, and what is too large for a notebook says so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import count
from types import CodeType
from typing import Final

from sfn_dsl.counting import counted
from sfn_dsl.definition.text import in_lines
from sfn_dsl.drawing import Drawing
from sfn_dsl.errors import SfnError
from sfn_dsl.notebook import html
from sfn_dsl.notebook.errors import error_text
from sfn_dsl.notebook.html import Html
from sfn_dsl.notebook.output import Output

PLAIN: Final = "text/plain"
HTML: Final = "text/html"
SVG: Final = "image/svg+xml"

MOST_STATES: Final = 300
"""The most states of a picture in a notebook, which is kept in the notebook's file twice."""

_MOST_LINES: Final = 400
_NUMBERS = count(1)

# What the last bundle lacks.
_lacking: list[tuple[object, str]] = []


def bundle(
    value: object, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
) -> dict[str, str]:
    """What is shown of a value, by MIME type; ``text/plain`` is always there to fall back to.

    ``include`` are the types that are asked for, all if there are none; ``exclude`` are those that
    are not.
    """
    forms = _asked_for(include, exclude)
    try:
        found = {PLAIN: repr(value)} if forms <= {PLAIN} else _forms(value, forms)
        # A half of a surrogate pair cannot be sent to the notebook.
        made = {
            form: text.encode(errors="backslashreplace").decode() for form, text in found.items()
        }
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # whatever is odd, the notebook goes on
        made = {PLAIN: f"{type(value).__name__}, which cannot be shown: {type(error).__name__}"}
    # A terminal would follow what is in it.
    made[PLAIN] = in_lines(html.beginning(made[PLAIN]).split("\n"))[:-1]
    _lacking[:] = [(value, form) for form in forms if form not in made]
    return made


def one_form(value: object, form: str) -> str | None:
    """What is shown of a value in one form, None if there is none.

    IPython asks for each form that a bundle lacks once more. A function of the author's is not run
    again for that.
    """
    for each in _lacking:
        if each[0] is value and each[1] == form:
            _lacking.remove(each)
            return None
    return bundle(value, [form]).get(form)


def _asked_for(include: Iterable[str] | None, exclude: Iterable[str] | None) -> set[str]:
    known = set(include or ()) & {PLAIN, HTML, SVG} or _taken()
    return (known - set(exclude or ())) | {PLAIN}


def _taken() -> set[str]:
    """What the shell takes: IPython in a terminal has no use for pictures, and says so."""
    ipython = sys.modules.get("IPython")
    try:
        shell = ipython.get_ipython() if ipython is not None else None
        taken = set(shell.display_formatter.active_types) if shell is not None else set()
    except Exception:  # another IPython than those known
        taken = set()
    return taken & {PLAIN, HTML, SVG} or {PLAIN, HTML, SVG}


def _forms(value: object, forms: set[str]) -> dict[str, str]:
    output = _output_of(value)
    svg, why = _svg(output.drawing)
    found = {PLAIN: _plain(value, output, why)}
    if HTML in forms:
        found[HTML] = html.box([*output.before, *_picture(output.drawing, svg, why), *output.after])
    if SVG in forms and svg:
        found[SVG] = svg
    return found


def _output_of(value: object) -> Output:
    """The output for a value, or for the error if it cannot be built."""
    # What shows executions and deployments is only loaded for these.
    try:
        if _is_of(value, "deployment", "iam"):
            from sfn_dsl.notebook import deployments

            return deployments.output_of(value)
        if _is_of(value, "simulation"):
            from sfn_dsl.notebook import executions

            return executions.output_of(value)
        from sfn_dsl.notebook import definitions

        return definitions.output_of(value)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a function of the author's may raise anything
        words = error_text(error, _file_of(value))
        head = html.heading(repr(value), "cannot be built:")
        return Output([head, html.lines(words)], words=words)


def _file_of(value: object) -> str:
    """The file of an author's function, as Python calls it, "" for another value."""
    code = getattr(getattr(value, "function", None), "__code__", None)
    return code.co_filename if isinstance(code, CodeType) else ""


def _is_of(value: object, *packages: str) -> bool:
    package = __name__.partition(".")[0]
    modules = [kind.__module__.split(".") for kind in type(value).__mro__]
    return any(len(m) > 1 and m[0] == package and m[1] in packages for m in modules)


def _svg(drawing: Drawing | None) -> tuple[str, str]:
    """A picture as SVG, or "" and why there is none."""
    if drawing is None:
        return "", ""
    if drawing.states > MOST_STATES:
        why = f"{counted(drawing.states, 'state')}, and more than {MOST_STATES} are not drawn here"
        return "", f"{why}; write sfn_dsl.draw(...).save('graph.svg')"
    from sfn_dsl.graph.svg import as_svg

    try:
        return as_svg(drawing.graph, drawing.overlay, number=next(_NUMBERS)), ""
    except SfnError as error:
        return "", f"no picture: {error}"


def _picture(drawing: Drawing | None, svg: str, why: str) -> Iterable[Html]:
    if svg:
        yield Html(svg)
    elif drawing is not None:
        yield html.note(why)
        yield html.lines(_first_lines(drawing.text))


def _plain(value: object, output: Output, why: str) -> str:
    parts = [repr(value), output.words.rstrip("\n")]
    if output.drawing is not None and why:
        parts += [why, _first_lines(output.drawing.text)]
    return "\n\n".join(filter(None, parts))


def _first_lines(text: str) -> str:
    lines = text.rstrip("\n").split("\n")
    more = [f"… ({len(lines) - _MOST_LINES} more lines)"] if len(lines) > _MOST_LINES else []
    return "\n".join([*lines[:_MOST_LINES], *more])

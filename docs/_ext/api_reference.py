"""What the Python API needs beyond autodoc: names and signatures as authors of workflows know them.

Names are imported from `sfn_dsl`, and live elsewhere; annotations name them without a module, so a
link goes to whatever is documented under the last part of a name. A signature shows what a caller
may write, and for values that only the tools make none at all.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from types import UnionType
from typing import Any, Final, ForwardRef, Literal, Union, get_origin

import attrs
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

# The modules that authors import from; of anything else only the name is shown.
_PUBLIC: Final = re.compile(
    r"sfn_dsl(\.(tasks(\.\w+)?|testing|distributed|intrinsics|comparison))?"
)
_INTERNAL: Final = re.compile(r"sfn_dsl\.tasks\.service")
# Types that have an entry of their own; other names of types are written out.
_TYPES: Final = {
    *("Anything", "Buildable", "Change", "Computed", "Expression", "Number", "OnProgress", "Step"),
    "Text",
}
_OF_TYPES: Final = ("class", "exc")
_KINDS_OF_TYPES: Final = ("class", "exception", "type")
# What only this package writes itself.
_INTERNAL_TYPES: Final = re.compile(r" \| (?:Unset|Integration)\b|\bUnset \| ")
_SECTION: Final = re.compile(r"\s*\(ASL\s+reference,\s+sections?\s[^()]*\)")
_MODULES: Final = re.compile(r"\b(?:\w+\.)+(?=\w)")
_ARGUMENTS: Final = re.compile(r"^ *Args:$", re.MULTILINE)
_ENTRY: Final = re.compile(r"^ {4}(\w+): (?=\S)")
_LONGEST_DEFAULT: Final = 30

_Names = Mapping[str, str]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the changes to names, signatures and descriptions."""
    app.connect("autodoc-process-signature", _signature)
    # napoleon has the priority 500
    app.connect("autodoc-process-docstring", _without_sections, priority=300)
    app.connect("autodoc-process-docstring", _typed_attributes, priority=400)
    app.connect("autodoc-process-bases", _public_bases)
    app.connect("autodoc-skip-member", _skip)
    app.connect("object-description-transform", _without_internal_modules)
    app.connect("doctree-read", _in_plain_words)
    app.connect("missing-reference", _by_last_part)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


class _Shown:
    """Text in a signature, without the quotes that a string would have there."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def _signature(
    _: Sphinx, what: str, name: str, value: Any, options: Any, signature: str | None, returns: str
) -> tuple[str, str | None] | None:
    if signature is None:
        return None
    is_class = what in ("class", "exception")
    if is_class and _ARGUMENTS.search(value.__doc__ or "") is None:
        return "", None
    try:
        found = inspect.signature(value)
    except (TypeError, ValueError):
        return None
    names = _written_out(value)
    parameters = [_parameter(one, names) for one in found.parameters.values() if one.name != "self"]
    shown = str(found.replace(parameters=parameters, return_annotation=found.empty))
    returned = found.return_annotation
    if is_class or returned is found.empty:
        return shown, None
    return shown, _annotation(returned, names).text


def _parameter(parameter: inspect.Parameter, names: _Names) -> inspect.Parameter:
    default, annotation = parameter.default, parameter.annotation
    if default is not parameter.empty:
        default = _Shown(_default(default))
    if annotation is not parameter.empty:
        annotation = _annotation(annotation, names)
    return parameter.replace(default=default, annotation=annotation)


def _default(value: object) -> str:
    if value is attrs.NOTHING or callable(value):
        return "..."
    shown = repr(value)
    return shown if len(shown) <= _LONGEST_DEFAULT else f"{type(value).__name__}(...)"


def _annotation(annotation: object, names: _Names) -> _Shown:
    if isinstance(annotation, ForwardRef):
        annotation = annotation.__forward_arg__
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    text = re.sub(r"Unpack\[(\w+)\]", r"\1", text)
    for name, meant in names.items():
        text = re.sub(rf"(?<![\w.]){name}\b", meant, text)
    return _Shown(_INTERNAL_TYPES.sub("", text))


def _written_out(value: Any) -> _Names:
    """What the names of literals and unions in a module stand for."""
    module = sys.modules.get(getattr(value, "__module__", None) or "")
    return {
        name: _MODULES.sub("", str(found)).replace("'", '"')
        for name, found in vars(module).items()
        if name not in _TYPES and get_origin(found) in (Callable, Literal, Union, UnionType)
    }


def _without_sections(
    _: Sphinx, what: str, name: str, value: Any, options: Any, lines: list[str]
) -> None:
    """Leave out where a fact was taken from, which is for those who change the code."""
    lines[:] = _SECTION.sub("", "\n".join(lines)).split("\n")


def _typed_attributes(
    _: Sphinx, what: str, name: str, value: Any, options: Any, lines: list[str]
) -> None:
    """Give attributes the types of their annotations, which no signature shows."""
    if what not in ("class", "exception") or "Attributes:" not in lines:
        return
    start = lines.index("Attributes:")
    end = next((n for n in range(start + 1, len(lines)) if lines[n][:1].strip()), len(lines))
    types = dict(_annotations(value))
    fields: list[str] = []
    for line in lines[start + 1 : end]:
        if entry := _ENTRY.match(line):
            if entry[1] in types:
                fields.append(f":vartype {entry[1]}: {types[entry[1]]}")
            line = _ENTRY.sub(f":ivar {entry[1]}: ", line)
        fields.append(line)
    lines[start:end] = [*fields, ""]


def _annotations(value: type) -> Iterator[tuple[str, str]]:
    for kind in reversed(value.__mro__):
        names = _written_out(kind)
        for name, annotation in vars(kind).get("__annotations__", {}).items():
            yield name, _annotation(annotation, names).text


def _public_bases(_: Sphinx, name: str, value: Any, options: Any, bases: list[Any]) -> None:
    """Leave out a base without a public name, and show its own bases in its place."""
    for base in list(bases):
        if getattr(base, "__name__", "").startswith("_"):
            bases[bases.index(base) : bases.index(base) + 1] = base.__bases__


def _skip(_: Sphinx, what: str, name: str, value: Any, skipped: bool, options: Any) -> bool | None:
    """Leave out the descriptors of slots and the fields of tuples, which the class describes."""
    if what == "module" and isinstance(value, type):
        return True  # what a module of functions imports
    if what != "class" or skipped:
        return None
    is_shown = inspect.isroutine(value) or isinstance(value, (property, str, Enum))
    return None if is_shown else True


def _without_internal_modules(
    _: Sphinx, domain: str, kind: str, content: addnodes.desc_content
) -> None:
    """Show the module of a name only where authors import from it."""
    if domain != "py" or not isinstance(content.parent, addnodes.desc):
        return
    for signature in content.parent.findall(addnodes.desc_signature):
        module = signature.get("module") or ""
        is_public = _PUBLIC.fullmatch(module) and not _INTERNAL.fullmatch(module)
        is_public = is_public and kind != "type"  # aliases, which nothing offers
        for added in list(signature.findall(addnodes.desc_addname)) if not is_public else ():
            added.parent.remove(added)


def _in_plain_words(_: Sphinx, document: nodes.document) -> None:
    """Write "Attributes" for "Variables", and the dash that Sphinx leaves to its smart quotes."""
    for text in list(document.findall(nodes.Text)):
        if text == " -- ":
            text.parent.replace(text, nodes.Text(" \N{EN DASH} "))
        elif text == "Variables" and isinstance(text.parent, nodes.field_name):
            text.parent.replace(text, nodes.Text("Attributes"))


def _by_last_part(
    app: Sphinx,
    environment: BuildEnvironment,
    node: addnodes.pending_xref,
    content: nodes.TextElement,
) -> nodes.Node | None:
    """Link a name to what is documented under its last part, the nearest to `sfn_dsl` first.

    An attribute has no entry of its own; its link goes to that of its class.
    """
    if node.get("refdomain") != "py":
        return None
    known: Mapping[str, Any] = environment.domains["py"].data["objects"]
    if node.get("reftype") in _OF_TYPES:
        known = {name: each for name, each in known.items() if each.objtype in _KINDS_OF_TYPES}
    target = str(node["reftarget"]).lstrip(".~")
    owner, _, last = target.rpartition(".")
    for ending in filter(None, (target, last, owner)):
        names = [name for name in known if name == ending or name.endswith(f".{ending}")]
        if names:
            name = min(names, key=lambda each: (each.count("."), each))
            page, place = known[name].docname, known[name].node_id
            return make_refnode(app.builder, node["refdoc"], page, place, [content], name)
    return None

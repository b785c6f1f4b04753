"""Building what was written, before anybody gets it.

Where the authoring model has no way to write a part of a definition, the source would not load, or
would make another document. Neither may pass for an import.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sfn_dsl._unset import UNSET
from sfn_dsl.compiler import compile_machine
from sfn_dsl.definition.pointers import child, tokens
from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.placeholders import Unquoted, UnquotedInYaml
from sfn_dsl.importer.context import UnsupportedFieldError
from sfn_dsl.importer.workflow import Deployable
from sfn_dsl.model.machine import StateMachine
from sfn_dsl.model.settings import SETTINGS, TYPE
from sfn_dsl.model.target import Target
from sfn_dsl.model.workflow import WorkflowBuilder

_FILE: Final = "<imported>"
_STATEMENTS: Final = (ast.Expr, ast.ImportFrom, ast.Assign, ast.FunctionDef)
# What an import writes: names, calls of them, literals, and the operators of conditions and chains.
_NODES: Final = (
    *(ast.Module, *_STATEMENTS, ast.Return, ast.arguments, ast.arg, ast.alias, ast.keyword),
    *(ast.Call, ast.Name, ast.Attribute, ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Starred),
    *(ast.BinOp, ast.UnaryOp, ast.Compare, ast.operator, ast.unaryop, ast.cmpop, ast.expr_context),
)


def verify(
    source: str, document: Any, deployable: Deployable | None, places: Mapping[str, str]
) -> None:
    """Build a source and compare it with the document that it was written for.

    ``places`` has the JSON pointer of what each variable of the source holds. Raises
    UnsupportedFieldError, with the pointer, for a source that does not build, and for one that
    makes another document or workflow.
    """
    tree = ast.parse(source, _FILE)
    try:
        names = _run(tree)
        built = compile_machine(_machine(names)).document
        workflow = _workflow(names, deployable) if deployable is not None else None
    except (AuthoringError, TypeError) as error:
        said = error.message if isinstance(error, AuthoringError) else str(error)
        raise UnsupportedFieldError(_pointer(tree, error, places), said) from error
    for pointer in differences(document, built):
        raise UnsupportedFieldError(pointer, _why_not(_value_at(document, pointer)))
    if deployable is not None:
        _compare_settings(deployable, workflow)


def _compare_settings(deployable: Deployable, workflow: Any) -> None:
    expected = {"name": deployable.name, "role": deployable.role, **deployable.settings}
    for setting in ("name", *(each.name for each in SETTINGS)):
        found = getattr(workflow, setting)
        default = UNSET if setting != "type" else TYPE.default
        if found != expected.get(setting, default):
            raise UnsupportedFieldError("", f"the workflow's {setting} would become {found!r}")


def differences(document: Any, built: Any) -> Iterator[str]:
    """The pointers at which two documents differ; 2 and 2.0 do not, 1 and true do.

    So do a placeholder in quotes and one outside them, which are different text.
    """
    pending = [("", document, built)]
    while pending:
        pointer, one, other = pending.pop()
        if isinstance(one, dict) and isinstance(other, dict):
            missing = one.keys() ^ other.keys()
            yield from (child(pointer, key) for key in [*one, *other] if key in missing)
            pending += [(child(pointer, k), one[k], other[k]) for k in one if k in other][::-1]
        elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
            pairs = enumerate(zip(one, other, strict=True))
            pending += [(child(pointer, index), a, b) for index, (a, b) in pairs][::-1]
        elif one != other or _is_of_another_kind(one, other):
            yield pointer


# What Python takes for equal to values of other kinds.
_KINDS: Final = (bool, Unquoted)


def _is_of_another_kind(one: Any, other: Any) -> bool:
    if isinstance(one, UnquotedInYaml):
        return False  # it is a number or text, as the field takes it
    return any(isinstance(one, kind) is not isinstance(other, kind) for kind in _KINDS)


def _value_at(document: Any, pointer: str) -> Any:
    value = document
    for token in tokens(pointer):
        value = value[int(token)] if isinstance(value, list) else value.get(token)
    return value


def _why_not(value: Any) -> str:
    if isinstance(value, Unquoted):
        return f'a string is needed here; write the placeholder in quotes, "{value}"'
    return "the authoring model would write something else here; simplify it"


def _run(tree: ast.Module) -> dict[str, Any]:
    """The names that the source defines. It was written here, and holds only what is listed.

    The definition is data that a stranger may have written, so this does not rely on each of its
    texts having been quoted: names are those of `sfn_dsl` and of the source itself.
    """
    known = {"target"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            known |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            known.add(node.id)
    if not all(isinstance(node, _STATEMENTS) for node in tree.body) or not all(
        _is_expected(node, known) for node in ast.walk(tree)
    ):
        raise AssertionError("an import writes imports, assignments and one function only")
    names: dict[str, Any] = {"__name__": _FILE}
    exec(compile(tree, _FILE, "exec", dont_inherit=True), names)  # noqa: S102 - see above
    return names


def _is_expected(node: ast.AST, known: set[str]) -> bool:
    if isinstance(node, ast.ImportFrom):
        module = node.module or ""
        return module == "__future__" or module.partition(".")[0] == "sfn_dsl"
    if isinstance(node, ast.Name):
        return node.id in known or not isinstance(node.ctx, ast.Load)
    if isinstance(node, ast.Attribute):
        return not node.attr.startswith("_")
    return isinstance(node, _NODES)


def _machine(names: Mapping[str, Any]) -> StateMachine:
    machine = names["machine"]
    assert isinstance(machine, StateMachine)  # noqa: S101 - what the source calls so
    return machine


def _workflow(names: Mapping[str, Any], deployable: Deployable) -> Any:
    (builder,) = (value for value in names.values() if isinstance(value, WorkflowBuilder))
    return builder(deployable.place or Target())


def _pointer(tree: ast.Module, error: BaseException, places: Mapping[str, str]) -> str:
    """The pointer of what the statement makes that an error came from."""
    line = _line(error)
    for node in tree.body:
        if isinstance(node, ast.Assign) and node.lineno <= line <= (node.end_lineno or 0):
            (target,) = node.targets
            return places.get(ast.unparse(target), "")
    return ""


def _line(error: BaseException) -> int:
    position = error.position if isinstance(error, AuthoringError) else None
    if position is not None and position.file == _FILE:
        return position.line
    line, traceback = 0, error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == _FILE:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line

"""Write the modules of service tasks and their page of documentation from the services' tables.

Run it after a change in `sfn_dsl.language.services`; a test compares its output with the files. A
new integration is a file there, a line in its list of modules, and a run of this script.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from sfn_dsl.language.fields import snake_case
from sfn_dsl.language.services import MODULES, SERVICES, Action, Parameter, Service
from sfn_dsl.service_models import ServiceModel, load

ROOT: Final = Path(__file__).parents[1]
TASKS: Final = ROOT / "sfn_dsl" / "tasks"
PACKAGE: Final = TASKS / "__init__.py"
PAGE: Final = ROOT / "docs" / "reference" / "service-tasks.md"
WIDTH: Final = 100
BUILTINS: Final = frozenset({"id", "input", "type"})

# What the package offers besides the modules of services.
FUNCTIONS: Final = ("activity", "aws_sdk")

# Handwritten functions that a generated module offers too, with the module they are written in.
HANDWRITTEN: Final[Mapping[str, tuple[str, str]]] = {
    "lambda_": ("sfn_dsl.tasks.direct", "call_function")
}

IMPORTS: Final = (
    ("sfn_dsl._unset", "UNSET", "Unset"),
    ("sfn_dsl.model.converters", "Elements", "Expression", "Template"),
    ("sfn_dsl.model.work_states", "Task"),
    ("sfn_dsl.tasks.service", "TaskOptions", "exactly_one", "service_task"),
)


def main() -> None:
    """Write all of the files."""
    for file, text in generated().items():
        file.write_text(text, encoding="utf-8")


def generated() -> dict[Path, str]:
    """Each file that this script writes, with its text."""
    files = {
        TASKS / f"{name}.py": module(name, SERVICES[prefix]) for prefix, name in MODULES.items()
    }
    files[PACKAGE] = package(PACKAGE.read_text(encoding="utf-8"), MODULES.values())
    files[PAGE] = page(PAGE.read_text(encoding="utf-8"))
    return files


def module(name: str, service: Service) -> str:
    """The module of one service."""
    body = "\n\n\n".join(function(row) for row in service.actions.values())
    home, handwritten = HANDWRITTEN.get(name, ("", ""))
    lines = [
        f'"""{service.title} (the optimized integration ``{service.prefix}``)."""',
        "",
        f"# Written by scripts/generate_tasks.py from sfn_dsl.language.services.{name}.",
        "",
        "from __future__ import annotations",
        "",
        f"from typing import {'Literal, ' if 'Literal[' in body else ''}Unpack",
        "",
        *sorted([*imports(body), *([f"from {home} import {handwritten}"] if home else [])]),
        "",
    ]
    if home:
        actions = service.actions.values()
        names = sorted([handwritten, *(snake_case(row.name) for row in actions)])
        lines += [f"__all__ = [{', '.join(quoted(names))}]", ""]
    return "\n".join(lines) + f"\n\n{body}\n"


def imports(body: str) -> Iterator[str]:
    """The imports that a module's functions need."""
    for home, *names in IMPORTS:
        used = [name for name in names if re.search(rf"\b{name}\b", body)]
        if used:
            yield f"from {home} import {', '.join(used)}"


def function(row: Action) -> str:
    """The function of one action."""
    lists = lists_of(row)
    required = [argument(each, lists) for each in row.parameters if each.required]
    optional = [argument(each, lists) for each in row.parameters if not each.required]
    if row.waits:
        optional.append(f"wait: Literal[{', '.join(quoted(row.waits))}] | Unset = UNSET,")
    signature = ["name: str,", "*,", *required, *optional, "**options: Unpack[TaskOptions],"]
    return "\n".join(
        [
            f"def {snake_case(row.name)}(",
            *(f"    {line}" for line in signature),
            ") -> Task:",
            *docstring(row),
            *(line for group in row.one_of for line in check(row, group)),
            f"    given: dict[str, {kind_of(row, optional)}] = {{",
            *(f'        "{parameter.name}": {parameter.argument},' for parameter in row.parameters),
            "    }",
            *result(row),
        ]
    )


def kind_of(row: Action, optional: Sequence[str]) -> str:
    """The type of the values, which are unset where optional parameters are omitted."""
    kinds = ["Template", *(["Elements"] if lists_of(row) else []), *(["Unset"] if optional else [])]
    return " | ".join(kinds)


def lists_of(row: Action) -> list[str]:
    """The parameters that the service's model says are lists."""
    folder, _, operation = row.operation.partition(":")
    model = load(folder) if folder else None
    if model is None or operation not in model.operations:
        return []
    members = (model.input_of(operation) or {"members": {}})["members"]
    named = {name[:1].upper() + name[1:]: member["shape"] for name, member in members.items()}
    shapes = {parameter.name: named.get(parameter.name) for parameter in row.parameters}
    shapes |= row.shapes
    return [name for name, shape in shapes.items() if shape and is_list(model, shape)]


def is_list(model: ServiceModel, shape: str) -> bool:
    """Return whether a shape of a service's model is a list."""
    return bool(model.shapes[shape]["type"] == "list")


def argument(parameter: Parameter, lists: Sequence[str]) -> str:
    """One argument in a signature."""
    kind = "Elements" if parameter.name in lists else "Template"
    if parameter.choices:
        kind = f"Literal[{', '.join(quoted(parameter.choices))}] | Expression"
    default = "" if parameter.required else " | Unset = UNSET"
    reason = "  # noqa: A002  # as the service calls it" if parameter.argument in BUILTINS else ""
    return f"{parameter.argument}: {kind}{default},{reason}"


def docstring(row: Action) -> Iterator[str]:
    """What a function does, what its result is, and what it raises."""
    yield f'    """{row.does}'
    yield ""
    result = row.gives
    if row.when_done:
        wait = "``wait``" if "sync:2" in row.waits else '``wait="sync"``'
        result += f" With {wait} it {row.when_done}."
    if "task_token" in row.waits:
        result += (
            ' With ``wait="task_token"`` an argument must pass on ``context("Task.Token")``,'
            " and the result is what is sent back with that token."
        )
    lines = textwrap.wrap(result + raises(row), WIDTH - 4, break_on_hyphens=False)
    yield from (f"    {line}" for line in lines)
    yield '    """'


def raises(row: Action) -> str:
    """What a function raises, as a sentence."""
    causes = []
    for group in row.one_of:
        names = listed([f"``{name}``" for name in arguments_of(row, group)])
        causes.append(f"unless exactly one of {names} is given")
    if any(parameter.nested for parameter in row.parameters):
        causes.append(
            "for an object with a member that the service does not have or without one that it"
            " requires"
        )
    return f" Raises AuthoringError {', and '.join(causes)}." if causes else ""


def check(row: Action, group: Sequence[str]) -> Iterator[str]:
    """The lines that raise unless exactly one of a group is given."""
    given = ", ".join(f"{name}={name}" for name in arguments_of(row, group))
    yield from call("exactly_one", ["name", "options", *given.split(", ")])


def arguments_of(row: Action, names: Sequence[str]) -> list[str]:
    """The arguments for several parameters."""
    return [next(p.argument for p in row.parameters if p.name == name) for name in names]


def result(row: Action) -> list[str]:
    """The lines that create the task."""
    given = ["name", f'"{row.id}"', "given", "options"]
    if row.waits:
        given.append("wait=wait")
    nested = [parameter.name for parameter in row.parameters if parameter.nested]
    if nested:
        comma = "," if len(nested) == 1 else ""
        given.append(f"nested=({', '.join(quoted(nested))}{comma})")
    if lists := lists_of(row):
        comma = "," if len(lists) == 1 else ""
        given.append(f"lists=({', '.join(quoted(lists))}{comma})")
    return call("return service_task", given)


def call(start: str, given: list[str]) -> list[str]:
    """A call, laid out as ruff lays it out."""
    whole = f"    {start}({', '.join(given)})"
    if len(whole) <= WIDTH:
        return [whole]
    inner = f"        {', '.join(given)}"
    if len(inner) <= WIDTH:
        return [f"    {start}(", inner, "    )"]
    return [f"    {start}(", *(line for one in given for line in element(one)), "    )"]


def element(text: str) -> list[str]:
    """One argument of a call on lines of its own."""
    if len(text) + 9 <= WIDTH:
        return [f"        {text},"]
    opening, _, members = text.removesuffix(")").partition("(")
    return [
        f"        {opening}(",
        *(f"            {member}," for member in members.split(", ")),
        "        ),",
    ]


def quoted(names: Sequence[str]) -> list[str]:
    """Names as string literals."""
    return [f'"{name}"' for name in names]


def listed(names: Sequence[str]) -> str:
    """Names as a list in a sentence."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def package(text: str, modules: Iterable[str]) -> str:
    """The package of service tasks, with its two lists of modules replaced."""
    head, start, rest = text.partition("    from sfn_dsl.tasks import (\n")
    _, between, rest = rest.partition("    )\n")
    middle, opening, rest = rest.partition("__all__ = [\n")
    _, closing, tail = rest.partition("]\n")
    imported = "".join(f"        {name},\n" for name in sorted(modules))
    public = "".join(f'    "{name}",\n' for name in sorted([*modules, *FUNCTIONS]))
    return head + start + imported + between + middle + opening + public + closing + tail


def page(text: str) -> str:
    """The page of documentation, with its tables replaced."""
    prose = text.partition("\n### ")[0]
    return prose + "".join(section(name, SERVICES[prefix]) for prefix, name in MODULES.items())


def section(name: str, service: Service) -> str:
    """The table of one service."""
    lines = [
        "",
        f"### {service.title}: `{name}`",
        "",
        "| function | resource | `wait` | arguments |",
        "|---|---|---|---|",
    ]
    for row in service.actions.values():
        waits = " ".join(f"`{wait}`" for wait in row.waits) or "no"
        arguments = ", ".join(cell(parameter) for parameter in row.parameters)
        lines.append(f"| `{snake_case(row.name)}` | `{row.id}` | {waits} | {arguments} |")
    return "\n".join(lines) + "\n"


def cell(parameter: Parameter) -> str:
    """An argument in the page's tables."""
    mark = "**" if parameter.required else "" if parameter.confirmed else "*"
    return f"{mark}`{parameter.argument}`{mark}"


if __name__ == "__main__":
    main()

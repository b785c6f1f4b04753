"""Write the modules of service tasks and their page of documentation from the table.

Run it after a change of `sfn_dsl.language.integrations`; a test holds the files to it.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from sfn_dsl.language.integrations import ACTIONS, SERVICES, Action, Parameter, Service
from sfn_dsl.language.names import snake_case

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "service-tasks.md"
WIDTH: Final = 100
BUILTINS: Final = frozenset({"id", "input", "type"})

# Functions that stand beside the generated ones, by the module they are written in.
BESIDE: Final[Mapping[str, tuple[str, str]]] = {
    "lambda_": ("sfn_dsl.tasks.direct", "call_function")
}

IMPORTS: Final = (
    ("sfn_dsl._unset", "UNSET", "Unset"),
    ("sfn_dsl.model.converters", "Expression", "Template"),
    ("sfn_dsl.model.states", "Task"),
    ("sfn_dsl.tasks.service", "TaskOptions", "exactly_one", "service_task"),
)


def main() -> None:
    """Write all files."""
    for file, text in generated().items():
        file.write_text(text, encoding="utf-8")


def generated() -> dict[Path, str]:
    """Each file that this script writes, with what it writes there."""
    files = {
        ROOT / "sfn_dsl" / "tasks" / f"{service.module}.py": module(service)
        for service in SERVICES.values()
    }
    files[PAGE] = page(PAGE.read_text(encoding="utf-8"))
    return files


def module(service: Service) -> str:
    """The module of one service."""
    body = "\n\n\n".join(function(row) for row in rows_of(service))
    home, beside = BESIDE.get(service.module, ("", ""))
    lines = [
        f'"""{service.title} (the optimized integration ``{service.prefix}``)."""',
        "",
        "# Written by scripts/generate_tasks.py from sfn_dsl.language.integrations.",
        "",
        "from __future__ import annotations",
        "",
        f"from typing import {'Literal, ' if 'Literal[' in body else ''}Unpack",
        "",
        *sorted([*imports(body), *([f"from {home} import {beside}"] if beside else [])]),
        "",
    ]
    if beside:
        names = sorted([beside, *(snake_case(row.name) for row in rows_of(service))])
        lines += [f"__all__ = [{', '.join(quoted(names))}]", ""]
    return "\n".join(lines) + f"\n\n{body}\n"


def imports(body: str) -> Iterator[str]:
    """The imports that a module's functions need."""
    for home, *names in IMPORTS:
        used = [name for name in names if re.search(rf"\b{name}\b", body)]
        if used:
            yield f"from {home} import {', '.join(used)}"


def rows_of(service: Service) -> list[Action]:
    """The actions of a service, in the order of the table."""
    return [row for row in ACTIONS.values() if row.service == service.prefix]


def function(row: Action) -> str:
    """The function of one action."""
    required = [argument(parameter) for parameter in row.parameters if parameter.required]
    optional = [argument(parameter) for parameter in row.parameters if not parameter.required]
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
            f"    given: dict[str, {kind_of(optional)}] = {{",
            *(f'        "{parameter.name}": {parameter.argument},' for parameter in row.parameters),
            "    }",
            *result(row),
        ]
    )


def kind_of(optional: Sequence[str]) -> str:
    """What the parameters are, all of which may be left out or none."""
    return "Template | Unset" if optional else "Template"


def argument(parameter: Parameter) -> str:
    """One argument in a signature."""
    kind = "Template"
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
            ' With ``wait="task_token"`` an argument must hand ``context("Task.Token")`` on, and'
            " the result is what is sent back with that token."
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
            "for an object with a member that the service does not know or without one that it"
            " needs"
        )
    return f" Raises AuthoringError {', and '.join(causes)}." if causes else ""


def check(row: Action, group: Sequence[str]) -> Iterator[str]:
    """The lines that refuse a call without exactly one of a group."""
    given = ", ".join(f"{name}={name}" for name in arguments_of(row, group))
    yield from call("exactly_one", ["name", *given.split(", ")])


def arguments_of(row: Action, names: Sequence[str]) -> list[str]:
    """The arguments for several parameters."""
    return [next(p.argument for p in row.parameters if p.name == name) for name in names]


def result(row: Action) -> list[str]:
    """The lines that make the task."""
    given = ["name", f'"{row.id}"', "given", "options"]
    if row.waits:
        given.append("wait=wait")
    nested = [parameter.name for parameter in row.parameters if parameter.nested]
    if nested:
        comma = "," if len(nested) == 1 else ""
        given.append(f"nested=({', '.join(quoted(nested))}{comma})")
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


def page(text: str) -> str:
    """The page of documentation: the tables are written anew, the prose above them is kept."""
    prose = text.partition("\n### ")[0]
    return prose + "".join(section(service) for service in SERVICES.values())


def section(service: Service) -> str:
    """The table of one service."""
    lines = [
        "",
        f"### {service.title}: `{service.module}`",
        "",
        "| function | resource | `wait` | arguments |",
        "|---|---|---|---|",
    ]
    for row in rows_of(service):
        waits = " ".join(f"`{wait}`" for wait in row.waits) or "no"
        arguments = ", ".join(shown(parameter) for parameter in row.parameters)
        lines.append(f"| `{snake_case(row.name)}` | `{row.id}` | {waits} | {arguments} |")
    return "\n".join(lines) + "\n"


def shown(parameter: Parameter) -> str:
    """An argument in the page's tables."""
    mark = "**" if parameter.required else "" if parameter.confirmed else "*"
    return f"{mark}`{parameter.argument}`{mark}"


if __name__ == "__main__":
    main()

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
REFERENCE: Final = ROOT / "docs" / "reference" / "api" / "tasks"
PAGE: Final = ROOT / "docs" / "reference" / "service-tasks.md"
WIDTH: Final = 100
BUILTINS: Final = frozenset({"id", "input", "type"})

# AWS's page of each service in the Step Functions Developer Guide.
GUIDE: Final = "https://docs.aws.amazon.com/step-functions/latest/dg"
GUIDE_PAGES: Final[Mapping[str, str]] = {
    "apigateway": "connect-api-gateway",
    "bedrockagentcore": "integrate-optimized",
    "dynamodb": "connect-ddb",
    "emr_containers": "connect-emr-eks",
    "emr_serverless": "connect-emr-serverless",
    "events": "connect-eventbridge",
    "http": "call-https-apis",
    "lambda_": "connect-lambda",
}

# The types of the services' models in words, of one and of several.
TYPES: Final[Mapping[str, tuple[str, str]]] = {
    "blob": ("", "values"),
    "boolean": ("true or false", "booleans"),
    "double": ("a number", "numbers"),
    "float": ("a number", "numbers"),
    "integer": ("a whole number", "whole numbers"),
    "long": ("a whole number", "whole numbers"),
    "map": ("an object", "objects"),
    "string": ("a string", "strings"),
    "structure": ("an object", "objects"),
    "timestamp": ("a point in time", "points in time"),
}

# Parameters of Step Functions' own, or of another type than in the service's API, in words. From
# the guide's page of each service.
OWN: Final[Mapping[str, Mapping[str, str]]] = {
    "apigateway": {
        "ApiEndpoint": "the host name of the API, ``ID.execute-api.REGION.amazonaws.com``",
        "Method": "the HTTP method, such as ``GET``",
        "Headers": "an object with a list of strings for each header",
        "Stage": "the stage of the API, a string",
        "Path": "the path after the stage, a string",
        "QueryParameters": "an object with a list of strings for each parameter",
        "RequestBody": "JSON or a string, for ``POST``, ``PUT`` and ``PATCH``",
        "AllowNullValues": "true or false",
        "AuthType": "``NO_AUTH``, which is the default, ``IAM_ROLE`` or ``RESOURCE_POLICY``",
    },
    "bedrock": {
        "Body": "the request to the model, as JSON",
        "Input": "an object whose ``S3Uri`` is where the request is read from",
        "Output": "an object whose ``S3Uri`` is where the answer is written to",
    },
    "eks": {
        "ClusterName": "the name of the cluster",
        "CertificateAuthority": "the cluster's certificate data, in base64",
        "Endpoint": "the URL of the cluster's API server",
        "Job": "a Kubernetes job of ``batch/v1``, as JSON",
        "LogOptions": "an object that says which logs are read, with the wait ``sync``",
        "Method": "the HTTP method, such as ``GET``",
        "Namespace": "the Kubernetes namespace; ``default`` if omitted",
        "Path": "the path in the Kubernetes API",
        "QueryParameters": "an object with a list of strings for each parameter",
        "RequestBody": "the body of the request, as JSON",
    },
    "elasticmapreduce": {
        "ClusterId": "the identifier of the cluster, ``j-...``",
        "InstanceFleetName": "the name of the instance fleet",
        "InstanceGroup": "an object with the new settings of the instance group",
        "InstanceGroupName": "the name of the instance group",
        "StepId": "the identifier of the step, ``s-...``",
    },
    "http": {
        "ApiEndpoint": "the URL, which begins with ``https://``",
        "Method": "the HTTP method, such as ``GET``",
        "Authentication": "an object whose ``ConnectionArn`` is an EventBridge connection",
        "InvocationConfig": "an object whose ``ConnectionArn`` is an EventBridge connection",
        "Headers": "an object; what the connection sets goes before it",
        "QueryParameters": "an object; what the connection sets goes before it",
        "RequestBody": "JSON or a string",
        "Transform": "an object that says how the body is encoded, for a URL-encoded one",
    },
    "lambda": {"Payload": "the input of the function, as JSON"},
}
WAITS: Final[Mapping[str, str]] = {
    "sync": '``"sync"`` waits for the end of the job',
    "sync:2": '``"sync:2"`` also reads its output as JSON',
    "task_token": '``"task_token"`` waits for the token to be sent back',
}

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
    files |= {
        REFERENCE / f"{name}.rst": reference_page(name, SERVICES[prefix])
        for prefix, name in MODULES.items()
    }
    index = REFERENCE / "index.md"
    files[index] = reference_index(index.read_text(encoding="utf-8"))
    return files


def module(name: str, service: Service) -> str:
    """The module of one service."""
    body = "\n\n\n".join(function(row) for row in service.actions.values())
    home, handwritten = HANDWRITTEN.get(name, ("", ""))
    lines = [
        f'"""{service.title} (the optimized integration ``{service.prefix}``).',
        "",
        f"See {GUIDE}/{GUIDE_PAGES.get(name, f'connect-{name}')}.html.",
        '"""',
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
    code = re.sub(r"``.*?``", "", body)  # parameters of services may have these names
    for home, *names in IMPORTS:
        used = [name for name in names if re.search(rf"\b{name}\b", code)]
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
    shapes = {parameter.name: shape_of(row, parameter.name) for parameter in row.parameters}
    return [
        name for name, (model, shape) in shapes.items() if model and shape and is_list(model, shape)
    ]


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
    """What a function does, takes and raises, what its result is, and AWS's page of the action."""
    parts = [
        [row.does],
        wrapped(" ".join([gives(row), *reference(row)])),
        ["Args:", *entries(described(row))],
        ["Raises:", *entries({"AuthoringError": causes(row)})],
    ]
    first, *others = ("\n".join(part) for part in parts)
    text = "\n\n".join([f'"""{first}', *others, '"""']).replace('\n\n"""', '\n"""')
    yield from (f"    {line}".rstrip() for line in text.splitlines())


def gives(row: Action) -> str:
    """What the result of a task is."""
    result = row.gives
    if row.when_done:
        wait = "``wait``" if "sync:2" in row.waits else '``wait="sync"``'
        result += f" With {wait} it {row.when_done}."
    if "task_token" in row.waits:
        result += (
            ' With ``wait="task_token"`` an argument must pass on ``context("Task.Token")``,'
            " and the result is what is sent back with that token."
        )
    return result


def reference(row: Action) -> Iterator[str]:
    """AWS's page of the operation behind an action."""
    folder, _, operation = row.operation.partition(":")
    model = load(folder) if folder else None
    if model is not None and model.uid and operation in model.operations:
        yield f"See https://docs.aws.amazon.com/goto/WebAPI/{model.uid}/{operation}."


def described(row: Action) -> dict[str, str]:
    """Each argument of a function, and what it is."""
    found = {"name": "The name of the state, 1 to 80 characters."}
    found |= {each.argument: parameter_text(row, each) for each in by_need(row)}
    if row.waits:
        waits = listed([WAITS[wait] for wait in row.waits])
        found["wait"] = f"{waits}. Not in EXPRESS state machines."
    return found | {"**options": "The fields of a `Task`, as `TaskOptions` lists them."}


def by_need(row: Action) -> list[Parameter]:
    """The parameters in the order of a signature: those that are required first."""
    return sorted(row.parameters, key=lambda parameter: not parameter.required)


def parameter_text(row: Action, parameter: Parameter) -> str:
    """A parameter's name in the API, the type that it has there, and when it may be given."""
    model, shape = shape_of(row, parameter.name)
    own = OWN.get(row.service, {}).get(parameter.name, "")
    kind = type_text(model, shape) if model is not None and shape is not None else ""
    after = f": {own}" if own else f", {kind}" if kind else ""
    said = f"``{parameter.name}``{after}."
    for group in row.one_of:
        if parameter.name in group:
            others = [f"``{name}``" for name in arguments_of(row, group)]
            others.remove(f"``{parameter.argument}``")
            said += f" Give exactly one of this, {listed(others)}."
    return said if parameter.confirmed else f"{said} AWS's guide does not list it."


def shape_of(row: Action, name: str) -> tuple[ServiceModel | None, str | None]:
    """The model that knows a parameter, and the name of its shape there."""
    folder, _, operation = row.operation.partition(":")
    model = load(folder) if folder else None
    if model is None or operation not in model.operations:
        return None, None
    members = (model.input_of(operation) or {"members": {}})["members"]
    named = {name[:1].upper() + name[1:]: member["shape"] for name, member in members.items()}
    return model, row.shapes.get(name, named.get(name))


def type_text(model: ServiceModel, name: str, *, several: bool = False) -> str:
    """The type of a shape in words, "" where Step Functions takes something else for it.

    Values, members and bounds are left out: AWS changes them often, and its page has them.
    """
    shape = model.shapes[name]
    if shape["type"] == "list":
        inner = type_text(model, shape["member"]["shape"], several=True)
        return f"{'lists' if several else 'a list'} of {inner}"
    return TYPES[shape["type"]][several]


def wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """The lines of a paragraph in a function's docstring."""
    return textwrap.wrap(
        text,
        WIDTH - 4,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,
    )


def entries(described: Mapping[str, str]) -> Iterator[str]:
    """The lines of a section of a docstring that describes names."""
    for name, text in described.items():
        yield from wrapped(f"{name}: {text}", " " * 4, " " * 8)


def causes(row: Action) -> str:
    """When a function raises AuthoringError."""
    found = []
    for group in row.one_of:
        names = listed([f"``{name}``" for name in arguments_of(row, group)])
        found.append(f"not exactly one of {names} is given")
    if any(parameter.nested for parameter in row.parameters):
        found.append(
            "an object has a member that the service does not have, or lacks one that it requires"
        )
    text = ", or ".join([*found, "a value is not valid"])
    return f"{text[0].upper()}{text[1:]}."


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


def reference_page(name: str, service: Service) -> str:
    """The page of one service in the reference of Python names."""
    title = f"{service.title}: ``{name}``"
    return f"{title}\n{'=' * len(title)}\n\n.. automodule:: sfn_dsl.tasks.{name}\n"


def reference_index(text: str) -> str:
    """The list of these pages, with its services replaced."""
    prose, heading, _ = text.partition("## Services\n")
    rows = [
        f"* [{service.title}]({name}.rst): {functions(name, service)}"
        for name, service in ((name, SERVICES[prefix]) for prefix, name in MODULES.items())
    ]
    return "\n".join([f"{prose}{heading}", *rows, ""])


def functions(name: str, service: Service) -> str:
    """The functions of a service's module."""
    written = [HANDWRITTEN[name][1]] if name in HANDWRITTEN else []
    found = [*(snake_case(row.name) for row in service.actions.values()), *written]
    return ", ".join(f"`{each}`" for each in found)


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

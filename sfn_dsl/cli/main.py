"""The ``sfn`` command: finds the command to run, and turns every error into one message."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Final

import click

from sfn_dsl._version import __version__
from sfn_dsl.cli.output import COULD_NOT_RUN, show_error, show_traceback
from sfn_dsl.cli.streams import prepare
from sfn_dsl.cli.verbosity import quiet_option, verbose_option
from sfn_dsl.spelling import nearest

INTERRUPTED: Final = 130

# Each command is a module of its own, which is imported only to run it.
_COMMANDS: Final = (
    *("init", "compile", "validate", "diff", "explain", "import", "graph", "simulate", "review"),
    *("policy", "role", "plan", "deploy", "drift", "pull", "versions", "rollback", "local"),
)

_MAY_BE_EMPTY: Final = frozenset({"--description", "--prefix"})


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        module = import_module(f"sfn_dsl.cli.commands.{name}")
        command: click.Command = getattr(module, name)
        if ctx.resilient_parsing:  # a shell asks for completions
            _complete_files(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        near = nearest(args[0], _COMMANDS) if args[0] not in _COMMANDS else None
        if near:
            raise click.UsageError(f"no such command '{args[0]}'; did you mean '{near}'?", ctx)
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None:
            _require_values(command, rest)
        return name, command, rest


def _complete_files(command: click.Command) -> None:
    """Have a shell complete the names of files where a command takes them."""
    for parameter in command.params:
        is_source = isinstance(parameter, click.Argument) and parameter.name != "machine"
        if (is_source or parameter.metavar == "FILE") and parameter.type is click.STRING:
            parameter.type = click.Path()


def _require_values(command: click.Command, arguments: Sequence[str]) -> None:
    """Raise UsageError for an option with an empty value, which an unset variable leaves."""
    takes_value = {
        name
        for option in command.params
        if isinstance(option, click.Option) and not option.is_flag
        for name in option.opts
    }
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments
    following = [*own, "?"][1:]
    for argument, value in zip(own, following, strict=True):
        name, is_inline, text = argument.partition("=")
        is_empty = not (text if is_inline else value).strip()
        if is_empty and name in takes_value - _MAY_BE_EMPTY:
            raise click.UsageError(
                f"{name} has an empty value; give it one (is a variable of the shell not set?), "
                f"or leave {name} out"
            )


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sfn")
@click.option("--debug", is_flag=True, help="Also show the traceback of an error.")
@verbose_option
@quiet_option
@click.pass_context
def sfn(context: click.Context, debug: bool) -> None:
    """Write, review, validate, compare and deploy AWS Step Functions workflows.

    SOURCE is a Python file (workflows/backup.py, or workflows/backup.py:name if it has several
    workflows), a JSON or YAML definition (x.asl.json), a CloudFormation or SAM template
    (template.yaml#LogicalId), a serverless.yml, a Terraform plan as JSON, the ARN of a state
    machine, or - for JSON on standard input. Loading a Python file runs it.

    Exit codes: 0: success, nothing to report; 1: differences or findings; 2: the command could not
    run. For validate, a source that cannot be read is a finding.
    """
    context.obj = debug


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; an error ends in one message, without a traceback."""
    prepare()
    debug = "--debug" in (sys.argv[1:] if arguments is None else arguments)
    try:
        code = sfn.main(arguments, standalone_mode=False)
        sys.stdout.flush()
    except click.Abort:
        code = INTERRUPTED
    except Exception as error:
        if debug and not isinstance(error, click.ClickException):
            show_traceback(error)
        show_error(error)
        code = COULD_NOT_RUN
    # Otherwise the interpreter would search everything for garbage once more before it exits.
    gc.freeze()
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()

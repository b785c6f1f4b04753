"""``sfn simulate``: run a workflow here, in virtual time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import click

from sfn_dsl.cli import highlight
from sfn_dsl.cli.options import form_option, output_option, target_options
from sfn_dsl.cli.output import note, say, told_in_json, write_result
from sfn_dsl.cli.substitutions import Substitutions, substitution_options
from sfn_dsl.cli.terminal import is_redrawn
from sfn_dsl.cli.verbosity import is_quiet, quiet_option
from sfn_dsl.errors import SfnError
from sfn_dsl.files import write_atomically
from sfn_dsl.model.target import Target

if TYPE_CHECKING:
    from pathlib import Path

    from sfn_dsl.answers.errors import AnswerError, UnansweredTaskError
    from sfn_dsl.definition import Definition, MachineType
    from sfn_dsl.simulation.events import Event
    from sfn_dsl.simulation.execution import Execution

# Far more than an execution takes, however the JSON is laid out.
_MOST_BYTES: Final = 16 * 2**20


@click.command(short_help="Run SOURCE here, in virtual time, with answers for its tasks.")
@click.argument("source")
@click.option(
    "--input",
    "execution_input",
    metavar="JSON|FILE",
    default="{}",
    help="Input of the execution: JSON, a file of JSON, or - for standard input.  [default: {}]",
)
@click.option(
    "--tasks",
    "tasks_file",
    metavar="FILE",
    help="Answers to the tasks: a file that --write-tasks begins, or AWS's MockConfigFile.json.",
)
@click.option("--test-case", metavar="NAME", help="Test case of a MockConfigFile.json.")
@click.option("--like-service", is_flag=True, help="Answer every other task plausibly.")
@click.option(
    "--objects",
    metavar="FOLDER",
    help="What S3 holds for distributed Maps: a folder with one folder for each bucket.",
)
@click.option("--state", metavar="NAME", help="Run one state alone.")
@click.option(
    "--seed",
    metavar="SEED",
    default="0",
    show_default=True,
    help="What random numbers, UUIDs and jitter come from.",
)
@click.option(
    "--type",
    "machine_type",
    type=click.Choice(["STANDARD", "EXPRESS"]),
    help="Type of state machine, if SOURCE does not set one.",
)
@click.option(
    "--write-tasks",
    "skeleton",
    metavar="FILE",
    help="Run nothing; write a FILE of plausible answers to edit, in YAML or, as .json, in JSON.",
)
@quiet_option
@form_option("the execution with its history, as AWS's GetExecutionHistory has it.")
@output_option
@substitution_options
@target_options
def simulate(
    source: str,
    execution_input: str,
    tasks_file: str | None,
    test_case: str | None,
    like_service: bool,
    objects: str | None,
    state: str | None,
    seed: str,
    machine_type: MachineType | None,
    skeleton: str | None,
    form: str,
    output: str | None,
    substitutions: Substitutions,
    target: Target,
) -> None:
    """Run SOURCE here, in virtual time, with answers for its tasks.

    AWS is not called, and no time is spent waiting: waits, retries and timeouts pass at once.
    The path is shown on standard error while it runs, the output on standard output. A task without
    an answer is an error that says what to write.

    A tasks file may name Python handlers, which are run; so is SOURCE, if it is a Python file.

    Exit codes: 0: the execution succeeded; 1: it failed, timed out or was aborted; 2: the command
    could not run.
    """
    from sfn_dsl.answers.simulating import simulate as run
    from sfn_dsl.cli.path_display import summary
    from sfn_dsl.loading import load
    from sfn_dsl.python_files import printing_to_standard_error

    with told_in_json(source, form):
        if source == execution_input == "-":
            raise click.UsageError("standard input is both SOURCE and --input; give a file for one")
        loaded = load(source, target)
        if skeleton is not None:
            _write_skeleton(loaded.definition, skeleton, source)
            return
        with _mistakes_in_answers(source, tasks_file):
            given = _input(execution_input)
            # What handlers print is no result.
            with printing_to_standard_error(), _path_shown() as on_event:
                answers = _tasks(tasks_file, test_case, like_service=like_service, target=target)
                execution = run(
                    loaded,
                    given,
                    tasks=answers,
                    objects=objects,
                    target=target,
                    substitutions=substitutions.values,
                    machine_type=machine_type,
                    seed=seed,
                    state=state,
                    on_event=on_event,
                )
    has_succeeded = execution.status == "SUCCEEDED"
    if has_succeeded or form == "json":
        write_result(_text(execution, form), output, highlight.json_text)
    if not (is_quiet() and has_succeeded):
        say(summary(execution), "done" if has_succeeded else "error")
    if not has_succeeded:
        click.get_current_context().exit(1)


@contextmanager
def _mistakes_in_answers(source: str, file: str | None) -> Iterator[None]:
    """Raise SfnError for what is wrong with an answer, with the file that has it."""
    from sfn_dsl.answers.errors import AnswerError, UnansweredTaskError

    try:
        yield
    except UnansweredTaskError as error:
        raise _unanswered(error, source, file) from None
    except AnswerError as error:
        raise _of_file(error, file) from error
    except (Exception, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a handler's own, which would end in a traceback
        kind = type(error).__name__
        raise SfnError(f"a handler raised {kind}: {error}; it is not an Exception") from error


@contextmanager
def _path_shown() -> Iterator[Callable[[Event], None] | None]:
    """What shows the path while the workflow runs, None for nothing."""
    if is_quiet():
        yield None
    elif is_redrawn(err=True):
        from sfn_dsl.cli.live.path import PathView

        with PathView() as view:
            yield view.show
    else:
        from sfn_dsl.cli.path_display import PathDisplay

        yield PathDisplay(say).show


def _unanswered(error: UnansweredTaskError, source: str, file: str | None) -> SfnError:
    """What to write in a tasks file for a task that has no answer."""
    where = f"'{file}'" if file else "a file of --tasks"
    told = error.message.partition("; write tasks=")[0]
    begin = "" if file else f", which sfn simulate {source} --write-tasks tasks.yaml begins"
    return SfnError(
        f"{told}; write '{error.state}: {{output: ...}}' in {where}{begin}; or give --like-service "
        "for a plausible answer"
    )


def _of_file(error: AnswerError, file: str | None) -> SfnError:
    """A mistake in answers, with the file that has them where it does not say its place."""
    told = str(error)
    return error if file is None or told.startswith(file) else SfnError(f"{file}: {told}")


def _write_skeleton(definition: Definition, file: str, source: str) -> None:
    from pathlib import Path

    from sfn_dsl.answers.files.skeleton import skeleton_text

    if Path(file).is_file():
        raise SfnError(f"'{file}' exists; name a new file, so that no answers are lost")
    write_atomically(file, skeleton_text(definition, as_json=file.endswith(".json")))
    note(f"wrote {file}; edit it, and run: sfn simulate {source} --tasks {file}")


def _input(given: str) -> Any:
    """The input that an option gives: JSON itself, or a file of it."""
    import json
    from pathlib import Path

    from sfn_dsl.errors import reading_fault

    text: str | bytes = given
    name = "--input"
    is_json = given.lstrip()[:1] in ("{", "[", '"') or given in ("null", "true", "false")
    if given == "-":
        text, name = sys.stdin.buffer.read(), "standard input"
    elif not is_json and Path(given).exists():
        text, name = _content(Path(given)), f"'{given}'"
    elif not is_json and not given.lstrip("-")[:1].isdigit():
        raise SfnError(f"there is no file '{given}', and it is not JSON; write --input '{{}}'")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SfnError(
            f"{name} is not JSON: {reading_fault(error)}; write --input '{{\"day\": 1}}'"
        ) from error


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)  # a device may never end
    except OSError as error:
        raise SfnError(f"'{file}' cannot be read: {str(error.strerror).lower()}") from error
    if len(content) > _MOST_BYTES:
        raise SfnError(f"'{file}' is larger than any input; give a file of the input's JSON")
    return content


def _tasks(
    file: str | None, test_case: str | None, *, like_service: bool, target: Target
) -> dict[str, object]:
    """The answers to the tasks."""
    from sfn_dsl.answers.files.tasks_file import read_tasks
    from sfn_dsl.answers.services.plausible import answers_like_service
    from sfn_dsl.loading import load
    from sfn_dsl.simulation.keys import EVERYTHING

    if file is None and test_case is not None:
        raise click.UsageError("--test-case chooses from the file of --tasks; give --tasks too")
    answers: dict[str, object] = {}
    if file is not None:
        answers = read_tasks(file, test_case=test_case, load=lambda source: load(source, target))
    if like_service:
        answers.setdefault(EVERYTHING, answers_like_service())
    return answers


def _text(execution: Execution, form: str) -> str:
    """The result of the command: the output, or the whole execution as JSON."""
    from sfn_dsl.definition import canonical_text

    if form == "json":
        from sfn_dsl.simulation.execution import execution_json

        return canonical_text(execution_json(execution))
    return canonical_text(execution.output)

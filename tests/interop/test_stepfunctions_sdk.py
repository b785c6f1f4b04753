"""With the AWS Data Science SDK itself; `make test-interop` installs it beside this package."""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.definition import canonical_text
from sfn_dsl.errors import SourceError
from sfn_dsl.interop.stepfunctions_sdk import (
    definition_of,
    is_sdk_object,
    is_sdk_workflow,
    workflow_facts,
)

from ..pages import example

pytestmark = [
    pytest.mark.sdk,
    # The SDK works only with the sagemaker and setuptools that announce their own end.
    pytest.mark.filterwarnings("ignore:You are using the SageMaker Python SDK v2"),
    pytest.mark.filterwarnings("ignore:pkg_resources is deprecated"),
]

REPOSITORY = Path(__file__).parents[2]
SDK_BACKUP = Path(__file__).parent / "sdk_backup.py"
REFERENCE = REPOSITORY / "workflows" / "backup.asl.json"


@pytest.fixture(autouse=True)
def no_aws_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)


@pytest.fixture(autouse=True)
def sdk() -> Any:
    """The SDK, imported in a test and not above it, so that the filters hold for the import."""
    reason = "the AWS Data Science SDK is not installed here; `make test-interop` installs it"
    return pytest.importorskip("stepfunctions", reason=reason)


@pytest.fixture
def backup() -> Any:
    return runpy.run_path(str(SDK_BACKUP))["workflow"]


@pytest.fixture
def reference() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(REFERENCE.read_text("utf-8"))
    return document


@pytest.fixture
def anywhere() -> Any:
    import boto3

    return boto3.client("stepfunctions", region_name="us-east-1")


def test_the_workflow_written_with_the_sdk_equals_its_reference(
    backup: Any, reference: dict[str, Any]
) -> None:
    assert is_sdk_workflow(backup)
    assert definition_of(backup).document == reference


def test_a_graph_equals_the_workflow_it_is_in(backup: Any, reference: dict[str, Any]) -> None:
    assert not is_sdk_workflow(backup.definition)
    assert definition_of(backup.definition).document == reference


def test_the_facts_are_what_the_sdk_would_create_the_workflow_with(backup: Any) -> None:
    facts = workflow_facts(backup)

    assert facts.name == "enhanced-backup-orchestration"
    assert facts.role == "arn:aws:iam::YOUR_ACCOUNT:role/StepFunctionsBackupRole"
    assert facts.tags == {"team": "platform"}


def test_a_chain_and_a_single_state_are_read_as_machines(sdk: Any) -> None:
    first, last = sdk.steps.Pass("First", result_path=None), sdk.steps.Succeed("Last")
    chain = sdk.steps.Chain([first, last])

    assert definition_of(chain).document == {
        "StartAt": "First",
        "States": {
            "First": {"Type": "Pass", "ResultPath": None, "Next": "Last"},
            "Last": {"Type": "Succeed"},
        },
    }
    assert definition_of(last).document == {
        "StartAt": "Last",
        "States": {"Last": {"Type": "Succeed"}},
    }


def test_what_is_inside_parallel_and_map_states_is_read(sdk: Any) -> None:
    parallel = sdk.steps.Parallel("Both")
    parallel.add_branch(sdk.steps.Pass("Left"))
    each = sdk.steps.Map("Each", iterator=sdk.steps.Succeed("Item"), max_concurrency=2)
    states = definition_of(sdk.steps.Chain([parallel, each])).document["States"]

    left = {"StartAt": "Left", "States": {"Left": {"Type": "Pass", "End": True}}}
    item = {"StartAt": "Item", "States": {"Item": {"Type": "Succeed"}}}
    assert states["Both"] == {"Type": "Parallel", "Branches": [left], "Next": "Each"}
    assert states["Each"] == {"Type": "Map", "Iterator": item, "MaxConcurrency": 2, "End": True}


def test_a_definition_fetched_from_aws_is_read(sdk: Any, reference: dict[str, Any]) -> None:
    assert definition_of(sdk.steps.FrozenGraph(reference)).document == reference


def test_placeholders_in_parameters_become_paths(sdk: Any) -> None:
    state = sdk.steps.Pass("Shape", parameters={"table": sdk.inputs.ExecutionInput()["Table"]})
    document = definition_of(state).document

    assert document["States"]["Shape"]["Parameters"] == {"table.$": "$$.Execution.Input['Table']"}


def test_a_placeholder_that_the_sdk_leaves_standing_is_named_with_its_place(sdk: Any) -> None:
    state = sdk.steps.Pass("Shape", parameters={"tables": [sdk.inputs.ExecutionInput()["Table"]]})
    with pytest.raises(SourceError, match=r"to_jsonpath\(\)") as caught:
        definition_of(state)

    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.pointer == "/States/Shape/Parameters/tables/0"
    assert "$$.Execution.Input['Table']" in diagnostic.message


def test_a_definition_that_the_sdk_cannot_build_is_an_error_and_not_a_traceback(sdk: Any) -> None:
    with pytest.raises(SourceError, match="ValueError: The chain is empty"):
        definition_of(sdk.steps.Chain([]))
    with pytest.raises(SourceError, match="'Each': ValueError: Expected branch"):
        definition_of(sdk.steps.Map("Each"))


def test_what_the_page_of_sdk_workflows_calls_bad_has_its_code(tmp_path: Path, sdk: Any) -> None:
    for title, code in (("Bad", ["SFN120"]), ("Good", [])):
        file = tmp_path / f"{title}.py"
        file.write_text(example("SFN120", title))
        chain = runpy.run_path(str(file))["report"]
        found: list[str] = []
        try:
            definition_of(chain)
        except SourceError as error:
            found = [diagnostic.code for diagnostic in error.diagnostics]
        assert found == code


def test_a_retry_is_an_object_of_the_sdk_without_a_definition(sdk: Any) -> None:
    retry = sdk.steps.Retry(error_equals=["States.ALL"])

    assert not is_sdk_object(retry)
    with pytest.raises(SourceError, match=r"'Retry' object .* has no definition"):
        definition_of(retry)


def test_a_workflow_is_read_as_it_was_constructed(sdk: Any, anywhere: Any) -> None:
    # What the SDK would create: it does not look at the states again either.
    parameters = {"tables": ["app-users"]}
    first = sdk.steps.Pass("First", parameters=parameters)
    workflow = sdk.workflow.Workflow(
        "late", first, role="arn:aws:iam::123456789012:role/R", client=anywhere
    )
    first.next(sdk.steps.Succeed("Last"))
    definition = definition_of(workflow)
    parameters["tables"].append("app-orders")

    assert definition.document == {
        "StartAt": "First",
        "States": {"First": {"Type": "Pass", "Parameters": {"tables": ["app-users"]}, "End": True}},
    }
    assert json.loads(workflow.definition.to_json())["States"].keys() == {"First"}


def test_compiling_a_file_of_the_sdk_prints_the_definition_and_nothing_else(
    backup: Any, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sfn_dsl", "compile", str(SDK_BACKUP)],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode() == canonical_text(definition_of(backup).document)


@pytest.mark.parametrize(
    "module", ["sfn_dsl", "sfn_dsl.interop.stepfunctions_sdk", "sfn_dsl.cli.main"]
)
def test_nothing_of_ours_imports_the_sdk(module: str) -> None:
    code = (
        f"import sys, {module}\n"
        "sys.exit(', '.join({'stepfunctions', 'sagemaker', 'boto3'} & sys.modules.keys()) or None)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120
    )

    assert done.returncode == 0, done.stderr


PIPELINES = """
import boto3
import sagemaker
from sagemaker.estimator import Estimator
from sagemaker.sklearn.estimator import SKLearn
from stepfunctions.template.pipeline import InferencePipeline, TrainingPipeline
from stepfunctions.workflow import Workflow

ROLE = "arn:aws:iam::123456789012:role/StepFunctionsBackupRole"
session = sagemaker.Session(boto_session=boto3.Session(region_name="us-east-1"), default_bucket="b")
states = boto3.client("stepfunctions", region_name="us-east-1")
options = {"role": ROLE, "instance_count": 1, "instance_type": "ml.m5.large"}
options |= {"sagemaker_session": session, "output_path": "s3://bucket/models"}
estimator = Estimator(image_uri="123456789012.dkr.ecr.us-east-1.amazonaws.com/x:1", **options)
training = TrainingPipeline(
    estimator, ROLE, "s3://bucket/in", "bucket", client=states, pipeline_name="train"
)


def build() -> Workflow:
    return training.get_workflow()
"""


@pytest.mark.slow
def test_template_pipelines_and_functions_are_sources(tmp_path: Path) -> None:
    (tmp_path / "pipelines.py").write_text(PIPELINES)
    for source in ("pipelines.py", "pipelines.py:training", "pipelines.py:build"):
        done = subprocess.run(
            [sys.executable, "-m", "sfn_dsl", "import", source],
            capture_output=True,
            check=False,
            text=True,
            cwd=tmp_path,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        assert "sagemaker.create_training_job(" in done.stdout
        assert '"train",' in done.stdout
        assert 'role="arn:aws:iam::123456789012:role/StepFunctionsBackupRole"' in done.stdout

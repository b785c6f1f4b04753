"""The table of integrations, held to the reference's matrix and to the services' own models."""

from __future__ import annotations

import keyword

import pytest

from sfn_dsl.language.services import ACTIONS, MODULES, SERVICES, Action
from sfn_dsl.language.services.s3 import ITEM_READERS, RESULT_WRITERS
from sfn_dsl.service_models.models import parameter_name
from sfn_dsl.tasks.service import TaskOptions

from .calls import has_objects, model_of, shape_of

ROWS = sorted(ACTIONS.values())

# Integrations reference, sections 1 and 2, written down a second time: what each action can wait
# for. The table and this are held to each other.
PATTERNS = {
    "": """
        athena:getQueryExecution athena:getQueryResults athena:stopQueryExecution
        bedrockagentcore:invokeHarness codebuild:batchDeleteBuilds codebuild:batchGetReports
        codebuild:deleteBuildBatch codebuild:stopBuild codebuild:stopBuildBatch dynamodb:deleteItem
        dynamodb:getItem dynamodb:putItem dynamodb:updateItem elasticmapreduce:cancelStep
        elasticmapreduce:modifyInstanceFleetByName elasticmapreduce:modifyInstanceGroupByName
        elasticmapreduce:setClusterTerminationProtection emr-containers:createVirtualCluster
        http:invoke sagemaker:createEndpoint sagemaker:createEndpointConfig sagemaker:createModel
        sagemaker:updateEndpoint
    """,
    "sync": """
        athena:startQueryExecution batch:submitJob bedrock:createModelCustomizationJob
        codebuild:retryBuildBatch codebuild:startBuild codebuild:startBuildBatch
        databrew:startJobRun eks:createCluster eks:createFargateProfile eks:createNodegroup
        eks:deleteCluster eks:deleteFargateProfile eks:deleteNodegroup elasticmapreduce:addStep
        elasticmapreduce:createCluster elasticmapreduce:terminateCluster
        emr-containers:deleteVirtualCluster emr-containers:startJobRun emr-serverless:cancelJobRun
        emr-serverless:createApplication emr-serverless:deleteApplication
        emr-serverless:startApplication emr-serverless:startJobRun emr-serverless:stopApplication
        glue:startJobRun mediaconvert:createJob sagemaker:createHyperParameterTuningJob
        sagemaker:createLabelingJob sagemaker:createProcessingJob sagemaker:createTrainingJob
        sagemaker:createTransformJob
    """,
    "task_token": """
        apigateway:invoke bedrock:invokeModel eks:call events:putEvents lambda:invoke sns:publish
        sqs:sendMessage
    """,
    "sync task_token": "ecs:runTask eks:runJob",
    "sync sync:2 task_token": "states:startExecution",
}

# Left out by the service's own SDK when missing, and yet what the whole action is about.
NEEDED_THOUGH_A_TOKEN = {"athena:stopQueryExecution": {"QueryExecutionId"}}

by_id = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)


def test_each_action_waits_for_what_the_reference_says() -> None:
    expected = {
        action: tuple(waits.split())
        for waits, actions in PATTERNS.items()
        for action in actions.split()
    }
    assert {row.id: row.waits for row in ROWS} == expected


@by_id
def test_arguments_are_names_that_nothing_else_has(row: Action) -> None:
    arguments = [parameter.argument for parameter in row.parameters]
    taken = {"name", "wait", "given", "options", *TaskOptions.__annotations__}
    assert len(arguments) == len(set(arguments))
    assert not taken & set(arguments)
    assert all(name.isidentifier() and not keyword.iskeyword(name) for name in arguments)


@by_id
def test_exclusive_groups_name_optional_parameters(row: Action) -> None:
    optional = {parameter.name for parameter in row.parameters if not parameter.required}
    assert all(set(group) <= optional for group in row.one_of)


@by_id
def test_each_parameter_is_one_of_the_operation_or_marked_as_the_integrations_own(
    row: Action,
) -> None:
    if row.operation and model_of(row) is None:
        pytest.skip("the installed botocore does not have this operation")
    for parameter in row.parameters:
        known = shape_of(row, parameter) is not None
        assert known or parameter.own or not row.operation, parameter.name


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.operation and not row.wrapper], ids=lambda row: row.id
)
def test_what_the_operation_requires_is_required(row: Action) -> None:
    model = model_of(row)
    if model is None:
        pytest.skip("the installed botocore does not have this operation")
    taken = model.input_of(row.operation.partition(":")[2]) or {"members": {}}
    needed = {
        parameter_name(member)
        for member in taken.get("required", ())
        if not taken["members"][member].get("idempotencyToken")
    }
    mine = {parameter.name for parameter in row.parameters if parameter.required}
    assert mine == needed | NEEDED_THOUGH_A_TOKEN.get(row.id, set())


@by_id
def test_parameters_that_hold_objects_are_marked(row: Action) -> None:
    model = model_of(row)
    for parameter in row.parameters:
        shape = shape_of(row, parameter)
        if model is None or shape is None or (row.wrapper and not row.shapes):
            continue
        assert parameter.nested is has_objects(model, shape), parameter.name


def test_each_service_file_holds_the_actions_of_its_own_service() -> None:
    for prefix, service in SERVICES.items():
        assert service.prefix == prefix
        assert {row.service for row in service.actions.values()} == {prefix}
        assert [row.id for row in service.actions.values()] == list(service.actions)


def test_every_service_has_a_module_of_its_own() -> None:
    assert len(set(MODULES.values())) == len(MODULES)


def test_what_a_map_reads_and_writes_is_not_a_task() -> None:
    assert set(ITEM_READERS) == {"s3:getObject", "s3:listObjectsV2"}
    assert set(RESULT_WRITERS) == {"s3:putObject"}
    assert not {*ITEM_READERS, *RESULT_WRITERS} & set(ACTIONS)

"""Amazon DynamoDB (the optimized integration ``dynamodb``).

See https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html.
"""

# Written by scripts/generate_tasks.py from sfn_dsl.language.services.dynamodb.

from __future__ import annotations

from typing import Unpack

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.model.converters import Elements, Template
from sfn_dsl.model.work_states import Task
from sfn_dsl.tasks.service import TaskOptions, service_task


def get_item(
    name: str,
    *,
    table_name: Template,
    key: Template,
    attributes_to_get: Elements | Unset = UNSET,
    consistent_read: Template | Unset = UNSET,
    expression_attribute_names: Template | Unset = UNSET,
    projection_expression: Template | Unset = UNSET,
    return_consumed_capacity: Template | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Read one item of a table by its key.

    Its result holds ``Item`` if there is one. See
    https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/GetItem.

    Args:
        name: The name of the state, 1 to 80 characters.
        table_name: ``TableName``, a string.
        key: ``Key``, an object.
        attributes_to_get: ``AttributesToGet``, a list of strings.
        consistent_read: ``ConsistentRead``, true or false.
        expression_attribute_names: ``ExpressionAttributeNames``, an object.
        projection_expression: ``ProjectionExpression``, a string.
        return_consumed_capacity: ``ReturnConsumedCapacity``, a string.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Elements | Unset] = {
        "TableName": table_name,
        "Key": key,
        "AttributesToGet": attributes_to_get,
        "ConsistentRead": consistent_read,
        "ExpressionAttributeNames": expression_attribute_names,
        "ProjectionExpression": projection_expression,
        "ReturnConsumedCapacity": return_consumed_capacity,
    }
    return service_task(
        name, "dynamodb:getItem", given, options, nested=("Key",), lists=("AttributesToGet",)
    )


def put_item(
    name: str,
    *,
    table_name: Template,
    item: Template,
    conditional_operator: Template | Unset = UNSET,
    condition_expression: Template | Unset = UNSET,
    expected: Template | Unset = UNSET,
    expression_attribute_names: Template | Unset = UNSET,
    expression_attribute_values: Template | Unset = UNSET,
    return_consumed_capacity: Template | Unset = UNSET,
    return_item_collection_metrics: Template | Unset = UNSET,
    return_values: Template | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Write one item of a table, replacing the one with its key.

    Its result holds ``Attributes`` if ``return_values`` requests them. See
    https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/PutItem.

    Args:
        name: The name of the state, 1 to 80 characters.
        table_name: ``TableName``, a string.
        item: ``Item``, an object.
        conditional_operator: ``ConditionalOperator``, a string.
        condition_expression: ``ConditionExpression``, a string.
        expected: ``Expected``, an object.
        expression_attribute_names: ``ExpressionAttributeNames``, an object.
        expression_attribute_values: ``ExpressionAttributeValues``, an object.
        return_consumed_capacity: ``ReturnConsumedCapacity``, a string.
        return_item_collection_metrics: ``ReturnItemCollectionMetrics``, a string.
        return_values: ``ReturnValues``, a string.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "TableName": table_name,
        "Item": item,
        "ConditionalOperator": conditional_operator,
        "ConditionExpression": condition_expression,
        "Expected": expected,
        "ExpressionAttributeNames": expression_attribute_names,
        "ExpressionAttributeValues": expression_attribute_values,
        "ReturnConsumedCapacity": return_consumed_capacity,
        "ReturnItemCollectionMetrics": return_item_collection_metrics,
        "ReturnValues": return_values,
    }
    return service_task(
        name,
        "dynamodb:putItem",
        given,
        options,
        nested=("Item", "Expected", "ExpressionAttributeValues"),
    )


def delete_item(
    name: str,
    *,
    table_name: Template,
    key: Template,
    conditional_operator: Template | Unset = UNSET,
    condition_expression: Template | Unset = UNSET,
    expected: Template | Unset = UNSET,
    expression_attribute_names: Template | Unset = UNSET,
    expression_attribute_values: Template | Unset = UNSET,
    return_consumed_capacity: Template | Unset = UNSET,
    return_item_collection_metrics: Template | Unset = UNSET,
    return_values: Template | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Delete one item of a table by its key.

    Its result holds ``Attributes`` if ``return_values`` requests them. See
    https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/DeleteItem.

    Args:
        name: The name of the state, 1 to 80 characters.
        table_name: ``TableName``, a string.
        key: ``Key``, an object.
        conditional_operator: ``ConditionalOperator``, a string.
        condition_expression: ``ConditionExpression``, a string.
        expected: ``Expected``, an object.
        expression_attribute_names: ``ExpressionAttributeNames``, an object.
        expression_attribute_values: ``ExpressionAttributeValues``, an object.
        return_consumed_capacity: ``ReturnConsumedCapacity``, a string.
        return_item_collection_metrics: ``ReturnItemCollectionMetrics``, a string.
        return_values: ``ReturnValues``, a string.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "TableName": table_name,
        "Key": key,
        "ConditionalOperator": conditional_operator,
        "ConditionExpression": condition_expression,
        "Expected": expected,
        "ExpressionAttributeNames": expression_attribute_names,
        "ExpressionAttributeValues": expression_attribute_values,
        "ReturnConsumedCapacity": return_consumed_capacity,
        "ReturnItemCollectionMetrics": return_item_collection_metrics,
        "ReturnValues": return_values,
    }
    return service_task(
        name,
        "dynamodb:deleteItem",
        given,
        options,
        nested=("Key", "Expected", "ExpressionAttributeValues"),
    )


def update_item(
    name: str,
    *,
    table_name: Template,
    key: Template,
    attribute_updates: Template | Unset = UNSET,
    update_expression: Template | Unset = UNSET,
    conditional_operator: Template | Unset = UNSET,
    condition_expression: Template | Unset = UNSET,
    expected: Template | Unset = UNSET,
    expression_attribute_names: Template | Unset = UNSET,
    expression_attribute_values: Template | Unset = UNSET,
    return_consumed_capacity: Template | Unset = UNSET,
    return_item_collection_metrics: Template | Unset = UNSET,
    return_values: Template | Unset = UNSET,
    **options: Unpack[TaskOptions],
) -> Task:
    """Change attributes of one item of a table, or create the item.

    Its result holds ``Attributes`` if ``return_values`` requests them. See
    https://docs.aws.amazon.com/goto/WebAPI/dynamodb-2012-08-10/UpdateItem.

    Args:
        name: The name of the state, 1 to 80 characters.
        table_name: ``TableName``, a string.
        key: ``Key``, an object.
        attribute_updates: ``AttributeUpdates``, an object.
        update_expression: ``UpdateExpression``, a string.
        conditional_operator: ``ConditionalOperator``, a string.
        condition_expression: ``ConditionExpression``, a string.
        expected: ``Expected``, an object.
        expression_attribute_names: ``ExpressionAttributeNames``, an object.
        expression_attribute_values: ``ExpressionAttributeValues``, an object.
        return_consumed_capacity: ``ReturnConsumedCapacity``, a string.
        return_item_collection_metrics: ``ReturnItemCollectionMetrics``, a string.
        return_values: ``ReturnValues``, a string.
        **options: The fields of a `Task`, as `TaskOptions` lists them.

    Raises:
        AuthoringError: An object has a member that the service does not have, or lacks one that it
            requires, or a value is not valid.
    """
    given: dict[str, Template | Unset] = {
        "TableName": table_name,
        "Key": key,
        "AttributeUpdates": attribute_updates,
        "UpdateExpression": update_expression,
        "ConditionalOperator": conditional_operator,
        "ConditionExpression": condition_expression,
        "Expected": expected,
        "ExpressionAttributeNames": expression_attribute_names,
        "ExpressionAttributeValues": expression_attribute_values,
        "ReturnConsumedCapacity": return_consumed_capacity,
        "ReturnItemCollectionMetrics": return_item_collection_metrics,
        "ReturnValues": return_values,
    }
    return service_task(
        name,
        "dynamodb:updateItem",
        given,
        options,
        nested=("Key", "AttributeUpdates", "Expected", "ExpressionAttributeValues"),
    )

"""Amazon DynamoDB."""

from __future__ import annotations

from typing import Final

from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import arn, grant

_TABLE: Final = arn("dynamodb", "table/{TableName}")

SERVICE: Final = service(
    "dynamodb",
    "Amazon DynamoDB",
    action(
        "dynamodb:getItem",
        "*TableName *Key{} AttributesToGet ConsistentRead ExpressionAttributeNames"
        " ProjectionExpression ReturnConsumedCapacity",
        does="Read one item of a table by its key.",
        gives="Its result holds ``Item`` if there is one.",
        operation="dynamodb:GetItem",
        permissions=(grant("dynamodb:GetItem", _TABLE),),
    ),
    action(
        "dynamodb:putItem",
        "*TableName *Item{} ConditionalOperator ConditionExpression Expected{}"
        " ExpressionAttributeNames ExpressionAttributeValues{} ReturnConsumedCapacity"
        " ReturnItemCollectionMetrics ReturnValues",
        does="Write one item of a table, replacing the one with its key.",
        gives="Its result holds ``Attributes`` if ``return_values`` requests them.",
        operation="dynamodb:PutItem",
        permissions=(grant("dynamodb:PutItem", _TABLE),),
    ),
    action(
        "dynamodb:deleteItem",
        "*TableName *Key{} ConditionalOperator ConditionExpression Expected{}"
        " ExpressionAttributeNames ExpressionAttributeValues{} ReturnConsumedCapacity"
        " ReturnItemCollectionMetrics ReturnValues",
        does="Delete one item of a table by its key.",
        gives="Its result holds ``Attributes`` if ``return_values`` requests them.",
        operation="dynamodb:DeleteItem",
        permissions=(grant("dynamodb:DeleteItem", _TABLE),),
    ),
    action(
        "dynamodb:updateItem",
        "*TableName *Key{} AttributeUpdates{} UpdateExpression ConditionalOperator"
        " ConditionExpression Expected{} ExpressionAttributeNames ExpressionAttributeValues{}"
        " ReturnConsumedCapacity ReturnItemCollectionMetrics ReturnValues",
        does="Change attributes of one item of a table, or create the item.",
        gives="Its result holds ``Attributes`` if ``return_values`` requests them.",
        operation="dynamodb:UpdateItem",
        permissions=(grant("dynamodb:UpdateItem", _TABLE),),
    ),
)

"""DynamoDB: tables and their settings."""

from __future__ import annotations

from ..stage import Case, Stage

TABLE = {
    "TableName": "made",
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    "BillingMode": "PAY_PER_REQUEST",
}
PROVISIONED = TABLE | {"BillingMode": "PROVISIONED", "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}}
NAME = {"TableName": "made"}
MISSING = {"TableName": "missing"}
ARN = "arn:aws:dynamodb:eu-west-1:111122223333:table/"
TAGS = [{"Key": "stage", "Value": "a"}]
LIVES = {"TimeToLiveSpecification": {"Enabled": True, "AttributeName": "ends"}}
BACKUPS = {"PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True}}


def _make(stage: Stage) -> None:
    stage.call("dynamodb:CreateTable", TABLE)
    stage.advance("1m")


CASES: dict[str, Case] = {
    "CreateTable": Case(TABLE, ("ResourceInUseException", TABLE), also=(PROVISIONED,), prepare_to_fail=_make),
    "DescribeTable": Case(NAME, ("ResourceNotFoundException", MISSING), _make),
    "UpdateTable": Case(
        NAME | {"DeletionProtectionEnabled": True}, ("ResourceNotFoundException", MISSING | {"DeletionProtectionEnabled": True}), _make
    ),
    "UpdateTimeToLive": Case(NAME | LIVES, ("ResourceNotFoundException", MISSING | LIVES), _make),
    "DescribeTimeToLive": Case(NAME, ("ResourceNotFoundException", MISSING), _make),
    "UpdateContinuousBackups": Case(NAME | BACKUPS, ("TableNotFoundException", MISSING | BACKUPS), _make),
    "DescribeContinuousBackups": Case(NAME, ("TableNotFoundException", MISSING), _make),
    "TagResource": Case(
        {"ResourceArn": ARN + "made", "Tags": TAGS},
        ("ResourceNotFoundException", {"ResourceArn": ARN + "missing", "Tags": TAGS}),
        _make,
    ),
    "ListTagsOfResource": Case(
        {"ResourceArn": ARN + "made"}, ("ResourceNotFoundException", {"ResourceArn": ARN + "missing"}), _make
    ),
}

"""AWS Secrets Manager."""

from __future__ import annotations

from ..stage import Case, Stage

MISSING = "ResourceNotFoundException"
SECRET = {"SecretId": "made"}
NO_SECRET = {"SecretId": "missing"}


def _secret(stage: Stage) -> None:
    request = {"Name": "made", "SecretString": "a", "Description": "b", "Tags": [{"Key": "team", "Value": "shop"}]}
    stage.call("secretsmanager:CreateSecret", request)


def _deleted(stage: Stage) -> None:
    _secret(stage)
    stage.call("secretsmanager:DeleteSecret", SECRET)


CASES: dict[str, Case] = {
    "CreateSecret": Case(
        {"Name": "made", "SecretString": "a"},
        ("ResourceExistsException", {"Name": "made", "SecretString": "b"}),
        prepare_to_fail=_secret,
        also=({"Name": "made", "SecretString": "a", "Tags": [{"Key": "team", "Value": "shop"}]},),
        looks=True,
    ),
    "DescribeSecret": Case(SECRET, (MISSING, NO_SECRET), _secret),
    "GetSecretValue": Case(SECRET, (MISSING, NO_SECRET), _secret),
    "PutSecretValue": Case(SECRET | {"SecretString": "b"}, (MISSING, NO_SECRET | {"SecretString": "b"}), _secret),
    "UpdateSecret": Case(SECRET | {"SecretString": "b"}, (MISSING, NO_SECRET | {"SecretString": "b"}), _secret),
    "ListSecrets": Case({}, ("InvalidNextTokenException", {"NextToken": "not a token"}), _secret, also=({"Filters": [{"Key": "name", "Values": ["made"]}]},)),
    "DeleteSecret": Case(SECRET, (MISSING, NO_SECRET), _secret),
    "RestoreSecret": Case(SECRET, (MISSING, NO_SECRET), _deleted),
    "TagResource": Case(
        SECRET | {"Tags": [{"Key": "stage", "Value": "a"}]}, (MISSING, NO_SECRET | {"Tags": [{"Key": "stage", "Value": "a"}]}), _secret
    ),
    "UntagResource": Case(SECRET | {"TagKeys": ["team"]}, (MISSING, NO_SECRET | {"TagKeys": ["team"]}), _secret),
}

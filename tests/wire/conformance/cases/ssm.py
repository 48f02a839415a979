"""AWS Systems Manager: Parameter Store."""

from __future__ import annotations

from ..stage import Case, Stage

PARAMETER = {"Name": "/shop/made", "Value": "a", "Type": "String"}
NAME = {"Name": "/shop/made"}
RESOURCE = {"ResourceType": "Parameter", "ResourceId": "/shop/made"}
NO_RESOURCE = RESOURCE | {"ResourceId": "/shop/missing"}
MISSING = "ParameterNotFound"


def _put(stage: Stage) -> None:
    stage.call("ssm:PutParameter", PARAMETER | {"Tags": [{"Key": "team", "Value": "shop"}]})
    stage.call("ssm:PutParameter", PARAMETER | {"Name": "/shop/other", "Type": "SecureString"})


CASES: dict[str, Case] = {
    "PutParameter": Case(PARAMETER, ("ParameterAlreadyExists", PARAMETER), prepare_to_fail=_put),
    "GetParameter": Case(NAME, (MISSING, {"Name": "/shop/missing"}), _put),
    "GetParameters": Case({"Names": ["/shop/other", "/shop/missing"]}, ("ValidationException", {"Names": ["/a"] * 11}), _put),
    "GetParametersByPath": Case({"Path": "/shop"}, ("InvalidNextToken", {"Path": "/shop", "NextToken": "not a token"}), _put),
    "DescribeParameters": Case({}, ("InvalidNextToken", {"NextToken": "not a token"}), _put),
    "DeleteParameter": Case(NAME, (MISSING, {"Name": "/shop/missing"}), _put),
    "DeleteParameters": Case({"Names": ["/shop/made", "/shop/missing"]}, ("ValidationException", {"Names": ["/a"] * 11}), _put),
    "AddTagsToResource": Case(
        RESOURCE | {"Tags": [{"Key": "stage", "Value": "a"}]},
        ("InvalidResourceId", NO_RESOURCE | {"Tags": [{"Key": "stage", "Value": "a"}]}),
        _put,
    ),
    "ListTagsForResource": Case(RESOURCE, ("InvalidResourceId", NO_RESOURCE), _put),
}

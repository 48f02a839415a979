"""AWS Systems Manager: Parameter Store."""

from __future__ import annotations

from ..stage import Case, Stage

PARAMETER = {"Name": "/shop/made", "Value": "a", "Type": "String"}
NAME = {"Name": "/shop/made"}
RESOURCE = {"ResourceType": "Parameter", "ResourceId": "/shop/made"}
NO_RESOURCE = RESOURCE | {"ResourceId": "/shop/missing"}
FILTERS = [{"Key": "Type", "Option": "Equals", "Values": ["String"]}]
MISSING = "ParameterNotFound"


def _put_other(stage: Stage) -> None:
    stage.call("ssm:PutParameter", PARAMETER | {"Name": "/shop/other", "Type": "SecureString"})


def _put(stage: Stage) -> None:
    stage.call("ssm:PutParameter", PARAMETER | {"Tags": [{"Key": "team", "Value": "shop"}]})
    _put_other(stage)


CASES: dict[str, Case] = {
    "PutParameter": Case(
        PARAMETER,
        ("ParameterAlreadyExists", PARAMETER),
        _put_other,
        also=(PARAMETER | {"Name": "/shop/other", "Type": "SecureString", "Overwrite": True},),
        prepare_to_fail=_put,
    ),
    "GetParameter": Case(NAME, (MISSING, {"Name": "/shop/missing"}), _put, also=({"Name": "/shop/other"},)),
    "GetParameters": Case({"Names": ["/shop/other", "/shop/missing"]}, ("ValidationException", {"Names": ["/a"] * 11}), _put),
    "GetParametersByPath": Case(
        {"Path": "/shop"},
        ("InvalidNextToken", {"Path": "/shop", "NextToken": "not a token"}),
        _put,
        also=({"Path": "/"}, {"Path": "/shop", "MaxResults": 1}, {"Path": "/shop", "ParameterFilters": FILTERS}),
    ),
    "DescribeParameters": Case(
        {},
        ("InvalidNextToken", {"NextToken": "not a token"}),
        _put,
        also=({"MaxResults": 1}, {"ParameterFilters": FILTERS}, {"Filters": [{"Key": "Type", "Values": ["String"]}]}),
    ),
    "DeleteParameter": Case(NAME, (MISSING, {"Name": "/shop/missing"}), _put),
    "DeleteParameters": Case({"Names": ["/shop/made", "/shop/missing"]}, ("ValidationException", {"Names": ["/a"] * 11}), _put),
    "AddTagsToResource": Case(
        RESOURCE | {"Tags": [{"Key": "stage", "Value": "a"}]},
        ("InvalidResourceId", NO_RESOURCE | {"Tags": [{"Key": "stage", "Value": "a"}]}),
        _put,
    ),
    "ListTagsForResource": Case(RESOURCE, ("InvalidResourceId", NO_RESOURCE), _put),
}

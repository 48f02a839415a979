"""Amazon CloudWatch Logs."""

from __future__ import annotations

from ..stage import Case, Stage

MISSING = "ResourceNotFoundException"
GROUP = {"logGroupName": "made"}
STREAM = GROUP | {"logStreamName": "first"}
#: Within the time that events are taken.
NOW = 1_767_225_600_000


def _arn(stage: Stage) -> str:
    return f"arn:aws:logs:eu-west-1:111122223333:log-group:{GROUP['logGroupName']}"


def _group(stage: Stage) -> str:
    stage.call("logs:CreateLogGroup", GROUP | {"tags": {"team": "shop"}})
    stage.call("logs:CreateLogGroup", {"logGroupName": "other"})
    return _arn(stage)


def _stream(stage: Stage) -> None:
    _group(stage)
    stage.call("logs:CreateLogStream", STREAM)
    stage.call("logs:CreateLogStream", GROUP | {"logStreamName": "second"})


def _events(stage: Stage) -> None:
    _stream(stage)
    events = [{"timestamp": NOW + 1000 * number, "message": f"line {number}"} for number in range(3)]
    stage.call("logs:PutLogEvents", STREAM | {"logEvents": events})


def _kept(stage: Stage) -> None:
    _group(stage)
    stage.call("logs:PutRetentionPolicy", GROUP | {"retentionInDays": 7})


CASES: dict[str, Case] = {
    "CreateLogGroup": Case(GROUP, ("ResourceAlreadyExistsException", GROUP), prepare_to_fail=_group),
    "DescribeLogGroups": Case({}, ("InvalidParameterException", {"limit": 51}), _group),
    "DeleteLogGroup": Case(GROUP, (MISSING, {"logGroupName": "missing"}), _group),
    "PutRetentionPolicy": Case(
        GROUP | {"retentionInDays": 7}, (MISSING, {"logGroupName": "missing", "retentionInDays": 7}), _group
    ),
    "DeleteRetentionPolicy": Case(GROUP, (MISSING, {"logGroupName": "missing"}), _kept),
    "CreateLogStream": Case(STREAM, (MISSING, STREAM | {"logGroupName": "missing"}), _group),
    "DescribeLogStreams": Case(GROUP, (MISSING, {"logGroupName": "missing"}), _events),
    "PutLogEvents": Case(
        STREAM | {"logEvents": [{"timestamp": NOW, "message": "line"}]},
        (MISSING, STREAM | {"logGroupName": "missing", "logEvents": [{"timestamp": NOW, "message": "line"}]}),
        _stream,
    ),
    "GetLogEvents": Case(STREAM, (MISSING, STREAM | {"logGroupName": "missing"}), _events, also=(STREAM | {"limit": 2},)),
    "FilterLogEvents": Case(GROUP, (MISSING, {"logGroupName": "missing"}), _events),
    "TagResource": Case(
        lambda there: {"resourceArn": there.made, "tags": {"stage": "a"}},
        (MISSING, lambda there: {"resourceArn": there.made + "0", "tags": {"stage": "a"}}),
        _group,
    ),
    "UntagResource": Case(
        lambda there: {"resourceArn": there.made, "tagKeys": ["team"]},
        (MISSING, lambda there: {"resourceArn": there.made + "0", "tagKeys": ["team"]}),
        _group,
    ),
    "ListTagsForResource": Case(
        lambda there: {"resourceArn": there.made}, (MISSING, lambda there: {"resourceArn": there.made + "0"}), _group
    ),
}

"""AWS AppConfig and its data plane."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from ..stage import Case, Stage

MISSING = "ResourceNotFoundException"
BAD = "BadRequestException"
TAGS = {"Tags": {"team": "shop"}}
STRATEGY = {"Name": "made", "DeploymentDurationInMinutes": 5, "GrowthFactor": 50.0}
FLAGS = {"version": "1", "flags": {"checkout": {"name": "checkout"}}, "values": {"checkout": {"enabled": True}}}
CONTENT = {"Content": json.dumps(FLAGS), "ContentType": "application/json"}
NOWHERE = {"ApplicationId": "missing"}
ALARM = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:errors"
#: The predefined strategies are on the first page of all.
PAGES = {"MaxResults": 1}
NO_TOKEN = {"NextToken": "not a token"}


def _application(stage: Stage) -> SimpleNamespace:
    made = stage.call("appconfig:CreateApplication", {"Name": "made"})
    return SimpleNamespace(application={"ApplicationId": made["Id"]})


def _environment(stage: Stage) -> SimpleNamespace:
    made = _application(stage)
    environment = stage.call("appconfig:CreateEnvironment", made.application | {"Name": "made"})
    made.environment = made.application | {"EnvironmentId": environment["Id"]}
    stage.call("appconfig:CreateEnvironment", made.application | {"Name": "other", "Monitors": [{"AlarmArn": ALARM}]})
    return made


def _profile(stage: Stage) -> SimpleNamespace:
    made = _environment(stage)
    request = made.application | {"Name": "made", "LocationUri": "hosted", "Type": "AWS.AppConfig.FeatureFlags"}
    profile = stage.call("appconfig:CreateConfigurationProfile", request)
    made.profile = made.application | {"ConfigurationProfileId": profile["Id"]}
    free = made.application | {"Name": "other", "LocationUri": "hosted", "Validators": [{"Type": "JSON_SCHEMA", "Content": "{}"}]}
    stage.call("appconfig:CreateConfigurationProfile", free)
    return made


def _version(stage: Stage) -> SimpleNamespace:
    made = _profile(stage)
    stage.call("appconfig:CreateHostedConfigurationVersion", made.profile | CONTENT | {"VersionLabel": "first", "Description": "a"})
    stage.call("appconfig:CreateHostedConfigurationVersion", made.profile | CONTENT)
    return made


def _start(made: Any, strategy: str = "AppConfig.Linear20PercentEvery6Minutes") -> dict[str, Any]:
    return made.environment | made.profile | {"DeploymentStrategyId": strategy, "ConfigurationVersion": "1"}


def _deployment(stage: Stage) -> SimpleNamespace:
    made = _version(stage)
    started = stage.call("appconfig:StartDeployment", _start(made))
    made.deployment = made.environment | {"DeploymentNumber": started["DeploymentNumber"]}
    return made


def _complete(stage: Stage) -> SimpleNamespace:
    made = _version(stage)
    for _ in range(2):
        started = stage.call("appconfig:StartDeployment", _start(made, "AppConfig.AllAtOnce"))
        stage.advance("11m")
    made.deployment = made.environment | {"DeploymentNumber": started["DeploymentNumber"]}
    return made


def _session(made: Any) -> dict[str, Any]:
    return {
        "ApplicationIdentifier": made.application["ApplicationId"],
        "EnvironmentIdentifier": made.environment["EnvironmentId"],
        "ConfigurationProfileIdentifier": made.profile["ConfigurationProfileId"],
    }


def _token(stage: Stage) -> str:
    made = _complete(stage)
    return stage.call("appconfigdata:StartConfigurationSession", _session(made))["InitialConfigurationToken"]


CASES: dict[str, Case] = {
    "CreateApplication": Case({"Name": "made"} | TAGS, (BAD, {"Name": "made", "Tags": {"aws:made": "a"}})),
    "GetApplication": Case(lambda there: there.made.application, (MISSING, NOWHERE), _application),
    "ListApplications": Case({}, (BAD, NO_TOKEN), _application, also=(PAGES,)),
    "CreateEnvironment": Case(
        lambda there: there.made.application | {"Name": "made", "Monitors": [{"AlarmArn": ALARM}]},
        (MISSING, NOWHERE | {"Name": "made"}),
        _application,
    ),
    "GetEnvironment": Case(
        lambda there: there.made.environment, (MISSING, lambda there: there.made.application | {"EnvironmentId": "missing"}), _environment
    ),
    "ListEnvironments": Case(
        lambda there: there.made.application,
        (MISSING, NOWHERE),
        _environment,
        also=(lambda there: there.made.application | PAGES,),
    ),
    "CreateConfigurationProfile": Case(
        lambda there: there.made.application | {"Name": "made", "LocationUri": "hosted", "Type": "AWS.AppConfig.FeatureFlags"},
        (MISSING, NOWHERE | {"Name": "made", "LocationUri": "hosted"}),
        _application,
        also=(
            lambda there: there.made.application
            | {"Name": "made", "LocationUri": "ssm-parameter://made", "RetrievalRoleArn": "arn:aws:iam::111122223333:role/made"},
        ),
    ),
    "GetConfigurationProfile": Case(
        lambda there: there.made.profile, (MISSING, lambda there: there.made.application | {"ConfigurationProfileId": "missing"}), _profile
    ),
    "ListConfigurationProfiles": Case(
        lambda there: there.made.application,
        (MISSING, NOWHERE),
        _profile,
        also=(lambda there: there.made.application | PAGES, lambda there: there.made.application | {"Type": "AWS.Freeform"}),
    ),
    "CreateHostedConfigurationVersion": Case(
        lambda there: there.made.profile | CONTENT | {"LatestVersionNumber": 2},
        ("ConflictException", lambda there: there.made.profile | CONTENT | {"LatestVersionNumber": 1}),
        _version,
    ),
    "GetHostedConfigurationVersion": Case(
        lambda there: there.made.profile | {"VersionNumber": 1},
        (MISSING, lambda there: there.made.profile | {"VersionNumber": 9}),
        _version,
        also=(lambda there: there.made.profile | {"VersionNumber": 2},),
    ),
    "ListHostedConfigurationVersions": Case(
        lambda there: there.made.profile,
        (BAD, lambda there: there.made.profile | NO_TOKEN),
        _version,
        also=(lambda there: there.made.profile | PAGES, lambda there: there.made.profile | {"VersionLabel": "fi*"}),
    ),
    "CreateDeploymentStrategy": Case(
        STRATEGY | {"FinalBakeTimeInMinutes": 1, "ReplicateTo": "NONE", "GrowthType": "LINEAR"},
        (BAD, STRATEGY | {"Tags": {"aws:made": "a"}}),
    ),
    "ListDeploymentStrategies": Case(
        {}, (BAD, NO_TOKEN), lambda stage: stage.call("appconfig:CreateDeploymentStrategy", STRATEGY), also=(PAGES,)
    ),
    "StartDeployment": Case(
        lambda there: _start(there.made),
        (MISSING, lambda there: _start(there.made) | {"ConfigurationVersion": "9"}),
        _version,
        also=(lambda there: _start(there.made, "AppConfig.AllAtOnce") | {"ConfigurationVersion": "first", "Description": "a"},),
    ),
    "GetDeployment": Case(
        lambda there: there.made.deployment,
        (MISSING, lambda there: there.made.environment | {"DeploymentNumber": 9}),
        _deployment,
    ),
    "ListDeployments": Case(
        lambda there: there.made.environment,
        (BAD, lambda there: there.made.environment | NO_TOKEN),
        _complete,
        also=(lambda there: there.made.environment | PAGES,),
    ),
    "StopDeployment": Case(
        lambda there: there.made.deployment | {"AllowRevert": True},
        (BAD, lambda there: there.made.deployment),
        _complete,
    ),
}

DATA_CASES: dict[str, Case] = {
    "StartConfigurationSession": Case(
        lambda there: _session(there.made), (MISSING, lambda there: _session(there.made) | {"ApplicationIdentifier": "missing"}), _version
    ),
    "GetLatestConfiguration": Case(
        lambda there: {"ConfigurationToken": there.made}, (BAD, {"ConfigurationToken": "not a token"}), _token
    ),
}

"""Amazon ECR."""

from __future__ import annotations

import json

from ..stage import Case, Stage

MISSING = {"repositoryName": "missing"}
NO_REPOSITORY = "RepositoryNotFoundException"
INVALID = "InvalidParameterException"
WEB = {"repositoryName": "shop/web"}
IMAGE = WEB | {"imageId": {"imageTag": "1.0"}}
EXCLUSION = {
    "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
    "imageTagMutabilityExclusionFilters": [{"filterType": "WILDCARD", "filter": "dev*"}],
}
RULE = {
    "rulePriority": 1,
    "description": "keep one",
    "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1},
    "action": {"type": "expire"},
}
LIFECYCLE = json.dumps({"rules": [RULE]})
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [{"Sid": "a", "Effect": "Allow", "Principal": "*", "Action": "ecr:ListImages"}]})


def _put_lifecycle(stage: Stage) -> None:
    stage.call("ecr:PutLifecyclePolicy", WEB | {"lifecyclePolicyText": LIFECYCLE})


def _preview(stage: Stage) -> None:
    _put_lifecycle(stage)
    stage.call("ecr:StartLifecyclePolicyPreview", WEB)
    stage.advance("1m")


def _put_policy(stage: Stage) -> None:
    stage.call("ecr:SetRepositoryPolicy", WEB | {"policyText": POLICY})


def _replicate(stage: Stage) -> None:
    destinations = [{"region": "eu-central-1", "registryId": "111122223333"}]
    stage.call("ecr:PutReplicationConfiguration", {"replicationConfiguration": {"rules": [{"destinations": destinations}]}})
    stage.call("ecr:PutImage", WEB | {"imageManifest": stage.there.manifest, "imageTag": "again"})


def _tag(stage: Stage) -> None:
    stage.call("ecr:TagResource", {"resourceArn": stage.there.repository, "tags": [{"Key": "team", "Value": "shop"}]})


CASES: dict[str, Case] = {
    "CreateRepository": Case(
        {"repositoryName": "made"},
        ("RepositoryAlreadyExistsException", WEB),
        also=({"repositoryName": "made"} | EXCLUSION, {"repositoryName": "made", "encryptionConfiguration": {"encryptionType": "KMS"}}),
    ),
    "DescribeRepositories": Case(
        {"maxResults": 1},
        (NO_REPOSITORY, {"repositoryNames": ["missing"]}),
        also=({"repositoryNames": ["shop/web"]},),
    ),
    "DeleteRepository": Case(WEB | {"force": True}, ("RepositoryNotEmptyException", WEB)),
    "PutImageTagMutability": Case(
        WEB | {"imageTagMutability": "IMMUTABLE"},
        (NO_REPOSITORY, MISSING | {"imageTagMutability": "IMMUTABLE"}),
        also=(WEB | EXCLUSION,),
    ),
    "PutImageScanningConfiguration": Case(
        WEB | {"imageScanningConfiguration": {"scanOnPush": True}}, (NO_REPOSITORY, MISSING | {"imageScanningConfiguration": {}})
    ),
    "PutLifecyclePolicy": Case(
        WEB | {"lifecyclePolicyText": LIFECYCLE}, (INVALID, WEB | {"lifecyclePolicyText": json.dumps({"rules": [{}] * 60})})
    ),
    "GetLifecyclePolicy": Case(WEB, ("LifecyclePolicyNotFoundException", {"repositoryName": "shop/worker"}), _put_lifecycle),
    "DeleteLifecyclePolicy": Case(WEB, ("LifecyclePolicyNotFoundException", {"repositoryName": "shop/worker"}), _put_lifecycle),
    "StartLifecyclePolicyPreview": Case(WEB, ("LifecyclePolicyNotFoundException", {"repositoryName": "shop/worker"}), _put_lifecycle),
    "GetLifecyclePolicyPreview": Case(WEB, ("LifecyclePolicyPreviewNotFoundException", {"repositoryName": "shop/worker"}), _preview),
    "SetRepositoryPolicy": Case(WEB | {"policyText": POLICY}, (NO_REPOSITORY, MISSING | {"policyText": POLICY})),
    "GetRepositoryPolicy": Case(WEB, ("RepositoryPolicyNotFoundException", {"repositoryName": "shop/worker"}), _put_policy),
    "DeleteRepositoryPolicy": Case(WEB, ("RepositoryPolicyNotFoundException", {"repositoryName": "shop/worker"}), _put_policy),
    "PutReplicationConfiguration": Case(
        {"replicationConfiguration": {"rules": [{"destinations": [{"region": "eu-central-1", "registryId": "111122223333"}]}]}},
        (INVALID, {"replicationConfiguration": {"rules": [{"destinations": []}]}}),
    ),
    "DescribeImageReplicationStatus": Case(
        WEB | {"imageId": {"imageTag": "again"}}, ("ImageNotFoundException", WEB | {"imageId": {"imageTag": "missing"}}), _replicate
    ),
    "DescribeRegistry": Case({}, None),
    "TagResource": Case(
        lambda there: {"resourceArn": there.repository, "tags": [{"Key": "team", "Value": "shop"}]},
        (NO_REPOSITORY, lambda there: {"resourceArn": there.repository + "0", "tags": []}),
    ),
    "UntagResource": Case(
        lambda there: {"resourceArn": there.repository, "tagKeys": ["team"]},
        (NO_REPOSITORY, lambda there: {"resourceArn": there.repository + "0", "tagKeys": []}),
        _tag,
    ),
    "ListTagsForResource": Case(
        lambda there: {"resourceArn": there.repository},
        (NO_REPOSITORY, lambda there: {"resourceArn": there.repository + "0"}),
        _tag,
    ),
    "DescribeImages": Case(
        WEB, ("ImageNotFoundException", WEB | {"imageIds": [{"imageTag": "missing"}]}), also=(WEB | {"maxResults": 1},)
    ),
    "BatchGetImage": Case(
        WEB | {"imageIds": [{"imageTag": "1.0"}, {"imageTag": "missing"}]}, (NO_REPOSITORY, MISSING | {"imageIds": [{"imageTag": "a"}]})
    ),
    "PutImage": Case(
        lambda there: WEB | {"imageManifest": there.manifest, "imageTag": "again"},
        ("ImageAlreadyExistsException", lambda there: WEB | {"imageManifest": there.manifest, "imageTag": "1.0"}),
    ),
    "ListImages": Case(WEB | {"maxResults": 1}, (NO_REPOSITORY, MISSING)),
    "DescribeImageScanFindings": Case(IMAGE, ("ScanNotFoundException", {"repositoryName": "shop/worker", "imageId": {"imageTag": "1.0"}})),
    "StartImageScan": Case(
        {"repositoryName": "shop/worker", "imageId": {"imageTag": "1.0"}}, ("ImageNotFoundException", WEB | {"imageId": {"imageTag": "missing"}})
    ),
    "GetRegistryScanningConfiguration": Case({}, None),
    "PutRegistryScanningConfiguration": Case(
        {"scanType": "ENHANCED"},
        (INVALID, {"rules": [{"scanFrequency": "CONTINUOUS_SCAN", "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}]}]}),
    ),
    "GetAuthorizationToken": Case({}, None),
    "BatchDeleteImage": Case(
        WEB | {"imageIds": [{"imageTag": "latest"}, {"imageTag": "missing"}]}, (NO_REPOSITORY, MISSING | {"imageIds": [{"imageTag": "a"}]})
    ),
    "BatchCheckLayerAvailability": Case(
        lambda there: WEB | {"layerDigests": [json.loads(there.manifest)["layers"][0]["digest"]]},
        (NO_REPOSITORY, lambda there: MISSING | {"layerDigests": [there.digest]}),
    ),
}

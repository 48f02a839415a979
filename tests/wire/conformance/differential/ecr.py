"""Repositories, their settings and policies, images."""

from __future__ import annotations

import json
from typing import Any

from .steps import Maker, Ref, Step

ACCOUNT = "123456789012"
OCI = "application/vnd.oci.image.manifest.v1+json"
DOCKER = "application/vnd.docker.distribution.manifest.v2+json"
EXCLUDED = [{"filterType": "WILDCARD", "filter": "dev*"}]


class Ecr(Maker):
    SERVICE = "ecr"

    def first(self) -> list[Step]:
        return [self.call("CreateRepository", repositoryName="app")]

    def repository(self) -> str:
        return self.of("app", "app", "app", "team/api", "missing")

    def arn(self) -> str:
        return f"arn:aws:ecr:eu-west-1:{ACCOUNT}:repository/{self.repository()}"

    def tag(self) -> str:
        return self.of("1.0", "1.1", "dev")

    def image(self) -> dict[str, Any]:
        if self.count and self.rng.random() < 0.4:
            return {"imageDigest": Ref(f"digest:{self.rng.randint(1, self.count)}")}
        return {"imageTag": self.tag()}

    def manifest(self, number: int) -> str:
        kind = OCI if number % 2 else DOCKER
        blob = lambda what, size: {"mediaType": f"{kind}.{what}", "digest": f"sha256:{number:064x}", "size": size}  # noqa: E731
        document = {"schemaVersion": 2, "mediaType": kind, "config": blob("config", 100), "layers": [blob("layer", 1000 * number)]}
        return json.dumps(document)

    def do_create_repository(self) -> Step:
        mode = self.maybe(self.of("MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"))
        return self.call(
            "CreateRepository",
            repositoryName=self.of("app", "team/api", "Not-a-name"),
            imageTagMutability=mode,
            imageTagMutabilityExclusionFilters=EXCLUDED if mode and "EXCLUSION" in mode else None,
            imageScanningConfiguration=self.maybe({"scanOnPush": self.of(True, False)}),
            tags=self.maybe(self.tags("Key", "Value")),
        )

    def do_describe_repositories(self) -> Step:
        return self.call("DescribeRepositories", repositoryNames=self.maybe([self.repository()]))

    def do_delete_repository(self) -> Step:
        return self.call("DeleteRepository", repositoryName=self.of("team/api", "missing"), force=self.maybe(True))

    def do_put_image_tag_mutability(self) -> Step:
        return self.call("PutImageTagMutability", repositoryName=self.repository(), imageTagMutability=self.of("MUTABLE", "IMMUTABLE"))

    def do_put_image_scanning_configuration(self) -> Step:
        scanning = {"scanOnPush": self.of(True, False)}
        return self.call("PutImageScanningConfiguration", repositoryName=self.repository(), imageScanningConfiguration=scanning)

    def do_put_lifecycle_policy(self) -> Step:
        selection = {"tagStatus": "any", "countType": self.of("imageCountMoreThan", "missing"), "countNumber": 50}
        policy = {"rules": [{"rulePriority": 1, "description": "a", "selection": selection, "action": {"type": "expire"}}]}
        return self.call("PutLifecyclePolicy", repositoryName=self.repository(), lifecyclePolicyText=json.dumps(policy))

    def do_get_lifecycle_policy(self) -> Step:
        return self.call("GetLifecyclePolicy", repositoryName=self.repository())

    def do_delete_lifecycle_policy(self) -> Step:
        return self.call("DeleteLifecyclePolicy", repositoryName=self.repository())

    def do_set_repository_policy(self) -> Step:
        statement = {"Sid": "a", "Effect": "Allow", "Principal": "*", "Action": ["ecr:ListImages"]}
        text = self.of(json.dumps({"Version": "2012-10-17", "Statement": [statement]}), "not a policy")
        return self.call("SetRepositoryPolicy", repositoryName=self.repository(), policyText=text)

    def do_get_repository_policy(self) -> Step:
        return self.call("GetRepositoryPolicy", repositoryName=self.repository())

    def do_delete_repository_policy(self) -> Step:
        return self.call("DeleteRepositoryPolicy", repositoryName=self.repository())

    def do_put_image(self) -> Step:
        again = self.count > 0 and self.rng.random() < 0.4
        number = self.rng.randint(1, self.count) if again else self.next()
        takes = {f"digest:{number}": "image.imageId.imageDigest"}
        return self.call(
            "PutImage", takes, repositoryName=self.repository(), imageManifest=self.manifest(number), imageTag=self.maybe(self.tag(), 0.8)
        )

    do_put_image_too = do_put_image

    def do_list_images(self) -> Step:
        kind = self.maybe({"tagStatus": self.of("TAGGED", "UNTAGGED", "ANY")})
        return self.call("ListImages", repositoryName=self.repository(), filter=kind)

    def do_describe_images(self) -> Step:
        return self.call("DescribeImages", repositoryName=self.repository(), imageIds=self.maybe([self.image()]))

    def do_batch_get_image(self) -> Step:
        return self.call("BatchGetImage", repositoryName=self.repository(), imageIds=[self.image()])

    def do_tag_resource(self) -> Step:
        return self.call("TagResource", resourceArn=self.arn(), tags=self.tags("Key", "Value"))

    def do_untag_resource(self) -> Step:
        return self.call("UntagResource", resourceArn=self.arn(), tagKeys=[self.of("team", "stage")])

    def do_list_tags_for_resource(self) -> Step:
        return self.call("ListTagsForResource", resourceArn=self.arn())

    def do_put_replication_configuration(self) -> Step:
        destination = {"region": self.of("eu-central-1", "us-east-1"), "registryId": ACCOUNT}
        return self.call("PutReplicationConfiguration", replicationConfiguration={"rules": [{"destinations": [destination]}]})

    def do_describe_registry(self) -> Step:
        return self.call("DescribeRegistry")

    def do_put_registry_scanning_configuration(self) -> Step:
        filters = [{"filter": "*", "filterType": "WILDCARD"}]
        rules = [{"scanFrequency": self.of("SCAN_ON_PUSH", "CONTINUOUS_SCAN"), "repositoryFilters": filters}]
        return self.call("PutRegistryScanningConfiguration", scanType=self.of("BASIC", "ENHANCED"), rules=rules)

    def do_get_registry_scanning_configuration(self) -> Step:
        return self.call("GetRegistryScanningConfiguration")

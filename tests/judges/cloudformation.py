"""Resources in AWS's own JSON, written as CloudFormation templates.

What a member is called in CloudFormation comes from the resource schemas that cfn-lint brings, whatever its capitals; only names that
differ by more than those are listed here. A member that a schema does not have is reported, never dropped unseen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import cfnlint
from subjects import Subject

SCHEMAS = Path(cfnlint.__file__).parent / "data/schemas"
REGION = "us-east-1"
ACCOUNT = "111122223333"

TASK_DEFINITION = "AWS::ECS::TaskDefinition"
SERVICE = "AWS::ECS::Service"
CLUSTER = "AWS::ECS::Cluster"
CAPACITY_PROVIDER = "AWS::ECS::CapacityProvider"
REPOSITORY = "AWS::ECR::Repository"
LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer"
LISTENER = "AWS::ElasticLoadBalancingV2::Listener"
LISTENER_RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"
TARGET_GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"
SCANNING = "AWS::ECR::RegistryScanningConfiguration"
REPLICATION = "AWS::ECR::ReplicationConfiguration"
REGISTRY_POLICY = "AWS::ECR::RegistryPolicy"
TYPES = (
    TASK_DEFINITION, SERVICE, CLUSTER, CAPACITY_PROVIDER, REPOSITORY, LOAD_BALANCER, LISTENER, LISTENER_RULE, TARGET_GROUP, SCANNING,
    REPLICATION, REGISTRY_POLICY,
)  # fmt: skip

# Where CloudFormation has another name than the API: the place in the template, the API's name in small letters, CloudFormation's.
RENAMED = {
    (TASK_DEFINITION, "/ProxyConfiguration", "properties"): "ProxyConfigurationProperties",
    (SERVICE, "", "placementstrategy"): "PlacementStrategies",
    (SERVICE, "", "clusterarn"): "Cluster",
    (SERVICE, "", "rolearn"): "Role",
    (CLUSTER, "", "settings"): "ClusterSettings",
    (REPOSITORY, "/ImageTagMutabilityExclusionFilters", "filtertype"): "ImageTagMutabilityExclusionFilterType",
    (REPOSITORY, "/ImageTagMutabilityExclusionFilters", "filter"): "ImageTagMutabilityExclusionFilterValue",
    (LOAD_BALANCER, "", "loadbalancername"): "Name",
    (LOAD_BALANCER, "", "customerownedipv4pool"): "Ipv4IpamPoolId",
    (TARGET_GROUP, "", "targetgroupname"): "Name",
}

# For templates whose subject leaves open what CloudFormation wants to know.
SUBNETS = ["subnet-0a0a0a0a0a0a0a0a0", "subnet-0b0b0b0b0b0b0b0b0"]
ARN = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}"
FORWARD = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]


@dataclass
class Written:
    """A subject as a template, or none if CloudFormation has no resource for it."""

    subject: Subject
    resources: dict[str, Any] = field(default_factory=dict)
    # Type and member that CloudFormation has no property for.
    inexpressible: set[tuple[str, str]] = field(default_factory=set)

    @property
    def template(self) -> dict[str, Any]:
        """As CloudFormation takes it."""
        return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": self.resources}

    def put(self, name: str, kind: str, api: dict[str, Any], **more: Any) -> dict[str, str]:
        """Write one resource, with more properties than the API's member names give. Gives a reference to it."""
        properties = translate(kind, api, self.inexpressible)
        properties.update({key: value for key, value in more.items() if value is not None})
        self.resources[name] = {"Type": kind, "Properties": properties}
        return {"Ref": name}


@cache
def schema(kind: str) -> dict[str, Any]:
    """The schema of a resource type."""
    known = json.loads((SCHEMAS / f"providers/{REGION}.json").read_text())
    return json.loads((SCHEMAS / f"resources/{known[kind]}.json").read_text())


def translate(kind: str, api: dict[str, Any], inexpressible: set[tuple[str, str]]) -> dict[str, Any]:
    """The members of an API's structure as properties of a resource type."""
    writer = _Writer(kind, inexpressible)
    return writer.value(schema(kind), api, "", "")


class _Writer:
    def __init__(self, kind: str, inexpressible: set[tuple[str, str]]) -> None:
        self.kind, self.inexpressible = kind, inexpressible
        self.definitions = schema(kind).get("definitions", {})
        read_only = schema(kind).get("readOnlyProperties", [])
        self.read_only = {path.removeprefix("/properties") for path in read_only}

    def value(self, form: dict[str, Any], value: Any, place: str, path: str) -> Any:
        form = self.resolved(form)
        if isinstance(value, list):
            return [self.value(form.get("items", {}), item, place, path) for item in value]
        # Without properties it is a map, whose keys are the user's own.
        properties = self.properties(form)
        if isinstance(value, dict) and properties:
            return self.members(properties, value, place, path)
        return self.scalar(form, value)

    def members(self, properties: dict[str, Any], value: dict[str, Any], place: str, path: str) -> dict[str, Any]:
        names = {name.lower(): name for name in properties}
        written = {}
        for member, inner in value.items():
            at = f"{path}.{member}" if path else member
            name = RENAMED.get((self.kind, place, member.lower())) or names.get(member.lower())
            if inner is None:
                continue
            if name is None or f"{place}/{name}" in self.read_only:
                self.inexpressible.add((self.kind, at))
                continue
            written[name] = self.value(properties[name], inner, f"{place}/{name}", at)
        return written

    def scalar(self, form: dict[str, Any], value: Any) -> Any:
        if form.get("type") == "string" and isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return value

    def resolved(self, form: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in form:
            form = self.definitions[form["$ref"].rsplit("/", 1)[-1]]
        return form

    def properties(self, form: dict[str, Any]) -> dict[str, Any]:
        found = dict(form.get("properties", {}))
        for choice in ("anyOf", "oneOf", "allOf"):
            for one in form.get(choice, []):
                found.update(self.properties(self.resolved(one)))
        return found


def write(subject: Subject) -> Written:
    """One subject with what stands around it as one template."""
    written = Written(subject)
    WRITERS[subject.kind](written, subject.value)
    return written


def _task_definition(written: Written, value: dict[str, Any]) -> None:
    written.put("TaskDefinition", TASK_DEFINITION, value)


def _service(written: Written, value: dict[str, Any]) -> None:
    service = dict(value["service"])
    groups = {}
    for at, group in enumerate(value.get("targetGroups") or []):
        reference = _target_group(written, group, f"TargetGroup{at}")
        groups[group.get("targetGroup", {}).get("TargetGroupArn") or group.get("targetGroup", {}).get("targetGroupArn")] = reference
    balancers = [dict(balancer) for balancer in service.get("loadBalancers") or []]
    for balancer in balancers:
        arn = balancer.get("targetGroupArn")
        balancer["targetGroupArn"] = groups.get(arn, arn)
    if balancers:
        service["loadBalancers"] = balancers
    task_definition: Any = service.pop("taskDefinition", None)
    if value.get("taskDefinition"):
        task_definition = written.put("TaskDefinition", TASK_DEFINITION, value["taskDefinition"])
    external = (service.get("deploymentController") or {}).get("type") == "EXTERNAL"
    written.put("Service", SERVICE, service, TaskDefinition=task_definition or (None if external else "web:1"))
    # Application Auto Scaling's resources are not those that the judges ask about here.
    written.inexpressible |= {("", member) for member in ("scalableTargets", "scalingPolicies") if value.get(member)}


def _cluster(written: Written, value: dict[str, Any]) -> None:
    written.put("Cluster", CLUSTER, value["cluster"])


def _capacity_provider(written: Written, value: dict[str, Any]) -> None:
    written.put("CapacityProvider", CAPACITY_PROVIDER, value)


def _repository(written: Written, value: dict[str, Any]) -> None:
    lifecycle = value.get("lifecyclePolicyText")
    written.put(
        "Repository",
        REPOSITORY,
        value["repository"],
        LifecyclePolicy={"LifecyclePolicyText": lifecycle} if lifecycle else None,
        RepositoryPolicyText=_document(value.get("policyText")),
    )
    _registry(written, {key: value[key] for key in ("scanning", "replication") if key in value})


def _registry(written: Written, value: dict[str, Any]) -> None:
    if value.get("scanning"):
        written.put("Scanning", SCANNING, {"rules": [], **value["scanning"]})
    if value.get("replication"):
        written.put("Replication", REPLICATION, {"replicationConfiguration": value["replication"]})
    if value.get("policyText"):
        written.put("Policy", REGISTRY_POLICY, {}, PolicyText=_document(value["policyText"]))


def _document(text: str | None) -> Any:
    """A policy as an object; as it stands if it is no JSON."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


def _load_balancer(written: Written, value: dict[str, Any]) -> None:
    balancer = _put_load_balancer(written, value["loadBalancer"], value.get("attributes"))
    for at, listener in enumerate(value.get("listeners") or []):
        _put_listener(written, f"Listener{at}", listener, balancer)


def _listener(written: Written, value: dict[str, Any]) -> None:
    # Its load balancer is named, not written: what else was set there is not known.
    _put_listener(written, "Listener", value["listener"], f"{ARN}:loadbalancer/app/web/0123456789abcdef")


def _put_load_balancer(written: Written, api: dict[str, Any], attributes: list[dict[str, Any]] | None) -> dict[str, str]:
    api = dict(api)
    zones = next((api.pop(name) for name in ("AvailabilityZones", "availabilityZones") if name in api), None)
    subnets = [zone.get("SubnetId") or zone.get("subnetId") for zone in zones or []]
    more = {} if attributes is None else {"LoadBalancerAttributes": _attributes(attributes)}
    return written.put("LoadBalancer", LOAD_BALANCER, api, Subnets=[subnet for subnet in subnets if subnet] or SUBNETS, **more)


def _put_listener(written: Written, name: str, api: dict[str, Any], balancer: Any) -> None:
    api = {member: value for member, value in api.items() if member.lower() not in ("loadbalancerarn", "listenerarn")}
    actions = None if any(member.lower() == "defaultactions" for member in api) else FORWARD
    written.put(name, LISTENER, api, LoadBalancerArn=balancer, DefaultActions=actions)


def _target_group(written: Written, value: dict[str, Any], name: str = "TargetGroup") -> dict[str, str]:
    attributes, api = value.get("attributes"), value.get("targetGroup", {})
    more = {} if attributes is None else {"TargetGroupAttributes": _attributes(attributes)}
    group = written.put(name, TARGET_GROUP, api, **more)
    # That a load balancer forwards to it is said by a rule of the load balancer's listener.
    if any(":loadbalancer/app/" in arn for arn in api.get("LoadBalancerArns") or []):
        written.put(
            f"{name}Rule",
            LISTENER_RULE,
            {},
            ListenerArn=f"{ARN}:listener/app/web/0123456789abcdef/0123456789abcdef",
            Priority=1,
            Conditions=[{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/*"]}}],
            Actions=[{"Type": "forward", "TargetGroupArn": group}],
        )
    return group


def _attributes(attributes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name[:1].upper() + name[1:]: value for name, value in attribute.items()} for attribute in attributes]


def _account(written: Written, value: dict[str, Any]) -> None:
    written.inexpressible.add(("", "settings of the account"))


WRITERS: dict[str, Any] = {
    "task_definition": _task_definition,
    "service": _service,
    "cluster": _cluster,
    "capacity_provider": _capacity_provider,
    "repository": _repository,
    "registry": _registry,
    "load_balancer": _load_balancer,
    "listener": _listener,
    "target_group": lambda written, value: _target_group(written, value),
    "account": _account,
}


def parts(subject: Subject) -> Iterator[Subject]:
    """A subject and the whole resources inside of it that are subjects themselves.

    The target groups of a service are not: of those its examples tell only what a rule about the service reads.
    """
    yield subject
    value = subject.value
    if subject.kind == "service" and value.get("taskDefinition"):
        yield Subject(subject.id, "task_definition", value["taskDefinition"])
    if subject.kind == "load_balancer":
        for listener in value.get("listeners") or []:
            yield Subject(subject.id, "listener", {"listener": listener, "loadBalancer": value["loadBalancer"]})

#!/usr/bin/env python3
"""Write crates/ecs-usecases/src/model/*.rs from botocore's service models.

    pip download --no-deps botocore && unzip botocore-*.whl
    python3 crates/xtask/model/from_botocore.py botocore/data

Only the shapes that the operations below reach are written. Names, members and enum values are AWS's; the
documentation is left where it is. A request's required members are plain values, everything else is optional, and
every structure keeps what it does not know in `extra`.

Of services that speak REST-JSON, crates/ecs-usecases/src/operations/rest/table.rs tells which member goes where. A blob that
is the payload of a request or reply is text in the shapes.
"""
import gzip
import json
import keyword
import pathlib
import re
import subprocess
import sys

SERVICES = {
    "ecs": ("ecs/2014-11-13", """
        CreateCluster DescribeClusters DeleteCluster RegisterTaskDefinition DescribeTaskDefinition DeregisterTaskDefinition
        ListTaskDefinitions CreateService UpdateService DescribeServices DeleteService ListServices ListTasks DescribeTasks
        StopTask ListContainerInstances DescribeContainerInstances ListServiceDeployments DescribeServiceDeployments DescribeServiceRevisions StopServiceDeployment
        ContinueServiceDeployment TagResource UntagResource ListTagsForResource RunTask ListClusters UpdateCluster UpdateClusterSettings
        PutClusterCapacityProviders DescribeCapacityProviders ListTaskDefinitionFamilies DeleteTaskDefinitions ListAccountSettings"""),
    "ecr": ("ecr/2015-09-21", """
        CreateRepository DescribeRepositories DeleteRepository PutImageTagMutability PutImageScanningConfiguration
        PutLifecyclePolicy GetLifecyclePolicy DeleteLifecyclePolicy StartLifecyclePolicyPreview GetLifecyclePolicyPreview
        SetRepositoryPolicy GetRepositoryPolicy DeleteRepositoryPolicy PutReplicationConfiguration DescribeRegistry DescribeImageReplicationStatus
        TagResource UntagResource ListTagsForResource DescribeImages BatchGetImage PutImage ListImages
        DescribeImageScanFindings StartImageScan GetRegistryScanningConfiguration PutRegistryScanningConfiguration
        GetAuthorizationToken BatchDeleteImage BatchCheckLayerAvailability"""),
    "elbv2": ("elbv2/2015-12-01", """
        CreateLoadBalancer DescribeLoadBalancers CreateTargetGroup DescribeTargetGroups DescribeTargetGroupAttributes
        ModifyTargetGroupAttributes DeleteTargetGroup CreateListener DescribeListeners ModifyListener CreateRule
        DescribeRules ModifyRule DeleteRule DescribeTargetHealth RegisterTargets DeregisterTargets DescribeTags AddTags
        RemoveTags DescribeLoadBalancerAttributes ModifyLoadBalancerAttributes DeleteLoadBalancer DeleteListener
        ModifyTargetGroup SetRulePriorities"""),
    "cloudwatch": ("cloudwatch/2010-08-01", """
        DescribeAlarms PutMetricAlarm DeleteAlarms GetMetricData PutMetricData SetAlarmState ListMetrics GetMetricStatistics"""),
    "logs": ("logs/2014-03-28", """
        CreateLogGroup DescribeLogGroups DeleteLogGroup PutRetentionPolicy DeleteRetentionPolicy CreateLogStream
        DescribeLogStreams PutLogEvents GetLogEvents FilterLogEvents TagResource UntagResource ListTagsForResource"""),
    "secretsmanager": ("secretsmanager/2017-10-17", """
        CreateSecret DescribeSecret GetSecretValue PutSecretValue UpdateSecret ListSecrets DeleteSecret RestoreSecret
        TagResource UntagResource"""),
    "ssm": ("ssm/2014-11-06", """
        PutParameter GetParameter GetParameters GetParametersByPath DescribeParameters DeleteParameter DeleteParameters
        AddTagsToResource ListTagsForResource"""),
    "application_autoscaling": ("application-autoscaling/2016-02-06", """
        RegisterScalableTarget DeregisterScalableTarget DescribeScalableTargets PutScalingPolicy DescribeScalingPolicies
        DeleteScalingPolicy DescribeScalingActivities PutScheduledAction DescribeScheduledActions DeleteScheduledAction"""),
    "iam": ("iam/2010-05-08", "GetRole SimulatePrincipalPolicy"),
    "sts": ("sts/2011-06-15", "AssumeRole GetCallerIdentity"),
    "service_quotas": ("service-quotas/2019-06-24", "GetServiceQuota ListServiceQuotas GetAWSDefaultServiceQuota"),
    "appconfig": ("appconfig/2019-10-09", """
        CreateApplication GetApplication ListApplications CreateEnvironment GetEnvironment ListEnvironments
        CreateConfigurationProfile GetConfigurationProfile ListConfigurationProfiles CreateHostedConfigurationVersion
        GetHostedConfigurationVersion ListHostedConfigurationVersions CreateDeploymentStrategy ListDeploymentStrategies
        StartDeployment GetDeployment ListDeployments StopDeployment"""),
    "appconfigdata": ("appconfigdata/2021-11-11", "StartConfigurationSession GetLatestConfiguration"),
    "dynamodb": ("dynamodb/2012-08-10", """
        CreateTable DescribeTable UpdateTable UpdateTimeToLive DescribeTimeToLive UpdateContinuousBackups
        DescribeContinuousBackups TagResource ListTagsOfResource"""),
}
# Services whose sensitive members are of the type `Secret`.
WITH_SECRETS = {"secretsmanager", "ssm", "sts"}
RUST_KEYWORDS = {"type", "match", "ref", "move", "static", "use", "where", "enum", "impl", "loop", "self", "box"}


def snake(name):
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()


def serde_name(field, style):
    parts = field.split("_")
    camel = parts[0] + "".join(p[:1].upper() + p[1:] for p in parts[1:])
    return camel if style == "camelCase" else camel[:1].upper() + camel[1:]


def variant(value):
    words = [w for w in re.split(r"[^A-Za-z0-9]+", value) if w]
    out = "".join(w[:1].upper() + (w[1:].lower() if w.isupper() else w[1:]) for w in words)
    return f"V{out}" if out[:1].isdigit() else out


class Writer:
    def __init__(self, model, operations, secrets):
        self.shapes = model["shapes"]
        self.operations = {name: model["operations"][name] for name in operations}
        self.requests = {op["input"]["shape"]: name for name, op in self.operations.items() if "input" in op}
        outputs = [op["output"]["shape"] for op in self.operations.values() if "output" in op]
        # A shape that several replies are, or that is in one, keeps its own name.
        shared = {shape for shape in outputs if outputs.count(shape) > 1} | self.inside(outputs)
        self.replies = {
            op["output"]["shape"]: f"{name}Response"
            for name, op in self.operations.items()
            if "output" in op and op["output"]["shape"] not in shared
        }
        self.from_inputs = self.reach([op["input"]["shape"] for op in self.operations.values()])
        self.all = self.from_inputs | self.reach([op["output"]["shape"] for op in self.operations.values() if "output" in op])
        self.secrets = secrets
        members = [member for name in self.all for member in self.shapes[name].get("members", {})]
        self.style = "camelCase" if sum(member[0].islower() for member in members) * 2 > len(members) else "PascalCase"

    def inside(self, roots):
        parts = [shape for root in roots for shape in (m["shape"] for m in self.shapes[root].get("members", {}).values())]
        return self.reach(parts)

    def reach(self, roots):
        seen, todo = set(), list(roots)
        while todo:
            name = todo.pop()
            if name in seen:
                continue
            seen.add(name)
            shape = self.shapes[name]
            todo += [m["shape"] for m in shape.get("members", {}).values()]
            todo += [shape[k]["shape"] for k in ("member", "key", "value") if k in shape]
        return seen

    def rust_name(self, name):
        name = self.requests.get(name) or self.replies.get(name) or name
        name = name[:1].upper() + name[1:]
        return {"String": "Text", "Option": "OptionShape"}.get(name, name)

    def type_of(self, name):
        shape = self.shapes[name]
        kind = shape["type"]
        if self.secrets and shape.get("sensitive") and kind in ("string", "blob"):
            return "Secret"
        if kind == "structure":
            return "serde_json::Value" if shape.get("document") else self.rust_name(name)
        if kind == "list":
            return f"Vec<{self.type_of(shape['member']['shape'])}>"
        if kind == "map":
            return f"BTreeMap<{self.type_of(shape['key']['shape'])}, {self.type_of(shape['value']['shape'])}>"
        if kind == "string":
            return self.rust_name(name) if shape.get("enum") else "String"
        return {"integer": "i32", "long": "i64", "double": "f64", "float": "f64", "boolean": "bool", "timestamp": "Timestamp",
                "blob": "String"}[kind]

    def structure(self, name):
        shape, lines = self.shapes[name], []
        is_request = name in self.requests
        optional_lists = name in self.from_inputs
        for member, reference in shape.get("members", {}).items():
            if reference.get("deprecated") and name not in self.from_inputs:
                continue
            field, kind = snake(member), self.type_of(reference["shape"])
            rename = "" if serde_name(field, self.style) == member else f'["{member}"] '
            if field in RUST_KEYWORDS or keyword.iskeyword(field):
                field = f"r#{field}"
            required = is_request and member in shape.get("required", [])
            collection = kind.startswith(("Vec<", "BTreeMap<"))
            if not required and not (collection and not optional_lists):
                kind = f"Option<{kind}>"
            lines.append(f"    {rename}{field}: {kind},")
        macro = "camel" if self.style == "camelCase" else "pascal"
        return f"shape! {{ {macro} {self.rust_name(name)} {{\n" + "\n".join(lines) + "\n} }\n"

    def enumeration(self, name):
        seen, lines = set(), []
        for value in self.shapes[name]["enum"]:
            label = variant(value)
            while label in seen or label == "Unknown":
                label += "_"
            seen.add(label)
            lines.append(f'    {label} = "{value}",')
        return f"open_enum! {{ {self.rust_name(name)} {{\n" + "\n".join(lines) + "\n} }\n"

    def write(self):
        out = []
        for name in sorted(self.all, key=self.rust_name):
            shape = self.shapes[name]
            if shape["type"] == "structure" and not shape.get("document"):
                out.append(self.structure(name))
            elif shape["type"] == "string" and shape.get("enum"):
                out.append(self.enumeration(name))
        for name, op in self.operations.items():
            if "output" not in op:
                out.append(f"shape! {{ {'camel' if self.style == 'camelCase' else 'pascal'} {name}Response {{\n}} }}\n")
        return "".join(out)


class Rest:
    """The rows of a REST-JSON service."""

    PLACES = {"uri": "Path", "querystring": "Query", "header": "Header"}
    KINDS = {"string": "Text", "integer": "Integer", "long": "Integer", "boolean": "Flag"}

    def __init__(self, service, model, operations):
        self.service, self.shapes = service, model["shapes"]
        self.operations = {name: model["operations"][name] for name in operations}

    def placed(self, shape):
        """The members that are not in a JSON body."""
        shape = self.shapes[shape]
        for name, member in shape.get("members", {}).items():
            target = self.shapes[member["shape"]]
            if "location" in member:
                kind = self.KINDS[target["type"]]
                yield f'Placed {{ member: "{name}", place: Place::{self.PLACES[member["location"]]}, name: "{member["locationName"]}", kind: Kind::{kind} }}'
            elif shape.get("payload") == name:
                assert target["type"] == "blob", f"{name}: only blobs are known as payloads"
                yield f'Placed {{ member: "{name}", place: Place::Payload, name: "{name}", kind: Kind::Text }}'
            else:
                assert member.get("locationName", name) == name, f"{name}: renamed in the body"

    def errors(self):
        found = {error["shape"] for op in self.operations.values() for error in op.get("errors", [])}
        return sorted((name, self.shapes[name]["error"]["httpStatusCode"]) for name in found)

    def write(self):
        reached = Writer({"shapes": self.shapes, "operations": self.operations}, self.operations, False).all
        times = {self.shapes[name].get("timestampFormat") for name in reached if self.shapes[name]["type"] == "timestamp"}
        assert times <= {"iso8601"}, f"{self.service}: times of the form {times}"
        errors = ", ".join(f'("{name}", {status})' for name, status in self.errors())
        lines = [f'    RestService {{ service: "{self.service}", errors: &[{errors}], operations: &[']
        for name, op in self.operations.items():
            http = op["http"]
            request, reply = (", ".join(self.placed(op[side]["shape"])) if side in op else "" for side in ("input", "output"))
            lines.append(
                f'        RestOperation {{ name: "{name}", method: "{http["method"]}", path: "{http["requestUri"]}", '
                f'status: {http["responseCode"]}, request: &[{request}], reply: &[{reply}] }},'
            )
        return "\n".join(lines) + "\n    ] },\n"


def write_rest(services):
    """The table of all REST-JSON services."""
    target = pathlib.Path(__file__).resolve().parents[2] / "ecs-usecases/src/operations/rest/table.rs"
    target.write_text(
        "// Made from botocore's models by crates/xtask/model/from_botocore.py; do not edit.\n"
        "//! Where the members of REST services go.\n\n"
        "use super::{Kind, Place, Placed, RestOperation, RestService};\n\n"
        "/// Every service that speaks REST-JSON.\n"
        "pub static SERVICES: &[RestService] = &[\n" + "".join(services) + "];\n"
    )
    subprocess.run(["rustfmt", "--edition", "2024", "--config-path", str(target.parents[5]), target], check=True)


def main():
    data = pathlib.Path(sys.argv[1])
    rest = []
    target = pathlib.Path(__file__).resolve().parents[2] / "ecs-usecases/src/model"
    target.mkdir(parents=True, exist_ok=True)
    for service, (path, operations) in SERVICES.items():
        model = json.load(gzip.open(data / path / "service-2.json.gz"))
        body = Writer(model, operations.split(), service in WITH_SECRETS).write()
        uses = ["use super::shape::{open_enum, shape};" if "open_enum!" in body else "use super::shape::shape;"]
        if "BTreeMap<" in body:
            uses.append("use std::collections::BTreeMap;")
        if service in WITH_SECRETS:
            uses.append("use super::Secret;")
        if re.search(r"\bTimestamp\b", body):
            uses.append("use super::Timestamp;")
        text = (f"// Made from botocore's `{path}` model by crates/xtask/model/from_botocore.py; do not edit.\n"
                f"//! The shapes of {model['metadata']['serviceFullName']} that our operations reach.\n\n" + "\n".join(sorted(uses)) + "\n\n" + body)
        file = target / f"{service}.rs"
        file.write_text(text)
        if model["metadata"]["protocol"] == "rest-json":
            rest.append(Rest(service, model, operations.split()).write())
        print(service, text.count("\n"), "lines")
    write_rest(rest)


if __name__ == "__main__":
    main()

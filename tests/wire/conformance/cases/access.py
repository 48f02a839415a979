"""AWS Identity and Access Management, and the Security Token Service."""

from __future__ import annotations

from ..stage import Case

ROLE = "arn:aws:iam::111122223333:role/"
DEPLOYER = {"PolicySourceArn": ROLE + "deployer"}
TWO = {"ActionNames": ["ecs:UpdateService", "ecs:DeleteService"]}

IAM: dict[str, Case] = {
    "GetRole": Case({"RoleName": "deployer"}, ("NoSuchEntity", {"RoleName": "missing"}), also=({"RoleName": "ecsTaskExecutionRole"},)),
    "SimulatePrincipalPolicy": Case(
        DEPLOYER | TWO,
        ("NoSuchEntity", TWO | {"PolicySourceArn": ROLE + "missing"}),
        also=(DEPLOYER | TWO | {"ResourceArns": ["arn:aws:ecs:eu-west-1:111122223333:service/main/web"], "MaxItems": 1},),
    ),
}
SESSION = {"RoleArn": ROLE + "deployer", "RoleSessionName": "test"}
STS: dict[str, Case] = {
    "AssumeRole": Case(SESSION, ("ValidationError", SESSION | {"RoleSessionName": "a b"}), also=(SESSION | {"DurationSeconds": 900},)),
    "GetCallerIdentity": Case({}, None),
}

"""How each operation that is served is called: one file a service."""

from ..stage import Case
from . import access, appconfig, autoscaling, cloudwatch, dynamodb, ecr, ecs, elbv2, logs, quotas, secretsmanager, ssm

#: By action. An operation that is served and not here fails `test_operations.py`; one that is not served is skipped there.
CASES: dict[str, Case] = {
    f"{prefix}:{name}": case
    for prefix, cases in (
        ("ecs", ecs.CASES),
        ("ecr", ecr.CASES),
        ("elasticloadbalancing", elbv2.CASES),
        ("cloudwatch", cloudwatch.CASES),
        ("logs", logs.CASES),
        ("secretsmanager", secretsmanager.CASES),
        ("ssm", ssm.CASES),
        ("application-autoscaling", autoscaling.CASES),
        ("iam", access.IAM),
        ("sts", access.STS),
        ("servicequotas", quotas.CASES),
        ("dynamodb", dynamodb.CASES),
        ("appconfig", appconfig.CASES),
        ("appconfigdata", appconfig.DATA_CASES),
    )
    for name, case in cases.items()
}

//! To which resources each IAM action can be narrowed: AWS's service authorization reference, as far as operations are in our table.

/// An ARN in the account and Region.
macro_rules! arn {
    ($service:literal, $resource:literal) => {
        concat!("arn:${Partition}:", $service, ":${Region}:${Account}:", $resource)
    };
}

/// What stands for a service's name in ARNs.
pub(super) const SERVICE_PLACEHOLDER: &str = "${Service}";

pub(super) const CLUSTER: &str = arn!("ecs", "cluster/${Cluster}");
const SERVICE: &str = arn!("ecs", "service/${Cluster}/${Service}");
const SERVICE_DEPLOYMENT: &str = arn!("ecs", "service-deployment/${Cluster}/${Service}/*");
const SERVICE_REVISION: &str = arn!("ecs", "service-revision/${Cluster}/${Service}/*");
const TASK: &str = arn!("ecs", "task/${Cluster}/*");
const TASK_DEFINITION: &str = arn!("ecs", "task-definition/${TaskDefinitionFamily}:*");
const CONTAINER_INSTANCE: &str = arn!("ecs", "container-instance/${Cluster}/*");
const REPOSITORY: &str = arn!("ecr", "repository/${Repository}");
const LOAD_BALANCER: &str = arn!("elasticloadbalancing", "loadbalancer/app/${LoadBalancer}/*");
const LISTENER: &str = arn!("elasticloadbalancing", "listener/app/${LoadBalancer}/*");
const LISTENER_RULE: &str = arn!("elasticloadbalancing", "listener-rule/app/${LoadBalancer}/*");
const TARGET_GROUP: &str = arn!("elasticloadbalancing", "targetgroup/${TargetGroup}/*");
const APPLICATION: &str = arn!("appconfig", "application/${Application}");
const PROFILE: &str = arn!("appconfig", "application/${Application}/configurationprofile/${Profile}");
const PROFILE_VERSION: &str = arn!("appconfig", "application/${Application}/configurationprofile/${Profile}/hostedconfigurationversion/*");
const APP_ENVIRONMENT: &str = arn!("appconfig", "application/${Application}/environment/${Environment}");
const APP_DEPLOYMENT: &str = arn!("appconfig", "application/${Application}/environment/${Environment}/deployment/*");
const APP_CONFIGURATION: &str = arn!("appconfig", "application/${Application}/environment/${Environment}/configuration/${Profile}");
const DEPLOYMENT_STRATEGY: &str = arn!("appconfig", "deploymentstrategy/*");
const LOG_GROUP: &str = arn!("logs", "log-group:${LogGroup}");
const LOG_STREAM: &str = arn!("logs", "log-group:${LogGroup}:log-stream:*");

/// Actions that can be narrowed to the same resources.
pub(super) struct Row {
    /// Name of the statement.
    pub(super) sid: &'static str,
    /// `service: action action`, a service a line.
    actions: &'static [(&'static str, &'static [&'static str])],
    pub(super) resources: &'static [&'static str],
    /// Whether the cluster is a condition: the resource does not name what is asked for.
    pub(super) in_cluster: bool,
}

impl Row {
    /// Whether this action, such as `ecs:UpdateService`, is one of them.
    pub(super) fn has(&self, action: &str) -> bool {
        let (service, name) = action.split_once(':').unwrap_or_default();
        self.actions.iter().any(|(known, names)| *known == service && names.contains(&name))
    }

    /// All of them.
    #[cfg(test)]
    pub(super) fn actions(&self) -> Vec<String> {
        self.actions.iter().flat_map(|(service, names)| names.iter().map(move |name| format!("{service}:{name}"))).collect()
    }
}

const fn row(sid: &'static str, actions: &'static [(&'static str, &'static [&'static str])], resources: &'static [&'static str]) -> Row {
    Row { sid, actions, resources, in_cluster: false }
}

/// Each action is in one row.
pub(super) const ROWS: &[Row] = &[
    row(
        "EcsServices",
        &[("ecs", &["CreateService", "DeleteService", "DescribeServices", "ListServiceDeployments", "UpdateService"])],
        &[SERVICE],
    ),
    // ContinueServiceDeployment names a service deployment, as StopServiceDeployment does.
    row(
        "EcsServiceDeployments",
        &[("ecs", &["ContinueServiceDeployment", "DescribeServiceDeployments", "StopServiceDeployment"])],
        &[SERVICE, SERVICE_DEPLOYMENT],
    ),
    row("EcsServiceRevisions", &[("ecs", &["DescribeServiceRevisions"])], &[SERVICE, SERVICE_REVISION]),
    row("EcsTasks", &[("ecs", &["DescribeTasks", "StopTask"])], &[TASK]),
    row("EcsTaskDefinitions", &[("ecs", &["DeleteTaskDefinitions", "RegisterTaskDefinition"])], &[TASK_DEFINITION]),
    Row { in_cluster: true, ..row("EcsRunTask", &[("ecs", &["RunTask"])], &[TASK_DEFINITION]) },
    // Tasks on Fargate are on no container instance that could be named.
    Row { in_cluster: true, ..row("EcsInCluster", &[("ecs", &["ListServices", "ListTasks"])], &["*"]) },
    row("EcsContainerInstances", &[("ecs", &["DescribeContainerInstances"])], &[CONTAINER_INSTANCE]),
    row(
        "EcsClusters",
        &[(
            "ecs",
            &[
                "CreateCluster",
                "DeleteCluster",
                "DescribeClusters",
                "ListContainerInstances",
                "PutClusterCapacityProviders",
                "UpdateCluster",
                "UpdateClusterSettings",
            ],
        )],
        &[CLUSTER],
    ),
    row("EcsCapacityProviders", &[("ecs", &["DescribeCapacityProviders"])], &[arn!("ecs", "capacity-provider/*")]),
    row("EcsTags", &[("ecs", &["ListTagsForResource", "TagResource", "UntagResource"])], &[SERVICE, TASK, TASK_DEFINITION]),
    row(
        "EcrRepositories",
        &[(
            "ecr",
            &[
                "BatchCheckLayerAvailability",
                "BatchDeleteImage",
                "BatchGetImage",
                "CreateRepository",
                "DeleteLifecyclePolicy",
                "DeleteRepository",
                "DeleteRepositoryPolicy",
                "DescribeImageReplicationStatus",
                "DescribeImageScanFindings",
                "DescribeImages",
                "DescribeRepositories",
                "GetLifecyclePolicy",
                "GetLifecyclePolicyPreview",
                "GetRepositoryPolicy",
                "ListImages",
                "ListTagsForResource",
                "PutImage",
                "PutImageScanningConfiguration",
                "PutImageTagMutability",
                "PutLifecyclePolicy",
                "SetRepositoryPolicy",
                "StartImageScan",
                "StartLifecyclePolicyPreview",
                "TagResource",
                "UntagResource",
            ],
        )],
        &[REPOSITORY],
    ),
    row("ElbListeners", &[("elasticloadbalancing", &["CreateRule", "DeleteListener", "ModifyListener"])], &[LISTENER]),
    row("ElbListenerRules", &[("elasticloadbalancing", &["DeleteRule", "ModifyRule", "SetRulePriorities"])], &[LISTENER_RULE]),
    row(
        "ElbTargetGroups",
        &[(
            "elasticloadbalancing",
            &[
                "CreateTargetGroup",
                "DeleteTargetGroup",
                "DeregisterTargets",
                "ModifyTargetGroup",
                "ModifyTargetGroupAttributes",
                "RegisterTargets",
            ],
        )],
        &[TARGET_GROUP],
    ),
    row(
        "ElbLoadBalancers",
        &[("elasticloadbalancing", &["CreateListener", "CreateLoadBalancer", "DeleteLoadBalancer", "ModifyLoadBalancerAttributes"])],
        &[LOAD_BALANCER],
    ),
    row("ElbTags", &[("elasticloadbalancing", &["AddTags", "RemoveTags"])], &[LOAD_BALANCER, LISTENER, LISTENER_RULE, TARGET_GROUP]),
    row(
        "AppConfigApplications",
        &[(
            "appconfig",
            &["CreateConfigurationProfile", "CreateEnvironment", "GetApplication", "ListConfigurationProfiles", "ListEnvironments"],
        )],
        &[APPLICATION],
    ),
    row(
        "AppConfigProfiles",
        &[(
            "appconfig",
            &[
                "CreateHostedConfigurationVersion",
                "GetConfigurationProfile",
                "GetHostedConfigurationVersion",
                "ListHostedConfigurationVersions",
            ],
        )],
        &[APPLICATION, PROFILE, PROFILE_VERSION],
    ),
    row(
        "AppConfigEnvironments",
        &[("appconfig", &["GetDeployment", "GetEnvironment", "ListDeployments", "StopDeployment"])],
        &[APPLICATION, APP_ENVIRONMENT, APP_DEPLOYMENT],
    ),
    row("AppConfigDeployments", &[("appconfig", &["StartDeployment"])], &[APPLICATION, PROFILE, APP_ENVIRONMENT, DEPLOYMENT_STRATEGY]),
    row("AppConfigConfigurations", &[("appconfig", &["GetLatestConfiguration", "StartConfigurationSession"])], &[APP_CONFIGURATION]),
    row(
        "ScalableTargets",
        &[(
            "application-autoscaling",
            &[
                "DeleteScalingPolicy",
                "DeleteScheduledAction",
                "DeregisterScalableTarget",
                "PutScalingPolicy",
                "PutScheduledAction",
                "RegisterScalableTarget",
            ],
        )],
        &[arn!("application-autoscaling", "scalable-target/*")],
    ),
    row(
        "CloudWatchAlarms",
        &[("cloudwatch", &["DeleteAlarms", "PutMetricAlarm", "SetAlarmState"])],
        &[arn!("cloudwatch", "alarm:${Alarm}")],
    ),
    row(
        "LogGroups",
        &[(
            "logs",
            &[
                "CreateLogGroup",
                "DeleteLogGroup",
                "DeleteRetentionPolicy",
                "DescribeLogStreams",
                "FilterLogEvents",
                "ListTagsForResource",
                "PutRetentionPolicy",
                "TagResource",
                "UntagResource",
            ],
        )],
        &[LOG_GROUP],
    ),
    row("LogStreams", &[("logs", &["CreateLogStream", "GetLogEvents", "PutLogEvents"])], &[LOG_STREAM]),
    row(
        "Secrets",
        &[(
            "secretsmanager",
            &[
                "CreateSecret",
                "DeleteSecret",
                "DescribeSecret",
                "GetSecretValue",
                "PutSecretValue",
                "RestoreSecret",
                "TagResource",
                "UntagResource",
                "UpdateSecret",
            ],
        )],
        // Secrets Manager adds six characters to a name.
        &[arn!("secretsmanager", "secret:${Secret}-??????")],
    ),
    row(
        "Parameters",
        &[(
            "ssm",
            &[
                "AddTagsToResource",
                "DeleteParameter",
                "DeleteParameters",
                "GetParameter",
                "GetParameters",
                "GetParametersByPath",
                "ListTagsForResource",
                "PutParameter",
            ],
        )],
        // Approvals, follow-ups and other records of ours.
        &[arn!("ssm", "parameter/ecs-usecases/*")],
    ),
    row(
        "Tables",
        &[(
            "dynamodb",
            &[
                "CreateTable",
                "DescribeContinuousBackups",
                "DescribeTable",
                "DescribeTimeToLive",
                "ListTagsOfResource",
                "TagResource",
                "UpdateContinuousBackups",
                "UpdateTable",
                "UpdateTimeToLive",
            ],
        )],
        &[arn!("dynamodb", "table/${Table}")],
    ),
    row("TaskRoles", &[("iam", &["GetRole"])], &["arn:${Partition}:iam::${Account}:role/${TaskRole}"]),
    // Whose rights are simulated is who makes the calls.
    row("OwnRole", &[("iam", &["SimulatePrincipalPolicy"])], &["arn:${Partition}:iam::${Account}:role/${DeployerRole}"]),
    row("OtherRoles", &[("sts", &["AssumeRole"])], &["arn:${Partition}:iam::${Account}:role/${OtherRole}"]),
    row("FargateQuotas", &[("servicequotas", &["GetServiceQuota"])], &[arn!("servicequotas", "fargate/*")]),
    // AWS knows no resource for these. DescribeAlarms could be narrowed, but would not tell of composite alarms then.
    row(
        "WithoutResource",
        &[
            ("appconfig", &["CreateApplication", "CreateDeploymentStrategy", "ListApplications", "ListDeploymentStrategies"]),
            (
                "application-autoscaling",
                &["DescribeScalableTargets", "DescribeScalingActivities", "DescribeScalingPolicies", "DescribeScheduledActions"],
            ),
            ("cloudwatch", &["DescribeAlarms", "GetMetricData", "GetMetricStatistics", "ListMetrics", "PutMetricData"]),
            (
                "ecr",
                &[
                    "DescribeRegistry",
                    "GetAuthorizationToken",
                    "GetRegistryScanningConfiguration",
                    "PutRegistryScanningConfiguration",
                    "PutReplicationConfiguration",
                ],
            ),
            (
                "ecs",
                &[
                    "DeregisterTaskDefinition",
                    "DescribeTaskDefinition",
                    "ListAccountSettings",
                    "ListClusters",
                    "ListTaskDefinitionFamilies",
                    "ListTaskDefinitions",
                ],
            ),
            (
                "elasticloadbalancing",
                &[
                    "DescribeListeners",
                    "DescribeLoadBalancerAttributes",
                    "DescribeLoadBalancers",
                    "DescribeRules",
                    "DescribeTags",
                    "DescribeTargetGroupAttributes",
                    "DescribeTargetGroups",
                    "DescribeTargetHealth",
                ],
            ),
            ("logs", &["DescribeLogGroups"]),
            ("secretsmanager", &["ListSecrets"]),
            ("servicequotas", &["GetAWSDefaultServiceQuota", "ListServiceQuotas"]),
            ("ssm", &["DescribeParameters"]),
            ("sts", &["GetCallerIdentity"]),
        ],
        &["*"],
    ),
];

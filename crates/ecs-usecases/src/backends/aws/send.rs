//! Which client method sends which operation: one row an operation.

use super::{exchange::Exchange, failure::Failure, query::read_xml};
use crate::operations::{ecr, ecs, elbv2};

/// The SDK's inputs stay empty: the exchange brings the body.
macro_rules! methods {
    ($service:ident through $sdk:ident { $( $name:ident => $method:ident, )* }) => {
        pub(super) async fn $service(client: &$sdk::Client, request: &$service::Request, exchange: &Exchange) -> Option<Failure> {
            match request {
                // Boxed, because one arm's future is kilobytes and there are many arms.
                $( $service::Request::$name(_) => {
                    Box::pin(client.$method().customize().interceptor(exchange.clone()).send()).await.err().map(Failure::from)
                } )*
            }
        }
    };
}

methods! { ecs through aws_sdk_ecs {
    CreateCluster => create_cluster,
    DescribeClusters => describe_clusters,
    DeleteCluster => delete_cluster,
    RegisterTaskDefinition => register_task_definition,
    DescribeTaskDefinition => describe_task_definition,
    DeregisterTaskDefinition => deregister_task_definition,
    ListTaskDefinitions => list_task_definitions,
    CreateService => create_service,
    UpdateService => update_service,
    DescribeServices => describe_services,
    DeleteService => delete_service,
    ListServices => list_services,
    ListTasks => list_tasks,
    DescribeTasks => describe_tasks,
    StopTask => stop_task,
    ListContainerInstances => list_container_instances,
    DescribeContainerInstances => describe_container_instances,
    ListServiceDeployments => list_service_deployments,
    DescribeServiceDeployments => describe_service_deployments,
    DescribeServiceRevisions => describe_service_revisions,
    StopServiceDeployment => stop_service_deployment,
    ContinueServiceDeployment => continue_service_deployment,
    TagResource => tag_resource,
    UntagResource => untag_resource,
    ListTagsForResource => list_tags_for_resource,
    RunTask => run_task,
    ListClusters => list_clusters,
    UpdateCluster => update_cluster,
    UpdateClusterSettings => update_cluster_settings,
    PutClusterCapacityProviders => put_cluster_capacity_providers,
    DescribeCapacityProviders => describe_capacity_providers,
    ListTaskDefinitionFamilies => list_task_definition_families,
    DeleteTaskDefinitions => delete_task_definitions,
    ListAccountSettings => list_account_settings,
} }

methods! { ecr through aws_sdk_ecr {
    CreateRepository => create_repository,
    DescribeRepositories => describe_repositories,
    DeleteRepository => delete_repository,
    PutImageTagMutability => put_image_tag_mutability,
    PutImageScanningConfiguration => put_image_scanning_configuration,
    PutLifecyclePolicy => put_lifecycle_policy,
    GetLifecyclePolicy => get_lifecycle_policy,
    DeleteLifecyclePolicy => delete_lifecycle_policy,
    StartLifecyclePolicyPreview => start_lifecycle_policy_preview,
    GetLifecyclePolicyPreview => get_lifecycle_policy_preview,
    SetRepositoryPolicy => set_repository_policy,
    GetRepositoryPolicy => get_repository_policy,
    DeleteRepositoryPolicy => delete_repository_policy,
    PutReplicationConfiguration => put_replication_configuration,
    DescribeImageReplicationStatus => describe_image_replication_status,
    DescribeRegistry => describe_registry,
    TagResource => tag_resource,
    UntagResource => untag_resource,
    ListTagsForResource => list_tags_for_resource,
    DescribeImages => describe_images,
    BatchGetImage => batch_get_image,
    PutImage => put_image,
    ListImages => list_images,
    DescribeImageScanFindings => describe_image_scan_findings,
    StartImageScan => start_image_scan,
    GetRegistryScanningConfiguration => get_registry_scanning_configuration,
    PutRegistryScanningConfiguration => put_registry_scanning_configuration,
    GetAuthorizationToken => get_authorization_token,
    BatchDeleteImage => batch_delete_image,
    BatchCheckLayerAvailability => batch_check_layer_availability,
} }

/// The same, and how the XML answer is read into the operation's output.
macro_rules! xml_methods {
    ($service:ident through $sdk:ident, $read:ident { $( $name:ident => $method:ident, )* }) => {
        methods! { $service through $sdk { $( $name => $method, )* } }

        read_xml! { $read $service { $( $name )* } }
    };
}

xml_methods! { elbv2 through aws_sdk_elasticloadbalancingv2, read_elbv2 {
    CreateLoadBalancer => create_load_balancer,
    DescribeLoadBalancers => describe_load_balancers,
    CreateTargetGroup => create_target_group,
    DescribeTargetGroups => describe_target_groups,
    DescribeTargetGroupAttributes => describe_target_group_attributes,
    ModifyTargetGroupAttributes => modify_target_group_attributes,
    DeleteTargetGroup => delete_target_group,
    CreateListener => create_listener,
    DescribeListeners => describe_listeners,
    ModifyListener => modify_listener,
    CreateRule => create_rule,
    DescribeRules => describe_rules,
    ModifyRule => modify_rule,
    DeleteRule => delete_rule,
    DescribeTargetHealth => describe_target_health,
    RegisterTargets => register_targets,
    DeregisterTargets => deregister_targets,
    DescribeTags => describe_tags,
    AddTags => add_tags,
    RemoveTags => remove_tags,
    DescribeLoadBalancerAttributes => describe_load_balancer_attributes,
    ModifyLoadBalancerAttributes => modify_load_balancer_attributes,
    DeleteLoadBalancer => delete_load_balancer,
    DeleteListener => delete_listener,
    ModifyTargetGroup => modify_target_group,
    SetRulePriorities => set_rule_priorities,
} }

#[cfg(feature = "aws-cloudwatch")]
use crate::operations::cloudwatch;

#[cfg(feature = "aws-cloudwatch")]
methods! { cloudwatch through aws_sdk_cloudwatch {
    DescribeAlarms => describe_alarms,
    PutMetricAlarm => put_metric_alarm,
    DeleteAlarms => delete_alarms,
    GetMetricData => get_metric_data,
    PutMetricData => put_metric_data,
    SetAlarmState => set_alarm_state,
    ListMetrics => list_metrics,
    GetMetricStatistics => get_metric_statistics,
} }

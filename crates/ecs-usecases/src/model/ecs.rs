// Made from botocore's `ecs/2014-11-13` model by crates/xtask/model/from_botocore.py; do not edit.
//! The shapes of Amazon EC2 Container Service that our operations reach.

use super::Timestamp;
use super::shape::{open_enum, shape};
use std::collections::BTreeMap;

shape! { camel AcceleratorCountRequest {
    min: Option<i32>,
    max: Option<i32>,
} }
open_enum! { AcceleratorManufacturer {
    AmazonWebServices = "amazon-web-services",
    Amd = "amd",
    Nvidia = "nvidia",
    Xilinx = "xilinx",
    Habana = "habana",
} }
open_enum! { AcceleratorName {
    A100 = "a100",
    Inferentia = "inferentia",
    K520 = "k520",
    K80 = "k80",
    M60 = "m60",
    RadeonProV520 = "radeon-pro-v520",
    T4 = "t4",
    Vu9p = "vu9p",
    V100 = "v100",
    A10g = "a10g",
    H100 = "h100",
    T4g = "t4g",
    L40s = "l40s",
    L4 = "l4",
} }
shape! { camel AcceleratorTotalMemoryMiBRequest {
    min: Option<i32>,
    max: Option<i32>,
} }
open_enum! { AcceleratorType {
    Gpu = "gpu",
    Fpga = "fpga",
    Inference = "inference",
} }
open_enum! { AccessType {
    Public = "PUBLIC",
    Private = "PRIVATE",
} }
shape! { camel AdvancedConfiguration {
    alternate_target_group_arn: Option<String>,
    production_listener_rule: Option<String>,
    test_listener_rule: Option<String>,
    role_arn: Option<String>,
} }
open_enum! { AgentUpdateStatus {
    Pending = "PENDING",
    Staging = "STAGING",
    Staged = "STAGED",
    Updating = "UPDATING",
    Updated = "UPDATED",
    Failed = "FAILED",
} }
open_enum! { ApplicationProtocol {
    Http = "http",
    Http2 = "http2",
    Grpc = "grpc",
} }
open_enum! { AssignPublicIp {
    Enabled = "ENABLED",
    Disabled = "DISABLED",
} }
shape! { camel Attachment {
    id: Option<String>,
    r#type: Option<String>,
    status: Option<String>,
    details: Vec<KeyValuePair>,
} }
open_enum! { AttestationPolicyStatus {
    Configured = "CONFIGURED",
} }
shape! { camel Attribute {
    name: Option<String>,
    value: Option<String>,
    target_type: Option<TargetType>,
    target_id: Option<String>,
} }
open_enum! { AutoRepairActionsStatus {
    Enabled = "ENABLED",
    Disabled = "DISABLED",
} }
shape! { camel AutoRepairConfiguration {
    actions_status: Option<AutoRepairActionsStatus>,
} }
shape! { camel AutoScalingGroupProvider {
    auto_scaling_group_arn: Option<String>,
    managed_scaling: Option<ManagedScaling>,
    managed_termination_protection: Option<ManagedTerminationProtection>,
    managed_draining: Option<ManagedDraining>,
} }
open_enum! { AvailabilityZoneRebalancing {
    Enabled = "ENABLED",
    Disabled = "DISABLED",
} }
shape! { camel AwsVpcConfiguration {
    subnets: Option<Vec<String>>,
    security_groups: Option<Vec<String>>,
    assign_public_ip: Option<AssignPublicIp>,
} }
open_enum! { BareMetal {
    Included = "included",
    Required = "required",
    Excluded = "excluded",
} }
shape! { camel BaselineEbsBandwidthMbpsRequest {
    min: Option<i32>,
    max: Option<i32>,
} }
open_enum! { BurstablePerformance {
    Included = "included",
    Required = "required",
    Excluded = "excluded",
} }
open_enum! { CPUArchitecture {
    X8664 = "X86_64",
    Arm64 = "ARM64",
} }
shape! { camel CanaryConfiguration {
    canary_percent: Option<f64>,
    canary_bake_time_in_minutes: Option<i32>,
} }
open_enum! { CapacityOptionType {
    OnDemand = "ON_DEMAND",
    Spot = "SPOT",
    Reserved = "RESERVED",
} }
shape! { camel CapacityProvider {
    capacity_provider_arn: Option<String>,
    name: Option<String>,
    cluster: Option<String>,
    status: Option<CapacityProviderStatus>,
    auto_scaling_group_provider: Option<AutoScalingGroupProvider>,
    managed_instances_provider: Option<ManagedInstancesProvider>,
    update_status: Option<CapacityProviderUpdateStatus>,
    update_status_reason: Option<String>,
    tags: Vec<Tag>,
    r#type: Option<CapacityProviderType>,
} }
open_enum! { CapacityProviderField {
    Tags = "TAGS",
} }
open_enum! { CapacityProviderStatus {
    Provisioning = "PROVISIONING",
    Active = "ACTIVE",
    Deprovisioning = "DEPROVISIONING",
    Inactive = "INACTIVE",
} }
shape! { camel CapacityProviderStrategyItem {
    capacity_provider: Option<String>,
    weight: Option<i32>,
    base: Option<i32>,
} }
open_enum! { CapacityProviderType {
    Ec2Autoscaling = "EC2_AUTOSCALING",
    ManagedInstances = "MANAGED_INSTANCES",
    Fargate = "FARGATE",
    FargateSpot = "FARGATE_SPOT",
} }
open_enum! { CapacityProviderUpdateStatus {
    CreateInProgress = "CREATE_IN_PROGRESS",
    CreateComplete = "CREATE_COMPLETE",
    CreateFailed = "CREATE_FAILED",
    DeleteInProgress = "DELETE_IN_PROGRESS",
    DeleteComplete = "DELETE_COMPLETE",
    DeleteFailed = "DELETE_FAILED",
    UpdateInProgress = "UPDATE_IN_PROGRESS",
    UpdateComplete = "UPDATE_COMPLETE",
    UpdateFailed = "UPDATE_FAILED",
} }
open_enum! { CapacityReservationPreference {
    ReservationsOnly = "RESERVATIONS_ONLY",
    ReservationsFirst = "RESERVATIONS_FIRST",
    ReservationsExcluded = "RESERVATIONS_EXCLUDED",
} }
shape! { camel CapacityReservationRequest {
    reservation_group_arn: Option<String>,
    reservation_preference: Option<CapacityReservationPreference>,
} }
shape! { camel Cluster {
    cluster_arn: Option<String>,
    cluster_name: Option<String>,
    configuration: Option<ClusterConfiguration>,
    status: Option<String>,
    registered_container_instances_count: Option<i32>,
    running_tasks_count: Option<i32>,
    pending_tasks_count: Option<i32>,
    active_services_count: Option<i32>,
    statistics: Vec<KeyValuePair>,
    tags: Vec<Tag>,
    settings: Vec<ClusterSetting>,
    capacity_providers: Vec<String>,
    default_capacity_provider_strategy: Vec<CapacityProviderStrategyItem>,
    attachments: Vec<Attachment>,
    attachments_status: Option<String>,
    service_connect_defaults: Option<ClusterServiceConnectDefaults>,
} }
shape! { camel ClusterConfiguration {
    execute_command_configuration: Option<ExecuteCommandConfiguration>,
    managed_storage_configuration: Option<ManagedStorageConfiguration>,
} }
open_enum! { ClusterField {
    Attachments = "ATTACHMENTS",
    Configurations = "CONFIGURATIONS",
    Settings = "SETTINGS",
    Statistics = "STATISTICS",
    Tags = "TAGS",
} }
shape! { camel ClusterServiceConnectDefaults {
    namespace: Option<String>,
} }
shape! { camel ClusterServiceConnectDefaultsRequest {
    namespace: Option<String>,
} }
shape! { camel ClusterSetting {
    name: Option<ClusterSettingName>,
    value: Option<String>,
} }
open_enum! { ClusterSettingName {
    ContainerInsights = "containerInsights",
} }
open_enum! { Compatibility {
    Ec2 = "EC2",
    Fargate = "FARGATE",
    External = "EXTERNAL",
    ManagedInstances = "MANAGED_INSTANCES",
} }
open_enum! { Connectivity {
    Connected = "CONNECTED",
    Disconnected = "DISCONNECTED",
} }
shape! { camel Container {
    container_arn: Option<String>,
    task_arn: Option<String>,
    name: Option<String>,
    image: Option<String>,
    image_digest: Option<String>,
    runtime_id: Option<String>,
    last_status: Option<String>,
    exit_code: Option<i32>,
    reason: Option<String>,
    network_bindings: Vec<NetworkBinding>,
    network_interfaces: Vec<NetworkInterface>,
    health_status: Option<HealthStatus>,
    managed_agents: Vec<ManagedAgent>,
    cpu: Option<String>,
    memory: Option<String>,
    memory_reservation: Option<String>,
    gpu_ids: Vec<String>,
    neuron_device_ids: Vec<String>,
    gpu_sharing_strategy: Option<SharingStrategy>,
} }
open_enum! { ContainerCondition {
    Start = "START",
    Complete = "COMPLETE",
    Success = "SUCCESS",
    Healthy = "HEALTHY",
} }
shape! { camel ContainerDefinition {
    name: Option<String>,
    image: Option<String>,
    repository_credentials: Option<RepositoryCredentials>,
    cpu: Option<i32>,
    memory: Option<i32>,
    memory_reservation: Option<i32>,
    links: Option<Vec<String>>,
    port_mappings: Option<Vec<PortMapping>>,
    essential: Option<bool>,
    restart_policy: Option<ContainerRestartPolicy>,
    entry_point: Option<Vec<String>>,
    command: Option<Vec<String>>,
    environment: Option<Vec<KeyValuePair>>,
    environment_files: Option<Vec<EnvironmentFile>>,
    mount_points: Option<Vec<MountPoint>>,
    volumes_from: Option<Vec<VolumeFrom>>,
    linux_parameters: Option<LinuxParameters>,
    secrets: Option<Vec<Secret>>,
    depends_on: Option<Vec<ContainerDependency>>,
    start_timeout: Option<i32>,
    stop_timeout: Option<i32>,
    version_consistency: Option<VersionConsistency>,
    hostname: Option<String>,
    user: Option<String>,
    working_directory: Option<String>,
    disable_networking: Option<bool>,
    privileged: Option<bool>,
    readonly_root_filesystem: Option<bool>,
    dns_servers: Option<Vec<String>>,
    dns_search_domains: Option<Vec<String>>,
    extra_hosts: Option<Vec<HostEntry>>,
    docker_security_options: Option<Vec<String>>,
    interactive: Option<bool>,
    pseudo_terminal: Option<bool>,
    docker_labels: Option<BTreeMap<String, String>>,
    ulimits: Option<Vec<Ulimit>>,
    log_configuration: Option<LogConfiguration>,
    health_check: Option<HealthCheck>,
    system_controls: Option<Vec<SystemControl>>,
    resource_requirements: Option<Vec<ResourceRequirement>>,
    firelens_configuration: Option<FirelensConfiguration>,
    credential_specs: Option<Vec<String>>,
} }
shape! { camel ContainerDependency {
    container_name: Option<String>,
    condition: Option<ContainerCondition>,
} }
shape! { camel ContainerImage {
    container_name: Option<String>,
    image_digest: Option<String>,
    image: Option<String>,
} }
shape! { camel ContainerInstance {
    container_instance_arn: Option<String>,
    ec2_instance_id: Option<String>,
    capacity_provider_name: Option<String>,
    version: Option<i64>,
    version_info: Option<VersionInfo>,
    remaining_resources: Vec<Resource>,
    registered_resources: Vec<Resource>,
    status: Option<String>,
    status_reason: Option<String>,
    agent_connected: Option<bool>,
    running_tasks_count: Option<i32>,
    pending_tasks_count: Option<i32>,
    agent_update_status: Option<AgentUpdateStatus>,
    attributes: Vec<Attribute>,
    registered_at: Option<Timestamp>,
    attachments: Vec<Attachment>,
    tags: Vec<Tag>,
    health_status: Option<ContainerInstanceHealthStatus>,
    gpu_devices: Vec<GpuDevice>,
} }
open_enum! { ContainerInstanceField {
    Tags = "TAGS",
    ContainerInstanceHealth = "CONTAINER_INSTANCE_HEALTH",
} }
shape! { camel ContainerInstanceHealthStatus {
    overall_status: Option<InstanceHealthCheckState>,
    details: Vec<InstanceHealthCheckResult>,
} }
open_enum! { ContainerInstanceStatus {
    Active = "ACTIVE",
    Draining = "DRAINING",
    Registering = "REGISTERING",
    Deregistering = "DEREGISTERING",
    RegistrationFailed = "REGISTRATION_FAILED",
} }
shape! { camel ContainerOverride {
    name: Option<String>,
    command: Option<Vec<String>>,
    environment: Option<Vec<KeyValuePair>>,
    environment_files: Option<Vec<EnvironmentFile>>,
    cpu: Option<i32>,
    memory: Option<i32>,
    memory_reservation: Option<i32>,
    resource_requirements: Option<Vec<ResourceRequirement>>,
} }
shape! { camel ContainerRestartPolicy {
    enabled: Option<bool>,
    ignored_exit_codes: Option<Vec<i32>>,
    restart_attempt_period: Option<i32>,
} }
shape! { camel ContinueServiceDeployment {
    service_deployment_arn: String,
    hook_id: String,
    action: Option<DeploymentLifecycleHookAction>,
} }
shape! { camel ContinueServiceDeploymentResponse {
    service_deployment_arn: Option<String>,
} }
open_enum! { CpuManufacturer {
    Intel = "intel",
    Amd = "amd",
    AmazonWebServices = "amazon-web-services",
} }
shape! { camel CreateCluster {
    cluster_name: Option<String>,
    tags: Option<Vec<Tag>>,
    settings: Option<Vec<ClusterSetting>>,
    configuration: Option<ClusterConfiguration>,
    capacity_providers: Option<Vec<String>>,
    default_capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    service_connect_defaults: Option<ClusterServiceConnectDefaultsRequest>,
} }
shape! { camel CreateClusterResponse {
    cluster: Option<Cluster>,
} }
shape! { camel CreateService {
    cluster: Option<String>,
    service_name: String,
    task_definition: Option<String>,
    availability_zone_rebalancing: Option<AvailabilityZoneRebalancing>,
    load_balancers: Option<Vec<LoadBalancer>>,
    service_registries: Option<Vec<ServiceRegistry>>,
    desired_count: Option<i32>,
    client_token: Option<String>,
    launch_type: Option<LaunchType>,
    capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    platform_version: Option<String>,
    role: Option<String>,
    deployment_configuration: Option<DeploymentConfiguration>,
    placement_constraints: Option<Vec<PlacementConstraint>>,
    placement_strategy: Option<Vec<PlacementStrategy>>,
    network_configuration: Option<NetworkConfiguration>,
    health_check_grace_period_seconds: Option<i32>,
    scheduling_strategy: Option<SchedulingStrategy>,
    deployment_controller: Option<DeploymentController>,
    tags: Option<Vec<Tag>>,
    ["enableECSManagedTags"] enable_ecs_managed_tags: Option<bool>,
    propagate_tags: Option<PropagateTags>,
    enable_execute_command: Option<bool>,
    service_connect_configuration: Option<ServiceConnectConfiguration>,
    volume_configurations: Option<Vec<ServiceVolumeConfiguration>>,
    vpc_lattice_configurations: Option<Vec<VpcLatticeConfiguration>>,
    gateway_connectors: Option<Vec<GatewayConnector>>,
    monitoring: Option<MonitoringConfiguration>,
} }
shape! { camel CreateServiceResponse {
    service: Option<Service>,
} }
shape! { camel CreatedAt {
    before: Option<Timestamp>,
    after: Option<Timestamp>,
} }
shape! { camel DeleteCluster {
    cluster: String,
} }
shape! { camel DeleteClusterResponse {
    cluster: Option<Cluster>,
} }
shape! { camel DeleteService {
    cluster: Option<String>,
    service: String,
    force: Option<bool>,
} }
shape! { camel DeleteServiceResponse {
    service: Option<Service>,
} }
shape! { camel DeleteTaskDefinitions {
    task_definitions: Vec<String>,
} }
shape! { camel DeleteTaskDefinitionsResponse {
    task_definitions: Vec<TaskDefinition>,
    failures: Vec<Failure>,
} }
shape! { camel Deployment {
    id: Option<String>,
    status: Option<String>,
    task_definition: Option<String>,
    desired_count: Option<i32>,
    pending_count: Option<i32>,
    running_count: Option<i32>,
    failed_tasks: Option<i32>,
    created_at: Option<Timestamp>,
    updated_at: Option<Timestamp>,
    capacity_provider_strategy: Vec<CapacityProviderStrategyItem>,
    launch_type: Option<LaunchType>,
    platform_version: Option<String>,
    platform_family: Option<String>,
    network_configuration: Option<NetworkConfiguration>,
    rollout_state: Option<DeploymentRolloutState>,
    rollout_state_reason: Option<String>,
    service_connect_configuration: Option<ServiceConnectConfiguration>,
    service_connect_resources: Vec<ServiceConnectServiceResource>,
    volume_configurations: Vec<ServiceVolumeConfiguration>,
    fargate_ephemeral_storage: Option<DeploymentEphemeralStorage>,
    vpc_lattice_configurations: Vec<VpcLatticeConfiguration>,
} }
shape! { camel DeploymentAlarms {
    alarm_names: Option<Vec<String>>,
    rollback: Option<bool>,
    enable: Option<bool>,
} }
shape! { camel DeploymentCircuitBreaker {
    enable: Option<bool>,
    rollback: Option<bool>,
    reset_on_healthy_task: Option<bool>,
    threshold_configuration: Option<ThresholdConfiguration>,
} }
shape! { camel DeploymentConfiguration {
    deployment_circuit_breaker: Option<DeploymentCircuitBreaker>,
    maximum_percent: Option<i32>,
    minimum_healthy_percent: Option<i32>,
    alarms: Option<DeploymentAlarms>,
    strategy: Option<DeploymentStrategy>,
    bake_time_in_minutes: Option<i32>,
    lifecycle_hooks: Option<Vec<DeploymentLifecycleHook>>,
    linear_configuration: Option<LinearConfiguration>,
    canary_configuration: Option<CanaryConfiguration>,
    early_success_criteria: Option<DeploymentEarlySuccessCriteria>,
} }
shape! { camel DeploymentController {
    r#type: Option<DeploymentControllerType>,
} }
open_enum! { DeploymentControllerType {
    Ecs = "ECS",
    CodeDeploy = "CODE_DEPLOY",
    External = "EXTERNAL",
} }
shape! { camel DeploymentEarlySuccessCriteria {
    enable: Option<bool>,
    healthy_percent: Option<i32>,
    source_service_revision_cleanup: Option<ServiceRevisionCleanup>,
} }
shape! { camel DeploymentEphemeralStorage {
    kms_key_id: Option<String>,
} }
shape! { camel DeploymentLifecycleHook {
    target_type: Option<DeploymentLifecycleHookTargetType>,
    hook_target_arn: Option<String>,
    role_arn: Option<String>,
    lifecycle_stages: Option<Vec<DeploymentLifecycleHookStage>>,
    hook_details: Option<serde_json::Value>,
    timeout_configuration: Option<DeploymentLifecycleHookTimeoutConfiguration>,
} }
open_enum! { DeploymentLifecycleHookAction {
    Rollback = "ROLLBACK",
    Continue = "CONTINUE",
} }
shape! { camel DeploymentLifecycleHookDetail {
    hook_id: Option<String>,
    target_type: Option<DeploymentLifecycleHookTargetType>,
    target_arn: Option<String>,
    status: Option<DeploymentLifecycleHookStatus>,
    expires_at: Option<Timestamp>,
    timeout_action: Option<DeploymentLifecycleHookAction>,
} }
open_enum! { DeploymentLifecycleHookStage {
    ReconcileService = "RECONCILE_SERVICE",
    PreScaleUp = "PRE_SCALE_UP",
    PostScaleUp = "POST_SCALE_UP",
    TestTrafficShift = "TEST_TRAFFIC_SHIFT",
    PostTestTrafficShift = "POST_TEST_TRAFFIC_SHIFT",
    PreProductionTrafficShift = "PRE_PRODUCTION_TRAFFIC_SHIFT",
    ProductionTrafficShift = "PRODUCTION_TRAFFIC_SHIFT",
    PostProductionTrafficShift = "POST_PRODUCTION_TRAFFIC_SHIFT",
} }
open_enum! { DeploymentLifecycleHookStatus {
    AwaitingAction = "AWAITING_ACTION",
    InProgress = "IN_PROGRESS",
    Succeeded = "SUCCEEDED",
    Failed = "FAILED",
    TimedOut = "TIMED_OUT",
} }
open_enum! { DeploymentLifecycleHookTargetType {
    AwsLambda = "AWS_LAMBDA",
    Pause = "PAUSE",
} }
shape! { camel DeploymentLifecycleHookTimeoutConfiguration {
    timeout_in_minutes: Option<i32>,
    action: Option<DeploymentLifecycleHookAction>,
} }
open_enum! { DeploymentRolloutState {
    Completed = "COMPLETED",
    Failed = "FAILED",
    InProgress = "IN_PROGRESS",
} }
open_enum! { DeploymentStrategy {
    Rolling = "ROLLING",
    BlueGreen = "BLUE_GREEN",
    Linear = "LINEAR",
    Canary = "CANARY",
} }
shape! { camel DeregisterTaskDefinition {
    task_definition: String,
} }
shape! { camel DeregisterTaskDefinitionResponse {
    task_definition: Option<TaskDefinition>,
} }
shape! { camel DescribeCapacityProviders {
    capacity_providers: Option<Vec<String>>,
    cluster: Option<String>,
    include: Option<Vec<CapacityProviderField>>,
    max_results: Option<i32>,
    next_token: Option<String>,
} }
shape! { camel DescribeCapacityProvidersResponse {
    capacity_providers: Vec<CapacityProvider>,
    failures: Vec<Failure>,
    next_token: Option<String>,
} }
shape! { camel DescribeClusters {
    clusters: Option<Vec<String>>,
    include: Option<Vec<ClusterField>>,
} }
shape! { camel DescribeClustersResponse {
    clusters: Vec<Cluster>,
    failures: Vec<Failure>,
} }
shape! { camel DescribeContainerInstances {
    cluster: Option<String>,
    container_instances: Vec<String>,
    include: Option<Vec<ContainerInstanceField>>,
} }
shape! { camel DescribeContainerInstancesResponse {
    container_instances: Vec<ContainerInstance>,
    failures: Vec<Failure>,
} }
shape! { camel DescribeServiceDeployments {
    service_deployment_arns: Vec<String>,
} }
shape! { camel DescribeServiceDeploymentsResponse {
    service_deployments: Vec<ServiceDeployment>,
    failures: Vec<Failure>,
} }
shape! { camel DescribeServiceRevisions {
    service_revision_arns: Vec<String>,
} }
shape! { camel DescribeServiceRevisionsResponse {
    service_revisions: Vec<ServiceRevision>,
    failures: Vec<Failure>,
} }
shape! { camel DescribeServices {
    cluster: Option<String>,
    services: Vec<String>,
    include: Option<Vec<ServiceField>>,
} }
shape! { camel DescribeServicesResponse {
    services: Vec<Service>,
    failures: Vec<Failure>,
} }
shape! { camel DescribeTaskDefinition {
    task_definition: String,
    include: Option<Vec<TaskDefinitionField>>,
} }
shape! { camel DescribeTaskDefinitionResponse {
    task_definition: Option<TaskDefinition>,
    tags: Vec<Tag>,
} }
shape! { camel DescribeTasks {
    cluster: Option<String>,
    tasks: Vec<String>,
    include: Option<Vec<TaskField>>,
} }
shape! { camel DescribeTasksResponse {
    tasks: Vec<Task>,
    failures: Vec<Failure>,
} }
open_enum! { DesiredStatus {
    Running = "RUNNING",
    Pending = "PENDING",
    Stopped = "STOPPED",
} }
shape! { camel Device {
    host_path: Option<String>,
    container_path: Option<String>,
    permissions: Option<Vec<DeviceCgroupPermission>>,
} }
open_enum! { DeviceCgroupPermission {
    Read = "read",
    Write = "write",
    Mknod = "mknod",
} }
shape! { camel DockerVolumeConfiguration {
    scope: Option<Scope>,
    autoprovision: Option<bool>,
    driver: Option<String>,
    driver_opts: Option<BTreeMap<String, String>>,
    labels: Option<BTreeMap<String, String>>,
} }
open_enum! { EBSResourceType {
    Volume = "volume",
} }
shape! { camel EBSTagSpecification {
    resource_type: Option<EBSResourceType>,
    tags: Option<Vec<Tag>>,
    propagate_tags: Option<PropagateTags>,
} }
shape! { camel ECSManagedResources {
    ingress_paths: Vec<ManagedIngressPath>,
    auto_scaling: Option<ManagedAutoScaling>,
    metric_alarms: Vec<ManagedMetricAlarm>,
    service_security_groups: Vec<ManagedSecurityGroup>,
    log_groups: Vec<ManagedLogGroup>,
    gateway_connections: Vec<GatewayConnection>,
} }
shape! { camel EFSAuthorizationConfig {
    access_point_id: Option<String>,
    iam: Option<EFSAuthorizationConfigIAM>,
} }
open_enum! { EFSAuthorizationConfigIAM {
    Enabled = "ENABLED",
    Disabled = "DISABLED",
} }
open_enum! { EFSTransitEncryption {
    Enabled = "ENABLED",
    Disabled = "DISABLED",
} }
shape! { camel EFSVolumeConfiguration {
    file_system_id: Option<String>,
    root_directory: Option<String>,
    transit_encryption: Option<EFSTransitEncryption>,
    transit_encryption_port: Option<i32>,
    authorization_config: Option<EFSAuthorizationConfig>,
} }
shape! { camel EnvironmentFile {
    value: Option<String>,
    r#type: Option<EnvironmentFileType>,
} }
open_enum! { EnvironmentFileType {
    S3 = "s3",
} }
shape! { camel EphemeralStorage {
    size_in_gi_b: Option<i32>,
} }
shape! { camel ExecuteCommandConfiguration {
    kms_key_id: Option<String>,
    logging: Option<ExecuteCommandLogging>,
    log_configuration: Option<ExecuteCommandLogConfiguration>,
} }
shape! { camel ExecuteCommandLogConfiguration {
    cloud_watch_log_group_name: Option<String>,
    cloud_watch_encryption_enabled: Option<bool>,
    s3_bucket_name: Option<String>,
    s3_encryption_enabled: Option<bool>,
    s3_key_prefix: Option<String>,
} }
open_enum! { ExecuteCommandLogging {
    None = "NONE",
    Default = "DEFAULT",
    Override = "OVERRIDE",
} }
shape! { camel FSxWindowsFileServerAuthorizationConfig {
    credentials_parameter: Option<String>,
    domain: Option<String>,
} }
shape! { camel FSxWindowsFileServerVolumeConfiguration {
    file_system_id: Option<String>,
    root_directory: Option<String>,
    authorization_config: Option<FSxWindowsFileServerAuthorizationConfig>,
} }
shape! { camel Failure {
    arn: Option<String>,
    reason: Option<String>,
    detail: Option<String>,
} }
shape! { camel FirelensConfiguration {
    r#type: Option<FirelensConfigurationType>,
    options: Option<BTreeMap<String, String>>,
} }
open_enum! { FirelensConfigurationType {
    Fluentd = "fluentd",
    Fluentbit = "fluentbit",
} }
shape! { camel GatewayConnection {
    gateway_arn: Option<String>,
    gateway_route_arn: Option<String>,
    port_name: Option<String>,
    service_url: Option<String>,
    access_type: Option<AccessType>,
    status: Option<GatewayRouteStatus>,
    resources: Option<GatewayConnectionResources>,
} }
shape! { camel GatewayConnectionAlbResources {
    acm_certificate_arn: Option<String>,
    load_balancer_arn: Option<String>,
    load_balancer_security_group_arns: Vec<String>,
    listener_arn: Option<String>,
    listener_rule_arn: Option<String>,
    test_listener_rule_arn: Option<String>,
    target_group_arn: Option<String>,
    alternate_target_group_arn: Option<String>,
} }
shape! { camel GatewayConnectionResources {
    host_shared_alb: Vec<GatewayConnectionAlbResources>,
} }
shape! { camel GatewayConnector {
    port_name: Option<String>,
    health_check: Option<GatewayConnectorHealthCheck>,
    filters: Option<GatewayConnectorFilters>,
    deregistration_delay: Option<GatewayConnectorDeregistrationDelay>,
} }
shape! { camel GatewayConnectorDeregistrationDelay {
    timeout_seconds: Option<i32>,
} }
shape! { camel GatewayConnectorFilters {
    access_types: Option<Vec<AccessType>>,
} }
shape! { camel GatewayConnectorHealthCheck {
    health_check_protocol: Option<GatewayConnectorHealthCheckProtocol>,
    health_check_port: Option<i32>,
    health_check_path: Option<String>,
    health_check_timeout_seconds: Option<i32>,
    health_check_interval_seconds: Option<i32>,
    healthy_threshold_count: Option<i32>,
    unhealthy_threshold_count: Option<i32>,
    matcher: Option<GatewayConnectorHealthCheckMatcher>,
} }
shape! { camel GatewayConnectorHealthCheckMatcher {
    http_code: Option<String>,
    grpc_code: Option<String>,
} }
open_enum! { GatewayConnectorHealthCheckProtocol {
    Http = "HTTP",
    Https = "HTTPS",
} }
open_enum! { GatewayRouteStatus {
    Active = "ACTIVE",
    CreateInProgress = "CREATE_IN_PROGRESS",
    CreateFailed = "CREATE_FAILED",
    UpdateInProgress = "UPDATE_IN_PROGRESS",
    UpdateFailed = "UPDATE_FAILED",
    DeleteInProgress = "DELETE_IN_PROGRESS",
    DeleteFailed = "DELETE_FAILED",
} }
shape! { camel GpuDevice {
    gpu_id: Option<String>,
    sharing_mode: Option<GpuSharingMode>,
    total_memory_in_mi_b: Option<i32>,
    remaining_memory_in_mi_b: Option<i32>,
    container_count: Option<i32>,
} }
open_enum! { GpuSharingMode {
    Idle = "IDLE",
    NvidiaMps = "NVIDIA_MPS",
    Dedicated = "DEDICATED",
} }
shape! { camel HealthCheck {
    command: Option<Vec<String>>,
    interval: Option<i32>,
    timeout: Option<i32>,
    retries: Option<i32>,
    start_period: Option<i32>,
} }
open_enum! { HealthStatus {
    Healthy = "HEALTHY",
    Unhealthy = "UNHEALTHY",
    Unknown_ = "UNKNOWN",
} }
shape! { camel HostEntry {
    hostname: Option<String>,
    ip_address: Option<String>,
} }
shape! { camel HostVolumeProperties {
    source_path: Option<String>,
} }
shape! { camel InferenceAccelerator {
    device_name: Option<String>,
    device_type: Option<String>,
} }
shape! { camel InferenceAcceleratorOverride {
    device_name: Option<String>,
    device_type: Option<String>,
} }
shape! { camel InfrastructureOptimization {
    scale_in_after: Option<i32>,
} }
open_enum! { InstanceGeneration {
    Current = "current",
    Previous = "previous",
} }
shape! { camel InstanceHealthCheckResult {
    r#type: Option<InstanceHealthCheckType>,
    status: Option<InstanceHealthCheckState>,
    status_reason: Option<String>,
    last_updated: Option<Timestamp>,
    last_status_change: Option<Timestamp>,
} }
open_enum! { InstanceHealthCheckState {
    Ok = "OK",
    Impaired = "IMPAIRED",
    InsufficientData = "INSUFFICIENT_DATA",
    Initializing = "INITIALIZING",
} }
open_enum! { InstanceHealthCheckType {
    ContainerRuntime = "CONTAINER_RUNTIME",
    AcceleratedCompute = "ACCELERATED_COMPUTE",
    Daemon = "DAEMON",
    AgentConnectivity = "AGENT_CONNECTIVITY",
} }
shape! { camel InstanceLaunchTemplate {
    ec2_instance_profile_arn: Option<String>,
    network_configuration: Option<ManagedInstancesNetworkConfiguration>,
    storage_configuration: Option<ManagedInstancesStorageConfiguration>,
    local_storage_configuration: Option<ManagedInstancesLocalStorageConfiguration>,
    monitoring: Option<ManagedInstancesMonitoringOptions>,
    capacity_option_type: Option<CapacityOptionType>,
    instance_metadata_tags_propagation: Option<bool>,
    instance_requirements: Option<InstanceRequirementsRequest>,
    fips_enabled: Option<bool>,
    capacity_reservations: Option<CapacityReservationRequest>,
    nitro_enclaves_enabled: Option<bool>,
} }
shape! { camel InstanceRequirementsRequest {
    v_cpu_count: Option<VCpuCountRangeRequest>,
    memory_mi_b: Option<MemoryMiBRequest>,
    cpu_manufacturers: Vec<CpuManufacturer>,
    memory_gi_b_per_v_cpu: Option<MemoryGiBPerVCpuRequest>,
    excluded_instance_types: Vec<String>,
    instance_generations: Vec<InstanceGeneration>,
    spot_max_price_percentage_over_lowest_price: Option<i32>,
    on_demand_max_price_percentage_over_lowest_price: Option<i32>,
    bare_metal: Option<BareMetal>,
    burstable_performance: Option<BurstablePerformance>,
    require_hibernate_support: Option<bool>,
    network_interface_count: Option<NetworkInterfaceCountRequest>,
    local_storage: Option<LocalStorage>,
    local_storage_types: Vec<LocalStorageType>,
    ["totalLocalStorageGB"] total_local_storage_gb: Option<TotalLocalStorageGBRequest>,
    baseline_ebs_bandwidth_mbps: Option<BaselineEbsBandwidthMbpsRequest>,
    accelerator_types: Vec<AcceleratorType>,
    accelerator_count: Option<AcceleratorCountRequest>,
    accelerator_manufacturers: Vec<AcceleratorManufacturer>,
    accelerator_names: Vec<AcceleratorName>,
    accelerator_total_memory_mi_b: Option<AcceleratorTotalMemoryMiBRequest>,
    network_bandwidth_gbps: Option<NetworkBandwidthGbpsRequest>,
    allowed_instance_types: Vec<String>,
    max_spot_price_as_percentage_of_optimal_on_demand_price: Option<i32>,
} }
open_enum! { IpcMode {
    Host = "host",
    Task = "task",
    None = "none",
} }
open_enum! { IsolationMode {
    Shared = "SHARED",
    IsolatedSandbox = "ISOLATED_SANDBOX",
    ConfidentialSandbox = "CONFIDENTIAL_SANDBOX",
} }
shape! { camel KernelCapabilities {
    add: Option<Vec<String>>,
    drop: Option<Vec<String>>,
} }
shape! { camel KeyValuePair {
    name: Option<String>,
    value: Option<String>,
} }
open_enum! { LaunchType {
    Ec2 = "EC2",
    Fargate = "FARGATE",
    External = "EXTERNAL",
    ManagedInstances = "MANAGED_INSTANCES",
} }
shape! { camel LinearConfiguration {
    step_percent: Option<f64>,
    step_bake_time_in_minutes: Option<i32>,
} }
shape! { camel LinuxParameters {
    capabilities: Option<KernelCapabilities>,
    devices: Option<Vec<Device>>,
    init_process_enabled: Option<bool>,
    shared_memory_size: Option<i32>,
    tmpfs: Option<Vec<Tmpfs>>,
    max_swap: Option<i32>,
    swappiness: Option<i32>,
} }
shape! { camel ListAccountSettings {
    name: Option<SettingName>,
    value: Option<String>,
    principal_arn: Option<String>,
    effective_settings: Option<bool>,
    next_token: Option<String>,
    max_results: Option<i32>,
} }
shape! { camel ListAccountSettingsResponse {
    settings: Vec<Setting>,
    next_token: Option<String>,
} }
shape! { camel ListClusters {
    next_token: Option<String>,
    max_results: Option<i32>,
} }
shape! { camel ListClustersResponse {
    cluster_arns: Vec<String>,
    next_token: Option<String>,
} }
shape! { camel ListContainerInstances {
    cluster: Option<String>,
    filter: Option<String>,
    next_token: Option<String>,
    max_results: Option<i32>,
    status: Option<ContainerInstanceStatus>,
} }
shape! { camel ListContainerInstancesResponse {
    container_instance_arns: Vec<String>,
    next_token: Option<String>,
} }
shape! { camel ListServiceDeployments {
    service: String,
    cluster: Option<String>,
    status: Option<Vec<ServiceDeploymentStatus>>,
    created_at: Option<CreatedAt>,
    next_token: Option<String>,
    max_results: Option<i32>,
} }
shape! { camel ListServiceDeploymentsResponse {
    service_deployments: Vec<ServiceDeploymentBrief>,
    next_token: Option<String>,
} }
shape! { camel ListServices {
    cluster: Option<String>,
    next_token: Option<String>,
    max_results: Option<i32>,
    launch_type: Option<LaunchType>,
    scheduling_strategy: Option<SchedulingStrategy>,
    resource_management_type: Option<ResourceManagementType>,
} }
shape! { camel ListServicesResponse {
    service_arns: Vec<String>,
    next_token: Option<String>,
} }
shape! { camel ListTagsForResource {
    resource_arn: String,
} }
shape! { camel ListTagsForResourceResponse {
    tags: Vec<Tag>,
} }
shape! { camel ListTaskDefinitionFamilies {
    family_prefix: Option<String>,
    status: Option<TaskDefinitionFamilyStatus>,
    next_token: Option<String>,
    max_results: Option<i32>,
} }
shape! { camel ListTaskDefinitionFamiliesResponse {
    families: Vec<String>,
    next_token: Option<String>,
} }
shape! { camel ListTaskDefinitions {
    family_prefix: Option<String>,
    status: Option<TaskDefinitionStatus>,
    sort: Option<SortOrder>,
    next_token: Option<String>,
    max_results: Option<i32>,
} }
shape! { camel ListTaskDefinitionsResponse {
    task_definition_arns: Vec<String>,
    next_token: Option<String>,
} }
shape! { camel ListTasks {
    cluster: Option<String>,
    container_instance: Option<String>,
    family: Option<String>,
    next_token: Option<String>,
    max_results: Option<i32>,
    started_by: Option<String>,
    service_name: Option<String>,
    desired_status: Option<DesiredStatus>,
    launch_type: Option<LaunchType>,
    daemon_name: Option<String>,
} }
shape! { camel ListTasksResponse {
    task_arns: Vec<String>,
    next_token: Option<String>,
} }
shape! { camel LoadBalancer {
    target_group_arn: Option<String>,
    load_balancer_name: Option<String>,
    container_name: Option<String>,
    container_port: Option<i32>,
    advanced_configuration: Option<AdvancedConfiguration>,
} }
open_enum! { LocalStorage {
    Included = "included",
    Required = "required",
    Excluded = "excluded",
} }
open_enum! { LocalStorageType {
    Hdd = "hdd",
    Ssd = "ssd",
} }
shape! { camel LogConfiguration {
    log_driver: Option<LogDriver>,
    options: Option<BTreeMap<String, String>>,
    secret_options: Option<Vec<Secret>>,
} }
open_enum! { LogDriver {
    JsonFile = "json-file",
    Syslog = "syslog",
    Journald = "journald",
    Gelf = "gelf",
    Fluentd = "fluentd",
    Awslogs = "awslogs",
    Splunk = "splunk",
    Awsfirelens = "awsfirelens",
} }
shape! { camel ManagedAgent {
    last_started_at: Option<Timestamp>,
    name: Option<ManagedAgentName>,
    reason: Option<String>,
    last_status: Option<String>,
} }
open_enum! { ManagedAgentName {
    ExecuteCommandAgent = "ExecuteCommandAgent",
} }
shape! { camel ManagedApplicationAutoScalingPolicy {
    arn: Option<String>,
    status: Option<ManagedResourceStatus>,
    status_reason: Option<String>,
    updated_at: Option<Timestamp>,
    policy_type: Option<String>,
    target_value: Option<f64>,
    metric: Option<String>,
} }
shape! { camel ManagedAutoScaling {
    scalable_target: Option<ManagedScalableTarget>,
    application_auto_scaling_policies: Vec<ManagedApplicationAutoScalingPolicy>,
} }
shape! { camel ManagedCertificate {
    arn: Option<String>,
    status: Option<ManagedResourceStatus>,
    status_reason: Option<String>,
    updated_at: Option<Timestamp>,
    domain_name: Option<String>,
} }
open_enum! { ManagedDraining {
    Enabled = "ENABLED",
    Disabled = "DISABLED",
} }
shape! { camel ManagedIngressPath {
    access_type: Option<AccessType>,
    endpoint: Option<String>,
    load_balancer: Option<ManagedLoadBalancer>,
    load_balancer_security_groups: Vec<ManagedSecurityGroup>,
    certificate: Option<ManagedCertificate>,
    listener: Option<ManagedListener>,
    rule: Option<ManagedListenerRule>,
    target_groups: Vec<ManagedTargetGroup>,
} }
shape! { camel ManagedInstancesLocalStorageConfiguration {
    use_local_storage: Option<bool>,
} }
open_enum! { ManagedInstancesMonitoringOptions {
    Basic = "BASIC",
    Detailed = "DETAILED",
} }
shape! { camel ManagedInstancesNetworkConfiguration {
    subnets: Vec<String>,
    security_groups: Vec<String>,
} }
shape! { camel ManagedInstancesProvider {
    infrastructure_role_arn: Option<String>,
    instance_launch_template: Option<InstanceLaunchTemplate>,
    propagate_tags: Option<PropagateMITags>,
    infrastructure_optimization: Option<InfrastructureOptimization>,
    auto_repair_configuration: Option<AutoRepairConfiguration>,
} }
shape! { camel ManagedInstancesStorageConfiguration {
    storage_size_gi_b: Option<i32>,
} }
shape! { camel ManagedListener {
    arn: Option<String>,
    status: Option<ManagedResourceStatus>,
    status_reason: Option<String>,
    updated_at: Option<Timestamp>,
} }
shape! { camel ManagedListenerRule {
    arn: Option<String>,
    status: Option<ManagedResourceStatus>,
    status_reason: Option<String>,
    updated_at: Option<Timestamp>,
} }
shape! { camel ManagedLoadBalancer {
    arn: Option<String>,
    status: Option<ManagedResourceStatus>,
    status_reason: Option<String>,
    updated_at: Option<Timestamp>,
    scheme: Option<String>,
    subnet_ids: Vec<String>,
    security_group_ids: Vec<String>,
} }
shape! { camel ManagedLogGroup {
    arn: Option<String>,
    status: Option<ManagedResourceStatus>,
    status_reason: Option<String>,
    updated_at: Option<Timestamp>,
    log_group_name: Option<String>,
} }
shape! { camel ManagedMetricAlarm {
    arn: Option<String>,
    status: Option<ManagedResourceStatus>,
    status_reason: Option<String>,
    updated_at: Option<Timestamp>,
} }
open_enum! { ManagedResourceStatus {
    Provisioning = "PROVISIONING",
    Active = "ACTIVE",
    Deprovisioning = "DEPROVISIONING",
    Deleted = "DELETED",
    Failed = "FAILED",
} }
shape! { camel ManagedScalableTarget {
    arn: Option<String>,
    status: Option<ManagedResourceStatus>,
    status_reason: Option<String>,
    updated_at: Option<Timestamp>,
    min_capacity: Option<i32>,
    max_capacity: Option<i32>,
} }
shape! { camel ManagedScaling {
    status: Option<ManagedScalingStatus>,
    target_capacity: Option<i32>,
    minimum_scaling_step_size: Option<i32>,
    maximum_scaling_step_size: Option<i32>,
    instance_warmup_period: Option<i32>,
} }
open_enum! { ManagedScalingStatus {
    Enabled = "ENABLED",
    Disabled = "DISABLED",
} }
shape! { camel ManagedSecurityGroup {
    arn: Option<String>,
    status: Option<ManagedResourceStatus>,
    status_reason: Option<String>,
    updated_at: Option<Timestamp>,
} }
shape! { camel ManagedStorageConfiguration {
    kms_key_id: Option<String>,
    fargate_ephemeral_storage_kms_key_id: Option<String>,
} }
shape! { camel ManagedTargetGroup {
    arn: Option<String>,
    status: Option<ManagedResourceStatus>,
    status_reason: Option<String>,
    updated_at: Option<Timestamp>,
    health_check_path: Option<String>,
    health_check_port: Option<i32>,
    port: Option<i32>,
} }
open_enum! { ManagedTerminationProtection {
    Enabled = "ENABLED",
    Disabled = "DISABLED",
} }
shape! { camel MemoryGiBPerVCpuRequest {
    min: Option<f64>,
    max: Option<f64>,
} }
shape! { camel MemoryMiBRequest {
    min: Option<i32>,
    max: Option<i32>,
} }
shape! { camel MetricConfiguration {
    metric_names: Option<Vec<String>>,
    resolution_seconds: Option<i32>,
} }
shape! { camel MonitoringConfiguration {
    metric_configurations: Option<Vec<MetricConfiguration>>,
} }
shape! { camel MountPoint {
    source_volume: Option<String>,
    container_path: Option<String>,
    read_only: Option<bool>,
} }
shape! { camel NetworkBandwidthGbpsRequest {
    min: Option<f64>,
    max: Option<f64>,
} }
shape! { camel NetworkBinding {
    ["bindIP"] bind_ip: Option<String>,
    container_port: Option<i32>,
    host_port: Option<i32>,
    protocol: Option<TransportProtocol>,
    container_port_range: Option<String>,
    host_port_range: Option<String>,
} }
shape! { camel NetworkConfiguration {
    awsvpc_configuration: Option<AwsVpcConfiguration>,
} }
shape! { camel NetworkInterface {
    attachment_id: Option<String>,
    private_ipv4_address: Option<String>,
    ipv6_address: Option<String>,
} }
shape! { camel NetworkInterfaceCountRequest {
    min: Option<i32>,
    max: Option<i32>,
} }
open_enum! { NetworkMode {
    Bridge = "bridge",
    Host = "host",
    Awsvpc = "awsvpc",
    None = "none",
} }
shape! { camel NvidiaMpsAllocation {
    memory: Option<i32>,
    max_compute_percent: Option<i32>,
} }
open_enum! { OSFamily {
    WindowsServer2019Full = "WINDOWS_SERVER_2019_FULL",
    WindowsServer2019Core = "WINDOWS_SERVER_2019_CORE",
    WindowsServer2016Full = "WINDOWS_SERVER_2016_FULL",
    WindowsServer2004Core = "WINDOWS_SERVER_2004_CORE",
    WindowsServer2022Core = "WINDOWS_SERVER_2022_CORE",
    WindowsServer2022Full = "WINDOWS_SERVER_2022_FULL",
    WindowsServer2025Core = "WINDOWS_SERVER_2025_CORE",
    WindowsServer2025Full = "WINDOWS_SERVER_2025_FULL",
    WindowsServer20h2Core = "WINDOWS_SERVER_20H2_CORE",
    Linux = "LINUX",
} }
open_enum! { PidMode {
    Host = "host",
    Task = "task",
} }
shape! { camel PlacementConstraint {
    r#type: Option<PlacementConstraintType>,
    expression: Option<String>,
} }
open_enum! { PlacementConstraintType {
    DistinctInstance = "distinctInstance",
    MemberOf = "memberOf",
} }
shape! { camel PlacementStrategy {
    r#type: Option<PlacementStrategyType>,
    field: Option<String>,
} }
open_enum! { PlacementStrategyType {
    Random = "random",
    Spread = "spread",
    Binpack = "binpack",
} }
shape! { camel PortMapping {
    container_port: Option<i32>,
    host_port: Option<i32>,
    protocol: Option<TransportProtocol>,
    name: Option<String>,
    app_protocol: Option<ApplicationProtocol>,
    container_port_range: Option<String>,
} }
open_enum! { PropagateMITags {
    CapacityProvider = "CAPACITY_PROVIDER",
    None = "NONE",
} }
open_enum! { PropagateTags {
    TaskDefinition = "TASK_DEFINITION",
    Service = "SERVICE",
    None = "NONE",
} }
shape! { camel ProxyConfiguration {
    r#type: Option<ProxyConfigurationType>,
    container_name: Option<String>,
    properties: Option<Vec<KeyValuePair>>,
} }
open_enum! { ProxyConfigurationType {
    Appmesh = "APPMESH",
} }
shape! { camel PutClusterCapacityProviders {
    cluster: String,
    capacity_providers: Vec<String>,
    default_capacity_provider_strategy: Vec<CapacityProviderStrategyItem>,
} }
shape! { camel PutClusterCapacityProvidersResponse {
    cluster: Option<Cluster>,
} }
shape! { camel RegisterTaskDefinition {
    family: String,
    task_role_arn: Option<String>,
    execution_role_arn: Option<String>,
    network_mode: Option<NetworkMode>,
    container_definitions: Vec<ContainerDefinition>,
    volumes: Option<Vec<Volume>>,
    placement_constraints: Option<Vec<TaskDefinitionPlacementConstraint>>,
    requires_compatibilities: Option<Vec<Compatibility>>,
    cpu: Option<String>,
    memory: Option<String>,
    tags: Option<Vec<Tag>>,
    pid_mode: Option<PidMode>,
    ipc_mode: Option<IpcMode>,
    proxy_configuration: Option<ProxyConfiguration>,
    inference_accelerators: Option<Vec<InferenceAccelerator>>,
    ephemeral_storage: Option<EphemeralStorage>,
    runtime_platform: Option<RuntimePlatform>,
    enable_fault_injection: Option<bool>,
    trusted_execution_configuration: Option<TrustedExecutionConfiguration>,
} }
shape! { camel RegisterTaskDefinitionResponse {
    task_definition: Option<TaskDefinition>,
    tags: Vec<Tag>,
} }
shape! { camel RepositoryCredentials {
    credentials_parameter: Option<String>,
} }
shape! { camel ResolvedConfiguration {
    load_balancers: Vec<ServiceRevisionLoadBalancer>,
    vpc_lattice_configurations: Vec<ServiceRevisionVpcLatticeConfiguration>,
} }
shape! { camel Resource {
    name: Option<String>,
    r#type: Option<String>,
    double_value: Option<f64>,
    long_value: Option<i64>,
    integer_value: Option<i32>,
    string_set_value: Vec<String>,
} }
open_enum! { ResourceManagementType {
    Customer = "CUSTOMER",
    Ecs = "ECS",
} }
shape! { camel ResourceRequirement {
    value: Option<String>,
    r#type: Option<ResourceType>,
    sharing_strategy: Option<SharingStrategy>,
} }
open_enum! { ResourceType {
    Gpu = "GPU",
    InferenceAccelerator = "InferenceAccelerator",
    NeuronDevice = "NeuronDevice",
} }
shape! { camel Rollback {
    reason: Option<String>,
    started_at: Option<Timestamp>,
    service_revision_arn: Option<String>,
} }
shape! { camel RunTask {
    capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    cluster: Option<String>,
    count: Option<i32>,
    ["enableECSManagedTags"] enable_ecs_managed_tags: Option<bool>,
    enable_execute_command: Option<bool>,
    group: Option<String>,
    launch_type: Option<LaunchType>,
    network_configuration: Option<NetworkConfiguration>,
    overrides: Option<TaskOverride>,
    placement_constraints: Option<Vec<PlacementConstraint>>,
    placement_strategy: Option<Vec<PlacementStrategy>>,
    platform_version: Option<String>,
    propagate_tags: Option<PropagateTags>,
    reference_id: Option<String>,
    started_by: Option<String>,
    tags: Option<Vec<Tag>>,
    task_definition: String,
    client_token: Option<String>,
    volume_configurations: Option<Vec<TaskVolumeConfiguration>>,
} }
shape! { camel RunTaskResponse {
    tasks: Vec<Task>,
    failures: Vec<Failure>,
} }
shape! { camel RuntimePlatform {
    cpu_architecture: Option<CPUArchitecture>,
    operating_system_family: Option<OSFamily>,
} }
shape! { camel RuntimePlatformOverride {
    cpu_architecture: Option<String>,
} }
shape! { camel S3FilesVolumeConfiguration {
    file_system_arn: Option<String>,
    root_directory: Option<String>,
    transit_encryption_port: Option<i32>,
    access_point_arn: Option<String>,
} }
shape! { camel Scale {
    value: Option<f64>,
    unit: Option<ScaleUnit>,
} }
open_enum! { ScaleUnit {
    Percent = "PERCENT",
} }
open_enum! { SchedulingStrategy {
    Replica = "REPLICA",
    Daemon = "DAEMON",
} }
open_enum! { Scope {
    Task = "task",
    Shared = "shared",
} }
shape! { camel Secret {
    name: Option<String>,
    value_from: Option<String>,
} }
shape! { camel Service {
    service_arn: Option<String>,
    service_name: Option<String>,
    cluster_arn: Option<String>,
    load_balancers: Vec<LoadBalancer>,
    service_registries: Vec<ServiceRegistry>,
    status: Option<String>,
    desired_count: Option<i32>,
    running_count: Option<i32>,
    pending_count: Option<i32>,
    launch_type: Option<LaunchType>,
    capacity_provider_strategy: Vec<CapacityProviderStrategyItem>,
    platform_version: Option<String>,
    platform_family: Option<String>,
    task_definition: Option<String>,
    deployment_configuration: Option<DeploymentConfiguration>,
    task_sets: Vec<TaskSet>,
    deployments: Vec<Deployment>,
    role_arn: Option<String>,
    events: Vec<ServiceEvent>,
    created_at: Option<Timestamp>,
    current_service_deployment: Option<String>,
    current_service_revisions: Vec<ServiceCurrentRevisionSummary>,
    placement_constraints: Vec<PlacementConstraint>,
    placement_strategy: Vec<PlacementStrategy>,
    network_configuration: Option<NetworkConfiguration>,
    health_check_grace_period_seconds: Option<i32>,
    scheduling_strategy: Option<SchedulingStrategy>,
    deployment_controller: Option<DeploymentController>,
    tags: Vec<Tag>,
    created_by: Option<String>,
    ["enableECSManagedTags"] enable_ecs_managed_tags: Option<bool>,
    propagate_tags: Option<PropagateTags>,
    enable_execute_command: Option<bool>,
    availability_zone_rebalancing: Option<AvailabilityZoneRebalancing>,
    resource_management_type: Option<ResourceManagementType>,
} }
shape! { camel ServiceConnectAccessLogConfiguration {
    format: Option<ServiceConnectAccessLoggingFormat>,
    include_query_parameters: Option<ServiceConnectIncludeQueryParameters>,
} }
open_enum! { ServiceConnectAccessLoggingFormat {
    Text = "TEXT",
    Json = "JSON",
} }
shape! { camel ServiceConnectClientAlias {
    port: Option<i32>,
    dns_name: Option<String>,
    test_traffic_rules: Option<ServiceConnectTestTrafficRules>,
} }
shape! { camel ServiceConnectConfiguration {
    enabled: Option<bool>,
    namespace: Option<String>,
    services: Option<Vec<ServiceConnectService>>,
    log_configuration: Option<LogConfiguration>,
    access_log_configuration: Option<ServiceConnectAccessLogConfiguration>,
    container_configurations: Option<Vec<ServiceConnectContainerConfiguration>>,
} }
shape! { camel ServiceConnectContainerConfiguration {
    log_level: Option<ServiceConnectContainerLogLevel>,
} }
open_enum! { ServiceConnectContainerLogLevel {
    Debug = "debug",
    Info = "info",
} }
open_enum! { ServiceConnectIncludeQueryParameters {
    Disabled = "DISABLED",
    Enabled = "ENABLED",
} }
shape! { camel ServiceConnectService {
    port_name: Option<String>,
    discovery_name: Option<String>,
    client_aliases: Option<Vec<ServiceConnectClientAlias>>,
    ingress_port_override: Option<i32>,
    timeout: Option<TimeoutConfiguration>,
    tls: Option<ServiceConnectTlsConfiguration>,
} }
shape! { camel ServiceConnectServiceResource {
    discovery_name: Option<String>,
    discovery_arn: Option<String>,
} }
shape! { camel ServiceConnectTestTrafficHeaderMatchRules {
    exact: Option<String>,
} }
shape! { camel ServiceConnectTestTrafficHeaderRules {
    name: Option<String>,
    value: Option<ServiceConnectTestTrafficHeaderMatchRules>,
} }
shape! { camel ServiceConnectTestTrafficRules {
    header: Option<ServiceConnectTestTrafficHeaderRules>,
} }
shape! { camel ServiceConnectTlsCertificateAuthority {
    aws_pca_authority_arn: Option<String>,
} }
shape! { camel ServiceConnectTlsConfiguration {
    issuer_certificate_authority: Option<ServiceConnectTlsCertificateAuthority>,
    kms_key: Option<String>,
    role_arn: Option<String>,
} }
shape! { camel ServiceCurrentRevisionSummary {
    arn: Option<String>,
    requested_task_count: Option<i32>,
    running_task_count: Option<i32>,
    pending_task_count: Option<i32>,
} }
shape! { camel ServiceDeployment {
    service_deployment_arn: Option<String>,
    service_arn: Option<String>,
    cluster_arn: Option<String>,
    created_at: Option<Timestamp>,
    started_at: Option<Timestamp>,
    finished_at: Option<Timestamp>,
    stopped_at: Option<Timestamp>,
    updated_at: Option<Timestamp>,
    source_service_revisions: Vec<ServiceRevisionSummary>,
    target_service_revision: Option<ServiceRevisionSummary>,
    status: Option<ServiceDeploymentStatus>,
    status_reason: Option<String>,
    lifecycle_stage: Option<ServiceDeploymentLifecycleStage>,
    lifecycle_hook_details: Vec<DeploymentLifecycleHookDetail>,
    deployment_configuration: Option<DeploymentConfiguration>,
    rollback: Option<Rollback>,
    deployment_circuit_breaker: Option<ServiceDeploymentCircuitBreaker>,
    alarms: Option<ServiceDeploymentAlarms>,
} }
shape! { camel ServiceDeploymentAlarms {
    status: Option<ServiceDeploymentRollbackMonitorsStatus>,
    alarm_names: Vec<String>,
    triggered_alarm_names: Vec<String>,
} }
shape! { camel ServiceDeploymentBrief {
    service_deployment_arn: Option<String>,
    service_arn: Option<String>,
    cluster_arn: Option<String>,
    started_at: Option<Timestamp>,
    created_at: Option<Timestamp>,
    finished_at: Option<Timestamp>,
    target_service_revision_arn: Option<String>,
    status: Option<ServiceDeploymentStatus>,
    status_reason: Option<String>,
} }
shape! { camel ServiceDeploymentCircuitBreaker {
    status: Option<ServiceDeploymentRollbackMonitorsStatus>,
    failure_count: Option<i32>,
    threshold: Option<i32>,
} }
open_enum! { ServiceDeploymentLifecycleStage {
    ReconcileService = "RECONCILE_SERVICE",
    PreScaleUp = "PRE_SCALE_UP",
    ScaleUp = "SCALE_UP",
    PostScaleUp = "POST_SCALE_UP",
    TestTrafficShift = "TEST_TRAFFIC_SHIFT",
    PostTestTrafficShift = "POST_TEST_TRAFFIC_SHIFT",
    ProductionTrafficShift = "PRODUCTION_TRAFFIC_SHIFT",
    PostProductionTrafficShift = "POST_PRODUCTION_TRAFFIC_SHIFT",
    BakeTime = "BAKE_TIME",
    CleanUp = "CLEAN_UP",
} }
open_enum! { ServiceDeploymentRollbackMonitorsStatus {
    Triggered = "TRIGGERED",
    Monitoring = "MONITORING",
    MonitoringComplete = "MONITORING_COMPLETE",
    Disabled = "DISABLED",
} }
open_enum! { ServiceDeploymentStatus {
    Pending = "PENDING",
    Successful = "SUCCESSFUL",
    Stopped = "STOPPED",
    StopRequested = "STOP_REQUESTED",
    InProgress = "IN_PROGRESS",
    RollbackRequested = "ROLLBACK_REQUESTED",
    RollbackInProgress = "ROLLBACK_IN_PROGRESS",
    RollbackSuccessful = "ROLLBACK_SUCCESSFUL",
    RollbackFailed = "ROLLBACK_FAILED",
} }
shape! { camel ServiceEvent {
    id: Option<String>,
    created_at: Option<Timestamp>,
    message: Option<String>,
} }
open_enum! { ServiceField {
    Tags = "TAGS",
} }
shape! { camel ServiceManagedEBSVolumeConfiguration {
    encrypted: Option<bool>,
    kms_key_id: Option<String>,
    volume_type: Option<String>,
    size_in_gi_b: Option<i32>,
    snapshot_id: Option<String>,
    volume_initialization_rate: Option<i32>,
    iops: Option<i32>,
    throughput: Option<i32>,
    tag_specifications: Option<Vec<EBSTagSpecification>>,
    role_arn: Option<String>,
    filesystem_type: Option<TaskFilesystemType>,
} }
shape! { camel ServiceRegistry {
    registry_arn: Option<String>,
    port: Option<i32>,
    container_name: Option<String>,
    container_port: Option<i32>,
} }
shape! { camel ServiceRevision {
    service_revision_arn: Option<String>,
    service_arn: Option<String>,
    cluster_arn: Option<String>,
    task_definition: Option<String>,
    capacity_provider_strategy: Vec<CapacityProviderStrategyItem>,
    launch_type: Option<LaunchType>,
    platform_version: Option<String>,
    platform_family: Option<String>,
    load_balancers: Vec<LoadBalancer>,
    service_registries: Vec<ServiceRegistry>,
    network_configuration: Option<NetworkConfiguration>,
    container_images: Vec<ContainerImage>,
    guard_duty_enabled: Option<bool>,
    service_connect_configuration: Option<ServiceConnectConfiguration>,
    volume_configurations: Vec<ServiceVolumeConfiguration>,
    fargate_ephemeral_storage: Option<DeploymentEphemeralStorage>,
    created_at: Option<Timestamp>,
    vpc_lattice_configurations: Vec<VpcLatticeConfiguration>,
    resolved_configuration: Option<ResolvedConfiguration>,
    ecs_managed_resources: Option<ECSManagedResources>,
    overrides: Option<ServiceRevisionOverrides>,
    gateway_connectors: Vec<GatewayConnector>,
    monitoring: Option<MonitoringConfiguration>,
} }
open_enum! { ServiceRevisionCleanup {
    Blocking = "BLOCKING",
    Deferred = "DEFERRED",
} }
shape! { camel ServiceRevisionLoadBalancer {
    target_group_arn: Option<String>,
    production_listener_rule: Option<String>,
} }
shape! { camel ServiceRevisionOverrides {
    runtime_platform: Option<RuntimePlatformOverride>,
} }
shape! { camel ServiceRevisionSummary {
    arn: Option<String>,
    requested_task_count: Option<i32>,
    running_task_count: Option<i32>,
    pending_task_count: Option<i32>,
    requested_test_traffic_weight: Option<f64>,
    requested_production_traffic_weight: Option<f64>,
} }
shape! { camel ServiceRevisionVpcLatticeConfiguration {
    target_group_arn: Option<String>,
    production_listener_rule: Option<String>,
} }
shape! { camel ServiceVolumeConfiguration {
    name: Option<String>,
    ["managedEBSVolume"] managed_ebs_volume: Option<ServiceManagedEBSVolumeConfiguration>,
} }
shape! { camel Setting {
    name: Option<SettingName>,
    value: Option<String>,
    principal_arn: Option<String>,
    r#type: Option<SettingType>,
} }
open_enum! { SettingName {
    ServiceLongArnFormat = "serviceLongArnFormat",
    TaskLongArnFormat = "taskLongArnFormat",
    ContainerInstanceLongArnFormat = "containerInstanceLongArnFormat",
    AwsvpcTrunking = "awsvpcTrunking",
    ContainerInsights = "containerInsights",
    FargateFIPSMode = "fargateFIPSMode",
    TagResourceAuthorization = "tagResourceAuthorization",
    FargateTaskRetirementWaitPeriod = "fargateTaskRetirementWaitPeriod",
    GuardDutyActivate = "guardDutyActivate",
    DefaultLogDriverMode = "defaultLogDriverMode",
    FargateEventWindows = "fargateEventWindows",
} }
open_enum! { SettingType {
    User = "user",
    AwsManaged = "aws_managed",
} }
shape! { camel SharingStrategy {
    nvidia_mps: Option<NvidiaMpsAllocation>,
} }
open_enum! { SortOrder {
    Asc = "ASC",
    Desc = "DESC",
} }
open_enum! { StabilityStatus {
    SteadyState = "STEADY_STATE",
    Stabilizing = "STABILIZING",
} }
shape! { camel StopServiceDeployment {
    service_deployment_arn: String,
    stop_type: Option<StopServiceDeploymentStopType>,
} }
shape! { camel StopServiceDeploymentResponse {
    service_deployment_arn: Option<String>,
} }
open_enum! { StopServiceDeploymentStopType {
    Abort = "ABORT",
    Rollback = "ROLLBACK",
} }
shape! { camel StopTask {
    cluster: Option<String>,
    task: String,
    reason: Option<String>,
} }
shape! { camel StopTaskResponse {
    task: Option<Task>,
} }
shape! { camel SystemControl {
    namespace: Option<String>,
    value: Option<String>,
} }
shape! { camel Tag {
    key: Option<String>,
    value: Option<String>,
} }
shape! { camel TagResource {
    resource_arn: String,
    tags: Vec<Tag>,
} }
shape! { camel TagResourceResponse {

} }
open_enum! { TargetType {
    ContainerInstance = "container-instance",
} }
shape! { camel Task {
    attachments: Vec<Attachment>,
    attributes: Vec<Attribute>,
    availability_zone: Option<String>,
    capacity_provider_name: Option<String>,
    cluster_arn: Option<String>,
    connectivity: Option<Connectivity>,
    connectivity_at: Option<Timestamp>,
    container_instance_arn: Option<String>,
    containers: Vec<Container>,
    cpu: Option<String>,
    created_at: Option<Timestamp>,
    desired_status: Option<String>,
    enable_execute_command: Option<bool>,
    execution_stopped_at: Option<Timestamp>,
    group: Option<String>,
    health_status: Option<HealthStatus>,
    inference_accelerators: Vec<InferenceAccelerator>,
    last_status: Option<String>,
    launch_type: Option<LaunchType>,
    memory: Option<String>,
    overrides: Option<TaskOverride>,
    platform_version: Option<String>,
    platform_family: Option<String>,
    pull_started_at: Option<Timestamp>,
    pull_stopped_at: Option<Timestamp>,
    started_at: Option<Timestamp>,
    started_by: Option<String>,
    stop_code: Option<TaskStopCode>,
    stopped_at: Option<Timestamp>,
    stopped_reason: Option<String>,
    stopping_at: Option<Timestamp>,
    tags: Vec<Tag>,
    task_arn: Option<String>,
    task_definition_arn: Option<String>,
    version: Option<i64>,
    ephemeral_storage: Option<EphemeralStorage>,
    fargate_ephemeral_storage: Option<TaskEphemeralStorage>,
    trusted_execution_summary: Option<TrustedExecutionSummary>,
} }
shape! { camel TaskDefinition {
    task_definition_arn: Option<String>,
    container_definitions: Vec<ContainerDefinition>,
    family: Option<String>,
    task_role_arn: Option<String>,
    execution_role_arn: Option<String>,
    network_mode: Option<NetworkMode>,
    revision: Option<i32>,
    volumes: Vec<Volume>,
    status: Option<TaskDefinitionStatus>,
    requires_attributes: Vec<Attribute>,
    placement_constraints: Vec<TaskDefinitionPlacementConstraint>,
    compatibilities: Vec<Compatibility>,
    runtime_platform: Option<RuntimePlatform>,
    requires_compatibilities: Vec<Compatibility>,
    cpu: Option<String>,
    memory: Option<String>,
    inference_accelerators: Vec<InferenceAccelerator>,
    pid_mode: Option<PidMode>,
    ipc_mode: Option<IpcMode>,
    proxy_configuration: Option<ProxyConfiguration>,
    registered_at: Option<Timestamp>,
    deregistered_at: Option<Timestamp>,
    delete_requested_at: Option<Timestamp>,
    registered_by: Option<String>,
    ephemeral_storage: Option<EphemeralStorage>,
    enable_fault_injection: Option<bool>,
    trusted_execution_configuration: Option<TrustedExecutionConfiguration>,
} }
open_enum! { TaskDefinitionFamilyStatus {
    Active = "ACTIVE",
    Inactive = "INACTIVE",
    All = "ALL",
} }
open_enum! { TaskDefinitionField {
    Tags = "TAGS",
} }
shape! { camel TaskDefinitionPlacementConstraint {
    r#type: Option<TaskDefinitionPlacementConstraintType>,
    expression: Option<String>,
} }
open_enum! { TaskDefinitionPlacementConstraintType {
    MemberOf = "memberOf",
} }
open_enum! { TaskDefinitionStatus {
    Active = "ACTIVE",
    Inactive = "INACTIVE",
    DeleteInProgress = "DELETE_IN_PROGRESS",
} }
shape! { camel TaskEphemeralStorage {
    size_in_gi_b: Option<i32>,
    kms_key_id: Option<String>,
} }
open_enum! { TaskField {
    Tags = "TAGS",
} }
open_enum! { TaskFilesystemType {
    Ext3 = "ext3",
    Ext4 = "ext4",
    Xfs = "xfs",
    Ntfs = "ntfs",
} }
shape! { camel TaskManagedEBSVolumeConfiguration {
    encrypted: Option<bool>,
    kms_key_id: Option<String>,
    volume_type: Option<String>,
    size_in_gi_b: Option<i32>,
    snapshot_id: Option<String>,
    volume_initialization_rate: Option<i32>,
    iops: Option<i32>,
    throughput: Option<i32>,
    tag_specifications: Option<Vec<EBSTagSpecification>>,
    role_arn: Option<String>,
    termination_policy: Option<TaskManagedEBSVolumeTerminationPolicy>,
    filesystem_type: Option<TaskFilesystemType>,
} }
shape! { camel TaskManagedEBSVolumeTerminationPolicy {
    delete_on_termination: Option<bool>,
} }
shape! { camel TaskOverride {
    container_overrides: Option<Vec<ContainerOverride>>,
    cpu: Option<String>,
    inference_accelerator_overrides: Option<Vec<InferenceAcceleratorOverride>>,
    execution_role_arn: Option<String>,
    memory: Option<String>,
    task_role_arn: Option<String>,
    ephemeral_storage: Option<EphemeralStorage>,
} }
shape! { camel TaskSet {
    id: Option<String>,
    task_set_arn: Option<String>,
    service_arn: Option<String>,
    cluster_arn: Option<String>,
    started_by: Option<String>,
    external_id: Option<String>,
    status: Option<String>,
    task_definition: Option<String>,
    computed_desired_count: Option<i32>,
    pending_count: Option<i32>,
    running_count: Option<i32>,
    created_at: Option<Timestamp>,
    updated_at: Option<Timestamp>,
    launch_type: Option<LaunchType>,
    capacity_provider_strategy: Vec<CapacityProviderStrategyItem>,
    platform_version: Option<String>,
    platform_family: Option<String>,
    network_configuration: Option<NetworkConfiguration>,
    load_balancers: Vec<LoadBalancer>,
    service_registries: Vec<ServiceRegistry>,
    scale: Option<Scale>,
    stability_status: Option<StabilityStatus>,
    stability_status_at: Option<Timestamp>,
    tags: Vec<Tag>,
    fargate_ephemeral_storage: Option<DeploymentEphemeralStorage>,
} }
open_enum! { TaskStopCode {
    TaskFailedToStart = "TaskFailedToStart",
    EssentialContainerExited = "EssentialContainerExited",
    UserInitiated = "UserInitiated",
    ServiceSchedulerInitiated = "ServiceSchedulerInitiated",
    SpotInterruption = "SpotInterruption",
    TerminationNotice = "TerminationNotice",
    InfrastructureHealth = "InfrastructureHealth",
} }
shape! { camel TaskVolumeConfiguration {
    name: Option<String>,
    ["managedEBSVolume"] managed_ebs_volume: Option<TaskManagedEBSVolumeConfiguration>,
} }
shape! { camel ThresholdConfiguration {
    r#type: Option<ThresholdType>,
    value: Option<i32>,
} }
open_enum! { ThresholdType {
    Count = "COUNT",
    BoundedPercent = "BOUNDED_PERCENT",
    UnboundedPercent = "UNBOUNDED_PERCENT",
} }
shape! { camel TimeoutConfiguration {
    idle_timeout_seconds: Option<i32>,
    per_request_timeout_seconds: Option<i32>,
} }
shape! { camel Tmpfs {
    container_path: Option<String>,
    size: Option<i32>,
    mount_options: Option<Vec<String>>,
} }
shape! { camel TotalLocalStorageGBRequest {
    min: Option<f64>,
    max: Option<f64>,
} }
open_enum! { TransportProtocol {
    Tcp = "tcp",
    Udp = "udp",
} }
shape! { camel TrustedExecutionConfiguration {
    isolation_mode: Option<IsolationMode>,
    attestation_policy: Option<String>,
} }
shape! { camel TrustedExecutionSummary {
    isolation_mode: Option<IsolationMode>,
    attestation_policy_status: Option<AttestationPolicyStatus>,
} }
shape! { camel Ulimit {
    name: Option<UlimitName>,
    soft_limit: Option<i32>,
    hard_limit: Option<i32>,
} }
open_enum! { UlimitName {
    Core = "core",
    Cpu = "cpu",
    Data = "data",
    Fsize = "fsize",
    Locks = "locks",
    Memlock = "memlock",
    Msgqueue = "msgqueue",
    Nice = "nice",
    Nofile = "nofile",
    Nproc = "nproc",
    Rss = "rss",
    Rtprio = "rtprio",
    Rttime = "rttime",
    Sigpending = "sigpending",
    Stack = "stack",
} }
shape! { camel UntagResource {
    resource_arn: String,
    tag_keys: Vec<String>,
} }
shape! { camel UntagResourceResponse {

} }
shape! { camel UpdateCluster {
    cluster: String,
    settings: Option<Vec<ClusterSetting>>,
    configuration: Option<ClusterConfiguration>,
    service_connect_defaults: Option<ClusterServiceConnectDefaultsRequest>,
} }
shape! { camel UpdateClusterResponse {
    cluster: Option<Cluster>,
} }
shape! { camel UpdateClusterSettings {
    cluster: String,
    settings: Vec<ClusterSetting>,
} }
shape! { camel UpdateClusterSettingsResponse {
    cluster: Option<Cluster>,
} }
shape! { camel UpdateService {
    cluster: Option<String>,
    service: String,
    desired_count: Option<i32>,
    task_definition: Option<String>,
    capacity_provider_strategy: Option<Vec<CapacityProviderStrategyItem>>,
    deployment_configuration: Option<DeploymentConfiguration>,
    availability_zone_rebalancing: Option<AvailabilityZoneRebalancing>,
    network_configuration: Option<NetworkConfiguration>,
    placement_constraints: Option<Vec<PlacementConstraint>>,
    placement_strategy: Option<Vec<PlacementStrategy>>,
    platform_version: Option<String>,
    force_new_deployment: Option<bool>,
    health_check_grace_period_seconds: Option<i32>,
    deployment_controller: Option<DeploymentController>,
    enable_execute_command: Option<bool>,
    ["enableECSManagedTags"] enable_ecs_managed_tags: Option<bool>,
    load_balancers: Option<Vec<LoadBalancer>>,
    propagate_tags: Option<PropagateTags>,
    service_registries: Option<Vec<ServiceRegistry>>,
    service_connect_configuration: Option<ServiceConnectConfiguration>,
    volume_configurations: Option<Vec<ServiceVolumeConfiguration>>,
    vpc_lattice_configurations: Option<Vec<VpcLatticeConfiguration>>,
    gateway_connectors: Option<Vec<GatewayConnector>>,
    monitoring: Option<MonitoringConfiguration>,
} }
shape! { camel UpdateServiceResponse {
    service: Option<Service>,
} }
shape! { camel VCpuCountRangeRequest {
    min: Option<i32>,
    max: Option<i32>,
} }
open_enum! { VersionConsistency {
    Enabled = "enabled",
    Disabled = "disabled",
} }
shape! { camel VersionInfo {
    agent_version: Option<String>,
    agent_hash: Option<String>,
    docker_version: Option<String>,
} }
shape! { camel Volume {
    name: Option<String>,
    host: Option<HostVolumeProperties>,
    docker_volume_configuration: Option<DockerVolumeConfiguration>,
    efs_volume_configuration: Option<EFSVolumeConfiguration>,
    s3files_volume_configuration: Option<S3FilesVolumeConfiguration>,
    fsx_windows_file_server_volume_configuration: Option<FSxWindowsFileServerVolumeConfiguration>,
    configured_at_launch: Option<bool>,
} }
shape! { camel VolumeFrom {
    source_container: Option<String>,
    read_only: Option<bool>,
} }
shape! { camel VpcLatticeAdvancedConfiguration {
    alternate_target_group_arn: Option<String>,
    production_listener_rule: Option<String>,
    test_listener_rule: Option<String>,
} }
shape! { camel VpcLatticeConfiguration {
    role_arn: Option<String>,
    target_group_arn: Option<String>,
    port_name: Option<String>,
    advanced_configuration: Option<VpcLatticeAdvancedConfiguration>,
} }

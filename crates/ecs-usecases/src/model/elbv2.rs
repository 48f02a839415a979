// Made from botocore's `elbv2/2015-12-01` model by crates/xtask/model/from_botocore.py; do not edit.
//! The shapes of Elastic Load Balancing that our operations reach.

use super::Timestamp;
use super::shape::{open_enum, shape};
use std::collections::BTreeMap;

shape! { pascal Action {
    r#type: Option<ActionTypeEnum>,
    target_group_arn: Option<String>,
    authenticate_oidc_config: Option<AuthenticateOidcActionConfig>,
    authenticate_cognito_config: Option<AuthenticateCognitoActionConfig>,
    order: Option<i32>,
    redirect_config: Option<RedirectActionConfig>,
    fixed_response_config: Option<FixedResponseActionConfig>,
    forward_config: Option<ForwardActionConfig>,
    jwt_validation_config: Option<JwtValidationActionConfig>,
} }
open_enum! { ActionTypeEnum {
    Forward = "forward",
    AuthenticateOidc = "authenticate-oidc",
    AuthenticateCognito = "authenticate-cognito",
    Redirect = "redirect",
    FixedResponse = "fixed-response",
    JwtValidation = "jwt-validation",
} }
shape! { pascal AddTags {
    resource_arns: Vec<String>,
    tags: Vec<Tag>,
} }
shape! { pascal AddTagsResponse {

} }
shape! { pascal AdministrativeOverride {
    state: Option<TargetAdministrativeOverrideStateEnum>,
    reason: Option<TargetAdministrativeOverrideReasonEnum>,
    description: Option<String>,
} }
open_enum! { AdvertiseTrustStoreCaNamesEnum {
    On = "on",
    Off = "off",
} }
shape! { pascal AnomalyDetection {
    result: Option<AnomalyResultEnum>,
    mitigation_in_effect: Option<MitigationInEffectEnum>,
} }
open_enum! { AnomalyResultEnum {
    Anomalous = "anomalous",
    Normal = "normal",
} }
open_enum! { AuthenticateCognitoActionConditionalBehaviorEnum {
    Deny = "deny",
    Allow = "allow",
    Authenticate = "authenticate",
} }
shape! { pascal AuthenticateCognitoActionConfig {
    user_pool_arn: Option<String>,
    user_pool_client_id: Option<String>,
    user_pool_domain: Option<String>,
    session_cookie_name: Option<String>,
    scope: Option<String>,
    session_timeout: Option<i64>,
    authentication_request_extra_params: Option<BTreeMap<String, String>>,
    on_unauthenticated_request: Option<AuthenticateCognitoActionConditionalBehaviorEnum>,
} }
open_enum! { AuthenticateOidcActionConditionalBehaviorEnum {
    Deny = "deny",
    Allow = "allow",
    Authenticate = "authenticate",
} }
shape! { pascal AuthenticateOidcActionConfig {
    issuer: Option<String>,
    authorization_endpoint: Option<String>,
    token_endpoint: Option<String>,
    user_info_endpoint: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
    session_cookie_name: Option<String>,
    scope: Option<String>,
    session_timeout: Option<i64>,
    authentication_request_extra_params: Option<BTreeMap<String, String>>,
    on_unauthenticated_request: Option<AuthenticateOidcActionConditionalBehaviorEnum>,
    use_existing_client_secret: Option<bool>,
} }
shape! { pascal AvailabilityZone {
    zone_name: Option<String>,
    subnet_id: Option<String>,
    outpost_id: Option<String>,
    load_balancer_addresses: Vec<LoadBalancerAddress>,
    source_nat_ipv6_prefixes: Vec<String>,
} }
shape! { pascal Certificate {
    certificate_arn: Option<String>,
    is_default: Option<bool>,
} }
shape! { pascal ClientCertificateIdentityFilter {
    field: Option<ClientCertificateIdentityFilterField>,
    action: Option<ClientCertificateIdentityFilterAction>,
    match_type: Option<ClientCertificateIdentityFilterMatchType>,
    value: Option<String>,
} }
open_enum! { ClientCertificateIdentityFilterAction {
    Accept = "accept",
} }
open_enum! { ClientCertificateIdentityFilterField {
    SubjectCn = "subject-cn",
    SubjectOu = "subject-ou",
    SanDns = "san-dns",
    SanUri = "san-uri",
} }
open_enum! { ClientCertificateIdentityFilterMatchType {
    Exact = "exact",
    Prefix = "prefix",
} }
shape! { pascal CreateListener {
    load_balancer_arn: String,
    protocol: Option<ProtocolEnum>,
    port: Option<i32>,
    ssl_policy: Option<String>,
    certificates: Option<Vec<Certificate>>,
    default_actions: Vec<Action>,
    alpn_policy: Option<Vec<String>>,
    tags: Option<Vec<Tag>>,
    mutual_authentication: Option<MutualAuthenticationAttributes>,
} }
shape! { pascal CreateListenerResponse {
    listeners: Vec<Listener>,
} }
shape! { pascal CreateLoadBalancer {
    name: String,
    subnets: Option<Vec<String>>,
    subnet_mappings: Option<Vec<SubnetMapping>>,
    security_groups: Option<Vec<String>>,
    scheme: Option<LoadBalancerSchemeEnum>,
    tags: Option<Vec<Tag>>,
    r#type: Option<LoadBalancerTypeEnum>,
    ip_address_type: Option<IpAddressType>,
    customer_owned_ipv4_pool: Option<String>,
    enable_prefix_for_ipv6_source_nat: Option<EnablePrefixForIpv6SourceNatEnum>,
    ipam_pools: Option<IpamPools>,
} }
shape! { pascal CreateLoadBalancerResponse {
    load_balancers: Vec<LoadBalancer>,
} }
shape! { pascal CreateRule {
    listener_arn: String,
    conditions: Vec<RuleCondition>,
    priority: i32,
    actions: Vec<Action>,
    tags: Option<Vec<Tag>>,
    transforms: Option<Vec<RuleTransform>>,
} }
shape! { pascal CreateRuleResponse {
    rules: Vec<Rule>,
} }
shape! { pascal CreateTargetGroup {
    name: String,
    protocol: Option<ProtocolEnum>,
    protocol_version: Option<String>,
    port: Option<i32>,
    vpc_id: Option<String>,
    health_check_protocol: Option<ProtocolEnum>,
    health_check_port: Option<String>,
    health_check_enabled: Option<bool>,
    health_check_path: Option<String>,
    health_check_interval_seconds: Option<i32>,
    health_check_timeout_seconds: Option<i32>,
    healthy_threshold_count: Option<i32>,
    unhealthy_threshold_count: Option<i32>,
    matcher: Option<Matcher>,
    target_type: Option<TargetTypeEnum>,
    tags: Option<Vec<Tag>>,
    ip_address_type: Option<TargetGroupIpAddressTypeEnum>,
    target_control_port: Option<i32>,
} }
shape! { pascal CreateTargetGroupResponse {
    target_groups: Vec<TargetGroup>,
} }
shape! { pascal DeleteListener {
    listener_arn: String,
} }
shape! { pascal DeleteListenerResponse {

} }
shape! { pascal DeleteLoadBalancer {
    load_balancer_arn: String,
} }
shape! { pascal DeleteLoadBalancerResponse {

} }
shape! { pascal DeleteRule {
    rule_arn: String,
} }
shape! { pascal DeleteRuleResponse {

} }
shape! { pascal DeleteTargetGroup {
    target_group_arn: String,
} }
shape! { pascal DeleteTargetGroupResponse {

} }
shape! { pascal DeregisterTargets {
    target_group_arn: String,
    targets: Vec<TargetDescription>,
} }
shape! { pascal DeregisterTargetsResponse {

} }
shape! { pascal DescribeListeners {
    load_balancer_arn: Option<String>,
    listener_arns: Option<Vec<String>>,
    marker: Option<String>,
    page_size: Option<i32>,
} }
shape! { pascal DescribeListenersResponse {
    listeners: Vec<Listener>,
    next_marker: Option<String>,
} }
shape! { pascal DescribeLoadBalancerAttributes {
    load_balancer_arn: String,
} }
shape! { pascal DescribeLoadBalancerAttributesResponse {
    attributes: Vec<LoadBalancerAttribute>,
} }
shape! { pascal DescribeLoadBalancers {
    load_balancer_arns: Option<Vec<String>>,
    names: Option<Vec<String>>,
    marker: Option<String>,
    page_size: Option<i32>,
} }
shape! { pascal DescribeLoadBalancersResponse {
    load_balancers: Vec<LoadBalancer>,
    next_marker: Option<String>,
} }
shape! { pascal DescribeRules {
    listener_arn: Option<String>,
    rule_arns: Option<Vec<String>>,
    marker: Option<String>,
    page_size: Option<i32>,
} }
shape! { pascal DescribeRulesResponse {
    rules: Vec<Rule>,
    next_marker: Option<String>,
} }
shape! { pascal DescribeTags {
    resource_arns: Vec<String>,
} }
shape! { pascal DescribeTagsResponse {
    tag_descriptions: Vec<TagDescription>,
} }
shape! { pascal DescribeTargetGroupAttributes {
    target_group_arn: String,
} }
shape! { pascal DescribeTargetGroupAttributesResponse {
    attributes: Vec<TargetGroupAttribute>,
} }
shape! { pascal DescribeTargetGroups {
    load_balancer_arn: Option<String>,
    target_group_arns: Option<Vec<String>>,
    names: Option<Vec<String>>,
    marker: Option<String>,
    page_size: Option<i32>,
} }
shape! { pascal DescribeTargetGroupsResponse {
    target_groups: Vec<TargetGroup>,
    next_marker: Option<String>,
} }
shape! { pascal DescribeTargetHealth {
    target_group_arn: String,
    targets: Option<Vec<TargetDescription>>,
    include: Option<Vec<DescribeTargetHealthInputIncludeEnum>>,
} }
open_enum! { DescribeTargetHealthInputIncludeEnum {
    AnomalyDetection = "AnomalyDetection",
    All = "All",
} }
shape! { pascal DescribeTargetHealthResponse {
    target_health_descriptions: Vec<TargetHealthDescription>,
} }
open_enum! { EnablePrefixForIpv6SourceNatEnum {
    On = "on",
    Off = "off",
} }
shape! { pascal FixedResponseActionConfig {
    message_body: Option<String>,
    status_code: Option<String>,
    content_type: Option<String>,
} }
shape! { pascal ForwardActionConfig {
    target_groups: Option<Vec<TargetGroupTuple>>,
    target_group_stickiness_config: Option<TargetGroupStickinessConfig>,
} }
shape! { pascal HostHeaderConditionConfig {
    values: Option<Vec<String>>,
    regex_values: Option<Vec<String>>,
} }
shape! { pascal HostHeaderRewriteConfig {
    rewrites: Option<Vec<RewriteConfig>>,
} }
shape! { pascal HttpHeaderConditionConfig {
    http_header_name: Option<String>,
    values: Option<Vec<String>>,
    regex_values: Option<Vec<String>>,
} }
shape! { pascal HttpRequestMethodConditionConfig {
    values: Option<Vec<String>>,
} }
open_enum! { IpAddressType {
    Ipv4 = "ipv4",
    Dualstack = "dualstack",
    DualstackWithoutPublicIpv4 = "dualstack-without-public-ipv4",
} }
shape! { pascal IpamPools {
    ipv4_ipam_pool_id: Option<String>,
} }
shape! { pascal JwtValidationActionAdditionalClaim {
    format: Option<JwtValidationActionAdditionalClaimFormatEnum>,
    name: Option<String>,
    values: Option<Vec<String>>,
} }
open_enum! { JwtValidationActionAdditionalClaimFormatEnum {
    SingleString = "single-string",
    StringArray = "string-array",
    SpaceSeparatedValues = "space-separated-values",
} }
shape! { pascal JwtValidationActionConfig {
    jwks_endpoint: Option<String>,
    issuer: Option<String>,
    additional_claims: Option<Vec<JwtValidationActionAdditionalClaim>>,
} }
shape! { pascal Listener {
    listener_arn: Option<String>,
    load_balancer_arn: Option<String>,
    port: Option<i32>,
    protocol: Option<ProtocolEnum>,
    certificates: Vec<Certificate>,
    ssl_policy: Option<String>,
    default_actions: Vec<Action>,
    alpn_policy: Vec<String>,
    mutual_authentication: Option<MutualAuthenticationAttributes>,
} }
shape! { pascal LoadBalancer {
    load_balancer_arn: Option<String>,
    ["DNSName"] dns_name: Option<String>,
    canonical_hosted_zone_id: Option<String>,
    created_time: Option<Timestamp>,
    load_balancer_name: Option<String>,
    scheme: Option<LoadBalancerSchemeEnum>,
    vpc_id: Option<String>,
    state: Option<LoadBalancerState>,
    r#type: Option<LoadBalancerTypeEnum>,
    availability_zones: Vec<AvailabilityZone>,
    security_groups: Vec<String>,
    ip_address_type: Option<IpAddressType>,
    customer_owned_ipv4_pool: Option<String>,
    enforce_security_group_inbound_rules_on_private_link_traffic: Option<String>,
    enable_prefix_for_ipv6_source_nat: Option<EnablePrefixForIpv6SourceNatEnum>,
    ipam_pools: Option<IpamPools>,
} }
shape! { pascal LoadBalancerAddress {
    ip_address: Option<String>,
    allocation_id: Option<String>,
    private_i_pv4_address: Option<String>,
    i_pv6_address: Option<String>,
} }
shape! { pascal LoadBalancerAttribute {
    key: Option<String>,
    value: Option<String>,
} }
open_enum! { LoadBalancerSchemeEnum {
    InternetFacing = "internet-facing",
    Internal = "internal",
} }
shape! { pascal LoadBalancerState {
    code: Option<LoadBalancerStateEnum>,
    reason: Option<String>,
} }
open_enum! { LoadBalancerStateEnum {
    Active = "active",
    Provisioning = "provisioning",
    ActiveImpaired = "active_impaired",
    Failed = "failed",
} }
open_enum! { LoadBalancerTypeEnum {
    Application = "application",
    Network = "network",
    Gateway = "gateway",
} }
shape! { pascal Matcher {
    http_code: Option<String>,
    grpc_code: Option<String>,
} }
open_enum! { MitigationInEffectEnum {
    Yes = "yes",
    No = "no",
} }
shape! { pascal ModifyListener {
    listener_arn: String,
    port: Option<i32>,
    protocol: Option<ProtocolEnum>,
    ssl_policy: Option<String>,
    certificates: Option<Vec<Certificate>>,
    default_actions: Option<Vec<Action>>,
    alpn_policy: Option<Vec<String>>,
    mutual_authentication: Option<MutualAuthenticationAttributes>,
} }
shape! { pascal ModifyListenerResponse {
    listeners: Vec<Listener>,
} }
shape! { pascal ModifyLoadBalancerAttributes {
    load_balancer_arn: String,
    attributes: Vec<LoadBalancerAttribute>,
} }
shape! { pascal ModifyLoadBalancerAttributesResponse {
    attributes: Vec<LoadBalancerAttribute>,
} }
shape! { pascal ModifyRule {
    rule_arn: String,
    conditions: Option<Vec<RuleCondition>>,
    actions: Option<Vec<Action>>,
    transforms: Option<Vec<RuleTransform>>,
    reset_transforms: Option<bool>,
} }
shape! { pascal ModifyRuleResponse {
    rules: Vec<Rule>,
} }
shape! { pascal ModifyTargetGroup {
    target_group_arn: String,
    health_check_protocol: Option<ProtocolEnum>,
    health_check_port: Option<String>,
    health_check_path: Option<String>,
    health_check_enabled: Option<bool>,
    health_check_interval_seconds: Option<i32>,
    health_check_timeout_seconds: Option<i32>,
    healthy_threshold_count: Option<i32>,
    unhealthy_threshold_count: Option<i32>,
    matcher: Option<Matcher>,
} }
shape! { pascal ModifyTargetGroupAttributes {
    target_group_arn: String,
    attributes: Vec<TargetGroupAttribute>,
} }
shape! { pascal ModifyTargetGroupAttributesResponse {
    attributes: Vec<TargetGroupAttribute>,
} }
shape! { pascal ModifyTargetGroupResponse {
    target_groups: Vec<TargetGroup>,
} }
shape! { pascal MutualAuthenticationAttributes {
    mode: Option<String>,
    trust_store_arn: Option<String>,
    ignore_client_certificate_expiry: Option<bool>,
    trust_store_association_status: Option<TrustStoreAssociationStatusEnum>,
    advertise_trust_store_ca_names: Option<AdvertiseTrustStoreCaNamesEnum>,
    client_certificate_identity_filters: Option<Vec<ClientCertificateIdentityFilter>>,
} }
shape! { pascal PathPatternConditionConfig {
    values: Option<Vec<String>>,
    regex_values: Option<Vec<String>>,
} }
open_enum! { ProtocolEnum {
    Http = "HTTP",
    Https = "HTTPS",
    Tcp = "TCP",
    Tls = "TLS",
    Udp = "UDP",
    TcpUdp = "TCP_UDP",
    Geneve = "GENEVE",
    Quic = "QUIC",
    TcpQuic = "TCP_QUIC",
} }
shape! { pascal QueryStringConditionConfig {
    values: Option<Vec<QueryStringKeyValuePair>>,
} }
shape! { pascal QueryStringKeyValuePair {
    key: Option<String>,
    value: Option<String>,
} }
shape! { pascal RedirectActionConfig {
    protocol: Option<String>,
    port: Option<String>,
    host: Option<String>,
    path: Option<String>,
    query: Option<String>,
    status_code: Option<RedirectActionStatusCodeEnum>,
} }
open_enum! { RedirectActionStatusCodeEnum {
    Http301 = "HTTP_301",
    Http302 = "HTTP_302",
} }
shape! { pascal RegisterTargets {
    target_group_arn: String,
    targets: Vec<TargetDescription>,
} }
shape! { pascal RegisterTargetsResponse {

} }
shape! { pascal RemoveTags {
    resource_arns: Vec<String>,
    tag_keys: Vec<String>,
} }
shape! { pascal RemoveTagsResponse {

} }
shape! { pascal RewriteConfig {
    regex: Option<String>,
    replace: Option<String>,
} }
shape! { pascal Rule {
    rule_arn: Option<String>,
    priority: Option<String>,
    conditions: Vec<RuleCondition>,
    actions: Vec<Action>,
    is_default: Option<bool>,
    transforms: Vec<RuleTransform>,
} }
shape! { pascal RuleCondition {
    field: Option<String>,
    values: Option<Vec<String>>,
    host_header_config: Option<HostHeaderConditionConfig>,
    path_pattern_config: Option<PathPatternConditionConfig>,
    http_header_config: Option<HttpHeaderConditionConfig>,
    query_string_config: Option<QueryStringConditionConfig>,
    http_request_method_config: Option<HttpRequestMethodConditionConfig>,
    source_ip_config: Option<SourceIpConditionConfig>,
    regex_values: Option<Vec<String>>,
} }
shape! { pascal RulePriorityPair {
    rule_arn: Option<String>,
    priority: Option<i32>,
} }
shape! { pascal RuleTransform {
    r#type: Option<TransformTypeEnum>,
    host_header_rewrite_config: Option<HostHeaderRewriteConfig>,
    url_rewrite_config: Option<UrlRewriteConfig>,
} }
shape! { pascal SetRulePriorities {
    rule_priorities: Vec<RulePriorityPair>,
} }
shape! { pascal SetRulePrioritiesResponse {
    rules: Vec<Rule>,
} }
open_enum! { SourceIpAddressTypeEnum {
    Ipv4 = "ipv4",
    Ipv6 = "ipv6",
} }
shape! { pascal SourceIpConditionConfig {
    values: Option<Vec<String>>,
    ip_address_type: Option<SourceIpAddressTypeEnum>,
} }
shape! { pascal SubnetMapping {
    subnet_id: Option<String>,
    allocation_id: Option<String>,
    private_i_pv4_address: Option<String>,
    i_pv6_address: Option<String>,
    source_nat_ipv6_prefix: Option<String>,
} }
shape! { pascal Tag {
    key: Option<String>,
    value: Option<String>,
} }
shape! { pascal TagDescription {
    resource_arn: Option<String>,
    tags: Vec<Tag>,
} }
open_enum! { TargetAdministrativeOverrideReasonEnum {
    AdministrativeOverrideUnknown = "AdministrativeOverride.Unknown",
    AdministrativeOverrideNoOverride = "AdministrativeOverride.NoOverride",
    AdministrativeOverrideZonalShiftActive = "AdministrativeOverride.ZonalShiftActive",
    AdministrativeOverrideZonalShiftDelegatedToDns = "AdministrativeOverride.ZonalShiftDelegatedToDns",
} }
open_enum! { TargetAdministrativeOverrideStateEnum {
    Unknown_ = "unknown",
    NoOverride = "no_override",
    ZonalShiftActive = "zonal_shift_active",
    ZonalShiftDelegatedToDns = "zonal_shift_delegated_to_dns",
} }
shape! { pascal TargetDescription {
    id: Option<String>,
    port: Option<i32>,
    availability_zone: Option<String>,
    quic_server_id: Option<String>,
} }
shape! { pascal TargetGroup {
    target_group_arn: Option<String>,
    target_group_name: Option<String>,
    protocol: Option<ProtocolEnum>,
    port: Option<i32>,
    vpc_id: Option<String>,
    health_check_protocol: Option<ProtocolEnum>,
    health_check_port: Option<String>,
    health_check_enabled: Option<bool>,
    health_check_interval_seconds: Option<i32>,
    health_check_timeout_seconds: Option<i32>,
    healthy_threshold_count: Option<i32>,
    unhealthy_threshold_count: Option<i32>,
    health_check_path: Option<String>,
    matcher: Option<Matcher>,
    load_balancer_arns: Vec<String>,
    target_type: Option<TargetTypeEnum>,
    protocol_version: Option<String>,
    ip_address_type: Option<TargetGroupIpAddressTypeEnum>,
    target_control_port: Option<i32>,
} }
shape! { pascal TargetGroupAttribute {
    key: Option<String>,
    value: Option<String>,
} }
open_enum! { TargetGroupIpAddressTypeEnum {
    Ipv4 = "ipv4",
    Ipv6 = "ipv6",
} }
shape! { pascal TargetGroupStickinessConfig {
    enabled: Option<bool>,
    duration_seconds: Option<i32>,
} }
shape! { pascal TargetGroupTuple {
    target_group_arn: Option<String>,
    weight: Option<i32>,
} }
shape! { pascal TargetHealth {
    state: Option<TargetHealthStateEnum>,
    reason: Option<TargetHealthReasonEnum>,
    description: Option<String>,
} }
shape! { pascal TargetHealthDescription {
    target: Option<TargetDescription>,
    health_check_port: Option<String>,
    target_health: Option<TargetHealth>,
    anomaly_detection: Option<AnomalyDetection>,
    administrative_override: Option<AdministrativeOverride>,
} }
open_enum! { TargetHealthReasonEnum {
    ElbRegistrationInProgress = "Elb.RegistrationInProgress",
    ElbInitialHealthChecking = "Elb.InitialHealthChecking",
    TargetResponseCodeMismatch = "Target.ResponseCodeMismatch",
    TargetTimeout = "Target.Timeout",
    TargetFailedHealthChecks = "Target.FailedHealthChecks",
    TargetNotRegistered = "Target.NotRegistered",
    TargetNotInUse = "Target.NotInUse",
    TargetDeregistrationInProgress = "Target.DeregistrationInProgress",
    TargetInvalidState = "Target.InvalidState",
    TargetIpUnusable = "Target.IpUnusable",
    TargetHealthCheckDisabled = "Target.HealthCheckDisabled",
    ElbInternalError = "Elb.InternalError",
} }
open_enum! { TargetHealthStateEnum {
    Initial = "initial",
    Healthy = "healthy",
    Unhealthy = "unhealthy",
    UnhealthyDraining = "unhealthy.draining",
    Unused = "unused",
    Draining = "draining",
    Unavailable = "unavailable",
} }
open_enum! { TargetTypeEnum {
    Instance = "instance",
    Ip = "ip",
    Lambda = "lambda",
    Alb = "alb",
} }
open_enum! { TransformTypeEnum {
    HostHeaderRewrite = "host-header-rewrite",
    UrlRewrite = "url-rewrite",
} }
open_enum! { TrustStoreAssociationStatusEnum {
    Active = "active",
    Removed = "removed",
} }
shape! { pascal UrlRewriteConfig {
    rewrites: Option<Vec<RewriteConfig>>,
} }

// Made from botocore's `ecr/2015-09-21` model by crates/xtask/model/from_botocore.py; do not edit.
//! The shapes of Amazon Elastic Container Registry that our operations reach.

use super::Timestamp;
use super::shape::{open_enum, shape};
use std::collections::BTreeMap;

shape! { camel Attribute {
    key: Option<String>,
    value: Option<String>,
} }
shape! { camel AuthorizationData {
    authorization_token: Option<String>,
    expires_at: Option<Timestamp>,
    proxy_endpoint: Option<String>,
} }
shape! { camel AwsEcrContainerImageDetails {
    architecture: Option<String>,
    author: Option<String>,
    image_hash: Option<String>,
    image_tags: Vec<String>,
    platform: Option<String>,
    pushed_at: Option<Timestamp>,
    last_in_use_at: Option<Timestamp>,
    in_use_count: Option<i64>,
    registry: Option<String>,
    repository_name: Option<String>,
} }
shape! { camel BatchCheckLayerAvailability {
    registry_id: Option<String>,
    repository_name: String,
    layer_digests: Vec<String>,
} }
shape! { camel BatchCheckLayerAvailabilityResponse {
    layers: Vec<Layer>,
    failures: Vec<LayerFailure>,
} }
shape! { camel BatchDeleteImage {
    registry_id: Option<String>,
    repository_name: String,
    image_ids: Vec<ImageIdentifier>,
} }
shape! { camel BatchDeleteImageResponse {
    image_ids: Vec<ImageIdentifier>,
    failures: Vec<ImageFailure>,
} }
shape! { camel BatchGetImage {
    registry_id: Option<String>,
    repository_name: String,
    image_ids: Vec<ImageIdentifier>,
    accepted_media_types: Option<Vec<String>>,
} }
shape! { camel BatchGetImageResponse {
    images: Vec<Image>,
    failures: Vec<ImageFailure>,
} }
shape! { camel CreateRepository {
    registry_id: Option<String>,
    repository_name: String,
    tags: Option<Vec<Tag>>,
    image_tag_mutability: Option<ImageTagMutability>,
    image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>,
    image_scanning_configuration: Option<ImageScanningConfiguration>,
    encryption_configuration: Option<EncryptionConfiguration>,
} }
shape! { camel CreateRepositoryResponse {
    repository: Option<Repository>,
} }
shape! { camel CvssScore {
    base_score: Option<f64>,
    scoring_vector: Option<String>,
    source: Option<String>,
    version: Option<String>,
} }
shape! { camel CvssScoreAdjustment {
    metric: Option<String>,
    reason: Option<String>,
} }
shape! { camel CvssScoreDetails {
    adjustments: Vec<CvssScoreAdjustment>,
    score: Option<f64>,
    score_source: Option<String>,
    scoring_vector: Option<String>,
    version: Option<String>,
} }
shape! { camel DeleteLifecyclePolicy {
    registry_id: Option<String>,
    repository_name: String,
} }
shape! { camel DeleteLifecyclePolicyResponse {
    registry_id: Option<String>,
    repository_name: Option<String>,
    lifecycle_policy_text: Option<String>,
    last_evaluated_at: Option<Timestamp>,
} }
shape! { camel DeleteReplication {
    enabled: Option<bool>,
} }
shape! { camel DeleteRepository {
    registry_id: Option<String>,
    repository_name: String,
    force: Option<bool>,
} }
shape! { camel DeleteRepositoryPolicy {
    registry_id: Option<String>,
    repository_name: String,
} }
shape! { camel DeleteRepositoryPolicyResponse {
    registry_id: Option<String>,
    repository_name: Option<String>,
    policy_text: Option<String>,
} }
shape! { camel DeleteRepositoryResponse {
    repository: Option<Repository>,
} }
shape! { camel DescribeImageReplicationStatus {
    repository_name: String,
    image_id: ImageIdentifier,
    registry_id: Option<String>,
} }
shape! { camel DescribeImageReplicationStatusResponse {
    repository_name: Option<String>,
    image_id: Option<ImageIdentifier>,
    replication_statuses: Vec<ImageReplicationStatus>,
} }
shape! { camel DescribeImageScanFindings {
    registry_id: Option<String>,
    repository_name: String,
    image_id: ImageIdentifier,
    next_token: Option<String>,
    max_results: Option<i32>,
} }
shape! { camel DescribeImageScanFindingsResponse {
    registry_id: Option<String>,
    repository_name: Option<String>,
    image_id: Option<ImageIdentifier>,
    image_scan_status: Option<ImageScanStatus>,
    image_scan_findings: Option<ImageScanFindings>,
    next_token: Option<String>,
} }
shape! { camel DescribeImages {
    registry_id: Option<String>,
    repository_name: String,
    image_ids: Option<Vec<ImageIdentifier>>,
    next_token: Option<String>,
    max_results: Option<i32>,
    filter: Option<DescribeImagesFilter>,
} }
shape! { camel DescribeImagesFilter {
    tag_status: Option<TagStatus>,
    image_status: Option<ImageStatusFilter>,
} }
shape! { camel DescribeImagesResponse {
    image_details: Vec<ImageDetail>,
    next_token: Option<String>,
} }
shape! { camel DescribeRegistry {

} }
shape! { camel DescribeRegistryResponse {
    registry_id: Option<String>,
    replication_configuration: Option<ReplicationConfiguration>,
} }
shape! { camel DescribeRepositories {
    registry_id: Option<String>,
    repository_names: Option<Vec<String>>,
    next_token: Option<String>,
    max_results: Option<i32>,
} }
shape! { camel DescribeRepositoriesResponse {
    repositories: Vec<Repository>,
    next_token: Option<String>,
} }
shape! { camel EncryptionConfiguration {
    encryption_type: Option<EncryptionType>,
    kms_key: Option<String>,
} }
open_enum! { EncryptionType {
    Aes256 = "AES256",
    Kms = "KMS",
    KmsDsse = "KMS_DSSE",
} }
shape! { camel EnhancedImageScanFinding {
    aws_account_id: Option<String>,
    description: Option<String>,
    finding_arn: Option<String>,
    first_observed_at: Option<Timestamp>,
    last_observed_at: Option<Timestamp>,
    package_vulnerability_details: Option<PackageVulnerabilityDetails>,
    remediation: Option<Remediation>,
    resources: Vec<Resource>,
    score: Option<f64>,
    score_details: Option<ScoreDetails>,
    severity: Option<String>,
    status: Option<String>,
    title: Option<String>,
    r#type: Option<String>,
    updated_at: Option<Timestamp>,
    fix_available: Option<String>,
    exploit_available: Option<String>,
} }
open_enum! { FindingSeverity {
    Informational = "INFORMATIONAL",
    Low = "LOW",
    Medium = "MEDIUM",
    High = "HIGH",
    Critical = "CRITICAL",
    Undefined = "UNDEFINED",
} }
shape! { camel GetAuthorizationToken {
    registry_ids: Option<Vec<String>>,
} }
shape! { camel GetAuthorizationTokenResponse {
    authorization_data: Vec<AuthorizationData>,
} }
shape! { camel GetLifecyclePolicy {
    registry_id: Option<String>,
    repository_name: String,
} }
shape! { camel GetLifecyclePolicyPreview {
    registry_id: Option<String>,
    repository_name: String,
    image_ids: Option<Vec<ImageIdentifier>>,
    next_token: Option<String>,
    max_results: Option<i32>,
    filter: Option<LifecyclePolicyPreviewFilter>,
} }
shape! { camel GetLifecyclePolicyPreviewResponse {
    registry_id: Option<String>,
    repository_name: Option<String>,
    lifecycle_policy_text: Option<String>,
    status: Option<LifecyclePolicyPreviewStatus>,
    next_token: Option<String>,
    preview_results: Vec<LifecyclePolicyPreviewResult>,
    summary: Option<LifecyclePolicyPreviewSummary>,
} }
shape! { camel GetLifecyclePolicyResponse {
    registry_id: Option<String>,
    repository_name: Option<String>,
    lifecycle_policy_text: Option<String>,
    last_evaluated_at: Option<Timestamp>,
} }
shape! { camel GetRegistryScanningConfiguration {

} }
shape! { camel GetRegistryScanningConfigurationResponse {
    registry_id: Option<String>,
    scanning_configuration: Option<RegistryScanningConfiguration>,
} }
shape! { camel GetRepositoryPolicy {
    registry_id: Option<String>,
    repository_name: String,
} }
shape! { camel GetRepositoryPolicyResponse {
    registry_id: Option<String>,
    repository_name: Option<String>,
    policy_text: Option<String>,
} }
shape! { camel Image {
    registry_id: Option<String>,
    repository_name: Option<String>,
    image_id: Option<ImageIdentifier>,
    image_manifest: Option<String>,
    image_manifest_media_type: Option<String>,
} }
open_enum! { ImageActionType {
    Expire = "EXPIRE",
    Transition = "TRANSITION",
} }
shape! { camel ImageDetail {
    registry_id: Option<String>,
    repository_name: Option<String>,
    image_digest: Option<String>,
    image_tags: Vec<String>,
    image_size_in_bytes: Option<i64>,
    image_pushed_at: Option<Timestamp>,
    image_scan_status: Option<ImageScanStatus>,
    image_scan_findings_summary: Option<ImageScanFindingsSummary>,
    image_manifest_media_type: Option<String>,
    artifact_media_type: Option<String>,
    last_recorded_pull_time: Option<Timestamp>,
    subject_manifest_digest: Option<String>,
    image_status: Option<ImageStatus>,
    last_archived_at: Option<Timestamp>,
    last_activated_at: Option<Timestamp>,
} }
shape! { camel ImageFailure {
    image_id: Option<ImageIdentifier>,
    failure_code: Option<ImageFailureCode>,
    failure_reason: Option<String>,
} }
open_enum! { ImageFailureCode {
    InvalidImageDigest = "InvalidImageDigest",
    InvalidImageTag = "InvalidImageTag",
    ImageTagDoesNotMatchDigest = "ImageTagDoesNotMatchDigest",
    ImageNotFound = "ImageNotFound",
    MissingDigestAndTag = "MissingDigestAndTag",
    ImageReferencedByManifestList = "ImageReferencedByManifestList",
    KmsError = "KmsError",
    UpstreamAccessDenied = "UpstreamAccessDenied",
    UpstreamTooManyRequests = "UpstreamTooManyRequests",
    UpstreamUnavailable = "UpstreamUnavailable",
    ImageInaccessible = "ImageInaccessible",
} }
shape! { camel ImageIdentifier {
    image_digest: Option<String>,
    image_tag: Option<String>,
} }
shape! { camel ImageReplicationStatus {
    region: Option<String>,
    registry_id: Option<String>,
    status: Option<ReplicationStatus>,
    failure_code: Option<String>,
} }
shape! { camel ImageScanFinding {
    name: Option<String>,
    description: Option<String>,
    uri: Option<String>,
    severity: Option<FindingSeverity>,
    attributes: Vec<Attribute>,
} }
shape! { camel ImageScanFindings {
    image_scan_completed_at: Option<Timestamp>,
    vulnerability_source_updated_at: Option<Timestamp>,
    finding_severity_counts: BTreeMap<FindingSeverity, i32>,
    findings: Vec<ImageScanFinding>,
    enhanced_findings: Vec<EnhancedImageScanFinding>,
} }
shape! { camel ImageScanFindingsSummary {
    image_scan_completed_at: Option<Timestamp>,
    vulnerability_source_updated_at: Option<Timestamp>,
    finding_severity_counts: BTreeMap<FindingSeverity, i32>,
} }
shape! { camel ImageScanStatus {
    status: Option<ScanStatus>,
    description: Option<String>,
} }
shape! { camel ImageScanningConfiguration {
    scan_on_push: Option<bool>,
} }
open_enum! { ImageStatus {
    Active = "ACTIVE",
    Archived = "ARCHIVED",
    Activating = "ACTIVATING",
} }
open_enum! { ImageStatusFilter {
    Active = "ACTIVE",
    Archived = "ARCHIVED",
    Activating = "ACTIVATING",
    Any = "ANY",
} }
open_enum! { ImageTagMutability {
    Mutable = "MUTABLE",
    Immutable = "IMMUTABLE",
    ImmutableWithExclusion = "IMMUTABLE_WITH_EXCLUSION",
    MutableWithExclusion = "MUTABLE_WITH_EXCLUSION",
} }
shape! { camel ImageTagMutabilityExclusionFilter {
    filter_type: Option<ImageTagMutabilityExclusionFilterType>,
    filter: Option<String>,
} }
open_enum! { ImageTagMutabilityExclusionFilterType {
    Wildcard = "WILDCARD",
} }
shape! { camel Layer {
    layer_digest: Option<String>,
    layer_availability: Option<LayerAvailability>,
    layer_size: Option<i64>,
    media_type: Option<String>,
} }
open_enum! { LayerAvailability {
    Available = "AVAILABLE",
    Unavailable = "UNAVAILABLE",
    Archived = "ARCHIVED",
} }
shape! { camel LayerFailure {
    layer_digest: Option<String>,
    failure_code: Option<LayerFailureCode>,
    failure_reason: Option<String>,
} }
open_enum! { LayerFailureCode {
    InvalidLayerDigest = "InvalidLayerDigest",
    MissingLayerDigest = "MissingLayerDigest",
} }
shape! { camel LifecyclePolicyPreviewFilter {
    tag_status: Option<TagStatus>,
} }
shape! { camel LifecyclePolicyPreviewResult {
    image_tags: Vec<String>,
    image_digest: Option<String>,
    image_pushed_at: Option<Timestamp>,
    action: Option<LifecyclePolicyRuleAction>,
    applied_rule_priority: Option<i32>,
    storage_class: Option<LifecyclePolicyStorageClass>,
} }
open_enum! { LifecyclePolicyPreviewStatus {
    InProgress = "IN_PROGRESS",
    Complete = "COMPLETE",
    Expired = "EXPIRED",
    Failed = "FAILED",
} }
shape! { camel LifecyclePolicyPreviewSummary {
    expiring_image_total_count: Option<i32>,
    transitioning_image_total_counts: Vec<TransitioningImageTotalCount>,
} }
shape! { camel LifecyclePolicyRuleAction {
    r#type: Option<ImageActionType>,
    target_storage_class: Option<LifecyclePolicyTargetStorageClass>,
} }
open_enum! { LifecyclePolicyStorageClass {
    Archive = "ARCHIVE",
    Standard = "STANDARD",
} }
open_enum! { LifecyclePolicyTargetStorageClass {
    Archive = "ARCHIVE",
} }
shape! { camel ListImages {
    registry_id: Option<String>,
    repository_name: String,
    next_token: Option<String>,
    max_results: Option<i32>,
    filter: Option<ListImagesFilter>,
} }
shape! { camel ListImagesFilter {
    tag_status: Option<TagStatus>,
    image_status: Option<ImageStatusFilter>,
} }
shape! { camel ListImagesResponse {
    image_ids: Vec<ImageIdentifier>,
    next_token: Option<String>,
} }
shape! { camel ListTagsForResource {
    resource_arn: String,
} }
shape! { camel ListTagsForResourceResponse {
    tags: Vec<Tag>,
} }
shape! { camel PackageVulnerabilityDetails {
    cvss: Vec<CvssScore>,
    reference_urls: Vec<String>,
    related_vulnerabilities: Vec<String>,
    source: Option<String>,
    source_url: Option<String>,
    vendor_created_at: Option<Timestamp>,
    vendor_severity: Option<String>,
    vendor_updated_at: Option<Timestamp>,
    vulnerability_id: Option<String>,
    vulnerable_packages: Vec<VulnerablePackage>,
} }
shape! { camel PutImage {
    registry_id: Option<String>,
    repository_name: String,
    image_manifest: String,
    image_manifest_media_type: Option<String>,
    image_tag: Option<String>,
    image_digest: Option<String>,
} }
shape! { camel PutImageResponse {
    image: Option<Image>,
} }
shape! { camel PutImageScanningConfiguration {
    registry_id: Option<String>,
    repository_name: String,
    image_scanning_configuration: ImageScanningConfiguration,
} }
shape! { camel PutImageScanningConfigurationResponse {
    registry_id: Option<String>,
    repository_name: Option<String>,
    image_scanning_configuration: Option<ImageScanningConfiguration>,
} }
shape! { camel PutImageTagMutability {
    registry_id: Option<String>,
    repository_name: String,
    image_tag_mutability: ImageTagMutability,
    image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>,
} }
shape! { camel PutImageTagMutabilityResponse {
    registry_id: Option<String>,
    repository_name: Option<String>,
    image_tag_mutability: Option<ImageTagMutability>,
    image_tag_mutability_exclusion_filters: Vec<ImageTagMutabilityExclusionFilter>,
} }
shape! { camel PutLifecyclePolicy {
    registry_id: Option<String>,
    repository_name: String,
    lifecycle_policy_text: String,
} }
shape! { camel PutLifecyclePolicyResponse {
    registry_id: Option<String>,
    repository_name: Option<String>,
    lifecycle_policy_text: Option<String>,
} }
shape! { camel PutRegistryScanningConfiguration {
    scan_type: Option<ScanType>,
    rules: Option<Vec<RegistryScanningRule>>,
} }
shape! { camel PutRegistryScanningConfigurationResponse {
    registry_scanning_configuration: Option<RegistryScanningConfiguration>,
} }
shape! { camel PutReplicationConfiguration {
    replication_configuration: ReplicationConfiguration,
} }
shape! { camel PutReplicationConfigurationResponse {
    replication_configuration: Option<ReplicationConfiguration>,
} }
shape! { camel Recommendation {
    url: Option<String>,
    text: Option<String>,
} }
shape! { camel RegistryScanningConfiguration {
    scan_type: Option<ScanType>,
    rules: Vec<RegistryScanningRule>,
} }
shape! { camel RegistryScanningRule {
    scan_frequency: Option<ScanFrequency>,
    repository_filters: Option<Vec<ScanningRepositoryFilter>>,
} }
shape! { camel Remediation {
    recommendation: Option<Recommendation>,
} }
shape! { camel ReplicationConfiguration {
    rules: Option<Vec<ReplicationRule>>,
} }
shape! { camel ReplicationDestination {
    region: Option<String>,
    registry_id: Option<String>,
} }
shape! { camel ReplicationRule {
    destinations: Option<Vec<ReplicationDestination>>,
    repository_filters: Option<Vec<RepositoryFilter>>,
    delete_replication: Option<DeleteReplication>,
} }
open_enum! { ReplicationStatus {
    InProgress = "IN_PROGRESS",
    Complete = "COMPLETE",
    Failed = "FAILED",
} }
shape! { camel Repository {
    repository_arn: Option<String>,
    registry_id: Option<String>,
    repository_name: Option<String>,
    repository_uri: Option<String>,
    created_at: Option<Timestamp>,
    image_tag_mutability: Option<ImageTagMutability>,
    image_tag_mutability_exclusion_filters: Vec<ImageTagMutabilityExclusionFilter>,
    image_scanning_configuration: Option<ImageScanningConfiguration>,
    encryption_configuration: Option<EncryptionConfiguration>,
} }
shape! { camel RepositoryFilter {
    filter: Option<String>,
    filter_type: Option<RepositoryFilterType>,
} }
open_enum! { RepositoryFilterType {
    PrefixMatch = "PREFIX_MATCH",
} }
shape! { camel Resource {
    details: Option<ResourceDetails>,
    id: Option<String>,
    tags: BTreeMap<String, String>,
    r#type: Option<String>,
} }
shape! { camel ResourceDetails {
    aws_ecr_container_image: Option<AwsEcrContainerImageDetails>,
} }
open_enum! { ScanFrequency {
    ScanOnPush = "SCAN_ON_PUSH",
    ContinuousScan = "CONTINUOUS_SCAN",
    Manual = "MANUAL",
} }
open_enum! { ScanStatus {
    InProgress = "IN_PROGRESS",
    Complete = "COMPLETE",
    Failed = "FAILED",
    UnsupportedImage = "UNSUPPORTED_IMAGE",
    Active = "ACTIVE",
    Pending = "PENDING",
    ScanEligibilityExpired = "SCAN_ELIGIBILITY_EXPIRED",
    FindingsUnavailable = "FINDINGS_UNAVAILABLE",
    LimitExceeded = "LIMIT_EXCEEDED",
    ImageArchived = "IMAGE_ARCHIVED",
    ImageSizeExceeded = "IMAGE_SIZE_EXCEEDED",
} }
open_enum! { ScanType {
    Basic = "BASIC",
    Enhanced = "ENHANCED",
} }
shape! { camel ScanningRepositoryFilter {
    filter: Option<String>,
    filter_type: Option<ScanningRepositoryFilterType>,
} }
open_enum! { ScanningRepositoryFilterType {
    Wildcard = "WILDCARD",
} }
shape! { camel ScoreDetails {
    cvss: Option<CvssScoreDetails>,
} }
shape! { camel SetRepositoryPolicy {
    registry_id: Option<String>,
    repository_name: String,
    policy_text: String,
    force: Option<bool>,
} }
shape! { camel SetRepositoryPolicyResponse {
    registry_id: Option<String>,
    repository_name: Option<String>,
    policy_text: Option<String>,
} }
shape! { camel StartImageScan {
    registry_id: Option<String>,
    repository_name: String,
    image_id: ImageIdentifier,
} }
shape! { camel StartImageScanResponse {
    registry_id: Option<String>,
    repository_name: Option<String>,
    image_id: Option<ImageIdentifier>,
    image_scan_status: Option<ImageScanStatus>,
} }
shape! { camel StartLifecyclePolicyPreview {
    registry_id: Option<String>,
    repository_name: String,
    lifecycle_policy_text: Option<String>,
} }
shape! { camel StartLifecyclePolicyPreviewResponse {
    registry_id: Option<String>,
    repository_name: Option<String>,
    lifecycle_policy_text: Option<String>,
    status: Option<LifecyclePolicyPreviewStatus>,
} }
shape! { camel Tag {
    ["Key"] key: Option<String>,
    ["Value"] value: Option<String>,
} }
shape! { camel TagResource {
    resource_arn: String,
    tags: Vec<Tag>,
} }
shape! { camel TagResourceResponse {

} }
open_enum! { TagStatus {
    Tagged = "TAGGED",
    Untagged = "UNTAGGED",
    Any = "ANY",
} }
shape! { camel TransitioningImageTotalCount {
    target_storage_class: Option<LifecyclePolicyTargetStorageClass>,
    image_total_count: Option<i32>,
} }
shape! { camel UntagResource {
    resource_arn: String,
    tag_keys: Vec<String>,
} }
shape! { camel UntagResourceResponse {

} }
shape! { camel VulnerablePackage {
    arch: Option<String>,
    epoch: Option<i32>,
    file_path: Option<String>,
    name: Option<String>,
    package_manager: Option<String>,
    release: Option<String>,
    source_layer_hash: Option<String>,
    version: Option<String>,
    fixed_in_version: Option<String>,
} }

// Made from botocore's `iam/2010-05-08` model by crates/xtask/model/from_botocore.py; do not edit.
//! The shapes of AWS Identity and Access Management that our operations reach.

use super::Timestamp;
use super::shape::{open_enum, shape};
use std::collections::BTreeMap;

shape! { pascal AttachedPermissionsBoundary {
    permissions_boundary_type: Option<PermissionsBoundaryAttachmentType>,
    permissions_boundary_arn: Option<String>,
} }
open_enum! { AttachmentType {
    User = "user",
    Group = "group",
    Role = "role",
} }
shape! { pascal ContextEntry {
    context_key_name: Option<String>,
    context_key_values: Option<Vec<String>>,
    context_key_type: Option<ContextKeyTypeEnum>,
} }
open_enum! { ContextKeyTypeEnum {
    String = "string",
    StringList = "stringList",
    Numeric = "numeric",
    NumericList = "numericList",
    Boolean = "boolean",
    BooleanList = "booleanList",
    Ip = "ip",
    IpList = "ipList",
    Binary = "binary",
    BinaryList = "binaryList",
    Date = "date",
    DateList = "dateList",
} }
shape! { pascal EvaluationResult {
    eval_action_name: Option<String>,
    eval_resource_name: Option<String>,
    eval_decision: Option<PolicyEvaluationDecisionType>,
    matched_statements: Vec<Statement>,
    missing_context_values: Vec<String>,
    organizations_decision_detail: Option<OrganizationsDecisionDetail>,
    permissions_boundary_decision_detail: Option<PermissionsBoundaryDecisionDetail>,
    eval_decision_details: BTreeMap<String, PolicyEvaluationDecisionType>,
    resource_specific_results: Vec<ResourceSpecificResult>,
} }
shape! { pascal GetRole {
    role_name: String,
} }
shape! { pascal GetRoleResponse {
    role: Option<Role>,
} }
shape! { pascal InlinePolicyIdentifierType {
    policy_name: Option<String>,
    attachment_type: Option<AttachmentType>,
    attachment_name: Option<String>,
} }
shape! { pascal OrganizationsDecisionDetail {
    allowed_by_organizations: Option<bool>,
} }
open_enum! { PermissionsBoundaryAttachmentType {
    PermissionsBoundaryPolicy = "PermissionsBoundaryPolicy",
} }
shape! { pascal PermissionsBoundaryDecisionDetail {
    allowed_by_permissions_boundary: Option<bool>,
} }
open_enum! { PolicyEvaluationDecisionType {
    Allowed = "allowed",
    ExplicitDeny = "explicitDeny",
    ImplicitDeny = "implicitDeny",
} }
shape! { pascal PolicyIdentifier {
    policy_type: Option<PolicyIdentifierPolicyType>,
    policy_arn: Option<String>,
    inline_policy_identifier: Option<InlinePolicyIdentifierType>,
} }
open_enum! { PolicyIdentifierPolicyType {
    Inline = "inline",
    AwsManaged = "aws-managed",
    UserManaged = "user-managed",
    PermissionBoundary = "permission-boundary",
    Scp = "scp",
    Rcp = "rcp",
} }
open_enum! { PolicySourceType {
    User = "user",
    Group = "group",
    Role = "role",
    AwsManaged = "aws-managed",
    UserManaged = "user-managed",
    Resource = "resource",
    None = "none",
} }
shape! { pascal Position {
    line: Option<i32>,
    column: Option<i32>,
} }
shape! { pascal ResourceSpecificResult {
    eval_resource_name: Option<String>,
    eval_resource_decision: Option<PolicyEvaluationDecisionType>,
    matched_statements: Vec<Statement>,
    missing_context_values: Vec<String>,
    eval_decision_details: BTreeMap<String, PolicyEvaluationDecisionType>,
    permissions_boundary_decision_detail: Option<PermissionsBoundaryDecisionDetail>,
} }
shape! { pascal Role {
    path: Option<String>,
    role_name: Option<String>,
    role_id: Option<String>,
    arn: Option<String>,
    create_date: Option<Timestamp>,
    assume_role_policy_document: Option<String>,
    description: Option<String>,
    max_session_duration: Option<i32>,
    max_signin_session_duration: Option<i32>,
    permissions_boundary: Option<AttachedPermissionsBoundary>,
    tags: Vec<Tag>,
    role_last_used: Option<RoleLastUsed>,
    source_role_template: Option<SourceRoleTemplate>,
} }
shape! { pascal RoleLastUsed {
    last_used_date: Option<Timestamp>,
    region: Option<String>,
} }
shape! { pascal SimulatePrincipalPolicy {
    policy_source_arn: String,
    policy_input_list: Option<Vec<String>>,
    permissions_boundary_policy_input_list: Option<Vec<String>>,
    policy_exclusion_list: Option<Vec<PolicyIdentifier>>,
    action_names: Vec<String>,
    resource_arns: Option<Vec<String>>,
    resource_policy: Option<String>,
    resource_owner: Option<String>,
    caller_arn: Option<String>,
    context_entries: Option<Vec<ContextEntry>>,
    resource_handling_option: Option<String>,
    max_items: Option<i32>,
    marker: Option<String>,
} }
shape! { pascal SimulatePrincipalPolicyResponse {
    evaluation_results: Vec<EvaluationResult>,
    is_truncated: Option<bool>,
    marker: Option<String>,
} }
shape! { pascal SourceRoleTemplate {
    template_arn: Option<String>,
    template_minor_version: Option<i32>,
} }
shape! { pascal Statement {
    source_policy_id: Option<String>,
    source_policy_type: Option<PolicySourceType>,
    start_position: Option<Position>,
    end_position: Option<Position>,
} }
shape! { pascal Tag {
    key: Option<String>,
    value: Option<String>,
} }

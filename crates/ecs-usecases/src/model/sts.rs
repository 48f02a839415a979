// Made from botocore's `sts/2011-06-15` model by crates/xtask/model/from_botocore.py; do not edit.
//! The shapes of AWS Security Token Service that our operations reach.

use super::Secret;
use super::Timestamp;
use super::shape::shape;

shape! { pascal AssumeRole {
    role_arn: String,
    role_session_name: String,
    policy_arns: Option<Vec<PolicyDescriptorType>>,
    policy: Option<String>,
    duration_seconds: Option<i32>,
    tags: Option<Vec<Tag>>,
    transitive_tag_keys: Option<Vec<String>>,
    external_id: Option<String>,
    serial_number: Option<String>,
    token_code: Option<String>,
    source_identity: Option<String>,
    provided_contexts: Option<Vec<ProvidedContext>>,
    minimum_session_token_size: Option<i32>,
} }
shape! { pascal AssumeRoleResponse {
    credentials: Option<Credentials>,
    assumed_role_user: Option<AssumedRoleUser>,
    source_identity: Option<String>,
    session_token_utilization: Option<i32>,
    session_token_size: Option<i32>,
} }
shape! { pascal AssumedRoleUser {
    assumed_role_id: Option<String>,
    arn: Option<String>,
} }
shape! { pascal Credentials {
    access_key_id: Option<String>,
    secret_access_key: Option<Secret>,
    session_token: Option<String>,
    expiration: Option<Timestamp>,
} }
shape! { pascal GetCallerIdentity {

} }
shape! { pascal GetCallerIdentityResponse {
    user_id: Option<String>,
    account: Option<String>,
    arn: Option<String>,
} }
shape! { pascal PolicyDescriptorType {
    ["arn"] arn: Option<String>,
} }
shape! { pascal ProvidedContext {
    provider_arn: Option<String>,
    context_assertion: Option<String>,
} }
shape! { pascal Tag {
    key: Option<String>,
    value: Option<String>,
} }

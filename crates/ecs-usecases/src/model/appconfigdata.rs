// Made from botocore's `appconfigdata/2021-11-11` model by crates/xtask/model/from_botocore.py; do not edit.
//! The shapes of AWS AppConfig Data that our operations reach.

use super::shape::shape;

shape! { pascal GetLatestConfiguration {
    configuration_token: String,
} }
shape! { pascal GetLatestConfigurationResponse {
    next_poll_configuration_token: Option<String>,
    next_poll_interval_in_seconds: Option<i32>,
    content_type: Option<String>,
    configuration: Option<String>,
    version_label: Option<String>,
} }
shape! { pascal StartConfigurationSession {
    application_identifier: String,
    environment_identifier: String,
    configuration_profile_identifier: String,
    required_minimum_poll_interval_in_seconds: Option<i32>,
} }
shape! { pascal StartConfigurationSessionResponse {
    initial_configuration_token: Option<String>,
} }

//! The data plane of AWS AppConfig: what running code asks. IAM calls its actions `appconfig:`, too; here it has the name of its
//! endpoint, since it is a service of its own on the wire.

super::table::operations! { "appconfigdata", AppConfigData, appconfigdata {
    StartConfigurationSession -> StartConfigurationSessionResponse, Write, Idempotent;
    GetLatestConfiguration -> GetLatestConfigurationResponse, Read, Idempotent;
} }

//! Conditions of rules: what AWS accepts, and how it writes them back.

use super::invalid;
use crate::{
    error::Result,
    model::elbv2::{HostHeaderConditionConfig, HttpRequestMethodConditionConfig, PathPatternConditionConfig, RuleCondition},
};

/// Check the conditions of a rule, and give them as AWS shows them.
pub(super) fn accept(conditions: &[RuleCondition]) -> Result<Vec<RuleCondition>> {
    if conditions.is_empty() {
        return Err(invalid("A rule must have at least one condition"));
    }
    let mut values = 0;
    let mut seen: Vec<&str> = Vec::new();
    let mut written = Vec::with_capacity(conditions.len());
    for condition in conditions {
        let field = condition.field.as_deref().unwrap_or_default();
        let (written_condition, count) = accept_one(field, condition)?;
        if count == 0 {
            return Err(invalid(format!("A condition value must be specified for the field '{field}'")));
        }
        if matches!(field, "host-header" | "path-pattern" | "http-request-method" | "source-ip") && seen.contains(&field) {
            return Err(invalid(format!("A rule can only have one condition with the field '{field}'")));
        }
        seen.push(field);
        values += count;
        written.push(written_condition);
    }
    if values > 5 {
        return Err(invalid("A rule can only have '5' condition values"));
    }
    Ok(written)
}

fn accept_one(field: &str, condition: &RuleCondition) -> Result<(RuleCondition, usize)> {
    let mut written = condition.clone();
    let short = condition.values.clone().filter(|values| !values.is_empty());
    let count = match field {
        "path-pattern" | "host-header" => {
            let (config, regex) = if field == "path-pattern" {
                let config = condition.path_pattern_config.as_ref();
                (config.and_then(|config| config.values.clone()), config.and_then(|config| config.regex_values.as_ref()))
            } else {
                let config = condition.host_header_config.as_ref();
                (config.and_then(|config| config.values.clone()), config.and_then(|config| config.regex_values.as_ref()))
            };
            let regexes = regex.or(condition.regex_values.as_ref()).map_or(0, Vec::len);
            let values = config.or(short);
            if values.iter().flatten().any(|value| value.is_empty() || value.len() > 128) {
                return Err(invalid(format!("A value of the field '{field}' must have 1-128 characters")));
            }
            let count = values.as_ref().map_or(0, Vec::len) + regexes;
            if values.is_some() {
                written.values.clone_from(&values);
                if field == "path-pattern" {
                    written.path_pattern_config = Some(PathPatternConditionConfig { values, ..PathPatternConditionConfig::default() });
                } else {
                    written.host_header_config = Some(HostHeaderConditionConfig { values, ..HostHeaderConditionConfig::default() });
                }
            }
            count
        }
        "http-header" => {
            let config = condition.http_header_config.as_ref();
            let name = config.and_then(|config| config.http_header_name.as_deref()).unwrap_or_default();
            if name.is_empty() || name.len() > 40 {
                return Err(invalid(format!("The header name '{name}' must have 1-40 characters")));
            }
            let plain = config.and_then(|config| config.values.as_ref()).map_or(0, Vec::len);
            plain + config.and_then(|config| config.regex_values.as_ref()).map_or(0, Vec::len)
        }
        "query-string" => condition.query_string_config.as_ref().and_then(|config| config.values.as_ref()).map_or(0, Vec::len),
        "http-request-method" => {
            let values = condition.http_request_method_config.as_ref().and_then(|config| config.values.clone()).or(short);
            let count = values.as_ref().map_or(0, Vec::len);
            written.http_request_method_config =
                Some(HttpRequestMethodConditionConfig { values, ..HttpRequestMethodConditionConfig::default() });
            count
        }
        "source-ip" => condition.source_ip_config.as_ref().and_then(|config| config.values.as_ref()).map_or(0, Vec::len),
        _ => return Err(invalid(format!("Condition field '{field}' is not recognized"))),
    };
    Ok((written, count))
}

//! Filters on parameters.

use super::Held;
use crate::{
    backends::simulator::world::aws_error,
    error::{ErrorKind, Result},
    model::ssm::{ParameterStringFilter, ParametersFilter},
};

/// A filter of the deprecated form, as one of the present form.
pub(super) fn of_old(filter: &ParametersFilter) -> ParameterStringFilter {
    ParameterStringFilter {
        key: filter.key.as_ref().map(|key| key.as_str().to_owned()),
        option: Some("BeginsWith".to_owned()),
        values: filter.values.clone(),
        ..ParameterStringFilter::default()
    }
}

/// The keys and options are those of the operation. Where it takes names it takes tags, too.
pub(super) fn check(filters: &[ParameterStringFilter], keys: &[&str]) -> Result<()> {
    for filter in filters {
        let key = filter.key.as_deref().unwrap_or_default();
        let tag = key.starts_with("tag:") && keys.contains(&"Name");
        if !tag && !keys.contains(&key) {
            let message = format!("The following filter key is not valid: {key}. Valid filter keys include: [{}].", keys.join(", "));
            return Err(aws_error(ErrorKind::InvalidRequest, "InvalidFilterKey", message));
        }
        let option = filter.option.as_deref();
        let fine = match key {
            "Path" => matches!(option, None | Some("Recursive" | "OneLevel")),
            "Label" => matches!(option, None | Some("Equals")),
            "Name" => matches!(option, None | Some("Equals" | "BeginsWith" | "Contains")),
            _ => matches!(option, None | Some("Equals" | "BeginsWith")),
        };
        if !fine {
            let message = format!("The following filter option is not valid: {}.", option.unwrap_or_default());
            return Err(aws_error(ErrorKind::InvalidRequest, "InvalidFilterOption", message));
        }
        let values = filter.values.as_deref().unwrap_or_default();
        if (values.is_empty() && !tag) || values.len() > 50 || values.iter().any(|value| !(1..=1024).contains(&value.len())) {
            let message = format!("The filter {key} must have 1-50 values of 1-1024 characters.");
            return Err(aws_error(ErrorKind::InvalidRequest, "InvalidFilterValue", message));
        }
    }
    Ok(())
}

/// Whether a name is in the hierarchy below a path: right in it, or anywhere below it.
pub(super) fn is_below(name: &str, path: &str, recursive: bool) -> bool {
    let rest = name.strip_prefix(path.trim_end_matches('/')).and_then(|rest| rest.strip_prefix('/'));
    // A plain name stands right in the root.
    let rest = rest.or_else(|| (path == "/").then_some(name));
    rest.is_some_and(|rest| !rest.is_empty() && (recursive || !rest.contains('/')))
}

pub(super) fn fits(filter: &ParameterStringFilter, name: &str, held: &Held) -> bool {
    let values = filter.values.as_deref().unwrap_or_default();
    let key = filter.key.as_deref().unwrap_or_default();
    if key == "Path" {
        return values.iter().any(|path| is_below(name, path, filter.option.as_deref() == Some("Recursive")));
    }
    let version = held.versions.last();
    let own = match key {
        "Name" => Some(name),
        "Type" => version.map(|version| version.kind.as_str()),
        "KeyId" => version.and_then(|version| version.key.as_deref()),
        "Tier" => Some(held.tier.as_str()),
        "DataType" => version.map(|version| version.data_type.as_str()),
        // Nothing labels versions yet.
        "Label" => None,
        tag => held.tags.get(tag.trim_start_matches("tag:")).map(String::as_str),
    };
    let Some(own) = own else { return false };
    let one = |value: &String| match filter.option.as_deref() {
        Some("BeginsWith") if key == "Name" => own.trim_start_matches('/').starts_with(value.trim_start_matches('/')),
        Some("BeginsWith") => own.starts_with(value.as_str()),
        Some("Contains") => own.contains(value.as_str()),
        _ => own == value,
    };
    values.is_empty() || values.iter().any(one)
}

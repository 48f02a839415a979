//! Names of parameters: what may be one, and which one a request means.

use super::{Held, Version, invalid, missing};
use crate::{
    backends::simulator::world::{World, aws_error},
    error::{ErrorKind, Result},
};

/// A name that can be put.
pub(super) fn check(world: &World, name: &str) -> Result<()> {
    let first = name.trim_start_matches('/').to_ascii_lowercase();
    let parts: Vec<&str> = name.strip_prefix('/').unwrap_or(name).split('/').collect();
    let legal = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte));
    if first.starts_with("aws") || first.starts_with("ssm") || !parts.iter().all(legal) {
        return Err(invalid(
            "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). If formed as a path, it can consist of \
             sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_",
        ));
    }
    if name.contains('/') && !name.starts_with('/') {
        return Err(invalid("Parameter name must be a fully qualified name."));
    }
    if parts.len() > 15 {
        let message = "Parameter name exceeds the maximum hierarchy of 15 levels.";
        return Err(aws_error(ErrorKind::InvalidRequest, "HierarchyLevelLimitExceededException", message));
    }
    if arn(world, name).len() > 1011 {
        return Err(invalid("The parameter's ARN has more than 1011 characters."));
    }
    Ok(())
}

pub(super) fn arn(world: &World, name: &str) -> String {
    world.arn("ssm", &format!("parameter/{}", name.trim_start_matches('/')))
}

/// The name that a name or an ARN means.
fn resolve(world: &World, name: &str) -> String {
    let name = name.trim();
    match name.strip_prefix(arn(world, "").as_str()) {
        // An ARN does not tell a name in a path from a plain one.
        Some(rest) if rest.contains('/') => format!("/{rest}"),
        Some(rest) if world.parameters.parameters.contains_key(&format!("/{rest}")) => format!("/{rest}"),
        Some(rest) => rest.to_owned(),
        None => name.to_owned(),
    }
}

/// A parameter and one of its versions, by `name`, `name:version` or `name:label`, and what stands behind the colon.
pub(super) fn find<'a>(world: &'a World, wanted: &str) -> Result<(String, &'a Held, &'a Version, Option<String>)> {
    let prefix = if wanted.starts_with("arn:") { arn(world, "").len() } else { 0 };
    let (name, selector) = match wanted.get(prefix..).and_then(|rest| rest.split_once(':')) {
        Some((name, selector)) => (&wanted[..prefix + name.len()], Some(selector)),
        None => (wanted, None),
    };
    let name = resolve(world, name);
    let held = world.parameters.parameters.get(&name).ok_or_else(|| missing(&name))?;
    let version = match selector {
        None => held.versions.last(),
        // Nothing labels versions yet: a label is none of theirs.
        Some(selector) => held.versions.iter().find(|version| version.number.to_string() == selector),
    };
    let version = version.ok_or_else(|| {
        let what = selector.unwrap_or_default();
        let kind = if what.parse::<i64>().is_ok() { "version" } else { "version label" };
        let message = format!("Systems Manager could not find {kind} {what} of {name}. Verify the {kind} and try again.");
        aws_error(ErrorKind::NotFound, "ParameterVersionNotFound", message)
    })?;
    Ok((name, held, version, selector.map(|selector| format!(":{selector}"))))
}

/// The parameter that a request names without a version.
pub(super) fn named(world: &World, name: &str) -> Option<String> {
    let name = resolve(world, name);
    world.parameters.parameters.contains_key(&name).then_some(name)
}

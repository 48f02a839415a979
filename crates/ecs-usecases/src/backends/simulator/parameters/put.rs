//! Parameters are put: created, or given a new version.

use super::{Held, Version, invalid, names, tags};
use crate::{
    backends::simulator::world::{World, aws_error},
    error::{ErrorKind, Result},
    model::ssm::{ParameterTier as Tier, ParameterType, PutParameter, PutParameterResponse},
};
use std::collections::BTreeMap;

const STANDARD: usize = 4096;
const ADVANCED: usize = 8192;
/// Versions that are kept.
const KEPT: usize = 100;

fn check(world: &World, request: &PutParameter) -> Result<()> {
    names::check(world, &request.name)?;
    if let Some(ParameterType::Unknown(other)) = &request.r#type {
        let message = format!("The parameter type {other} is not supported.");
        return Err(aws_error(ErrorKind::InvalidRequest, "UnsupportedParameterType", message));
    }
    if request.description.as_ref().is_some_and(|text| text.len() > 1024) {
        return Err(invalid("The description must have at most 1024 characters."));
    }
    if request.policies.is_some() {
        let message = "Policies of parameters are not simulated.";
        return Err(aws_error(ErrorKind::Unsupported, "InvalidPolicyTypeException", message));
    }
    let value = request.value.expose();
    if value.is_empty() {
        return Err(invalid("The parameter's value must have at least 1 character."));
    }
    if value.contains("{{") && value.contains("}}") {
        return Err(invalid("Parameter value can't nest another parameter. Do not use \"{{}}\" in the value."));
    }
    if request.r#type == Some(ParameterType::StringList) && value.split(',').any(str::is_empty) {
        return Err(invalid("A StringList has items separated by single commas, none of them empty."));
    }
    Ok(())
}

/// The tier of a value of this length, after the tier that the parameter had.
fn tier(request: &PutParameter, before: Option<&Tier>) -> Result<Tier> {
    let length = request.value.expose().len();
    let needs_advanced = length > STANDARD || matches!(request.data_type.as_deref(), Some("url" | "json" | "jsonc"));
    let tier = match &request.tier {
        Some(Tier::Unknown(other)) => {
            return Err(invalid(format!("The tier {other} is not one of Standard, Advanced, Intelligent-Tiering.")));
        }
        Some(Tier::IntelligentTiering) if needs_advanced || before == Some(&Tier::Advanced) => Tier::Advanced,
        Some(Tier::IntelligentTiering) => Tier::Standard,
        Some(tier) => tier.clone(),
        None => before.cloned().unwrap_or(Tier::Standard),
    };
    if tier == Tier::Standard && before == Some(&Tier::Advanced) {
        return Err(invalid(
            "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the \
             standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.",
        ));
    }
    let most = if tier == Tier::Advanced { ADVANCED } else { STANDARD };
    if length > most {
        let name = if tier == Tier::Advanced { "Advanced" } else { "Standard" };
        return Err(invalid(format!("{name} tier parameters support a maximum parameter value of {most} characters.")));
    }
    Ok(tier)
}

/// The value fits the pattern that the parameter allows.
fn check_pattern(pattern: &str, value: &str) -> Result<()> {
    let regex = regex_lite::Regex::new(pattern).map_err(|_| {
        let message = format!("The request isn't valid. The regular expression '{pattern}' can't be read.");
        aws_error(ErrorKind::InvalidRequest, "InvalidAllowedPatternException", message)
    })?;
    if regex.is_match(value) {
        return Ok(());
    }
    let message = format!("Parameter value, cannot be validated against allowedPattern: {pattern}");
    Err(aws_error(ErrorKind::InvalidRequest, "ParameterPatternMismatchException", message))
}

/// A parameter that a scenario's task names is there.
pub(crate) fn put_in_place(world: &mut World, name: &str) -> Result<()> {
    if world.parameters.parameters.contains_key(name) {
        return Ok(());
    }
    let request = PutParameter {
        name: name.to_owned(),
        value: "simulated".into(),
        r#type: Some(ParameterType::SecureString),
        ..PutParameter::default()
    };
    put(world, &request).map(drop)
}

pub(super) fn put(world: &mut World, request: &PutParameter) -> Result<PutParameterResponse> {
    check(world, request)?;
    let overwrite = request.overwrite == Some(true);
    if overwrite && request.tags.as_ref().is_some_and(|tags| !tags.is_empty()) {
        return Err(invalid(
            "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. \
             To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
        ));
    }
    let known = world.parameters.parameters.get(&request.name);
    if known.is_some() && !overwrite {
        let message = "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.";
        return Err(aws_error(ErrorKind::Conflict, "ParameterAlreadyExists", message));
    }
    let before = known.and_then(|known| known.versions.last());
    let kind = match (&request.r#type, before) {
        (Some(kind), Some(before)) if *kind != before.kind => {
            let message = "Parameter Store does not support changing a parameter type in a hierarchy. For example, you can't change a \
                           parameter from a String type to a SecureString type. You must create a new, unique parameter.";
            return Err(aws_error(ErrorKind::InvalidRequest, "HierarchyTypeMismatchException", message));
        }
        (Some(kind), _) => kind.clone(),
        (None, Some(before)) => before.kind.clone(),
        (None, None) => return Err(invalid("A parameter type is required when you create a parameter.")),
    };
    let secure = kind == ParameterType::SecureString;
    if request.key_id.is_some() && !secure {
        return Err(invalid("KeyId is only of use for the type SecureString."));
    }
    let tier = tier(request, known.map(|known| &known.tier))?;
    let pattern = request.allowed_pattern.clone().or_else(|| known.and_then(|known| known.pattern.clone())).filter(|text| !text.is_empty());
    if let Some(pattern) = &pattern {
        check_pattern(pattern, request.value.expose())?;
    }
    let key = secure.then(|| {
        let before = before.and_then(|before| before.key.clone());
        request.key_id.clone().or(before).unwrap_or_else(|| "alias/aws/ssm".to_owned())
    });
    let data_type = request.data_type.clone().or_else(|| before.map(|before| before.data_type.clone()));
    let version = Version {
        number: before.map_or(1, |before| before.number + 1),
        value: request.value.clone(),
        kind,
        key,
        data_type: data_type.unwrap_or_else(|| "text".to_owned()),
        put_at: world.now,
    };
    let mut added = BTreeMap::new();
    tags::add(&mut added, request.tags.as_deref().unwrap_or_default())?;
    let number = version.number;
    let new = || Held { versions: Vec::new(), description: None, pattern: None, tier: tier.clone(), tags: added };
    let held = world.parameters.parameters.entry(request.name.clone()).or_insert_with(new);
    held.tier = tier.clone();
    held.pattern = pattern;
    if request.description.is_some() {
        held.description.clone_from(&request.description);
    }
    held.versions.push(version);
    if held.versions.len() > KEPT {
        held.versions.remove(0);
    }
    Ok(PutParameterResponse { version: Some(number), tier: Some(tier), ..PutParameterResponse::default() })
}

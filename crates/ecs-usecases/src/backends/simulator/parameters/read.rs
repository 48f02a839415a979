//! Parameters are read: by name, by path, and what is told of them besides their values.

use super::{Held, Version, at_most_ten, filters, invalid, names};
use crate::{
    backends::simulator::{
        page::page,
        world::{World, aws_error},
    },
    error::{Error, ErrorKind, Result},
    model::ssm::{
        DescribeParameters, DescribeParametersResponse, GetParameter, GetParameterResponse, GetParameters, GetParametersByPath,
        GetParametersByPathResponse, GetParametersResponse, Parameter, ParameterMetadata, ParameterType,
    },
};

fn bad_token() -> Error {
    aws_error(ErrorKind::InvalidRequest, "InvalidNextToken", "The specified token isn't valid.")
}

fn shape(world: &World, name: &str, version: &Version, selector: Option<String>, decrypt: bool) -> Parameter {
    let hidden = version.kind == ParameterType::SecureString && !decrypt;
    // What stands for the ciphertext depends on the name and the version only: nothing can be learnt from it.
    let cipher = || format!("AQICAHh{}", world.digest_of(&format!("{name}:{}", version.number), 57)).into();
    Parameter {
        name: Some(name.to_owned()),
        r#type: Some(version.kind.clone()),
        value: Some(if hidden { cipher() } else { version.value.clone() }),
        version: Some(version.number),
        selector,
        last_modified_date: Some(version.put_at),
        arn: Some(names::arn(world, name)),
        data_type: Some(version.data_type.clone()),
        ..Parameter::default()
    }
}

pub(super) fn get(world: &World, request: &GetParameter) -> Result<GetParameterResponse> {
    let (name, _, version, selector) = names::find(world, &request.name)?;
    let parameter = shape(world, &name, version, selector, request.with_decryption == Some(true));
    Ok(GetParameterResponse { parameter: Some(parameter), ..GetParameterResponse::default() })
}

pub(super) fn get_all(world: &World, request: &GetParameters) -> Result<GetParametersResponse> {
    at_most_ten(&request.names)?;
    let mut reply = GetParametersResponse::default();
    for wanted in &request.names {
        match names::find(world, wanted) {
            Ok((name, _, version, selector)) => {
                reply.parameters.push(shape(world, &name, version, selector, request.with_decryption == Some(true)));
            }
            Err(_) => reply.invalid_parameters.push(wanted.clone()),
        }
    }
    Ok(reply)
}

fn size(given: Option<i32>, most: i32) -> Result<usize> {
    let size = given.unwrap_or(most);
    if (1..=most).contains(&size) { Ok(size as usize) } else { Err(invalid(format!("MaxResults must be between 1 and {most}."))) }
}

pub(super) fn by_path(world: &World, request: &GetParametersByPath) -> Result<GetParametersByPathResponse> {
    let size = size(request.max_results, 10)?;
    let path = &request.path;
    if !path.starts_with('/') {
        return Err(invalid(
            "The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash \"/\".",
        ));
    }
    let wanted = request.parameter_filters.as_deref().unwrap_or_default();
    filters::check(wanted, &["Type", "KeyId", "Label"])?;
    let recursive = request.recursive == Some(true);
    let parameters = world.parameters.parameters.iter().filter(|(name, _)| filters::is_below(name, path, recursive));
    let found = parameters.filter(|(name, held)| wanted.iter().all(|filter| filters::fits(filter, name, held)));
    let decrypt = request.with_decryption == Some(true);
    let shapes = found.filter_map(|(name, held)| Some((name.clone(), shape(world, name, held.versions.last()?, None, decrypt)))).collect();
    let (parameters, next_token) = page(shapes, false, request.next_token.as_deref(), size).ok_or_else(bad_token)?;
    Ok(GetParametersByPathResponse { parameters, next_token, ..GetParametersByPathResponse::default() })
}

pub(super) fn describe(world: &World, request: &DescribeParameters) -> Result<DescribeParametersResponse> {
    let size = size(request.max_results, 50)?;
    if request.filters.is_some() && request.parameter_filters.is_some() {
        return Err(invalid("You can use either Filters or ParameterFilters in a single request."));
    }
    let wanted = request
        .filters
        .as_ref()
        .map_or_else(|| request.parameter_filters.clone().unwrap_or_default(), |old| old.iter().map(filters::of_old).collect());
    filters::check(&wanted, &["Name", "Type", "KeyId", "Path", "Tier", "DataType"])?;
    // Nothing is shared with this account.
    let own = request.shared != Some(true);
    let all = world.parameters.parameters.iter().filter(|_| own);
    let found = all.filter(|(name, held)| wanted.iter().all(|filter| filters::fits(filter, name, held)));
    let shapes = found.filter_map(|(name, held)| Some((name.clone(), metadata(world, name, held)?))).collect();
    let (parameters, next_token) = page(shapes, false, request.next_token.as_deref(), size).ok_or_else(bad_token)?;
    Ok(DescribeParametersResponse { parameters, next_token, ..DescribeParametersResponse::default() })
}

fn metadata(world: &World, name: &str, held: &Held) -> Option<ParameterMetadata> {
    let version = held.versions.last()?;
    Some(ParameterMetadata {
        name: Some(name.to_owned()),
        arn: Some(names::arn(world, name)),
        r#type: Some(version.kind.clone()),
        key_id: version.key.clone(),
        last_modified_date: Some(version.put_at),
        last_modified_user: Some(format!("arn:aws:iam::{}:root", world.scope.account)),
        description: held.description.clone(),
        allowed_pattern: held.pattern.clone(),
        version: Some(version.number),
        tier: Some(held.tier.clone()),
        data_type: Some(version.data_type.clone()),
        ..ParameterMetadata::default()
    })
}

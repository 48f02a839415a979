//! Parameters are deleted.

use super::{at_most_ten, missing, names};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::ssm::{DeleteParameter, DeleteParameterResponse, DeleteParameters, DeleteParametersResponse},
};

pub(super) fn one(world: &mut World, request: &DeleteParameter) -> Result<DeleteParameterResponse> {
    let name = names::named(world, &request.name).ok_or_else(|| missing(&request.name))?;
    world.parameters.parameters.remove(&name);
    Ok(DeleteParameterResponse::default())
}

pub(super) fn all(world: &mut World, request: &DeleteParameters) -> Result<DeleteParametersResponse> {
    at_most_ten(&request.names)?;
    let mut reply = DeleteParametersResponse::default();
    for wanted in &request.names {
        match names::named(world, wanted).and_then(|name| world.parameters.parameters.remove(&name)) {
            Some(_) => reply.deleted_parameters.push(wanted.clone()),
            None => reply.invalid_parameters.push(wanted.clone()),
        }
    }
    Ok(reply)
}

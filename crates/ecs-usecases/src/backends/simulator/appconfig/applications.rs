//! Applications.

use super::{Application, constraints, page};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::appconfig::{self as shapes, CreateApplication, GetApplication, ListApplications, ListApplicationsResponse},
};

fn shape(id: &str, application: &Application) -> shapes::Application {
    shapes::Application {
        id: Some(id.to_owned()),
        name: Some(application.name.clone()),
        description: application.description.clone(),
        ..shapes::Application::default()
    }
}

pub(super) fn create(world: &mut World, request: &CreateApplication) -> Result<shapes::Application> {
    constraints::length(&request.name, "Name", 64)?;
    constraints::description(request.description.as_deref())?;
    constraints::tags(request.tags.as_ref())?;
    let id = world.new_id("appconfig/application", 7);
    let application = Application { name: request.name.clone(), description: request.description.clone(), ..Application::default() };
    let made = shape(&id, &application);
    world.appconfig.applications.insert(id, application);
    Ok(made)
}

pub(super) fn get(world: &World, request: &GetApplication) -> Result<shapes::Application> {
    let (id, application) = world.appconfig.application(&request.application_id)?;
    Ok(shape(id, application))
}

pub(super) fn list(world: &World, request: &ListApplications) -> Result<ListApplicationsResponse> {
    let all = world.appconfig.applications.iter().map(|(id, application)| (id.clone(), shape(id, application))).collect();
    let (items, next_token) = page(all, false, request.next_token.as_deref(), request.max_results)?;
    Ok(ListApplicationsResponse { items, next_token, ..ListApplicationsResponse::default() })
}

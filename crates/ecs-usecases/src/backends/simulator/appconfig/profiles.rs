//! Configuration profiles.

use super::{Profile, bad, constraints, missing, page};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::appconfig::{
        ConfigurationProfile, ConfigurationProfileSummary, CreateConfigurationProfile, GetConfigurationProfile, ListConfigurationProfiles,
        ListConfigurationProfilesResponse, ValidatorType,
    },
};

/// The type of a profile whose configuration is a set of feature flags.
pub(super) const FLAGS: &str = "AWS.AppConfig.FeatureFlags";
const FREEFORM: &str = "AWS.Freeform";
/// Where the configurations are that are simulated.
pub(super) const HOSTED: &str = "hosted";

impl Profile {
    pub(super) fn has_flags(&self) -> bool {
        self.shape.r#type.as_deref() == Some(FLAGS)
    }
}

pub(super) fn create(world: &mut World, request: &CreateConfigurationProfile) -> Result<ConfigurationProfile> {
    constraints::length(&request.name, "Name", 128)?;
    constraints::length(&request.location_uri, "LocationUri", 2048)?;
    constraints::description(request.description.as_deref())?;
    constraints::tags(request.tags.as_ref())?;
    let kind = request.r#type.clone().unwrap_or_else(|| FREEFORM.to_owned());
    if kind != FLAGS && kind != FREEFORM {
        return Err(bad(format!("Type must be {FLAGS} or {FREEFORM}, not {kind}")));
    }
    if kind == FLAGS && request.location_uri != HOSTED {
        return Err(bad(format!("Feature flags must have the LocationUri {HOSTED}")));
    }
    if request.location_uri != HOSTED && request.retrieval_role_arn.is_none() && !request.location_uri.starts_with("codepipeline") {
        return Err(bad("A RetrievalRoleArn is required for this LocationUri"));
    }
    let validators = request.validators.clone().unwrap_or_default();
    if validators.len() > 2 {
        return Err(bad("A configuration profile can have at most 2 validators"));
    }
    if validators.iter().any(|validator| matches!(validator.r#type, None | Some(ValidatorType::Unknown(_)))) {
        return Err(bad("The Type of a validator must be JSON_SCHEMA or LAMBDA"));
    }
    let application = world.appconfig.application(&request.application_id)?.0.clone();
    let id = world.new_id("appconfig/profile", 7);
    let shape = ConfigurationProfile {
        application_id: Some(application.clone()),
        id: Some(id.clone()),
        name: Some(request.name.clone()),
        description: request.description.clone(),
        location_uri: Some(request.location_uri.clone()),
        retrieval_role_arn: request.retrieval_role_arn.clone(),
        validators,
        r#type: Some(kind),
        kms_key_identifier: request.kms_key_identifier.clone(),
        ..ConfigurationProfile::default()
    };
    let holder = world.appconfig.applications.get_mut(&application).ok_or_else(|| missing("Application", &application))?;
    holder.profiles.insert(id, Profile { shape: shape.clone(), ..Profile::default() });
    Ok(shape)
}

pub(super) fn get(world: &World, request: &GetConfigurationProfile) -> Result<ConfigurationProfile> {
    let (_, application) = world.appconfig.application(&request.application_id)?;
    Ok(application.profile(&request.configuration_profile_id)?.1.shape.clone())
}

pub(super) fn list(world: &World, request: &ListConfigurationProfiles) -> Result<ListConfigurationProfilesResponse> {
    let (_, application) = world.appconfig.application(&request.application_id)?;
    let wanted = |profile: &&Profile| request.r#type.is_none() || request.r#type == profile.shape.r#type;
    let summary = |shape: &ConfigurationProfile| ConfigurationProfileSummary {
        application_id: shape.application_id.clone(),
        id: shape.id.clone(),
        name: shape.name.clone(),
        location_uri: shape.location_uri.clone(),
        validator_types: shape.validators.iter().filter_map(|validator| validator.r#type.clone()).collect(),
        r#type: shape.r#type.clone(),
        ..ConfigurationProfileSummary::default()
    };
    let found = application.profiles.values().filter(wanted);
    let all = found.map(|profile| (profile.shape.id.clone().unwrap_or_default(), summary(&profile.shape))).collect();
    let (items, next_token) = page(all, false, request.next_token.as_deref(), request.max_results)?;
    Ok(ListConfigurationProfilesResponse { items, next_token, ..ListConfigurationProfilesResponse::default() })
}

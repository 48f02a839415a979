//! Versions in the hosted configuration store.

use super::{Profile, bad, conflict, constraints, document, key_of, missing, page, profiles::HOSTED};
use crate::{
    backends::simulator::world::{World, aws_error},
    error::{ErrorKind, Result},
    model::appconfig::{
        CreateHostedConfigurationVersion, GetHostedConfigurationVersion, HostedConfigurationVersion, HostedConfigurationVersionSummary,
        ListHostedConfigurationVersions, ListHostedConfigurationVersionsResponse,
    },
};

/// The largest configuration, in bytes.
const LARGEST: usize = 2 << 20;

impl Profile {
    fn latest(&self) -> i32 {
        self.versions.keys().next_back().copied().unwrap_or(0)
    }

    /// The version of this number or label.
    pub(super) fn version(&self, wanted: &str) -> Option<(i32, &HostedConfigurationVersion)> {
        let by_number = wanted.parse().ok().and_then(|number: i32| self.versions.get_key_value(&number));
        let labelled = |(_, version): &(&i32, &HostedConfigurationVersion)| version.version_label.as_deref() == Some(wanted);
        by_number.or_else(|| self.versions.iter().find(labelled)).map(|(number, version)| (*number, version))
    }
}

pub(super) fn create(world: &mut World, request: &CreateHostedConfigurationVersion) -> Result<HostedConfigurationVersion> {
    constraints::length(&request.content_type, "ContentType", 255)?;
    constraints::description(request.description.as_deref())?;
    if request.description.as_deref().is_some_and(|words| !words.chars().all(|sign| (' '..='~').contains(&sign))) {
        return Err(bad("Description can only have ASCII characters"));
    }
    let (application_id, application) = world.appconfig.application(&request.application_id)?;
    let (id, profile) = application.profile(&request.configuration_profile_id)?;
    if profile.shape.location_uri.as_deref() != Some(HOSTED) {
        return Err(bad("The configuration profile has no hosted configuration"));
    }
    if request.content.len() > LARGEST {
        let message = format!("The configuration is larger than {LARGEST} bytes");
        return Err(aws_error(ErrorKind::InvalidRequest, "PayloadTooLargeException", message));
    }
    if let Some(expected) = request.latest_version_number.filter(|expected| *expected != profile.latest()) {
        return Err(conflict(format!("The latest version of the configuration is {}, not {expected}", profile.latest())));
    }
    if let Some(label) = &request.version_label {
        constraints::length(label, "VersionLabel", 64)?;
        if label.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(bad("VersionLabel must have a character that is not a digit"));
        }
        if profile.version(label).is_some() {
            return Err(conflict(format!("There is a version with the label {label}")));
        }
    }
    if profile.has_flags() {
        document::check(&request.content, &request.content_type).map_err(bad)?;
    }
    let number = profile.latest() + 1;
    let version = HostedConfigurationVersion {
        application_id: Some(application_id.clone()),
        configuration_profile_id: Some(id.clone()),
        version_number: Some(number),
        description: request.description.clone(),
        content: Some(request.content.clone()),
        content_type: Some(request.content_type.clone()),
        version_label: request.version_label.clone(),
        ..HostedConfigurationVersion::default()
    };
    let (application_id, id) = (application_id.clone(), id.clone());
    let holder = world.appconfig.applications.get_mut(&application_id).and_then(|application| application.profiles.get_mut(&id));
    holder.ok_or_else(|| missing("ConfigurationProfile", &id))?.versions.insert(number, version.clone());
    Ok(version)
}

pub(super) fn get(world: &World, request: &GetHostedConfigurationVersion) -> Result<HostedConfigurationVersion> {
    let (_, application) = world.appconfig.application(&request.application_id)?;
    let (_, profile) = application.profile(&request.configuration_profile_id)?;
    let found = profile.versions.get(&request.version_number);
    found.cloned().ok_or_else(|| missing("HostedConfigurationVersion", &request.version_number.to_string()))
}

/// The newest first.
pub(super) fn list(world: &World, request: &ListHostedConfigurationVersions) -> Result<ListHostedConfigurationVersionsResponse> {
    let (_, application) = world.appconfig.application(&request.application_id)?;
    let (_, profile) = application.profile(&request.configuration_profile_id)?;
    let labelled = |version: &HostedConfigurationVersion| match request.version_label.as_deref() {
        None => true,
        Some(wanted) => version.version_label.as_deref().is_some_and(|label| match wanted.strip_suffix('*') {
            Some(start) => label.starts_with(start),
            None => label == wanted,
        }),
    };
    let summary = |version: &HostedConfigurationVersion| HostedConfigurationVersionSummary {
        application_id: version.application_id.clone(),
        configuration_profile_id: version.configuration_profile_id.clone(),
        version_number: version.version_number,
        description: version.description.clone(),
        content_type: version.content_type.clone(),
        version_label: version.version_label.clone(),
        ..HostedConfigurationVersionSummary::default()
    };
    let found = profile.versions.iter().filter(|(_, version)| labelled(version));
    let all = found.map(|(number, version)| (key_of(*number), summary(version))).collect();
    let (items, next_token) = page(all, true, request.next_token.as_deref(), request.max_results)?;
    Ok(ListHostedConfigurationVersionsResponse { items, next_token, ..ListHostedConfigurationVersionsResponse::default() })
}

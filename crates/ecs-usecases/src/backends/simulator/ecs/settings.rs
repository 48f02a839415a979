//! Account settings: nobody changes them here, so that the defaults are in effect.

use super::{invalid, page};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::ecs::{ListAccountSettings, ListAccountSettingsResponse, Setting, SettingName, SettingType},
};

const DEFAULTS: &[(SettingName, &str)] = &[
    (SettingName::ServiceLongArnFormat, "enabled"),
    (SettingName::TaskLongArnFormat, "enabled"),
    (SettingName::ContainerInstanceLongArnFormat, "enabled"),
    (SettingName::AwsvpcTrunking, "disabled"),
    (SettingName::ContainerInsights, "disabled"),
    (SettingName::FargateFIPSMode, "disabled"),
    (SettingName::TagResourceAuthorization, "off"),
    (SettingName::FargateTaskRetirementWaitPeriod, "7"),
    (SettingName::GuardDutyActivate, "off"),
    (SettingName::DefaultLogDriverMode, "non-blocking"),
];

pub(crate) fn list(world: &World, request: &ListAccountSettings) -> Result<ListAccountSettingsResponse> {
    if request.value.is_some() && request.name.is_none() {
        return Err(invalid("You must specify an account setting name to filter by value."));
    }
    // Without effectiveSettings only those are listed that somebody set.
    let effective = DEFAULTS.iter().filter(|_| request.effective_settings == Some(true));
    let wanted = effective.filter(|(name, value)| {
        request.name.as_ref().is_none_or(|wanted| wanted == name) && request.value.as_ref().is_none_or(|wanted| wanted == value)
    });
    let principal = format!("arn:aws:iam::{}:root", world.scope.account);
    let shown: Vec<_> = wanted
        .map(|(name, value)| Setting {
            r#type: Some(if *name == SettingName::GuardDutyActivate { SettingType::AwsManaged } else { SettingType::User }),
            name: Some(name.clone()),
            value: Some((*value).to_owned()),
            principal_arn: Some(principal.clone()),
            ..Setting::default()
        })
        .collect();
    let size = Some(request.max_results.unwrap_or(10));
    let (settings, next_token) = page(&shown, request.next_token.as_deref(), size, 10)?;
    Ok(ListAccountSettingsResponse { settings, next_token, ..ListAccountSettingsResponse::default() })
}

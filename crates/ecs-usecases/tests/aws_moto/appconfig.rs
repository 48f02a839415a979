//! AWS AppConfig, as far as moto has it.

use super::{Bench, json};
use ecs_usecases::{
    error::ErrorKind,
    model::appconfig::{
        CreateApplication, CreateConfigurationProfile, CreateHostedConfigurationVersion, GetApplication, GetConfigurationProfile,
        GetHostedConfigurationVersion, ListConfigurationProfiles,
    },
    operations::{appconfig, appconfigdata},
};
use serde_json::{Value, json};

#[tokio::test]
async fn operations() {
    let Some(bench) = Bench::start().await else { return };
    let application = bench.send::<CreateApplication>(json!({ "Name": "shop", "Description": "the <shop>" })).await.id.unwrap();
    let found = bench.send::<GetApplication>(json!({ "ApplicationId": application })).await;
    assert_eq!((found.name.as_deref(), found.description.as_deref()), (Some("shop"), Some("the <shop>")));
    let error = bench.fail::<GetApplication>(json!({ "ApplicationId": "none" })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("ResourceNotFoundException")), "{error:?}");

    let create = json!({ "ApplicationId": application, "Name": "flags", "LocationUri": "hosted", "Type": "AWS.AppConfig.FeatureFlags" });
    let profile = bench.send::<CreateConfigurationProfile>(create).await.id.unwrap();
    let of = |more: &Value| {
        let mut request = json!({ "ApplicationId": application, "ConfigurationProfileId": profile });
        request.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
        request
    };
    assert_eq!(bench.send::<GetConfigurationProfile>(of(&json!({}))).await.name.as_deref(), Some("flags"));
    let listed = json(&bench.send::<ListConfigurationProfiles>(json!({ "ApplicationId": application })).await.items);
    assert_eq!(listed[0]["Id"], profile);

    let content = json!({ "version": "1", "flags": { "new": { "name": "é <new>" } } }).to_string();
    let version = json!({ "Content": content, "ContentType": "application/json", "Description": "first" });
    let made = bench.send::<CreateHostedConfigurationVersion>(of(&version)).await;
    assert_eq!((made.version_number, made.description.as_deref()), (Some(1), Some("first")));
    let read = bench.send::<GetHostedConfigurationVersion>(of(&json!({ "VersionNumber": 1 }))).await;
    assert_eq!((read.content, read.content_type.as_deref(), read.version_number), (Some(content), Some("application/json"), Some(1)));
    bench.assert_covered(appconfig::TABLE);
    bench.assert_covered(appconfigdata::TABLE);
}

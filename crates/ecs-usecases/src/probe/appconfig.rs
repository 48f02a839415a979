//! Effects in AppConfig. What it makes has no client token; ours stands in the description.

use super::Look;
use crate::{
    error::Result,
    model::appconfig::{
        ConfigurationProfile, CreateHostedConfigurationVersion, Deployment, DeploymentState, GetConfigurationProfile, GetDeployment,
        HostedConfigurationVersion, ListApplications, ListConfigurationProfiles, ListDeploymentStrategies, ListDeployments,
        ListEnvironments, ListHostedConfigurationVersions, StartDeployment, StopDeployment,
    },
    operations::{
        Operation, Reply,
        appconfig::{Request, Response},
        token_mark,
    },
};

impl Look<'_> {
    pub(super) async fn appconfig(&self, request: &Request) -> Result<Option<Reply>> {
        let found = match request {
            Request::CreateApplication(_) => {
                let ask = |next_token| ListApplications { next_token, ..Default::default() };
                let made = self.first(ask, |page| (page.items, page.next_token), |item| self.marked(item.description.as_deref())).await?;
                made.map(|made| Response::CreateApplication(Box::new(made)))
            }
            Request::CreateEnvironment(wanted) => {
                let ask = |next_token| ListEnvironments { application_id: wanted.application_id.clone(), next_token, ..Default::default() };
                let made = self.first(ask, |page| (page.items, page.next_token), |item| self.marked(item.description.as_deref())).await?;
                made.map(|made| Response::CreateEnvironment(Box::new(made)))
            }
            Request::CreateDeploymentStrategy(_) => {
                let ask = |next_token| ListDeploymentStrategies { next_token, ..Default::default() };
                let made = self.first(ask, |page| (page.items, page.next_token), |item| self.marked(item.description.as_deref())).await?;
                made.map(|made| Response::CreateDeploymentStrategy(Box::new(made)))
            }
            Request::CreateConfigurationProfile(wanted) => {
                self.profile(&wanted.application_id, &wanted.name).await?.map(|made| Response::CreateConfigurationProfile(Box::new(made)))
            }
            Request::CreateHostedConfigurationVersion(wanted) => {
                self.version(wanted).await?.map(|made| Response::CreateHostedConfigurationVersion(Box::new(made)))
            }
            Request::StartDeployment(wanted) => self.started(wanted).await?.map(|started| Response::StartDeployment(Box::new(started))),
            Request::StopDeployment(wanted) => self.stopped(wanted).await?.map(|stopped| Response::StopDeployment(Box::new(stopped))),
            _ => None,
        };
        Ok(found.map(Reply::AppConfig))
    }

    /// The first item of a list that is the one; the list is read page by page.
    async fn first<O: Operation, T: Send>(
        &self,
        ask: impl Fn(Option<String>) -> O + Send,
        read: impl Fn(O::Output) -> (Vec<T>, Option<String>) + Send,
        is_it: impl Fn(&T) -> bool + Send,
    ) -> Result<Option<T>> {
        let mut token = None;
        loop {
            let Some(page) = self.find(ask(token)).await? else { return Ok(None) };
            let (items, next) = read(page);
            let found = items.into_iter().find(&is_it);
            if found.is_some() || next.is_none() {
                return Ok(found);
            }
            token = next;
        }
    }

    /// Whether our token stands in a description.
    fn marked(&self, description: Option<&str>) -> bool {
        !self.call.token.is_empty() && description.is_some_and(|words| words.contains(&token_mark(&self.call.token)))
    }

    /// The list of profiles has no descriptions: each of that name is asked for.
    async fn profile(&self, application: &str, name: &str) -> Result<Option<ConfigurationProfile>> {
        let mut token = None;
        loop {
            let list = ListConfigurationProfiles { application_id: application.to_owned(), next_token: token, ..Default::default() };
            let Some(page) = self.find(list).await? else { return Ok(None) };
            for id in page.items.into_iter().filter(|item| item.name.as_deref() == Some(name)).filter_map(|item| item.id) {
                let get =
                    GetConfigurationProfile { application_id: application.to_owned(), configuration_profile_id: id, ..Default::default() };
                if let Some(made) = self.find(get).await?.filter(|made| self.marked(made.description.as_deref())) {
                    return Ok(Some(made));
                }
            }
            token = page.next_token;
            if token.is_none() {
                return Ok(None);
            }
        }
    }

    /// The newest fifty versions, searched for our token.
    async fn version(&self, wanted: &CreateHostedConfigurationVersion) -> Result<Option<HostedConfigurationVersion>> {
        let list = ListHostedConfigurationVersions {
            application_id: wanted.application_id.clone(),
            configuration_profile_id: wanted.configuration_profile_id.clone(),
            ..Default::default()
        };
        let listed = self.find(list).await?.map(|found| found.items).unwrap_or_default();
        Ok(listed.into_iter().find(|item| self.marked(item.description.as_deref())).map(|item| HostedConfigurationVersion {
            application_id: item.application_id,
            configuration_profile_id: item.configuration_profile_id,
            version_number: item.version_number,
            description: item.description,
            content: Some(wanted.content.clone()),
            content_type: item.content_type,
            version_label: item.version_label,
            ..Default::default()
        }))
    }

    /// The deployments since the intent, searched for our token.
    async fn started(&self, wanted: &StartDeployment) -> Result<Option<Deployment>> {
        let list = ListDeployments {
            application_id: wanted.application_id.clone(),
            environment_id: wanted.environment_id.clone(),
            ..Default::default()
        };
        let listed = self.find(list).await?.map(|found| found.items).unwrap_or_default();
        for number in listed.into_iter().filter(|item| self.since(item.started_at)).filter_map(|item| item.deployment_number) {
            let found = self.deployed(&wanted.application_id, &wanted.environment_id, number).await?;
            if let Some(ours) = found.filter(|found| self.marked(found.description.as_deref())) {
                return Ok(Some(ours));
            }
        }
        Ok(None)
    }

    async fn deployed(&self, application: &str, environment: &str, number: i32) -> Result<Option<Deployment>> {
        self.find(GetDeployment {
            application_id: application.to_owned(),
            environment_id: environment.to_owned(),
            deployment_number: number,
            ..Default::default()
        })
        .await
    }

    async fn stopped(&self, wanted: &StopDeployment) -> Result<Option<Deployment>> {
        let found = self.deployed(&wanted.application_id, &wanted.environment_id, wanted.deployment_number).await?;
        let is_over = |found: &Deployment| {
            matches!(found.state, Some(DeploymentState::RollingBack | DeploymentState::RolledBack | DeploymentState::Reverted))
        };
        Ok(found.filter(is_over))
    }
}

//! AWS AppConfig: applications, environments, configuration profiles and their deployments.

super::table::operations! { "appconfig", AppConfig, appconfig {
    CreateApplication -> Application, Write, Probe;
    GetApplication -> Application, Read, Idempotent;
    ListApplications -> ListApplicationsResponse, Read, Idempotent;
    CreateEnvironment -> Environment, Write, Probe;
    GetEnvironment -> Environment, Read, Idempotent;
    ListEnvironments -> ListEnvironmentsResponse, Read, Idempotent;
    CreateConfigurationProfile -> ConfigurationProfile, Write, Probe;
    GetConfigurationProfile -> ConfigurationProfile, Read, Idempotent;
    ListConfigurationProfiles -> ListConfigurationProfilesResponse, Read, Idempotent;
    CreateHostedConfigurationVersion -> HostedConfigurationVersion, Write, Probe;
    GetHostedConfigurationVersion -> HostedConfigurationVersion, Read, Idempotent;
    ListHostedConfigurationVersions -> ListHostedConfigurationVersionsResponse, Read, Idempotent;
    CreateDeploymentStrategy -> DeploymentStrategy, Write, Probe;
    ListDeploymentStrategies -> ListDeploymentStrategiesResponse, Read, Idempotent;
    StartDeployment -> Deployment, Write, Probe;
    GetDeployment -> Deployment, Read, Idempotent;
    ListDeployments -> ListDeploymentsResponse, Read, Idempotent;
    StopDeployment -> Deployment, Write, Probe;
} }

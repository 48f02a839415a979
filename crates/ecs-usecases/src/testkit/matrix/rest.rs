//! What the world looks like when nobody does anything any more: what two ends of a run are compared by.

use super::foreign::ask;
use crate::{backend::Scope, backends::simulator::Simulator, error::Result, model::last_part};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// How long nobody does anything.
const REST: Duration = Duration::from_hours(1);

/// The world after an hour in which nobody does anything.
pub(super) fn at_rest(simulator: &Simulator) -> Result<Value> {
    simulator.advance(REST);
    now(simulator)
}

/// What is there now, by name: what was made, how it is set, how deployments ended. Not ids, times or counts that go on by themselves.
pub(super) fn now(simulator: &Simulator) -> Result<Value> {
    let mut world = Map::new();
    for scope in simulator.scopes() {
        Look { simulator, scope: &scope, found: &mut world }.everything()?;
    }
    Ok(Value::Object(world))
}

struct Look<'a> {
    simulator: &'a Simulator,
    scope: &'a Scope,
    found: &'a mut Map<String, Value>,
}

impl Look<'_> {
    fn ask(&self, action: &str, request: Value) -> Result<Value> {
        ask(self.simulator, self.scope, action, request)
    }

    /// The members of a list in an answer, all pages of it.
    fn list(&self, action: &str, mut request: Value, member: &str) -> Result<Vec<Value>> {
        let mut all = Vec::new();
        loop {
            let mut page = self.ask(action, request.clone())?;
            if let Value::Array(items) = page[member].take() {
                all.extend(items);
            }
            let Some(token) = page["nextToken"].as_str().filter(|token| !token.is_empty()) else { return Ok(all) };
            request["nextToken"] = json!(token);
        }
    }

    fn note(&mut self, kind: &str, name: &str, what: Value) {
        self.found.insert(format!("{kind} {name} in {} {}", self.scope.account, self.scope.region), what);
    }

    fn everything(mut self) -> Result<()> {
        for cluster in self.list("ecs:ListClusters", json!({}), "clusterArns")? {
            self.services(&cluster)?;
        }
        for arn in self.list("ecs:ListTaskDefinitions", json!({}), "taskDefinitionArns")? {
            self.note("task definition", last_part(arn.as_str().unwrap_or_default()), json!("ACTIVE"));
        }
        self.repositories()?;
        self.balancers()?;
        self.scaling()?;
        self.parameters()?;
        self.applications()
    }

    fn services(&mut self, cluster: &Value) -> Result<()> {
        for arn in self.list("ecs:ListServices", json!({"cluster": cluster}), "serviceArns")? {
            let described = self.ask("ecs:DescribeServices", json!({"cluster": cluster, "services": [arn]}))?;
            let service = &described["services"][0];
            let history = json!({"cluster": cluster, "service": arn});
            let history = self.list("ecs:ListServiceDeployments", history, "serviceDeployments")?;
            let statuses: Vec<_> = history.iter().map(|deployment| &deployment["status"]).collect();
            let primary = service["deployments"].as_array().into_iter().flatten().find(|deployment| deployment["status"] == "PRIMARY");
            let what = json!({
                "taskDefinition": service["taskDefinition"],
                "running": service["runningCount"],
                "desired": service["desiredCount"],
                "configuration": in_effect(&service["deploymentConfiguration"]),
                "loadBalancers": service["loadBalancers"],
                "deployments": statuses,
                "rollout": primary.map_or(&Value::Null, |primary| &primary["rolloutState"]),
            });
            self.note("service", last_part(arn.as_str().unwrap_or_default()), what);
        }
        Ok(())
    }

    fn repositories(&mut self) -> Result<()> {
        for mut repository in self.list("ecr:DescribeRepositories", json!({}), "repositories")? {
            let name = repository["repositoryName"].as_str().unwrap_or_default().to_owned();
            if let Some(members) = repository.as_object_mut() {
                members.remove("createdAt");
            }
            let of = json!({"repositoryName": name});
            // What is not there is an error.
            let lifecycle = self.ask("ecr:GetLifecyclePolicy", of.clone()).map(|found| found["lifecyclePolicyText"].clone()).ok();
            let policy = self.ask("ecr:GetRepositoryPolicy", of).map(|found| found["policyText"].clone()).ok();
            let tags = self.ask("ecr:ListTagsForResource", json!({"resourceArn": repository["repositoryArn"]}))?["tags"].take();
            self.note("repository", &name, json!({"is": repository, "lifecycle": lifecycle, "policy": policy, "tags": tags}));
        }
        let registry = self.ask("ecr:GetRegistryScanningConfiguration", json!({}))?;
        self.note("registry", "scanning", registry["scanningConfiguration"].clone());
        let registry = self.ask("ecr:DescribeRegistry", json!({}))?;
        self.note("registry", "replication", registry["replicationConfiguration"].clone());
        Ok(())
    }

    fn balancers(&mut self) -> Result<()> {
        for group in self.list("elasticloadbalancing:DescribeTargetGroups", json!({}), "TargetGroups")? {
            self.note("target group", group["TargetGroupName"].as_str().unwrap_or_default(), json!("there"));
        }
        for balancer in self.list("elasticloadbalancing:DescribeLoadBalancers", json!({}), "LoadBalancers")? {
            let of = json!({"LoadBalancerArn": balancer["LoadBalancerArn"]});
            for listener in self.list("elasticloadbalancing:DescribeListeners", of, "Listeners")? {
                let of = json!({"ListenerArn": listener["ListenerArn"]});
                self.note("listener", listener["ListenerArn"].as_str().unwrap_or_default(), led(&listener["DefaultActions"]));
                // The default rule is the listener's own actions once more.
                let rules = self.list("elasticloadbalancing:DescribeRules", of, "Rules")?;
                for rule in rules.iter().filter(|rule| rule["IsDefault"] != true) {
                    let arn = rule["RuleArn"].as_str().unwrap_or_default().to_owned();
                    self.note("rule", &arn, json!({"actions": led(&rule["Actions"]), "conditions": rule["Conditions"]}));
                }
            }
        }
        Ok(())
    }

    fn scaling(&mut self) -> Result<()> {
        let all = json!({"ServiceNamespace": "ecs"});
        for target in self.list("application-autoscaling:DescribeScalableTargets", all, "ScalableTargets")? {
            let what = json!({"min": target["MinCapacity"], "max": target["MaxCapacity"], "suspended": target["SuspendedState"]});
            self.note("scalable target", target["ResourceId"].as_str().unwrap_or_default(), what);
        }
        Ok(())
    }

    fn parameters(&mut self) -> Result<()> {
        let all = json!({"Path": "/", "Recursive": true});
        for parameter in self.list("ssm:GetParametersByPath", all, "Parameters")? {
            let name = parameter["Name"].as_str().unwrap_or_default();
            let text = parameter["Value"].as_str().unwrap_or_default();
            // Records of runs are JSON, with times in them.
            let value = serde_json::from_str(text).map_or_else(|_| json!(text), |record| super::end::without_times(&record));
            self.note("parameter", name, value);
        }
        Ok(())
    }

    fn applications(&mut self) -> Result<()> {
        for application in self.list("appconfig:ListApplications", json!({}), "Items")? {
            let id = &application["Id"];
            let profiles = self.list("appconfig:ListConfigurationProfiles", json!({"ApplicationId": id}), "Items")?;
            for environment in self.list("appconfig:ListEnvironments", json!({"ApplicationId": id}), "Items")? {
                let of = json!({"ApplicationId": id, "EnvironmentId": environment["Id"]});
                let deployments = self.list("appconfig:ListDeployments", of, "Items")?;
                let told: Vec<_> = deployments
                    .iter()
                    .map(|deployment| json!([deployment["DeploymentNumber"], deployment["State"], deployment["ConfigurationVersion"]]))
                    .collect();
                let name = environment["Name"].as_str().unwrap_or_default();
                self.note("environment", name, json!(told));
                for profile in &profiles {
                    self.flags_in_effect(id, name, profile, &deployments)?;
                }
            }
            for profile in profiles {
                let of = json!({"ApplicationId": id, "ConfigurationProfileId": profile["Id"]});
                let versions = self.list("appconfig:ListHostedConfigurationVersions", of, "Items")?.len();
                self.note("flags", profile["Name"].as_str().unwrap_or_default(), json!(versions));
            }
        }
        Ok(())
    }

    /// What each flag is set to where the latest version that was not rolled back is deployed.
    fn flags_in_effect(&mut self, application: &Value, environment: &str, profile: &Value, deployments: &[Value]) -> Result<()> {
        let holds = |deployment: &&Value| {
            deployment["ConfigurationName"] == profile["Name"]
                && ["COMPLETE", "BAKING", "DEPLOYING"].iter().any(|state| deployment["State"] == *state)
        };
        let version = deployments.iter().filter(holds).max_by_key(|deployment| deployment["DeploymentNumber"].as_i64());
        let Some(version) = version.and_then(|deployment| deployment["ConfigurationVersion"].as_str()?.parse::<i32>().ok()) else {
            return Ok(());
        };
        let of = json!({"ApplicationId": application, "ConfigurationProfileId": profile["Id"], "VersionNumber": version});
        let content = self.ask("appconfig:GetHostedConfigurationVersion", of)?;
        let document: Value = serde_json::from_str(content["Content"].as_str().unwrap_or_default()).unwrap_or_default();
        for (flag, set) in document["values"].as_object().into_iter().flatten() {
            self.note("flag", &format!("{environment}/{flag}"), super::end::without_times(set));
        }
        Ok(())
    }
}

/// Actions with the shares, in percent, that target groups get; a group that gets nothing is as one that is not there.
pub(super) fn led(actions: &Value) -> Value {
    let mut actions = actions.clone();
    for action in actions.as_array_mut().into_iter().flatten() {
        let Some(groups) = action["ForwardConfig"]["TargetGroups"].as_array() else { continue };
        let weight = |group: &Value| group["Weight"].as_f64().unwrap_or(1.0);
        let all: f64 = groups.iter().map(weight).sum();
        let shares = groups.iter().filter(|group| weight(group) > 0.0);
        let shares: Vec<Value> = shares
            .map(|group| json!([last_part(group["TargetGroupArn"].as_str().unwrap_or_default()), weight(group) * 100.0 / all]))
            .collect();
        let sticky = action["ForwardConfig"]["TargetGroupStickinessConfig"]["Enabled"] == true;
        *action = json!({"shares": shares, "sticky": sticky});
    }
    actions
}

/// A deployment configuration without what has no effect: what is switched off, and how traffic would be shifted by a strategy that
/// shifts none.
fn in_effect(configuration: &Value) -> Value {
    let mut configuration = configuration.clone();
    let Some(members) = configuration.as_object_mut() else { return configuration };
    let rolls = members.get("strategy").is_none_or(|strategy| strategy == "ROLLING");
    members.retain(|name, value| match name.as_str() {
        "alarms" | "deploymentCircuitBreaker" => value["enable"] == true,
        "lifecycleHooks" => value.as_array().is_some_and(|hooks| !hooks.is_empty()),
        "bakeTimeInMinutes" | "canaryConfiguration" | "linearConfiguration" => !rolls,
        "strategy" => value != "ROLLING",
        _ => true,
    });
    configuration
}

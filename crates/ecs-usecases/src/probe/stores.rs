//! Effects in CloudWatch Logs, Secrets Manager, Parameter Store and Application Auto Scaling.

use super::Look;
use crate::{
    clock::Timestamp,
    error::Result,
    model::{application_autoscaling as scaling, logs, secretsmanager as secrets, ssm},
    operations::{Reply, application_autoscaling as scaling_table, logs as logs_table, secretsmanager as secrets_table, ssm as ssm_table},
};

impl Look<'_> {
    /// Whether something of that moment can have been made by the call: AWS tells seconds in some replies.
    pub(super) fn since(&self, moment: Option<Timestamp>) -> bool {
        moment.is_some_and(|moment| moment.0 >= self.call.since.0.div_euclid(1000) * 1000)
    }

    pub(super) async fn logs(&self, request: &logs_table::Request) -> Result<Option<Reply>> {
        use logs_table::{Request, Response};
        let found = match request {
            Request::CreateLogGroup(wanted) => {
                let group = self.log_group(&wanted.log_group_name).await?;
                let ours = self.since(group.and_then(|group| group.creation_time).map(Timestamp));
                ours.then(|| Response::CreateLogGroup(Box::default()))
            }
            Request::DeleteLogGroup(wanted) => {
                let gone = self.log_group(&wanted.log_group_name).await?.is_none();
                gone.then(|| Response::DeleteLogGroup(Box::default()))
            }
            Request::CreateLogStream(wanted) => {
                let describe = logs::DescribeLogStreams {
                    log_group_name: Some(wanted.log_group_name.clone()),
                    log_stream_name_prefix: Some(wanted.log_stream_name.clone()),
                    ..Default::default()
                };
                let streams = self.find(describe).await?.map(|found| found.log_streams).unwrap_or_default();
                let stream = streams.into_iter().find(|stream| stream.log_stream_name.as_ref() == Some(&wanted.log_stream_name));
                let ours = self.since(stream.and_then(|stream| stream.creation_time).map(Timestamp));
                ours.then(|| Response::CreateLogStream(Box::default()))
            }
            _ => None,
        };
        Ok(found.map(Reply::Logs))
    }

    async fn log_group(&self, name: &str) -> Result<Option<logs::LogGroup>> {
        // The shortest of the names with this prefix comes first.
        let describe = logs::DescribeLogGroups { log_group_name_prefix: Some(name.to_owned()), ..Default::default() };
        let groups = self.find(describe).await?.map(|found| found.log_groups).unwrap_or_default();
        Ok(groups.into_iter().find(|group| group.log_group_name.as_deref() == Some(name)))
    }

    pub(super) async fn secrets(&self, request: &secrets_table::Request) -> Result<Option<Reply>> {
        use secrets_table::{Request, Response};
        let secret_id = match request {
            Request::UpdateSecret(wanted) => &wanted.secret_id,
            Request::DeleteSecret(wanted) => &wanted.secret_id,
            _ => return Ok(None),
        };
        let known = self.find(secrets::DescribeSecret { secret_id: secret_id.clone(), ..Default::default() }).await?;
        let found = match (request, known) {
            // A version with the token as its id tells that the value was taken.
            (Request::UpdateSecret(wanted), Some(known)) => {
                let token = wanted.client_request_token.clone().filter(|token| known.version_ids_to_stages.contains_key(token));
                token.map(|token| {
                    Response::UpdateSecret(Box::new(secrets::UpdateSecretResponse {
                        arn: known.arn,
                        name: known.name,
                        version_id: Some(token),
                        ..Default::default()
                    }))
                })
            }
            (Request::DeleteSecret(_), Some(known)) if self.since(known.deleted_date) => {
                Some(Response::DeleteSecret(Box::new(secrets::DeleteSecretResponse {
                    arn: known.arn,
                    name: known.name,
                    ..Default::default()
                })))
            }
            (Request::DeleteSecret(_), None) => Some(Response::DeleteSecret(Box::default())),
            _ => None,
        };
        Ok(found.map(Reply::SecretsManager))
    }

    pub(super) async fn ssm(&self, request: &ssm_table::Request) -> Result<Option<Reply>> {
        use ssm_table::{Request, Response};
        let found = match request {
            Request::PutParameter(wanted) => {
                let get = ssm::GetParameter { name: wanted.name.clone(), with_decryption: Some(true), ..Default::default() };
                let known = self.find(get).await?.and_then(|found| found.parameter);
                let ours = known.filter(|known| self.since(known.last_modified_date) && known.value.as_ref() == Some(&wanted.value));
                ours.map(|known| {
                    Response::PutParameter(Box::new(ssm::PutParameterResponse { version: known.version, ..Default::default() }))
                })
            }
            Request::DeleteParameter(wanted) => {
                let gone = self.find(ssm::GetParameter { name: wanted.name.clone(), ..Default::default() }).await?.is_none();
                gone.then(|| Response::DeleteParameter(Box::default()))
            }
            _ => None,
        };
        Ok(found.map(Reply::Ssm))
    }

    pub(super) async fn scaling(&self, request: &scaling_table::Request) -> Result<Option<Reply>> {
        use scaling_table::{Request, Response};
        let found = match request {
            Request::DeregisterScalableTarget(wanted) => {
                let describe = scaling::DescribeScalableTargets {
                    service_namespace: wanted.service_namespace.clone(),
                    resource_ids: Some(vec![wanted.resource_id.clone()]),
                    scalable_dimension: Some(wanted.scalable_dimension.clone()),
                    ..Default::default()
                };
                let gone = self.find(describe).await?.is_none_or(|found| found.scalable_targets.is_empty());
                gone.then(|| Response::DeregisterScalableTarget(Box::default()))
            }
            Request::DeleteScalingPolicy(wanted) => {
                let describe = scaling::DescribeScalingPolicies {
                    service_namespace: wanted.service_namespace.clone(),
                    resource_id: Some(wanted.resource_id.clone()),
                    scalable_dimension: Some(wanted.scalable_dimension.clone()),
                    policy_names: Some(vec![wanted.policy_name.clone()]),
                    ..Default::default()
                };
                let gone = self.find(describe).await?.is_none_or(|found| found.scaling_policies.is_empty());
                gone.then(|| Response::DeleteScalingPolicy(Box::default()))
            }
            Request::DeleteScheduledAction(wanted) => {
                let describe = scaling::DescribeScheduledActions {
                    service_namespace: wanted.service_namespace.clone(),
                    resource_id: Some(wanted.resource_id.clone()),
                    scalable_dimension: Some(wanted.scalable_dimension.clone()),
                    scheduled_action_names: Some(vec![wanted.scheduled_action_name.clone()]),
                    ..Default::default()
                };
                let gone = self.find(describe).await?.is_none_or(|found| found.scheduled_actions.is_empty());
                gone.then(|| Response::DeleteScheduledAction(Box::default()))
            }
            _ => None,
        };
        Ok(found.map(Reply::ApplicationAutoScaling))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::{
        backend::{Call, CloudBackend},
        backends::simulator::{Scenario, Simulator},
        operations::AnyOperation,
        probe::effect_of,
    };
    use serde_json::{Value, json};
    use std::{sync::Arc, time::Duration};

    /// Whether an effect is seen before the call, after it, and by a call that was meant later.
    async fn seen(simulator: &Arc<Simulator>, action: &str, request: Value) -> [bool; 3] {
        let backend: Arc<dyn CloudBackend> = simulator.clone();
        let operation = AnyOperation::from_json(action, request).unwrap();
        let call = Call::new(Arc::new(simulator.scope().clone()), operation, simulator.now());
        let before = effect_of(&backend, &call).await.unwrap();
        backend.call(call.clone()).await.unwrap();
        let after = effect_of(&backend, &call).await.unwrap();
        simulator.advance(Duration::from_secs(10));
        let later = effect_of(&backend, &Call { since: simulator.now(), ..call }).await.unwrap();
        [before, after, later].map(|reply| reply.is_some())
    }

    #[tokio::test]
    async fn what_was_made_is_seen_and_what_is_gone_stays_so() {
        let simulator = Simulator::new(Scenario::default()).unwrap();
        let (made, gone) = ([false, true, false], [false, true, true]);
        let group = json!({"logGroupName": "g"});
        assert_eq!(seen(&simulator, "logs:CreateLogGroup", group.clone()).await, made);
        assert_eq!(seen(&simulator, "logs:CreateLogStream", json!({"logGroupName": "g", "logStreamName": "s"})).await, made);
        assert_eq!(seen(&simulator, "logs:DeleteLogGroup", group).await, gone);
        assert_eq!(seen(&simulator, "ssm:PutParameter", json!({"Name": "p", "Value": "v", "Type": "SecureString"})).await, made);
        assert_eq!(seen(&simulator, "ssm:DeleteParameter", json!({"Name": "p"})).await, gone);
        simulator.call_json("secretsmanager:CreateSecret", json!({"Name": "s", "SecretString": "v"})).await.unwrap();
        let update = json!({"SecretId": "s", "SecretString": "w", "ClientRequestToken": "0123456789abcdef0123456789abcdef"});
        // Its token tells it whenever it is looked for.
        assert_eq!(seen(&simulator, "secretsmanager:UpdateSecret", update).await, gone);
        assert_eq!(seen(&simulator, "secretsmanager:DeleteSecret", json!({"SecretId": "s"})).await, made);
    }
}

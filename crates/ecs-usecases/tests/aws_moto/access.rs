//! IAM and STS, and calls by a role.

use super::{Bench, REGION};
use ecs_usecases::{
    backend::Scope,
    error::ErrorKind,
    model::{
        ecs::{CreateCluster, ListClusters},
        iam::GetRole,
        ssm::{GetParameter, PutParameter},
        sts::{AssumeRole, GetCallerIdentity},
    },
    operations::{iam, sts},
};
use serde_json::json;

const ELSEWHERE: &str = "arn:aws:iam::222222222222:role/deploy";

#[tokio::test]
async fn operations() {
    let Some(bench) = Bench::start().await else { return };
    let policy = "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D";
    let form = format!("Action=CreateRole&Version=2010-05-08&RoleName=deploy&Path=/team/&AssumeRolePolicyDocument={policy}");
    bench.moto.query("iam", &form);
    let role = bench.send::<GetRole>(json!({ "RoleName": "deploy" })).await.role.unwrap();
    assert_eq!(role.arn.as_deref(), Some("arn:aws:iam::123456789012:role/team/deploy"));
    assert!(role.create_date.is_some_and(|at| at.0 > 1_700_000_000_000), "{:?}", role.create_date);
    let error = bench.fail::<GetRole>(json!({ "RoleName": "nobody" })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("NoSuchEntity")), "{error:?}");
    let who = bench.send::<GetCallerIdentity>(json!({})).await;
    assert_eq!(who.account.as_deref(), Some("123456789012"));
    let session = bench.send::<AssumeRole>(json!({ "RoleArn": role.arn, "RoleSessionName": "test", "DurationSeconds": 900 })).await;
    assert!(session.assumed_role_user.unwrap().arn.unwrap().ends_with("assumed-role/deploy/test"));
    let credentials = session.credentials.unwrap();
    let left = credentials.expiration.unwrap().0 - bench.cloud.clock().now().0;
    assert!((800_000..=900_000).contains(&left), "{left} ms");
    bench.assert_covered(iam::TABLE);
    bench.assert_covered(sts::TABLE);
}

/// Moto keeps a role's things in the role's account.
#[tokio::test]
async fn a_role_acts_in_its_own_account() {
    let Some(bench) = Bench::start().await else { return };
    let by_role = bench.cloud.at(Scope::new("222222222222", REGION), Some(ELSEWHERE.into()));
    by_role.send(CreateCluster { cluster_name: Some("shop".into()), ..CreateCluster::default() }).await.unwrap();
    let put: PutParameter = serde_json::from_value(json!({ "Name": "a", "Value": "1", "Type": "String" })).unwrap();
    by_role.send(put).await.unwrap();
    let there = by_role.send(ListClusters::default()).await.unwrap().cluster_arns;
    assert_eq!(there, ["arn:aws:ecs:eu-west-1:222222222222:cluster/shop"]);
    assert!(bench.send::<ListClusters>(json!({})).await.cluster_arns.is_empty());
    assert_eq!(bench.fail::<GetParameter>(json!({ "Name": "a" })).await.kind(), ErrorKind::NotFound);
    let who = by_role.send(GetCallerIdentity::default()).await.unwrap();
    assert_eq!(who.arn.as_deref(), Some("arn:aws:sts::222222222222:assumed-role/deploy/ecs-usecases"));
}

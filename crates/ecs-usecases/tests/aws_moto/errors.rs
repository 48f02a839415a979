//! Errors that are not about one service.

use super::{Moto, REGION};
use ecs_usecases::{
    backend::{Cloud, Scope},
    backends::aws::AwsBackend,
    error::{Error, ErrorKind},
    model::ecs::{CreateCluster, ListServices},
};
use std::sync::Arc;

async fn list_services(moto: &Moto, key: &str, secret: &str) -> Error {
    let backend = AwsBackend::builder().endpoint_url(moto.url()).region(REGION).credentials(key, secret).build().await;
    let cloud = Cloud::new(Arc::new(backend), Scope::new("", REGION));
    cloud.send(ListServices::default()).await.unwrap_err()
}

#[tokio::test]
async fn callers_who_may_not() {
    // The first two requests make the user; from then on moto enforces its policies.
    let Some(moto) = Moto::start(&[("INITIAL_NO_AUTH_ACTION_COUNT", "2")]) else { return };
    moto.query("iam", "Action=CreateUser&Version=2010-05-08&UserName=nobody");
    let key = moto.query("iam", "Action=CreateAccessKey&Version=2010-05-08&UserName=nobody");
    let member = |name: &str| key.split(&format!("<{name}>")).nth(1).unwrap().split('<').next().unwrap().to_owned();

    let error = list_services(&moto, &member("AccessKeyId"), &member("SecretAccessKey")).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::AccessDenied, Some("AccessDenied")));
    assert!(error.details().advice.as_ref().unwrap().contains("Allow `ecs:ListServices`"), "{error:?}");
    assert!(!error.is_retryable());

    let error = list_services(&moto, "AKIAUNKNOWN", "secret").await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::AccessDenied, Some("InvalidClientTokenId")));
    assert!(error.details().advice.as_ref().unwrap().contains("Renew"), "{error:?}");

    let error = list_services(&moto, &member("AccessKeyId"), "wrong").await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::AccessDenied, Some("SignatureDoesNotMatch")));
}

#[tokio::test]
async fn regions_are_apart() {
    let Some(moto) = Moto::start(&[]) else { return };
    let backend = AwsBackend::builder().endpoint_url(moto.url()).region(REGION).credentials("test", "test").build().await;
    let cloud = Cloud::new(Arc::new(backend), Scope::new("", REGION));
    cloud.send(CreateCluster { cluster_name: Some("shop".into()), ..CreateCluster::default() }).await.unwrap();
    let request = ListServices { cluster: Some("shop".into()), ..ListServices::default() };
    cloud.send(request.clone()).await.unwrap();
    let elsewhere = cloud.in_scope(Scope::new("", "us-east-2"));
    assert_eq!(elsewhere.send(request).await.unwrap_err().kind(), ErrorKind::NotFound);
}

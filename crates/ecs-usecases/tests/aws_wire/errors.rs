//! Calls that fail, by an SDK client and without one: it must not make a difference.

use super::{REGION, builder, request};
use crate::endpoint::{Answer, Endpoint};
use ecs_usecases::{
    backend::{Call, CloudBackend, Scope},
    backends::aws::{AwsBackend, AwsBackendBuilder},
    clock::Timestamp,
    error::{Error, ErrorKind},
    model::{appconfig::GetApplication, ecs::UpdateService, iam::GetRole, ssm::GetParameter, sts::GetCallerIdentity},
    operations::AnyOperation,
};
use serde_json::json;
use std::{io::Read, net::TcpListener, sync::Arc, thread, time::Duration};

/// Of ECS, by the SDK's client; of SSM in JSON, IAM in forms, and AppConfig in REST, without one.
fn operations() -> [AnyOperation; 4] {
    [
        UpdateService { service: "web".into(), ..UpdateService::default() }.into(),
        request::<GetParameter>(json!({ "Name": "web" })).into(),
        request::<GetRole>(json!({ "RoleName": "web" })).into(),
        request::<GetApplication>(json!({ "ApplicationId": "web" })).into(),
    ]
}

async fn fail(backend: &AwsBackend, operation: AnyOperation) -> Error {
    let action = operation.info().action();
    let call = Call::new(Arc::new(Scope::new("", REGION)), operation, Timestamp::default());
    let error = backend.call(call).await.expect_err(&action);
    assert_eq!(error.details().operation, Some(action));
    error
}

/// What becomes of each.
pub async fn failures(backend: AwsBackend) -> Vec<Error> {
    let mut errors = Vec::new();
    for operation in operations() {
        let error = fail(&backend, operation).await;
        assert_eq!(error.details().resource.as_deref(), Some("web"));
        errors.push(error);
    }
    errors
}

async fn all(builder: AwsBackendBuilder) -> Vec<Error> {
    failures(builder.build().await).await
}

#[tokio::test]
async fn errors_have_kind_code_message_and_advice() {
    for (status, code, message, kind, retryable) in [
        (400, "AccessDeniedException", "not authorized to perform: ecs:UpdateService on", ErrorKind::AccessDenied, false),
        (400, "ThrottlingException", "Rate exceeded", ErrorKind::Throttled, true),
        (400, "LimitExceededException", "full", ErrorKind::QuotaExceeded, false),
        (400, "ServiceNotActiveException", "gone", ErrorKind::Conflict, false),
        (404, "ResourceNotFoundException", "none", ErrorKind::NotFound, false),
        (500, "ServerException", "oops", ErrorKind::ServiceFault, true),
    ] {
        let forms = [
            json!({ "__type": code, "message": message }).to_string(),
            json!({ "__type": format!("com.amazonaws#{code}"), "Message": message }).to_string(),
            format!("<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"),
        ];
        for body in forms {
            let endpoint = Endpoint::start((0..4).map(|_| Answer::error(status, &body)));
            for error in all(builder(&endpoint.url())).await {
                assert_eq!((error.kind(), error.code(), error.is_retryable()), (kind, Some(code), retryable), "{body}");
                assert_eq!(error.details().message, message);
                let wants_advice = matches!(kind, ErrorKind::AccessDenied | ErrorKind::Throttled);
                assert!(!wants_advice || error.details().advice.is_some(), "{error:?}");
            }
            assert_eq!(endpoint.requests().len(), 4, "it was sent again");
        }
    }
}

#[tokio::test]
async fn services_have_their_own_forms_of_errors() {
    let rest = Answer::error(404, r#"{"Message":"Could not find application"}"#).with("x-amzn-ErrorType", "ResourceNotFoundException");
    let iam = "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>Sender</Type><Code>NoSuchEntity</Code>\
               <Message>The role with name x cannot be found.</Message></Error><RequestId>1</RequestId></ErrorResponse>";
    let denied = "<ErrorResponse><Error><Code>ExpiredToken</Code><Message>it expired</Message></Error></ErrorResponse>";
    let endpoint = Endpoint::start([rest, Answer::error(404, iam), Answer::error(403, denied)]);
    let backend = builder(&endpoint.url()).build().await;
    let error = fail(&backend, request::<GetApplication>(json!({ "ApplicationId": "x" })).into()).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("ResourceNotFoundException")));
    assert_eq!(error.details().message, "Could not find application");
    let error = fail(&backend, request::<GetRole>(json!({ "RoleName": "x" })).into()).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("NoSuchEntity")), "{error:?}");
    let error = fail(&backend, GetCallerIdentity::default().into()).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::AccessDenied, Some("ExpiredToken")));
}

#[tokio::test]
async fn answers_that_are_not_aws_errors() {
    for (status, body, kind, retryable) in [
        (503, "", ErrorKind::ServiceFault, true),
        (500, "<!DOCTYPE html><h1>Internal Server Error</h1>", ErrorKind::Unsupported, false),
        (404, "", ErrorKind::Unsupported, false),
    ] {
        let endpoint = Endpoint::start((0..4).map(|_| Answer::error(status, body)));
        for error in all(builder(&endpoint.url())).await {
            assert_eq!((error.kind(), error.code(), error.is_retryable()), (kind, None, retryable), "{body}");
            assert!(kind != ErrorKind::Unsupported || error.details().advice.is_some(), "{error:?}");
        }
    }
}

#[tokio::test]
async fn a_refused_connection_is_a_network_error() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for error in all(builder(&format!("http://127.0.0.1:{port}"))).await {
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Network, true));
        assert!(error.details().message.contains("refused"), "{error:?}");
    }
}

#[tokio::test]
async fn a_failed_handshake_is_a_network_error() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    // What is not read when a connection is closed resets it.
    thread::spawn(move || listener.incoming().for_each(|stream| drop(stream.and_then(|mut stream| stream.read(&mut [0; 16_384])))));
    for error in all(builder(&url)).await {
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Network, true), "{error:?}");
        assert!(error.details().message.contains("tls handshake"), "{error:?}");
    }
}

#[tokio::test]
async fn a_broken_answer_is_a_network_error() {
    let endpoint = Endpoint::start((0..4).map(|_| Answer::broken("application/x-amz-json-1.1", "{\"service\":")));
    for error in all(builder(&endpoint.url())).await {
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Network, true), "{error:?}");
    }
}

#[tokio::test]
async fn silence_is_a_timeout() {
    // The system completes the handshake; nobody ever accepts.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let limit = Duration::from_millis(300);
    for builder in [builder(&url).read_timeout(limit), builder(&url).operation_timeout(limit)] {
        for error in all(builder).await {
            assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Timeout, true), "{error:?}");
        }
    }
}

#[tokio::test]
async fn what_can_not_be_sent_is_an_invalid_request() {
    let endpoint = Endpoint::start([]);
    let backend = builder(&endpoint.url()).build().await;
    let nameless = fail(&backend, GetApplication::default().into()).await;
    let odd = json!({ "ApplicationId": "a", "ConfigurationProfileId": "p", "Content": "x", "ContentType": "a\nb" });
    let odd = fail(&backend, AnyOperation::from_json("appconfig:CreateHostedConfigurationVersion", odd).unwrap()).await;
    for error in [nameless, odd] {
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::InvalidRequest, false), "{error:?}");
    }
    assert!(endpoint.requests().is_empty());
}

#[tokio::test]
async fn odd_answers_are_defects_of_the_endpoint() {
    let endpoint = Endpoint::start((0..4).map(|_| Answer::ok("text/plain", "neither JSON nor XML")));
    for error in all(builder(&endpoint.url())).await {
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Internal, false), "{error:?}");
    }
}

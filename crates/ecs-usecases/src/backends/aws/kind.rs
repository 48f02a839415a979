//! Which [`ErrorKind`] a failure is.

use crate::error::ErrorKind::{
    self, AccessDenied, Conflict, Diverged, InvalidRequest, Network, NotFound, QuotaExceeded, ServiceFault, Throttled, Timeout, Unsupported,
};

/// What a failure is known by.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Symptoms<'a> {
    /// What happened.
    pub(super) cause: Cause,
    /// HTTP status of the answer.
    pub(super) status: u16,
    /// AWS's error code, without namespace.
    pub(super) code: &'a str,
    /// AWS's message.
    pub(super) message: &'a str,
    /// Whether the answer is a web page.
    pub(super) html: bool,
    /// Whether the endpoint is not one of AWS's.
    pub(super) custom_endpoint: bool,
}

/// What happened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Cause {
    /// The service answered with an error.
    #[default]
    Answer,
    /// No answer in time.
    Timeout,
    /// No connection, or it broke.
    Connection,
    /// No credentials to sign with.
    Credentials,
    /// The request could not be built.
    Request,
    /// A recording is played back that does not hold the request.
    Unrecorded,
}

/// Codes whose name does not tell.
const CODES: &[(ErrorKind, &[&str])] = &[
    (
        Throttled,
        &[
            "BandwidthLimitExceeded",
            "PriorRequestNotComplete",
            "ProvisionedThroughputExceededException",
            "RequestLimitExceeded",
            "RequestThrottled",
            "RequestThrottledException",
            "SlowDown",
            "ThrottledException",
            "Throttling",
            "ThrottlingException",
            "TooManyRequests",
            "TooManyRequestsException",
            "TooManyUpdates",
        ],
    ),
    (
        AccessDenied,
        &[
            "AccessDenied",
            "AccessDeniedException",
            "AuthFailure",
            "BlockedException",
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "NotAuthorized",
            "OperationNotPermitted",
            "OptInRequired",
            "RequestExpired",
            "RequestTimeTooSkewed",
            "SignatureDoesNotMatch",
            "UnauthorizedOperation",
            "UnrecognizedClientException",
        ],
    ),
    (
        Unsupported,
        &[
            "InvalidAction",
            "NotImplemented",
            "NotImplementedException",
            "OperationNotSupportedException",
            "PlatformUnknownException",
            "UnknownOperation",
            "UnknownOperationException",
            "UnsupportedFeatureException",
            "UnsupportedImageTypeException",
            "UnsupportedOperation",
            "UnsupportedOperationException",
        ],
    ),
    (
        Conflict,
        &[
            "ClusterContainsCapacityProviderException",
            "ClusterContainsContainerInstancesException",
            "ClusterContainsServicesException",
            "ClusterContainsTasksException",
            "ConcurrentModificationException",
            "ConcurrentUpdateException",
            "ConflictException",
            "DuplicateListener",
            "DuplicateLoadBalancerName",
            "DuplicateTargetGroupName",
            "LifecyclePolicyPreviewInProgressException",
            "NoUpdateAvailableException",
            "OperationAbortedException",
            "PriorityInUse",
            "RepositoryNotEmptyException",
            "ResourceExistsException",
            "ResourceInUse",
            "ResourceInUseException",
            "ServiceNotActiveException",
            "UpdateInProgressException",
        ],
    ),
    (InvalidRequest, &["ClientException", "InvalidParameterException", "InvalidParameterValue", "ValidationError", "ValidationException"]),
    (QuotaExceeded, &["LimitExceeded", "LimitExceededException", "LimitExceededFault", "TargetGroupAssociationLimit"]),
    (Timeout, &["RequestTimeout", "RequestTimeoutException"]),
    (
        ServiceFault,
        &[
            "HealthUnavailable",
            "InternalError",
            "InternalFailure",
            "InternalServerError",
            "InternalServerException",
            "InternalServiceError",
            "InternalServiceFault",
            "ServerException",
            "ServiceException",
            "ServiceFailure",
            "ServiceUnavailable",
            "ServiceUnavailableException",
        ],
    ),
];

/// Whether a code is of a kind.
type Pattern = fn(&str) -> bool;

/// What a code contains, starts or ends with, for the codes that AWS has yet to invent; the first that fits counts.
const PATTERNS: &[(ErrorKind, Pattern)] = &[
    (NotFound, |code| code.ends_with("NotFound") || code.ends_with("NotFoundException") || code.ends_with("NotFoundFault")),
    (NotFound, |code| code.starts_with("NoSuch")),
    (Conflict, |code| code.contains("AlreadyExists")),
    (QuotaExceeded, |code| code.starts_with("TooMany") || code.contains("LimitExceeded") || code.contains("QuotaExceeded")),
    (Throttled, |code| code.contains("Throttl")),
    (Conflict, |code| code.contains("InUse") || code.contains("InProgress") || code.starts_with("Duplicate")),
    (AccessDenied, |code| code.contains("AccessDenied") || code.starts_with("ExpiredToken")),
    (InvalidRequest, |code| code.starts_with("Invalid") || code.starts_with("Validation") || code.starts_with("Missing")),
    (ServiceFault, |code| code.starts_with("Internal") || code.contains("ServiceUnavailable")),
];

/// What ECS says by message alone, under `ClientException`.
const MESSAGES: &[(ErrorKind, &str)] =
    &[(NotFound, "Unable to describe task definition"), (Throttled, "Too many concurrent attempts to create a new revision")];

/// Which kind of error it is.
pub(super) fn kind(symptoms: &Symptoms<'_>) -> ErrorKind {
    match symptoms.cause {
        Cause::Timeout => Timeout,
        Cause::Connection => Network,
        Cause::Credentials => AccessDenied,
        Cause::Request => InvalidRequest,
        Cause::Unrecorded => Diverged,
        Cause::Answer if is_missing_operation(symptoms) => Unsupported,
        Cause::Answer => by_message(symptoms).or_else(|| by_code(symptoms.code)).unwrap_or_else(|| by_status(symptoms.status)),
    }
}

/// An emulator has no code for what it lacks: it answers with its web framework's page, which would look like a fault.
fn is_missing_operation(symptoms: &Symptoms<'_>) -> bool {
    let lacking = matches!(symptoms.status, 404 | 405 | 501) || (symptoms.status == 500 && symptoms.html);
    symptoms.custom_endpoint && symptoms.code.is_empty() && lacking
}

fn by_message(symptoms: &Symptoms<'_>) -> Option<ErrorKind> {
    let said = |text: &str| symptoms.code == "ClientException" && symptoms.message.contains(text);
    MESSAGES.iter().find(|(_, text)| said(text)).map(|(kind, _)| *kind)
}

fn by_code(code: &str) -> Option<ErrorKind> {
    let listed = CODES.iter().find(|(_, codes)| codes.contains(&code)).map(|(kind, _)| *kind);
    listed.or_else(|| PATTERNS.iter().find(|(_, fits)| fits(code)).map(|(kind, _)| *kind))
}

fn by_status(status: u16) -> ErrorKind {
    match status {
        401 | 403 => AccessDenied,
        404 => NotFound,
        408 => Timeout,
        409 => Conflict,
        429 => Throttled,
        501 => Unsupported,
        500.. => ServiceFault,
        _ => InvalidRequest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        let table = [
            (Throttled, "ThrottlingException Throttling RequestLimitExceeded TooManyRequestsException NewThrottlingException"),
            (
                QuotaExceeded,
                "LimitExceededException LimitExceeded AttributeLimitExceededException TooManyTargetGroups TooManyTagsException",
            ),
            (NotFound, "ClusterNotFoundException ServiceNotFoundException RepositoryNotFoundException ImageNotFoundException"),
            (NotFound, "TargetGroupNotFound RuleNotFound ScanNotFoundException LifecyclePolicyNotFoundException ResourceNotFound"),
            (AccessDenied, "AccessDeniedException AccessDenied UnrecognizedClientException ExpiredTokenException ExpiredToken"),
            (AccessDenied, "InvalidSignatureException SignatureDoesNotMatch InvalidClientTokenId MissingAuthenticationToken"),
            (Conflict, "RepositoryAlreadyExistsException ImageTagAlreadyExistsException ConflictException ServiceNotActiveException"),
            (Conflict, "ResourceInUse ResourceInUseException UpdateInProgressException PriorityInUse DuplicateTargetGroupName"),
            (Conflict, "ClusterContainsServicesException RepositoryNotEmptyException"),
            (InvalidRequest, "InvalidParameterException ClientException ValidationException ValidationError InvalidTarget SomethingElse"),
            (Unsupported, "UnknownOperationException InvalidAction UnsupportedFeatureException PlatformUnknownException"),
            (ServiceFault, "ServerException InternalFailure ServiceUnavailable InternalServiceFault"),
            (Timeout, "RequestTimeout"),
            (NotFound, "NoSuchEntity NoSuchResourceException ParameterNotFound ParameterVersionNotFound ObjectNotFoundException"),
            (Conflict, "ResourceExistsException ParameterAlreadyExists ConcurrentUpdateException OperationAbortedException"),
            (InvalidRequest, "InvalidRequestException BadRequestException PreconditionNotMetException ParameterPatternMismatchException"),
            (QuotaExceeded, "ParameterLimitExceeded TooManyTagsError ServiceQuotaExceededException HierarchyLevelLimitExceededException"),
            (ServiceFault, "InternalServiceError InternalServerError InternalServiceException ServiceFailure ServiceException"),
            (Throttled, "TooManyUpdates"),
        ];
        for (expected, codes) in table {
            for code in codes.split(' ') {
                assert_eq!(kind(&Symptoms { status: 400, code, ..Symptoms::default() }), expected, "{code}");
            }
        }
    }

    #[test]
    fn messages_of_client_exceptions() {
        let said = |message| kind(&Symptoms { status: 400, code: "ClientException", message, ..Symptoms::default() });
        assert_eq!(said("Unable to describe task definition."), NotFound);
        assert_eq!(said("Too many concurrent attempts to create a new revision of the specified family."), Throttled);
        assert_eq!(said("Container.image should not be null"), InvalidRequest);
    }

    #[test]
    fn statuses_without_a_code() {
        let table = [
            (400, InvalidRequest),
            (401, AccessDenied),
            (403, AccessDenied),
            (404, NotFound),
            (408, Timeout),
            (409, Conflict),
            (429, Throttled),
            (500, ServiceFault),
            (501, Unsupported),
            (503, ServiceFault),
        ];
        for (status, expected) in table {
            assert_eq!(kind(&Symptoms { status, ..Symptoms::default() }), expected, "{status}");
        }
    }

    #[test]
    fn a_web_page_means_unsupported_only_from_another_endpoint() {
        for (status, html, custom_endpoint, expected) in [
            (500, true, true, Unsupported),
            (404, true, true, Unsupported),
            (501, true, true, Unsupported),
            (404, false, true, Unsupported),
            (500, false, true, ServiceFault),
            (503, true, true, ServiceFault),
            (500, true, false, ServiceFault),
            (404, true, false, NotFound),
        ] {
            let found = kind(&Symptoms { status, html, custom_endpoint, ..Symptoms::default() });
            assert_eq!(found, expected, "{status} html={html} custom={custom_endpoint}");
        }
        let known = Symptoms { status: 404, code: "RepositoryNotFoundException", custom_endpoint: true, ..Symptoms::default() };
        assert_eq!(kind(&known), NotFound);
    }

    #[test]
    fn failures_without_an_answer() {
        let table =
            [(Cause::Timeout, Timeout), (Cause::Connection, Network), (Cause::Credentials, AccessDenied), (Cause::Request, InvalidRequest)];
        for (cause, expected) in table {
            assert_eq!(kind(&Symptoms { cause, ..Symptoms::default() }), expected);
        }
    }

    #[test]
    fn no_code_is_listed_twice() {
        let mut codes: Vec<_> = CODES.iter().flat_map(|(_, codes)| codes.iter()).collect();
        let count = codes.len();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }
}

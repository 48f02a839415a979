//! AWS Secrets Manager.

super::table::operations! { "secretsmanager", SecretsManager, secretsmanager {
    CreateSecret -> CreateSecretResponse, Write, Token;
    DescribeSecret -> DescribeSecretResponse, Read, Idempotent;
    GetSecretValue -> GetSecretValueResponse, Read, Idempotent;
    PutSecretValue -> PutSecretValueResponse, Write, Token;
    UpdateSecret -> UpdateSecretResponse, Write, Probe;
    ListSecrets -> ListSecretsResponse, Read, Idempotent;
    DeleteSecret -> DeleteSecretResponse, Write, Probe;
    RestoreSecret -> RestoreSecretResponse, Write, Idempotent;
    TagResource -> TagResourceResponse, Write, Idempotent;
    UntagResource -> UntagResourceResponse, Write, Idempotent;
} }

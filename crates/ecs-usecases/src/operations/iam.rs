//! AWS Identity and Access Management, as far as an admission check asks it.

super::table::operations! { "iam", Iam, iam {
    GetRole -> GetRoleResponse, Read, Idempotent;
    SimulatePrincipalPolicy -> SimulatePrincipalPolicyResponse, Read, Idempotent;
} }

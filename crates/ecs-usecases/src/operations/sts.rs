//! AWS Security Token Service: who calls.

super::table::operations! { "sts", Sts, sts {
    GetCallerIdentity -> GetCallerIdentityResponse, Read, Idempotent;
} }

// Made from botocore's `sts/2011-06-15` model by crates/xtask/model/from_botocore.py; do not edit.
//! The shapes of AWS Security Token Service that our operations reach.

use super::shape::shape;

shape! { pascal GetCallerIdentity {

} }
shape! { pascal GetCallerIdentityResponse {
    user_id: Option<String>,
    account: Option<String>,
    arn: Option<String>,
} }

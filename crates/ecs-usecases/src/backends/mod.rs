//! The clouds there are.

#[cfg(feature = "aws")]
pub mod aws;

//! Clouds.

#[cfg(feature = "aws")]
pub mod aws;
pub mod simulator;

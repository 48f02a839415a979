//! What use cases share: a step is a function that does its part through a [`Run`](crate::Run).

mod admission;
pub mod alarms;
pub mod analysis;
pub mod approval;
pub mod check;
pub mod deployment;
mod evidence;
pub mod flag;
pub mod flag_release;
pub mod fleet;
pub mod follow_up;
pub mod hold;
pub mod housekeeping;
pub mod image;
mod pace;
pub mod patch;
pub mod predict;
mod records;
pub mod restore;
pub mod revision;
pub mod rollout;
pub mod scaling;
pub mod service;
pub mod strategy;
pub mod target;
pub mod traffic;
pub mod verdict;
mod watched;

pub use deployment::{follow_deployment, start_deployment};
pub use image::{AdmittedImage, Gate, ImageReference, admit_image, admit_task_images};
pub use restore::{OnFailure, conclude, restore};
pub use revision::register_revision;
pub use rollout::{Change, CircuitBreaker, DeploymentSettings, Rollout};
pub use service::{IfBusy, service_before};
pub use strategy::{Routing, RuleMatch, Strategy};
pub use verdict::{DeploymentOutcome, Ending, HeldState, Verdict};

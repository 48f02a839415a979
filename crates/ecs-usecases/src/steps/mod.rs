//! What use cases share: a step is a function that does its part through a [`Run`](crate::Run).

pub mod analysis;
pub mod deployment;
mod evidence;
pub mod flag;
pub mod image;
pub mod predict;
pub mod restore;
pub mod revision;
pub mod service;
pub mod traffic;
pub mod verdict;

pub use deployment::{follow_deployment, start_deployment};
pub use image::{AdmittedImage, Gate, ImageReference, admit_image, admit_task_images};
pub use restore::{OnFailure, conclude, restore};
pub use revision::register_revision;
pub use service::{IfBusy, service_before};
pub use verdict::{DeploymentOutcome, Ending, HeldState, Verdict};

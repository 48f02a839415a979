//! What use cases share: a step is a function that does its part through a [`Run`](crate::Run).

pub mod image;

pub use image::{AdmittedImage, Gate, ImageReference, admit_image, admit_task_images};

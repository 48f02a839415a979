//! Reports in the forms that people and other programs read.
//!
//! Each is made of the report alone: the same report gives the same text.

mod csv;
mod junit;
mod page;
mod sarif;
#[cfg(test)]
mod tests;

//! Which IAM actions each use case needs for the calls that it makes in the scenario tests. Written by
//! `UPDATE_CALLS=1 cargo nextest run -p ecs-usecases --features testkit -E 'binary(catalog)'`.

/// Sorted. Empty for a use case that is not implemented.
pub(super) fn of(name: &str) -> &'static [&'static str] {
    match name {
        _ => &[],
    }
}

//! Pages of a list: AWS's `Marker` and `PageSize`.

use super::invalid;
use crate::error::Result;

/// The page after `marker` of the sorted `keys`, and the marker of the next page. A page has at most 400 items.
pub(super) fn page<'a>(
    keys: impl Iterator<Item = &'a String>,
    marker: Option<&str>,
    size: Option<i32>,
) -> Result<(Vec<&'a String>, Option<String>)> {
    let size = size.unwrap_or(400);
    if !(1..=400).contains(&size) {
        return Err(invalid(format!("'{size}' is not a page size: it must be 1-400")));
    }
    let size = size as usize;
    let mut page: Vec<&String> = keys.skip_while(|key| marker.is_some_and(|marker| key.as_str() <= marker)).take(size + 1).collect();
    let next = (page.len() > size).then(|| page[size - 1].clone());
    page.truncate(size);
    Ok((page, next))
}

//! Secrets are listed: filtered, in an order, by pages.

use super::{Held, describe::entry, invalid_parameter};
use crate::{
    backends::simulator::{
        page::page,
        world::{World, aws_error},
    },
    error::{ErrorKind, Result},
    model::secretsmanager::{Filter, FilterNameStringType as Key, ListSecrets, ListSecretsResponse, SortByType, SortOrderType},
};

/// Whether a secret fits a filter: one of its values, none of those with an exclamation mark.
fn fits(filter: &Filter, region: &str, name: &str, held: &Held) -> bool {
    let begins = |text: &str, value: &str| text.starts_with(value);
    let folded = |text: &str, value: &str| text.to_lowercase().starts_with(&value.to_lowercase());
    let description = held.description.as_deref().unwrap_or_default();
    let one = |value: &str| match &filter.key {
        Some(Key::Name) => begins(name, value),
        Some(Key::Description) => folded(description, value),
        Some(Key::TagKey) => held.tags.keys().any(|key| begins(key, value)),
        Some(Key::TagValue) => held.tags.values().any(|held| begins(held, value)),
        Some(Key::PrimaryRegion) => begins(region, value),
        Some(Key::All) => value.split_whitespace().all(|word| {
            let tags = held.tags.iter().flat_map(|(key, value)| [key.as_str(), value.as_str()]);
            let words = [name, description].into_iter().chain(tags).flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()));
            words.into_iter().any(|known| folded(known, word)) || folded(name, word)
        }),
        _ => false,
    };
    let values = filter.values.as_deref().unwrap_or_default();
    let (not, wanted): (Vec<&String>, Vec<&String>) = values.iter().partition(|value| value.starts_with('!'));
    (wanted.is_empty() || wanted.iter().any(|value| one(value))) && !not.iter().any(|value| one(&value[1..]))
}

pub(super) fn list(world: &World, request: &ListSecrets) -> Result<ListSecretsResponse> {
    let size = request.max_results.unwrap_or(100);
    if !(1..=100).contains(&size) {
        return Err(invalid_parameter("MaxResults must be between 1 and 100."));
    }
    let filters = request.filters.as_deref().unwrap_or_default();
    let unknown = |filter: &Filter| matches!(filter.key, None | Some(Key::Unknown(_))) || filter.values.as_ref().is_none_or(Vec::is_empty);
    if filters.len() > 10 || filters.iter().any(unknown) {
        return Err(invalid_parameter("Filters must have at most 10 entries, each with a known key and with values."));
    }
    let deleted = request.include_planned_deletion == Some(true);
    let secrets = world.secrets.secrets.iter().filter(|(_, held)| deleted || held.deleted.is_none());
    let wanted = secrets.filter(|(name, held)| filters.iter().all(|filter| fits(filter, &world.scope.region, name, held)));
    let entries = wanted.map(|(name, held)| {
        let moment = match &request.sort_by {
            Some(SortByType::Name) => None,
            Some(SortByType::LastAccessedDate) => Some(held.accessed_at.unwrap_or_default()),
            Some(SortByType::LastChangedDate) => Some(held.changed_at),
            _ => Some(held.created_at),
        };
        (moment.map_or_else(|| name.clone(), |moment| format!("{:020}/{name}", moment.0)), entry(name, held))
    });
    let descending = request.sort_order == Some(SortOrderType::Desc);
    let found = page(entries.collect(), descending, request.next_token.as_deref(), size as usize);
    let (secret_list, next_token) =
        found.ok_or_else(|| aws_error(ErrorKind::InvalidRequest, "InvalidNextTokenException", "The NextToken value is invalid."))?;
    Ok(ListSecretsResponse { secret_list, next_token, ..ListSecretsResponse::default() })
}

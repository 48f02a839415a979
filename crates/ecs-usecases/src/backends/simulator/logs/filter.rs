//! Events of all streams of a group that match a pattern.

use super::{bad_token, groups, invalid, limit, pattern::Pattern};
use crate::{
    backends::simulator::{page::page, world::World},
    error::Result,
    model::logs::{FilterLogEvents, FilterLogEventsResponse, FilteredLogEvent, SearchedLogStream},
};

pub(super) fn filter(world: &mut World, request: &FilterLogEvents) -> Result<FilterLogEventsResponse> {
    let size = limit(request.limit, 10_000)?;
    if request.log_stream_names.is_some() && request.log_stream_name_prefix.is_some() {
        return Err(invalid("logStreamNames and logStreamNamePrefix are mutually exclusive parameters."));
    }
    let pattern = Pattern::parse(request.filter_pattern.as_deref().unwrap_or_default())?;
    let name = groups::named(request.log_group_name.as_ref(), request.log_group_identifier.as_ref())?.to_owned();
    let group = groups::find(world, &name)?;
    let (from, until) = (request.start_time.unwrap_or(0), request.end_time.unwrap_or(i64::MAX));
    let prefix = request.log_stream_name_prefix.as_deref().unwrap_or_default();
    let named = |stream: &String| request.log_stream_names.as_ref().is_none_or(|names| names.contains(stream));
    let mut found = Vec::new();
    let mut searched_log_streams = Vec::new();
    for (stream, held) in group.streams.iter().filter(|(stream, _)| stream.starts_with(prefix) && named(stream)) {
        searched_log_streams.push(SearchedLogStream {
            log_stream_name: Some(stream.clone()),
            searched_completely: Some(true),
            ..SearchedLogStream::default()
        });
        for event in held.events.iter().filter(|event| (from..=until).contains(&event.timestamp) && pattern.matches(&event.message)) {
            let id = format!("{:020}{:036}", event.timestamp, event.number);
            let shape = FilteredLogEvent {
                log_stream_name: Some(stream.clone()),
                timestamp: Some(event.timestamp),
                message: Some(event.message.clone()),
                ingestion_time: Some(event.ingested_at.0),
                event_id: Some(id.clone()),
                ..FilteredLogEvent::default()
            };
            found.push((id, shape));
        }
    }
    // The token of a page says in which direction it goes.
    let backward = request.start_from_head == Some(false);
    let token = request.next_token.as_deref().map(|token| token.split_once('/').ok_or_else(bad_token)).transpose()?;
    let descending = token.map_or(backward, |(direction, _)| direction == "b");
    let (events, next) = page(found, descending, token.map(|(_, token)| token), size).ok_or_else(bad_token)?;
    let next_token = next.map(|next| format!("{}/{next}", if descending { "b" } else { "f" }));
    Ok(FilterLogEventsResponse { events, searched_log_streams, next_token, ..FilterLogEventsResponse::default() })
}

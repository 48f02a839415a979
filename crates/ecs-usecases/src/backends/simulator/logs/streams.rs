//! Log streams.

use super::{bad_token, events::Event, groups, invalid, limit, unfit};
use crate::{
    backends::simulator::{
        page::page,
        world::{World, aws_error},
    },
    clock::Timestamp,
    error::{ErrorKind, Result},
    model::logs::{CreateLogStream, CreateLogStreamResponse, DescribeLogStreams, DescribeLogStreamsResponse, LogStream, OrderBy},
};
use serde::{Deserialize, Serialize};

/// A log stream.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Stream {
    created_at: Timestamp,
    /// In order of time; those of one moment in order of arrival.
    pub(super) events: Vec<Event>,
    pub(super) ingested_at: Option<Timestamp>,
}

impl Stream {
    pub(super) fn new(now: Timestamp) -> Self {
        Self { created_at: now, events: Vec::new(), ingested_at: None }
    }
}

pub(super) fn create(world: &mut World, request: &CreateLogStream) -> Result<CreateLogStreamResponse> {
    let name = &request.log_stream_name;
    if !(1..=512).contains(&name.len()) {
        return Err(unfit("logStreamName", name, "have length between 1 and 512"));
    }
    if name.contains([':', '*']) {
        return Err(unfit("logStreamName", name, "satisfy regular expression pattern: [^:*]*"));
    }
    let now = world.now;
    let group = groups::find(world, &request.log_group_name)?;
    if group.streams.contains_key(name) {
        return Err(aws_error(ErrorKind::Conflict, "ResourceAlreadyExistsException", "The specified log stream already exists"));
    }
    group.streams.insert(name.clone(), Stream::new(now));
    Ok(CreateLogStreamResponse::default())
}

pub(super) fn describe(world: &mut World, request: &DescribeLogStreams) -> Result<DescribeLogStreamsResponse> {
    let size = limit(request.limit, 50)?;
    let by_time = request.order_by == Some(OrderBy::LastEventTime);
    if by_time && request.log_stream_name_prefix.is_some() {
        return Err(invalid("Cannot order by LastEventTime with a logStreamNamePrefix."));
    }
    let name = groups::named(request.log_group_name.as_ref(), request.log_group_identifier.as_ref())?.to_owned();
    let group_arn = groups::arn(world, &name);
    let prefix = request.log_stream_name_prefix.as_deref().unwrap_or_default();
    let streams = groups::find(world, &name)?.streams.iter().filter(|(name, _)| name.starts_with(prefix));
    let shapes = streams.map(|(name, stream)| {
        let last = stream.events.last().map(|event| event.timestamp);
        let key = if by_time { format!("{:020}/{name}", last.unwrap_or(0)) } else { name.clone() };
        let shape = LogStream {
            log_stream_name: Some(name.clone()),
            creation_time: Some(stream.created_at.0),
            first_event_timestamp: stream.events.first().map(|event| event.timestamp),
            last_event_timestamp: last,
            last_ingestion_time: stream.ingested_at.map(|moment| moment.0),
            upload_sequence_token: Some(super::events::SEQUENCE_TOKEN.to_owned()),
            arn: Some(format!("{group_arn}:log-stream:{name}")),
            ..LogStream::default()
        };
        (key, shape)
    });
    let found = page(shapes.collect(), request.descending == Some(true), request.next_token.as_deref(), size);
    let (log_streams, next_token) = found.ok_or_else(bad_token)?;
    Ok(DescribeLogStreamsResponse { log_streams, next_token, ..DescribeLogStreamsResponse::default() })
}

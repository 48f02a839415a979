//! The keys of a DynamoDB table that is a journal: the use case that makes the table and the journal in it agree on them.

/// The partition key: text.
pub const PARTITION_KEY: &str = "pk";
/// The sort key: text.
pub const SORT_KEY: &str = "sk";
/// The attribute that says when an item ends, in seconds since 1970.
pub const EXPIRES_AT: &str = "expires_at";

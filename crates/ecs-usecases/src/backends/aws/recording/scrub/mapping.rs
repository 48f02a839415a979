//! Which stand-in is whose.

use super::Sink;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

/// What was found, as far as its stand-in depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in super::super) enum Kind {
    /// An account id of 12 digits.
    Account,
    /// The id of an access key, or another of IAM's unique ids; its prefix tells of what.
    AccessKey,
    /// An e-mail address.
    Email,
    /// An IPv4 address.
    Address,
    /// Any other text.
    Text,
}

impl Kind {
    pub(in super::super) fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::AccessKey => "access key",
            Self::Email => "e-mail",
            Self::Address => "address",
            Self::Text => "text",
        }
    }
}

/// Gives each value a stand-in of the same form, the same value the same one.
///
/// Values are known by a salted hash, so that none of them stays in memory.
pub(in super::super) struct Mapping {
    salt: [u8; 32],
    known: HashMap<(Kind, [u8; 32]), String>,
    counts: BTreeMap<Kind, usize>,
    /// A text whose stand-ins are not given again.
    taken: String,
}

impl Default for Mapping {
    fn default() -> Self {
        Self::beside("")
    }
}

impl Mapping {
    /// A mapping that gives no stand-in which this text holds.
    pub(in super::super) fn beside(text: &str) -> Self {
        Self { salt: rand::random(), known: HashMap::new(), counts: BTreeMap::new(), taken: text.to_owned() }
    }

    fn hash(&self, value: &str) -> [u8; 32] {
        Sha256::new().chain_update(self.salt).chain_update(value).finalize().into()
    }

    fn next(&mut self, kind: Kind, value: &str) -> String {
        loop {
            let count = self.counts.entry(kind).or_default();
            *count += 1;
            let candidate = stand_in(kind, value, *count);
            if self.taken.is_empty() || !self.taken.contains(&candidate) {
                return candidate;
            }
        }
    }
}

impl Sink for Mapping {
    fn hide(&mut self, kind: Kind, found: &str) -> String {
        let key = (kind, self.hash(found));
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let stand_in = self.next(kind, found);
        self.known.insert(key, stand_in.clone());
        stand_in
    }

    fn knows(&self, word: &str) -> bool {
        self.known.contains_key(&(Kind::Text, self.hash(word)))
    }
}

fn stand_in(kind: Kind, value: &str, count: usize) -> String {
    match kind {
        Kind::Account => account(count),
        Kind::AccessKey => format!("{}EXAMPLE{count:09}", value.get(..4).unwrap_or("AKIA")),
        Kind::Email => format!("scrubbed-{count}@example.com"),
        // The range that is for benchmarks, of which nobody is.
        Kind::Address => format!("198.{}.{}.{}", 18 + count / 65_536 % 2, count / 256 % 256, count % 256),
        Kind::Text => format!("scrubbed-{count}"),
    }
}

/// 111122223333, 222233334444, …, then 900000000010 and on.
fn account(count: usize) -> String {
    if count < 10 { (0..12).map(|place| char::from(b'0' + ((count + place / 4) % 10) as u8)).collect() } else { format!("9000{count:08}") }
}

/// Whether this can be the stand-in of an account.
pub(in super::super) fn is_account_stand_in(digits: &str) -> bool {
    digits.starts_with("90000000") || (1..10).any(|count| account(count) == digits)
}

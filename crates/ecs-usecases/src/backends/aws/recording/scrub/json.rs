//! Scrubs JSON by where a value stands. Only what is hidden changes; numbers and spaces stay as they came.

use super::{Kind, Scrub, Sink, names, text};
use serde::de::IgnoredAny;
use std::ops::Range;

/// A value and where it stands in the text.
enum Node {
    Text(Range<usize>),
    Number(Range<usize>),
    Constant,
    List(Vec<Node>),
    Members(Vec<(Range<usize>, Node)>),
}

/// The JSON with stand-ins, or nothing if it is not JSON.
pub(super) fn scrub(body: &str, rules: &Scrub, sink: &mut dyn Sink) -> Option<String> {
    serde_json::from_str::<IgnoredAny>(body).ok()?;
    let node = Reader { text: body, at: 0 }.value();
    let mut writer = Writer { body, rules, sink, edits: Vec::new() };
    writer.value(&node, Place::Plain);
    let mut edits = writer.edits;
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(body.len());
    let mut rest = 0;
    for (range, new) in edits {
        out += &body[rest..range.start];
        out += &new;
        rest = range.end;
    }
    Some(out + &body[rest..])
}

/// The same for a text that holds an object or a list.
pub(super) fn scrub_nested(value: &str, rules: &Scrub, sink: &mut dyn Sink) -> Option<String> {
    value.trim_start().starts_with(['{', '[']).then(|| scrub(value, rules, sink)).flatten()
}

/// Where a value stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Plain,
    /// The value is a secret.
    Secret,
    /// Variables are below, as pairs or as members.
    Environment,
    /// It names a secret that is kept elsewhere.
    Reference,
}

struct Writer<'a> {
    body: &'a str,
    rules: &'a Scrub,
    sink: &'a mut dyn Sink,
    edits: Vec<(Range<usize>, String)>,
}

impl Writer<'_> {
    fn value(&mut self, node: &Node, place: Place) {
        match node {
            Node::Constant => {}
            Node::Number(range) => self.number(range),
            Node::Text(range) => self.text(range, place),
            Node::List(items) => {
                let mut place_of_next = place;
                for item in items {
                    self.value(item, place_of_next);
                    let is_flag = matches!(item, Node::Text(range) if names::is_secret_flag(&decode(&self.body[range.clone()])));
                    place_of_next = if is_flag { Place::Secret } else { place };
                }
            }
            Node::Members(members) => self.members(members, place),
        }
    }

    fn members(&mut self, members: &[(Range<usize>, Node)], place: Place) {
        let name = |range: &Range<usize>| decode(&self.body[range.clone()]);
        let text_of = |wanted: &[&str]| {
            members.iter().find_map(|(key, node)| match node {
                Node::Text(range) if wanted.contains(&name(key).as_str()) => Some(name(range)),
                _ => None,
            })
        };
        let is_value = |name: &str| matches!(name, "value" | "Value" | "parameterValue" | "ParameterValue");
        let is_pair = members.iter().any(|(key, _)| is_value(&name(key)));
        let secure = text_of(&["Type", "type"]).as_deref() == Some("SecureString")
            || text_of(&["name", "Name", "key", "Key", "parameterKey", "ParameterKey"]).is_some_and(|name| names::is_secret(&name));
        let places: Vec<_> = members
            .iter()
            .map(|(key, _)| {
                let name = name(key);
                if is_value(&name) && (secure || place != Place::Plain) {
                    Place::Secret
                } else if place != Place::Plain && !is_pair {
                    place
                } else if names::is_environment(&name) {
                    Place::Environment
                } else if names::is_reference(&name) {
                    Place::Reference
                } else if names::is_secret(&name) {
                    Place::Secret
                } else {
                    Place::Plain
                }
            })
            .collect();
        for ((key, node), place) in members.iter().zip(places) {
            self.text(key, Place::Plain);
            self.value(node, place);
        }
    }

    fn text(&mut self, range: &Range<usize>, place: Place) {
        let old = decode(&self.body[range.clone()]);
        if old.is_empty() {
            return;
        }
        let new = match place {
            Place::Plain => match scrub_nested(&old, self.rules, self.sink) {
                Some(new) => new,
                None => text(&old, self.rules, self.sink),
            },
            Place::Secret | Place::Environment => self.sink.hide(Kind::Text, &old),
            Place::Reference => {
                let name = names::referenced(&old);
                let stand_in = self.sink.hide(Kind::Text, name);
                let start = name.as_ptr().addr() - old.as_ptr().addr();
                let (before, after) = (&old[..start], &old[start + name.len()..]);
                text(before, self.rules, self.sink) + &stand_in + &text(after, self.rules, self.sink)
            }
        };
        if new != old {
            self.edits.push((range.clone(), serde_json::Value::from(new).to_string()));
        }
    }

    fn number(&mut self, range: &Range<usize>) {
        let old = &self.body[range.clone()];
        if old.len() == 12 && old.bytes().all(|byte| byte.is_ascii_digit()) {
            let new = self.sink.hide(Kind::Account, old);
            let is_number = new.bytes().all(|byte| byte.is_ascii_digit());
            self.edits.push((range.clone(), if is_number { new } else { serde_json::Value::from(new).to_string() }));
        }
    }
}

fn decode(token: &str) -> String {
    serde_json::from_str(token).unwrap_or_default()
}

/// Reads JSON that is known to be valid.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        bytes.get(self.at).copied().unwrap_or_default()
    }

    fn value(&mut self) -> Node {
        match self.peek() {
            b'"' => Node::Text(self.string()),
            b'[' => Node::List(self.sequence(b']', Self::value)),
            b'{' => Node::Members(self.sequence(b'}', |reader| {
                reader.peek();
                let key = reader.string();
                reader.peek();
                reader.at += 1;
                (key, reader.value())
            })),
            first => {
                let start = self.at;
                let rest = &self.text[start..];
                self.at += rest.find([',', ']', '}', ' ', '\t', '\r', '\n']).unwrap_or(rest.len());
                if first == b'-' || first.is_ascii_digit() { Node::Number(start..self.at) } else { Node::Constant }
            }
        }
    }

    fn sequence<T>(&mut self, end: u8, item: impl Fn(&mut Self) -> T) -> Vec<T> {
        let mut items = Vec::new();
        self.at += 1;
        loop {
            match self.peek() {
                byte if byte == end || byte == 0 => {
                    self.at += 1;
                    return items;
                }
                b',' => self.at += 1,
                _ => items.push(item(self)),
            }
        }
    }

    fn string(&mut self) -> Range<usize> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        self.at += 1;
        while let Some(byte) = bytes.get(self.at) {
            self.at += if *byte == b'\\' { 2 } else { 1 };
            if *byte == b'"' {
                break;
            }
        }
        start..self.at
    }
}

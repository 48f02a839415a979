//! [`Mutator`]: makes inputs of inputs, by a seed.

use rand::{Rng, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};

/// Texts that programs trip over.
const PIECES: &[&str] = &[
    "",
    "0",
    "-1",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "1e308",
    "-0.0",
    "1e-400",
    "null",
    "true",
    "[]",
    "{}",
    "\"",
    "\\",
    "\\u0000",
    "\u{feff}",
    "é",
    "😀",
    "\u{202e}",
    ":",
    "::",
    "/",
    "//",
    "@",
    "@sha256:",
    "arn:",
    "arn:aws:",
    ":latest",
    "..",
    "*",
    "?",
    "%00",
    "\n",
    "\r\n",
    "\t",
    " ",
    "[[[[[[[[",
    "{\"a\":",
    "localhost:5000/",
    "123456789012",
    "sha256:",
];

/// Numbers that programs trip over.
const NUMBERS: &[i64] = &[0, 1, -1, 2, 7, 100, 255, 256, 65_535, 65_536, i32::MAX as i64, i32::MIN as i64, i64::MAX, i64::MIN];

/// A sequence of inputs that a seed decides.
#[derive(Debug)]
pub struct Mutator {
    rng: ChaCha8Rng,
    seeds: Vec<Vec<u8>>,
}

impl Mutator {
    /// Inputs made of these, of which there has to be one.
    pub fn new(seed: u64, seeds: Vec<Vec<u8>>) -> Self {
        assert!(!seeds.is_empty(), "inputs are made of inputs");
        Self { rng: ChaCha8Rng::seed_from_u64(seed), seeds }
    }

    /// The next one: a few changes to one of the seeds.
    pub fn input(&mut self) -> Vec<u8> {
        let mut input = self.seeds[self.rng.random_range(0..self.seeds.len())].clone();
        if self.rng.random_bool(0.6)
            && let Some(changed) = self.change_json(&input)
        {
            input = changed;
            if self.rng.random_bool(0.7) {
                return input;
            }
        }
        for _ in 0..self.rng.random_range(1..=4) {
            self.change_bytes(&mut input);
        }
        input
    }

    fn span(&mut self, length: usize) -> std::ops::Range<usize> {
        let from = self.rng.random_range(0..=length);
        let most = if self.rng.random_bool(0.8) { 16 } else { length };
        from..self.rng.random_range(from..=(from + most).min(length))
    }

    fn change_bytes(&mut self, input: &mut Vec<u8>) {
        let at = self.rng.random_range(0..=input.len());
        match self.rng.random_range(0..8) {
            0 if at < input.len() => input[at] ^= 1 << self.rng.random_range(0..8),
            1 if at < input.len() => input[at] = self.rng.random_range(0x20..0x7f),
            2 => {
                let span = self.span(input.len());
                input.drain(span);
            }
            3 => {
                let span = self.span(input.len());
                let copied = input[span].to_vec();
                input.splice(at..at, copied);
            }
            4 => {
                let other = self.seeds[self.rng.random_range(0..self.seeds.len())].clone();
                let span = self.span(other.len());
                input.splice(at..at, other[span].iter().copied());
            }
            5 => input.truncate(at),
            6 => {
                let piece = PIECES.choose(&mut self.rng).unwrap_or(&"").repeat(if self.rng.random_bool(0.02) { 300 } else { 1 });
                let span = self.span(input.len());
                input.splice(span, piece.bytes());
            }
            _ => {
                let piece = *PIECES.choose(&mut self.rng).unwrap_or(&"");
                input.splice(at..at, piece.bytes());
            }
        }
    }

    /// Change what the last line or the whole text says in JSON; nothing if it says nothing.
    fn change_json(&mut self, input: &[u8]) -> Option<Vec<u8>> {
        let text = std::str::from_utf8(input).ok()?;
        let (before, json) = match text.find(['{', '[']) {
            Some(at) if text[at..].lines().count() > 1 && serde_json::from_str::<Value>(&text[at..]).is_err() => {
                let line = text.lines().collect::<Vec<_>>();
                let chosen = self.rng.random_range(0..line.len());
                let changed = self.changed(line[chosen])?;
                let lines = line.iter().enumerate().map(|(index, line)| if index == chosen { changed.as_str() } else { line });
                return Some(lines.collect::<Vec<_>>().join("\n").into_bytes());
            }
            Some(at) => text.split_at(at),
            None => return None,
        };
        Some([before, &self.changed(json)?].concat().into_bytes())
    }

    fn changed(&mut self, json: &str) -> Option<String> {
        let mut value: Value = serde_json::from_str(json).ok()?;
        for _ in 0..self.rng.random_range(1..=3) {
            let nodes = count(&value);
            let mut chosen = self.rng.random_range(0..nodes);
            self.change(&mut value, &mut chosen);
        }
        Some(value.to_string())
    }

    /// Change the node of this number, counted down.
    fn change(&mut self, value: &mut Value, left: &mut usize) -> bool {
        if *left == 0 {
            self.replace(value);
            return true;
        }
        *left -= 1;
        match value {
            Value::Array(items) => items.iter_mut().any(|item| self.change(item, left)),
            Value::Object(members) => members.values_mut().any(|member| self.change(member, left)),
            _ => false,
        }
    }

    fn replace(&mut self, value: &mut Value) {
        match (self.rng.random_range(0..6), &mut *value) {
            (0..3, Value::Object(members)) if !members.is_empty() => self.change_members(members),
            (0..3, Value::Array(items)) if !items.is_empty() => {
                let at = self.rng.random_range(0..items.len());
                let item = items[at].clone();
                match self.rng.random_range(0..3) {
                    0 => drop(items.remove(at)),
                    1 => items.push(item),
                    _ => items.extend(std::iter::repeat_n(item, 30)),
                }
            }
            (0..3, Value::String(text)) => {
                let mut bytes = std::mem::take(text).into_bytes();
                self.change_bytes(&mut bytes);
                *text = String::from_utf8_lossy(&bytes).into_owned();
            }
            _ => *value = self.another(),
        }
    }

    fn change_members(&mut self, members: &mut Map<String, Value>) {
        let names: Vec<String> = members.keys().cloned().collect();
        let name = &names[self.rng.random_range(0..names.len())];
        match self.rng.random_range(0..3) {
            0 => drop(members.shift_remove(name)),
            1 => {
                let value = members.shift_remove(name).unwrap_or_default();
                members.insert((*PIECES.choose(&mut self.rng).unwrap_or(&"")).to_owned(), value);
            }
            _ => {
                let other = &names[self.rng.random_range(0..names.len())];
                let value = members.get(other).cloned().unwrap_or_default();
                members.insert(name.clone(), value);
            }
        }
    }

    fn another(&mut self) -> Value {
        match self.rng.random_range(0..8) {
            0 => Value::Null,
            1 => json!(self.rng.random_bool(0.5)),
            2 | 3 => json!(NUMBERS.choose(&mut self.rng)),
            4 => json!([0.5, -0.5, 1e300, f64::MIN_POSITIVE][self.rng.random_range(0..4)]),
            5 => json!(PIECES.choose(&mut self.rng)),
            6 => json!("x".repeat([1, 64, 255, 256, 2_000][self.rng.random_range(0..5)])),
            _ => [json!([]), json!({}), json!([[[[[[]]]]]]), json!({"a": {"a": {"a": null}}})][self.rng.random_range(0..4)].clone(),
        }
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

//! Finds secrets in text by their form.

use super::{Kind, Scrub, Sink};
use regex_lite::Regex;
use std::sync::LazyLock;

/// A pattern, which of its groups is secret, and whether a match is one.
struct Rule {
    pattern: Regex,
    kind: Kind,
    group: usize,
    accept: fn(&str) -> bool,
}

/// In the order in which they are tried; what one has found is not shown to the next.
static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    vec![
        rule(Kind::Text, 0, r"(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)"),
        // An error about a signature repeats what was signed: that goes on to the end.
        rule(Kind::Text, 0, r"(?s)AWS4-HMAC-SHA256.*"),
        rule(Kind::Text, 1, r#"(?i)x-amz-(?:security-token|signature|credential)\s*[:=]\s*([^\s&"'<>,]+)"#),
        rule(Kind::Text, 1, r"(?i)signature=([0-9a-f]{64})"),
        rule(Kind::Text, 1, r"(?i)\b(?:bearer|basic)\s+([A-Za-z0-9._~+/=-]{16,})"),
        rule(Kind::Text, 0, r"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"),
        rule(Kind::Text, 1, r#"[A-Za-z][A-Za-z0-9+.-]*://([^/\s@"'<>]+)@"#),
        rule(
            Kind::Text,
            1,
            r#"(?i)(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)[a-z0-9_]*["']?\s*=\s*["']?([^\s"'&;,<>]+)"#,
        ),
        rule(Kind::Text, 1, r#"(?i)--?[a-z-]*(?:password|secret|token|api-?key)\s+([^\s"'-][^\s"']*)"#),
        rule(Kind::Text, 0, r"(?:IQoJ|FwoG|FQoG)[A-Za-z0-9+/=_%-]{30,}"),
        rule(Kind::Email, 0, r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"),
        rule(Kind::AccessKey, 0, r"(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|AIPA|ANPA|ANVA|APKA|AROA|ASCA)[A-Z0-9]{12,}"),
        Rule { accept: is_random, ..rule(Kind::Text, 0, r"[A-Za-z0-9+/_=%-]{100,}") },
        Rule { accept: is_secret_key, ..rule(Kind::Text, 0, r"[A-Za-z0-9+/]{40,}") },
    ]
});

/// What a stand-in looks like: a request that repeats one from an earlier answer has to be found again.
static STAND_IN: LazyLock<Rule> = LazyLock::new(|| rule(Kind::Text, 0, r"scrubbed-[0-9]+"));

static ADDRESS: LazyLock<Rule> = LazyLock::new(|| Rule { accept: is_address, ..rule(Kind::Address, 0, r"[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+") });

/// Words between these are looked up among what was hidden before.
const DELIMITERS: &[char] = &[' ', '\t', '\r', '\n', '"', '\'', '`', '<', '>', '(', ')', '[', ']', '{', '}', ',', ';', '&', '=', '|'];

/// The shortest word that is hidden for being known.
const SHORTEST_KNOWN: usize = 8;

fn rule(kind: Kind, group: usize, pattern: &str) -> Rule {
    Rule { pattern: Regex::new(pattern).expect("the pattern is a constant"), kind, group, accept: |_| true }
}

/// A piece of a text.
enum Piece {
    Open(String),
    Done(String),
}

/// The text with stand-ins.
pub(in super::super) fn scrub(text: &str, rules: &Scrub, sink: &mut dyn Sink) -> String {
    let mut pieces = vec![Piece::Open(text.to_owned())];
    for (index, hidden) in rules.texts.iter().enumerate() {
        pieces = each(pieces, |open, out| {
            for (number, part) in open.split(hidden.as_str()).enumerate() {
                if number > 0 {
                    out.push(Piece::Done(format!("hidden-{}", index + 1)));
                }
                out.push(Piece::Open(part.to_owned()));
            }
        });
    }
    for pattern in &rules.patterns {
        pieces = each(pieces, |open, out| matches(open, pattern, 0, Kind::Text, |found| !found.is_empty(), sink, out));
    }
    for rule in RULES.iter().chain(rules.addresses.then_some(&*ADDRESS)).chain([&*STAND_IN]) {
        pieces = each(pieces, |open, out| matches(open, &rule.pattern, rule.group, rule.kind, rule.accept, sink, out));
    }
    pieces = each(pieces, |open, out| accounts(open, sink, out));
    pieces = each(pieces, |open, out| known(open, sink, out));
    pieces.into_iter().map(|(Piece::Open(part) | Piece::Done(part))| part).collect()
}

fn each(pieces: Vec<Piece>, mut split: impl FnMut(&str, &mut Vec<Piece>)) -> Vec<Piece> {
    let mut out = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Piece::Open(open) => split(&open, &mut out),
            done @ Piece::Done(_) => out.push(done),
        }
    }
    out
}

fn matches(
    open: &str,
    pattern: &Regex,
    group: usize,
    kind: Kind,
    accept: impl Fn(&str) -> bool,
    sink: &mut dyn Sink,
    out: &mut Vec<Piece>,
) {
    let mut rest = 0;
    for found in pattern.captures_iter(open).filter_map(|captures| captures.get(group)) {
        if found.start() >= rest && accept(found.as_str()) {
            out.push(Piece::Open(open[rest..found.start()].to_owned()));
            out.push(Piece::Done(sink.hide(kind, found.as_str())));
            rest = found.end();
        }
    }
    out.push(Piece::Open(open[rest..].to_owned()));
}

/// Account ids: 12 digits, also in groups of four.
fn accounts(open: &str, sink: &mut dyn Sink, out: &mut Vec<Piece>) {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[0-9]+(?:-[0-9]{4}-[0-9]{4})?").expect("the pattern is a constant"));
    let bytes = open.as_bytes();
    let mut rest = 0;
    for found in PATTERN.find_iter(open) {
        // After a per cent sign the first two digits are those of an encoded byte.
        let start =
            if found.start() > 0 && bytes[found.start() - 1] == b'%' { (found.start() + 2).min(found.end()) } else { found.start() };
        let run = &open[start..found.end()];
        let grouped = run.contains('-');
        let is_account = if grouped {
            run.len() == 14 && !open[..start].ends_with('-') && !open[found.end()..].starts_with(|c: char| c == '-' || c.is_ascii_digit())
        } else {
            run.len() == 12 && !is_part_of_hash(open, start, found.end()) && !is_fraction(open, start, found.end())
        };
        if is_account {
            let stand_in = sink.hide(Kind::Account, &run.replace('-', ""));
            out.push(Piece::Open(open[rest..start].to_owned()));
            out.push(Piece::Done(if grouped && stand_in.len() == 12 && stand_in.is_ascii() {
                format!("{}-{}-{}", &stand_in[..4], &stand_in[4..8], &stand_in[8..])
            } else {
                stand_in
            }));
            rest = found.end();
        }
    }
    out.push(Piece::Open(open[rest..].to_owned()));
}

/// Whether these digits belong to a digest or to a UUID: those are random, and some are checked against what they are of.
fn is_part_of_hash(text: &str, start: usize, end: usize) -> bool {
    let is_hex = |byte: &u8| byte.is_ascii_hexdigit();
    let bytes = text.as_bytes();
    let before = bytes[..start].iter().rev().take_while(|byte| is_hex(byte)).count();
    let after = bytes[end..].iter().take_while(|byte| is_hex(byte)).count();
    let ends_uuid = || {
        let head = bytes[..start].iter().rev().take(24).rev().copied().collect::<Vec<_>>();
        head.len() == 24
            && head.iter().enumerate().all(|(place, byte)| if [8, 13, 18, 23].contains(&place) { *byte == b'-' } else { is_hex(byte) })
    };
    before + 12 + after >= 32 || (before == 0 && after == 0 && ends_uuid())
}

/// Whether these digits are all that stands behind the point of a number.
fn is_fraction(text: &str, start: usize, end: usize) -> bool {
    let Some(number) = text[..start].strip_suffix('.') else { return false };
    let before = number.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_name = |c: char| c.is_alphanumeric() || ".:/_".contains(c);
    before.len() < number.len()
        && !before.ends_with(is_name)
        && !text[end..].starts_with(|c| c == '-' || (is_name(c) && c != 'e' && c != 'E'))
}

fn known(open: &str, sink: &mut dyn Sink, out: &mut Vec<Piece>) {
    let mut rest = 0;
    let mut start = 0;
    for word in open.split(DELIMITERS) {
        let bare = word.trim_end_matches(['.', ':', '!', '?']);
        for word in [word, bare] {
            if start >= rest && is_telling(word) && sink.knows(word) {
                out.push(Piece::Open(open[rest..start].to_owned()));
                out.push(Piece::Done(sink.hide(Kind::Text, word)));
                rest = start + word.len();
            }
        }
        // Every delimiter is one byte.
        start += word.len() + 1;
    }
    out.push(Piece::Open(open[rest..].to_owned()));
}

/// Whether a word is like a password. The value of a variable can also be `production` or a Region, which stand everywhere.
fn is_telling(word: &str) -> bool {
    let has = |test: fn(char) -> bool| usize::from(word.contains(test));
    let other = |c: char| !c.is_alphanumeric() && !"-_./:".contains(c);
    let classes = has(char::is_lowercase) + has(char::is_uppercase) + has(|c| c.is_ascii_digit()) + has(other);
    word.len() >= SHORTEST_KNOWN && classes >= 3
}

/// Whether a long text is more mixed than words or paths are. Bits a character: random base64 has above 5, English 4.
fn is_random(text: &str) -> bool {
    const BITS: f64 = 4.4;
    let mut counts = [0_u32; 256];
    text.bytes().for_each(|byte| counts[usize::from(byte)] += 1);
    let length = text.len() as f64;
    let bits: f64 =
        counts.iter().filter(|count| **count > 0).map(|count| f64::from(*count) / length).map(|share| -share * share.log2()).sum();
    bits > BITS
}

/// A secret access key has 40 characters of base64 and no prefix.
fn is_secret_key(text: &str) -> bool {
    let has = |test: fn(&u8) -> bool| text.as_bytes().iter().any(test);
    text.len() == 40 && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit)
}

fn is_address(text: &str) -> bool {
    text.parse::<std::net::Ipv4Addr>().is_ok()
}

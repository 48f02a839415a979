//! Scrubs XML. Only what is hidden changes; the rest stays as it came.

use super::{Kind, Scrub, Sink, names, text};

pub(super) fn scrub(body: &str, rules: &Scrub, sink: &mut dyn Sink) -> String {
    let mut out = String::with_capacity(body.len());
    let mut element = "";
    let mut rest = body;
    while !rest.is_empty() {
        let (content, tag) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        out += &scrub_content(content, element, rules, sink);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        // After `</a>` there is no element that the content belongs to.
        let name = tag[..end].trim_start_matches('<').trim_end_matches('>').split_whitespace().next().unwrap_or_default();
        element = if name.starts_with('/') { "" } else { name };
        out += &text(&tag[..end], rules, sink);
        rest = &tag[end..];
    }
    out
}

fn scrub_content(raw: &str, element: &str, rules: &Scrub, sink: &mut dyn Sink) -> String {
    let content = unescape(raw);
    let scrubbed = if names::is_secret(element) && !content.trim().is_empty() {
        sink.hide(Kind::Text, content.trim())
    } else {
        text(&content, rules, sink)
    };
    if scrubbed == content { raw.to_owned() } else { scrubbed.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;") }
}

fn unescape(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, entity)) = rest.split_once('&') {
        out += before;
        let character = entity.split_once(';').and_then(|(name, after)| Some((character(name)?, after)));
        if let Some((character, after)) = character {
            out.push(character);
            rest = after;
        } else {
            out.push('&');
            rest = entity;
        }
    }
    out + rest
}

fn character(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

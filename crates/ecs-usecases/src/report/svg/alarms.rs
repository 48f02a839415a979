//! The lane of alarms: a row for each, with its states.

use super::{Lane, canvas::Canvas, scale::Scale};
use crate::{
    clock::Timestamp,
    event::EventDetail,
    report::{Track, words},
};

const ROW: f64 = 26.0;
const STATES: [(&str, &str, &str); 3] =
    [("OK", "state-ok", "OK"), ("ALARM", "state-alarm", "ALARM"), ("INSUFFICIENT_DATA", "state-open", "INSUFFICIENT_DATA")];
const SHOWN: usize = 12;

/// When an alarm came to a state, which, and why.
type Reached<'a> = (Timestamp, &'a str, Option<&'a str>);

/// The states of each alarm as bars, until the next one.
pub(super) fn lane(track: &Track, scale: &Scale) -> Option<Lane> {
    let mut alarms: Vec<(&str, Vec<Reached<'_>>)> = Vec::new();
    for told in &track.told {
        let EventDetail::Alarm { name, state, reason } = &told.detail else { continue };
        let reached = (told.at.0, state.as_str(), reason.as_deref());
        match alarms.iter_mut().find(|(known, _)| known == name) {
            Some((_, states)) => states.push(reached),
            None => alarms.push((name, vec![reached])),
        }
    }
    if alarms.is_empty() {
        return None;
    }
    // Those that fired are what one looks for.
    alarms.sort_by_key(|(_, states)| !states.iter().any(|(_, state, _)| *state == "ALARM"));
    let hidden = alarms.len().saturating_sub(SHOWN);
    let end = track.span().map_or(scale.end(), |(_, last)| last.0);
    let mut canvas = Canvas::default();
    for (row, (name, states)) in alarms.iter().take(SHOWN).enumerate() {
        let top = row as f64 * ROW;
        canvas.text("key", scale.left, top + 9.0, "start", &super::bars::fitted(name, scale.right - scale.left));
        for (place, (at, state, reason)) in states.iter().enumerate() {
            let to = states.get(place + 1).map_or(end, |next| next.0);
            let (left, right) = (scale.x(*at).min(scale.right - 3.0), scale.x(to));
            let title = format!("{name}: {state}\n{} UTC\n{}", words::moment(*at), reason.unwrap_or_default());
            let class = STATES.iter().find(|(known, ..)| known == state).map_or("state-open", |(_, class, _)| class);
            canvas.titled(title.trim_end(), |canvas| canvas.rect(class, left, top + 13.0, (right - left).max(3.0), 8.0));
        }
    }
    let seen = |state: &str| alarms.iter().any(|(_, states)| states.iter().any(|(_, known, _)| *known == state));
    let legend = STATES.iter().filter(|(state, ..)| seen(state)).map(|(_, class, words)| (*class, (*words).to_owned())).collect();
    let title = if hidden > 0 { format!("Alarms ({hidden} more)") } else { "Alarms".to_owned() };
    Some(Lane { kind: "alarms", title, legend, height: alarms.len().min(SHOWN) as f64 * ROW - 4.0, canvas })
}

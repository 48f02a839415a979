//! Spans of time as bars with a label each, packed into rows so that neither bars nor labels overlap.

use super::{canvas::Canvas, scale::Scale};
use crate::clock::Timestamp;

/// A span of time.
pub(super) struct Bar {
    pub(super) class: String,
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
    pub(super) label: String,
    /// What is shown when it is pointed at.
    pub(super) title: String,
}

pub(super) const ROW: f64 = 19.0;
const HEIGHT: f64 = 15.0;

/// Where a label is: its left end, and which end of the text that is.
struct Placed {
    label: String,
    x: f64,
    anchor: &'static str,
    /// All that bar and label take.
    from: f64,
    to: f64,
}

/// Draw bars in at most `most` rows. Gives the height, and how many have no label because there were too many.
pub(super) fn draw(bars: &[Bar], scale: &Scale, most: usize, canvas: &mut Canvas) -> (f64, usize) {
    let mut rows: Vec<f64> = Vec::new();
    let mut without = 0;
    for bar in bars {
        let (left, right) = ends(bar, scale);
        let placed = place(bar, left, right, scale);
        let free = rows.iter().position(|end| *end + 5.0 <= placed.from);
        let row = free.unwrap_or(rows.len());
        let (row, labelled) = if row < most { (row, true) } else { (most - 1, false) };
        if row == rows.len() {
            rows.push(f64::MIN);
        }
        let top = row as f64 * ROW;
        canvas.titled(&bar.title, |canvas| {
            canvas.rect(&bar.class, left, top, right - left, HEIGHT);
            if labelled {
                canvas.text("on", placed.x, top + 11.5, placed.anchor, &placed.label);
            }
        });
        if labelled {
            rows[row] = rows[row].max(placed.to);
        } else {
            without += 1;
        }
    }
    (rows.len() as f64 * ROW - (ROW - HEIGHT), without)
}

/// The ends of a bar: what took no time is seen, too.
fn ends(bar: &Bar, scale: &Scale) -> (f64, f64) {
    let (left, right) = (scale.x(bar.from), scale.x(bar.to));
    let left = left.min(scale.right - 4.0);
    (left, right.max(left + 4.0))
}

/// The label goes into the bar, or else behind it, or else before it, where there is more room.
fn place(bar: &Bar, left: f64, right: f64, scale: &Scale) -> Placed {
    let wide = width(&bar.label);
    let (inside, behind, before) = (right - left - 10.0, scale.right - right - 5.0, left - scale.left - 5.0);
    if wide <= inside || (inside >= behind && inside >= before) {
        return Placed { label: fitted(&bar.label, inside), x: left + 5.0, anchor: "start", from: left, to: right };
    }
    if wide <= behind || behind >= before {
        let label = fitted(&bar.label, behind);
        let to = right + 5.0 + width(&label);
        return Placed { label, x: right + 5.0, anchor: "start", from: left, to };
    }
    let label = fitted(&bar.label, before);
    let from = left - 5.0 - width(&label);
    Placed { label, x: left - 5.0, anchor: "end", from, to: right }
}

/// About how wide a text is, in the widest of the fonts that are usual for a page.
pub(crate) fn width(text: &str) -> f64 {
    text.chars()
        .map(|letter| match letter {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '|' | ' ' => 4.0,
            'm' | 'w' | 'M' | 'W' | '%' | '…' => 10.5,
            'A'..='Z' => 7.7,
            letter if letter.is_ascii() => 6.8,
            _ => 11.0,
        })
        .sum()
}

/// As much of a text as fits, with a sign that something was left out.
pub(crate) fn fitted(text: &str, room: f64) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut fitted = String::new();
    let mut left = room - width("…");
    for letter in text.chars() {
        left -= width(letter.encode_utf8(&mut [0; 4]));
        if left < 0.0 {
            break;
        }
        fitted.push(letter);
    }
    fitted + "…"
}

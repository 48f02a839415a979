//! The stages of an entry as a picture: one below the other, what each takes on its left, what it leaves on its right.

use super::{CatalogEntry, document::StageDocument, render::words};
use crate::report::svg::{
    bars::{fitted, width},
    canvas::{Canvas, escape, number},
};
use serde_json::Value;

const STYLE: &str = include_str!("picture.css");

const WIDTH: f64 = 760.0;
const BOX: f64 = 290.0;
const LEFT: f64 = (WIDTH - BOX) / 2.0;
const RIGHT: f64 = LEFT + BOX;
/// Between a box and the texts beside it: room for an arrow.
const ASIDE: f64 = 22.0;
const LINE: f64 = 16.0;
const BETWEEN: f64 = 20.0;
const TOP: f64 = 30.0;

/// The picture.
pub(super) fn stages(entry: &CatalogEntry) -> String {
    let mut canvas = Canvas::default();
    canvas.text("head", LEFT - ASIDE, 16.0, "end", "takes");
    canvas.text("head", WIDTH / 2.0, 16.0, "middle", "stage, and who answers for it");
    canvas.text("head", RIGHT + ASIDE, 16.0, "start", "leaves");
    let mut top = TOP;
    for (place, stage) in entry.document.stages.iter().enumerate() {
        if place > 0 {
            arrow_down(&mut canvas, top);
            top += BETWEEN;
        }
        top += one(&mut canvas, place + 1, stage, top);
    }
    let height = number(top + 10.0);
    let label = escape(&format!("The stages of {}", entry.document.title));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ecs-stages\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {wide} {height}\">\
         <style>{STYLE}</style><title>{label}</title><rect class=\"ground\" width=\"{wide}\" height=\"{height}\"/>{}</svg>\n",
        canvas.into_text(),
        wide = number(WIDTH),
    )
}

/// Draw a stage; gives its height.
fn one(canvas: &mut Canvas, number: usize, stage: &StageDocument, top: f64) -> f64 {
    let room = LEFT - ASIDE - 4.0;
    let (takes, leaves) = (lines(&stage.takes, room), lines(&stage.leaves, room));
    let height = (takes.len().max(leaves.len()) as f64 * LINE + 10.0).max(46.0);
    let middle = top + height / 2.0;
    let who = stage.responsible.and_then(|actor| serde_json::to_value(actor).ok());
    let who = who.as_ref().and_then(Value::as_str).unwrap_or_default();
    let name = fitted(&format!("{number}. {}", stage.name), (BOX - 22.0) / 1.12);
    let draw = |canvas: &mut Canvas| {
        canvas.rect("box", LEFT, top, BOX, height);
        canvas.rect(who, LEFT, top, 6.0, height);
        canvas.text("stage", LEFT + 16.0, middle - 4.0, "start", &name);
        canvas.text("who", LEFT + 16.0, middle + 13.0, "start", &words(who));
    };
    if stage.does.is_empty() {
        draw(canvas);
    } else {
        canvas.titled(&stage.does, draw);
    }
    beside(canvas, &takes, LEFT - ASIDE, "end", middle);
    beside(canvas, &leaves, RIGHT + ASIDE, "start", middle);
    if !takes.is_empty() {
        arrow_right(canvas, LEFT - ASIDE + 5.0, LEFT - 3.0, middle);
    }
    if !leaves.is_empty() {
        arrow_right(canvas, RIGHT + 3.0, RIGHT + ASIDE - 5.0, middle);
    }
    height
}

/// Artifacts as lines of at most this width, an artifact that is too long for one on several.
fn lines(artifacts: &[String], room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    for artifact in artifacts {
        let mut line = String::new();
        for word in artifact.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            // The font is a tenth larger than that which widths are of.
            if width(&longer) * 1.1 > room && !line.is_empty() {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            } else {
                line = longer;
            }
        }
        lines.extend((!line.is_empty()).then_some(line));
    }
    lines
}

fn beside(canvas: &mut Canvas, lines: &[String], x: f64, anchor: &str, middle: f64) {
    let first = middle - (lines.len() as f64 - 1.0) * LINE / 2.0 + 4.0;
    for (place, line) in lines.iter().enumerate() {
        canvas.text("artifact", x, first + place as f64 * LINE, anchor, line);
    }
}

fn arrow_right(canvas: &mut Canvas, from: f64, tip: f64, y: f64) {
    let (over, under, back) = (number(y - 3.5), number(y + 3.5), number(tip - 4.0));
    canvas.path("arrow", &format!("M{} {y}H{tip}M{back} {over}L{tip} {y}L{back} {under}", number(from), y = number(y), tip = number(tip)));
}

fn arrow_down(canvas: &mut Canvas, top: f64) {
    let (x, tip) = (WIDTH / 2.0, top + BETWEEN - 2.0);
    let (left, right, back) = (number(x - 3.5), number(x + 3.5), number(tip - 4.0));
    canvas.path(
        "arrow",
        &format!("M{x} {}V{tip}M{left} {back}L{x} {tip}L{right} {back}", number(top + 2.0), x = number(x), tip = number(tip)),
    );
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::catalog;

    #[test]
    fn every_entry_has_a_picture_of_all_its_stages() {
        for item in catalog::list() {
            let entry = catalog::get(item.id).unwrap();
            let svg = stages(entry);
            assert_eq!(svg.matches("class=\"box\"").count(), entry.document.stages.len(), "{}", item.name);
            for stage in &entry.document.stages {
                for word in stage.takes.iter().chain(&stage.leaves).flat_map(|artifact| artifact.split_whitespace()) {
                    assert!(svg.contains(&escape(word)), "{}: {word}", item.name);
                }
                assert!(svg.contains(&format!(". {}<", escape(&stage.name))), "{}: {} does not fit", item.name, stage.name);
            }
        }
    }

    #[test]
    fn long_artifacts_take_several_lines_and_stay_in_their_room() {
        let long = "a very long name of an artifact that nobody would give to a thing".to_owned();
        let room = LEFT - ASIDE - 4.0;
        let lines = lines(&[long.clone(), "short".into()], room);
        assert!(lines.len() > 2 && lines.iter().all(|line| width(line) * 1.1 <= room), "{lines:?}");
        assert_eq!(lines.join(" "), format!("{long} short"));
    }
}

//! Numbers over time: what holds from a moment until the next one.

use super::{
    canvas::{Canvas, number},
    scale::Scale,
};
use crate::clock::Timestamp;

/// A picture has no more than a value for each of these.
const COLUMN: f64 = 0.75;

/// Of values that are nearer to each other than can be seen: the highest of each, and the one that stays.
pub(super) fn thinned<const N: usize>(points: &[(Timestamp, [f64; N])], scale: &Scale) -> Vec<(f64, [f64; N])> {
    let mut kept: Vec<(f64, [f64; N])> = Vec::new();
    let mut at = 0;
    while at < points.len() {
        let x = scale.x(points[at].0);
        let next = points[at..].iter().position(|(moment, _)| scale.x(*moment) - x >= COLUMN).map_or(points.len(), |count| at + count);
        let column = &points[at..next];
        let total = |values: &[f64; N]| values.iter().sum::<f64>();
        let highest = column.iter().fold(&column[0], |best, point| if total(&point.1) > total(&best.1) { point } else { best });
        let last = &column[column.len() - 1];
        if total(&highest.1) > total(&last.1) && column.len() > 2 {
            kept.push((x, highest.1));
            kept.push((x + COLUMN, last.1));
        } else {
            kept.push((x, last.1));
        }
        at = next;
    }
    kept
}

/// Draw the first values of each moment on each other, a class and a word for each. Gives the legend of those that there are.
pub(super) fn stack<const N: usize>(
    points: &[(f64, [f64; N])],
    layers: &[(&'static str, &str)],
    y: impl Fn(f64) -> f64,
    end: f64,
    canvas: &mut Canvas,
) -> Vec<(&'static str, String)> {
    let xs: Vec<f64> = points.iter().map(|(x, _)| *x).collect();
    let heights = |counts: &[f64]| counts.iter().map(|count| y(*count)).collect::<Vec<_>>();
    let mut legend = Vec::new();
    let mut low = vec![0.0; points.len()];
    for (layer, (class, word)) in layers.iter().enumerate() {
        if points.iter().all(|(_, counts)| counts[layer] <= 0.0) {
            continue;
        }
        let high: Vec<f64> = low.iter().zip(points).map(|(below, (_, counts))| below + counts[layer]).collect();
        canvas.path(class, &area(&xs, &heights(&low), &heights(&high), end));
        legend.push((*class, (*word).to_owned()));
        low = high;
    }
    legend
}

/// Between two series of heights, as steps, from the first value to `end`.
fn area(xs: &[f64], low: &[f64], high: &[f64], end: f64) -> String {
    let back = xs.iter().zip(low).rev().map(|(x, y)| format!("V{}H{}", number(*y), number(*x)));
    line(xs, high, end) + &back.collect::<String>() + "Z"
}

/// The values as steps, from the first to `end`.
pub(super) fn line(xs: &[f64], ys: &[f64], end: f64) -> String {
    let ends = xs.iter().skip(1).chain([&end]);
    let steps = xs.iter().zip(ys).zip(ends).enumerate().map(|(place, ((x, y), next))| {
        let to = if place == 0 { format!("M{} {}", number(*x), number(*y)) } else { format!("V{}", number(*y)) };
        format!("{to}H{}", number(*next))
    });
    steps.collect()
}

/// Round numbers for the lines of an axis from 0, two or three.
pub(super) fn levels(highest: f64) -> Vec<f64> {
    let step = [1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1000.0].into_iter().find(|step| highest / step <= 3.0);
    let step = step.unwrap_or_else(|| (highest / 3.0).ceil());
    let count = (highest / step).floor() as u32;
    (0..=count).map(|count| f64::from(count) * step).collect()
}

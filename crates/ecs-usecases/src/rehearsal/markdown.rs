//! A rehearsal for people.

use super::{Course, Rehearsal, ServiceCourse, ServiceStanding};
use crate::plan::markdown::{span, stages, writes};
use std::fmt::Write;

/// The rehearsal as Markdown.
pub(super) fn of(rehearsal: &Rehearsal) -> String {
    let mut text = String::new();
    let word = if rehearsal.passed { "passed" } else { "did not pass" };
    let Rehearsal { use_case, region, account, expected, .. } = rehearsal;
    let _ = writeln!(text, "# Rehearsal of {use_case} in {region} ({account}): {word}\n");
    for why in &rehearsal.reasons {
        let _ = writeln!(text, "- {}", line(why));
    }
    if !rehearsal.reasons.is_empty() {
        text.push('\n');
    }
    text.push_str("| | ends | after | peak of tasks | fewest running | holds then | safe |\n|---|---|---|---|---|---|---|\n");
    row(&mut text, "as expected", expected, None);
    for tried in &rehearsal.what_ifs {
        let at = tried.happens_after.map(|at| format!(" after {}", span(at))).unwrap_or_default();
        row(&mut text, &format!("if {}{at}", tried.what_if), &tried.course, Some(tried.safe));
    }
    for left in &rehearsal.left_out {
        let _ = writeln!(text, "\nNot tried out, if {}: {}.", left.what_if, line(&left.why));
    }
    text.push_str("\n## As expected\n\n");
    let _ = writeln!(text, "{} writes, {}. {}\n", expected.writes.len(), span(expected.duration), line(&expected.cause));
    capacity(&mut text, expected);
    cost(&mut text, expected);
    text.push_str("\n### Writes\n\n");
    writes(&mut text, &expected.writes, region, account);
    text.push_str("\n### Stages\n\n");
    stages(&mut text, &expected.stages);
    for tried in rehearsal.what_ifs.iter().filter(|tried| !tried.safe) {
        let _ = writeln!(text, "\n## If {}\n", tried.what_if);
        for why in &tried.reasons {
            let _ = writeln!(text, "- {}", line(why));
        }
        let _ = writeln!(text, "\nIt ends **{}**: {}", tried.course.ending, line(&tried.course.cause));
    }
    if !expected.warnings.is_empty() {
        text.push_str("\n## Warnings\n\n");
        expected.warnings.iter().for_each(|warning| {
            let _ = writeln!(text, "- {}", line(warning));
        });
    }
    text
}

/// Text that stays in its line, and in its cell.
fn line(text: &str) -> String {
    text.replace('\n', " ").replace('|', "\\|")
}

fn row(text: &mut String, name: &str, course: &Course, safe: Option<bool>) {
    let fewest = course.services.iter().filter_map(|service| Some((service.lowest_running?, service)));
    let fewest = fewest.map(|(lowest, service)| format!("{lowest} of {}", service.desired));
    let held = course.services.iter().map(held);
    let all = |values: Vec<String>| {
        let mut values = values;
        // A thousand services that stand alike are told once.
        values.dedup();
        let more = values.len().saturating_sub(SHOWN);
        values.truncate(SHOWN);
        if more > 0 { format!("{} and {more} more", values.join(", ")) } else { values.join(", ") }
    };
    let safe = safe.map_or("", |safe| if safe { "yes" } else { "**no**" });
    let _ = writeln!(
        text,
        "| {} | {} | {} | {} | {} | {} | {safe} |",
        line(name),
        course.ending.replace('_', " "),
        span(course.duration),
        course.peak_tasks,
        all(fewest.collect()),
        all(held.collect())
    );
}

/// Services that a row tells of.
const SHOWN: usize = 5;

fn held(service: &ServiceCourse) -> String {
    match service.holds {
        ServiceStanding::Former => "the former revision".into(),
        ServiceStanding::New => "the new revision".into(),
        ServiceStanding::Open => format!("{} of {} healthy", service.healthy, service.desired),
        ServiceStanding::Gone => "no service".into(),
    }
}

fn capacity(text: &mut String, course: &Course) {
    if !course.capacity.is_empty() {
        text.push_str("| runs on | tasks at the peak | vCPU | GB | quota of vCPU |\n|---|---|---|---|---|\n");
    }
    for need in &course.capacity {
        let quota = need.quota_vcpu.map_or_else(|| "not known".to_owned(), |quota| quota.to_string());
        let quota = if need.kind.starts_with("instances") { String::new() } else { quota };
        let _ = writeln!(
            text,
            "| {} in {} | {} | {} | {} | {quota} |",
            need.kind, need.region, need.peak_tasks, need.peak_vcpu, need.peak_memory_gb
        );
    }
    for why in &course.no_room {
        let _ = writeln!(text, "\nNo room: {}", line(why));
    }
}

fn cost(text: &mut String, course: &Course) {
    let cost = &course.cost;
    let dollars = |amount: Option<f64>| amount.map_or_else(|| "not known".to_owned(), |amount| format!("{amount:.4} USD"));
    let _ = writeln!(
        text,
        "\nCost of the tasks: {} for the run, {} a month afterwards ({}, as of {}).",
        dollars(cost.rollout),
        dollars(cost.monthly_difference),
        cost.source,
        cost.as_of
    );
    if !cost.unpriced.is_empty() {
        let _ = writeln!(text, "No price is known of {}: give yours.", cost.unpriced.join(", "));
    }
}

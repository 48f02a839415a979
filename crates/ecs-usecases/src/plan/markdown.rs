//! A plan for people.

use super::{Change, Plan, PlannedStage, PlannedWrite};
use std::fmt::Write;

/// Whole milliseconds say nothing in an expectation.
pub(crate) fn span(span: crate::span::Span) -> String {
    crate::span::Span::from_secs(span.0.as_secs()).to_string()
}

/// Text that stands in a line of Markdown as it is.
fn code(text: &str) -> String {
    let text = text.replace('\n', " ");
    let fence = if text.contains('`') { "``" } else { "`" };
    format!("{fence}{text}{fence}")
}

/// The plan as Markdown.
pub(super) fn of(plan: &Plan) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "# Plan of {} in {} ({})\n", plan.use_case, plan.region, plan.account);
    let _ = writeln!(
        text,
        "{} writes, about {}, at most {} tasks. Expected: **{}**{}{}\n",
        plan.writes.len(),
        span(plan.duration),
        plan.peak_tasks,
        plan.ending,
        if plan.cause.is_empty() { "" } else { ", " },
        plan.cause
    );
    text.push_str("## Writes\n\n");
    writes(&mut text, &plan.writes, &plan.region, &plan.account);
    text.push_str("\n## Stages\n\n");
    stages(&mut text, &plan.stages);
    if !plan.risks.is_empty() {
        text.push_str("\n## Risks\n\n");
        for risk in &plan.risks {
            let level = format!("{:?}", risk.level).to_lowercase();
            let about = if risk.resource.is_empty() { String::new() } else { format!(" ({})", risk.resource) };
            let _ = writeln!(text, "- **{level}** {}{about}: {}", risk.id, risk.why);
        }
    }
    if !plan.warnings.is_empty() {
        text.push_str("\n## Warnings\n\n");
        plan.warnings.iter().for_each(|warning| {
            let _ = writeln!(text, "- {warning}");
        });
    }
    text
}

/// Writes in a list; those elsewhere than in this Region and account say where.
pub(crate) fn writes(text: &mut String, writes: &[PlannedWrite], region: &str, account: &str) {
    if writes.is_empty() {
        text.push_str("Nothing is changed.\n");
    }
    for (index, write) in writes.iter().enumerate() {
        one(text, index + 1, write, region, account);
    }
}

/// Stages in a table.
pub(crate) fn stages(text: &mut String, stages: &[PlannedStage]) {
    text.push_str("| stage | begins after | takes | times | responsible |\n|---|---|---|---|---|\n");
    for stage in stages {
        let actor = stage.responsible.and_then(|actor| serde_json::to_value(actor).ok());
        let actor = actor.as_ref().and_then(|actor| actor.as_str()).unwrap_or_default().replace('_', " ");
        let indent = "· ".repeat(stage.within.len());
        let name = stage.name.replace('|', "\\|");
        let _ = writeln!(text, "| {indent}{name} | {} | {} | {} | {actor} |", span(stage.after), span(stage.duration), stage.times);
    }
}

fn one(text: &mut String, number: usize, write: &PlannedWrite, region: &str, account: &str) {
    let on = write.resource.as_ref().map(|resource| format!(" {}", code(resource))).unwrap_or_default();
    let elsewhere = (write.region != region || write.account != account).then(|| format!(" in {} ({})", write.region, write.account));
    let step = if write.step.is_empty() { String::new() } else { format!(", in *{}*", write.step.join(" / ")) };
    let _ = writeln!(text, "{number}. `{}`{on}{} after {}{step}", write.action, elsewhere.unwrap_or_default(), span(write.after));
    for Change { path, before, after } in &write.changes {
        let path = if path.is_empty() { "it" } else { path };
        let _ = match (before, after) {
            (Some(before), Some(after)) => writeln!(text, "   - {}: {} → {}", code(path), code(before), code(after)),
            (None, Some(after)) => writeln!(text, "   - {}: {}", code(path), code(after)),
            (Some(before), None) => writeln!(text, "   - {}: {} is taken away", code(path), code(before)),
            (None, None) => Ok(()),
        };
    }
}

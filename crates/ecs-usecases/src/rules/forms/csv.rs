//! A report as a table for spreadsheets.

use crate::rules::posture::PostureReport;

const HEAD: &str = "rule,outcome,level,pillar,kind,resource,path,line,message,remedy,sources";

/// A value between quotes. A sign that a spreadsheet takes for a formula is set off by an apostrophe.
fn quoted(text: &str) -> String {
    let formula = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{formula}{}\"", text.replace('"', "\"\""))
}

impl PostureReport {
    /// As CSV by RFC 4180: a line of names, and one for each check.
    pub fn to_csv(&self) -> String {
        let mut text = format!("{HEAD}\r\n");
        for check in &self.checks {
            let line = check.place.map_or_else(String::new, |place| place.line.to_string());
            let sources = check.sources.join("; ");
            let cells = [
                check.rule.as_ref(),
                check.outcome.as_str(),
                check.level.as_str(),
                check.pillar.as_str(),
                check.kind.as_str(),
                &check.resource,
                &check.path,
                &line,
                &check.message,
                &check.remedy,
                &sources,
            ];
            text += &cells.map(quoted).join(",");
            text += "\r\n";
        }
        text
    }
}

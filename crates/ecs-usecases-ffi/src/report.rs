//! Reports, which cross the border as JSON text.

use crate::{guard::guarded_now, twin};
use ecs_usecases::{Error, Result, RunReport};
use serde_json::Value;

/// A report in JSON.
pub fn report_text(report: &RunReport) -> Result<String> {
    serde_json::to_string(report).map_err(|error| Error::invalid("report", error.to_string()))
}

/// A report in one of its forms: `html`, `svg` or `markdown`.
pub fn render_report(text: &str, form: &str) -> Result<String> {
    guarded_now(|| {
        let value: Value = serde_json::from_str(text).map_err(|error| Error::invalid("report", format!("it is not JSON: {error}")))?;
        let report: RunReport = twin::read(value, "report")?;
        match form {
            "html" => Ok(report.to_html()),
            "svg" => Ok(report.to_svg()),
            "markdown" => Ok(report.to_markdown()),
            _ => Err(Error::invalid("form", format!("there is no form `{form}` of a report")).advise("There are: html, svg, markdown.")),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ecs_usecases::ErrorKind;

    #[test]
    fn a_report_has_three_forms() {
        let text = report_text(&RunReport::default().named("noop")).expect("it is written");
        for (form, begin) in [("html", "<!doctype html>"), ("svg", "<svg"), ("markdown", "###")] {
            assert!(render_report(&text, form).expect("it is rendered").starts_with(begin));
        }
        for (text, form) in [("no", "html"), ("7", "html"), (r#"{"tracks": 1}"#, "html"), (&text, "pdf")] {
            assert_eq!(render_report(text, form).expect_err("it is wrong").kind(), ErrorKind::InvalidRequest);
        }
    }
}

//! Matrices: all use cases by one thing that their entries say.

mod cells;

use crate::error::{Error, ErrorKind, Result};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, context, value::Serde};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{fmt::Write, str::FromStr, sync::LazyLock};

/// What use cases are set against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatrixBy {
    /// Who takes part: the stages for which each answers.
    Actor,
    /// What stages take and leave: the use cases that leave each artifact, and those that take it.
    Artifact,
    /// Where tasks can run.
    LaunchType,
    /// How what runs is changed.
    Strategy,
    /// What is asked of Amazon ECR.
    EcrFeature,
    /// The IAM actions of the calls; of use cases that this version can run.
    IamAction,
    /// The best practices, by pillar of the AWS Well-Architected Framework.
    Pillar,
}

impl MatrixBy {
    /// All there are.
    pub const ALL: [Self; 7] =
        [Self::Actor, Self::Artifact, Self::LaunchType, Self::Strategy, Self::EcrFeature, Self::IamAction, Self::Pillar];

    /// The name in snake case, as in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Artifact => "artifact",
            Self::LaunchType => "launch_type",
            Self::Strategy => "strategy",
            Self::EcrFeature => "ecr_feature",
            Self::IamAction => "iam_action",
            Self::Pillar => "pillar",
        }
    }
}

impl FromStr for MatrixBy {
    type Err = Error;

    /// [`InvalidRequest`](ErrorKind::InvalidRequest) if there is none of this name; the advice names the one that looks most like it.
    fn from_str(name: &str) -> Result<Self> {
        let asked = name.trim().to_lowercase().replace(['-', ' '], "_");
        if let Some(by) = Self::ALL.into_iter().find(|by| by.as_str() == asked) {
            return Ok(by);
        }
        let likeness = |by: &Self| strsim::jaro_winkler(by.as_str(), &asked);
        let error = Error::invalid("by", format!("there is no matrix by `{name}`"));
        let known: Vec<_> = Self::ALL.iter().map(|by| by.as_str()).collect();
        Err(match Self::ALL.iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other))) {
            Some(nearest) => error.advise(format!("Did you mean `{}`? There are: {}.", nearest.as_str(), known.join(", "))),
            None => error,
        })
    }
}

/// A table: a head for each row, and its cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Matrix {
    /// What use cases are set against.
    pub by: MatrixBy,
    /// What it shows.
    pub title: String,
    /// The heads of the columns; the first is that of the rows' heads.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<MatrixRow>,
}

/// A row of a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MatrixRow {
    /// What it is about: a use case, or an artifact or action.
    pub head: String,
    /// A cell for each column but the first; empty where nothing is said.
    pub cells: Vec<String>,
}

/// All use cases by this.
///
/// [`Internal`](ErrorKind::Internal) if an entry can't be read, which is a defect of this library.
pub fn matrix(by: MatrixBy) -> Result<Matrix> {
    cells::matrix(by)
}

const HTML: &str = "matrix.html";

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template(HTML, include_str!("../template/matrix.html")).expect("the template is a constant");
    environment
});

impl Matrix {
    /// As a table in Markdown, with its title.
    pub fn to_markdown(&self) -> String {
        let mut text = format!("## {}\n\n", self.title);
        row(&mut text, self.columns.iter());
        row(&mut text, self.columns.iter().map(|_| "---"));
        for line in &self.rows {
            row(&mut text, std::iter::once(&line.head).chain(&line.cells));
        }
        text
    }

    /// As a part of an HTML page: no script, no style of its own.
    pub fn to_html(&self) -> String {
        let template = TEMPLATES.get_template(HTML).expect("it was added");
        template.render(context! { matrix => Serde(self) }).expect("a matrix has every value that the template names")
    }

    /// As CSV (RFC 4180), with a line of heads.
    pub fn to_csv(&self) -> Result<String> {
        let internal = |why: String| Error::new(ErrorKind::Internal, why);
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        writer.write_record(&self.columns).map_err(|error| internal(error.to_string()))?;
        for row in &self.rows {
            writer.write_record(std::iter::once(&row.head).chain(&row.cells)).map_err(|error| internal(error.to_string()))?;
        }
        let bytes = writer.into_inner().map_err(|error| internal(error.to_string()))?;
        String::from_utf8(bytes).map_err(|error| internal(error.to_string()))
    }
}

fn row(text: &mut String, cells: impl Iterator<Item = impl AsRef<str>>) {
    text.push('|');
    for cell in cells {
        // A bar or an end of line would end the cell.
        let cell = cell.as_ref().replace('|', "\\|").replace(['\r', '\n'], " ");
        let _ = write!(text, " {cell} |");
    }
    text.push('\n');
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_in_a_cell_stays_in_it() {
        let odd = "a|b, \"c\"\n<script>&";
        let matrix = Matrix {
            by: MatrixBy::Actor,
            title: "A <title>".into(),
            columns: vec!["use case".into(), odd.into()],
            rows: vec![MatrixRow { head: odd.into(), cells: vec![odd.into()] }],
        };
        let markdown = matrix.to_markdown();
        assert_eq!(markdown.lines().nth(4), Some("| a\\|b, \"c\" <script>& | a\\|b, \"c\" <script>& |"), "{markdown}");
        assert_eq!(markdown.lines().count(), 5);
        let html = matrix.to_html();
        assert!(!html.contains("<script>") && html.contains("A &lt;title&gt;") && html.contains("&lt;script&gt;&amp;"), "{html}");
        let csv = matrix.to_csv().unwrap();
        let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
        assert_eq!(reader.headers().unwrap(), vec!["use case", odd]);
        assert_eq!(reader.records().next().unwrap().unwrap(), vec![odd, odd]);
    }

    #[test]
    fn names_are_read_and_the_nearest_is_told() {
        for by in MatrixBy::ALL {
            assert_eq!(by.as_str().parse::<MatrixBy>().unwrap(), by);
            assert_eq!(serde_json::to_value(by).unwrap(), by.as_str());
        }
        assert_eq!(" IAM-action ".parse::<MatrixBy>().unwrap(), MatrixBy::IamAction);
        let error = "actors".parse::<MatrixBy>().unwrap_err();
        assert!(error.details().advice.as_ref().unwrap().contains("`actor`"), "{error:?}");
    }
}

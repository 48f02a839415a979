//! Reports for people: Markdown, and HTML for a notebook or a page.

use super::{EcrChecklist, GapReport, Review, ServiceReview};
use crate::catalog::render::environment;
use minijinja::{Environment, context, value::Serde};
use serde::Serialize;
use std::sync::LazyLock;

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    environment(&[
        ("review.md", include_str!("template/review.md")),
        ("review.html", include_str!("template/review.html")),
        ("service.md", include_str!("template/service.md")),
        ("service.html", include_str!("template/service.html")),
        ("gaps.md", include_str!("template/gaps.md")),
        ("gaps.html", include_str!("template/gaps.html")),
        ("ecr.md", include_str!("template/ecr.md")),
        ("ecr.html", include_str!("template/ecr.html")),
    ])
});

fn render(template: &str, report: &impl Serialize) -> String {
    let template = TEMPLATES.get_template(template).expect("it was added");
    template.render(context! { report => Serde(report) }).expect("a report has every value that its template names")
}

macro_rules! texts {
    ($( $report:ident => $markdown:literal, $html:literal; )*) => { $(
        impl $report {
            /// As Markdown.
            pub fn to_markdown(&self) -> String {
                render($markdown, self)
            }

            /// As a part of an HTML page: no script, no style of its own.
            pub fn to_html(&self) -> String {
                render($html, self)
            }
        }
    )* };
}

texts! {
    Review => "review.md", "review.html";
    ServiceReview => "service.md", "service.html";
    GapReport => "gaps.md", "gaps.html";
    EcrChecklist => "ecr.md", "ecr.html";
}

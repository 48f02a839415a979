//! Calls as they are written in the pages.
#![allow(clippy::unwrap_used)]

use super::{calls::calls, listed};
use crate::{gallery, generate::collect, project::Project};
use ecs_usecases::use_case::registry;
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
};

fn code(use_case: &str, request: &Value) -> Vec<String> {
    let (api, _) = collect().unwrap();
    let case = api.cases.iter().find(|case| case.name == use_case).unwrap();
    calls(&api, use_case, &case.request, request).into_iter().map(|(_, code)| code).collect()
}

#[test]
fn names_are_those_of_the_language_and_data_stays_as_it_is() {
    let request = json!({
        "cluster": "main",
        "service": "web",
        "change": { "environment": { "LOG_LEVEL": "it's debug", "some-key": "" }, "grace_period": "30s" },
        "keep_revisions": 5,
    });
    let [rust, python, typescript] = code("configuration_change", &request).try_into().unwrap();
    assert!(rust.contains(r#".invoke("configuration_change", json!({"#), "{rust}");
    assert!(python.starts_with("outcome = client.configuration_change(\n    cluster=\"main\",\n    service=\"web\",\n"), "{python}");
    assert!(python.contains(r#""grace_period": "30s""#), "{python}");
    assert!(typescript.starts_with("const outcome = await client.configurationChange({\n  cluster: 'main',\n"), "{typescript}");
    assert!(typescript.contains("gracePeriod: '30s'"), "{typescript}");
    assert!(typescript.contains(r#"LOG_LEVEL: "it's debug", 'some-key': ''"#), "{typescript}");
    assert!(typescript.contains("keepRevisions: 5"), "{typescript}");
}

#[test]
fn values_are_those_of_the_language() {
    let request = json!({ "cluster": "main", "service": "web", "image": "shop/web:1.1", "force": true, "alarms": null });
    let [rust, python, typescript] = code("rolling_deployment", &request).try_into().unwrap();
    assert!(rust.contains("true") && rust.contains("null"), "{rust}");
    assert!(python.contains("force=True,\n    alarms=None,\n"), "{python}");
    assert!(typescript.contains("force: true") && typescript.contains("alarms: null"), "{typescript}");
}

/// The bindings' tests run the calls in Python and TypeScript. What `json!` takes is the request but for commas at an end.
#[test]
fn calls_in_rust_have_the_scenarios_request() {
    let root = Project::find().root;
    for entry in registry() {
        let Some(shown) = gallery::call_of(entry.info.name) else { continue };
        let (name, request) = shown.read(&root).unwrap().steps.swap_remove(shown.step);
        let rust = code(&name, &request).swap_remove(0);
        let (_, inner) = rust.split_once("json!(").unwrap();
        let (inner, _) = inner.rsplit_once("), RunOptions").unwrap();
        let lines = inner.lines().map(str::trim).collect::<String>().replace(",}", "}").replace(",]", "]");
        assert_eq!(serde_json::from_str::<Value>(&lines).unwrap(), request, "{name}");
    }
}

#[test]
fn the_summary_lists_pages_below_their_head() {
    let summary = "# Summary\n\n- [Use cases](use-cases/index.md)\n  - [UC99 Gone](use-cases/gone.md)\n- [Errors](errors.md)\n";
    let done = listed(summary, &[]).unwrap();
    assert!(
        !done.contains("gone") && done.contains("  - [Approvals, follow-ups and journals]") && done.ends_with("- [Errors](errors.md)\n"),
        "{done}"
    );
    assert_eq!(listed(&done, &[]).unwrap(), done);
    assert!(listed("# Summary\n", &[]).is_err());
}

/// The links of a page, outside of code.
fn links(text: &str) -> Vec<String> {
    let mut code = false;
    let lines = text.lines().filter(|line| {
        code ^= line.starts_with("```");
        !code && !line.starts_with("```")
    });
    let all = lines.flat_map(|line| line.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())));
    all.filter(|link| !link.contains("://")).collect()
}

/// The anchors of a page's headings.
fn anchors(text: &str) -> Vec<String> {
    let plain = |title: &str| title.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter)).collect::<String>();
    text.lines()
        .filter_map(|line| line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#')))
        .map(|title| plain(title).to_lowercase().replace(' ', "-"))
        .collect()
}

#[test]
fn every_link_of_the_docs_leads_somewhere() {
    let root = Project::find().root.join("docs/src");
    let pages = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_some_and(|kind| kind == "md")).collect()
    };
    let mut wrong = Vec::new();
    let mut count = 0;
    for page in pages(&root).into_iter().chain(pages(&root.join("use-cases"))) {
        let text = fs::read_to_string(&page).unwrap();
        for link in links(&text) {
            count += 1;
            let (path, anchor) = link.split_once('#').map_or((link.as_str(), None), |(path, anchor)| (path, Some(anchor)));
            let target = if path.is_empty() { page.clone() } else { page.parent().unwrap().join(path) };
            let there = target.exists();
            let named =
                anchor.is_none_or(|anchor| there && anchors(&fs::read_to_string(&target).unwrap()).iter().any(|known| known == anchor));
            if !there || !named {
                wrong.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 200, "only {count} links were found");
}

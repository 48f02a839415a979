//! The book in a browser: its search finds what it should, it complains of nothing, and it asks nothing of a network.

use crate::project::{Outcome, Program, on_path};
use serde_json::Value;
use std::{ffi::OsString, fs, path::Path};

/// Names a browser of Chromium's kind.
const PROGRAM: &str = "ECS_USECASES_CHROMIUM";

const QUIET: [&str; 12] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-first-run",
    "--virtual-time-budget=20000",
    "--enable-logging=stderr",
    "--dump-dom",
];

/// A word that is searched for, and a page that has to be among the first results.
const SEARCHES: [(&str, &str); 3] = [
    ("canary", "use-cases/canary-deployment.html"),
    ("blue green", "use-cases/blue-green-deployment.html"),
    ("image signing", "use-cases/image-signing.html"),
];

/// Pages that are opened, whatever they are searched for.
const PAGES: [&str; 3] = ["index.html", "use-cases/index.html", "use-cases/rollback.html"];

/// The browser, if there is one.
pub(super) fn program() -> Option<OsString> {
    let usual = ["chromium", "chromium-browser", "google-chrome"];
    std::env::var_os(PROGRAM).filter(|name| !name.is_empty()).or_else(|| usual.into_iter().find(|name| on_path(name)).map(OsString::from))
}

/// What is tried, in words.
pub(super) fn tried() -> String {
    format!("{} pages and {} searches", PAGES.len(), SEARCHES.len())
}

/// Open pages and search. Gives what is wrong.
pub(super) fn look(program: &OsString, html: &Path, work: &Path) -> Outcome<Vec<String>> {
    let mut wrong = Vec::new();
    for page in PAGES {
        let seen = open(program, &html.join(page), "", work)?;
        wrong.extend(seen.wrong.into_iter().map(|why| format!("{page}: {why}")));
        if !seen.dom.contains("<main>") {
            wrong.push(format!("{page}: it shows nothing"));
        }
    }
    for (words, page) in SEARCHES {
        let seen = open(program, &html.join("index.html"), &format!("?search={}", words.replace(' ', "%20")), work)?;
        wrong.extend(seen.wrong.into_iter().map(|why| format!("search for {words}: {why}")));
        let results = results(&seen.dom);
        if !results.iter().take(10).any(|link| link.contains(page)) {
            wrong.push(format!("search for {words}: {page} is not among the first of {} results: {results:?}", results.len()));
        }
    }
    Ok(wrong)
}

/// Where the results of a search lead, the best first.
fn results(dom: &str) -> Vec<String> {
    let list = dom.split_once("searchresults\"").map_or("", |(_, rest)| rest);
    let list = list.split("</ul>").next().unwrap_or_default();
    list.split("<a href=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

/// A page as the browser sees it after its scripts have run.
struct Seen {
    dom: String,
    /// What it complains of and what it asked of the network.
    wrong: Vec<String>,
}

fn open(program: &OsString, page: &Path, query: &str, work: &Path) -> Outcome<Seen> {
    fs::create_dir_all(work).map_err(|error| format!("{}: {error}", work.display()))?;
    let log = work.join("net.json");
    let address = format!("file://{}{query}", page.display());
    let mut arguments: Vec<String> = QUIET.iter().map(|&argument| argument.to_owned()).collect();
    arguments.extend([format!("--log-net-log={}", log.display()), format!("--user-data-dir={}", work.join("profile").display()), address]);
    let (dom, said) = Program::new(program, &arguments).both()?;
    let mut wrong: Vec<String> = said.lines().filter(|line| line.contains("CONSOLE")).map(str::to_owned).collect();
    wrong.extend(asked(&log)?.into_iter().map(|address| format!("it asked for {address}")));
    Ok(Seen { dom, wrong })
}

/// What a page asked of the network: addresses that are no files. The browser's own questions come from no page.
fn asked(log: &Path) -> Outcome<Vec<String>> {
    let failed = |error: String| format!("{}: {error}", log.display());
    let text = fs::read_to_string(log).map_err(|error| failed(error.to_string()))?;
    let net: Value = serde_json::from_str(&text).map_err(|error| failed(error.to_string()))?;
    let events = net["events"].as_array().ok_or_else(|| failed("it has no events".into()))?;
    let questions = events.iter().filter_map(|event| Some((event["params"]["url"].as_str()?, event["params"]["initiator"].as_str()?)));
    let foreign = |address: &str| ["http:", "https:", "ws:", "wss:", "ftp:"].iter().any(|scheme| address.starts_with(scheme));
    let mut asked: Vec<String> =
        questions.filter(|(url, from)| *from != "not an origin" && foreign(url)).map(|(url, _)| url.to_owned()).collect();
    asked.sort();
    asked.dedup();
    Ok(asked)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::project::Project;

    #[test]
    fn the_browser_would_tell() {
        let Some(program) = program() else {
            println!("there is no chromium");
            return;
        };
        let folder = Project::find().target.join("book-tests/browser");
        fs::create_dir_all(&folder).unwrap();
        let page = folder.join("index.html");
        fs::write(&page, "<!doctype html><main>x</main><img src='http://127.0.0.1:9/x.png'><script>throw new Error('broken')</script>")
            .unwrap();
        let seen = open(&program, &page, "", &folder).unwrap();
        let told = seen.wrong.join("\n");
        assert!(seen.dom.contains("<main>x</main>"), "{}", seen.dom);
        assert!(told.contains("it asked for http://127.0.0.1:9/x.png") && told.contains("broken"), "{told}");
    }

    #[test]
    fn results_are_read_in_their_order() {
        let dom = r#"<a href="no.html">n</a><ul id="mdbook-searchresults"><li><a href="one.html?highlight=x#y">1</a></li><li><a href="two.html">2</a></li></ul><a href="no.html">n</a>"#;
        assert_eq!(results(dom), ["one.html?highlight=x#y", "two.html"]);
        assert_eq!(results("<p></p>"), Vec::<String>::new());
    }
}

//! Links and loads of the built pages: each link inside of the book leads to a file and an anchor that are there, and nothing is
//! loaded from elsewhere, so that the book can be read without a network.

use crate::project::Outcome;
use html5gum::{Token, Tokenizer};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Component, Path, PathBuf},
};

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) files: usize,
    pub(super) inside: usize,
    pub(super) outside: usize,
    /// In words, with the page.
    pub(super) wrong: Vec<String>,
}

/// A page, as far as links are about it.
#[derive(Debug, Default)]
struct Page {
    anchors: BTreeSet<String>,
    links: Vec<String>,
    /// What a browser fetches by itself.
    loads: Vec<String>,
}

/// Look through every page below this folder.
pub(super) fn look(folder: &Path) -> Outcome<Found> {
    let mut pages = BTreeMap::new();
    let mut styles = Vec::new();
    for file in files(folder)? {
        let text = || fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()));
        let place = file.strip_prefix(folder).unwrap_or(&file).to_owned();
        match file.extension().and_then(|kind| kind.to_str()) {
            Some("html") => drop(pages.insert(place, read(&text()?))),
            Some("css") => styles.push((place, text()?)),
            _ => {}
        }
    }
    let mut found = Found { files: pages.len(), ..Found::default() };
    for (place, text) in styles {
        let urls = text.split("url(").skip(1).filter_map(|rest| rest.split_once(')'));
        let foreign = urls.map(|(url, _)| url.trim_matches(['"', '\'', ' '])).filter(|url| is_foreign(url));
        found.wrong.extend(foreign.map(|url| format!("{}: it loads {url}", place.display())));
        if text.contains("@import") {
            found.wrong.push(format!("{}: it imports a style", place.display()));
        }
    }
    for (place, page) in &pages {
        for load in &page.loads {
            if is_foreign(load) {
                found.wrong.push(format!("{}: it loads {load}", place.display()));
            } else if !load.starts_with("data:") {
                found.inside += 1;
                found.wrong.extend(astray(folder, &pages, place, load));
            }
        }
        for link in &page.links {
            if is_foreign(link) || link.starts_with("mailto:") {
                found.outside += 1;
            } else {
                found.inside += 1;
                found.wrong.extend(astray(folder, &pages, place, link));
            }
        }
    }
    Ok(found)
}

/// Why a link of a page leads nowhere, if it does.
fn astray(folder: &Path, pages: &BTreeMap<PathBuf, Page>, page: &Path, link: &str) -> Option<String> {
    let wrong = |why: &str| Some(format!("{}: {link}: {why}", page.display()));
    let (address, anchor) = link.split_once('#').map_or((link, None), |(address, anchor)| (address, Some(anchor)));
    let address = decoded(address.split('?').next().unwrap_or_default());
    let target = if address.is_empty() { Some(page.to_owned()) } else { resolved(page, &address) };
    let Some(target) = target else { return wrong("it leads out of the book") };
    if !folder.join(&target).is_file() {
        return wrong("there is no such file");
    }
    match (anchor, pages.get(&target)) {
        (Some(anchor), Some(other)) if !anchor.is_empty() && !other.anchors.contains(&decoded(anchor)) => wrong("there is no such anchor"),
        _ => None,
    }
}

/// Where an address leads from a page; `None` if that is out of the book.
fn resolved(page: &Path, address: &str) -> Option<PathBuf> {
    let mut place = page.parent().map(PathBuf::from).unwrap_or_default();
    for part in Path::new(address).components() {
        match part {
            Component::Normal(name) => place.push(name),
            Component::CurDir => {}
            Component::ParentDir if place.pop() => {}
            _ => return None,
        }
    }
    Some(place)
}

fn is_foreign(address: &str) -> bool {
    address.starts_with("//") || ["http:", "https:", "ws:", "wss:", "ftp:"].iter().any(|scheme| address.starts_with(scheme))
}

/// Without percent signs for letters.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escape = tail.get(..2).filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(escape.unwrap_or(*first));
        rest = if escape.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn read(html: &str) -> Page {
    let mut page = Page::default();
    for Ok(token) in Tokenizer::new(html) {
        let Token::StartTag(tag) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let attribute =
            |wanted: &str| tag.attributes.get(wanted.as_bytes()).map(|found| String::from_utf8_lossy(&found.value).into_owned());
        page.anchors.extend(attribute("id"));
        match name.as_str() {
            "a" => {
                page.anchors.extend(attribute("name"));
                page.links.extend(attribute("href"));
            }
            "link" | "image" | "use" => page.loads.extend(attribute("href")),
            "script" | "img" | "iframe" | "embed" | "audio" | "video" | "source" | "track" => page.loads.extend(attribute("src")),
            "object" => page.loads.extend(attribute("data")),
            _ => {}
        }
    }
    page
}

fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn looked(name: &str, files: &[(&str, &str)]) -> Found {
        let folder = crate::project::Project::find().target.join("book-tests").join(name);
        drop(fs::remove_dir_all(&folder));
        for (file, text) in files {
            let place = folder.join(file);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, text).unwrap();
        }
        look(&folder).unwrap()
    }

    #[test]
    fn links_that_lead_somewhere_are_well() {
        let found = looked(
            "well",
            &[
                (
                    "index.html",
                    "<h1 id='top'>x</h1><a href='sub/page.html#a%20b'>p</a><a href='#top'>t</a><a href='https://aws.amazon.com'>a</a>",
                ),
                ("sub/page.html", "<h2 id='a b'>y</h2><a href='../index.html?search=x'>i</a><img src='../picture.svg'>"),
                ("picture.svg", "<svg/>"),
            ],
        );
        assert_eq!(found.wrong, Vec::<String>::new());
        assert_eq!((found.files, found.inside, found.outside), (2, 4, 1));
    }

    #[test]
    fn what_leads_nowhere_or_comes_from_elsewhere_is_told() {
        let found = looked(
            "wrong",
            &[
                (
                    "index.html",
                    "<a href='gone.html'>1</a><a href='#gone'>2</a><a href='page.html#gone'>3</a><a href='../../out.html'>4</a>",
                ),
                (
                    "page.html",
                    "<script src='https://cdn.example/x.js'></script><link rel=stylesheet href='//cdn.example/x.css'><img src=gone.png>",
                ),
                ("style.css", "@import 'x.css'; body { background: url('http://cdn.example/x.png') }"),
            ],
        );
        let told = found.wrong.join("\n");
        let wanted = [
            "index.html: gone.html: there is no such file",
            "index.html: #gone: there is no such anchor",
            "index.html: page.html#gone: there is no such anchor",
            "index.html: ../../out.html: it leads out of the book",
            "page.html: it loads https://cdn.example/x.js",
            "page.html: it loads //cdn.example/x.css",
            "page.html: gone.png: there is no such file",
            "style.css: it loads http://cdn.example/x.png",
            "style.css: it imports a style",
        ];
        for line in wanted {
            assert!(told.lines().any(|known| known == line), "{line} is not in\n{told}");
        }
        assert_eq!(found.wrong.len(), wanted.len(), "{told}");
    }
}

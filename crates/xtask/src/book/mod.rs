//! `docs`: the book. Its sources are put together below the target folder, mdBook makes pages of them, and what readers would
//! stumble over is looked for: links that lead nowhere, files from elsewhere, a search that finds nothing.

mod browser;
mod links;
mod sources;

use crate::{
    install,
    project::{Outcome, Program, Project},
};
use std::path::PathBuf;

/// Make the book and look it over. Gives whether all is well; `None` if mdBook can't be had here.
pub(crate) fn run(project: &Project) -> Outcome<Option<bool>> {
    let Some(mdbook) = install::mdbook(project)? else { return Ok(None) };
    let folder = project.target.join("book");
    let pages = sources::lay_out(&project.root, &folder)?;
    let html = folder.join("html");
    let (built, printed) = Program::new(mdbook, &["build", "--dest-dir", &html.to_string_lossy(), &folder.to_string_lossy()]).watch()?;
    // What mdBook warns of is text that it read in another way than it was meant.
    let mut well = built && !printed.lines().any(|line| line.trim_start().starts_with("WARN"));
    let found = links::look(&html)?;
    for wrong in &found.wrong {
        println!("{wrong}");
    }
    println!(
        "{pages} pages of use cases; {} files of HTML, {} links inside of the book, {} out of it, {} wrong",
        found.files,
        found.inside,
        found.outside,
        found.wrong.len()
    );
    well &= found.wrong.is_empty();
    match browser::program() {
        Some(program) => {
            let wrong = browser::look(&program, &html, &folder.join("browser"))?;
            for wrong in &wrong {
                println!("{wrong}");
            }
            println!("{} in the browser, {} wrong", browser::tried(), wrong.len());
            well &= wrong.is_empty();
        }
        None => println!("there is no chromium, so the search was not tried; ECS_USECASES_CHROMIUM names one"),
    }
    println!("{}", index(&html).display());
    Ok(Some(well))
}

fn index(html: &std::path::Path) -> PathBuf {
    html.join("index.html")
}

//! Reads the entries of the catalog, so that nothing is parsed when the library starts.

use serde_json::Value;
use std::{env, error::Error, fmt::Write, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new("src/catalog/entries");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, Box<dyn Error>>>()?;
    files.retain(|file| file.extension().is_some_and(|kind| kind == "yaml"));
    files.sort();
    let mut code = String::from("[\n");
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        let named = |why: String| format!("{}: {why}", file.display());
        let entry: Value = serde_saphyr::from_str(&fs::read_to_string(&file)?).map_err(|error| named(error.to_string()))?;
        let text = |name: &str| entry[name].as_str().ok_or_else(|| named(format!("`{name}` is not there")));
        let (id, name, title, summary, complexity) = (text("id")?, text("name")?, text("title")?, text("summary")?, text("complexity")?);
        let expected = format!("{}_{name}", id.to_lowercase());
        if file.file_stem().is_none_or(|stem| *stem != *expected) {
            return Err(named(format!("it is that of {expected}")).into());
        }
        let json = entry.to_string();
        writeln!(
            code,
            "Indexed {{ id: {id:?}, name: {name:?}, title: {title:?}, summary: {summary:?}, complexity: {complexity:?}, json: {json:?} }},"
        )?;
    }
    code.push(']');
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("catalog.rs"), code)?;
    let file = "src/catalog/decision_tree.yaml";
    println!("cargo::rerun-if-changed={file}");
    let tree: Value = serde_saphyr::from_str(&fs::read_to_string(file)?).map_err(|error| format!("{file}: {error}"))?;
    fs::write(Path::new(&out).join("decision_tree.json"), tree.to_string())?;
    Ok(())
}

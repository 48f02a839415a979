//! Files that a command makes and that are committed.

use std::{fs, path::Path};

/// Write these files below `root`, or with `check` say which are stale. Gives whether all is well.
pub(crate) fn settle(root: &Path, files: impl IntoIterator<Item = (String, String)>, check: bool, command: &str) -> Result<bool, String> {
    let mut fresh = true;
    for (path, text) in files {
        let place = root.join(&path);
        if fs::read_to_string(&place).is_ok_and(|known| known == text) {
            continue;
        }
        if check {
            println!("stale: {path}");
            fresh = false;
        } else {
            if let Some(folder) = place.parent() {
                fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            }
            fs::write(&place, text).map_err(|error| format!("{path}: {error}"))?;
            println!("wrote {path}");
        }
    }
    if !fresh {
        println!("Run `cargo xtask {command}` and commit what it writes.");
    }
    Ok(fresh)
}

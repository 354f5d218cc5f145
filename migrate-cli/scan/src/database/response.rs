//! Response files: `@file` among the arguments stands for the arguments in that file.

use std::path::{Path, PathBuf};

/// Arguments with response files put in.
pub(super) struct Expanded {
    pub(super) arguments: Vec<String>,
    /// Response files that cannot be read, as they are named.
    pub(super) missing: Vec<String>,
}

/// Expands response files, nested ones too; one that names itself is read once.
pub(super) fn expand(arguments: &[String], directory: &Path) -> Expanded {
    let mut out = Expanded { arguments: Vec::with_capacity(arguments.len()), missing: Vec::new() };
    let mut open = Vec::new();
    expand_into(arguments, directory, &mut open, &mut out);
    out
}

fn expand_into(arguments: &[String], directory: &Path, open: &mut Vec<PathBuf>, out: &mut Expanded) {
    for arg in arguments {
        let Some(name) = arg.strip_prefix('@').filter(|n| !n.is_empty()) else {
            out.arguments.push(arg.clone());
            continue;
        };
        let path = directory.join(name);
        if open.contains(&path) {
            continue;
        }
        match std::fs::read(&path) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let inner = shlex::split(&text).unwrap_or_else(|| text.split_whitespace().map(str::to_owned).collect());
                open.push(path);
                expand_into(&inner, directory, open, out);
                open.pop();
            }
            Err(_) => out.missing.push(name.to_owned()),
        }
    }
}

//! A private Python environment with the modules that some counters import. Debian has no package of the pinned version.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::context::Context;
use crate::files;
use crate::unavailable::Unavailable;

/// The interpreter of the environment in `.cache/venv`, made anew when the list of modules changes.
pub(crate) fn python(context: &Context, requirements: &Path) -> Result<PathBuf> {
    let folder = context.cache.join("venv");
    let python = folder.join("bin/python");
    let stamp = folder.join("requirements.txt");
    let wanted = files::read(requirements)?;
    if python.exists() && fs::read_to_string(&stamp).is_ok_and(|made| made == wanted) {
        return Ok(python);
    }
    eprintln!("  installing the counters' Python modules into {}", folder.display());
    context.run("python3").args(["-m", "venv", "--clear"]).arg(&folder).ok()?;
    let pip = context.run(&python).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]);
    pip.arg(requirements).ok().map_err(|error| {
        Unavailable::error(
            format!(
                "the counters' Python modules could not be installed; offline? {}",
                last_error(&format!("{error:#}"))
            ),
            "connect this machine to a package index once",
        )
    })?;
    files::write(&stamp, &wanted)?;
    Ok(python)
}

fn last_error(text: &str) -> &str {
    text.lines().rfind(|line| line.starts_with("ERROR:")).unwrap_or("")
}

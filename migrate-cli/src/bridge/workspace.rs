//! Whether a generated crate belongs to a cargo workspace around it.
//!
//! A crate with a `[workspace]` of its own cannot be used by the members of a workspace around it; one without cannot be
//! built where such a workspace exists and does not know it. The first would surprise at the first use, and cargo says
//! how to mend the second: so a crate stands alone only where nothing is around it, or where it is excluded.

use std::path::Path;

/// No workspace around this folder takes it.
pub fn is_standalone(dir: &Path) -> bool {
    let dir = super::output::real(dir);
    let root = dir.ancestors().skip(1).find_map(|above| {
        let text = std::fs::read_to_string(above.join("Cargo.toml")).ok()?;
        let manifest: toml::Table = text.parse().ok()?;
        manifest.get("workspace").cloned().map(|workspace| (above, workspace))
    });
    let Some((above, workspace)) = root else { return true };
    let excluded = workspace.get("exclude").and_then(toml::Value::as_array);
    let mut excluded = excluded.into_iter().flatten().filter_map(toml::Value::as_str);
    excluded.any(|path| dir.starts_with(above.join(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_workspace_decides() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let at = dir.path().join("bridges/zoo");
        assert!(is_standalone(&at));
        std::fs::write(dir.path().join("Cargo.toml"), "[workspace]\nmembers = [\"app\"]\nexclude = [\"other\"]\n")?;
        assert!(!is_standalone(&at));
        assert!(is_standalone(&dir.path().join("other/zoo")));
        Ok(())
    }
}

//! Rules about what sources may name.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::uses::{Named, names};
use crate::context::Context;
use crate::files;

/// Crates that turn the same input into the same bytes: no files, clocks, processes, environment.
const PURE: &[&str] =
    &["migrate-cli/measure/src/stats", "migrate-cli/model/src", "migrate-cli/plan/src", "migrate-cli/rules/src"];
const IMPURE: &[&str] = &["std::fs", "std::net", "std::process", "std::env", "std::time", "std::io", "std::os"];

/// Who may print and exit: the binary and this crate.
const MAY_TALK: &[&str] = &["migrate-cli/src", "xtask/src"];
const TALK: &[&str] = &["println!", "print!", "eprintln!", "eprint!", "dbg!"];
const EXIT: &[&str] = &["process::exit"];

pub(super) fn impure(context: &Context) -> Result<Vec<String>> {
    let sources = PURE.iter().map(|dir| sources(&context.root.join(dir))).collect::<Result<Vec<_>>>()?;
    places(context, sources.concat(), |named| {
        IMPURE.iter().any(|bad| named.name == *bad || named.name.starts_with(&format!("{bad}::")))
    })
}

pub(super) fn talkative(context: &Context) -> Result<Vec<String>> {
    let mut all = sources(&context.root.join("migrate-cli"))?;
    all.retain(|path| !MAY_TALK.iter().any(|dir| path.starts_with(context.root.join(dir))));
    places(context, all, |named| TALK.contains(&&*named.name) || EXIT.iter().any(|exit| named.name.ends_with(exit)))
}

pub(super) fn long(context: &Context) -> Result<Vec<String>> {
    let mut all = sources(&context.root.join("migrate-cli"))?;
    all.extend(sources(&context.root.join("xtask"))?);
    let mut lines = all.iter().map(|p| Ok(files::read(p)?.lines().count())).collect::<Result<Vec<_>>>()?;
    lines.sort_unstable();
    let median = lines.get(lines.len() / 2).copied().unwrap_or(0);
    Ok(if median < 200 { Vec::new() } else { vec![format!("the median of {} files is {median} lines", lines.len())] })
}

/// Rust sources of a crate's code: no tests, no build scripts.
fn sources(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut all = files::with_extension(dir, "rs")?;
    all.retain(|path| {
        let parts = path.strip_prefix(dir).unwrap_or(path).iter();
        !path.ends_with("build.rs") && !parts.into_iter().any(|p| p == "tests" || p == "tests.rs" || p == "benches")
    });
    Ok(all)
}

fn places(context: &Context, sources: Vec<PathBuf>, bad: impl Fn(&Named) -> bool) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for path in sources {
        let shown = path.strip_prefix(&context.root).unwrap_or(&path).display().to_string();
        let named = names(&files::read(&path)?).with_context(|| shown.clone())?;
        found.extend(named.iter().filter(|n| bad(n)).map(|n| format!("{shown}:{}: {}", n.line, n.name)));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_hold_here() {
        let context = Context::new().unwrap();
        for rule in [impure, talkative, long] {
            assert_eq!(rule(&context).unwrap(), Vec::<String>::new());
        }
    }

    #[test]
    fn a_broken_rule_is_seen() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.rs");
        std::fs::write(&path, "fn f() {\n    std::fs::read(\"x\");\n}").unwrap();
        let context = Context::new().unwrap();
        let found = places(&context, vec![path], |n| n.name.starts_with("std::fs::")).unwrap();
        assert!(found[0].ends_with("a.rs:2: std::fs::read"), "{found:?}");
    }
}

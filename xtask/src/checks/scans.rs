//! Running the tool on a codebase, as a user would: what the checks of real code share.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::check::Outcome;
use crate::context::Context;
use crate::corpus::{self, Manifest};
use crate::process::Run;

/// Every kind of fact that can be exported.
pub(crate) const KINDS: &[&str] =
    &["symbols", "refs", "types", "macros", "includes", "sites", "files", "targets", "diagnostics"];

/// A codebase that the tool works on.
pub(crate) struct Codebase<'a> {
    context: &'a Context,
    migrate: PathBuf,
    /// Folder of its `migrate.toml`.
    pub(crate) folder: PathBuf,
}

impl<'a> Codebase<'a> {
    /// A codebase with a `migrate.toml` of its own.
    pub(crate) fn at(context: &'a Context, folder: PathBuf) -> Result<Codebase<'a>> {
        Ok(Codebase { context, migrate: context.migrate()?, folder })
    }

    /// An unpacked and built library of the corpus, as if the tool had never been there.
    pub(crate) fn library(context: &'a Context, name: &str) -> Result<Codebase<'a>> {
        let manifest = Manifest::load(context)?;
        let folder = corpus::ensure(context, manifest.get(name)?)?;
        let codebase = Codebase::at(context, folder)?;
        codebase.forget()?;
        remove(&codebase.folder.join("migrate.toml"))?;
        codebase.migrate().args(["init", "--build", "build"]).ok()?;
        Ok(codebase)
    }

    /// A second checkout of a library at another path, configured but not built.
    pub(crate) fn checkout(context: &'a Context, name: &str, folder: &Path) -> Result<Codebase<'a>> {
        let manifest = Manifest::load(context)?;
        let package = manifest.get(name)?;
        let original = corpus::ensure(context, package)?;
        context.run("cp").arg("-a").arg(&original).arg(folder).ok()?;
        fs::remove_dir_all(folder.join("build"))?;
        let codebase = Codebase::at(context, folder.to_owned())?;
        codebase.forget()?;
        remove(&codebase.folder.join("migrate.toml"))?;
        corpus::configure(context, package, folder)?;
        codebase.migrate().args(["init", "--build", "build"]).ok()?;
        Ok(codebase)
    }

    /// The legacy system with its state in a scratch folder, so that no file of the repository changes.
    pub(crate) fn legacy(context: &'a Context, scratch: &Path) -> Result<Codebase<'a>> {
        let build = super::legacy::plain_build(context)?;
        let root = context.root.join("legacy-cpp");
        let text = crate::files::read(&context.root.join("migrate.toml"))?;
        let text = set(&text, "root", &root.to_string_lossy());
        crate::files::write(&scratch.join("migrate.toml"), &set(&text, "build", &build.to_string_lossy()))?;
        Codebase::at(context, scratch.to_owned())
    }

    /// `migrate -C FOLDER`, ready for its verb.
    pub(crate) fn migrate(&self) -> Run {
        self.context.run(&self.migrate).arg("-C").arg(&self.folder)
    }

    /// A scan with these options.
    pub(crate) fn scan(&self, options: &[&str]) -> Result<()> {
        self.migrate().arg("scan").args(options).ok()?;
        Ok(())
    }

    /// Forgets every fact.
    pub(crate) fn forget(&self) -> Result<()> {
        remove(&self.state())
    }

    /// Folder of the index.
    pub(crate) fn state(&self) -> PathBuf {
        self.folder.join(".migrate")
    }

    /// Facts of one kind as JSON lines.
    pub(crate) fn facts(&self, kind: &str) -> Result<String> {
        self.migrate().args(["facts", kind]).stdout()
    }

    /// All facts; two equal scans give equal bytes.
    pub(crate) fn export(&self) -> Result<String> {
        let mut all = String::new();
        for kind in KINDS {
            all += &format!("# {kind}\n{}", self.facts(kind)?);
        }
        ensure!(all.contains("\"mangled\""), "the scan of {} found no symbol", self.folder.display());
        Ok(all)
    }
}

/// The legacy system is scanned and planned, with its state in an ignored folder.
pub(crate) fn legacy_plan(context: &Context, _: &str) -> Result<Outcome> {
    let work = context.scratch("legacy")?;
    let codebase = Codebase::legacy(context, &work)?;
    codebase.scan(&[])?;
    let symbols = codebase.facts("symbols")?.lines().count();
    let plan = codebase.migrate().args(["plan", "--format", "json"]).stdout()?;
    let plan: serde_json::Value = serde_json::from_str(&plan)?;
    let count = |key: &str| plan[key].as_array().map_or(0, Vec::len);
    ensure!(count("modules") >= 10, "legacy-cpp has ten modules or more, the plan {}", count("modules"));
    ensure!(count("steps") > 0, "a plan without a step");
    Ok(Outcome::Passed(format!("{symbols} symbols, {} modules, {} steps", count("modules"), count("steps"))))
}

/// The first line in which two exports differ, in words; `None` if they are the same.
pub(crate) fn difference(a: &str, b: &str) -> Option<String> {
    if a == b {
        return None;
    }
    let (mut left, mut right) = (a.lines(), b.lines());
    for n in 1.. {
        match (left.next(), right.next()) {
            (None, None) => break,
            (x, y) if x != y => {
                return Some(format!("line {n}:\n  {}\n  {}", x.unwrap_or("(end)"), y.unwrap_or("(end)")));
            }
            _ => {}
        }
    }
    Some("only in line ends".to_owned())
}

fn remove(path: &Path) -> Result<()> {
    if path.is_dir() {
        fs::remove_dir_all(path)?;
    } else if path.exists() {
        fs::remove_file(path)?;
    }
    Ok(())
}

/// A configuration with one top-level key set anew.
fn set(text: &str, key: &str, value: &str) -> String {
    let line = |l: &str| match l.split_once('=') {
        Some((k, _)) if k.trim() == key => format!("{key} = {value:?}\n"),
        _ => format!("{l}\n"),
    };
    text.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_named() {
        assert_eq!(difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(difference("a\nb\n", "a\nc\n").unwrap(), "line 2:\n  b\n  c");
        assert_eq!(difference("a\n", "a\nc\n").unwrap(), "line 2:\n  (end)\n  c");
    }

    #[test]
    fn a_key_is_set_and_the_rest_stays() {
        assert_eq!(set("# x\nroot = \"a\"\nbuild = \"b\"\n", "root", "/r"), "# x\nroot = \"/r\"\nbuild = \"b\"\n");
    }
}

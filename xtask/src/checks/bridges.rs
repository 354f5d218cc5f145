//! Bridges to real libraries: generated twice, then measured by counters that believe nothing the tool says of itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use anyhow::{Context as _, Result, bail, ensure};

use super::corpus::judge;
use super::scans::difference;
use crate::check::Outcome;
use crate::context::Context;
use crate::corpus::{self, Installed, Manifest};
use crate::figures::Figures;
use crate::figures::counters::{self, Callable, Reason};
use crate::files;
use crate::unavailable::Unavailable;

/// Where all bridges together keep their figures.
const ALL: &str = "all";

/// A bridge to one library: a second run writes nothing, every claim is true, and no figure is below its floor.
pub(crate) fn library(context: &Context, library: &str) -> Result<Outcome> {
    let manifest = Manifest::load(context)?;
    let installed = corpus::ensure_installed(context, manifest.get(library)?)?;
    let folder = folder(context, library)?;
    let seconds = generate(context, &installed, &folder)?;
    let api = folder.join("api.json");
    counters::count_api(context, library, &installed, &api)?;
    // One folder for all libraries, so that what every bridge depends on is built once.
    let work = context.target_dir()?.join("bridges/work");
    forget_sources(&work, &folder.join(CRATE))?;
    let callable = counters::callable(context, &installed, &api, &document(&folder), &work, &result(&folder))?;
    let faults = callable.faults();
    ensure!(faults.is_empty(), "the bridge to {library} is not what it says:\n  {}", faults.join("\n  "));
    let note = format!(
        "{} of {} callable ({:.1} %), {:.1} % of them safe, generated in {seconds:.1} s",
        callable.callable,
        callable.n,
        percent(callable.callable, callable.n),
        percent(callable.safe, callable.callable),
    );
    let figures = Figures::from([
        ("bridge.callable".to_owned(), percent(callable.callable, callable.n)),
        // Of all functions, so that binding one more unsafe function is no loss.
        ("bridge.safe".to_owned(), percent(callable.safe, callable.n)),
    ]);
    match judge(context, library, &figures)? {
        Outcome::Passed(figures) => Ok(Outcome::Passed(format!("{note}; {figures}"))),
        skipped => Ok(skipped),
    }
}

/// What the bridges to all libraries reach together, from the runs just made; prints the table.
pub(crate) fn all(context: &Context, _: &str) -> Result<Outcome> {
    let built = modified(&context.migrate()?)?;
    let manifest = Manifest::load(context)?;
    let mut rows = Vec::new();
    for package in manifest.select(&[])?.into_iter().filter(|p| p.install.is_some()) {
        let path = result(&folder_of(context, &package.name)?);
        if !path.exists() || modified(&path)? < built {
            let what = format!("{} was not measured with this build", package.name);
            return Err(Unavailable::error(what, "cargo xtask test bridges"));
        }
        rows.push((package.name.as_str(), Callable::read(&path)?));
    }
    let total = Total::of(&rows);
    print!("{}", table(&rows, &total));
    let figures = Figures::from([
        ("bridge.callable".to_owned(), percent(total.callable, total.n)),
        ("bridge.safe".to_owned(), percent(total.safe, total.n)),
        ("bridge.operators".to_owned(), percent(total.callable_operators, total.operators)),
    ]);
    match judge(context, ALL, &figures)? {
        Outcome::Passed(figures) => {
            Ok(Outcome::Passed(format!("{} of {} callable; {figures}", total.callable, total.n)))
        }
        skipped => Ok(skipped),
    }
}

/// The crate of a library's bridge, made by the tool as it is now.
pub(crate) fn generated(context: &Context, library: &str) -> Result<PathBuf> {
    let document = document(&folder_of(context, library)?);
    if !document.exists() || modified(&document)? < modified(&context.migrate()?)? {
        let manifest = Manifest::load(context)?;
        let installed = corpus::ensure_installed(context, manifest.get(library)?)?;
        files::write(&document, &migrate(context, &installed, &folder(context, library)?)?)?;
    }
    Ok(folder_of(context, library)?.join(CRATE))
}

/// The crate of a library's bridge as a configuration has it, in a folder of its own: nothing of it is measured.
pub(crate) fn configured(context: &Context, library: &str, config: &Path, folder: &Path) -> Result<PathBuf> {
    let manifest = Manifest::load(context)?;
    let installed = corpus::ensure_installed(context, manifest.get(library)?)?;
    files::write(&folder.join("migrate.toml"), &files::read(config)?)?;
    files::write(&folder.join("Cargo.toml"), &workspace())?;
    migrate(context, &installed, folder)?;
    Ok(folder.join(CRATE))
}

/// What a generated crate is called.
pub(crate) fn package_name(krate: &Path) -> Result<String> {
    let manifest: toml::Table = toml::from_str(&files::read(&krate.join("Cargo.toml"))?)?;
    let name = manifest.get("package").and_then(|package| package.get("name")).and_then(toml::Value::as_str);
    Ok(name.context("the generated crate has no name")?.to_owned())
}

/// Writes the bridge twice and gives back how many seconds the first run took.
fn generate(context: &Context, installed: &Installed<'_>, folder: &Path) -> Result<f64> {
    let start = Instant::now();
    let first = migrate(context, installed, folder)?;
    let seconds = start.elapsed().as_secs_f64();
    let written = Tree::read(&folder.join(CRATE))?;
    ensure!(!written.files.is_empty(), "migrate bridge wrote no file");
    let second = migrate(context, installed, folder)?;
    if let Some(difference) = difference(&first, &second) {
        bail!("a second run prints another document, {difference}");
    }
    if let Some(change) = written.change(&Tree::read(&folder.join(CRATE))?) {
        bail!("a second run is not without effect: {change}");
    }
    files::write(&document(folder), &first)?;
    Ok(seconds)
}

/// The verb as its user would type it beside the crate; gives back the document.
fn migrate(context: &Context, installed: &Installed<'_>, folder: &Path) -> Result<String> {
    let usage = installed.usage;
    let mut run = context.run(context.migrate()?).dir(folder).env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO");
    run = run.arg("bridge").arg("--headers").args(&usage.headers).arg("--include").arg(installed.include());
    run = run.arg("--namespace").args(&usage.namespaces).args(["--std", &usage.std]);
    run.arg("--lib").args(installed.archives()).args(["--out", CRATE, "--format", "json"]).stdout()
}

/// Removes what the build script of an earlier bridge left in the counter's folder: cargo never empties such a folder, and
/// the counter takes every C++ source there for one of this bridge.
fn forget_sources(work: &Path, krate: &Path) -> Result<()> {
    let start = format!("{}-", package_name(krate)?);
    let Ok(entries) = fs::read_dir(work.join("target/debug/build")) else { return Ok(()) };
    for path in entries.flatten().filter(|e| e.file_name().to_string_lossy().starts_with(&start)).map(|e| e.path()) {
        fs::remove_dir_all(&path).with_context(|| format!("cannot remove {}", path.display()))?;
    }
    Ok(())
}

/// The generated crate in the folder of a library.
const CRATE: &str = "crate";

fn document(folder: &Path) -> PathBuf {
    folder.join("bridge.json")
}

fn result(folder: &Path) -> PathBuf {
    folder.join("callable.json")
}

fn folder_of(context: &Context, library: &str) -> Result<PathBuf> {
    Ok(context.target_dir()?.join("bridges").join(library))
}

/// A fresh folder for the bridge to a library. It is a workspace of its own, for the target folder may lie in ours, and
/// cargo refuses a crate below a workspace that does not list it.
fn folder(context: &Context, library: &str) -> Result<PathBuf> {
    let folder = folder_of(context, library)?;
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    files::write(&folder.join("Cargo.toml"), &workspace())?;
    Ok(folder)
}

fn workspace() -> String {
    format!("[workspace]\nresolver = \"3\"\nmembers = [\"{CRATE}\"]\n")
}

pub(crate) fn modified(path: &Path) -> Result<SystemTime> {
    let time = fs::metadata(path).and_then(|m| m.modified());
    time.with_context(|| format!("cannot read the time of {}", path.display()))
}

fn percent(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// The files of a folder: what they hold and when they were written.
#[derive(Default)]
struct Tree {
    files: BTreeMap<PathBuf, (Vec<u8>, SystemTime)>,
}

impl Tree {
    fn read(dir: &Path) -> Result<Tree> {
        let mut tree = Tree::default();
        for path in files::below(dir, &|_| true)? {
            let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let name = path.strip_prefix(dir)?.to_owned();
            tree.files.insert(name, (bytes, modified(&path)?));
        }
        Ok(tree)
    }

    /// The first difference to a later state, in words.
    fn change(&self, later: &Tree) -> Option<String> {
        let names: std::collections::BTreeSet<&PathBuf> = self.files.keys().chain(later.files.keys()).collect();
        names.into_iter().find_map(|name| {
            let what = match (self.files.get(name), later.files.get(name)) {
                (Some(a), Some(b)) if a == b => return None,
                (Some(a), Some(b)) if a.0 == b.0 => "is written again, although it says the same",
                (Some(_), Some(_)) => "says something else",
                (Some(_), None) => "is gone",
                (None, _) => "is new",
            };
            Some(format!("{} {what}", name.display()))
        })
    }
}

/// Sums over all libraries.
#[derive(Debug, Default, PartialEq)]
struct Total {
    n: u64,
    callable: u64,
    safe: u64,
    operators: u64,
    callable_operators: u64,
    /// Why functions were skipped, most frequent first.
    reasons: Vec<Reason>,
}

impl Total {
    fn of(rows: &[(&str, Callable)]) -> Total {
        let mut total = Total::default();
        let mut reasons: BTreeMap<&str, Reason> = BTreeMap::new();
        for (_, row) in rows {
            let operators = row.operators();
            total.n += row.n;
            total.callable += row.callable;
            total.safe += row.safe;
            total.operators += operators.n;
            total.callable_operators += operators.callable;
            for reason in &row.reasons {
                let same = reasons.entry(&reason.code).or_insert_with(|| Reason { functions: 0, ..reason.clone() });
                same.functions += reason.functions;
            }
        }
        total.reasons = reasons.into_values().collect();
        total.reasons.sort_by_key(|reason| std::cmp::Reverse(reason.functions));
        total
    }
}

fn table(rows: &[(&str, Callable)], total: &Total) -> String {
    let line = |name: &str, counts: [u64; 3], operators: [u64; 2]| {
        let [n, callable, safe] = counts;
        let operators = format!("{}/{}", operators[0], operators[1]);
        let (share, safe_share) = (percent(callable, n), percent(safe, callable));
        format!("{name:12} {n:5} {callable:9} {share:6.1} {safe:6} {safe_share:6.1} {operators:>10}\n")
    };
    let mut text = format!(
        "{:12} {:>5} {:>9} {:>6} {:>6} {:>6} {:>10}\n",
        "library", "N", "callable", "%", "safe", "%", "operators"
    );
    for (name, row) in rows {
        let operators = row.operators();
        text += &line(name, [row.n, row.callable, row.safe], [operators.callable, operators.n]);
    }
    text += &line(ALL, [total.n, total.callable, total.safe], [total.callable_operators, total.operators]);
    for reason in &total.reasons {
        text += &format!("skipped {:5}  {}: {}\n", reason.functions, reason.code, reason.first_line());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(n: u64, callable: u64, reasons: &[(&str, u64)]) -> Callable {
        serde_json::from_value(serde_json::json!({
            "n": n, "callable": callable, "safe": 1,
            "by_kind": {"operator": {"n": 2, "callable": 1}},
            "untrue_claims": 0, "skipped_without_code": 0, "not_mentioned": 0, "untrue": [],
            "build": {"crate_errors": "", "cpp_errors": {}, "link_errors": ""},
            "reasons": reasons.iter().map(|(code, functions)| serde_json::json!({
                "code": code, "functions": functions, "example": format!("{code} is\nwhy"),
            })).collect::<Vec<_>>(),
        }))
        .unwrap()
    }

    #[test]
    fn the_table_sums_and_says_why() {
        let rows = [("a", row(8, 4, &[("B1", 1), ("B2", 3)])), ("b", row(2, 1, &[("B1", 1)]))];
        let expected = "\
library          N  callable      %   safe      %  operators
a                8         4   50.0      1   25.0        1/2
b                2         1   50.0      1  100.0        1/2
all             10         5   50.0      2   40.0        2/4
skipped     3  B2: B2 is
skipped     2  B1: B1 is
";
        assert_eq!(table(&rows, &Total::of(&rows)), expected);
    }

    #[test]
    fn nothing_of_nothing_is_no_achievement() {
        assert_eq!(percent(0, 0), 0.0);
        assert_eq!(percent(1, 4), 25.0);
    }

    #[test]
    fn sources_of_an_earlier_bridge_are_forgotten() {
        let dir = tempfile::tempdir().unwrap();
        let (work, krate) = (dir.path().join("work"), dir.path().join("crate"));
        let build = work.join("target/debug/build");
        files::write(&krate.join("Cargo.toml"), "[package]\nname = \"a-bridge\"\n").unwrap();
        forget_sources(&work, &krate).unwrap();
        files::write(&build.join("a-bridge-123/out/old.cc"), "").unwrap();
        files::write(&build.join("cxx-456/output"), "").unwrap();
        forget_sources(&work, &krate).unwrap();
        assert!(!build.join("a-bridge-123").exists() && build.join("cxx-456").exists());
    }

    #[test]
    fn a_second_run_that_writes_is_seen() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("src/lib.rs");
        files::write(&path, "a").unwrap();
        let before = Tree::read(dir.path()).unwrap();
        assert_eq!(before.change(&Tree::read(dir.path()).unwrap()), None);
        let later = SystemTime::now() + std::time::Duration::from_secs(9);
        fs::File::open(&path).unwrap().set_modified(later).unwrap();
        let change = before.change(&Tree::read(dir.path()).unwrap()).unwrap();
        assert_eq!(change, "src/lib.rs is written again, although it says the same");
        files::write(&path, "b").unwrap();
        assert_eq!(before.change(&Tree::read(dir.path()).unwrap()).unwrap(), "src/lib.rs says something else");
        files::write(&dir.path().join("a"), "").unwrap();
        assert_eq!(before.change(&Tree::read(dir.path()).unwrap()).unwrap(), "a is new");
        assert_eq!(before.change(&Tree::default()).unwrap(), "src/lib.rs is gone");
    }
}

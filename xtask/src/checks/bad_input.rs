//! Bad input on every verb: a clear sentence and a documented exit code, never a panic, and nothing lost.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use super::scans::Codebase;
use crate::check::Outcome;
use crate::context::Context;
use crate::process::{Finished, Run};
use crate::tools;

/// Exit codes that a user can act on. 101 is cargo's and the user's build's; 134 and 139 are crashes.
const DOCUMENTED: &[i32] = &[0, 1, 2, 100, 102, 103, 104, 105];

/// A way to spoil a codebase that has been scanned, and the exit codes each verb may answer with.
struct Spoil {
    name: &'static str,
    spoil: fn(&Path) -> Result<()>,
    /// Exit codes of `scan`.
    scan: &'static [i32],
    /// Exit codes of `facts symbols` and `plan`, asked before the scan.
    read: &'static [i32],
}

#[rustfmt::skip]
const SPOILS: &[Spoil] = &[
    spoil("no database", |dir| remove(&dir.join("build/compile_commands.json")), &[2], &[0, 2, 103]),
    spoil("empty database", |dir| put(dir, "build/compile_commands.json", b"[]"), &[2, 104], &[0, 2, 103, 104]),
    spoil("damaged configuration", |dir| put(dir, "migrate.toml", b"root = [\n"), &[2], &[2]),
    spoil("unknown key", |dir| put(dir, "migrate.toml", b"biuld = \"build\"\n"), &[2], &[2]),
    spoil("no index", |dir| Ok(fs::remove_dir_all(dir.join(".migrate"))?), &[0], &[0, 2, 103, 104]),
    spoil("index cut short", cut_index, &[0, 1, 2], &[1, 2, 103]),
    spoil("index of noise", |dir| put(dir, ".migrate/index.db", &[0x5a; 65536]), &[0, 1, 2], &[1, 2, 103]),
    spoil("index of a newer schema", |dir| version(dir, 9999), &[0, 1, 2], &[1, 2, 103]),
    spoil("index of an older schema", |dir| version(dir, 0), &[0, 1, 2], &[1, 2, 103]),
    spoil("source that is a folder", replace_source_by_folder, &[0], &[0, 103]),
];

const fn spoil(
    name: &'static str,
    spoil: fn(&Path) -> Result<()>,
    scan: &'static [i32],
    read: &'static [i32],
) -> Spoil {
    Spoil { name, spoil, scan, read }
}

pub(crate) fn verbs(context: &Context, _: &str) -> Result<Outcome> {
    let work = context.scratch("bad-input")?;
    let mut bad = Vec::new();
    for (number, spoil) in SPOILS.iter().enumerate() {
        let codebase = small(context, &work.join(number.to_string()))?;
        codebase.scan(&[])?;
        (spoil.spoil)(&codebase.folder).with_context(|| spoil.name)?;
        let ask = |verb: &[&str], allowed: &[i32]| judge(spoil.name, verb, codebase.migrate().args(verb), allowed);
        bad.extend(ask(&["facts", "symbols"], spoil.read)?);
        bad.extend(ask(&["plan"], spoil.read)?);
        bad.extend(ask(&["show", "alpha"], DOCUMENTED)?);
        bad.extend(ask(&["scan"], spoil.scan)?);
    }
    // Outside of the repository: a configuration is looked for upwards.
    let empty = tempfile::tempdir()?;
    for verb in ["init", "scan", "plan"] {
        let run = context.run(context.migrate()?).arg("-C").arg(empty.path()).arg(verb);
        bad.extend(judge("empty folder", &[verb], run, &[2, 104])?);
    }
    ensure!(bad.is_empty(), "{}", bad.join("\n"));
    Ok(Outcome::Passed(format!("{} situations", SPOILS.len() + 1)))
}

/// The disk is full while a scan writes: a clear error, and a scan with room again ends well.
pub(crate) fn disk_full(context: &Context, _: &str) -> Result<Outcome> {
    let codebase = Codebase::library(context, "tinyxml2")?;
    let state = codebase.state();
    fs::create_dir_all(&state)?;
    // A mount that only this one process tree sees, and that ends with it.
    let isolate: &[&str] = if tools::is_root() { &["-m"] } else { &["-r", "-m"] };
    let probe = context.run("unshare").args(isolate).args(["mount", "-t", "tmpfs", "none", "/mnt"]).finish()?;
    if !probe.status.success() {
        return Ok(Outcome::Skipped("this machine allows no mount of its own".to_owned()));
    }
    let script = "mount -t tmpfs -o size=48k none \"$1\" && exec \"$2\" -C \"$3\" scan";
    let done = context
        .run("unshare")
        .args(isolate)
        .args(["sh", "-c", script, "sh"])
        .arg(&state)
        .arg(context.migrate()?)
        .arg(&codebase.folder)
        .finish()?;
    ensure!(!done.stderr.contains("panicked at"), "a panic: {}", done.stderr);
    ensure!(done.status.code() == Some(1), "a full disk should end a scan with 1: {}", done.error());
    let words = done.stderr.to_lowercase();
    ensure!(words.contains("full") || words.contains("no space"), "does not say that the disk is full: {words}");
    codebase.scan(&[])?;
    codebase.export()?;
    Ok(Outcome::passed())
}

/// What a user sees must be a sentence and a documented code.
fn judge(situation: &str, verb: &[&str], run: Run, allowed: &[i32]) -> Result<Option<String>> {
    let done: Finished = run.finish()?;
    let code = done.status.code();
    let verb = verb.join(" ");
    let said = done.stderr.trim();
    Ok(match code {
        _ if said.contains("panicked at") => Some(format!("{situation}: `{verb}` panics: {said}")),
        Some(code) if !allowed.contains(&code) => {
            Some(format!("{situation}: `{verb}` ends with {code}, allowed {allowed:?}: {said}"))
        }
        Some(0) => None,
        Some(_) if said.is_empty() => Some(format!("{situation}: `{verb}` fails without a word")),
        Some(_) => None,
        None => Some(format!("{situation}: `{verb}` is killed by a signal")),
    })
}

/// A codebase of two sources, configured by hand.
fn small<'a>(context: &'a Context, dir: &Path) -> Result<Codebase<'a>> {
    put(dir, "alpha.cc", b"int beta(int);\nint alpha(int x) { return beta(x) + 1; }\n")?;
    put(dir, "beta.cc", b"int beta(int x) { return x * 2; }\n")?;
    let entry = |file: &str| serde_json::json!({"directory": dir, "file": file, "arguments": ["c++", "-std=c++17", "-c", file]});
    let database = serde_json::to_vec(&[entry("alpha.cc"), entry("beta.cc")])?;
    put(dir, "build/compile_commands.json", &database)?;
    put(dir, "migrate.toml", b"build = \"build\"\n")?;
    Codebase::at(context, dir.to_owned())
}

fn put(dir: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().context("a file has a folder")?)?;
    Ok(fs::write(path, bytes)?)
}

fn remove(path: &Path) -> Result<()> {
    Ok(fs::remove_file(path)?)
}

fn cut_index(dir: &Path) -> Result<()> {
    let path = dir.join(".migrate/index.db");
    let bytes = fs::read(&path)?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644))?;
    Ok(fs::write(&path, &bytes[..bytes.len() / 2])?)
}

/// Writes SQLite's `user_version`, which lies at a fixed place of the file.
fn version(dir: &Path, version: u32) -> Result<()> {
    let path = dir.join(".migrate/index.db");
    let mut bytes = fs::read(&path)?;
    ensure!(bytes.starts_with(b"SQLite format 3\0"), "the index is no SQLite file");
    ensure!(bytes[60..64] != [0; 4], "the index carries no schema version");
    bytes[60..64].copy_from_slice(&version.to_be_bytes());
    Ok(fs::write(&path, bytes)?)
}

fn replace_source_by_folder(dir: &Path) -> Result<()> {
    remove(&dir.join("beta.cc"))?;
    Ok(fs::create_dir(dir.join("beta.cc"))?)
}

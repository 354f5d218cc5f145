//! What a scan costs against what the compiler needs just to read the same sources. CPU time of all children, the two
//! sides taking turns in one run, so that a busy machine slows both.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::scans::Codebase;
use crate::check::Outcome;
use crate::context::Context;
use crate::figures::Figures;
use crate::process::{self, Run};
use crate::usage::{self, Usage};

/// How often each side runs.
const ROUNDS: usize = 5;

/// Cold, warm and after a change, for one library; medians are held to the floors with room for noise.
pub(crate) fn ratios(context: &Context, library: &str) -> Result<Outcome> {
    let work = context.scratch(&format!("cost-{library}"))?;
    let codebase = Codebase::checkout(context, library, &work.join("tree"))?;
    let commands = syntax_only(&codebase.folder.join("build/compile_commands.json"))?;
    let changed = commands.last().context("an empty database")?;
    let jobs = context.jobs();
    let (mut cold, mut warm, mut change) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let ((), compiler) = usage::cpu_of(|| run_all(&commands, jobs))?;
        codebase.forget()?;
        let jobs = jobs.to_string();
        let ((), scan) = usage::cpu_of(|| codebase.scan(&["--jobs", &jobs]))?;
        let ((), again) = usage::cpu_of(|| codebase.scan(&["--jobs", &jobs]))?;
        let text = crate::files::read(&changed.file)?;
        crate::files::write(&changed.file, &format!("{text}static int changed_{round};\n"))?;
        let ((), one) = usage::cpu_of(|| run_all(std::slice::from_ref(changed), 1))?;
        let ((), after) = usage::cpu_of(|| codebase.scan(&["--jobs", &jobs]))?;
        crate::files::write(&changed.file, &text)?;
        cold.push(scan / compiler);
        warm.push(again / scan);
        change.push((after - one).max(0.0) / scan);
    }
    let mut figures = Figures::new();
    let mut notes = Vec::new();
    for (name, values) in [("cpu_ratio", &mut cold), ("warm_ratio", &mut warm), ("changed_ratio", &mut change)] {
        values.sort_by(f64::total_cmp);
        figures.insert(format!("cost.{name}"), values[ROUNDS / 2]);
        notes.push(format!("{name} {:.3} [{:.3}, {:.3}]", values[ROUNDS / 2], values[0], values[ROUNDS - 1]));
    }
    let peak = peak_of_workers(context, &codebase, &work)?;
    figures.insert("cost.worker_mib".to_owned(), peak);
    notes.push(format!("largest process {peak:.0} MiB"));
    match super::corpus::judge(context, library, &figures)? {
        Outcome::Passed(note) => Ok(Outcome::Passed(format!("{}; {note}", notes.join(", ")))),
        skipped => Ok(skipped),
    }
}

/// The largest resident size of any process of a cold scan.
fn peak_of_workers(context: &Context, codebase: &Codebase, work: &Path) -> Result<f64> {
    codebase.forget()?;
    let out = work.join("usage.json");
    let launcher = std::env::current_exe()?;
    let run = context.run(launcher).arg("usage").arg("--out").arg(&out);
    run.arg(context.migrate()?).arg("-C").arg(&codebase.folder).arg("scan").ok()?;
    let usage: Usage = serde_json::from_str(&crate::files::read(&out)?)?;
    Ok(usage.peak_mib)
}

/// One translation unit, as `clang++-19 -fsyntax-only` reads it.
#[derive(Debug)]
struct Syntax {
    directory: PathBuf,
    file: PathBuf,
    arguments: Vec<String>,
}

#[derive(Deserialize)]
struct Entry {
    directory: PathBuf,
    file: PathBuf,
    command: String,
}

/// The entries of a database that CMake wrote, each source once.
fn syntax_only(database: &Path) -> Result<Vec<Syntax>> {
    let mut entries: Vec<Entry> = serde_json::from_str(&crate::files::read(database)?)?;
    entries.sort_by(|a, b| a.file.cmp(&b.file));
    entries.dedup_by(|a, b| a.file == b.file);
    Ok(entries
        .into_iter()
        .map(|entry| Syntax { arguments: arguments(&entry.command), directory: entry.directory, file: entry.file })
        .collect())
}

/// The flags of a command that matter for reading: all but the compiler, the output and the action.
fn arguments(command: &str) -> Vec<String> {
    // CMake quotes a word only when it has to; defines with quotes are written with backslashes.
    let mut words = command.split_whitespace().skip(1).map(|w| w.replace("\\\"", "\""));
    let mut kept = vec!["-fsyntax-only".to_owned(), "-w".to_owned()];
    while let Some(word) = words.next() {
        match word.as_str() {
            "-o" => drop(words.next()),
            "-c" => {}
            _ => kept.push(word),
        }
    }
    kept
}

fn run_all(commands: &[Syntax], jobs: usize) -> Result<()> {
    let run = |c: &Syntax| Run::new("clang++-19", None).args(&c.arguments).dir(&c.directory);
    let done = process::all(commands.iter().map(run).collect(), jobs);
    done.into_iter().try_for_each(|done| done?.succeeded().map(drop))
}

#[cfg(test)]
mod tests {
    use super::arguments;

    #[test]
    fn reading_keeps_what_matters() {
        let command = "/usr/bin/c++ -DX=\\\"a\\\" -I/i -std=c++11 -o a.o -c /s/a.cc";
        assert_eq!(arguments(command), ["-fsyntax-only", "-w", "-DX=\"a\"", "-I/i", "-std=c++11", "/s/a.cc"]);
    }
}

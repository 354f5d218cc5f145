//! One scan: what has changed is read by workers, then the index is derived.

mod conditions;
mod content;
mod headers;
mod targets;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use migrate_model::facts::File as FileFact;
use migrate_model::finding::{Finding, Severity, Span};

use crate::database::{self, Database, Tu};
use crate::index::{self, Store, StoredTu};
use crate::objects;
use crate::paths::PathNames;
use crate::pool;
use crate::protocol::{Hello, Reply, Status};
use crate::{Codebase, IndexError, Progress, ScanError, ScanOptions, ScanReport};
use content::Contents;
pub use headers::scan_headers;
pub use targets::{codemodel, json};

/// Scans a codebase: reads what has changed, derives the index.
///
/// # Errors
/// There is no usable database, nothing is selected, libclang is missing, the index cannot be written, or `locked` is set
/// and something would have to be read. Whatever is wrong with single TUs is a finding, not an error.
pub fn scan(codebase: &Codebase, options: &ScanOptions, progress: &dyn Progress) -> Result<ScanReport, ScanError> {
    let started = Instant::now();
    let names = PathNames::new(&codebase.root);
    let database = database::read(&codebase.build, &names, &exclusion(&codebase.config.scan.exclude)?)?;
    run(codebase, options, &names, &database, &|| Ok(()), progress, started)
}

/// The commands of a codebase that a scan would read, by main file.
///
/// # Errors
/// There is no compile database, or it cannot be read.
pub fn commands(codebase: &Codebase) -> Result<Vec<crate::Command>, ScanError> {
    let names = PathNames::new(&codebase.root);
    let database = database::read(&codebase.build, &names, &exclusion(&codebase.config.scan.exclude)?)?;
    Ok(database.tus.iter().filter_map(database::Tu::command).collect())
}

/// Reads what has changed of a database, derives the index. `prepare` runs when the index is locked for writing.
fn run(
    codebase: &Codebase,
    options: &ScanOptions,
    names: &PathNames,
    database: &Database,
    prepare: &dyn Fn() -> Result<(), ScanError>,
    progress: &dyn Progress,
    started: Instant,
) -> Result<ScanReport, ScanError> {
    let selected = select(database, codebase, options)?;
    if options.dry_run || options.locked {
        return look(codebase, options, names, database, &selected, started);
    }
    let (mut store, notes, _lock) = open(codebase, progress)?;
    prepare()?;
    let mut contents = Contents::new(names);
    let known = store.tus()?;
    let limit = codebase.config.scan.tu_seconds;
    let (stale, fresh) = split(&selected, &known, &mut contents, limit);
    let mut report =
        ScanReport { tus: selected.len(), parsed: stale.len(), unchanged: fresh, notes, ..ScanReport::default() };
    progress.start(stale.len(), fresh);
    read(codebase, options, names, &mut contents, &mut store, stale, &mut report, progress)?;
    if options.shard.is_none() {
        let keys: BTreeSet<&str> = database.tus.iter().map(|t| t.key.as_str()).collect();
        store.retain(&|k| keys.contains(k))?;
    }
    progress.deriving();
    finish(codebase, names, database, options.jobs, &mut contents, &mut store, &mut report)?;
    report.seconds = started.elapsed().as_secs_f64();
    Ok(report)
}

/// Adds what other index files (shards) hold to this codebase's index, then derives it.
///
/// # Errors
/// A shard is no index of this version, or the index cannot be written.
pub fn merge(codebase: &Codebase, shards: &[PathBuf], progress: &dyn Progress) -> Result<ScanReport, ScanError> {
    let started = Instant::now();
    let names = PathNames::new(&codebase.root);
    let database = database::read(&codebase.build, &names, &exclusion(&codebase.config.scan.exclude)?)?;
    let (mut store, notes, _lock) = open(codebase, progress)?;
    let mut report = ScanReport { notes, ..ScanReport::default() };
    for shard in shards {
        report.parsed += store.absorb(shard)?;
    }
    let keys: BTreeSet<&str> = database.tus.iter().map(|t| t.key.as_str()).collect();
    store.retain(&|k| keys.contains(k))?;
    let known = store.tus()?;
    let missing = database.tus.iter().filter(|t| !known.contains_key(&t.key)).count();
    if missing > 0 {
        report.notes.push(format!("{missing} of {} translation units are in no shard", database.tus.len()));
    }
    report.tus = database.tus.len();
    report.unchanged = report.tus.saturating_sub(missing + report.parsed);
    progress.deriving();
    let mut contents = Contents::new(&names);
    finish(codebase, &names, &database, 1, &mut contents, &mut store, &mut report)?;
    report.seconds = started.elapsed().as_secs_f64();
    Ok(report)
}

fn exclusion(patterns: &[String]) -> Result<impl Fn(&str) -> bool, ScanError> {
    let mut builder = ignore::gitignore::GitignoreBuilder::new("");
    for p in patterns {
        builder
            .add_line(None, p)
            .map_err(|e| ScanError::BadDatabase(format!("migrate.toml: scan.exclude: {p:?}: {e}")))?;
    }
    let set = builder.build().map_err(|e| ScanError::BadDatabase(format!("migrate.toml: scan.exclude: {e}")))?;
    Ok(move |file: &str| !Path::new(file).is_absolute() && set.matched_path_or_any_parents(file, false).is_ignore())
}

/// The TUs of this run: all, or those of one shard.
fn select<'d>(database: &'d Database, codebase: &Codebase, options: &ScanOptions) -> Result<Vec<&'d Tu>, ScanError> {
    let file = codebase.build.join(database::FILE_NAME);
    if database.tus.is_empty() {
        return Err(ScanError::NothingSelected(if database.entries == 0 {
            format!("{} holds no entry", file.display())
        } else {
            format!("none of the {} entries of {} can be read as C or C++", database.entries, file.display())
        }));
    }
    let Some((i, n)) = options.shard else { return Ok(database.tus.iter().collect()) };
    let n = usize::try_from(n.max(1)).unwrap_or(1);
    let i = usize::try_from(i).unwrap_or(1);
    Ok(database.tus.iter().enumerate().filter(|(at, _)| at % n == i - 1).map(|(_, t)| t).collect())
}

/// Opens the index for writing and takes its lock.
fn open(codebase: &Codebase, progress: &dyn Progress) -> Result<(Store, Vec<String>, File), ScanError> {
    let io = |what: &str, path: &Path, source| ScanError::Io { context: format!("{what} {}", path.display()), source };
    std::fs::create_dir_all(&codebase.state).map_err(|e| io("cannot make", &codebase.state, e))?;
    let path = codebase.state.join("lock");
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|e| io("cannot write", &path, e))?;
    if !matches!(fs4::FileExt::try_lock(&lock), Ok(())) {
        progress.waiting();
        fs4::FileExt::lock(&lock).map_err(|e| io("cannot lock", &path, e))?;
    }
    let opened = Store::open(&codebase.index_file())?;
    Ok((opened.store, opened.note.into_iter().collect(), lock))
}

/// The TUs that have to be read, and how many do not.
fn split<'d>(
    selected: &[&'d Tu],
    known: &BTreeMap<String, StoredTu>,
    contents: &mut Contents<'_>,
    limit: u64,
) -> (Vec<(&'d Tu, u64)>, usize) {
    let everything: BTreeSet<&str> =
        selected.iter().filter_map(|t| known.get(&t.key)).flat_map(|k| k.reads.keys().map(String::as_str)).collect();
    contents.read_all(everything);
    let (mut stale, mut fresh) = (Vec::new(), 0);
    for tu in selected {
        match known.get(&tu.key) {
            Some(k) if is_fresh(k, contents, limit) => fresh += 1,
            k => stale.push((*tu, k.map_or(0, |k| k.millis))),
        }
    }
    (stale, fresh)
}

fn is_fresh(known: &StoredTu, contents: &mut Contents<'_>, limit: u64) -> bool {
    known.reads.iter().all(|(name, hash)| contents.get(name).is_some_and(|c| c.hash == *hash))
        && known.missing.iter().all(|name| contents.get(name).is_none())
        && known.digest == digest(&known.reads, known.status, limit)
}

/// Names everything that the facts of a TU depend on, and the limits where these cut it short.
fn digest(reads: &BTreeMap<String, String>, status: Status, limit: u64) -> String {
    let mut hasher = blake3::Hasher::new();
    for (name, hash) in reads {
        hasher.update(name.as_bytes());
        hasher.update(hash.as_bytes());
    }
    if matches!(status, Status::Timeout | Status::Memory) {
        hasher.update(&limit.to_le_bytes());
    }
    hasher.update(&crate::protocol::FACTS_VERSION.to_le_bytes());
    hasher.finalize().to_hex()[..32].to_owned()
}

#[expect(clippy::too_many_arguments, reason = "the parts of one scan, each used once")]
fn read(
    codebase: &Codebase,
    options: &ScanOptions,
    names: &PathNames,
    contents: &mut Contents<'_>,
    store: &mut Store,
    mut stale: Vec<(&Tu, u64)>,
    report: &mut ScanReport,
    progress: &dyn Progress,
) -> Result<(), ScanError> {
    if stale.is_empty() {
        return Ok(());
    }
    // The slowest first, so that no slot is left alone with it at the end.
    stale.sort_by_key(|(tu, millis)| {
        let size = std::fs::metadata(&tu.request.main).map_or(0, |m| m.len());
        (std::cmp::Reverse(*millis), std::cmp::Reverse(size), tu.file.clone(), tu.key.clone())
    });
    let config = &codebase.config.scan;
    let plan = pool::Plan {
        jobs: options.jobs,
        command: &options.worker,
        hello: Hello {
            root: names.root().to_string_lossy().into_owned(),
            headers: names.headers().cloned(),
            memory_mib: config.worker_mib,
        },
        limit: Duration::from_secs(config.tu_seconds),
    };
    let work = stale.iter().enumerate().map(|(i, (tu, _))| (i, tu.request.clone())).collect();
    pool::run(&plan, work, &mut |i, mut reply: Reply| {
        let tu = stale[i].0;
        report.worker_cpu_seconds += f64::from(u32::try_from(reply.cpu_millis).unwrap_or(u32::MAX)) / 1000.0;
        report.worker_peak_bytes = report.worker_peak_bytes.max(reply.peak_bytes);
        reply.findings.extend(given_up(tu, reply.status, config.tu_seconds, config.worker_mib));
        let read: Vec<String> = reply.reads.iter().map(|p| names.name(Path::new(p))).collect();
        contents.read_all(read.iter().map(String::as_str).collect());
        let reads: BTreeMap<String, String> =
            read.into_iter().filter_map(|n| contents.get(&n).map(|c| (n, c.hash))).collect();
        let missing: Vec<String> = reply.missing.iter().map(|p| names.name(Path::new(p))).collect();
        let digest = digest(&reads, reply.status, config.tu_seconds);
        store.put(&tu.key, &tu.file, &reply, &reads, &missing, &digest)?;
        progress.tu_done(&tu.file);
        Ok(())
    })
}

/// The finding about a TU that gave no facts.
fn given_up(tu: &Tu, status: Status, seconds: u64, mib: u64) -> Option<Finding> {
    let at = Span { file: tu.file.clone(), ..Span::default() };
    let finding = |code: &str, message: String, help: &str| {
        Some(
            Finding::new(code, Severity::Error, message)
                .at(at)
                .cost("this TU has no facts; all others are read")
                .help(help.to_owned()),
        )
    };
    match status {
        Status::Ok | Status::Partial | Status::Failed => None,
        Status::Crashed => finding(
            "MG0105",
            format!("libclang crashed on {}", tu.file),
            "reduce the file, or leave it out with scan.exclude in migrate.toml",
        ),
        Status::Timeout => finding(
            "MG0106",
            format!("{} was given up after {seconds} s", tu.file),
            "raise scan.tu_seconds in migrate.toml, or leave the file out with scan.exclude",
        ),
        Status::Memory => finding(
            "MG0107",
            format!("{} needs more than {mib} MiB", tu.file),
            "raise scan.worker_mib in migrate.toml, or leave the file out with scan.exclude",
        ),
    }
}

/// Derives the tables and fills the report.
fn finish(
    codebase: &Codebase,
    names: &PathNames,
    database: &Database,
    jobs: usize,
    contents: &mut Contents<'_>,
    store: &mut Store,
    report: &mut ScanReport,
) -> Result<(), ScanError> {
    let tus = store.tus()?;
    let commands: Vec<Tu> = database
        .tus
        .iter()
        .filter_map(|t| tus.get(&t.key).map(|known| Tu { digest: known.digest.clone(), ..t.clone() }))
        .collect();
    let tier = objects::collect(codebase.config.scan.objects, &commands, &codebase.state, jobs);
    let mut findings = database.findings.clone();
    findings.extend(tier.findings.iter().cloned());
    for (_, _, said) in store.outcomes()? {
        findings.extend(serde_json::from_str::<Vec<Finding>>(&said).unwrap_or_default());
    }
    let findings = index::fold(findings);
    let targets = targets::read(&codebase.build, names);
    let files = files(database, names, &tus, contents);
    let mut hasher = blake3::Hasher::new();
    for (key, tu) in &tus {
        hasher.update(key.as_bytes());
        hasher.update(tu.digest.as_bytes());
        hasher.update(tu.status.as_str().as_bytes());
    }
    for part in [serde_json::to_vec(&findings), serde_json::to_vec(&files), serde_json::to_vec(&targets)] {
        hasher.update(&part.unwrap_or_default());
    }
    hasher.update(tier.fingerprint.as_bytes());
    let fingerprint = hasher.finalize().to_hex().to_string();
    let conditions = |rows: &mut [migrate_model::facts::Include]| conditions::fill(rows, names);
    let inputs = index::Inputs {
        files,
        findings: findings.clone(),
        targets,
        fingerprint,
        conditions: &conditions,
        objects: &|facts| objects::apply(&tier, facts),
    };
    index::derive(store, &inputs)?;
    report.findings = findings;
    report.counts = store.counts()?;
    Ok(())
}

/// The files of the project, from what the TUs read.
fn files(
    database: &Database,
    names: &PathNames,
    tus: &BTreeMap<String, StoredTu>,
    contents: &mut Contents<'_>,
) -> Vec<FileFact> {
    let mut variants: HashMap<&str, u64> = HashMap::new();
    for tu in database.tus.iter().filter(|t| !names.is_umbrella(Path::new(&t.request.main))) {
        *variants.entry(&tu.file).or_default() += 1;
    }
    let mut out: BTreeMap<&str, FileFact> = BTreeMap::new();
    let read = tus.values().flat_map(|t| t.reads.iter());
    for (path, hash) in read.filter(|(p, _)| names.is_inside_by_name(p) || variants.contains_key(p.as_str())) {
        out.entry(path).or_insert_with(|| FileFact {
            path: path.clone(),
            source: variants.contains_key(path.as_str()),
            lines: contents.get(path).map_or(0, |c| c.lines),
            hash: hash.clone(),
            variants: variants.get(path.as_str()).copied().unwrap_or(0),
        });
    }
    out.into_values().collect()
}

/// `--dry-run` and `--locked`: what a scan would read, without writing anything.
fn look(
    codebase: &Codebase,
    options: &ScanOptions,
    names: &PathNames,
    database: &Database,
    selected: &[&Tu],
    started: Instant,
) -> Result<ScanReport, ScanError> {
    let file = codebase.index_file();
    let known = match index::Index::open(&file) {
        Ok(i) => i.tus()?,
        Err(IndexError::Newer { path, found, wanted }) => return Err(IndexError::Newer { path, found, wanted }.into()),
        Err(_) => BTreeMap::new(),
    };
    let mut contents = Contents::new(names);
    let (stale, fresh) = split(selected, &known, &mut contents, codebase.config.scan.tu_seconds);
    if options.locked && !stale.is_empty() {
        let example = stale.first().map(|(t, _)| t.file.clone()).unwrap_or_default();
        return Err(ScanError::Stale(format!(
            "the index is stale: {} of {} translation units would have to be read ({example}, …)",
            stale.len(),
            selected.len()
        )));
    }
    let mut report = ScanReport { tus: selected.len(), parsed: stale.len(), unchanged: fresh, ..ScanReport::default() };
    report.findings = index::fold(database.findings.clone());
    if let Ok(i) = index::Index::open(&file) {
        report.counts = i.counts()?;
        if options.locked {
            report.findings = i.findings()?;
        }
    }
    report.seconds = started.elapsed().as_secs_f64();
    Ok(report)
}

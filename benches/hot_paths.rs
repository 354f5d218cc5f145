//! The tool on the legacy system of this repository: reading a translation unit, deriving the index, planning, generating a
//! facade; and the statistics of a comparison. What a bench does not measure is made once, before all of them.
#![allow(missing_docs, reason = "a bench has no users")]

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use criterion::{BatchSize, Criterion};
use migrate_bridge_gen::{Bridge, Facts, PortRequest, Request};
use migrate_measure::stats::evaluate::evaluate;
use migrate_model::bench::{Block, Launch, Raw, Settings, Verdict};
use migrate_model::config::Config;
use migrate_model::facts::File;
use migrate_model::plan::Granularity;
use migrate_plan::{HeaderFile, PlanInput};
use migrate_scan::{Codebase, FactKind, Index, ScanOptions};
use serde::de::DeserializeOwned;
use tempfile::TempDir;

mod agreeing;
mod cpu;

use agreeing::{Agreeing, Silent};
use cpu::CpuTime;

/// The word that makes this program a worker of a scan.
const WORKER: &str = "worker";
/// The unit that is read by itself: the largest of the legacy system.
const UNIT: &str = "src/pipeline/pipeline.cc";
/// The module that is ported.
const MODULE: &str = "codec";
/// What each unit is compiled with.
const FLAGS: [&str; 2] = ["-std=c++17", "-Isrc"];

/// The sources of the legacy system, with compile databases and indexes in a folder that goes away.
struct Legacy {
    root: PathBuf,
    scratch: TempDir,
}

impl Legacy {
    fn new() -> Legacy {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../legacy-cpp").canonicalize().expect("the legacy system");
        Legacy { root, scratch: tempfile::tempdir().expect("a temporary folder") }
    }

    /// All units, from the source root.
    fn units(&self) -> Vec<String> {
        let folders = fs::read_dir(self.root.join("src")).expect("src").flatten().map(|e| e.path());
        let files = folders.filter(|f| f.is_dir()).flat_map(|f| fs::read_dir(f).expect("a module")).flatten();
        let sources = files.map(|e| e.path()).filter(|f| f.extension().is_some_and(|e| e == "cc"));
        let mut units: Vec<String> =
            sources.map(|f| f.strip_prefix(&self.root).expect("it is inside").to_string_lossy().into_owned()).collect();
        units.sort();
        units
    }

    /// A codebase of these units, of which nothing has been read.
    fn codebase(&self, name: &str, units: &[String]) -> Codebase {
        let build = self.scratch.path().join(name);
        fs::create_dir_all(&build).expect("a build folder");
        let entry = |file: &String| {
            let arguments = [&["c++"], &FLAGS[..], &["-c", file]].concat();
            serde_json::json!({"directory": self.root, "file": file, "arguments": arguments})
        };
        let text = serde_json::to_vec(&units.iter().map(entry).collect::<Vec<_>>()).expect("JSON");
        fs::write(build.join("compile_commands.json"), text).expect("the database");
        Codebase { root: self.root.clone(), state: build.join("state"), build, config: Config::default() }
    }
}

impl migrate_scan::Progress for Silent {
    fn waiting(&self) {}
    fn start(&self, _: usize, _: usize) {}
    fn tu_done(&self, _: &str) {}
    fn deriving(&self) {}
}

/// Scans with so many workers.
fn scan(codebase: &Codebase, jobs: usize) -> migrate_scan::ScanReport {
    fs::create_dir_all(&codebase.state).expect("a state folder");
    let program = std::env::current_exe().expect("this program");
    let worker: Vec<OsString> = vec![program.into(), WORKER.into()];
    let options = ScanOptions { jobs, shard: None, worker, locked: false, dry_run: false };
    migrate_scan::scan(codebase, &options, &Silent).expect("a scan")
}

fn forget(codebase: &Codebase) {
    if codebase.state.exists() {
        fs::remove_dir_all(&codebase.state).expect("the state goes away");
    }
}

fn rows<T: DeserializeOwned>(index: &Index, kind: FactKind) -> Vec<T> {
    let mut out = Vec::new();
    let each = &mut |row: &str| {
        out.push(serde_json::from_str(row).expect("a row of this version"));
        true
    };
    index.facts(kind, each).expect("an index");
    out
}

/// One unit by us and by clang, which only has to understand it.
fn reading(criterion: &mut Criterion<CpuTime>, legacy: &Legacy) {
    let codebase = legacy.codebase("one", &[UNIT.to_owned()]);
    let mut group = criterion.benchmark_group("one unit");
    group.sample_size(10);
    group.bench_function("scan", |b| {
        b.iter_batched(|| forget(&codebase), |()| assert_eq!(scan(&codebase, 1).parsed, 1), BatchSize::PerIteration);
    });
    group.bench_function("clang++-19 -fsyntax-only", |b| {
        b.iter(|| {
            let mut clang = Command::new("clang++-19");
            clang.current_dir(&legacy.root).args(FLAGS).args(["-fsyntax-only", "-w", UNIT]).stderr(Stdio::null());
            assert!(clang.status().expect("clang++-19").success());
        });
    });
    group.finish();
}

/// All units are as they were; and what they said comes into an empty index, as after a scan in parts.
fn index(criterion: &mut Criterion<CpuTime>, legacy: &Legacy, codebase: &Codebase, units: &[String]) {
    let mut group = criterion.benchmark_group(format!("{} units", units.len()));
    group.bench_function("unchanged", |b| b.iter(|| assert_eq!(scan(codebase, 1).unchanged, units.len())));
    let (merged, parts) = (legacy.codebase("merged", units), [codebase.index_file()]);
    let empty = || {
        forget(&merged);
        fs::create_dir_all(&merged.state).expect("a state folder");
    };
    let merge = |()| {
        let report = migrate_scan::merge(&merged, &parts, &Silent).expect("an index");
        assert!(report.parsed == units.len() && report.counts.symbols > 0, "{report:?}");
    };
    group.bench_function("merge and index", |b| b.iter_batched(empty, merge, BatchSize::PerIteration));
    group.finish();
}

fn planning(criterion: &mut Criterion<CpuTime>, index: &Index) {
    let graph = index.graph().expect("a graph");
    let findings = index.findings().expect("findings");
    let files: Vec<File> = rows(index, FactKind::Files);
    let headers: Vec<HeaderFile> =
        files.into_iter().filter(|f| !f.source).map(|f| HeaderFile { path: f.path, lines: f.lines }).collect();
    let modules = BTreeMap::new();
    let input = PlanInput { graph: &graph, modules: &modules, headers: &headers, findings: &findings };
    let name = format!("plan/{} files, {} symbols", graph.files.len(), graph.symbols.len());
    criterion.bench_function(&name, |b| {
        b.iter(|| {
            let plan = migrate_plan::plan(black_box(&input), Granularity::Module).expect("a plan");
            assert!(!plan.steps.is_empty());
        });
    });
}

/// The bridge of a module with its facade, without a compiler.
fn facade(criterion: &mut Criterion<CpuTime>, index: &Index) {
    let files: Vec<File> = rows(index, FactKind::Files);
    let of_module = |f: &&File| f.path.starts_with(&format!("src/{MODULE}/"));
    let names =
        |source: bool| files.iter().filter(of_module).filter(move |f| f.source == source).map(|f| f.path.clone());
    let (sources, headers): (BTreeSet<String>, BTreeSet<String>) = (names(true).collect(), names(false).collect());
    let all: BTreeSet<String> = sources.union(&headers).cloned().collect();
    let mut facts = Facts {
        symbols: rows(index, FactKind::Symbols),
        types: rows(index, FactKind::Types),
        macros: rows(index, FactKind::Macros),
        sites: rows(index, FactKind::Sites),
        ..Facts::default()
    };
    facts.defined = Some(facts.symbols.iter().filter(|s| s.defined).map(|s| s.mangled.clone()).collect());
    let port = PortRequest {
        module: MODULE.to_owned(),
        id: MODULE.to_owned(),
        sources,
        files: all.clone(),
        ..PortRequest::default()
    };
    let request = Request {
        crate_name: format!("{MODULE}-bridge"),
        headers: headers.iter().map(|h| h.trim_start_matches("src/").to_owned()).collect(),
        files: all,
        standard: "c++17".to_owned(),
        exceptions: true,
        port: Some(port),
        ..Request::default()
    };
    let made = || -> Bridge { migrate_bridge_gen::generate(&request, &facts, &Agreeing, &Silent).expect("a bridge") };
    let functions = made().facade.expect("a facade").functions.len();
    assert!(functions > 0, "a facade with functions");
    criterion.bench_function(&format!("facade/{functions} functions"), |b| b.iter(made));
}

/// As many blocks as a measurement of five seconds has.
fn statistics(criterion: &mut Criterion<CpuTime>) {
    let mut random = fastrand::Rng::with_seed(7);
    let mut block = || {
        let first = 400_000.0 * (1.0 + 0.1 * random.f64());
        let second = first * (1.0 + 0.01 * (random.f64() - 0.5));
        Block { cpu: [first as u64, second as u64], wall: [first as u64 + 100, second as u64 + 100] }
    };
    let mut launch = || Launch {
        iterations: 100,
        blocks: (0..50).map(|_| block()).collect(),
        same: (0..25).map(|_| block()).collect(),
        ..Launch::default()
    };
    let raw = Raw { launches: (0..50).map(|_| launch()).collect(), ..Raw::default() };
    let settings =
        Settings { margin: 0.01, alpha: 0.01, budget: 5.0, seed: 0, layouts: 1, gates: vec![], relations: vec![] };
    criterion.bench_function("evaluate/50 launches of 75 blocks", |b| {
        b.iter(|| assert_eq!(evaluate(black_box(&raw), &settings, 5.0).verdict, Verdict::Equivalent));
    });
}

fn main() {
    if std::env::args().nth(1).is_some_and(|word| word == WORKER) {
        return migrate_scan::worker::run().expect("a worker's life");
    }
    let criterion = Criterion::default().with_measurement(CpuTime).sample_size(20);
    let mut criterion = criterion.measurement_time(Duration::from_secs(4)).configure_from_args();
    let legacy = Legacy::new();
    let units = legacy.units();
    let codebase = legacy.codebase("all", &units);
    scan(&codebase, std::thread::available_parallelism().map_or(1, usize::from));
    reading(&mut criterion, &legacy);
    index(&mut criterion, &legacy, &codebase, &units);
    let read = Index::open(&codebase.index_file()).expect("an index");
    planning(&mut criterion, &read);
    facade(&mut criterion, &read);
    statistics(&mut criterion);
    criterion.final_summary();
}

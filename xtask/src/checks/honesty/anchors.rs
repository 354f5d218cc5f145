//! The same kernels by other tools, each as its manual says, and by `migrate bench compare`: how often each sees a difference
//! that is none, finds one that is there, and how long that takes. All take turns beside the same load.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::samples::{mann_whitney, welch};
use super::{CASE, Case, answer, build, busy, compare, quantile};
use crate::context::Context;
use crate::tools;

/// The package with the programs of two of the tools, and the source of a third, in the repository.
const PACKAGE: &str = "benches/anchors";
/// The last one that the toolchain of this repository builds.
const HYPERFINE: &str = "1.20.0";
/// hyperfine leaves judging to who reads it; what it exports goes through Welch's test at this share of errors.
const WELCH: f64 = 0.01;
/// What `compare.py` of google/benchmark takes for different by default.
const U_TEST: f64 = 0.05;
/// Repetitions that `compare.py` says its test needs.
const REPETITIONS: u32 = 9;

/// A tool with its settings.
struct Anchor {
    name: &'static str,
    settings: &'static str,
    /// Runs a turn: what takes a second can be asked more often than what takes twenty, and rare errors need many runs.
    times: u32,
    compare: fn(&Bench, &Pair) -> Result<Said>,
}

/// Runs a turn of what takes about a second.
const QUICK: u32 = 6;

const ANCHORS: &[Anchor] = &[
    Anchor { name: "criterion", settings: "defaults (p < 0.05, noise 1 %)", times: 1, compare: criterion },
    Anchor { name: "hyperfine", settings: "defaults, Welch's test at 1 %", times: 1, compare: hyperfine },
    Anchor { name: "google/benchmark", settings: "9 times 0.1 s, U test at 5 %", times: 1, compare: google },
    Anchor {
        name: "tango",
        settings: "defaults (0.1 s)",
        times: QUICK,
        compare: |bench, pair| tango(bench, pair, "0.1"),
    },
    Anchor { name: "tango", settings: "`-t 1` (1 s)", times: QUICK, compare: |bench, pair| tango(bench, pair, "1") },
    Anchor { name: "migrate bench", settings: "defaults (margin 1 %, 99 %)", times: QUICK, compare: migrate },
];

/// How the second of a pair is against the first, to a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Faster,
    Slower,
    /// No difference, or none that the tool is sure of.
    Nothing,
}

/// What a tool said of pairs of one kind: how often each thing.
#[derive(Default)]
struct Tally {
    runs: u32,
    differs: u32,
    slower: u32,
}

/// Two kernels in every form that a tool takes.
struct Pair {
    objects: [PathBuf; 2],
    programs: [PathBuf; 2],
    tango: [PathBuf; 2],
}

/// Everything that is built.
struct Bench<'a> {
    context: &'a Context,
    scratch: PathBuf,
    hyperfine: PathBuf,
    criterion: PathBuf,
    google: PathBuf,
}

/// Kinds of pairs: thousandths of work that the second has more, and how many turns each has for the published table.
const KINDS: [(u32, u32); 3] = [(0, 50), (20, 10), (50, 10)];

/// The first lines of the table.
const HEAD: &str = "| tool | settings | same twice: runs | false alarms | 2 % more: found | 5 % more: found | seconds, median | seconds, 95 % |\n|---|---|---|---|---|---|---|---|";

/// Measures with all tools in turn, while `load` threads do nothing but take time; the table. `share` is in percent.
pub(crate) fn table(context: &Context, share: u32, load: usize) -> Result<String> {
    tools::ensure(context, &[tools::by_name("g++"), tools::by_name("googletest")])?;
    let bench = Bench::new(context)?;
    let pairs = KINDS.map(|(extra, _)| bench.pair(extra));
    let pairs = pairs.into_iter().collect::<Result<Vec<_>>>()?;
    let runs = KINDS.map(|(_, runs)| (runs * share / 100).max(1));
    let mut turns: Vec<usize> = (0..KINDS.len()).flat_map(|kind| vec![kind; runs[kind] as usize]).collect();
    let mut random = fastrand::Rng::with_seed(1);
    random.shuffle(&mut turns);
    let mut rows: Vec<([Tally; KINDS.len()], Vec<f64>)> = ANCHORS.iter().map(|_| Default::default()).collect();
    busy(load, || -> Result<()> {
        for (turn, kind) in turns.iter().enumerate() {
            let mut order: Vec<usize> = (0..ANCHORS.len()).collect();
            random.shuffle(&mut order);
            for at in order {
                let (tallies, seconds) = &mut rows[at];
                for _ in 0..ANCHORS[at].times {
                    let began = Instant::now();
                    let said = (ANCHORS[at].compare)(&bench, &pairs[*kind]).context(ANCHORS[at].name)?;
                    seconds.push(began.elapsed().as_secs_f64());
                    tallies[*kind].add(said);
                }
            }
            eprintln!("{} of {}", turn + 1, turns.len());
        }
        Ok(())
    })?;
    let lines = ANCHORS.iter().zip(&rows).map(|(anchor, (tallies, seconds))| anchor.row(tallies, seconds));
    Ok(std::iter::once(HEAD.to_owned()).chain(lines).collect::<Vec<_>>().join("\n"))
}

impl Anchor {
    fn row(&self, [same, two, five]: &[Tally; KINDS.len()], seconds: &[f64]) -> String {
        let found = |tally: &Tally| format!("{} of {}", tally.slower, tally.runs);
        format!(
            "| {} | {} | {} | {} | {} | {} | {:.1} | {:.1} |",
            self.name,
            self.settings,
            same.runs,
            same.differs,
            found(two),
            found(five),
            quantile(seconds, 0.5),
            quantile(seconds, 0.95),
        )
    }
}

impl Tally {
    fn add(&mut self, said: Said) {
        self.runs += 1;
        self.differs += u32::from(said != Said::Nothing);
        self.slower += u32::from(said == Said::Slower);
    }
}

impl<'a> Bench<'a> {
    /// Installs and builds whatever does not depend on a kernel.
    fn new(context: &'a Context) -> Result<Bench<'a>> {
        let root = context.cache.join("anchors");
        std::fs::create_dir_all(&root)?;
        let bench = Bench {
            context,
            scratch: context.scratch("anchors")?,
            hyperfine: root.join("bin/hyperfine"),
            criterion: root.join("criterion"),
            google: root.join("google"),
        };
        if !bench.hyperfine.is_file() {
            let run = context.cargo().args(["install", "hyperfine", "--locked", "--version", HYPERFINE, "--root"]);
            run.arg(&root).ok()?;
        }
        std::fs::copy(bench.executable("criterion", Path::new(""))?, &bench.criterion)?;
        let source = context.root.join(PACKAGE).join("google.cpp");
        let run = context.run("g++").args(["-O2", "-o"]).arg(&bench.google).arg(source);
        run.args(["-lbenchmark", "-lpthread", "-ldl"]).ok()?;
        context.migrate()?;
        Ok(bench)
    }

    /// An executable of the package, with a kernel that it is built for.
    fn executable(&self, name: &str, kernel: &Path) -> Result<PathBuf> {
        let target = self.context.cache.join("anchors/build");
        let run =
            self.context.cargo().args(["bench", "--no-run", "--locked", "--message-format=json", "--bench", name]);
        let run = run.arg("--target-dir").arg(target).env("ANCHOR_KERNEL", kernel);
        let said = run.dir(&self.context.root.join(PACKAGE)).stdout()?;
        let messages = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let found =
            messages.filter(|m| m["target"]["name"] == name).find_map(|m| Some(m["executable"].as_str()?.into()));
        found.with_context(|| format!("cargo names no executable of {name}"))
    }

    fn pair(&self, extra: u32) -> Result<Pair> {
        let sides = |name, processes| -> Result<[PathBuf; 2]> {
            let case = Case { name, extra: [0, extra], processes, ..CASE };
            let both = build(self.context, &case)?.swap_remove(0);
            // Another kind of pair is built over it.
            let kept = [0, 1].map(|side| self.scratch.join(format!("{name}{extra}{side}")));
            for (from, to) in both.iter().zip(&kept) {
                std::fs::copy(from, to)?;
            }
            Ok(kept)
        };
        let objects = sides("anchor-object", false)?;
        let programs = sides("anchor-program", true)?;
        let tango = [0, 1].map(|side| self.scratch.join(format!("tango{extra}{side}")));
        for (object, to) in objects.iter().zip(&tango) {
            std::fs::copy(self.executable("tango", object)?, to)?;
        }
        Ok(Pair { objects, programs, tango })
    }
}

/// Both sides one after the other, the second against the first as a baseline.
fn criterion(bench: &Bench, pair: &Pair) -> Result<Said> {
    let home = bench.scratch.join("criterion");
    let run = |side: usize, what| {
        let run = bench.context.run(&bench.criterion).args(["--bench", "--noplot", what, "first"]);
        run.env("CRITERION_HOME", &home).env("ANCHOR_KERNEL", &pair.objects[side]).stdout()
    };
    run(0, "--save-baseline")?;
    let said = run(1, "--baseline")?;
    ensure!(said.contains("change:"), "no comparison:\n{said}");
    Ok(match (said.contains("Performance has improved"), said.contains("Performance has regressed")) {
        (true, _) => Said::Faster,
        (_, true) => Said::Slower,
        _ => Said::Nothing,
    })
}

fn hyperfine(bench: &Bench, pair: &Pair) -> Result<Said> {
    let out = bench.scratch.join("hyperfine.json");
    bench.context.run(&bench.hyperfine).args(["-N", "--export-json"]).arg(&out).args(&pair.programs).ok()?;
    let said: Value = serde_json::from_slice(&std::fs::read(&out)?)?;
    let times = |side: usize| serde_json::from_value::<Vec<f64>>(said["results"][side]["times"].clone());
    let (first, second) = (times(0)?, times(1)?);
    let p = welch(&first, &second).context("too few runs")?;
    Ok(judged(p < WELCH, mean(&first), mean(&second)))
}

fn google(bench: &Bench, pair: &Pair) -> Result<Said> {
    let run = |side: usize| -> Result<Vec<f64>> {
        let run = bench.context.run(&bench.google).args(["--benchmark_min_time=0.1", "--benchmark_format=json"]);
        let run = run.arg(format!("--benchmark_repetitions={REPETITIONS}")).env("ANCHOR_KERNEL", &pair.objects[side]);
        let said: Value = serde_json::from_str(&run.stdout()?)?;
        let all = said["benchmarks"].as_array().context("benchmarks")?;
        Ok(all.iter().filter(|b| b["run_type"] == "iteration").filter_map(|b| b["cpu_time"].as_f64()).collect())
    };
    let (first, second) = (run(0)?, run(1)?);
    let p = mann_whitney(&first, &second).context("too few repetitions")?;
    Ok(judged(p < U_TEST, quantile(&first, 0.5), quantile(&second, 0.5)))
}

/// The second executable measures itself against the first; a star marks what is significant, and a slower one is a failure.
fn tango(bench: &Bench, pair: &Pair, seconds: &str) -> Result<Said> {
    let [first, second] = &pair.tango;
    let run = bench.context.run(second).args(["--color", "never", "compare", "-t", seconds]).arg(first);
    let said = run.dir(&bench.scratch).finish()?.stdout;
    let line = said.lines().find(|line| line.starts_with("kernel")).with_context(|| format!("no line:\n{said}"))?;
    let percent = line.split_whitespace().next_back().context("a percentage")?;
    Ok(match (percent.ends_with('*'), percent.starts_with('-')) {
        (false, _) => Said::Nothing,
        (true, true) => Said::Faster,
        (true, false) => Said::Slower,
    })
}

fn migrate(bench: &Bench, pair: &Pair) -> Result<Said> {
    let said = answer(compare(bench.context)?.args(&pair.objects))?;
    Ok(match said["verdict"].as_str().context("a verdict")? {
        "faster" => Said::Faster,
        "slower" => Said::Slower,
        _ => Said::Nothing,
    })
}

fn judged(differs: bool, first: f64, second: f64) -> Said {
    match differs {
        false => Said::Nothing,
        true if second < first => Said::Faster,
        true => Said::Slower,
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

//! How often `migrate bench` says what is true: kernels whose work is known, measured again and again on a busy machine.

pub(crate) mod anchors;
pub(crate) mod latency;
pub(crate) mod layouts;
mod samples;

use std::ffi::OsStr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::check::Outcome;
use crate::context::Context;
use crate::process::Run;

/// The kernel, in the repository.
const KERNEL: &str = "benches/honesty/kernel.c";
/// Iterations of a process of some 70 ms.
const PROCESS: u32 = 3500;

/// Something that is measured again and again.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    /// Thousandths of work that the first and the second side have more than the kernel.
    extra: [u32; 2],
    /// Bytes before the code of both, in several layouts.
    padding: &'static [[u32; 2]],
    /// Whole processes instead of shared objects.
    processes: bool,
    /// What is true.
    truth: &'static str,
    /// How often, for the published table.
    pub(crate) runs: u32,
}

const ONE: &[[u32; 2]] = &[[0, 0]];
const CASE: Case = Case { name: "", extra: [0, 0], padding: ONE, processes: false, truth: "equivalent", runs: 50 };
/// The same code, each time somewhere else.
const MOVED: &[[u32; 2]] = &[[0, 16], [8, 40], [24, 0], [48, 20], [4, 56], [33, 12]];

/// All cases.
pub(crate) const CASES: &[Case] = &[
    Case { name: "the same twice", runs: 300, ..CASE },
    Case { name: "2 % more", extra: [0, 20], truth: "slower", ..CASE },
    Case { name: "2 % less", extra: [20, 0], truth: "faster", ..CASE },
    Case { name: "5 % more", extra: [0, 50], truth: "slower", ..CASE },
    Case { name: "5 % less", extra: [50, 0], truth: "faster", ..CASE },
    Case { name: "10 % more", extra: [0, 100], truth: "slower", ..CASE },
    Case { name: "10 % less", extra: [100, 0], truth: "faster", ..CASE },
    Case { name: "other layouts of the same", padding: MOVED, ..CASE },
    Case { name: "processes: the same twice", processes: true, runs: 10, ..CASE },
    Case { name: "processes: 5 % more", processes: true, extra: [0, 50], truth: "slower", runs: 20, ..CASE },
];

/// The first lines of the table.
pub(crate) const HEAD: &str = "| case | runs | true verdict | undecided | equivalent | wrong | unfit | seconds, median | seconds, 95 % | ratio, median | ratio, all |\n|---|---|---|---|---|---|---|---|---|---|---|";

/// What came out of a case.
pub(crate) struct Answers {
    name: &'static str,
    truth: &'static str,
    verdicts: Vec<String>,
    unfit: usize,
    seconds: Vec<f64>,
    ratios: Vec<f64>,
}

/// One run of two cases: everything works. Times are nobody's business here.
pub(crate) fn smoke(context: &Context, _: &str) -> Result<Outcome> {
    for name in ["10 % more", "processes: 5 % more"] {
        let case = CASES.iter().find(|c| c.name == name).context("the case is there")?;
        let answers = measured(context, case, 1, 0)?;
        ensure!(answers.ratios.len() == 1, "{name}: {}", answers.row());
    }
    Ok(Outcome::Passed("2 cases".to_owned()))
}

/// Measures a case so many times, while `load` threads do nothing but take time.
pub(crate) fn measured(context: &Context, case: &Case, runs: u32, load: usize) -> Result<Answers> {
    let pairs = build(context, case)?;
    let mut answers =
        Answers { name: case.name, truth: case.truth, verdicts: vec![], unfit: 0, seconds: vec![], ratios: vec![] };
    busy(load, || {
        for seed in 0..runs {
            answers.add(&once(context, case, &pairs, seed)?)?;
        }
        Ok(answers)
    })
}

/// Runs something while so many threads do nothing but take time.
pub(super) fn busy<T>(threads: usize, run: impl FnOnce() -> T) -> T {
    /// Ends the threads, also if `run` panics.
    struct Stop<'a>(&'a AtomicBool);
    impl Drop for Stop<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            });
        }
        let _stop = Stop(&stop);
        run()
    })
}

/// A quantile; 0 of nothing.
fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * share).round() as usize).copied().unwrap_or_default()
}

/// Both sides in every layout.
fn build(context: &Context, case: &Case) -> Result<Vec<[PathBuf; 2]>> {
    let folder = context.target_dir()?.join("honesty").join(case.name.replace([' ', ':', '%'], "_"));
    std::fs::create_dir_all(&folder)?;
    let mut pairs = Vec::new();
    for (number, padding) in case.padding.iter().enumerate() {
        let mut pair = [PathBuf::new(), PathBuf::new()];
        for side in 0..2 {
            let file = folder.join(format!(
                "{}{number}{}",
                ["first", "second"][side],
                if case.processes { "" } else { ".so" }
            ));
            let mut run = context.run("cc").args(["-O2", "-o"]).arg(&file);
            run = match case.processes {
                true => run.arg(format!("-DPROGRAM={PROCESS}")),
                false => run.args(["-fPIC", "-shared"]),
            };
            run = run.arg(format!("-DEXTRA={}", case.extra[side])).arg(format!("-DPADDING={}", padding[side]));
            run.arg(context.root.join(KERNEL)).ok()?;
            pair[side] = file;
        }
        pairs.push(pair);
    }
    Ok(pairs)
}

fn once(context: &Context, case: &Case, pairs: &[[PathBuf; 2]], seed: u32) -> Result<Value> {
    let run = compare(context)?.arg("--seed").arg(seed.to_string());
    answer(match case.processes {
        true => pairs.iter().flatten().fold(run, |run, file| run.arg("--cmd").arg(format!("'{}'", file.display()))),
        false => with_layouts(run, pairs),
    })
}

/// `migrate bench compare`, without what it compares.
fn compare(context: &Context) -> Result<Run> {
    Ok(context.run(context.migrate()?).args(["--format", "json", "bench", "compare"]))
}

/// Pairs of files, each another layout.
fn with_layouts<P: AsRef<OsStr>>(run: Run, pairs: &[[P; 2]]) -> Run {
    let option = |number| (number > 0).then_some("--layout");
    pairs.iter().enumerate().fold(run, |run, (number, pair)| run.args(option(number)).args(pair))
}

/// What it says. It may fail a gate.
fn answer(run: Run) -> Result<Value> {
    let said = run.finish()?;
    serde_json::from_str(&said.stdout).with_context(|| format!("no answer: {}", said.stderr))
}

/// A shared object of a source of the repository.
fn object(context: &Context, source: &str, name: &str, options: &[String]) -> Result<PathBuf> {
    let folder = context.target_dir()?.join("honesty");
    std::fs::create_dir_all(&folder)?;
    let file = folder.join(name).with_extension("so");
    let run = context.run("cc").args(["-O2", "-fPIC", "-shared", "-o"]).arg(&file).args(options);
    run.arg(context.root.join(source)).ok()?;
    Ok(file)
}

impl Answers {
    fn add(&mut self, document: &Value) -> Result<()> {
        self.verdicts.push(document["verdict"].as_str().context("a verdict")?.to_owned());
        self.unfit += usize::from(document["self_check"]["alarm"] == true);
        self.seconds.push(document["seconds"].as_f64().context("seconds")?);
        self.ratios.push(document["metrics"][0]["ratio"].as_f64().context("a ratio")?);
        Ok(())
    }

    /// A row of the table.
    pub(crate) fn row(&self) -> String {
        let runs = self.verdicts.len();
        let of = |verdict: &str| self.verdicts.iter().filter(|v| *v == verdict).count();
        let (right, open, none) = (of(self.truth), of("undecided"), of("equivalent"));
        let none = if self.truth == "equivalent" { 0 } else { none };
        format!(
            "| {} | {runs} | {right} ({}) | {open} | {none} | {} | {} | {:.2} | {:.2} | {:.4} | {:.4} to {:.4} |",
            self.name,
            self.truth,
            runs - right - open - none,
            self.unfit,
            quantile(&self.seconds, 0.5),
            quantile(&self.seconds, 0.95),
            quantile(&self.ratios, 0.5),
            quantile(&self.ratios, 0.0),
            quantile(&self.ratios, 1.0)
        )
    }
}

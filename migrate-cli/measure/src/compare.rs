//! Two shared objects with the same scenario, against each other.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use object::{Object as _, ObjectSegment as _};

use migrate_model::bench::{Heap, Latency, Launch, Outputs, Raw, Settings, Single};

use crate::memory::interposer;
use crate::pace::Pace;
use crate::process::{Around, Broken, Workers};
use crate::protocol::{Alone, Answer, Paced, Task, Timing};
use crate::scenario::FUNCTIONS;
use crate::stats::evaluate::{LAYOUTS, claimable};
use crate::trouble;
use crate::{BenchError, Measured, Progress};

/// Length of a leg: far below a slice of the scheduler, far above a reading of the clock.
const LEG: Duration = Duration::from_micros(200);
/// Length of all blocks of a launch.
const LAUNCH: Duration = Duration::from_millis(60);
/// Most time that one launch may take, in budgets.
const PATIENCE: u32 = 4;
/// How many times as long everything takes under callgrind.
const CALLGRIND: u32 = 50;
/// How long the run of a pass for one side is to take.
const PASS: Duration = Duration::from_millis(50);
/// Repetitions of a pass, of each side.
const REPEATS: [(Pass, usize); 4] =
    [(Pass::Instructions, 1), (Pass::Memory, 2), (Pass::Resident, 3), (Pass::Start, 10)];
/// Iterations shorter than that are no requests.
const SHORTEST: Duration = Duration::from_micros(25);
/// Whose turn it is under load: what grows or fades meanwhile is on both sides in equal parts.
const TURNS: [u8; 8] = [0, 1, 1, 0, 1, 0, 0, 1];
/// Bytes of environment that move a stack by less than a page.
const PADDING: usize = 4096;

/// What is compared, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// Pairs of files, first and second; each pair is the same code in another layout.
    pub layouts: Vec<[PathBuf; 2]>,
    /// What was asked for.
    pub settings: Settings,
    /// Most bytes of data that a process may have.
    pub memory: u64,
    /// Iterations of passes for one side; as many as fit, if absent.
    pub iterations: Option<u64>,
    /// How long latency under load is measured, of both sides together; not at all, if absent.
    pub latency: Option<Duration>,
    /// Instructions are counted too, by callgrind.
    pub instructions: bool,
    /// The program that measures, and the word that makes it do so.
    pub worker: (PathBuf, String),
    /// A folder of this measurement's own.
    pub scratch: PathBuf,
}

/// Something that is measured of one side at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    Instructions,
    Memory,
    Resident,
    Start,
}

/// Measures until the verdict is found or the budget is spent.
///
/// # Errors
/// A file is no scenario, something cannot be read or written, or Ctrl-C.
pub fn run(options: &Options, progress: &dyn Progress, stop: &AtomicBool) -> Result<Measured, BenchError> {
    if options.instructions && Command::new("valgrind").arg("--version").output().is_err() {
        return Err(BenchError::NoValgrind);
    }
    let session = Session::new(options, stop)?;
    let mut measured = Measured { outputs: Outputs { equal: true, ..Outputs::default() }, ..Measured::default() };
    measured.notes.extend(too_few(options));
    session.timing(&mut measured, progress)?;
    if measured.outputs.equal && measured.raw.trouble.is_empty() {
        session.passes(&mut measured, progress)?;
    }
    if measured.outputs.equal && measured.raw.trouble.is_empty() {
        session.latencies(&mut measured, progress)?;
    }
    Ok(measured)
}

struct Session<'a> {
    options: &'a Options,
    /// Pairs of files, and the first twice more.
    files: Vec<([PathBuf; 2], [PathBuf; 2])>,
    workers: Workers<'a>,
    mark: PathBuf,
}

impl<'a> Session<'a> {
    fn new(options: &'a Options, stop: &'a AtomicBool) -> Result<Self, BenchError> {
        let mut files = Vec::new();
        let mut folders = BTreeSet::new();
        for (number, [first, second]) in options.layouts.iter().enumerate() {
            let (first, second) = (real(first)?, real(second)?);
            let other = match other_layout(number, options.layouts.len()) {
                Some(other) => real(&options.layouts[other][0])?,
                None => first.clone(),
            };
            folders.extend([&first, &second].into_iter().filter_map(|f| f.parent().map(Path::to_owned)));
            // To the loader a copy is another object; one file twice is the same.
            let copied = |file, which| copy(file, &options.scratch.join(format!("again{number}{which}.so")));
            let again = [copied(&first, 'a')?, copied(&other, 'b')?];
            let second = match first == second {
                true => copy(&first, &options.scratch.join(format!("second{number}.so")))?,
                false => second,
            };
            files.push(([first, second], again));
        }
        let mut libraries = OsString::new();
        for folder in folders {
            libraries.push(folder);
            libraries.push(":");
        }
        libraries.push(std::env::var_os("LD_LIBRARY_PATH").unwrap_or_default());
        let budget = Duration::from_secs_f64(options.settings.budget);
        let workers =
            Workers { program: (&options.worker.0, &options.worker.1), libraries, limit: PATIENCE * budget, stop };
        Ok(Session { options, files, workers, mark: options.scratch.join("mark") })
    }

    /// Launches until the metric that decides is decided.
    fn timing(&self, measured: &mut Measured, progress: &dyn Progress) -> Result<(), BenchError> {
        let settings = &self.options.settings;
        let mut random = fastrand::Rng::with_seed(settings.seed);
        let mut pace = Pace::new(settings);
        loop {
            let number = measured.raw.launches.len();
            match self.launch(number, &mut random)? {
                Ok(launch) => measured.add(launch),
                Err(ended) => {
                    ended.tell(measured);
                    return Ok(());
                }
            }
            measured.seconds = pace.seconds();
            progress.measured(measured.seconds, settings.budget);
            if pace.is_over(&measured.raw) {
                return Ok(());
            }
        }
    }

    fn launch(&self, number: usize, random: &mut fastrand::Rng) -> Result<Result<Launch, Ended>, BenchError> {
        let layout = number % self.files.len();
        let (sides, again) = self.files[layout].clone();
        let task = Task::Time(Timing {
            sides,
            again,
            layout: layout as u32,
            same_layout: other_layout(layout, self.files.len()).map(|other| other as u32),
            seed: self.options.settings.seed,
            order: random.u64(..),
            leg: LEG.as_nanos() as u64,
            length: LAUNCH.as_nanos() as u64,
            mark: self.mark.clone(),
            memory: self.options.memory,
        });
        let around = Around { padding: random.usize(..PADDING), ..Around::default() };
        match self.workers.ask(&task, &self.mark, around) {
            Ok(Answer::Timed { launch }) => Ok(Ok(launch)),
            Ok(answer) => self.other(answer).map(Err),
            Err(broken) => self.broken(broken).map(Err),
        }
    }

    /// An answer that is not what was asked for.
    fn other(&self, answer: Answer) -> Result<Ended, BenchError> {
        match answer {
            Answer::Different { what, iterations } => Ok(Ended::Different { what, iterations }),
            Answer::Irreproducible { what } => Ok(Ended::Trouble(trouble::irreproducible("first", &what))),
            Answer::NoScenario { side, why } => {
                Err(BenchError::NoScenario { file: self.options.layouts[0][usize::from(side)].clone(), why })
            }
            Answer::Failed { why } => Err(BenchError::Worker(why)),
            Answer::Timed { .. } | Answer::Alone { .. } | Answer::Course { .. } | Answer::Latencies { .. } => {
                Err(BenchError::Worker("it answered what nobody asked".to_owned()))
            }
        }
    }

    fn broken(&self, broken: Broken) -> Result<Ended, BenchError> {
        match broken {
            Broken::Crashed { doing, how, said, size } => {
                Ok(Ended::Trouble(trouble::crashed(doing, &how, &said, size, self.options.memory)))
            }
            Broken::Late(doing, limit) => Ok(Ended::Trouble(trouble::late(doing, limit))),
            Broken::Interrupted => Err(BenchError::Interrupted),
            Broken::Io(error) => Err(BenchError::Io { what: "cannot start a process that measures".to_owned(), error }),
        }
    }

    /// Everything that is measured of one side at a time, the sides in turn.
    fn passes(&self, measured: &mut Measured, progress: &dyn Progress) -> Result<(), BenchError> {
        let counter = match interposer::build(&self.options.scratch) {
            Ok(library) => Some(library),
            Err(error) => {
                measured.notes.push(format!("allocations are not counted: {error}"));
                None
            }
        };
        let iterations = self.options.iterations.unwrap_or_else(|| fitting(&measured.raw));
        if let Some(ended) = self.courses(iterations, counter.as_deref(), measured, progress)? {
            ended.tell(measured);
            return Ok(());
        }
        for (pass, repeats) in REPEATS {
            let left_out = match pass {
                Pass::Instructions => !self.options.instructions,
                Pass::Memory => counter.is_none(),
                Pass::Resident | Pass::Start => false,
            };
            if left_out {
                continue;
            }
            // A leg takes long enough under callgrind.
            let iterations = if pass == Pass::Instructions { per_leg(&measured.raw) } else { iterations };
            progress.pass(pass.name());
            for repeat in 0..repeats {
                for side in if repeat % 2 == 0 { [0, 1] } else { [1, 0] } {
                    match self.alone(pass, side, iterations, counter.as_deref())? {
                        Ok(values) => measured.raw.keep(side, (pass != Pass::Start).then_some(iterations), values),
                        Err(ended) => {
                            ended.tell(measured);
                            return Ok(());
                        }
                    }
                }
            }
        }
        for side in 0..2_u8 {
            let size = loaded(&self.files[0].0[usize::from(side)]);
            measured.raw.keep(side, None, size.map(|bytes| ("size".to_owned(), bytes as f64)).into_iter().collect());
        }
        Ok(())
    }

    fn alone(
        &self,
        pass: Pass,
        side: u8,
        iterations: u64,
        counter: Option<&Path>,
    ) -> Result<Result<Vec<(String, f64)>, Ended>, BenchError> {
        let alone = self.one(side, iterations);
        if pass == Pass::Instructions {
            return self.instructions(alone);
        }
        let (task, preload) = match pass {
            Pass::Memory => (Task::Memory(alone), counter),
            Pass::Resident => (Task::Resident(alone), None),
            Pass::Start | Pass::Instructions => (Task::Start(alone), None),
        };
        self.answered(self.workers.ask(&task, &self.mark, Around { preload, ..Around::default() }))
    }

    /// The heap of each side part by part, and what the scenario says of its work.
    fn courses(
        &self,
        iterations: u64,
        preload: Option<&Path>,
        measured: &mut Measured,
        progress: &dyn Progress,
    ) -> Result<Option<Ended>, BenchError> {
        progress.pass("looking at the heap");
        for side in [0, 1] {
            let task = Task::Course(self.one(side, iterations));
            match self.workers.ask(&task, &self.mark, Around { preload, ..Around::default() }) {
                Ok(Answer::Course { part, heap: bytes, figures }) => {
                    if !bytes.is_empty() {
                        measured.raw.heap.push(Heap { side, part, bytes });
                    }
                    let single =
                        |(metric, value)| Single { metric, side, iterations: Some(iterations), values: vec![value] };
                    measured.raw.figures.extend(figures.into_iter().map(single));
                }
                Ok(answer) => return self.other(answer).map(Some),
                Err(broken) => return self.broken(broken).map(Some),
            }
        }
        Ok(None)
    }

    /// Latencies under a load that keeps the slower side busy half of the time, the sides in turn.
    fn latencies(&self, measured: &mut Measured, progress: &dyn Progress) -> Result<(), BenchError> {
        let Some(time) = self.options.latency else { return Ok(()) };
        let slower = slower_iteration(&measured.raw);
        let request = SHORTEST.as_nanos().div_ceil(slower.as_nanos().max(1)).max(1) as u64;
        if request > 1 {
            let least = SHORTEST.as_micros();
            measured.notes.push(format!(
                "latency is that of requests of {request} iterations: below {least} µs reading clocks and waking up would be most of it"
            ));
        }
        progress.pass("loading");
        let period = 2 * slower * u32::try_from(request).unwrap_or(u32::MAX);
        let arrivals = (time / TURNS.len() as u32).as_nanos() / period.as_nanos();
        for (turn, side) in TURNS.into_iter().enumerate() {
            let alone = self.one(side, arrivals as u64 * request);
            // Both sides see the same arrivals.
            let order = self.options.settings.seed.wrapping_add(turn as u64 / 2);
            let task = Task::Latency(Paced { alone, request, period: period.as_nanos() as u64, order });
            let workers = Workers { limit: self.workers.limit + 2 * time, ..self.workers.clone() };
            let ended = match workers.ask(&task, &self.mark, Around::default()) {
                Ok(Answer::Latencies { open, closed }) => {
                    let period = period.as_nanos() as u64;
                    measured.raw.latencies.push(Latency { side, request, period, open, closed });
                    continue;
                }
                Ok(answer) => self.other(answer)?,
                Err(broken) => self.broken(broken)?,
            };
            ended.tell(measured);
            return Ok(());
        }
        Ok(())
    }

    /// A task for one side.
    fn one(&self, side: u8, iterations: u64) -> Alone {
        Alone {
            file: self.files[0].0[usize::from(side)].clone(),
            side,
            seed: self.options.settings.seed,
            iterations,
            mark: self.mark.clone(),
            memory: self.options.memory,
        }
    }

    /// Instructions of an iteration, by callgrind: its own count of what runs inside `migrate_scenario_run`.
    fn instructions(&self, mut alone: Alone) -> Result<Result<Vec<(String, f64)>, Ended>, BenchError> {
        let out = self.options.scratch.join("callgrind.out");
        let mut option = OsString::from("--callgrind-out-file=");
        option.push(&out);
        let [_, run, _] = FUNCTIONS;
        let toggle = format!("--toggle-collect={run}").into();
        let under = ["valgrind".into(), "--quiet".into(), "--tool=callgrind".into(), toggle, option];
        let iterations = alone.iterations;
        // What callgrind needs for itself is not the scenario's.
        alone.memory = u64::MAX;
        let around = Around { under: &under, ..Around::default() };
        let workers = Workers { limit: CALLGRIND * self.workers.limit, ..self.workers.clone() };
        let answer = self.answered(workers.ask(&Task::Run(alone), &self.mark, around))?;
        Ok(answer.map(|_| {
            let text = fs::read_to_string(&out).unwrap_or_default();
            let total = text.lines().find_map(|l| l.strip_prefix("totals: ")?.trim().parse::<f64>().ok());
            let values = total.map(|total| vec![("instructions".to_owned(), total / iterations as f64)]);
            values.unwrap_or_default()
        }))
    }

    /// Values of one side.
    fn answered(&self, answer: Result<Answer, Broken>) -> Result<Result<Vec<(String, f64)>, Ended>, BenchError> {
        match answer {
            Ok(Answer::Alone { values }) => Ok(Ok(values)),
            Ok(answer) => self.other(answer).map(Err),
            Err(broken) => self.broken(broken).map(Err),
        }
    }
}

impl Pass {
    fn name(self) -> &'static str {
        match self {
            Pass::Instructions => "counting instructions",
            Pass::Memory => "counting allocations",
            Pass::Resident => "looking at resident memory",
            Pass::Start => "starting cold",
        }
    }
}

/// What to know of layouts of which no difference can be claimed.
fn too_few(options: &Options) -> Option<String> {
    let (given, alpha) = (options.layouts.len(), options.settings.alpha);
    let needed = (LAYOUTS..).find(|count| claimable(*count, alpha))?;
    (given >= LAYOUTS && given < needed).then(|| {
        format!("{given} layouts may differ by chance as the sides do; neither side is called faster with less than {needed}")
    })
}

/// The layout that the first side of another one is compared with, where there are as many as intervals over layouts need.
fn other_layout(number: usize, layouts: usize) -> Option<usize> {
    (layouts >= LAYOUTS).then(|| (number + 1) % layouts)
}

/// Why measuring ended early.
enum Ended {
    Different { what: String, iterations: u64 },
    Trouble(migrate_model::finding::Finding),
}

impl Ended {
    fn tell(self, measured: &mut Measured) {
        match self {
            Ended::Different { what, iterations } => {
                measured.outputs.equal = false;
                measured.outputs.iterations += iterations;
                measured.outputs.difference = Some(what);
            }
            Ended::Trouble(finding) => measured.raw.trouble.push(finding),
        }
    }
}

impl Measured {
    fn add(&mut self, launch: Launch) {
        self.outputs.compared += launch.comparisons;
        self.outputs.iterations += launch.compared;
        self.raw.launches.push(launch);
    }
}

/// Values of one side go to those that are there.
trait Keep {
    fn keep(&mut self, side: u8, iterations: Option<u64>, values: Vec<(String, f64)>);
}

impl Keep for Raw {
    fn keep(&mut self, side: u8, iterations: Option<u64>, values: Vec<(String, f64)>) {
        for (metric, value) in values {
            match self.single.iter_mut().find(|s| s.metric == metric && s.side == side) {
                Some(single) => single.values.push(value),
                None => self.single.push(Single { metric, side, iterations, values: vec![value] }),
            }
        }
    }
}

/// Wall time of an iteration of the slower side.
fn slower_iteration(raw: &Raw) -> Duration {
    let of = |side: usize| {
        let times = raw.launches.iter().flat_map(|l| l.blocks.iter().map(move |b| b.wall[side] / 2 / l.iterations));
        let mut times: Vec<u64> = times.collect();
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    };
    Duration::from_nanos(of(0).max(of(1)))
}

/// Iterations of the shortest leg.
fn per_leg(raw: &Raw) -> u64 {
    raw.launches.iter().map(|l| l.iterations).min().unwrap_or(1)
}

/// As many iterations as a pass has time for: one, two or five times a power of ten.
fn fitting(raw: &Raw) -> u64 {
    let wall = |l: &Launch| l.blocks.iter().map(|b| b.wall[0].max(b.wall[1]) / 2).max().unwrap_or(1);
    let leg = raw.launches.iter().map(wall).max().unwrap_or(1).max(1);
    let fits = u128::from(per_leg(raw)) * PASS.as_nanos() / u128::from(leg);
    let mut round = 1_u128;
    loop {
        let next = [2, 5, 10].map(|by| round * by);
        match next.iter().rposition(|n| *n <= fits) {
            Some(2) => round *= 10,
            Some(at) => return next[at] as u64,
            None => return round as u64,
        }
    }
}

/// How many bytes of memory the code and the data of a shared object take; what is there for debuggers is not loaded.
fn loaded(file: &Path) -> Option<u64> {
    let bytes = fs::read(file).ok()?;
    let file = object::File::parse(bytes.as_slice()).ok()?;
    Some(file.segments().map(|segment| segment.size()).sum())
}

fn real(file: &Path) -> Result<PathBuf, BenchError> {
    file.canonicalize().map_err(|error| BenchError::Io { what: format!("cannot read {}", file.display()), error })
}

fn copy(from: &Path, to: &Path) -> Result<PathBuf, BenchError> {
    fs::copy(from, to).map_err(|error| BenchError::Io {
        what: format!("cannot copy {} to {}", from.display(), to.display()),
        error,
    })?;
    Ok(to.to_owned())
}

#[cfg(test)]
mod tests {
    use migrate_model::bench::Block;

    use super::*;

    #[test]
    fn iterations_of_a_pass_are_round() {
        let raw = |iterations, wall| Raw {
            launches: vec![Launch {
                iterations,
                blocks: vec![Block { cpu: [1, 1], wall: [2 * wall, wall] }],
                ..Launch::default()
            }],
            ..Raw::default()
        };
        assert_eq!(fitting(&raw(100, 200_000)), 20_000);
        assert_eq!(fitting(&raw(1, 70_000_000)), 1);
        assert_eq!(fitting(&raw(3, 200_000)), 500);
        assert_eq!(fitting(&Raw::default()), 50_000_000);
    }
}

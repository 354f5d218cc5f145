//! Two command lines against each other: whole processes in turn, CPU time by what the system charges them.

use std::fs::File;
use std::io::Seek as _;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use migrate_model::bench::{Block, Launch, Outputs, Raw, Settings};
use migrate_model::finding::{Finding, Severity};

use crate::memory::launcher::{Ended, Launcher, Used};
use crate::pace::Pace;
use crate::{BenchError, Measured, Progress, trouble};

/// Bytes of environment that move a stack by less than a page.
const PADDING: usize = 4096;
/// Most time that one run may take, in budgets.
const PATIENCE: f64 = 2.0;
/// So many digits of a hash tell two texts apart for a person.
const SHOWN: usize = 16;
/// What the sides are called.
const NAMES: [&str; 2] = ["first", "second"];
/// Blocks of a launch: in the first of them the first command is measured against itself.
const BLOCKS: usize = 3;

/// What is compared, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The words of both commands; no shell sees them.
    pub commands: [Vec<String>; 2],
    /// What was asked for.
    pub settings: Settings,
    /// Whether what they print has to be the same.
    pub outputs: bool,
    /// A folder of this measurement's own.
    pub scratch: PathBuf,
}

/// Measures until the verdict is found or the budget is spent. Each block is a launch of its own.
///
/// # Errors
/// A command cannot be started, or Ctrl-C.
pub fn run(options: &Options, progress: &dyn Progress, stop: &AtomicBool) -> Result<Measured, BenchError> {
    let mut measured = Measured { outputs: Outputs { equal: true, ..Outputs::default() }, ..Measured::default() };
    let launcher = match Launcher::build(&options.scratch) {
        Ok(launcher) => launcher,
        Err(error) => {
            measured.notes.push(format!("peak_rss is not measured: {error}"));
            Launcher::none()
        }
    };
    let settings = &options.settings;
    let limit = Duration::from_secs_f64(PATIENCE * settings.budget);
    let session = Session { options, launcher, limit, stop };
    let mut random = fastrand::Rng::with_seed(settings.seed);
    let mut peaks = [Vec::new(), Vec::new()];
    let expected = match session.first_outputs(&mut measured)? {
        Some(expected) => expected,
        None => return Ok(measured),
    };
    let mut pace = Pace::new(settings);
    loop {
        let mut launch = Launch { iterations: 1, ..Launch::default() };
        // Which comes first changes from block to block, and so does where the stack begins.
        for same in (0..BLOCKS).map(|i| i == 0) {
            let block = session.block(same, &mut random, &expected, &mut measured, &mut peaks)?;
            let Some(block) = block else { return Ok(measured) };
            if same { launch.same.push(block) } else { launch.blocks.push(block) }
        }
        measured.raw.launches.push(launch);
        measured.seconds = pace.seconds();
        progress.measured(measured.seconds, settings.budget);
        if pace.is_over(&measured.raw) {
            break;
        }
    }
    keep_peaks(&mut measured.raw, peaks);
    Ok(measured)
}

struct Session<'a> {
    options: &'a Options,
    launcher: Launcher,
    /// How long one run may take.
    limit: Duration,
    stop: &'a AtomicBool,
}

/// What a command printed, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Printed {
    hash: blake3::Hash,
    bytes: u64,
    ending: String,
}

impl Session<'_> {
    /// What both print; nobody has timed it, so caches of files are warm from then on. `None` if it is not the same.
    fn first_outputs(&self, measured: &mut Measured) -> Result<Option<Printed>, BenchError> {
        let mut runs = Vec::new();
        for side in [0, 0, 1] {
            match self.once(side, 0)? {
                Ok((printed, _)) => runs.push(printed),
                Err(trouble) => {
                    measured.raw.trouble.push(trouble);
                    return Ok(None);
                }
            }
        }
        let [first, again, second] = <[Printed; 3]>::try_from(runs).unwrap_or_else(|_| unreachable!("three runs"));
        if !self.options.outputs {
            return Ok(Some(first));
        }
        measured.outputs.compared = 2;
        measured.outputs.iterations = 3;
        if first != again {
            let what = format!("it printed {} and then {}", first.words(), again.words());
            measured.raw.trouble.push(trouble::irreproducible(NAMES[0], &what));
            return Ok(None);
        }
        if first != second {
            measured.outputs.equal = false;
            measured.outputs.difference = Some(format!("{} and {}", first.words(), second.words()));
            return Ok(None);
        }
        Ok(Some(first))
    }

    /// A block of four processes; `None` if one of them did not do what it did before.
    fn block(
        &self,
        same: bool,
        random: &mut fastrand::Rng,
        expected: &Printed,
        measured: &mut Measured,
        peaks: &mut [Vec<f64>; 2],
    ) -> Result<Option<Block>, BenchError> {
        let order = if random.bool() { [1, 0, 0, 1] } else { [0, 1, 1, 0] };
        let padding = random.usize(..PADDING);
        let mut block = Block::default();
        for side in order {
            let command = if same { 0 } else { side };
            let (printed, used) = match self.once(command, padding)? {
                Ok(run) => run,
                Err(trouble) => {
                    measured.raw.trouble.push(trouble);
                    return Ok(None);
                }
            };
            block.cpu[side] += used.cpu;
            block.wall[side] += used.wall;
            peaks[command].extend(used.peak.map(|p| p as f64));
            if self.options.outputs {
                measured.outputs.compared += 1;
                measured.outputs.iterations += 1;
                if printed != *expected {
                    let what = format!("it printed {} and then {}", expected.words(), printed.words());
                    measured.raw.trouble.push(trouble::irreproducible(NAMES[command], &what));
                    return Ok(None);
                }
            }
        }
        Ok(Some(block))
    }

    /// Runs a command.
    fn once(&self, side: usize, padding: usize) -> Result<Result<(Printed, Used), Finding>, BenchError> {
        let words = &self.options.commands[side];
        let io = |error| BenchError::NoCommand { command: words.join(" "), error };
        let mut printed = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(self.options.scratch.join("printed"))
            .map_err(io)?;
        let to = printed.try_clone().map_err(io)?;
        let used = match self.launcher.run(words, padding, to, self.limit, self.stop).map_err(io)? {
            Ended::Itself(used) => used,
            Ended::Late => return Ok(Err(late(side, self.limit))),
            Ended::Interrupted => return Err(BenchError::Interrupted),
        };
        printed.rewind().map_err(io)?;
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(&printed).map_err(io)?;
        Ok(Ok((Printed { hash: hasher.finalize(), bytes: hasher.count(), ending: used.ending.clone() }, used)))
    }
}

impl Printed {
    fn words(&self) -> String {
        format!("{} bytes ({}, {})", self.bytes, &self.hash.to_hex()[..SHOWN], self.ending)
    }
}

fn keep_peaks(raw: &mut Raw, peaks: [Vec<f64>; 2]) {
    for (side, values) in peaks.into_iter().enumerate().filter(|(_, values)| !values.is_empty()) {
        let single =
            migrate_model::bench::Single { metric: "peak_rss".into(), side: side as u8, iterations: None, values };
        raw.single.push(single);
    }
}

/// `MG0805`
fn late(side: usize, limit: Duration) -> Finding {
    let text = format!("the {} side is not over after {} s", NAMES[side], limit.as_secs());
    Finding::new("MG0805", Severity::Error, text)
}

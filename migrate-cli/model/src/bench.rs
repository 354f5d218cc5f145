//! What `migrate bench` says: how a second implementation is against a first one, and the raw numbers behind it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::Finding;

/// Name of the document.
pub const SCHEMA: &str = "migrate.bench";
/// Version of the document; fields are only added within one.
pub const SCHEMA_VERSION: u32 = 1;

/// Names of all metrics; not every answer has each.
pub const METRICS: [&str; 16] = [
    "cpu_time",
    "wall_time",
    "p50",
    "p90",
    "p99",
    "p99_9",
    "instructions",
    "allocations",
    "reallocations",
    "allocated",
    "peak_heap",
    "leaked",
    "peak_rss",
    "cold_start",
    "size",
    "build_time",
];

/// A metric by its name.
///
/// # Errors
/// No metric is called so; the text names all.
pub fn metric(name: &str) -> Result<&'static str, String> {
    let name = name.trim();
    METRICS
        .into_iter()
        .find(|known| *known == name)
        .ok_or_else(|| format!("no metric is called `{name}`; there are {}", METRICS.join(", ")))
}

/// The share that a percentage is: `1%`, `0.5 %` or `2`.
///
/// # Errors
/// It is none from 0 to 1000 %.
pub fn percent(text: &str) -> Result<f64, String> {
    let number: Option<f64> = text.trim().trim_end_matches('%').trim().parse().ok();
    let share = number.filter(|n| n.is_finite() && *n >= 0.0 && *n < 1000.0);
    share.map(|n| n / 100.0).ok_or_else(|| format!("`{text}` is no percentage, such as 1% or 0.5%"))
}

/// Name of the document of several modules.
pub const MODULES_SCHEMA: &str = "migrate.bench-modules";

/// The answer of `migrate bench` of several modules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BenchModules {
    /// Always `migrate.bench-modules`.
    pub schema: String,
    /// Version of the document.
    pub schema_version: u32,
    /// One answer for each module. They share the errors that all of them together may have: `settings.alpha` of each is its
    /// part.
    pub modules: Vec<BenchDocument>,
}

/// The answer of `migrate bench --format json`. Every ratio is second ÷ first. All but `raw` and `settings` follow from them:
/// `migrate bench --replay FILE` makes the same document again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BenchDocument {
    /// Always `migrate.bench`.
    pub schema: String,
    /// Version of the document.
    pub schema_version: u32,
    /// How the second is against the first by `cpu_time`, which decides; `undecided` if outputs differ or the machine is unfit.
    pub verdict: Verdict,
    /// Names of the two sides, first and second.
    pub sides: [String; 2],
    /// Each metric once, that which decides first.
    pub metrics: Vec<Metric>,
    /// Whether both sides do the same.
    pub outputs: Outputs,
    /// The first side against itself.
    pub self_check: Option<SelfCheck>,
    /// Differences up to this are none that matter, as a share: the margin that was asked for, or what the self-check cannot
    /// tell from nothing.
    pub margin: f64,
    /// Wall time of measuring, in seconds.
    pub seconds: f64,
    /// What both sides say of their work, and whether the relation between them holds that was declared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// What was found, most severe first.
    pub findings: Vec<Finding>,
    /// What else a person should know.
    #[serde(default)]
    pub notes: Vec<String>,
    /// What was asked for.
    pub settings: Settings,
    /// The machine.
    pub machine: Machine,
    /// What was measured.
    pub raw: Raw,
    /// The module whose C++ is the first side and whose Rust is the second; absent if files or commands were named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub module: Option<Subject>,
    /// The C++ of the module against Rust that Rust calls, without the border that the second side has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub native: Option<Box<BenchDocument>>,
}

/// A module of which both sides were built.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Subject {
    /// Its name.
    pub name: String,
    /// Flags of its C++ that speed depends on.
    pub cpp_flags: Vec<String>,
    /// Settings of its Rust that speed depends on.
    pub rust_flags: Vec<String>,
    /// Lines of its C++ sources that are not blank, headers not counted.
    pub cpp_lines: u64,
    /// The same of the Rust that somebody wrote, tests not counted.
    pub rust_lines: u64,
    /// What of that Rust is `unsafe`.
    pub unsafe_code: Unsafe,
}

/// Places that say `unsafe`, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unsafe {
    /// Blocks.
    pub blocks: u32,
    /// Functions.
    pub functions: u32,
    /// Implementations of traits.
    pub impls: u32,
    /// `extern` blocks.
    pub externs: u32,
}

/// How the second side is against the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Less by more than the margin.
    Faster,
    /// More by more than the margin.
    Slower,
    /// Within the margin.
    Equivalent,
    /// The interval is too wide to tell.
    Undecided,
}

impl Verdict {
    /// The word that people read. What is no time is `less` or `more`.
    #[must_use]
    pub fn as_str(self, is_time: bool) -> &'static str {
        match (self, is_time) {
            (Verdict::Faster, true) => "faster",
            (Verdict::Faster, false) => "less",
            (Verdict::Slower, true) => "slower",
            (Verdict::Slower, false) => "more",
            (Verdict::Equivalent, _) => "equivalent",
            (Verdict::Undecided, _) => "undecided",
        }
    }
}

/// One metric of both sides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Metric {
    /// One of [`METRICS`].
    pub name: String,
    /// `ns` or `bytes`, or nothing for counts. Times are those of one iteration, or of one run of a command.
    pub unit: String,
    /// Of the first side.
    pub first: f64,
    /// Of the second side.
    pub second: f64,
    /// How the second is against the first.
    pub verdict: Verdict,
    /// Second ÷ first; absent if the first is 0.
    pub ratio: Option<f64>,
    /// Interval of the ratio, at the confidence of the settings over all looks.
    pub ci: Option<[f64; 2]>,
    /// The smallest difference that as many measurements would find nine times out of ten, as a share.
    pub mde: Option<f64>,
    /// About how many seconds of measuring would decide, if it is undecided.
    pub seconds_to_decide: Option<f64>,
    /// How many measurements of each side are behind it.
    pub samples: u64,
    /// Iterations that a count or a size is of, from the first call to the last; absent where it is of one.
    pub iterations: Option<u64>,
    /// What it may grow by before the gate fails, as a share; absent if it has no gate.
    pub gate: Option<f64>,
}

impl BenchDocument {
    /// Nanoseconds of an iteration that the second side needs beyond Rust without a border, if both were measured: what it
    /// costs to cross, not what is done behind.
    #[must_use]
    pub fn border(&self) -> Option<f64> {
        let cpu = |document: &BenchDocument| document.metrics.iter().find(|m| m.name == "cpu_time").map(|m| m.ratio);
        let first = self.metrics.iter().find(|m| m.name == "cpu_time")?.first;
        // Ratios to the same C++, each measured side by side with it: more exact than two times of two moments.
        Some(first * (cpu(self)?? - cpu(self.native.as_deref()?)??))
    }

    /// Gates on metrics that were not measured, so that nobody knows whether they hold.
    pub fn open_gates(&self) -> impl Iterator<Item = &str> {
        let gates = self.settings.gates.iter().map(|g| g.metric.as_str());
        gates.filter(|name| !self.metrics.iter().any(|m| m.name == *name))
    }
}

impl Metric {
    /// It is a time.
    #[must_use]
    pub fn is_time(&self) -> bool {
        self.unit == "ns"
    }

    /// It has grown beyond its gate.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.gate.is_some_and(|gate| self.ci.is_some_and(|[low, _]| low > 1.0 + gate))
    }
}

/// Whether both sides do the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Outputs {
    /// They do, as far as they were compared.
    pub equal: bool,
    /// Outputs that were compared: checksums of runs, or what a command printed.
    pub compared: u64,
    /// Iterations, or runs of a command, behind them.
    pub iterations: u64,
    /// Where they differ first, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
}

/// The first side against itself, measured among the rest; from three layouts on, against another layout of itself.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SelfCheck {
    /// The copy ÷ the original; 1 on a perfect machine.
    pub ratio: f64,
    /// Its interval.
    pub ci: [f64; 2],
    /// The machine tells two equal things apart: no verdict holds.
    pub alarm: bool,
}

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Settings {
    /// Differences up to this are none, as a share.
    pub margin: f64,
    /// Share of runs in which an interval may miss the truth, over all looks.
    pub alpha: f64,
    /// Most seconds of measuring.
    pub budget: f64,
    /// Where scenarios and orders start.
    pub seed: u64,
    /// Layouts of each side.
    #[serde(default = "one")]
    pub layouts: u32,
    /// What metrics may grow by.
    pub gates: Vec<Gate>,
    /// What figures of the scenario may differ by; others have to be equal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
}

fn one() -> u32 {
    1
}

/// What a metric may grow by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Gate {
    /// Name of the metric.
    pub metric: String,
    /// As a share.
    pub growth: f64,
}

/// A figure that a scenario gives, such as how many bytes it has written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// Its name.
    pub name: String,
    /// Of the first side; absent if it gives none of this name.
    pub first: Option<f64>,
    /// Of the second side alike.
    pub second: Option<f64>,
    /// What holds between them, if it was declared; else they have to be equal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed: Option<Allowed>,
    /// It does.
    pub holds: bool,
}

/// How large second ÷ first of a figure may be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relation {
    /// Name of the figure.
    pub figure: String,
    /// How large.
    pub allowed: Allowed,
}

/// Least and most that a ratio may be; what is absent has no limit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Allowed {
    /// At least.
    pub least: Option<f64>,
    /// At most.
    pub most: Option<f64>,
}

impl Allowed {
    /// Reads `5%`: at most so much more; `-5%`: at most so much less; or `±5%`: both.
    ///
    /// # Errors
    /// It is none of these.
    pub fn read(text: &str) -> Result<Allowed, String> {
        let text = text.trim();
        let more = |share: f64| Some(1.0 + share);
        let less = |share: f64| Some((1.0 - share).max(0.0));
        match text.strip_prefix('±') {
            Some(rest) => percent(rest).map(|share| Allowed { least: less(share), most: more(share) }),
            None => match text.strip_prefix('-') {
                Some(rest) => percent(rest).map(|share| Allowed { least: less(share), most: None }),
                None => percent(text).map(|share| Allowed { least: None, most: more(share) }),
            },
        }
    }

    /// Whether two figures keep to it.
    #[must_use]
    pub fn holds(self, first: f64, second: f64) -> bool {
        // Not by division: there may be nothing of a thing.
        self.least.is_none_or(|least| second >= least * first) && self.most.is_none_or(|most| second <= most * first)
    }
}

/// The machine, as far as it may matter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Machine {
    /// Cores that this process may use.
    pub cores: u32,
    /// Cores' worth of time that a control group allows, if it limits that.
    pub cpu_limit: Option<f64>,
    /// Load average of the last minute when measuring began.
    pub load: Option<f64>,
    /// Name of the processor.
    pub processor: String,
}

/// What was measured.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Raw {
    /// Processes that timed both sides, in order.
    pub launches: Vec<Launch>,
    /// What was measured of one side at a time, in order.
    pub single: Vec<Single>,
    /// What the scenario says of its work, of each side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Single>,
    /// The heap of each side, part by part of a run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heap: Vec<Heap>,
    /// Latencies under load, in order.
    #[serde(default)]
    pub latencies: Vec<Latency>,
    /// What broke meanwhile.
    #[serde(default)]
    pub trouble: Vec<Finding>,
}

/// A process that timed both sides in turn. Blocks have four legs, first–second–second–first or the other way round.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Launch {
    /// Which pair of files, counted from 0: each is another layout of the same code.
    pub layout: u32,
    /// Iterations of a leg.
    pub iterations: u64,
    /// CPU times are those of the whole process, because the scenario has threads; else of one thread.
    #[serde(default, skip_serializing_if = "crate::types::is_false")]
    pub process_clock: bool,
    /// Blocks of first and second.
    pub blocks: Vec<Block>,
    /// Blocks of first and first again.
    pub same: Vec<Block>,
    /// The layout of the latter, if it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_layout: Option<u32>,
    /// Iterations of each side whose outputs were compared.
    pub compared: u64,
    /// How often outputs were compared.
    pub comparisons: u64,
}

/// Nanoseconds of both legs of each side: `[first, second]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// CPU time.
    pub cpu: [u64; 2],
    /// Wall time.
    pub wall: [u64; 2],
}

/// The heap of one side, from the first iteration to the last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Heap {
    /// 0 is the first side, 1 the second.
    pub side: u8,
    /// Iterations of a part.
    pub part: u64,
    /// Bytes after each part, and most within it.
    pub bytes: Vec<[i64; 2]>,
}

/// Latencies of one side under a load that does not wait for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Latency {
    /// 0 is the first side, 1 the second.
    pub side: u8,
    /// Iterations of a request.
    #[serde(default = "one_iteration")]
    pub request: u64,
    /// Nanoseconds from one arrival to the next, on the average.
    pub period: u64,
    /// Nanoseconds from arrival to end, to three digits, and how often they came.
    pub open: Vec<[u64; 2]>,
    /// Nanoseconds from start to end alike: what a loop that waits for each answer would have seen.
    pub closed: Vec<[u64; 2]>,
}

/// Documents from before requests had iterations.
fn one_iteration() -> u64 {
    1
}

/// Something of one side that was measured by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Single {
    /// Name of the metric.
    pub metric: String,
    /// 0 is the first side, 1 the second.
    pub side: u8,
    /// How many iterations, if that matters.
    pub iterations: Option<u64>,
    /// One value for each repetition.
    pub values: Vec<f64>,
}

//! What the process that asks and the one that measures say to each other: a task on standard input, an answer on what was
//! standard output. What is measured may print; that goes to standard error.

use std::path::PathBuf;

use migrate_model::bench::Launch;
use serde::{Deserialize, Serialize};

/// What a worker process does.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "task", rename_all = "snake_case")]
pub(crate) enum Task {
    /// Times two sides against each other.
    Time(Timing),
    /// Runs one side and counts memory.
    Memory(Alone),
    /// Runs one side and looks at its resident size.
    Resident(Alone),
    /// Runs one side in parts, looks at its heap after each, and asks for its figures.
    Course(Alone),
    /// Runs one side, and looks at nothing: somebody else does.
    Run(Alone),
    /// Loads one side and runs one iteration.
    Start(Alone),
    /// Runs one side under load.
    Latency(Paced),
}

/// How two sides are timed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Timing {
    /// The shared objects.
    pub(crate) sides: [PathBuf; 2],
    /// The first twice more, as other files: whatever code is in, it runs as often as that of the other side of its pair.
    pub(crate) again: [PathBuf; 2],
    /// Which pair of files it is.
    pub(crate) layout: u32,
    /// Which pair the latter of `again` is from, if it is another one.
    pub(crate) same_layout: Option<u32>,
    /// For the scenario.
    pub(crate) seed: u64,
    /// For everything whose order does not matter.
    pub(crate) order: u64,
    /// How long a leg is to take, in nanoseconds.
    pub(crate) leg: u64,
    /// How long all blocks are to take, in nanoseconds.
    pub(crate) length: u64,
    /// Where it says what it is about to do, see [`crate::mark`].
    pub(crate) mark: PathBuf,
    /// Most bytes of data.
    pub(crate) memory: u64,
}

/// How one side is run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Alone {
    /// The shared object.
    pub(crate) file: PathBuf,
    /// 0 is the first side, 1 the second.
    pub(crate) side: u8,
    /// For the scenario.
    pub(crate) seed: u64,
    /// How many iterations.
    pub(crate) iterations: u64,
    /// As in [`Timing`].
    pub(crate) mark: PathBuf,
    /// Most bytes of data.
    pub(crate) memory: u64,
}

/// How one side is loaded: a request for each arrival.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Paced {
    /// The side, and how many iterations all requests are together.
    pub(crate) alone: Alone,
    /// Iterations of a request.
    pub(crate) request: u64,
    /// Nanoseconds from one arrival to the next, on the average.
    pub(crate) period: u64,
    /// For the times of arrivals.
    pub(crate) order: u64,
}

/// What a worker says.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub(crate) enum Answer {
    /// Both sides were timed.
    Timed {
        /// What came out.
        launch: Launch,
    },
    /// One side was run: metrics with their values.
    Alone {
        /// Names and values.
        values: Vec<(String, f64)>,
    },
    /// One side was run in parts.
    Course {
        /// Iterations of a part.
        part: u64,
        /// Bytes after each part, and most within it; empty if nobody counted.
        heap: Vec<[i64; 2]>,
        /// Names and values that the scenario gives.
        figures: Vec<(String, f64)>,
    },
    /// One side was loaded.
    Latencies {
        /// From arrival to end.
        open: Vec<[u64; 2]>,
        /// From start to end.
        closed: Vec<[u64; 2]>,
    },
    /// A file is no scenario.
    NoScenario {
        /// Which side it is.
        side: u8,
        /// Why.
        why: String,
    },
    /// The sides do not do the same.
    Different {
        /// Where, in words.
        what: String,
        /// Iterations of each side until then.
        iterations: u64,
    },
    /// The first side does not do the same twice.
    Irreproducible {
        /// Where, in words.
        what: String,
    },
    /// It is not what was asked for.
    Failed {
        /// Why.
        why: String,
    },
}

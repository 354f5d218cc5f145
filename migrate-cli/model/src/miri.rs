//! What `migrate miri` says: one row for every test of a package, and what Miri reported about it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Span};
use crate::types::is_false;

/// Name of the document.
pub const SCHEMA: &str = "migrate.miri";
/// Version of the document; fields are only added within one.
pub const SCHEMA_VERSION: u32 = 1;

/// The answer of `migrate miri --format json`. Paths of spans start at the package's folder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MiriDocument {
    /// Always `migrate.miri`.
    pub schema: String,
    /// Version of the document.
    pub schema_version: u32,
    /// Name of the package; empty with `--dry-run`.
    pub package: String,
    /// Folder of the package, from the working directory of the command.
    pub package_dir: String,
    /// The rustup toolchain whose Miri ran.
    pub toolchain: String,
    /// What that Miri says of its version; empty with `--dry-run`.
    pub version: String,
    /// How many seeds each test was to pass with: 0, 1, …
    pub seeds: u32,
    /// The flags of Miri, apart from the seed.
    pub flags: Vec<String>,
    /// A command that does the same for the first seed, as a shell takes it.
    pub command: String,
    /// Wall time in seconds.
    pub seconds: f64,
    /// Every test, in the order of targets and names.
    pub tests: Vec<Test>,
    /// What was found, each cause once, most severe first.
    pub findings: Vec<Finding>,
    /// What else a person should know, such as targets that were left out.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Nothing was run.
    #[serde(default, skip_serializing_if = "is_false")]
    pub dry_run: bool,
}

impl MiriDocument {
    /// How many tests ended so.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.tests.iter().filter(|t| t.outcome == outcome).count()
    }

    /// Every test that ran passed with every seed.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.tests.iter().all(|t| t.outcome.is_clean())
    }
}

/// A test under Miri.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Test {
    /// The target of the package that holds it: `lib`, `bin NAME`, `test NAME`, `example NAME`.
    pub target: String,
    /// Its name, as the test harness prints it; empty for what happened before any test.
    pub name: String,
    /// Where it is written, if the harness says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// How it ended.
    pub outcome: Outcome,
    /// With how many seeds it ran, the last one being that of `report`.
    pub seeds: u32,
    /// Why it did not pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
}

/// How a test ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It passed with every seed.
    Passed,
    /// It is marked `#[ignore]`.
    Ignored,
    /// It did something that Rust gives no meaning to.
    UndefinedBehavior,
    /// Two threads used the same memory without order, at least one of them writing. Undefined behaviour as well.
    DataRace,
    /// It passed, and left memory or a thread behind.
    Leak,
    /// It asked for something that Miri cannot do, such as to call C++: nothing is known about what comes after that.
    Unsupported,
    /// It panicked or returned an error, as it would without Miri.
    Failed,
    /// It deadlocked, or did not end within the limit.
    TimedOut,
    /// It ended the process, or Miri itself broke.
    Abnormal,
}

impl Outcome {
    /// The words that people read.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Ignored => "ignored",
            Outcome::UndefinedBehavior => "undefined behaviour",
            Outcome::DataRace => "data race",
            Outcome::Leak => "leak",
            Outcome::Unsupported => "unsupported",
            Outcome::Failed => "failed",
            Outcome::TimedOut => "without end",
            Outcome::Abnormal => "abnormal",
        }
    }

    /// Nothing speaks against the test.
    #[must_use]
    pub fn is_clean(self) -> bool {
        matches!(self, Outcome::Passed | Outcome::Ignored)
    }
}

/// Why a test did not pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// What went wrong, as a word.
    pub kind: Kind,
    /// What Miri or the test said. Numbers of allocations and borrows in it differ between runs.
    pub message: String,
    /// The place nearest to the cause that is inside of the package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// The exact place, if that is outside of the package: in the standard library or another crate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Span>,
    /// Calls that led there, innermost first; those within the package only.
    #[serde(default)]
    pub frames: Vec<Frame>,
    /// Other places that belong to it, such as where the memory was freed.
    #[serde(default)]
    pub related: Vec<Related>,
    /// Advice of Miri, one line each.
    #[serde(default)]
    pub help: Vec<String>,
    /// The seed that showed it.
    pub seed: u32,
}

/// What went wrong in a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Memory was used, or a pointer moved, beyond the end of an allocation.
    OutOfBounds,
    /// Memory was used after it was freed.
    Dangling,
    /// Memory was read that nobody had written.
    Uninitialised,
    /// Two threads used the same memory without order.
    DataRace,
    /// The rules about `&mut` and `&` (Stacked Borrows, Tree Borrows) were broken.
    Aliasing,
    /// A value that its type does not have.
    InvalidValue,
    /// A pointer that is not aligned for its type.
    Alignment,
    /// A null pointer was used.
    NullPointer,
    /// A pointer that came from an integer was used, or made.
    Provenance,
    /// Unchecked arithmetic overflowed.
    Arithmetic,
    /// A function was called with another signature, or unwound where it must not.
    Call,
    /// A promise to the compiler was broken: unreachable code, a false assumption.
    Assumption,
    /// Memory was never freed.
    Leak,
    /// A thread was still running at the end.
    Thread,
    /// Code beyond the border was reached: a foreign function or variable.
    Foreign,
    /// The outside world was asked for: files, sockets, clocks.
    Isolation,
    /// The test panicked or returned an error.
    Panic,
    /// All threads wait for each other.
    Deadlock,
    /// The test took longer than the limit.
    Timeout,
    /// The process was ended from inside.
    Abort,
    /// Anything else; the message says what.
    Other,
}

impl Kind {
    /// The words that people read.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::OutOfBounds => "out of bounds",
            Kind::Dangling => "use after free",
            Kind::Uninitialised => "uninitialised memory",
            Kind::DataRace => "data race",
            Kind::Aliasing => "aliasing violation",
            Kind::InvalidValue => "invalid value",
            Kind::Alignment => "misaligned pointer",
            Kind::NullPointer => "null pointer",
            Kind::Provenance => "pointer without provenance",
            Kind::Arithmetic => "arithmetic overflow",
            Kind::Call => "wrong call",
            Kind::Assumption => "broken promise",
            Kind::Leak => "memory leak",
            Kind::Thread => "thread left behind",
            Kind::Foreign => "beyond the border",
            Kind::Isolation => "outside world",
            Kind::Panic => "test failed",
            Kind::Deadlock => "deadlock",
            Kind::Timeout => "time limit",
            Kind::Abort => "process ended",
            Kind::Other => "see the message",
        }
    }
}

/// A call on the way to a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Frame {
    /// The function.
    pub function: String,
    /// Where in it.
    pub span: Span,
}

/// Another place that belongs to a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Related {
    /// What happened there.
    pub message: String,
    /// The place.
    pub span: Span,
}

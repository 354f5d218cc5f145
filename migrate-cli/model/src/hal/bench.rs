//! What `migrate hal bench` says: one driver in C and in Rust, and what images are made of.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The answer of `migrate hal bench`: schema `migrate.hal.bench`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct HalBench {
    /// `migrate.hal.bench`
    pub schema: String,
    /// 1
    pub schema_version: u32,
    /// Names of the benches and gates that are selected, in the order of the file.
    pub selected: Vec<String>,
    /// What each bench measured; empty with `--list`.
    pub benches: Vec<FirmwareBench>,
    /// What each gate found; empty with `--list`.
    pub gates: Vec<SymbolGate>,
    /// Seconds of building the images.
    pub build_seconds: f64,
    /// Seconds of running and reading them.
    pub run_seconds: f64,
}

/// One driver in C and in Rust under the same main program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FirmwareBench {
    /// Name of the bench.
    pub name: String,
    /// The board.
    pub board: String,
    /// The image with the driver in C.
    pub c: String,
    /// The image with the driver in Rust.
    pub rust: String,
    /// What was measured.
    pub figures: Vec<BenchFigure>,
    /// What only one image has, or has in another way: the largest first.
    pub symbols: Vec<BenchSymbol>,
    /// Functions that compilers call of their own accord, and whose they are.
    pub library: Vec<LibrarySymbol>,
    /// How the worst case of the stack comes about, in C and in Rust.
    pub stack: Vec<StackPath>,
    /// Instructions of interrupts that came in between and are not counted, in C and in Rust.
    pub interrupts: [u64; 2],
    /// Why the bench fails; empty if it passes.
    pub failures: Vec<String>,
}

/// What a figure of a bench is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BenchFigureName {
    /// Instructions executed in what the two images do not have alike.
    Instructions,
    /// Instructions executed between the marks in all: the HAL and the main program as well.
    InstructionsWithHal,
    /// Bytes of flash of what the two images do not have alike.
    Flash,
    /// Bytes of flash of the whole image.
    FlashOfImage,
    /// Bytes of variables of the whole image.
    Ram,
    /// The worst case of the stack in bytes, by the code.
    Stack,
    /// The deepest that the stack got between the marks, in bytes.
    StackSeen,
}

impl BenchFigureName {
    /// In the order in which they are printed.
    pub const ALL: [Self; 7] = [
        Self::Instructions,
        Self::InstructionsWithHal,
        Self::Flash,
        Self::FlashOfImage,
        Self::Ram,
        Self::Stack,
        Self::StackSeen,
    ];

    /// The word in files and documents.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Instructions => "instructions",
            Self::InstructionsWithHal => "instructions-with-hal",
            Self::Flash => "flash",
            Self::FlashOfImage => "flash-of-image",
            Self::Ram => "ram",
            Self::Stack => "stack",
            Self::StackSeen => "stack-seen",
        }
    }

    /// Rust is compared with C by a ratio; if not, by a number of bytes more.
    #[must_use]
    pub fn is_ratio(self) -> bool {
        matches!(self, Self::Instructions | Self::InstructionsWithHal | Self::Flash | Self::FlashOfImage)
    }
}

impl fmt::Display for BenchFigureName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A figure of both images.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BenchFigure {
    /// What it is about.
    pub name: BenchFigureName,
    /// With the driver in C.
    pub c: u64,
    /// With the driver in Rust.
    pub rust: u64,
    /// Rust divided by C, or, of RAM and stacks, Rust less C.
    pub compared: f64,
    /// The most that `compared` may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<f64>,
    /// It is within the limit, or has none.
    pub holds: bool,
}

/// A function or an object that the images do not have alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BenchSymbol {
    /// Its name, as a person would write it.
    pub name: String,
    /// Bytes in the image with C; 0 where it is not.
    pub c_bytes: u64,
    /// Bytes in the image with Rust; 0 where it is not.
    pub rust_bytes: u64,
    /// Instructions executed between the marks, in C.
    pub c_instructions: u64,
    /// Instructions executed between the marks, in Rust.
    pub rust_instructions: u64,
}

/// A function of a compiler's library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LibrarySymbol {
    /// Its name.
    pub name: String,
    /// The library that the image with C has it from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub c_from: Option<String>,
    /// The library that the image with Rust has it from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rust_from: Option<String>,
    /// Bytes.
    pub bytes: u64,
}

/// The deepest way through an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StackPath {
    /// The image.
    pub image: String,
    /// Functions on the way, outermost first.
    pub path: Vec<String>,
    /// Functions of which the code does not say how deep they get: calls through pointers, recursion, a stack by a register.
    pub open: Vec<String>,
}

/// What kind of code an image is not to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SymbolKind {
    /// Panics.
    Panic,
    /// Text for values.
    Fmt,
    /// Memory from a heap.
    Alloc,
}

impl SymbolKind {
    /// The word that people read.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Panic => "panic",
            Self::Fmt => "fmt",
            Self::Alloc => "alloc",
        }
    }
}

/// Images that are to have no code of some kinds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SymbolGate {
    /// Name of the gate.
    pub name: String,
    /// The board.
    pub board: String,
    /// Every image that was looked at.
    pub images: Vec<GatedImage>,
}

/// An image behind a gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GatedImage {
    /// Its name.
    pub image: String,
    /// What it has and must not have; empty if it passes.
    pub symbols: Vec<ForbiddenSymbol>,
}

/// A symbol that an image must not have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ForbiddenSymbol {
    /// Its name, as a person would write it.
    pub name: String,
    /// Of which kind.
    pub kind: SymbolKind,
    /// Bytes.
    pub bytes: u64,
}

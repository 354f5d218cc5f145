//! What is compared, and within which limits, as the file of tests says it.

use std::collections::BTreeMap;

use migrate_model::hal::BenchFigureName;
use serde::Deserialize;

use crate::Suite;

/// Two images with one main program: one has the driver in C, the other in Rust.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bench {
    /// Unique.
    pub name: String,
    /// Name of the board.
    pub board: String,
    /// The image with the driver in C.
    pub c: String,
    /// The image with the driver in Rust.
    pub rust: String,
    /// What the emulator hands to both images by semihosting.
    #[serde(default)]
    pub append: Option<String>,
    /// The function that the main program calls before it uses the driver.
    #[serde(default = "begin")]
    pub begin: String,
    /// The function that it calls afterwards.
    #[serde(default = "end")]
    pub end: String,
    /// Where the worst case of the stack is looked for from.
    #[serde(default = "root")]
    pub root: String,
    /// The most that Rust may have of a figure: a ratio to C, or a number of bytes more than C.
    #[serde(default)]
    pub limits: BTreeMap<BenchFigureName, f64>,
    /// Longest time in seconds, for each of the images.
    #[serde(default = "seconds")]
    pub seconds: f64,
}

/// Images of a board that hold no code for panics, for formatting, or for memory from a heap.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Unique among gates and benches.
    pub name: String,
    /// Name of the board: every image of it that a test or a bench names.
    pub board: String,
    /// Images that may.
    #[serde(default)]
    pub except: Vec<String>,
}

impl Gate {
    /// The images that are looked at.
    #[must_use]
    pub fn images<'a>(&'a self, suite: &'a Suite) -> Vec<&'a str> {
        suite.images(&self.board).into_iter().filter(|image| !self.except.iter().any(|other| other == image)).collect()
    }
}

fn begin() -> String {
    "bench_begin".to_owned()
}

fn end() -> String {
    "bench_end".to_owned()
}

fn root() -> String {
    "main".to_owned()
}

fn seconds() -> f64 {
    60.0
}

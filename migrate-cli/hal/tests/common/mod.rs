//! Small HALs in folders of their own, for the compiler of this machine.

use std::path::{Path, PathBuf};

use migrate_hal::{Hal, HalError};
use migrate_model::config::HalConfig;
use tempfile::TempDir;

/// A HAL on disk.
pub struct Fixture {
    dir: TempDir,
    pub config: HalConfig,
}

impl Fixture {
    /// A HAL with one header and one source.
    pub fn new(header: &str, source: &str) -> Fixture {
        let dir = tempfile::tempdir().expect("a folder");
        let words = |list: &[&str]| list.iter().map(|w| (*w).to_owned()).collect();
        let config = HalConfig {
            path: Some(".".into()),
            target: "x86_64-unknown-linux-gnu".into(),
            compiler: "cc".into(),
            include: words(&["."]),
            headers: words(&["chip.h"]),
            sources: if source.is_empty() { Vec::new() } else { words(&["chip.c"]) },
            ..HalConfig::default()
        };
        let fixture = Fixture { dir, config };
        fixture.write("chip.h", header);
        if !source.is_empty() {
            fixture.write("chip.c", &format!("#include \"chip.h\"\n{source}"));
        }
        fixture
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn write(&self, file: &str, text: &str) -> PathBuf {
        let path = self.path().join(file);
        std::fs::write(&path, text).expect("a file");
        path
    }

    pub fn open(&self) -> Result<Hal, HalError> {
        Hal::open("chip", &self.config, self.path(), &self.path().join("cache"))
    }
}

/// A program is installed; tests that need another one than the machine's own compiler say that they are skipped.
#[allow(dead_code, clippy::print_stdout, reason = "not every test program asks; a skipped test says so")]
pub fn installed(program: &str) -> bool {
    let is_there = std::process::Command::new(program).arg("--version").output().is_ok();
    if !is_there {
        println!("SKIPPED: {program} is not installed");
    }
    is_there
}

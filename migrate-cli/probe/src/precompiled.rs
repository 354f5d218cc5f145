//! A prelude that the compiler has read once for many translation units.

use std::ffi::{OsStr, OsString};

use tempfile::TempDir;

use crate::calls::{Calls, Product};
use crate::compiler::Family;

/// A precompiled prelude; it goes when this does.
#[derive(Debug)]
pub(crate) struct Precompiled {
    _folder: TempDir,
    flags: [OsString; 2],
}

impl Precompiled {
    /// Makes one for compilations of this product. There is none when the compiler does not manage or the user's flags read
    /// a file first: it only saves time.
    pub(crate) fn make(calls: &Calls, product: Product, prelude: &str) -> Option<Precompiled> {
        if calls.tool.includes_first() {
            return None;
        }
        let folder = tempfile::Builder::new().prefix("migrate-probe-").tempdir().ok()?;
        let flags = match calls.tool.family {
            Family::Gcc => gcc(calls, product, prelude, &folder),
            Family::Clang => clang(calls, product, prelude, &folder),
        }?;
        Some(Precompiled { _folder: folder, flags })
    }

    /// The flags that put it before a translation unit.
    pub(crate) fn flags(&self) -> &[OsString] {
        &self.flags
    }
}

/// GCC precompiles files only, and finds the result by the name of the file. The file itself goes: without it, GCC says so
/// when the result does not fit, and does not quietly read the text again.
fn gcc(calls: &Calls, product: Product, prelude: &str, folder: &TempDir) -> Option<[OsString; 2]> {
    let header = folder.path().join("prelude.hpp");
    std::fs::write(&header, prelude).ok()?;
    let made = calls.precompile(product, header.as_os_str(), String::new(), &folder.path().join("prelude.hpp.gch"));
    std::fs::remove_file(&header).ok()?;
    made.ok()?.then(|| ["-include".into(), header.into()])
}

fn clang(calls: &Calls, product: Product, prelude: &str, folder: &TempDir) -> Option<[OsString; 2]> {
    let output = folder.path().join("prelude.pch");
    let made = calls.precompile(product, OsStr::new("-"), prelude.to_owned(), &output);
    made.ok()?.then(|| ["-include-pch".into(), output.into()])
}

//! Finding and loading libclang at run time.

use std::path::{Path, PathBuf};

/// libclang could not be loaded.
#[derive(Debug, thiserror::Error)]
#[error("libclang 16 or newer was not found ({reason}); looked in: {looked}")]
pub struct LoadError {
    reason: String,
    looked: String,
}

/// Newest version first: facts are tested with 19.
const VERSIONS: [&str; 7] = ["19", "20", "21", "22", "18", "17", "16"];

fn candidates() -> Vec<PathBuf> {
    let mut out = Vec::new();
    if let Some(file) = std::env::var_os("LIBCLANG_FILE") {
        out.push(PathBuf::from(file));
    }
    if let Some(dir) = std::env::var_os("LIBCLANG_PATH") {
        let dir = PathBuf::from(dir);
        if dir.is_file() {
            out.push(dir);
        } else {
            out.extend(["libclang.so", "libclang.so.1", "libclang.dylib"].map(|n| dir.join(n)));
        }
    }
    for version in VERSIONS {
        for lib in ["lib", "lib64"] {
            let dir = PathBuf::from(format!("/usr/lib/llvm-{version}/{lib}"));
            out.extend(["libclang.so.1", "libclang.so"].map(|n| dir.join(n)));
            out.push(PathBuf::from(format!("/usr/{lib}/libclang.so.{version}")));
        }
        out.push(PathBuf::from(format!("/usr/lib/x86_64-linux-gnu/libclang-{version}.so.1")));
        out.push(PathBuf::from(format!("/usr/lib/aarch64-linux-gnu/libclang-{version}.so.1")));
    }
    out.push(PathBuf::from("/usr/lib64/libclang.so"));
    out.push(PathBuf::from("/usr/lib/libclang.so"));
    out.push(PathBuf::from("/opt/homebrew/opt/llvm/lib/libclang.dylib"));
    out.push(PathBuf::from("/usr/local/opt/llvm/lib/libclang.dylib"));
    out
}

fn open(file: &Path) -> Result<clang_sys::SharedLibrary, String> {
    // clang-sys searches by folder; it is told the one file that was found.
    // SAFETY: no other thread of a worker reads the environment while it starts.
    unsafe { std::env::set_var("LIBCLANG_PATH", file) };
    clang_sys::load_manually()
}

/// Loads libclang for the calling thread, once.
pub fn load() -> Result<(), LoadError> {
    if clang_sys::is_loaded() {
        return Ok(());
    }
    let found: Vec<PathBuf> = candidates().into_iter().filter(|p| p.is_file()).collect();
    let mut reason = "no such library".to_owned();
    for file in &found {
        match open(file) {
            Ok(library) => {
                clang_sys::set_library(Some(std::sync::Arc::new(library)));
                return Ok(());
            }
            Err(e) => reason = format!("{}: {e}", file.display()),
        }
    }
    Err(LoadError {
        reason,
        looked: "LIBCLANG_FILE, LIBCLANG_PATH, /usr/lib/llvm-*/lib, /usr/lib64, /usr/lib".to_owned(),
    })
}

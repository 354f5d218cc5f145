//! What the Rust compiler says of a generated crate, before it is written: the last question of a bridge.
//!
//! Only the Rust is asked about, as `cargo check` sees it; the C++ has been compiled by then. The transport and its macros
//! are built once for all bridges of a user, in the user's cache folder. Where cargo cannot be run, or cannot get the
//! transport, nothing is asked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use migrate_bridge_gen::RustError;
use serde_json::Value;

use super::{output, toolchain};

/// `off` in this variable leaves the question out.
pub const SWITCH: &str = "MIGRATE_RUST_CHECK";
/// Folder of the state with the crate as it is asked about.
const FOLDER: &str = "rust-check";
/// A crate with nothing but the Rust of the bridge.
const MANIFEST: &str = "[package]\nname = \"checked\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n\
                        [dependencies]\ncxx = \"1\"\n\n[workspace]\n";

/// Asks cargo.
#[derive(Debug)]
pub struct Checker {
    cargo: PathBuf,
    /// Where the crate is put together.
    folder: PathBuf,
    /// What all bridges share; absent where there is no home.
    cache: Option<PathBuf>,
}

impl Checker {
    /// Asks in a folder of the state; `None` if there is no cargo, or nobody wants it.
    pub fn new(state: &Path) -> Option<Checker> {
        if std::env::var_os(SWITCH).is_some_and(|v| v == "off") {
            return None;
        }
        let cargo = toolchain::on_path("cargo")?;
        Some(Checker { cargo, folder: state.join(FOLDER), cache: cache() })
    }

    /// The errors of the crate; `None` if nobody could be asked.
    pub fn errors(&self, files: &BTreeMap<String, String>) -> Option<Vec<RustError>> {
        let _ = std::fs::remove_dir_all(self.folder.join("src"));
        output::save(&self.folder.join("Cargo.toml"), MANIFEST).ok()?;
        for (path, text) in files.iter().filter(|(path, _)| path.starts_with("src/")) {
            output::save(&self.folder.join(path), text).ok()?;
        }
        let (own, shared) = (self.folder.join("Cargo.lock"), self.cache.as_ref().map(|c| c.join("Cargo.lock")));
        if let Some(shared) = shared.as_ref().filter(|_| !own.exists()) {
            let _ = std::fs::copy(shared, &own);
        }
        let said = [true, false].into_iter().find_map(|offline| self.check(offline))?;
        if let Some(shared) = shared {
            let _ = std::fs::copy(&own, shared);
        }
        Some(said)
    }

    /// Runs cargo; `None` if it did not come to the crate itself.
    fn check(&self, offline: bool) -> Option<Vec<RustError>> {
        let target = self.cache.clone().unwrap_or_else(|| self.folder.clone()).join("target");
        let mut run = Command::new(&self.cargo);
        run.args(["check", "--quiet", "--message-format", "json"]).current_dir(&self.folder);
        run.args(offline.then_some("--offline"));
        // What the surroundings tell cargo is meant for other crates.
        for name in
            ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"]
        {
            run.env_remove(name);
        }
        run.env("CARGO_TARGET_DIR", target).stdin(Stdio::null()).stderr(Stdio::null());
        let output = run.output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout);
        let messages: Vec<Value> = text.lines().filter_map(|l| serde_json::from_str(l).ok()).collect();
        let errors: Vec<RustError> = messages.iter().filter_map(error).collect();
        (output.status.success() || !errors.is_empty()).then_some(errors)
    }
}

/// The user's cache folder for this tool.
fn cache() -> Option<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let base = variable("XDG_CACHE_HOME").or_else(|| Some(variable("HOME")?.join(".cache")))?;
    Some(base.join("migrate/rust-check"))
}

/// An error of the crate itself among the messages of cargo.
fn error(message: &Value) -> Option<RustError> {
    let own = message["reason"] == "compiler-message" && message["target"]["name"] == "checked";
    let said = &message["message"];
    if !own || said["level"] != "error" {
        return None;
    }
    let spans = said["spans"].as_array()?;
    let span = spans.iter().find(|s| s["is_primary"] == true)?;
    // What a macro makes is charged to where it was written.
    let mut place = span;
    while !place["file_name"].as_str().is_some_and(|f| f.starts_with("src/")) {
        place = place.get("expansion")?.get("span")?;
    }
    let line = u32::try_from(place["line_start"].as_u64()?).ok()?;
    let words = said["message"].as_str().unwrap_or_default();
    Some(RustError { file: place["file_name"].as_str()?.to_owned(), line, message: words.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_read_from_the_messages_of_cargo() {
        let message = |level: &str, name: &str| {
            serde_json::json!({
                "reason": "compiler-message", "target": {"name": name},
                "message": {"level": level, "message": "no such trait", "spans": [
                    {"is_primary": false, "file_name": "src/a.rs", "line_start": 1},
                    {"is_primary": true, "file_name": "/registry/macro.rs", "line_start": 2,
                     "expansion": {"span": {"file_name": "src/ffi.rs", "line_start": 7}}},
                ]},
            })
        };
        let found = error(&message("error", "checked"));
        let expected = RustError { file: "src/ffi.rs".into(), line: 7, message: "no such trait".into() };
        assert_eq!(found, Some(expected));
        assert_eq!(error(&message("warning", "checked")), None);
        assert_eq!(error(&message("error", "cxx")), None);
    }
}

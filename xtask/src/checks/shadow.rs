//! What programs in shadow mode have found.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};

use crate::context::Context;

/// Where programs in shadow mode write.
pub(super) struct ShadowLog(PathBuf);

/// What they have written.
#[derive(Default)]
pub(super) struct Compared {
    /// Calls that were compared.
    pub(super) compared: u64,
    /// Functions that were compared.
    pub(super) functions: BTreeSet<String>,
    /// Their modules.
    pub(super) modules: BTreeSet<String>,
    /// Modules with differences.
    pub(super) differing: BTreeSet<String>,
    /// Records of differences.
    pub(super) differences: Vec<String>,
}

impl ShadowLog {
    pub(super) fn new(context: &Context, name: &str) -> Result<ShadowLog> {
        Ok(ShadowLog(context.scratch(&format!("shadow-{name}"))?.join("shadow.jsonl")))
    }

    /// The variable that names it to them.
    pub(super) fn variable(&self) -> (&'static str, &OsStr) {
        ("MIGRATE_SHADOW_LOG", self.0.as_os_str())
    }

    pub(super) fn read(&self) -> Result<Compared> {
        let mut out = Compared::default();
        for line in crate::files::read(&self.0)?.lines() {
            let record: serde_json::Value =
                serde_json::from_str(line).with_context(|| format!("{}: {line}", self.0.display()))?;
            let text = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
            if record["kind"] == "summary" {
                let compared = record["compared"].as_u64().unwrap_or_default();
                out.compared += compared;
                if compared > 0 {
                    out.functions.insert(text("function"));
                    out.modules.insert(text("module"));
                }
            } else {
                out.differing.insert(text("module"));
                out.differences.push(line.to_owned());
            }
        }
        Ok(out)
    }
}

impl Compared {
    /// Both implementations did the same.
    pub(super) fn ensure_same(&self) -> Result<()> {
        let shown = self.differences.iter().take(5).map(String::as_str).collect::<Vec<_>>().join("\n");
        ensure!(self.differences.is_empty(), "{} differences in shadow mode:\n{shown}", self.differences.len());
        Ok(())
    }
}

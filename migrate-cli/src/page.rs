//! The plan page: what the report needs beside the plan.

use migrate_scan::Codebase;

use crate::planning::Planned;

/// The page as one self-contained file.
pub fn html(_planned: &Planned, _code: &Codebase) -> String {
    String::new()
}

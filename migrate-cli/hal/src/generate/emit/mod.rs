//! The plan as text. All of it is our own words around names of the HAL.

mod contracts;
mod crates;
mod error;
mod functions;
mod method;
mod peripherals;
mod pins;
mod registers;
mod state;
mod traits;

use std::collections::BTreeMap;

pub(super) use crates::implemented as traits_of;

use super::plan::{ModuleKind, Plan};
use super::{Answer, Names};

/// Files by path.
pub(super) type Files = BTreeMap<String, String>;

/// What generated files start with.
const HEAD: &str = "// Written by `migrate hal generate`; do not edit.\n";

/// All files of both crates.
pub(super) fn files(plan: &Plan, names: &Names, answer: &Answer) -> Files {
    let mut files = crates::files(plan, names);
    files.insert("CONTRACTS.md".into(), contracts::text(plan, names, answer));
    let mut source = |name: &str, text: String| {
        files.insert(format!("hal/src/{name}.rs"), text);
    };
    source("error", error::text(plan, names));
    source("functions", functions::text(plan, names));
    if !plan.peripherals.is_empty() {
        source("peripherals", peripherals::text(plan, names));
    }
    if let Some(system) = &plan.system {
        source("system", functions::system(system, names));
    }
    if let Some(delay) = &plan.delay {
        source("delay", traits::delay(delay, plan, names));
    }
    for module in &plan.modules {
        let mut text = match &module.kind {
            ModuleKind::State(state) => state::text(module, state, plan, names),
            ModuleKind::Registers { peripheral } => registers::text(module, &plan.peripherals[*peripheral], names),
        };
        text.push_str(&traits::text(module));
        source(&module.file, text);
    }
    files
}

/// A sentence.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let text: String = chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect());
    if text.ends_with('.') { text } else { format!("{text}.") }
}

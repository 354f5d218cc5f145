//! The house rules of `docs/ARCHITECTURE.md` that a reader of the sources can check.

mod dependencies;
mod generated;
mod sources;
mod uses;

use anyhow::{Result, bail};

use crate::check::Outcome;
use crate::context::Context;

/// A rule: what it promises, and a function that names each place where that is broken.
struct Rule {
    promise: &'static str,
    broken: fn(&Context) -> Result<Vec<String>>,
}

const RULES: &[Rule] = &[
    Rule { promise: "model, plan and rules do no I/O and read no clock", broken: sources::impure },
    Rule { promise: "only the binary prints or exits", broken: sources::talkative },
    Rule { promise: "files are small: half of them have fewer than 200 lines", broken: sources::long },
    Rule { promise: "only clang, scan and hal know libclang", broken: dependencies::clang_outside_scan },
    Rule { promise: "model depends on plain data only, and nothing depends upwards", broken: dependencies::upwards },
    Rule { promise: "generated files hold no path of this machine and no date", broken: generated::tainted },
];

pub(crate) fn check(context: &Context, _: &str) -> Result<Outcome> {
    let mut text = String::new();
    for rule in RULES {
        let broken = (rule.broken)(context)?;
        if !broken.is_empty() {
            text += &format!("{}; broken by\n  {}\n", rule.promise, broken.join("\n  "));
        }
    }
    if !text.is_empty() {
        bail!("{text}");
    }
    Ok(Outcome::Passed(format!("{} rules", RULES.len())))
}

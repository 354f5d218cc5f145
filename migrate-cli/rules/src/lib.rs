//! The findings as data: one folder a rule.
//!
//! A folder `rules/MG0311-template-in-api/` holds
//!
//! * `rule.toml`: the code, what it costs, the way out and a query over the fact index, unless the scanner, the bridge
//!   generator or the runner of Miri says itself where the rule holds;
//! * `explain.md`: the page that `migrate explain MG0311` prints and that the book shows;
//! * `bad/` and `good/`: small C++ projects (headers for codes of bridges, packages for those of Miri), of which the first
//!   has the finding and the second does not.
//!
//! The build script turns the folders into constants, so a malformed rule does not compile and nothing is parsed when
//! the program runs. The crate does no I/O: [`evaluate()`] is given a function that runs a query.
//!
//! Queries start with `SELECT` or `WITH` and may use the tables of `rules/common.sql`, which is put in front of each.
//! They return `file`, `line`, `column`, `subject`, `detail` and `count`, in this order; `column` and `detail` may be null.

mod evaluate;
mod rule;

pub use evaluate::{Row, Value, evaluate, evaluate_rule};
pub use rule::{Emitter, Rule, all, find, query, suggest};

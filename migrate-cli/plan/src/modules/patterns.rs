//! The glob patterns of `[modules]`.

use std::collections::BTreeMap;

use globset::{GlobBuilder, GlobMatcher};

use crate::input::PlanError;

/// Compiled patterns, the most specific first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Patterns {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
struct Rule {
    module: String,
    /// Characters before the first wildcard: more of them make a pattern more specific.
    literal: usize,
    matcher: GlobMatcher,
}

impl Patterns {
    /// Compiles the patterns of all modules.
    pub(crate) fn new(modules: &BTreeMap<String, Vec<String>>) -> Result<Patterns, PlanError> {
        let mut rules = Vec::new();
        for (module, patterns) in modules {
            for pattern in patterns {
                for glob in spelled_out(pattern) {
                    rules.push(rule(module, pattern, &glob)?);
                }
            }
        }
        rules.sort_by(|a, b| b.literal.cmp(&a.literal).then_with(|| a.module.cmp(&b.module)));
        Ok(Patterns { rules })
    }

    /// The module that a file belongs to: that of the most specific pattern, then the first by name.
    pub(crate) fn module_of(&self, file: &str) -> Option<&str> {
        self.rules.iter().find(|r| r.matcher.is_match(file)).map(|r| r.module.as_str())
    }

    /// Names of the modules that have a pattern, with repetitions.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().map(|r| r.module.as_str())
    }
}

/// A pattern without wildcards stands for the file and for all below a folder of that name.
fn spelled_out(pattern: &str) -> Vec<String> {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    if let Some(folder) = pattern.strip_suffix('/') {
        return vec![format!("{folder}/**")];
    }
    if pattern.contains(WILDCARDS) {
        return vec![pattern.to_owned()];
    }
    vec![pattern.to_owned(), format!("{pattern}/**")]
}

const WILDCARDS: [char; 4] = ['*', '?', '[', '{'];

fn rule(module: &str, written: &str, glob: &str) -> Result<Rule, PlanError> {
    let built = GlobBuilder::new(glob).literal_separator(true).build();
    let glob_set = built.map_err(|error| PlanError::Pattern {
        module: module.to_owned(),
        pattern: written.to_owned(),
        reason: error.kind().to_string(),
    })?;
    let literal = glob.find(WILDCARDS).unwrap_or(glob.len());
    Ok(Rule { module: module.to_owned(), literal, matcher: glob_set.compile_matcher() })
}

//! A rule and how to find one.

use migrate_model::finding::Severity;

/// Who says that a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emitter {
    /// A query over the fact index.
    Query,
    /// The scanner, while it reads.
    Scan,
    /// The bridge generator: the code stands in its rows, as the reason of what it left out or made `unsafe`.
    Bridge,
    /// The port of a module: its generator, or what puts both implementations into one program.
    Port,
    /// The runner of Miri, from its reports.
    Miri,
    /// The comparison of two implementations.
    Bench,
    /// `migrate hal`, about a vendor's C HAL.
    Hal,
}

/// A rule: everything about one finding code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// `MG` and four digits.
    pub code: &'static str,
    /// Short name in kebab case.
    pub name: &'static str,
    /// How much its findings matter.
    pub severity: Severity,
    /// What it finds, in one line.
    pub title: &'static str,
    /// What a finding costs the migration.
    pub cost: &'static str,
    /// The way out, in one line.
    pub help: &'static str,
    /// The facts do not prove the finding; a person has to look.
    pub heuristic: bool,
    /// Text of a finding, with `{subject}`, `{detail}`, `{count}` and `{count:noun}`; empty if there is no query.
    pub message: &'static str,
    /// Text under the place, with the same placeholders; may be empty.
    pub label: &'static str,
    /// The query over the fact index; `None` if somebody else says that the rule holds.
    pub query: Option<&'static str>,
    /// Who says that it holds.
    pub emitter: Emitter,
    /// Why there is no fixture that triggers it, for the few rules where none can be had.
    pub no_fixture: Option<&'static str>,
    /// The page that explains it, in Markdown.
    pub explain: &'static str,
}

// `RULES`, by code, and `QUERY`, which runs the queries of all of them.
include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// All rules, by code.
#[must_use]
pub fn all() -> &'static [Rule] {
    RULES
}

/// The query of all rules at once: their columns behind one more that names the rule's `code`.
#[must_use]
pub fn query() -> &'static str {
    QUERY
}

/// The rule of a code (`MG0311`, in any case, or `311`) or of a name (`template-in-api`).
#[must_use]
pub fn find(code: &str) -> Option<&'static Rule> {
    let wanted = code.trim();
    let digits = wanted.get(..2).filter(|p| p.eq_ignore_ascii_case("MG")).map_or(wanted, |_| &wanted[2..]);
    let number = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse::<u32>().ok()).flatten();
    RULES.iter().find(|rule| number.is_some_and(|n| rule.number() == n) || rule.name.eq_ignore_ascii_case(wanted))
}

/// The rule that somebody may have meant by a code or name that does not exist.
#[must_use]
pub fn suggest(unknown: &str) -> Option<&'static Rule> {
    let code = unknown.trim().to_ascii_uppercase();
    let name = unknown.trim().to_ascii_lowercase();
    let distance = |rule: &Rule| {
        let by_code = strsim::damerau_levenshtein(&code, rule.code);
        let by_name = strsim::damerau_levenshtein(&name, rule.name);
        // A name is longer: it may be further away for the same confidence.
        if by_code <= 2 { Some(by_code * 2) } else { (by_name <= 1 + rule.name.len() / 4).then_some(by_name) }
    };
    RULES.iter().filter_map(|rule| distance(rule).map(|d| (d, rule))).min_by_key(|(d, _)| *d).map(|(_, rule)| rule)
}

impl Rule {
    fn number(&self) -> u32 {
        self.code[2..].parse().unwrap_or_default()
    }

    /// Name of its folder under `rules/`.
    #[must_use]
    pub fn folder(&self) -> String {
        format!("{}-{}", self.code, self.name)
    }
}

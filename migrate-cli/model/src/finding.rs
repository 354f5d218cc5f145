//! Findings: coded facts about the code or the scan, each with a place, a cost and a way out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Work cannot go on for the item that it names.
    Error,
    /// Something was lost, or will cost.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// The word that people read.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// A place in a source file. Lines and columns count from 1; column 0 means "the line".
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// Path from the source root; what lies outside of the root is absolute.
    pub file: String,
    /// First line, 0 if the finding is about the file as a whole.
    #[serde(default)]
    pub line: u32,
    /// First column in bytes.
    #[serde(default)]
    pub column: u32,
    /// Column behind the last character on the first line, 0 if it is unknown.
    #[serde(default)]
    pub end_column: u32,
}

/// A finding. Its code names a rule in `migrate-cli/rules`; `migrate explain CODE` prints the rule's page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// `MG` and four digits.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// Where; `None` if there is no place to show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// Short text under the place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// The entity that it is about, by its qualified name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// How many places (TUs, entries, uses) share this cause.
    #[serde(default = "one")]
    pub count: u64,
    /// What it costs, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cost: String,
    /// The way out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
}

fn one() -> u64 {
    1
}

impl Finding {
    /// A finding with a code, a severity and a message; the rest is empty.
    #[must_use]
    pub fn new(code: &str, severity: Severity, message: impl Into<String>) -> Self {
        Finding {
            code: code.to_owned(),
            severity,
            message: message.into(),
            span: None,
            label: String::new(),
            subject: String::new(),
            count: 1,
            cost: String::new(),
            help: String::new(),
        }
    }

    /// Sets the place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Sets the text under the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Sets the number of places that share the cause.
    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = count;
        self
    }

    /// Sets what it costs.
    #[must_use]
    pub fn cost(mut self, cost: impl Into<String>) -> Self {
        self.cost = cost.into();
        self
    }

    /// Sets the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

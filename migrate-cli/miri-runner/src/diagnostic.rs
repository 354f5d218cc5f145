//! The compiler's JSON diagnostics, which Miri uses for its reports.

use serde::Deserialize;

/// One diagnostic, as far as it matters here.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Diagnostic {
    pub(crate) message: String,
    pub(crate) level: String,
    #[serde(default)]
    pub(crate) spans: Vec<Place>,
    #[serde(default)]
    pub(crate) children: Vec<Diagnostic>,
    /// The text for people.
    pub(crate) rendered: Option<String>,
}

/// A place of a diagnostic.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Place {
    pub(crate) file_name: String,
    pub(crate) line_start: u32,
    pub(crate) line_end: u32,
    pub(crate) column_start: u32,
    pub(crate) column_end: u32,
    pub(crate) is_primary: bool,
}

/// A line that is a diagnostic.
pub(crate) fn parse(line: &str) -> Option<Diagnostic> {
    line.starts_with("{\"$message_type\":\"diagnostic\"").then(|| serde_json::from_str(line).ok()).flatten()
}

impl Diagnostic {
    pub(crate) fn is_error(&self) -> bool {
        self.level.starts_with("error")
    }

    /// The place that it is about.
    pub(crate) fn primary(&self) -> Option<&Place> {
        self.spans.iter().find(|p| p.is_primary)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_diagnostics_are_read() {
        let line = r#"{"$message_type":"diagnostic","message":"Undefined Behavior: x","code":null,"level":"error","spans":[],"children":[],"rendered":"R"}"#;
        assert_eq!(parse(line).map(|d| (d.is_error(), d.message)), Some((true, "Undefined Behavior: x".into())));
        for other in
            ["", "error: test failed", "{\"$message_type\":\"artifact\"}", "{\"$message_type\":\"diagnostic\","]
        {
            assert!(parse(other).is_none(), "{other}");
        }
    }
}

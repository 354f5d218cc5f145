//! Annotations of a GitHub workflow: one `::warning …` line a finding.

use std::fmt::Write as _;

use migrate_model::finding::{Finding, Severity};

/// One line a finding. `prefix` is put before each path: the source root from the top of the repository, or empty.
#[must_use]
pub fn annotations(findings: &[Finding], prefix: &str) -> String {
    let mut out = String::new();
    for f in findings {
        let word = match f.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = vec![format!("title={}", property(&format!("{}: {}", f.code, f.message)))];
        if let Some(span) = &f.span {
            properties.insert(0, format!("file={}", property(&join(prefix, &span.file))));
            for (name, value) in [("line", span.line), ("col", span.column)] {
                if value > 0 {
                    properties.push(format!("{name}={value}"));
                }
            }
        }
        let text: Vec<&str> =
            [&f.label, &f.cost, &f.help].into_iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
        let text = if text.is_empty() { f.message.clone() } else { text.join("\n") };
        let _ = writeln!(out, "::{word} {}::{}", properties.join(","), message(&text));
    }
    out
}

/// A path behind a prefix; absolute ones stay.
pub(crate) fn join(prefix: &str, path: &str) -> String {
    match prefix.trim_end_matches('/') {
        "" | "." => path.to_owned(),
        _ if path.starts_with('/') => path.to_owned(),
        p => format!("{p}/{path}"),
    }
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use migrate_model::finding::Span;

    use super::*;

    #[test]
    fn everything_special_is_escaped() {
        let f = Finding::new("MG0301", Severity::Note, "a, b: 100%")
            .at(Span { file: "a,b.cc".into(), line: 3, column: 0, end_column: 0 })
            .help("first\nsecond");
        assert_eq!(
            annotations(&[f], "legacy"),
            "::notice file=legacy/a%2Cb.cc,title=MG0301%3A a%2C b%3A 100%25,line=3::first%0Asecond\n"
        );
    }
}

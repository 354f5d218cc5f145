//! SARIF 2.1.0, which code scanning services read.

use migrate_model::finding::{Finding, Severity};
use serde_json::{Value, json};

use crate::github::join;

/// What the report says of a code.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `MG` and four digits.
    pub code: String,
    /// One line.
    pub title: String,
    /// The page, in Markdown.
    pub page: String,
}

/// One run as a document. `prefix` is put before each path: the source root from the top of the repository, or empty.
#[must_use]
pub fn document(findings: &[Finding], rules: &[Rule], version: &str, prefix: &str) -> Value {
    let mut codes: Vec<&str> = findings.iter().map(|f| f.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    let described: Vec<Value> = codes.iter().map(|code| describe(code, rules)).collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|f| {
            let index = codes.binary_search(&f.code.as_str()).unwrap_or(0);
            result(f, index, prefix)
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "migrate", "semanticVersion": version, "rules": described } },
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    })
}

fn describe(code: &str, rules: &[Rule]) -> Value {
    match rules.iter().find(|r| r.code == code) {
        Some(r) => json!({
            "id": code,
            "shortDescription": { "text": r.title },
            "help": { "text": r.page, "markdown": r.page },
        }),
        None => json!({ "id": code }),
    }
}

fn result(f: &Finding, rule: usize, prefix: &str) -> Value {
    let level = match f.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let parts = [("", &f.message), ("", &f.label), ("cost: ", &f.cost), ("help: ", &f.help)];
    let text: Vec<String> = parts.iter().filter(|(_, t)| !t.is_empty()).map(|(w, t)| format!("{w}{t}")).collect();
    let mut out = json!({
        "ruleId": f.code,
        "ruleIndex": rule,
        "level": level,
        "message": { "text": text.join("\n") },
        "occurrenceCount": f.count.max(1),
    });
    if let Some(span) = &f.span {
        let mut physical = json!({ "artifactLocation": { "uri": uri(&join(prefix, &span.file)) } });
        if span.line > 0 {
            let mut region = json!({ "startLine": span.line });
            if span.column > 0 {
                region["startColumn"] = json!(span.column);
                if span.end_column > span.column {
                    region["endColumn"] = json!(span.end_column);
                }
            }
            physical["region"] = region;
        }
        out["locations"] = json!([{ "physicalLocation": physical }]);
    }
    out
}

/// A path as a URI reference.
fn uri(path: &str) -> String {
    let mut out = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for b in path.bytes() {
        match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(b)),
            _ => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use migrate_model::finding::Span;

    use super::*;

    #[test]
    fn a_run_names_its_rules_once() {
        let f = |line| {
            Finding::new("MG0301", Severity::Warning, "m").at(Span {
                file: "a b.cc".into(),
                line,
                column: 2,
                end_column: 5,
            })
        };
        let rules = [Rule { code: "MG0301".into(), title: "t".into(), page: "p".into() }];
        let d = document(&[f(1), f(2)], &rules, "0.1.0", "src/");
        assert_eq!(d["runs"][0]["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(1));
        let second = &d["runs"][0]["results"][1];
        assert_eq!(second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "src/a%20b.cc");
        assert_eq!(
            second["locations"][0]["physicalLocation"]["region"],
            json!({"startLine": 2, "startColumn": 2, "endColumn": 5})
        );
    }
}

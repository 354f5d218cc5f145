//! Reads `rules/*/rule.toml` and writes them as constants, so that a malformed rule does not compile.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// `rule.toml` as a person writes it. `src/rule.rs` says what the fields mean.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    code: String,
    name: String,
    severity: String,
    title: String,
    cost: String,
    help: String,
    #[serde(default)]
    heuristic: bool,
    #[serde(default)]
    message: Option<String>,
    #[serde(default)]
    label: Option<String>,
    #[serde(default)]
    query: Option<String>,
    #[serde(default)]
    emitted_by: Option<String>,
    #[serde(default)]
    no_fixture: Option<String>,
}

fn main() {
    println!("cargo::rerun-if-changed=rules");
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    match generate(&root.join("rules")) {
        Ok(code) => std::fs::write(out.join("rules.rs"), code).expect("OUT_DIR can be written"),
        Err(errors) => {
            for error in errors {
                println!("cargo::error={error}");
            }
            std::process::exit(1);
        }
    }
}

fn generate(dir: &Path) -> Result<String, Vec<String>> {
    let mut errors = Vec::new();
    let common = std::fs::read_to_string(dir.join("common.sql")).unwrap_or_else(|e| {
        errors.push(format!("{}: {e}", dir.join("common.sql").display()));
        String::new()
    });
    let mut rules = BTreeMap::new();
    for folder in folders(dir, &mut errors) {
        match read(&folder) {
            Ok(rule) => {
                if let Some((_, other)) = rules.insert(rule.code.clone(), (rule, folder.clone())) {
                    errors.push(format!("{}: its code is also the one of {}", folder.display(), other.display()));
                }
            }
            Err(error) => errors.push(format!("{}: {error}", folder.join("rule.toml").display())),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut code = String::from("static RULES: &[Rule] = &[\n");
    for (rule, folder) in rules.values() {
        emit(&mut code, rule, folder, &common);
    }
    writeln!(code, "];\nstatic QUERY: &str = {:?};", query_of_all(rules.values().map(|(rule, _)| rule), &common))
        .expect("a string can be written to");
    Ok(code)
}

fn folders(dir: &Path, errors: &mut Vec<String>) -> Vec<PathBuf> {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) => {
            errors.push(format!("{}: {error}", dir.display()));
            return Vec::new();
        }
    };
    entries.filter_map(Result::ok).map(|e| e.path()).filter(|p| p.is_dir()).collect()
}

fn read(folder: &Path) -> Result<RuleFile, String> {
    let text = std::fs::read_to_string(folder.join("rule.toml")).map_err(|e| e.to_string())?;
    let rule: RuleFile = toml::from_str(&text).map_err(|e| e.to_string().trim_end().replace('\n', " / "))?;
    check(&rule, folder)?;
    Ok(rule)
}

fn check(rule: &RuleFile, folder: &Path) -> Result<(), String> {
    let digits = rule.code.strip_prefix("MG").unwrap_or_default();
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!("code `{}` is not MG and four digits", rule.code));
    }
    if rule.name.is_empty() || !rule.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        return Err(format!("name `{}` may only hold lower-case letters, digits and `-`", rule.name));
    }
    if folder.file_name().and_then(|n| n.to_str()) != Some(&format!("{}-{}", rule.code, rule.name)) {
        return Err(format!("its folder must be called {}-{}", rule.code, rule.name));
    }
    if !["error", "warning", "note"].contains(&rule.severity.as_str()) {
        return Err(format!("severity `{}` is none of error, warning, note", rule.severity));
    }
    for (key, text) in [("title", &rule.title), ("cost", &rule.cost), ("help", &rule.help)] {
        if text.is_empty() || text.contains('\n') || text.ends_with('.') {
            return Err(format!("`{key}` must be one line without a full stop"));
        }
    }
    match (&rule.query, rule.emitted_by.as_deref()) {
        (Some(_), None) if rule.message.is_none() => return Err("a rule with a query needs a `message`".into()),
        (Some(_), None) | (None, Some("scan" | "bridge" | "port" | "miri" | "bench" | "hal")) => {}
        _ => {
            return Err(
                "either `query` or `emitted_by` (scan, bridge, port, miri, bench or hal) must be there, not both"
                    .into(),
            );
        }
    }
    for template in [&rule.message, &rule.label].into_iter().flatten() {
        placeholders(template)?;
    }
    for needed in ["explain.md", "bad", "good"] {
        if (needed == "explain.md" || rule.no_fixture.is_none()) && !folder.join(needed).exists() {
            return Err(format!("`{needed}` is missing beside it"));
        }
    }
    Ok(())
}

fn placeholders(template: &str) -> Result<(), String> {
    for part in template.split('{').skip(1) {
        let name = part.split_once('}').ok_or("a `{` is not closed")?.0;
        if !matches!(name, "subject" | "detail" | "count") && !name.starts_with("count:") {
            return Err(format!("`{{{name}}}` is none of {{subject}}, {{detail}}, {{count}}, {{count:noun}}"));
        }
    }
    Ok(())
}

/// The query with the common table expressions in front.
fn whole_query(query: &str, common: &str) -> String {
    let (common, query) = (common.trim(), query.trim());
    match query.strip_prefix("WITH") {
        Some(rest) => format!("{common},\n{}", rest.trim_start()),
        None => format!("{common}\n{query}"),
    }
}

/// One statement for all rules: what they share is computed once.
fn query_of_all<'a>(rules: impl Iterator<Item = &'a RuleFile>, common: &str) -> String {
    let one = |rule: &RuleFile| {
        let query = rule.query.as_deref()?.trim();
        Some(format!("SELECT '{}' AS code, q.* FROM (\n{query}\n) q", rule.code))
    };
    format!("{}\n{}", common.trim(), rules.filter_map(one).collect::<Vec<_>>().join("\nUNION ALL\n"))
}

fn emit(code: &mut String, rule: &RuleFile, folder: &Path, common: &str) {
    let severity = match rule.severity.as_str() {
        "error" => "Error",
        "warning" => "Warning",
        _ => "Note",
    };
    let query = rule.query.as_deref().map(|q| whole_query(q, common));
    let emitter = match rule.emitted_by.as_deref() {
        Some("scan") => "Scan",
        Some("port") => "Port",
        Some("miri") => "Miri",
        Some("bench") => "Bench",
        Some("hal") => "Hal",
        Some(_) => "Bridge",
        None => "Query",
    };
    writeln!(
        code,
        "Rule {{ code: {:?}, name: {:?}, severity: Severity::{severity}, title: {:?}, cost: {:?}, help: {:?}, \
         heuristic: {}, message: {:?}, label: {:?}, query: {:?}, emitter: Emitter::{emitter}, no_fixture: {:?}, \
         explain: include_str!({:?}) }},",
        rule.code,
        rule.name,
        rule.title,
        rule.cost,
        rule.help,
        rule.heuristic,
        rule.message.as_deref().unwrap_or_default(),
        rule.label.as_deref().unwrap_or_default(),
        query,
        rule.no_fixture,
        folder.join("explain.md"),
    )
    .expect("a string can be written to");
}

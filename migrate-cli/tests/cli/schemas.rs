//! Every JSON document keeps to its published schema.

use serde_json::Value;

use crate::project::Project;
use crate::validate::validate;

pub fn schema(p: &Project, name: &str) -> Value {
    p.run("generate-docs docs");
    serde_json::from_str(&p.read(&format!("docs/schema/{name}.json"))).expect("a schema")
}

pub fn keeps(p: &Project, line: &str, name: &str) {
    let said = p.run(line);
    let value: Value = serde_json::from_str(&said.out).unwrap_or_else(|e| panic!("{line}: {e}: {}", said.out));
    assert!(value["schema"].is_string() && value["schema_version"].is_u64(), "{line} names no schema");
    validate(&value, &schema(p, name)).unwrap_or_else(|e| panic!("{line}: {e}"));
}

#[test]
fn documents_without_an_index() {
    let p = Project::small();
    keeps(&p, "init --format json", "init");
    keeps(&p, "init --format json", "init");
    keeps(&p, "plan --format json", "error");
    keeps(&p, "explain MG0104 --format json", "explain");
    keeps(&p, "explain --list --format json", "explain");
}

#[test]
fn the_written_configuration() {
    let p = Project::small();
    p.run("init");
    let config: toml::Value = toml::from_str(&p.read("migrate.toml")).expect("TOML");
    let config = serde_json::to_value(config).expect("JSON");
    validate(&config, &schema(&p, "config")).expect("the schema of the configuration");
}

#[test]
fn documents_of_an_index() {
    let p = Project::small();
    p.run("init");
    keeps(&p, "scan --format json", "scan");
    keeps(&p, "plan --format json", "plan");
    keeps(&p, "plan --format json --granularity unit", "plan");
    keeps(&p, "show util --format json", "show");
    keeps(&p, "show util/text.cc --format json", "show");
    keeps(&p, "show length --format json", "show");
    keeps(&p, "show nothing_like_it --format json", "error");
}

#[test]
fn facts_keep_to_the_schema_of_their_row() {
    let p = Project::small();
    p.write("app/run.cc", "#include \"gone.h\"\n#define TWO 2\n#include \"util/text.h\"\nint run(int argc) { throw util::length(\"a\") + TWO; }\n");
    p.run("init");
    assert_eq!(p.run("scan").code, 0);
    for kind in ["symbols", "refs", "types", "macros", "includes", "sites", "files", "targets", "diagnostics"] {
        let schema = schema(&p, &format!("facts-{kind}"));
        let said = p.run(&format!("facts {kind}"));
        assert_eq!(said.code, 0, "{kind}: {}", said.err);
        for line in said.out.lines() {
            let row: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{kind}: {e}: {line}"));
            validate(&row, &schema).unwrap_or_else(|e| panic!("{kind}: {e}"));
        }
        let document = p.run(&format!("facts {kind} --format json")).out;
        let document: Value = serde_json::from_str(&document).expect("one document");
        assert_eq!(document["rows"].as_array().map(Vec::len), Some(said.out.lines().count()), "{kind}");
    }
}

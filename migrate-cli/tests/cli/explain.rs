//! `migrate explain`

use crate::project::{Project, snapshot};

#[test]
fn unknown_codes() {
    let p = Project::empty();
    snapshot!("explain_unknown", p.session(&["explain MG9999", "explain MG014", "explain --format json nonsense"]));
}

#[test]
fn known_codes() {
    let p = Project::empty();
    let said = p.run("explain MG0104");
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(said.out.starts_with("MG0104"), "{}", said.out);
    assert_eq!(p.run("explain mg0104").out, said.out);
    assert_eq!(p.run("explain 104").out, said.out);
}

#[test]
fn every_code_of_the_list_has_a_page() {
    let p = Project::empty();
    let list = p.run("explain --list").out;
    assert!(list.lines().count() >= 12, "{list}");
    for line in list.lines() {
        let code = line.split_whitespace().next().expect("a code");
        assert_eq!(p.run(&format!("explain {code}")).code, 0, "{line}");
    }
}

#[test]
fn json() {
    let p = Project::empty();
    let said = p.run("explain MG0104 --format json");
    let value: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(value["schema"], "migrate.explain");
    assert_eq!(value["codes"][0]["code"], "MG0104");
}

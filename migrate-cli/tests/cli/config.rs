//! `migrate.toml` that is missing or wrong.

use crate::project::{Project, snapshot};

#[test]
fn no_configuration() {
    let p = Project::empty();
    snapshot!("config_missing", p.session(&["scan", "facts symbols", "plan --format json", "show x"]));
}

#[test]
fn unknown_keys_and_wrong_types() {
    let p = Project::small();
    let cases = [
        ("key", "root = \".\"\nbiuld = \"build\"\n"),
        ("inner_key", "[scan]\ntu_second = 3\n"),
        ("strange_key", "[scan]\nzzz = 3\n"),
        ("type", "build = 3\n"),
        ("enum", "[scan]\nobjects = \"exsting\"\n"),
        ("syntax", "root = \"."),
        ("list", "[modules]\nutil = \"util/**\"\n"),
        ("twice", "build = \"a\"\nbuild = \"b\"\n"),
        ("section", "[scna]\n"),
    ];
    let mut all = String::new();
    for (name, text) in cases {
        p.write("migrate.toml", text);
        all.push_str(&format!("# {name}\n{}\n", p.tidy(&p.run("scan"))));
    }
    snapshot!("config_wrong", all);
}

#[test]
fn not_utf8() {
    let p = Project::small();
    p.write("migrate.toml", b"root = \"gr\xfc\xdfe\"\n");
    snapshot!("config_latin1", p.session(&["scan"]));
}

#[test]
fn source_root_is_missing() {
    let p = Project::small();
    p.write("migrate.toml", "root = \"src\"\nbuild = \"build\"\n");
    snapshot!("config_root", p.session(&["scan"]));
}

#[test]
fn found_in_a_folder_above() {
    let p = Project::small();
    p.write("migrate.toml", "bad = 1\n");
    snapshot!("config_above", p.session(&["-C util scan"]));
}

#[test]
fn wrong_folder() {
    let p = Project::small();
    snapshot!(
        "config_wrong_folder",
        p.session(&["-C nope scan", "-C util/text.cc scan", "-C nope init --format json"])
    );
}

//! Help texts, and what is typed wrong.

use crate::project::{Project, snapshot};

#[test]
fn short_help() {
    snapshot!("help_short", Project::empty().session(&["-h"]));
}

#[test]
fn long_help() {
    snapshot!("help_long", Project::empty().session(&["--help"]));
}

#[test]
fn help_of_each_verb() {
    let p = Project::empty();
    snapshot!("help_init", p.session(&["init --help"]));
    snapshot!("help_scan", p.session(&["scan --help"]));
    snapshot!("help_facts", p.session(&["facts --help"]));
    snapshot!("help_plan", p.session(&["plan --help"]));
    snapshot!("help_bridge", p.session(&["bridge --help"]));
    snapshot!("help_miri", p.session(&["miri --help"]));
    snapshot!("help_show", p.session(&["show --help"]));
    snapshot!("help_explain", p.session(&["explain --help"]));
    snapshot!("help_completions", p.session(&["completions -h"]));
}

#[test]
fn typed_wrong() {
    let lines = [
        "",
        "scn",
        "scan --shard 5/4",
        "scan --objects maybe",
        "--format json scan --jobs 0",
        "facts",
        "facts symbol",
        "-q -v scan",
        "show",
    ];
    snapshot!("typed_wrong", Project::empty().session(&lines));
}

#[test]
fn no_line_of_any_help_is_too_wide() {
    let p = Project::empty();
    for verb in [
        "",
        "init",
        "scan",
        "facts",
        "plan",
        "bridge",
        "miri",
        "bench",
        "bench compare",
        "show",
        "explain",
        "completions",
    ] {
        let said = p.run(&format!("{verb} --help"));
        assert_eq!(said.code, 0, "{verb}");
        for line in said.out.lines() {
            assert!(line.chars().count() <= 100, "{verb}: {line}");
        }
        assert!(said.out.contains("Examples:") || verb.is_empty(), "{verb} has no examples");
    }
}

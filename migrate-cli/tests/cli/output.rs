//! Colours, pipes, formats and places where nothing can be written.

use std::io::Read as _;
use std::process::Stdio;

use crate::project::{Project, exists, said, snapshot};

const ESCAPE: char = '\u{1b}';

#[test]
fn colours() {
    let p = Project::empty();
    let err = |line: &str, env: &[(&str, &str)]| {
        let output = p.command(line).envs(env.iter().copied()).output().expect("the program runs");
        said(&output).err
    };
    assert!(!err("scan", &[]).contains(ESCAPE), "no colours without a terminal");
    assert!(err("--color always scan", &[]).contains(ESCAPE));
    assert!(err("scan --color=always", &[("NO_COLOR", "1")]).contains(ESCAPE), "what is typed is stronger");
    assert!(err("scan", &[("CLICOLOR_FORCE", "1")]).contains(ESCAPE));
    assert!(!err("--color never scan", &[("CLICOLOR_FORCE", "1")]).contains(ESCAPE));
    assert!(!err("scan", &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]).contains(ESCAPE));
    assert!(err("--color always scn", &[]).contains(ESCAPE), "clap's errors, too");
    assert!(!err("--color never scn", &[("CLICOLOR_FORCE", "1")]).contains(ESCAPE));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let p = Project::empty();
    for line in ["explain --list", "completions bash", "--help", "explain --format json --list"] {
        let mut child =
            p.command(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().expect("stderr").read_to_string(&mut err).expect("text");
        assert_eq!((child.wait().expect("an end").code(), err.as_str()), (Some(0), ""), "{line}");
    }
}

#[test]
fn formats_that_a_verb_does_not_have() {
    let p = Project::small();
    snapshot!("output_formats", p.session(&["init --format sarif", "explain --list --format github"]));
}

#[test]
fn generated_docs_are_the_same_each_time() {
    let p = Project::empty();
    assert_eq!(p.run("generate-docs docs").code, 0);
    for file in
        ["cli.md", "schema/plan.json", "schema/facts-symbols.json", "man/migrate-scan.1", "completions/_migrate"]
    {
        assert!(exists(&p, &format!("docs/{file}")), "{file}");
    }
    assert!(p.run("generate-docs docs").err.contains("Wrote 0 files"));
    assert!(!p.read("docs/cli.md").contains(env!("CARGO_PKG_VERSION")), "a release changes no page");
    assert!(!p.read("docs/man/migrate.1").contains(env!("CARGO_PKG_VERSION")));
}

/// A folder in which nobody can write. Root can anywhere, so root runs the program as nobody.
#[cfg(unix)]
#[test]
fn read_only_folder() {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;
    let p = Project::small();
    let set = |mode| std::fs::set_permissions(p.path(), std::fs::Permissions::from_mode(mode)).expect("permissions");
    set(0o755);
    p.run("init");
    let config = p.read("migrate.toml");
    std::fs::remove_file(p.path().join("migrate.toml")).expect("remove");
    set(0o555);
    let root = std::fs::write(p.path().join("probe"), "").is_ok();
    let run = |line: &str| {
        let mut command = p.command(line);
        if root {
            command.uid(65534).gid(65534);
        }
        command.output().map(|o| p.tidy(&said(&o)))
    };
    let Ok(init) = run("init") else { return set(0o755) };
    set(0o755);
    p.write("migrate.toml", config);
    set(0o555);
    let scan = run("scan").expect("the program runs");
    set(0o755);
    snapshot!("output_read_only", format!("{init}\n{scan}"));
}

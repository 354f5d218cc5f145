//! `migrate hal test --record` and `--replay`, with a program of this machine that talks.

use serde_json::Value;

use crate::hal_test::{TESTS, project, tidy};
use crate::project::{Project, snapshot};
use crate::validate::validate;

const ECHOES: &str = r#"fn main() {
    println!("ready");
    for line in std::io::stdin().lines().map_while(Result::ok) {
        println!("{line}");
        if line == "bye" {
            return;
        }
    }
}
"#;

const TALKS: &str = r#"
[[test]]
name = "echoes"
board = "desk"
image = "echoes"
talk = [{ after = "ready\n", send = "héllo\n" }, { after = "llo\n", send = "bye\n" }]
says = "ready\nhéllo\nbye\n"
"#;

const FILE: &str = "sessions/echoes.session.json";

fn talking() -> Project {
    let p = project();
    p.write("src/bin/echoes.rs", ECHOES);
    p.write("firmware-tests.toml", format!("{}{TALKS}", TESTS.replace("[DIR]", &p.path().display().to_string())));
    p
}

/// Changes the stored session.
fn edit(p: &Project, from: &str, to: &str) {
    let text = p.read(FILE);
    assert_eq!(text.matches(from).count(), 1, "{from} in {text}");
    p.write(FILE, text.replace(from, to));
}

#[test]
fn a_session_is_recorded_and_played() {
    let p = talking();
    let first = p.session(&["hal test echoes --record sessions", "hal test echoes --record sessions"]);
    let recorded = p.read(FILE);
    let played = p.session(&["hal test --replay sessions --list", "hal test --replay sessions --record again"]);
    assert_eq!(p.read("again/echoes.session.json"), recorded);
    edit(&p, "\"firmware\": \"bye", "\"note\": \"no key of an entry\", \"firmware\": \"bye");
    let refused = p.session(&["hal test echoes --replay sessions", "hal test echoes --record sessions"]);
    edit(&p, "\"note\": \"no key of an entry\", \"firmware\": \"bye", "\"firmware\": \"byE");
    let edited = p.read(FILE);
    let differs = p.session(&["hal test echoes --replay sessions", "hal test echoes --record sessions"]);
    assert_eq!(p.read(FILE), edited, "what a person wrote stays");
    let lines = ["hal test echoes --record sessions --force", "hal test greets --replay sessions", "hal test --force"];
    let forced = p.session(&lines);
    assert_eq!(p.read(FILE), recorded);
    let all = [first, recorded, played, refused, differs, forced];
    snapshot!("hal_sessions", tidy(&all.join("\n")));
}

#[test]
fn a_test_names_its_session() {
    let p = talking();
    assert_eq!(p.run("hal test echoes --record sessions").code, 0);
    let toml = p.read("firmware-tests.toml");
    let named = toml.split_once("talk =").expect("the talk of the test").0;
    p.write("firmware-tests.toml", format!("{named}session = \"{FILE}\"\n"));
    assert_eq!(p.run("hal test echoes").code, 0);
    p.write("firmware-tests.toml", format!("{named}session = \"elsewhere.json\"\n"));
    let missing = p.run("hal test echoes");
    assert_eq!(missing.code, 2, "{}", missing.err);
    assert!(missing.err.contains("elsewhere.json") && missing.err.contains("--record"), "{}", missing.err);
    p.write("firmware-tests.toml", format!("{toml}session = \"{FILE}\"\n"));
    let twice = p.run("hal test echoes");
    assert!(twice.code == 2 && twice.err.contains("leave out `talk`"), "{}", twice.err);
}

#[test]
fn the_file_keeps_to_its_schema() {
    let p = talking();
    assert_eq!(p.run("generate-docs docs").code, 0);
    assert_eq!(p.run("hal test echoes --record sessions").code, 0);
    let schema: Value = serde_json::from_str(&p.read("docs/schema/session.json")).expect("JSON");
    let valid = |text: &str| validate(&serde_json::from_str(text).expect("JSON"), &schema);
    let text = p.read(FILE);
    valid(&text).unwrap();
    valid(&text.replacen("\"firmware\": \"bye\\n\"", "\"firmware_hex\": \"62 79 65 0a\"", 1)).unwrap();
    assert!(valid(&text.replacen("\"firmware\"", "\"device\"", 1)).is_err());
}

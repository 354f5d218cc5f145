//! Sessions of firmware on emulated boards. What the host makes of the same files is tested in `firmware-ffi/simulated`.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::hal::{self, FIRMWARE};
use crate::check::{GATE_FAILED, Outcome};
use crate::context::Context;
use crate::files;

/// Tests of one image: the first was recorded on an emulated board and the second on the host.
const TESTS: [&str; 2] = ["console", "console_of_host"];
/// In the session of each: a text, another one of the same length, and what must be said about it.
const CHANGES: [(&str, &str, &str); 2] = [
    (
        r#""firmware": "hello\n""#,
        r#""firmware": "hellO\n""#,
        r#"byte 10 of what it says (dialogue[2]): expected "O\n", got "o\n""#,
    ),
    (r#""peer": "bye\n""#, r#""peer": "byE\n""#, r#"expected "bye\n", got "what?\n""#),
];
/// Exit code for a session that cannot be read.
const USAGE: i32 = 2;

/// The stored sessions are recorded again byte for byte, one changed byte of either side is named, and so is what is malformed.
pub(crate) fn played(context: &Context, _: &str) -> Result<Outcome> {
    hal::targets(context)?;
    let folder = tempfile::tempdir()?;
    let stored: Vec<String> = TESTS.iter().map(|name| files::read(&stored(context, name))).collect::<Result<_>>()?;
    same(context, folder.path(), &stored)?;
    different(context, folder.path(), &stored)?;
    malformed(context, folder.path(), &stored[0])?;
    Ok(Outcome::Passed(format!("{} sessions", stored.len())))
}

fn same(context: &Context, folder: &Path, stored: &[String]) -> Result<()> {
    let again = folder.join("again");
    let (code, answer) = test(context, "--record", &again)?;
    ensure!(code == Some(0), "{:#}", answer["tests"]);
    for (name, text) in TESTS.iter().zip(stored) {
        let recorded = files::read(&file(&again, name))?;
        ensure!(recorded == *text, "the session of {name} is another one now:\n{recorded}");
    }
    Ok(())
}

fn different(context: &Context, folder: &Path, stored: &[String]) -> Result<()> {
    let changed = folder.join("changed");
    for ((name, text), (from, to, _)) in TESTS.iter().zip(stored).zip(CHANGES) {
        ensure!(text.matches(from).count() == 1, "{from} in the session of {name}");
        files::write(&file(&changed, name), &text.replacen(from, to, 1))?;
    }
    let (code, answer) = test(context, "--replay", &changed)?;
    ensure!(code == Some(GATE_FAILED), "a changed byte passes: {answer:#}");
    for (number, (_, _, expected)) in CHANGES.iter().enumerate() {
        let said = answer["tests"][number]["failures"][0].as_str().context("a test that fails")?;
        ensure!(said.contains(expected), "{expected}, not {said}");
    }
    Ok(())
}

fn malformed(context: &Context, folder: &Path, stored: &str) -> Result<()> {
    let broken = folder.join("broken");
    let text = stored.replacen("\"peer\"", "\"pear\"", 1);
    files::write(&file(&broken, TESTS[0]), &text)?;
    let line = text.lines().position(|line| line.contains("pear")).context("a line of the peer")? + 1;
    let (code, answer) = test(context, "--replay", &broken)?;
    let said = answer["message"].as_str().unwrap_or_default();
    let named = said.contains("console.session.json") && said.contains(&format!("line {line} "));
    ensure!(code == Some(USAGE) && named, "exit code {code:?}: {answer:#}");
    Ok(())
}

/// Runs both tests; the exit code and the answer.
fn test(context: &Context, option: &str, folder: &Path) -> Result<(Option<i32>, Value)> {
    let folder = folder.to_string_lossy();
    let run = hal::hal(context, &["test", TESTS[0], option, &folder])?.finish()?;
    let answer = serde_json::from_str(&run.stdout).with_context(|| format!("{:#}", run.error()))?;
    Ok((run.status.code(), answer))
}

fn stored(context: &Context, name: &str) -> std::path::PathBuf {
    file(&context.root.join(FIRMWARE).join("sessions"), name)
}

fn file(folder: &Path, name: &str) -> std::path::PathBuf {
    folder.join(format!("{name}.session.json"))
}

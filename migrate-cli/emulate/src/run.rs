//! All tests, several at once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use migrate_model::hal::FirmwareTest;
use migrate_session::Session;

use crate::emulator::{self, Ran};
use crate::{EmulateError, Played, Suite, Test, judge};

/// What a test did.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Whether that is what it had to do.
    pub test: FirmwareTest,
    /// What it said over the serial line, and what was sent to it.
    pub dialogue: Session,
}

/// Runs tests, `at_once` of them at a time, and gives what each did, in their order. Those in `sessions`, by name, have theirs
/// played to them. `images` is what [`crate::build()`] gave.
///
/// # Errors
/// The emulator cannot be started. A test that fails is no error.
pub fn run(
    suite: &Suite,
    tests: &[&Test],
    sessions: &BTreeMap<String, Played>,
    images: &BTreeMap<String, PathBuf>,
    at_once: usize,
) -> Result<Vec<Outcome>, EmulateError> {
    let next = AtomicUsize::new(0);
    let slots: Vec<Mutex<Option<Result<Ran, EmulateError>>>> = tests.iter().map(|_| Mutex::new(None)).collect();
    thread::scope(|scope| {
        for _ in 0..at_once.clamp(1, tests.len().max(1)) {
            scope.spawn(|| {
                while let Some((test, slot)) = take(tests, &slots, &next) {
                    let folder = images.get(&test.board).map(PathBuf::as_path).unwrap_or(Path::new("."));
                    let session = sessions.get(&test.name).map(|played| &played.session);
                    let ran = emulator::run(&suite.board[&test.board], test, session, folder);
                    *slot.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(ran);
                }
            });
        }
    });
    let all = slots.into_iter().filter_map(|slot| slot.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner));
    let all = all.collect::<Result<Vec<Ran>, _>>()?;
    let judged = |(test, ran): (&&Test, &Ran)| {
        let other = tests.iter().position(|other| Some(&other.name) == test.says_as.as_ref());
        let other = other.map(|at| all[at].said.as_slice());
        outcome(test, ran, judge::reasons(test, ran, sessions.get(&test.name), other))
    };
    Ok(tests.iter().zip(&all).map(judged).collect())
}

fn take<'a, T>(tests: &[&'a Test], slots: &'a [T], next: &AtomicUsize) -> Option<(&'a Test, &'a T)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    Some((*tests.get(at)?, slots.get(at)?))
}

fn outcome(test: &Test, ran: &Ran, failures: Vec<String>) -> Outcome {
    let test = FirmwareTest {
        name: test.name.clone(),
        board: test.board.clone(),
        image: test.image.clone(),
        end: ran.end.clone(),
        said: ran.said.escape_ascii().to_string(),
        seconds: ran.seconds,
        failures,
    };
    Outcome { test, dialogue: ran.dialogue.clone() }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Stands for the emulator: runs the image, a shell script, with the words that the image would be handed.
    const FAKE: &str = r#"#!/bin/sh
while [ $# -gt 0 ]; do
    case $1 in -kernel) image=$2 ;; -append) words=$2 ;; esac
    shift
done
. "./$image"
"#;

    /// Runs tests whose images are these scripts; each is the name of the image and what it does.
    fn suite(folder: &Path, images: &[(&str, &str)], tests: &str) -> (Suite, BTreeMap<String, PathBuf>) {
        let fake = folder.join("fake");
        fs::write(&fake, FAKE).unwrap();
        for (name, script) in images {
            fs::write(folder.join(name), script).unwrap();
        }
        let board = format!(
            "[board.b]\npackage = 'p'\ntarget = 't'\nemulator = '/bin/sh'\narguments = ['{}']\n{tests}",
            fake.display()
        );
        fs::write(folder.join(crate::FILE), board).unwrap();
        (Suite::read(folder).unwrap(), BTreeMap::from([("b".to_owned(), folder.to_owned())]))
    }

    fn failures(images: &[(&str, &str)], tests: &str) -> Vec<Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let (suite, images) = suite(folder.path(), images, tests);
        let tests = suite.select(&[]);
        let sessions = crate::played(&tests, folder.path()).unwrap();
        let all = run(&suite, &tests, &sessions, &images, 2).unwrap();
        all.into_iter().map(|outcome| outcome.test.failures).collect()
    }

    fn test(name: &str, image: &str, more: &str) -> String {
        format!("[[test]]\nname = '{name}'\nboard = 'b'\nimage = '{image}'\n{more}\n")
    }

    const NONE: Vec<String> = vec![];

    #[test]
    fn exit_status_and_text() {
        let says = [("says", "echo hello; exit 3")];
        let good = "says = \"hello\\n\"\nend = { exit = 3 }";
        assert_eq!(failures(&says, &test("a", "says", good)), [NONE]);
        assert_eq!(
            failures(&says, &test("a", "says", "says = 'bye'")),
            [["must end with exit status 0, but ended with exit status 3", "must say \"bye\", but says \"hello\\n\""]]
        );
    }

    #[test]
    fn what_never_ends_is_stopped() {
        let hangs = [("hangs", "exec sleep 30")];
        assert_eq!(failures(&hangs, &test("a", "hangs", "end = 'time-out'\nseconds = 0.2")), [NONE]);
        assert_eq!(
            failures(&hangs, &test("a", "hangs", "seconds = 0.2")),
            [["must end with exit status 0, but was still running after 0.2 s"]]
        );
    }

    #[test]
    fn a_lock_up_is_a_signal_with_the_word_for_it() {
        let locks = [("locks", "echo 'qemu: fatal: Lockup: in a fault' >&2; kill -9 $$"), ("dies", "kill -9 $$")];
        let tests = [test("a", "locks", "end = 'lock-up'"), test("b", "dies", "end = 'lock-up'")].concat();
        assert_eq!(
            failures(&locks, &tests),
            [NONE, vec!["must end by a lock-up of the core, but the emulator ended by a signal".to_owned()]]
        );
    }

    #[test]
    fn an_image_is_spoken_to() {
        let asks = [("asks", "echo ready; read line; echo \"got $line\"; read line; echo \"$words $line\"")];
        let more = r#"append = "last"
says = "ready\ngot one\nlast two\n"
talk = [{ after = "ready\n", send = "one\n" }, { after = "got one\n", send = "two\n" }]"#;
        assert_eq!(failures(&asks, &test("a", "asks", more)), [NONE]);
    }

    #[test]
    fn two_say_the_same_or_where_they_differ() {
        let images =
            [("c", "printf 'a\\001b'"), ("rust", "printf 'a\\001b'"), ("wrong", "printf 'a\\001c'"), ("mute", ":")];
        let as_c = "says-as = 'c'";
        let tests = ["rust", "wrong", "mute"].map(|name| test(name, name, as_c)).concat();
        assert_eq!(
            failures(&images, &(test("c", "c", "") + &tests)),
            [
                NONE,
                NONE,
                vec!["must say the same as `c`, but differs from byte 2 on".to_owned()],
                vec!["must say the same as `c`, but says nothing".to_owned()],
            ]
        );
    }

    /// Answers a line with the same, until it is told to end.
    const ECHO: &str = r#"echo ready; while read line; do echo "$line"; [ "$line" = bye ] && exit; done"#;

    fn dialogue(turns: &str) -> Session {
        let head = r#""schema": "migrate.session", "schema_version": 1"#;
        Session::parse(&format!("{{ {head}, \"dialogue\": [{turns}] }}")).unwrap()
    }

    /// Runs one test with a session played to it, and gives its failures and what was recorded of it.
    fn replayed(turns: &str, more: &str) -> (Vec<String>, Session) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.session.json");
        dialogue(turns).keep(&path, false).unwrap();
        let (suite, images) = suite(
            folder.path(),
            &[("echo", ECHO)],
            &test("a", "echo", &format!("session = 'one.session.json'\n{more}")),
        );
        let tests = suite.select(&[]);
        let outcome =
            run(&suite, &tests, &crate::played(&tests, folder.path()).unwrap(), &images, 1).unwrap().remove(0);
        (outcome.test.failures, outcome.dialogue)
    }

    const SESSION: &str = r#"{"firmware": "ready\n"}, {"peer": "one\n"}, {"firmware": "one\n"}, {"peer": "bye\n"}, {"firmware": "bye\n"}"#;

    #[test]
    fn a_session_is_played_and_recorded_again_as_it_was() {
        let (failures, recorded) = replayed(SESSION, "");
        assert_eq!(failures, NONE);
        assert_eq!(recorded.print(), dialogue(SESSION).print());
    }

    #[test]
    fn a_byte_that_is_not_as_recorded_is_named() {
        let firmware = SESSION.replacen(r#""firmware": "one"#, r#""firmware": "onE"#, 1);
        assert_eq!(
            replayed(&firmware, "seconds = 0.5").0,
            [
                "must say what stands in one.session.json, but differs at byte 8 of what it says (dialogue[2]): \
                 expected \"E\\n\", got \"e\\n\"",
                "must end with exit status 0, but was still running after 0.5 s",
            ]
        );
        let peer = SESSION.replacen(r#""peer": "one"#, r#""peer": "onE"#, 1);
        let failures = replayed(&peer, "seconds = 0.5").0;
        assert!(
            failures[0].contains("byte 8 of what it says (dialogue[2]): expected \"e\\n\", got \"E\\n\""),
            "{failures:?}"
        );
    }

    #[test]
    fn what_is_missing_or_too_much_is_a_difference() {
        let short = SESSION.replacen(r#""firmware": "bye\n""#, r#""firmware": "by""#, 1);
        assert!(replayed(&short, "").0[0].ends_with("(behind the dialogue): expected nothing more, got \"e\\n\""));
        let long = SESSION.replacen(r#""firmware": "bye\n""#, r#""firmware": "bye\nagain""#, 1);
        assert!(replayed(&long, "").0[0].ends_with("(dialogue[5]): expected \"again\", got nothing more"));
    }

    #[test]
    fn what_a_peer_of_a_test_sends_is_recorded() {
        let folder = tempfile::tempdir().unwrap();
        let talk = r#"talk = [{ after = "ready\n", send = "one\n" }, { after = "one\n", send = "bye\n" }]"#;
        let (suite, images) = suite(folder.path(), &[("echo", ECHO)], &test("a", "echo", talk));
        let all = run(&suite, &suite.select(&[]), &BTreeMap::new(), &images, 1).unwrap();
        assert_eq!(all[0].dialogue.print(), dialogue(SESSION).print());
    }

    #[test]
    fn an_emulator_that_is_missing_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let (mut suite, images) = suite(folder.path(), &[("a", "")], &test("a", "a", ""));
        suite.board.get_mut("b").unwrap().emulator = "no-such-emulator".to_owned();
        let error = run(&suite, &suite.select(&[]), &BTreeMap::new(), &images, 2).unwrap_err();
        assert!(error.to_string().starts_with("cannot start no-such-emulator"), "{error}");
    }
}

//! Sessions of `migrate hal test`: which are played, and where recordings go.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use migrate_emulate::{Outcome, Played, Test, played, played_from};
use migrate_session::{Kept, Session, SessionError, file_of};

use crate::failure::Failure;
use crate::request::Context;

/// The tests that are left and what is played to them: what they name themselves, or what is in the folder of `--replay`, which
/// leaves out tests that have nothing there.
pub(super) fn sessions<'a>(
    tests: Vec<&'a Test>,
    folder: &Path,
    replay: Option<&Path>,
    context: &Context,
) -> Result<(Vec<&'a Test>, BTreeMap<String, Played>), Failure> {
    let Some(from) = replay else {
        let sessions = played(&tests, folder).map_err(|error| refused(&error))?;
        return Ok((tests, sessions));
    };
    let from = context.path(from);
    let sessions = played_from(&tests, &from, |path| context.shown(path)).map_err(|error| refused(&error))?;
    let (with, without): (Vec<&Test>, Vec<&Test>) = tests.into_iter().partition(|t| sessions.contains_key(&t.name));
    if with.is_empty() {
        return Err(Failure::nothing(format!("there is no session of a selected test in {}", context.shown(&from)))
            .note("the session of a test is TEST.session.json")
            .help("`migrate hal test --record DIR` writes them"));
    }
    if !without.is_empty() {
        let names: Vec<&str> = without.iter().map(|test| test.name.as_str()).collect();
        context
            .talk
            .say("Left out", format!("tests without a session in {}: {}", context.shown(&from), names.join(", ")));
    }
    Ok((with, sessions))
}

/// Where recordings go. Everything that is there already has been read.
pub(super) struct Recordings<'a> {
    folder: PathBuf,
    force: bool,
    context: &'a Context,
}

impl<'a> Recordings<'a> {
    /// Looks at what is in the way before anything is run.
    pub(super) fn prepare(folder: &Path, tests: &[&Test], force: bool, context: &'a Context) -> Result<Self, Failure> {
        let folder = context.path(folder);
        for test in tests {
            let file = file_of(&folder, &test.name).map_err(|error| refused(&error))?;
            if !force {
                Session::find(&file).map_err(|error| refused(&error).help("`--force` replaces it"))?;
            }
        }
        Ok(Self { folder, force, context })
    }

    /// Writes what tests said. Where another session stands, the test fails and the session stays.
    pub(super) fn keep(&self, outcomes: &mut [Outcome]) -> Result<(), Failure> {
        let (mut new, mut same) = (0, 0);
        for outcome in outcomes.iter_mut() {
            let kept = file_of(&self.folder, &outcome.test.name)
                .and_then(|file| Ok((outcome.dialogue.keep(&file, self.force)?, file)));
            match kept.map_err(|error| refused(&error))? {
                (Kept::Written, _) => new += 1,
                (Kept::Same, _) => same += 1,
                (Kept::Other { entry, byte }, file) => outcome.test.failures.push(format!(
                    "{} holds another session and stays: they differ from byte {byte} of dialogue[{entry}] on; \
                     `--force` replaces it",
                    self.context.shown(&file)
                )),
            }
        }
        let folder = self.context.shown(&self.folder);
        self.context.talk.say("Recorded", format!("sessions in {folder}: {new} written, {same} as they were"));
        Ok(())
    }
}

/// Why a session is of no use, and the way out.
fn refused(error: &SessionError) -> Failure {
    let failure = match error {
        SessionError::Io { doing: "write", path, error } => return Failure::io("write", path, error),
        SessionError::Io { doing, path, error } => {
            Failure::usage(format!("cannot {doing} {}: {}", path.display(), crate::failure::reason(error)))
        }
        error => Failure::usage(error.to_string()),
    };
    failure.help(error.way_out())
}

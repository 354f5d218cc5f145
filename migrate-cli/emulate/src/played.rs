//! Sessions that are played to tests.

use std::collections::BTreeMap;
use std::path::Path;

use migrate_session::{Session, SessionError, file_of};

use crate::Test;

/// A session that is played to a test: its peer sends, and it must say, what was recorded. What the test itself says about
/// that (`talk`, `says`, `says-as`) does not count then.
#[derive(Clone, Debug)]
pub struct Played {
    /// Its file, as people are to read it.
    pub file: String,
    /// What it holds.
    pub session: Session,
}

/// The sessions that tests name themselves, by the names of the tests. `folder` is that of the file of tests.
///
/// # Errors
/// One cannot be read.
pub fn played(tests: &[&Test], folder: &Path) -> Result<BTreeMap<String, Played>, SessionError> {
    let named = tests.iter().filter_map(|test| Some((test, test.session.as_ref()?)));
    let one = |(test, file): (&&Test, &std::path::PathBuf)| {
        let session = Session::read(&folder.join(file))?;
        Ok((test.name.clone(), Played { file: file.display().to_string(), session }))
    };
    named.map(one).collect()
}

/// The sessions of tests in a folder, where `migrate hal test --record` put them. `shown` writes a path for people. A test
/// without one is not among them.
///
/// # Errors
/// One is there and cannot be read.
pub fn played_from(
    tests: &[&Test],
    folder: &Path,
    shown: impl Fn(&Path) -> String,
) -> Result<BTreeMap<String, Played>, SessionError> {
    let mut all = BTreeMap::new();
    for test in tests {
        let path = file_of(folder, &test.name)?;
        if let Some(session) = Session::find(&path)? {
            all.insert(test.name.clone(), Played { file: shown(&path), session });
        }
    }
    Ok(all)
}

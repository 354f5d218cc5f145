//! Sessions on disk.

use std::io::Write as _;
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

use crate::{Session, SessionError};

/// How files of sessions end.
pub const SUFFIX: &str = ".session.json";

/// What became of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// There was no file, or it was to be replaced: the recording has been written.
    Written,
    /// The file holds the same dialogue and stays as it is, with its note and its turns as they were cut.
    Same,
    /// The file holds another dialogue and stays as it is. It differs in this entry, from 0, from this byte of it on.
    Other {
        /// The number of the entry.
        entry: usize,
        /// The byte in it.
        byte: usize,
    },
}

/// The file of a test in a folder of sessions.
///
/// # Errors
/// The name would lead out of the folder.
pub fn file_of(folder: &Path, name: &str) -> Result<PathBuf, SessionError> {
    let file = format!("{name}{SUFFIX}");
    let mut parts = Path::new(&file).components();
    match (parts.next(), parts.next()) {
        (Some(Component::Normal(_)), None) if !name.is_empty() => Ok(folder.join(file)),
        _ => Err(SessionError::Name(name.to_owned())),
    }
}

impl Session {
    /// Reads a file.
    ///
    /// # Errors
    /// It cannot be read, or holds no session: with the file and the place in it.
    pub fn read(path: &Path) -> Result<Self, SessionError> {
        let text = fs::read_to_string(path).map_err(|error| SessionError::io("read", path, error))?;
        Self::parse(&text).map_err(|error| SessionError::File { path: path.to_owned(), error: Box::new(error) })
    }

    /// Reads a file, if there is one.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn find(path: &Path) -> Result<Option<Self>, SessionError> {
        match Self::read(path) {
            Err(SessionError::Io { error, .. }) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            other => other.map(Some),
        }
    }

    /// Writes a recording unless the file holds another dialogue, which `replace` overwrites.
    ///
    /// # Errors
    /// What is there is no session, or nothing can be written.
    pub fn keep(&self, path: &Path, replace: bool) -> Result<Kept, SessionError> {
        let old = if replace { Self::find(path).unwrap_or_default() } else { Self::find(path)? };
        match old.map(|old| old.differs_at(self)) {
            Some(None) => return Ok(Kept::Same),
            Some(Some((entry, byte))) if !replace => return Ok(Kept::Other { entry, byte }),
            _ => {}
        }
        save(path, &self.print()).map_err(|error| SessionError::io("write", path, error))?;
        Ok(Kept::Written)
    }
}

/// In one moment, and for everybody to read: temporary files are for their owner only.
fn save(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(text.as_bytes())?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        new.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    new.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Turn;

    fn says(text: &str) -> Session {
        Session { note: None, dialogue: vec![Turn::Firmware(text.into())] }
    }

    #[test]
    fn a_recording_never_replaces_another_one_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/a.session.json");
        assert_eq!(says("one").keep(&path, false).unwrap(), Kept::Written);
        assert_eq!(says("one").keep(&path, false).unwrap(), Kept::Same);
        assert_eq!(says("onx").keep(&path, false).unwrap(), Kept::Other { entry: 0, byte: 2 });
        assert_eq!(Session::read(&path).unwrap(), says("one"));
        assert_eq!(says("onx").keep(&path, true).unwrap(), Kept::Written);
        assert_eq!(Session::read(&path).unwrap(), says("onx"));
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing else is left there");
    }

    #[test]
    fn what_a_person_wrote_about_the_same_dialogue_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.session.json");
        let edited = says("one").print().replacen("\"dialogue\"", "\"note\": \"mine\",   \"dialogue\"", 1);
        fs::write(&path, &edited).unwrap();
        for replace in [false, true] {
            assert_eq!(says("one").keep(&path, replace).unwrap(), Kept::Same);
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), edited);
    }

    #[test]
    fn what_is_no_session_is_in_the_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.session.json");
        fs::write(&path, "{ \"schema\": ").unwrap();
        let error = says("one").keep(&path, false).unwrap_err().to_string();
        assert!(error.contains("a.session.json is no session: ") && error.contains("line 1"), "{error}");
        assert_eq!(says("one").keep(&path, true).unwrap(), Kept::Written);
        assert!(matches!(Session::read(&folder.path().join("b")), Err(SessionError::Io { .. })));
        assert!(Session::find(&folder.path().join("b")).unwrap().is_none());
    }

    #[test]
    fn names_stay_in_their_folder() {
        let file = |name: &str| file_of(Path::new("d"), name).ok();
        assert_eq!(file("a_b-1"), Some(PathBuf::from("d/a_b-1.session.json")));
        for name in ["", "a/b", "../a", "/a"] {
            assert_eq!(file(name), None, "{name}");
        }
    }
}

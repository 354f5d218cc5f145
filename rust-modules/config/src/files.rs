//! The files of a configuration: the first, and those that it includes.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// A file and the directory that names in it start from.
#[derive(Debug)]
pub struct Files {
    directory: PathBuf,
}

impl Files {
    /// Opens a file by a path in the system's encoding: its text, as far as it can be read, and where what it includes
    /// is looked for.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open(path: &[u8]) -> io::Result<(Vec<u8>, Files)> {
        let mut file = File::open(OsStr::from_bytes(path))?;
        let mut text = Vec::new();
        // What cannot be read ends the text, as it does in C++.
        let _ = file.read_to_end(&mut text);
        let slash = path.iter().rposition(|byte| *byte == b'/');
        let directory = slash.map_or(&[][..], |slash| &path[..=slash]);
        Ok((text, Files { directory: Path::new(OsStr::from_bytes(directory)).into() }))
    }

    /// The text of an included file.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn include(&self, name: &[u8]) -> io::Result<Vec<u8>> {
        // An absolute name stands for itself.
        fs::read(self.directory.join(OsStr::from_bytes(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg_attr(miri, ignore = "Miri keeps files out of reach")]
    fn names_start_from_the_directory() -> io::Result<()> {
        let directory = std::env::temp_dir().join(format!("config-files-{}", std::process::id()));
        fs::create_dir_all(&directory)?;
        let (main, other) = (directory.join("main.conf"), directory.join("other.conf"));
        fs::write(&main, "main")?;
        fs::write(&other, "other")?;
        let (text, files) = Files::open(main.as_os_str().as_bytes())?;
        assert_eq!(text, b"main");
        assert_eq!(files.include(b"other.conf")?, b"other");
        assert_eq!(files.include(other.as_os_str().as_bytes())?, b"other");
        assert!(files.include(b"missing.conf").is_err());
        assert!(Files::open(b"").is_err());
        fs::remove_dir_all(directory)
    }
}

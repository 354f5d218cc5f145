//! Why a verb failed, as a person reads it and as an exit code. Every error of the libraries ends here.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use migrate_model::exit;
use migrate_scan::{IndexError, ScanError};

/// A failed verb.
#[derive(Debug)]
pub struct Failure {
    /// Exit code of the process.
    pub code: u8,
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// What else is known, one line each.
    pub notes: Vec<String>,
    /// Ways out, one line each.
    pub help: Vec<String>,
    /// The whole text for people where it is more than the parts above, such as an excerpt of a file.
    pub rendered: Option<String>,
    /// Nobody reads the answer any more: end without a word.
    pub silent: bool,
}

impl Failure {
    fn new(code: u8, message: impl Into<String>) -> Self {
        Failure { code, message: message.into(), notes: vec![], help: vec![], rendered: None, silent: false }
    }

    /// Wrong command line, configuration or compile database.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(exit::USAGE, message)
    }

    /// What has no code of its own.
    pub fn unexpected(message: impl Into<String>) -> Self {
        Self::new(exit::UNEXPECTED, message)
    }

    /// The selection is empty.
    pub fn nothing(message: impl Into<String>) -> Self {
        Self::new(exit::NOTHING_SELECTED, message)
    }

    /// The user's own build failed.
    pub fn build(message: impl Into<String>) -> Self {
        Self::new(exit::BUILD_FAILED, message)
    }

    /// A gate failed.
    pub fn gate(message: impl Into<String>) -> Self {
        Self::new(exit::GATE_FAILED, message)
    }

    /// A tool is missing.
    pub fn tool(message: impl Into<String>) -> Self {
        Self::new(exit::TOOL_MISSING, message)
    }

    /// A file or folder could not be read or written.
    pub fn io(doing: &str, path: &Path, error: &io::Error) -> Self {
        let failure = Self::unexpected(format!("cannot {doing} {}: {}", path.display(), reason(error)));
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                failure.help("the place is read-only for this user: change its permissions, or work on a copy")
            }
            io::ErrorKind::StorageFull => failure.help("the disk is full; nothing that was there is lost"),
            _ => failure,
        }
    }

    /// Standard output failed; a closed pipe is no error.
    pub fn output(error: &io::Error) -> Self {
        let pipe = error.kind() == io::ErrorKind::BrokenPipe;
        let code = if pipe { exit::OK } else { exit::UNEXPECTED };
        let message = format!("cannot write the answer: {}", reason(error));
        Failure { silent: pipe, ..Self::new(code, message) }
    }

    /// Adds a way out.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds something that is known.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Sets the whole text for people.
    #[must_use]
    pub fn rendered(mut self, text: String) -> Self {
        self.rendered = Some(text);
        self
    }

    /// An error of the scanner.
    pub fn scan(error: ScanError, locked: bool) -> Self {
        let text = error.to_string();
        match error {
            ScanError::NoDatabase(path) => Self::usage(text)
                .note(format!("the build folder stands in migrate.toml (`build`), {} is its file", path.display()))
                .help("`migrate init --build DIR` names another folder, `migrate init` looks for one"),
            ScanError::BadDatabase(_) => {
                Self::usage(text).help("configure the build again; a list of commands is expected")
            }
            ScanError::NothingSelected(_) => {
                Self::nothing(text).help("look at `build` and `scan.exclude` in migrate.toml")
            }
            ScanError::NoLibclang(_) => Self::tool(text),
            ScanError::Stale(_) => {
                Self::new(exit::STALE, text).help("run `migrate scan` without --locked, and keep its index")
            }
            ScanError::Index(e) => Self::index(e, locked),
            ScanError::Io { .. } => Self::unexpected(text),
        }
    }

    /// An index that cannot be used. Under `--locked` a stale one has a code of its own.
    pub fn index(error: IndexError, locked: bool) -> Self {
        let stale = if locked { exit::STALE } else { exit::USAGE };
        let text = error.to_string();
        match error {
            IndexError::Missing(_) => Self::usage(text).help("run `migrate scan` first"),
            IndexError::Older { .. } => Self::new(stale, text).help("run `migrate scan`: it writes a new one"),
            IndexError::Incomplete(_) => {
                Self::new(stale, text).help("run `migrate scan` again: it goes on where the last one ended")
            }
            IndexError::Newer { path, .. } => {
                Self::usage(text).help(format!("use the newer `migrate`, or delete {} and scan again", path.display()))
            }
            IndexError::Corrupt { path, .. } => Self::unexpected(text).help(format!(
                "delete {} and run `migrate scan`: it holds nothing that cannot be read again",
                path.display()
            )),
            IndexError::Sqlite { .. } => Self::unexpected(text),
        }
    }

    /// The text for people, with a line break at its end.
    pub fn text(&self) -> String {
        if let Some(text) = &self.rendered {
            return text.clone();
        }
        let bold = anstyle::Style::new().bold();
        let red = anstyle::AnsiColor::BrightRed.on_default().bold();
        let mut out = format!("{red}error{red:#}{bold}: {}{bold:#}\n", self.message);
        for (word, lines) in [("note", &self.notes), ("help", &self.help)] {
            for line in lines {
                let _ = writeln!(out, "  {bold}={bold:#} {bold}{word}{bold:#}: {}", line.replace('\n', "\n          "));
            }
        }
        out
    }
}

/// What the system said, without its error number.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

//! The file of tests.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::EmulateError;
use crate::bench::{Bench, Gate};

/// Its name, in the folder of the firmware's workspace.
pub const FILE: &str = "firmware-tests.toml";

/// Boards, and the tests on them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suite {
    /// By name.
    pub board: BTreeMap<String, Board>,
    /// In the order of the file.
    #[serde(default)]
    pub test: Vec<Test>,
    /// In the order of the file.
    #[serde(default)]
    pub bench: Vec<Bench>,
    /// In the order of the file.
    #[serde(default)]
    pub gate: Vec<Gate>,
}

/// An emulated board, and the package of its images.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Board {
    /// The cargo package whose programs are the images.
    pub package: String,
    /// Rust target of the images.
    pub target: String,
    /// The emulator.
    pub emulator: String,
    /// The Debian package that has it, for the message when it is missing.
    #[serde(default)]
    pub install: Option<String>,
    /// Its arguments up to the image.
    pub arguments: Vec<String>,
    /// Its arguments for a log of each instruction on its standard error.
    #[serde(default = "trace")]
    pub trace: Vec<String>,
}

/// One test.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// Unique.
    pub name: String,
    /// Name of the board.
    pub board: String,
    /// The program of the board's package.
    pub image: String,
    /// What the emulator hands to the image by semihosting.
    #[serde(default)]
    pub append: Option<String>,
    /// How it must end.
    #[serde(default)]
    pub end: End,
    /// What the serial line must say, from first to last.
    #[serde(default)]
    pub says: Option<String>,
    /// The serial line must say the same bytes as in the test of this name, and at least one.
    #[serde(default, rename = "says-as")]
    pub says_as: Option<String>,
    /// What is sent to the serial line, and when.
    #[serde(default)]
    pub talk: Vec<Turn>,
    /// A session that is played to it, in a file beside this one: its peer sends and it must say what was recorded.
    #[serde(default)]
    pub session: Option<PathBuf>,
    /// Longest time in seconds.
    #[serde(default = "seconds")]
    pub seconds: f64,
}

/// Time by instructions, so that every run is the same; and a log as [`mod@crate::bench`] reads it.
fn trace() -> Vec<String> {
    ["-icount", "shift=5", "-singlestep", "-d", "exec,cpu,nochain"].map(str::to_owned).into()
}

fn seconds() -> f64 {
    5.0
}

/// Something that is sent to the serial line.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// Once the line has said this, behind where the turn before found its own.
    pub after: String,
    /// What is sent.
    pub send: String,
}

/// How an image must end: `end = { exit = 0 }`, `end = "time-out"` or `end = "lock-up"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// By itself, with this exit status.
    Exit(i32),
    /// Not by itself.
    TimeOut,
    /// The core locks up, and the emulator ends by a signal.
    LockUp,
}

impl Default for End {
    fn default() -> Self {
        Self::Exit(0)
    }
}

impl Suite {
    /// Reads the file in a folder.
    pub fn read(folder: &Path) -> Result<Self, EmulateError> {
        let path = folder.join(FILE);
        let text =
            fs::read_to_string(&path).map_err(|error| EmulateError::Io { doing: "read", path: path.clone(), error })?;
        Self::parse(&text).map_err(|reason| EmulateError::Suite { path, reason })
    }

    fn parse(text: &str) -> Result<Self, String> {
        let suite: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        for (at, test) in suite.test.iter().enumerate() {
            let earlier = |name: &str| suite.test[..at].iter().any(|other| other.name == name);
            if !suite.board.contains_key(&test.board) {
                return Err(format!(
                    "the test `{}` is for the board `{}`, which is not described",
                    test.name, test.board
                ));
            }
            if earlier(&test.name) {
                return Err(format!("two tests are called `{}`", test.name));
            }
            if let Some(other) = test.says_as.as_deref().filter(|other| !earlier(other)) {
                return Err(format!(
                    "the test `{}` is to say the same as `{other}`, which no test before it is called",
                    test.name
                ));
            }
            if test.session.is_some() && (test.says.is_some() || test.says_as.is_some() || !test.talk.is_empty()) {
                return Err(format!(
                    "the test `{}` has a session, which says what is sent and said: leave out `talk`, `says` and `says-as`",
                    test.name
                ));
            }
            if !(test.seconds > 0.0 && test.seconds <= 3600.0) {
                return Err(format!(
                    "the test `{}` has {} seconds: say more than 0 and at most 3600",
                    test.name, test.seconds
                ));
            }
        }
        suite.fits()?;
        Ok(suite)
    }

    /// Benches and gates have names of their own and boards that are described.
    fn fits(&self) -> Result<(), String> {
        let benches = self.bench.iter().map(|bench| (&bench.name, &bench.board));
        let all: Vec<(&String, &String)> =
            benches.chain(self.gate.iter().map(|gate| (&gate.name, &gate.board))).collect();
        for (at, (name, board)) in all.iter().enumerate() {
            if all[..at].iter().any(|(other, _)| other == name) {
                return Err(format!("two benches or gates are called `{name}`"));
            }
            if !self.board.contains_key(*board) {
                return Err(format!("`{name}` is for the board `{board}`, which is not described"));
            }
        }
        for gate in &self.gate {
            let images = self.images(&gate.board);
            if let Some(stranger) = gate.except.iter().find(|image| !images.contains(&image.as_str())) {
                return Err(format!("the gate `{}` excepts `{stranger}`, which is no image of its board", gate.name));
            }
        }
        Ok(())
    }

    /// Images of a board that tests and benches name, each once.
    #[must_use]
    pub fn images(&self, board: &str) -> Vec<&str> {
        let of_tests = self.test.iter().filter(|test| test.board == board).map(|test| &*test.image);
        let of_benches =
            self.bench.iter().filter(|bench| bench.board == board).flat_map(|bench| [&*bench.c, &*bench.rust]);
        let mut images: Vec<&str> = of_tests.chain(of_benches).collect();
        images.sort_unstable();
        images.dedup();
        images
    }

    /// The tests whose names contain one of these, and those that they are compared with; all if none is given.
    #[must_use]
    pub fn select(&self, names: &[String]) -> Vec<&Test> {
        let named = |test: &Test| names.is_empty() || names.iter().any(|name| test.name.contains(name.as_str()));
        let chosen: Vec<&Test> = self.test.iter().filter(|test| named(test)).collect();
        let compared = |test: &Test| chosen.iter().any(|other| other.says_as.as_ref() == Some(&test.name));
        self.test.iter().filter(|test| named(test) || compared(test)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOARD: &str = "[board.b]\npackage = 'p'\ntarget = 't'\nemulator = 'e'\narguments = []\n";

    fn parse(tests: &str) -> Result<Suite, String> {
        Suite::parse(&format!("{BOARD}{tests}"))
    }

    #[test]
    fn a_test_needs_a_name_a_board_and_an_image() {
        let suite = parse("[[test]]\nname = 'a'\nboard = 'b'\nimage = 'i'\n").unwrap();
        assert_eq!((suite.test[0].end, suite.test[0].seconds), (End::Exit(0), 5.0));
    }

    #[test]
    fn ends() {
        let end = |text: &str| parse(&format!("[[test]]\nname = 'a'\nboard = 'b'\nimage = 'i'\nend = {text}\n"));
        assert_eq!(end("{ exit = 101 }").unwrap().test[0].end, End::Exit(101));
        assert_eq!(end("'time-out'").unwrap().test[0].end, End::TimeOut);
        assert!(end("'soon'").unwrap_err().contains("soon"));
    }

    #[test]
    fn what_does_not_fit_together_is_said() {
        let wrong = |tests: &str| parse(tests).unwrap_err();
        assert!(
            wrong("[[test]]\nname = 'a'\nboard = 'c'\nimage = 'i'\n").contains("the board `c`, which is not described")
        );
        let a = "[[test]]\nname = 'a'\nboard = 'b'\nimage = 'i'\n";
        assert!(wrong(&format!("{a}{a}")).contains("two tests are called `a`"));
        assert!(wrong(&format!("{a}says-as = 'a'\n")).contains("same as `a`, which no test before it"));
        assert!(wrong(&format!("{a}session = 's'\nsays = 'x'\n")).contains("leave out `talk`, `says`"));
        assert!(wrong(&format!("{a}seconds = 0\n")).contains("more than 0"));
        assert!(wrong(&format!("{a}secs = 1\n")).contains("unknown field `secs`"));
        let bench = "[[bench]]\nname = 'x'\nboard = 'b'\nc = 'i'\nrust = 'r'\n";
        assert!(wrong(&format!("{bench}{bench}")).contains("two benches or gates are called `x`"));
        assert!(wrong(&format!("{bench}limits = {{ flsh = 1 }}\n")).contains("unknown variant `flsh`"));
        let gate = "[[gate]]\nname = 'g'\nboard = 'b'\nexcept = ['z']\n";
        assert!(wrong(&format!("{bench}{gate}")).contains("excepts `z`, which is no image"));
        assert!(wrong("[[gate]]\nname = 'g'\nboard = 'c'\n").contains("the board `c`, which is not described"));
    }

    #[test]
    fn what_a_test_is_compared_with_is_selected_too() {
        let test = |name: &str, more: &str| format!("[[test]]\nname = '{name}'\nboard = 'b'\nimage = 'i'\n{more}");
        let suite = parse(&[test("c", ""), test("other", ""), test("rust", "says-as = 'c'\n")].concat()).unwrap();
        let names = |of: &[&str]| {
            let of: Vec<String> = of.iter().map(|name| (*name).to_owned()).collect();
            suite.select(&of).iter().map(|test| test.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(&["rust"]), ["c", "rust"]);
        assert_eq!(names(&[]).len(), 3);
        assert!(names(&["nothing"]).is_empty());
    }
}

//! Everything that is not the answer: standard error, in the manner of cargo. And the answer: standard output.

use std::io::Write as _;

use anstyle::{AnsiColor, Style};

use crate::args::Colour;
use crate::failure::Failure;

/// How much is said beside the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Errors only.
    Quiet,
    /// What was done and what comes next.
    Normal,
    /// Every step.
    Verbose,
}

/// Talks on standard error. A failure to talk is no failure of the verb.
#[derive(Clone, Copy, Debug)]
pub struct Talk {
    verbosity: Verbosity,
}

/// Width of the column of right-aligned verbs.
const COLUMN: usize = 12;

impl Talk {
    /// Talks as much as `verbosity` says.
    pub fn new(verbosity: Verbosity) -> Self {
        Talk { verbosity }
    }

    /// Nothing but errors is wanted.
    pub fn is_quiet(self) -> bool {
        self.verbosity == Verbosity::Quiet
    }

    /// `      Parsed 39 TUs`
    pub fn say(self, verb: &str, text: impl AsRef<str>) {
        self.line(Verbosity::Normal, AnsiColor::BrightGreen.on_default().bold(), verb, text.as_ref());
    }

    /// Like [`Talk::say`], for what only `-v` wants to know.
    pub fn detail(self, verb: &str, text: impl AsRef<str>) {
        self.line(Verbosity::Verbose, AnsiColor::BrightCyan.on_default().bold(), verb, text.as_ref());
    }

    /// The last line: the next command.
    pub fn next(self, text: impl AsRef<str>) {
        self.line(Verbosity::Normal, AnsiColor::BrightCyan.on_default().bold(), "Next", text.as_ref());
    }

    /// `warning: text`
    pub fn warn(self, text: impl AsRef<str>) {
        let (yellow, bold) = (AnsiColor::Yellow.on_default().bold(), Style::new().bold());
        self.raw(&format!("{yellow}warning{yellow:#}{bold}:{bold:#} {}\n", text.as_ref()));
    }

    /// Text that is laid out already.
    pub fn raw(self, text: &str) {
        if self.verbosity > Verbosity::Quiet {
            let _ = anstream::stderr().lock().write_all(text.as_bytes());
        }
    }

    fn line(self, least: Verbosity, style: Style, verb: &str, text: &str) {
        if self.verbosity >= least {
            let _ = writeln!(anstream::stderr().lock(), "{style}{verb:>COLUMN$}{style:#} {text}");
        }
    }
}

/// Says why a verb failed. Also `-q` says this.
pub fn complain(failure: &Failure) {
    if !failure.silent {
        let _ = anstream::stderr().lock().write_all(failure.text().as_bytes());
    }
}

/// Prints (a part of) the answer.
pub fn answer(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|e| Failure::output(&e))
}

/// Decides about colours for the rest of the process. `auto` looks at the terminal, NO_COLOR and CLICOLOR_FORCE.
pub fn choose_colour(colour: Colour) {
    let choice = match colour {
        Colour::Auto => anstream::ColorChoice::Auto,
        Colour::Always => anstream::ColorChoice::Always,
        Colour::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

//! Single calls of the compiler.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::compiler::Tool;
use crate::diagnostic::{self, Diagnostic};
use crate::inputs::prerequisites;
use crate::process::{self, Done, End};
use crate::{ProbeError, Stats};

/// What a compilation is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Product {
    /// Only what the compiler says.
    Nothing,
    /// An object whose data is read.
    Constants,
    /// An object that is linked, and whose sections tell what needs what.
    Linkable,
}

impl Product {
    /// Flags behind those of the user.
    pub(crate) fn flags(self) -> &'static [&'static str] {
        match self {
            Product::Nothing => &["-fsyntax-only"],
            Product::Constants => &["-c", "-O0", "-g0", "-fno-lto"],
            Product::Linkable => &["-c", "-O0", "-g0", "-fno-lto", "-fPIC", "-ffunction-sections", "-fdata-sections"],
        }
    }
}

/// What came of a compilation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Compiled {
    Good,
    /// At least one error, or what stands for one when the compiler crashed, hung or failed in silence.
    Bad(Vec<Diagnostic>),
}

/// Calls a compiler and counts.
#[derive(Debug)]
pub(crate) struct Calls {
    pub(crate) tool: Tool,
    pub(crate) limit: Duration,
    counters: Counters,
}

#[derive(Debug, Default)]
struct Counters {
    compiles: AtomicUsize,
    precompiled: AtomicUsize,
    listings: AtomicUsize,
    links: AtomicUsize,
    cached: AtomicUsize,
}

impl Calls {
    pub(crate) fn new(tool: Tool, limit: Duration) -> Calls {
        Calls { tool, limit, counters: Counters::default() }
    }

    pub(crate) fn stats(&self) -> Stats {
        let read = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
        Stats {
            compiles: read(&self.counters.compiles),
            precompiled: read(&self.counters.precompiled),
            listings: read(&self.counters.listings),
            links: read(&self.counters.links),
            cached: read(&self.counters.cached),
        }
    }

    pub(crate) fn count_cached(&self, answers: usize) {
        self.counters.cached.fetch_add(answers, Ordering::Relaxed);
    }

    /// Compiles a text that the compiler reads from its standard input, so that `#include "…"` starts in the folder of the
    /// compiler.
    pub(crate) fn compile(
        &self,
        product: Product,
        more: impl IntoIterator<Item = impl AsRef<OsStr>>,
        text: String,
    ) -> Result<Compiled, ProbeError> {
        self.counters.compiles.fetch_add(1, Ordering::Relaxed);
        let mut command = self.compiler(product);
        command.args(more).args(["-x", "c++", "-"]);
        self.run(&mut command, text).map(|done| self.compiled(&done))
    }

    /// Precompiles a header: a file, or a text when `header` is `-`.
    pub(crate) fn precompile(
        &self,
        product: Product,
        header: &OsStr,
        text: String,
        output: &Path,
    ) -> Result<bool, ProbeError> {
        self.counters.compiles.fetch_add(1, Ordering::Relaxed);
        self.counters.precompiled.fetch_add(1, Ordering::Relaxed);
        let mut command = self.tool.command();
        // Before the user's folders: `#include "…"` starts where the compiler runs, not where the header stands.
        command.arg("-iquote").arg(self.tool.dir()).args(&self.tool.compile_flags);
        command.args(product.flags().iter().filter(|flag| !["-c", "-fsyntax-only"].contains(flag)));
        command.args(self.tool.diagnostic_flags()).args(["-x", "c++-header", "-o"]).arg(output).arg(header);
        self.run(&mut command, text).map(|done| done.succeeded())
    }

    /// The files that a text includes, directly or not.
    pub(crate) fn listing(&self, text: String) -> Result<Result<Vec<String>, Diagnostic>, ProbeError> {
        self.counters.listings.fetch_add(1, Ordering::Relaxed);
        let mut command = self.tool.command();
        command.args(&self.tool.compile_flags).args(self.tool.diagnostic_flags()).args(["-M", "-x", "c++", "-"]);
        let done = self.run(&mut command, text)?;
        if done.succeeded() { Ok(Ok(prerequisites(&done.stdout))) } else { Ok(Err(self.errors(&done).remove(0))) }
    }

    /// Links; what the linker says is the caller's to read.
    pub(crate) fn link(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Result<Done, ProbeError> {
        self.counters.links.fetch_add(1, Ordering::Relaxed);
        let mut command = self.tool.command();
        command.args(&self.tool.link_flags).arg("-w").args(arguments);
        self.run(&mut command, String::new())
    }

    fn compiler(&self, product: Product) -> Command {
        let mut command = self.tool.command();
        command.args(&self.tool.compile_flags).args(product.flags()).args(self.tool.diagnostic_flags());
        command
    }

    fn run(&self, command: &mut Command, text: String) -> Result<Done, ProbeError> {
        let what = || format!("cannot run {}", command.get_program().to_string_lossy());
        let context = what();
        process::run(command, text, self.limit).map_err(ProbeError::io(context))
    }

    fn compiled(&self, done: &Done) -> Compiled {
        if done.succeeded() { Compiled::Good } else { Compiled::Bad(self.errors(done)) }
    }

    /// The errors of a call that failed, at least one.
    fn errors(&self, done: &Done) -> Vec<Diagnostic> {
        let mut errors = diagnostic::errors(&done.stderr);
        let silent = errors.is_empty();
        errors.extend(last_words(done, self.limit, silent).map(|message| Diagnostic {
            message,
            at: None,
            context: Vec::new(),
            about: String::new(),
        }));
        errors
    }
}

/// What stands for an error when a compiler did not end by itself or (`silent`) said nothing that reads like an error.
fn last_words(done: &Done, limit: Duration, silent: bool) -> Option<String> {
    match done.end {
        End::Timeout => Some(format!("the compiler took more than {} s", limit.as_secs_f64())),
        End::Signal(signal) => Some(format!("the compiler was ended by signal {signal}")),
        End::Code(code) if silent => {
            let said = done.stderr.lines().map(str::trim).find(|line| !line.is_empty());
            Some(said.map_or_else(|| format!("the compiler failed with code {code} and said nothing"), str::to_owned))
        }
        End::Code(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_has_words() {
        let done = |end, stderr: &str| Done { end, stdout: String::new(), stderr: stderr.to_owned() };
        let say = |end, stderr, silent| last_words(&done(end, stderr), Duration::from_secs(2), silent);
        assert_eq!(say(End::Timeout, "", true).as_deref(), Some("the compiler took more than 2 s"));
        assert_eq!(say(End::Signal(11), "", false).as_deref(), Some("the compiler was ended by signal 11"));
        assert_eq!(say(End::Code(1), "\n  oops\nmore", true).as_deref(), Some("oops"));
        assert_eq!(say(End::Code(1), "", true).as_deref(), Some("the compiler failed with code 1 and said nothing"));
        assert_eq!(say(End::Code(1), "x:1: error: y", false), None);
    }
}

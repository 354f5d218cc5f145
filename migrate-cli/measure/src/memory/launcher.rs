//! What a command uses: CPU time and its peak of resident memory, by what the kernel charges it. A child starts with the
//! resident size of whoever starts it, so a tiny program does that.

use std::fs::File;
use std::io::{self, Read as _};
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use rustix::io::{FdFlags, fcntl_setfd};

use super::compiled::{CompileError, build};
use crate::process::ending;

const SOURCE: &str = include_str!("launcher.c");
/// How often a running command is asked whether it is over: often enough to be no part of what is measured, which the launcher
/// times itself.
const TICK: Duration = Duration::from_millis(1);
/// Exit code of the launcher's child if there is no such program.
const NO_PROGRAM: i32 = 127;

/// Runs commands.
pub(crate) struct Launcher(Option<PathBuf>);

/// What a command used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Used {
    /// CPU time in nanoseconds, of itself and of what it has waited for.
    pub(crate) cpu: u64,
    /// Wall time in nanoseconds.
    pub(crate) wall: u64,
    /// Largest resident size in bytes, if it is known.
    pub(crate) peak: Option<u64>,
    /// How it ended, in words.
    pub(crate) ending: String,
}

/// How the run of a command ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// As it likes.
    Itself(Used),
    /// It took too long, and has been stopped.
    Late,
    /// Ctrl-C.
    Interrupted,
}

impl Launcher {
    /// Builds the launcher in a folder.
    ///
    /// # Errors
    /// There is no C compiler, it does not take the source, or the folder cannot be written.
    pub(crate) fn build(folder: &Path) -> Result<Launcher, CompileError> {
        // Not every machine has static libraries; what the other kind maps is a few pages more.
        let made = build(folder, "launcher", SOURCE, &["-O2", "-static"], &[]);
        made.or_else(|_| build(folder, "launcher", SOURCE, &["-O2"], &[])).map(|path| Launcher(Some(path)))
    }

    /// Starts commands itself, and does not know their peaks.
    #[must_use]
    pub(crate) fn none() -> Launcher {
        Launcher(None)
    }

    /// Runs a command, its output to a file; `padding` bytes of environment move its stack.
    ///
    /// # Errors
    /// It cannot be started.
    pub(crate) fn run(
        &self,
        words: &[String],
        padding: usize,
        output: File,
        limit: Duration,
        stop: &AtomicBool,
    ) -> io::Result<Ended> {
        let (mut reader, writer) = io::pipe()?;
        let mut command = match &self.0 {
            Some(launcher) => {
                let mut command = Command::new(launcher);
                let writer = OwnedFd::from(writer);
                fcntl_setfd(&writer, FdFlags::empty())?;
                command.arg(writer.as_raw_fd().to_string()).args(words);
                let command = self.prepared(command, padding, output);
                return self.wait(command, limit, stop, Some((&mut reader, writer)));
            }
            None => Command::new(&words[0]),
        };
        command.args(&words[1..]);
        let command = self.prepared(command, padding, output);
        self.wait(command, limit, stop, None)
    }

    fn prepared(&self, mut command: Command, padding: usize, output: File) -> Command {
        command.stdin(Stdio::null()).stdout(output).stderr(Stdio::null()).process_group(0);
        command.env("MIGRATE_BENCH_PADDING", "x".repeat(padding));
        command
    }

    fn wait(
        &self,
        mut command: Command,
        limit: Duration,
        stop: &AtomicBool,
        told: Option<(&mut io::PipeReader, OwnedFd)>,
    ) -> io::Result<Ended> {
        let before = charged()?;
        let began = Instant::now();
        let mut child = command.spawn()?;
        let told = told.map(|(reader, writer)| {
            drop(writer);
            reader
        });
        let status = loop {
            if let Some(status) = child.try_wait()? {
                break status;
            }
            let late = began.elapsed() >= limit;
            if late || stop.load(Ordering::Relaxed) {
                let _ = killpg(Pid::from_raw(child.id() as i32), Signal::SIGKILL);
                let _ = child.wait();
                return Ok(if late { Ended::Late } else { Ended::Interrupted });
            }
            std::thread::sleep(TICK);
        };
        let Some(reader) = told else {
            let cpu = charged()? - before;
            let wall = began.elapsed().as_nanos() as u64;
            return Ok(Ended::Itself(Used { cpu, wall, peak: None, ending: ending(status) }));
        };
        let mut text = String::new();
        reader.read_to_string(&mut text)?;
        used(&text).map(Ended::Itself)
    }
}

/// What the launcher says.
fn used(text: &str) -> io::Result<Used> {
    let numbers: Vec<i64> = text.split_whitespace().filter_map(|n| n.parse().ok()).collect();
    let [status, user, system, wall, peak] = numbers.as_slice() else {
        return Err(io::Error::other("the launcher said nothing"));
    };
    let status = ExitStatus::from_raw(*status as i32);
    if status.code() == Some(NO_PROGRAM) {
        return Err(io::Error::from(io::ErrorKind::NotFound));
    }
    let number = |n: &i64| n.unsigned_abs();
    Ok(Used {
        cpu: (number(user) + number(system)) * 1000,
        wall: number(wall),
        peak: Some(number(peak) * 1024),
        ending: ending(status),
    })
}

/// CPU time of all children so far, in nanoseconds.
fn charged() -> io::Result<u64> {
    let used = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let of = |t: nix::sys::time::TimeVal| (t.tv_sec() * 1_000_000 + t.tv_usec()).unsigned_abs() * 1000;
    Ok(of(used.user_time()) + of(used.system_time()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(words: &[&str]) -> io::Result<Ended> {
        let folder = tempfile::tempdir().unwrap();
        let launcher = Launcher::build(folder.path()).unwrap();
        let output = File::create(folder.path().join("out")).unwrap();
        let words: Vec<String> = words.iter().map(|&w| w.to_owned()).collect();
        launcher.run(&words, 0, output, Duration::from_secs(10), &AtomicBool::new(false))
    }

    /// The peak is that of the command, however large this process is.
    #[test]
    fn a_large_parent_is_not_in_a_childs_peak() {
        let held = std::hint::black_box(vec![1_u8; 500 << 20]);
        let Ended::Itself(used) = run(&["sh", "-c", "exit 3"]).unwrap() else { panic!("it ends") };
        assert_eq!(used.ending, "exit code 3");
        assert!(used.peak.unwrap() < 8 << 20, "{used:?}");
        drop(held);
    }

    #[test]
    fn a_missing_program_is_an_error() {
        assert_eq!(run(&["no-such-program-anywhere"]).unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn what_never_ends_is_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let launcher = Launcher::build(folder.path()).unwrap();
        let output = File::create(folder.path().join("out")).unwrap();
        let words = ["sleep".to_owned(), "60".to_owned()];
        let ended = launcher.run(&words, 0, output, Duration::from_millis(50), &AtomicBool::new(false)).unwrap();
        assert_eq!(ended, Ended::Late);
    }
}

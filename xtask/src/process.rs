//! Running other programs: captured, logged, with an error that shows the end of what they said.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitStatus, Output, Stdio};
use std::sync::{Mutex, mpsc};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// How many lines of a failed program's output an error shows.
const TAIL: usize = 40;
/// How long any program may take. What hangs fails by name, long before whoever waits for all the checks gives up.
const LIMIT: Duration = Duration::from_secs(30 * 60);
/// How long to wait for the output of what was killed: something that it has started may still hold the pipe.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// A program about to run.
pub(crate) struct Run {
    command: Command,
    log: Option<File>,
    limit: Duration,
}

/// A program that has run.
pub(crate) struct Finished {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    shown: String,
    /// The time it had, if it did not end within it.
    late: Option<Duration>,
}

impl Run {
    pub(crate) fn new(program: impl AsRef<OsStr>, log: Option<File>) -> Run {
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        Run { command, log, limit: LIMIT }
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Run {
        self.command.arg(arg);
        self
    }

    pub(crate) fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Run {
        self.command.args(args);
        self
    }

    pub(crate) fn dir(mut self, dir: &Path) -> Run {
        self.command.current_dir(dir);
        self
    }

    pub(crate) fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Run {
        self.command.env(key, value);
        self
    }

    pub(crate) fn env_remove(mut self, key: &str) -> Run {
        self.command.env_remove(key);
        self
    }

    /// How long it may take, if not as long as any program.
    pub(crate) fn limit(mut self, limit: Duration) -> Run {
        self.limit = limit;
        self
    }

    /// Runs it and gives back whatever came out of it, in time; a program that is late is an error.
    pub(crate) fn finish(self) -> Result<Finished> {
        self.until_killed()?.in_time()
    }

    /// Runs it and gives back whatever came out of it, also of a program that was killed because it took too long;
    /// only one that cannot be started is an error.
    pub(crate) fn until_killed(mut self) -> Result<Finished> {
        let shown = shown(&self.command);
        if let Some(log) = &mut self.log {
            writeln!(log, "$ {shown}").ok();
        }
        let (output, late) = output(&mut self.command, self.limit).with_context(|| format!("cannot run {shown}"))?;
        if let Some(log) = &mut self.log {
            log.write_all(&output.stdout).ok();
            log.write_all(&output.stderr).ok();
        }
        Ok(Finished {
            status: output.status,
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            shown,
            late: late.then_some(self.limit),
        })
    }

    /// Runs it; any exit code but 0 is an error.
    pub(crate) fn ok(self) -> Result<Finished> {
        self.finish()?.succeeded()
    }

    /// Runs it and gives back its standard output.
    pub(crate) fn stdout(self) -> Result<String> {
        Ok(self.ok()?.stdout)
    }

    /// Runs it with the user's terminal; any exit code but 0 is an error.
    pub(crate) fn show(mut self) -> Result<()> {
        let shown = shown(&self.command);
        let status = self.command.status().with_context(|| format!("cannot run {shown}"))?;
        if !status.success() {
            bail!("{shown}: {status}");
        }
        Ok(())
    }

    /// The bare command, for callers that need the running child.
    pub(crate) fn into_command(self) -> Command {
        self.command
    }
}

/// Runs all, so many at a time; what came out of each, in the order in which they are given.
pub(crate) fn all(runs: Vec<Run>, jobs: usize) -> Vec<Result<Finished>> {
    let waiting = Mutex::new(runs.into_iter().enumerate());
    let done = Mutex::new(Vec::new());
    let next = || waiting.lock().expect("nobody panics with it").next();
    let work = || {
        while let Some((at, run)) = next() {
            let result = run.finish();
            done.lock().expect("nobody panics with it").push((at, result));
        }
    };
    std::thread::scope(|scope| (0..jobs).for_each(|_| drop(scope.spawn(work))));
    let mut done = done.into_inner().expect("nobody panics with it");
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// What comes out of a program, and whether it was killed for being late, with all that it has started.
fn output(command: &mut Command, limit: Duration) -> std::io::Result<(Output, bool)> {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let id = child.id();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(child.wait_with_output()));
    match receiver.recv_timeout(limit) {
        Ok(output) => Ok((output?, false)),
        Err(_) => {
            for id in family(id) {
                // Whoever has ended meanwhile need not be killed.
                kill(Pid::from_raw(id as i32), Signal::SIGKILL).ok();
            }
            let silent = |_| std::io::Error::other("it was late, and cannot be stopped");
            Ok((receiver.recv_timeout(LAST_WORDS).map_err(silent)??, true))
        }
    }
}

/// A process and all that descend from it, by what the system says now.
fn family(ancestor: u32) -> Vec<u32> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = entries.filter_map(|e| e.file_name().to_str()?.parse().ok());
    // The parent is the second field after the name, which is in parentheses and may hold anything.
    let parent = |id: u32| -> Option<u32> {
        let text = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        text.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
    };
    let parents: Vec<(u32, u32)> = ids.filter_map(|id| Some((id, parent(id)?))).collect();
    let mut family = vec![ancestor];
    let mut next = 0;
    while let Some(&member) = family.get(next) {
        family.extend(parents.iter().filter(|(_, parent)| *parent == member).map(|(id, _)| id));
        next += 1;
    }
    family
}

impl Finished {
    /// Being late is an error.
    fn in_time(self) -> Result<Finished> {
        if self.late.is_none() { Ok(self) } else { Err(self.error()) }
    }

    /// Whether it was killed because it took too long.
    pub(crate) fn late(&self) -> bool {
        self.late.is_some()
    }

    /// Any exit code but 0 is an error.
    pub(crate) fn succeeded(self) -> Result<Finished> {
        if self.status.success() { Ok(self) } else { Err(self.error()) }
    }

    /// An error that names the command, how it ended, and the end of what it said.
    pub(crate) fn error(&self) -> anyhow::Error {
        let both = format!("{}{}", self.stdout, self.stderr);
        let lines: Vec<&str> = both.lines().collect();
        let tail = lines[lines.len().saturating_sub(TAIL)..].join("\n");
        let ended = match self.late {
            Some(limit) => format!("killed, as it had not ended after {} s", limit.as_secs()),
            None => self.status.to_string(),
        };
        anyhow::anyhow!("{}: {ended}\n{tail}", self.shown)
    }
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|w| quoted(&w.to_os_string())).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &OsString) -> String {
    let text = word.to_string_lossy();
    if text.is_empty() || text.contains(|c: char| c.is_whitespace() || "'\"$;&|<>()".contains(c)) {
        format!("'{}'", text.replace('\'', r"'\''"))
    } else {
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failure_names_command_and_output() {
        let error = Run::new("sh", None).args(["-c", "echo out; echo err >&2; exit 3"]).ok().err().unwrap().to_string();
        assert!(error.starts_with("sh -c 'echo out; echo err >&2; exit 3': exit status: 3"), "{error}");
        assert!(error.contains("out\nerr"), "{error}");
    }

    #[test]
    fn what_hangs_is_killed_with_all_that_it_has_started() {
        let start = std::time::Instant::now();
        let script = "echo before; sh -c 'sleep 1000 & wait'; echo after";
        let run = || Run::new("sh", None).args(["-c", script]).limit(Duration::from_millis(300));
        let error = run().ok().err().unwrap().to_string();
        assert!(error.contains("killed, as it had not ended after 0 s\nbefore"), "{error}");
        let done = run().until_killed().unwrap();
        assert!(done.late() && done.stdout == "before\n" && !done.status.success());
        // Had the innermost lived on, its pipe would have been open for a thousand seconds.
        assert!(start.elapsed() < Duration::from_secs(100));
    }

    #[test]
    fn all_run_at_once_and_answer_in_order() {
        let run = |text: &str| Run::new("sh", None).args(["-c", text]);
        // The first ends only if the second runs beside it.
        let dir = tempfile::tempdir().unwrap();
        let there = dir.path().join("there").display().to_string();
        let waits = format!("while [ ! -e {there} ]; do sleep 0.01; done; echo first");
        let done = all(vec![run(&waits), run(&format!("touch {there}; echo second; exit 3")), run("echo third")], 2);
        let said: Vec<_> = done.into_iter().map(|d| d.unwrap()).map(|d| (d.stdout, d.status.code())).collect();
        let expected = [("first\n", 0), ("second\n", 3), ("third\n", 0)].map(|(s, c)| (s.to_owned(), Some(c)));
        assert_eq!(said, expected);
    }

    #[test]
    fn a_long_output_is_cut_to_its_end() {
        let error = Run::new("sh", None).args(["-c", "seq 100; exit 1"]).ok().err().unwrap().to_string();
        assert!(error.ends_with("\n100") && !error.contains("\n60\n"), "{error}");
    }
}

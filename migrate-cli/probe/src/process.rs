//! Runs one process with a text on its standard input and a limit on its time.

use std::io::{Read, Write};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

/// Bytes kept of each output; templates can make a compiler say very much.
const KEPT: u64 = 64 << 20;
/// Time that the pipes of a killed process have to close.
const GRACE: Duration = Duration::from_secs(5);
/// Between two looks at a process that has closed its outputs but has not ended.
const NAP: Duration = Duration::from_millis(1);

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// By itself, with this code.
    Code(i32),
    /// By this signal.
    Signal(i32),
    /// It was killed because it took too long.
    Timeout,
}

/// A process that has ended.
#[derive(Clone, Debug)]
pub struct Done {
    /// How it ended.
    pub end: End,
    /// What it wrote to its standard output.
    pub stdout: String,
    /// What it wrote to its standard error.
    pub stderr: String,
}

impl Done {
    /// It ended by itself, with code 0.
    #[must_use]
    pub fn succeeded(&self) -> bool {
        self.end == End::Code(0)
    }
}

/// Runs a command in a process group of its own. When the time is over, the whole group is killed: a compiler driver leaves
/// the work to children.
///
/// # Errors
/// If the process cannot be started.
pub fn run(command: &mut Command, input: String, limit: Duration) -> std::io::Result<Done> {
    let deadline = Instant::now() + limit;
    let mut child =
        command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // Not joined: a process that reads nothing ends the write by ending.
        std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    }
    let stdout = child.stdout.take().map(collect);
    let stderr = child.stderr.take().map(collect);
    let outputs = [&stdout, &stderr].map(|output| receive(output.as_ref(), left(deadline)));
    let status = if outputs.iter().all(Option::is_some) { wait(&mut child, deadline)? } else { None };
    let end = match status {
        Some(status) => end(status),
        None => {
            kill(&mut child)?;
            End::Timeout
        }
    };
    let [out, err] = outputs;
    let text = |early: Option<String>, output| early.or_else(|| receive(output, GRACE)).unwrap_or_default();
    Ok(Done { end, stdout: text(out, stdout.as_ref()), stderr: text(err, stderr.as_ref()) })
}

fn left(deadline: Instant) -> Duration {
    deadline.saturating_duration_since(Instant::now())
}

/// Reads an output to its end on a thread of its own.
fn collect(mut output: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut kept = Vec::new();
        // What was read before an error is as good as without it.
        let _ = output.by_ref().take(KEPT).read_to_end(&mut kept);
        let _ = std::io::copy(&mut output, &mut std::io::sink());
        let _ = sender.send(String::from_utf8_lossy(&kept).into_owned());
    });
    receiver
}

fn receive(output: Option<&Receiver<String>>, limit: Duration) -> Option<String> {
    output.map_or_else(|| Some(String::new()), |o| o.recv_timeout(limit).ok())
}

fn wait(child: &mut Child, deadline: Instant) -> std::io::Result<Option<ExitStatus>> {
    loop {
        match child.try_wait()? {
            Some(status) => return Ok(Some(status)),
            None if left(deadline).is_zero() => return Ok(None),
            None => std::thread::sleep(NAP),
        }
    }
}

fn kill(child: &mut Child) -> std::io::Result<()> {
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        // It may have ended just now.
        let _ = kill_process_group(group, Signal::KILL);
    }
    child.wait().map(|_| ())
}

fn end(status: ExitStatus) -> End {
    match (status.code(), status.signal()) {
        (Some(code), _) => End::Code(code),
        (None, signal) => End::Signal(signal.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str, input: &str, limit: Duration) -> Done {
        run(Command::new("sh").args(["-c", script]), input.to_owned(), limit).unwrap()
    }

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn both_outputs_and_the_code_are_kept() {
        let done = sh("cat; echo wrong >&2; exit 3", "text", LONG);
        assert_eq!((done.end, done.stdout.as_str(), done.stderr.as_str()), (End::Code(3), "text", "wrong\n"));
        assert!(!done.succeeded());
        assert_eq!(sh("kill -9 $$", "", LONG).end, End::Signal(9));
    }

    #[test]
    fn unread_input_does_no_harm() {
        assert!(sh("exec 0<&-", &"x".repeat(1 << 20), LONG).succeeded());
    }

    #[test]
    fn a_slow_process_is_killed_with_its_children() {
        let start = Instant::now();
        let done = sh("echo early; sleep 60 & sleep 60; true", "", Duration::from_millis(200));
        assert_eq!((done.end, done.stdout.as_str()), (End::Timeout, "early\n"));
        assert!(start.elapsed() < Duration::from_secs(30));
        assert_eq!(sh("exec >&- 2>&-; sleep 60", "", Duration::from_millis(200)).end, End::Timeout);
    }
}

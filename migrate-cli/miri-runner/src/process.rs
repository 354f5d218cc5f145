//! Runs one process and hands on what it says, line by line, until it ends, falls silent for too long, or is to stop.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

/// Longest line in bytes; a longer one comes in pieces.
const LINE: u64 = 16 << 20;
/// Lines that wait to be read before the process has to wait.
const WAITING: usize = 1024;
/// Between two looks at `stop` and the clock.
const NAP: Duration = Duration::from_millis(50);
/// How long lines are awaited behind the end of the process; a child that it left behind may hold its outputs open.
const GRACE: Duration = Duration::from_secs(5);

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// By itself, with this code.
    Code(i32),
    /// By this signal.
    Signal(i32),
    /// It was killed because there was no sign of life for too long.
    Timeout,
    /// It was killed because the caller wanted that.
    Stopped,
}

/// A line, without its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Of standard output.
    Out(String),
    /// Of standard error.
    Err(String),
}

/// Runs a command in a process group of its own, which is killed as a whole: cargo leaves the work to children.
/// `hear` says whether a line is a sign of life, from which `limit` counts anew.
pub(crate) fn stream(
    command: &mut Command,
    limit: Option<Duration>,
    stop: &AtomicBool,
    hear: &mut dyn FnMut(Line) -> bool,
) -> std::io::Result<End> {
    let mut child =
        command.process_group(0).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (sender, lines) = mpsc::sync_channel(WAITING);
    if let Some(out) = child.stdout.take() {
        read(out, sender.clone(), Line::Out);
    }
    if let Some(err) = child.stderr.take() {
        read(err, sender, Line::Err);
    }
    let mut alive = Instant::now();
    let mut status: Option<(ExitStatus, Instant)> = None;
    loop {
        match lines.recv_timeout(NAP) {
            Ok(line) => {
                if hear(line) {
                    alive = Instant::now();
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) if status.is_none() => std::thread::sleep(NAP),
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if status.is_none() {
            status = child.try_wait()?.map(|s| (s, Instant::now()));
        }
        let early = match &status {
            _ if stop.load(Ordering::Relaxed) => Some(End::Stopped),
            None if limit.is_some_and(|l| alive.elapsed() > l) => Some(End::Timeout),
            Some((_, since)) if since.elapsed() > GRACE => break,
            _ => None,
        };
        if let Some(end) = early {
            kill(&mut child)?;
            return Ok(end);
        }
    }
    Ok(status.map_or(End::Signal(0), |(s, _)| end(s)))
}

/// Hands the lines of an output on, on a thread of its own.
fn read(output: impl Read + Send + 'static, sender: SyncSender<Line>, kind: fn(String) -> Line) {
    std::thread::spawn(move || {
        let mut output = BufReader::new(output);
        let mut bytes = Vec::new();
        while output.by_ref().take(LINE).read_until(b'\n', &mut bytes).is_ok_and(|n| n > 0) {
            let line = String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned();
            if sender.send(kind(line)).is_err() {
                return;
            }
            bytes.clear();
        }
    });
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

    fn sh(script: &str, limit: Option<Duration>, stop: bool) -> (End, Vec<Line>) {
        let mut lines = Vec::new();
        let stop = AtomicBool::new(stop);
        let end = stream(Command::new("sh").args(["-c", script]), limit, &stop, &mut |line| {
            lines.push(line);
            true
        });
        (end.unwrap(), lines)
    }

    #[test]
    fn lines_of_both_outputs_and_the_code() {
        let (end, mut lines) = sh("echo a; printf b; echo c >&2; exit 3", None, false);
        lines.sort_by_key(|line| format!("{line:?}"));
        assert_eq!(end, End::Code(3));
        assert_eq!(lines, [Line::Err("c".into()), Line::Out("a".into()), Line::Out("b".into())]);
        assert_eq!(sh("kill -9 $$", None, false).0, End::Signal(9));
    }

    #[test]
    fn a_silent_process_is_killed_with_its_children() {
        let (end, lines) = sh("echo early; sleep 60 & sleep 60; true", Some(Duration::from_secs(2)), false);
        assert_eq!((end, lines), (End::Timeout, vec![Line::Out("early".into())]));
        assert_eq!(sh("exec >&- 2>&-; sleep 60", Some(Duration::from_secs(2)), false).0, End::Timeout);
    }

    #[test]
    fn the_caller_can_stop_it() {
        assert_eq!(sh("sleep 60", None, true).0, End::Stopped);
    }
}

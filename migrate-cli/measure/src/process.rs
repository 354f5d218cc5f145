//! Worker processes: each starts at other addresses, may crash, and may never end.

use std::ffi::OsString;
use std::io::{Read, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};

use crate::mark::{Doing, last};
use crate::protocol::{Answer, Task};

/// How often a running worker is asked about Ctrl-C.
const TICK: Duration = Duration::from_millis(50);
/// How much of what a worker prints is kept: the end.
const KEPT: usize = 16 * 1024;

/// How workers are started.
#[derive(Clone, Debug)]
pub(crate) struct Workers<'a> {
    /// The program, and the word that makes it a worker.
    pub(crate) program: (&'a Path, &'a str),
    /// Where shared objects find what stands beside them.
    pub(crate) libraries: OsString,
    /// How long one may take.
    pub(crate) limit: Duration,
    /// Ends everything.
    pub(crate) stop: &'a AtomicBool,
}

/// What is around one worker.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Around<'a> {
    /// Bytes of environment, which move its stack.
    pub(crate) padding: usize,
    /// What is loaded before all else.
    pub(crate) preload: Option<&'a Path>,
    /// The program that runs it, with its options.
    pub(crate) under: &'a [OsString],
}

/// Why a worker gave no answer.
#[derive(Debug)]
pub(crate) enum Broken {
    /// It ended otherwise.
    Crashed {
        doing: Doing,
        how: String,
        said: String,
        /// Most bytes that it had resident.
        size: u64,
    },
    /// It took longer than this.
    Late(Doing, Duration),
    /// Ctrl-C.
    Interrupted,
    /// It could not be started.
    Io(std::io::Error),
}

impl Workers<'_> {
    /// Has a worker do a task.
    pub(crate) fn ask(&self, task: &Task, mark: &Path, around: Around<'_>) -> Result<Answer, Broken> {
        std::fs::write(mark, [0; 8]).map_err(Broken::Io)?;
        let mut words = around.under.iter().map(OsString::as_os_str).chain([self.program.0.as_os_str()]);
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).arg(self.program.1).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.env("LD_LIBRARY_PATH", &self.libraries).env("MIGRATE_BENCH_PADDING", "x".repeat(around.padding));
        if let Some(library) = around.preload {
            command.env("LD_PRELOAD", library);
        }
        let mut child = command.spawn().map_err(Broken::Io)?;
        let task = serde_json::to_vec(task).map_err(|e| Broken::Io(e.into()))?;
        if let Some(mut stdin) = child.stdin.take() {
            // A worker that is gone already shows in how it ended.
            let _ = stdin.write_all(&task);
        }
        self.listen(child, mark)
    }

    fn listen(&self, mut child: Child, mark: &Path) -> Result<Answer, Broken> {
        let (send, answers) = channel();
        let stdout = child.stdout.take();
        std::thread::spawn(move || {
            let mut text = Vec::new();
            if let Some(mut stdout) = stdout {
                let _ = stdout.read_to_end(&mut text);
            }
            let _ = send.send(text);
        });
        let stderr = child.stderr.take();
        let said = std::thread::spawn(move || stderr.map(tail).unwrap_or_default());
        let began = Instant::now();
        let text = loop {
            match answers.recv_timeout(TICK) {
                Ok(text) => break text,
                Err(RecvTimeoutError::Disconnected) => break Vec::new(),
                Err(RecvTimeoutError::Timeout) => {}
            }
            let late = began.elapsed() >= self.limit;
            if late || self.stop.load(Ordering::Relaxed) {
                let _ = child.kill();
                let _ = child.wait();
                return Err(if late { Broken::Late(last(mark), self.limit) } else { Broken::Interrupted });
            }
        };
        let status = child.wait().map_err(Broken::Io)?;
        match serde_json::from_slice(&text) {
            // An answer is one, even if what was measured breaks at the very end.
            Ok(answer) => Ok(answer),
            Err(_) => {
                let size = getrusage(UsageWho::RUSAGE_CHILDREN).map_or(0, |used| used.max_rss().unsigned_abs() * 1024);
                let said = said.join().unwrap_or_default();
                Err(Broken::Crashed { doing: last(mark), how: ending(status), said, size })
            }
        }
    }
}

/// How a process ended, in words.
pub(crate) fn ending(status: ExitStatus) -> String {
    match (status.code(), status.signal().and_then(|s| nix::sys::signal::Signal::try_from(s).ok())) {
        (Some(code), _) => format!("exit code {code}"),
        (None, Some(signal)) => format!("signal {signal}"),
        (None, None) => "a signal".to_owned(),
    }
}

/// The end of what can be read.
fn tail(mut from: impl Read) -> String {
    let mut kept = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        kept.extend_from_slice(&buffer[..read]);
        if kept.len() > 2 * KEPT {
            kept.drain(..kept.len() - KEPT);
        }
    }
    String::from_utf8_lossy(&kept).trim().to_owned()
}

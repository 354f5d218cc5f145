//! Worker processes: one for each slot, replaced when it dies, killed when a TU takes too long.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::io::{BufReader, BufWriter, Read};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use crate::ScanError;
use crate::protocol::{Hello, Ready, Reply, Request, Status, read_frame, write_frame};

/// Time that a worker may take to load libclang.
const START_LIMIT: Duration = Duration::from_secs(60);
/// Bytes kept of a worker's last words.
const LAST_WORDS: usize = 16 << 10;

/// How to run workers.
pub(crate) struct Plan<'a> {
    pub(crate) jobs: usize,
    pub(crate) command: &'a [OsString],
    pub(crate) hello: Hello,
    pub(crate) limit: Duration,
}

/// Reads every request and hands the replies to `sink`, in the order in which they come.
pub(crate) fn run(
    plan: &Plan<'_>,
    work: Vec<(usize, Request)>,
    sink: &mut dyn FnMut(usize, Reply) -> Result<(), ScanError>,
) -> Result<(), ScanError> {
    let slots = plan.jobs.clamp(1, work.len().max(1));
    let queue = Mutex::new(VecDeque::from(work));
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let (sender, replies) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..slots {
            let sender = sender.clone();
            scope.spawn(|| slot(plan, next, sender));
        }
        drop(sender);
        let mut result = Ok(());
        for message in replies {
            if result.is_err() {
                continue;
            }
            result = message.and_then(|(id, reply)| sink(id, reply));
            if result.is_err() {
                queue.lock().unwrap_or_else(PoisonError::into_inner).clear();
            }
        }
        result
    })
}

type Message = Result<(usize, Reply), ScanError>;

fn slot(plan: &Plan<'_>, next: impl Fn() -> Option<(usize, Request)>, sender: mpsc::Sender<Message>) {
    let mut worker: Option<Worker> = None;
    while let Some((id, request)) = next() {
        let mut running = match worker.take() {
            Some(w) => w,
            None => match Worker::start(plan) {
                Ok(w) => w,
                Err(e) => {
                    let _ = sender.send(Err(e));
                    return;
                }
            },
        };
        let reply = match running.ask(&request, plan.limit) {
            Answer::Reply(reply) => {
                if reply.status != Status::Crashed {
                    worker = Some(running);
                }
                *reply
            }
            Answer::Dead(status) => empty(&request, status, plan.limit),
        };
        if sender.send(Ok((id, reply))).is_err() {
            return;
        }
    }
}

fn empty(request: &Request, status: Status, limit: Duration) -> Reply {
    Reply {
        status,
        groups: Vec::new(),
        reads: vec![request.main.clone()],
        missing: Vec::new(),
        findings: Vec::new(),
        cpu_millis: if status == Status::Timeout { u64::try_from(limit.as_millis()).unwrap_or(u64::MAX) } else { 0 },
        peak_bytes: 0,
    }
}

enum Answer {
    Reply(Box<Reply>),
    /// The process ended, or was ended, without an answer.
    Dead(Status),
}

struct Worker {
    child: Child,
    input: BufWriter<ChildStdin>,
    replies: mpsc::Receiver<Reply>,
    last_words: Arc<Mutex<Vec<u8>>>,
}

impl Worker {
    fn start(plan: &Plan<'_>) -> Result<Worker, ScanError> {
        let io = |source| ScanError::Io { context: "cannot start a worker process".to_owned(), source };
        let (program, arguments) = plan.command.split_first().ok_or_else(|| io(std::io::ErrorKind::NotFound.into()))?;
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(io)?;
        let (Some(input), Some(output), Some(errors)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(io(std::io::ErrorKind::BrokenPipe.into()));
        };
        let last_words = Arc::new(Mutex::new(Vec::new()));
        listen(errors, Arc::clone(&last_words));
        let (ready_sender, ready) = mpsc::channel();
        let (reply_sender, replies) = mpsc::channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            if let Ok(Some(message)) = read_frame::<Ready>(&mut output) {
                let _ = ready_sender.send(message);
            }
            while let Ok(Some(reply)) = read_frame::<Reply>(&mut output) {
                if reply_sender.send(reply).is_err() {
                    break;
                }
            }
        });
        let mut worker = Worker { child, input: BufWriter::new(input), replies, last_words };
        let greeted = write_frame(&mut worker.input, &plan.hello);
        match ready.recv_timeout(START_LIMIT) {
            Ok(Ready::Loaded(_)) => greeted.map(|()| worker).map_err(io),
            Ok(Ready::NoLibclang(why)) => Err(ScanError::NoLibclang(why)),
            Err(_) => {
                let said = worker.said();
                worker.end();
                Err(ScanError::Io {
                    context: "a worker process did not start".to_owned(),
                    source: std::io::Error::other(said.trim().to_owned()),
                })
            }
        }
    }

    fn ask(&mut self, request: &Request, limit: Duration) -> Answer {
        if write_frame(&mut self.input, request).is_err() {
            return self.dead();
        }
        match self.replies.recv_timeout(limit) {
            Ok(mut reply) => {
                if reply.status == Status::Crashed && self.out_of_memory() {
                    reply.status = Status::Memory;
                }
                if matches!(reply.status, Status::Crashed | Status::Memory) {
                    self.end();
                    let status = reply.status;
                    return Answer::Dead(status);
                }
                Answer::Reply(Box::new(reply))
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {
                self.end();
                Answer::Dead(Status::Timeout)
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => self.dead(),
        }
    }

    fn dead(&mut self) -> Answer {
        self.end();
        Answer::Dead(if self.out_of_memory() { Status::Memory } else { Status::Crashed })
    }

    fn out_of_memory(&self) -> bool {
        let said = self.said();
        ["out of memory", "bad_alloc", "memory allocation of", "Cannot allocate memory"]
            .iter()
            .any(|m| said.contains(m))
    }

    fn said(&self) -> String {
        String::from_utf8_lossy(&self.last_words.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }

    fn end(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.end();
    }
}

/// Keeps the end of what a worker prints on standard error: libclang's last words when it dies.
fn listen(mut errors: impl Read + Send + 'static, into: Arc<Mutex<Vec<u8>>>) {
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(n) = errors.read(&mut buffer) {
            if n == 0 {
                break;
            }
            let mut kept = into.lock().unwrap_or_else(PoisonError::into_inner);
            kept.extend_from_slice(&buffer[..n]);
            let excess = kept.len().saturating_sub(LAST_WORDS);
            kept.drain(..excess);
        }
    });
}

//! The life of a worker process: requests on standard input, facts on standard output, until the input ends.

mod findings;
mod flags;

use std::collections::{HashMap, HashSet};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use migrate_model::finding::{Finding, Severity, Span};

use crate::clang::{self, ParseError, Unit};
use crate::paths::PathNames;
use crate::protocol::{GroupRef, Hello, Ready, Reply, Request, Status, read_frame, write_frame};
use crate::walk;

/// Deeply nested expressions are walked by recursion; only what is touched costs memory.
const STACK: usize = 512 << 20;

/// Runs until standard input ends.
///
/// # Errors
/// Standard input or output broke, libclang cannot be loaded, or a thread cannot be started.
pub fn run() -> io::Result<()> {
    let thread = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(|| serve(&mut BufReader::new(io::stdin()), &mut BufWriter::new(io::stdout())))?;
    thread.join().map_err(|_| io::Error::other("the worker's thread died"))?
}

fn serve(input: &mut impl Read, out: &mut impl Write) -> io::Result<()> {
    let Some(hello) = read_frame::<Hello>(input)? else { return Ok(()) };
    limit_memory(hello.memory_mib);
    // A worker that never comes back from a parse must not outlive a parent that was killed.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
    if let Err(e) = clang::load() {
        return write_frame(out, &Ready::NoLibclang(e.to_string()));
    }
    write_frame(out, &Ready::Loaded(clang::version()))?;
    clang::hide_root(&hello.root);
    let mut worker = Worker {
        names: PathNames::of_headers(hello.root, hello.headers),
        sent: HashSet::new(),
        rejected: HashMap::new(),
        explicit: HashMap::new(),
    };
    while let Some(request) = read_frame::<Request>(input)? {
        let reply = worker.read(&request);
        let fatal = reply.status == Status::Crashed;
        write_frame(out, &reply)?;
        if fatal {
            // After a fault that libclang's crash recovery caught, its memory cannot be trusted.
            break;
        }
    }
    Ok(())
}

/// Bounds the address space; what does not fit ends this process only.
fn limit_memory(mib: u64) {
    let bytes = mib.saturating_mul(1 << 20).saturating_add(STACK as u64);
    let limit = rustix::process::Rlimit { current: Some(bytes), maximum: Some(bytes) };
    // A refused limit leaves the one in force, which is no reason not to work.
    let _ = rustix::process::setrlimit(rustix::process::Resource::As, limit);
    let none = rustix::process::Rlimit { current: Some(0), maximum: Some(0) };
    let _ = rustix::process::setrlimit(rustix::process::Resource::Core, none);
}

pub(crate) struct Worker {
    names: PathNames,
    /// Hashes of the fact groups whose bodies the parent has.
    sent: HashSet<String>,
    /// Flags that libclang does not take, by the flags of a command.
    rejected: HashMap<Vec<String>, Vec<String>>,
    /// Explicit instantiations that headers declare.
    explicit: walk::explicit::Cache,
}

impl Worker {
    fn read(&mut self, request: &Request) -> Reply {
        let started = cpu_millis();
        let rejected = self.rejected_flags(&request.argv);
        let argv: Vec<String> = request.argv.iter().filter(|a| !rejected.contains(a)).cloned().collect();
        let main = Path::new(&request.main);
        let mut findings: Vec<Finding> = untested_version().into_iter().collect();
        findings.extend(rejected.iter().map(|flag| {
            Finding::new("MG0103", Severity::Note, format!("flag {flag} is unknown to libclang and left out"))
                .help("nothing to do, unless the flag changes the language or the target")
        }));
        let mut reply = Reply {
            status: Status::Ok,
            groups: Vec::new(),
            reads: vec![request.main.clone()],
            missing: Vec::new(),
            findings: Vec::new(),
            cpu_millis: 0,
            peak_bytes: 0,
        };
        match Unit::parse(&argv, None) {
            Ok(unit) => {
                let is_c =
                    argv.windows(2).any(|w| w[0] == "-x" && w[1] == "c") || argv.iter().any(|a| a.starts_with("/Tc"));
                let exceptions = !argv.iter().any(|a| a == "-fno-exceptions");
                let task = walk::Task { names: &self.names, main, is_c, exceptions };
                let outcome = walk::walk(&unit, &task, &mut self.explicit);
                reply.reads = outcome.reads;
                reply.groups = outcome.groups.iter().map(|g| self.group(g)).collect();
                let said = findings::of_unit(&unit, &self.names, request);
                reply.missing = said.missing;
                if said.errors {
                    reply.status = Status::Partial;
                }
                findings.extend(said.findings);
            }
            Err(error) => {
                reply.status = if error == ParseError::Crashed { Status::Crashed } else { Status::Failed };
                if error == ParseError::Failed {
                    findings.push(
                        Finding::new("MG0109", Severity::Error, "libclang cannot parse the file under its command")
                            .at(Span { file: self.names.name(main), ..Span::default() })
                            .cost("no facts of this TU"),
                    );
                }
            }
        }
        reply.findings = findings;
        reply.cpu_millis = cpu_millis().saturating_sub(started);
        reply.peak_bytes = peak_bytes();
        reply
    }

    fn group(&mut self, group: &crate::protocol::FactGroup) -> GroupRef {
        let body = serde_json::to_string(group).expect("facts have no maps with odd keys");
        let hash = blake3::hash(body.as_bytes()).to_hex()[..32].to_owned();
        let body = self.sent.insert(hash.clone()).then_some(body);
        GroupRef { hash, body }
    }
}

/// Version of libclang with which the facts are compared with object files.
const TESTED: &str = "clang version 19.";

/// A note when libclang is another version than the tested one.
fn untested_version() -> Option<Finding> {
    let version = clang::version();
    (!version.contains(TESTED)).then(|| {
        Finding::new("MG0117", Severity::Note, format!("facts come from {version}, and are tested with version 19"))
            .help("install libclang 19, or set LIBCLANG_FILE to it")
    })
}

fn cpu_millis() -> u64 {
    let t = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    u64::try_from(t.tv_sec).unwrap_or(0) * 1000 + u64::try_from(t.tv_nsec).unwrap_or(0) / 1_000_000
}

/// The largest resident set so far, where the system tells.
fn peak_bytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()).unwrap_or(0) * 1024
}

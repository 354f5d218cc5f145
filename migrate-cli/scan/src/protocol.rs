//! What the parent and a worker process say to each other: frames of JSON, each behind its length in bytes.

use std::io::{self, Read, Write};

use migrate_model::facts::{Include, Macro, Ref, Site, Symbol, Type};
use migrate_model::finding::Finding;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::paths::HeaderPaths;

/// Counts up when workers say other things of the same code: what older ones said is read again.
pub(crate) const FACTS_VERSION: u32 = 7;

/// First message to a worker: what holds for all TUs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Hello {
    /// Source root, absolute, without links.
    pub(crate) root: String,
    /// The files of the project, if it is a set of headers.
    pub(crate) headers: Option<HeaderPaths>,
    /// MiB of address space that the worker may use.
    pub(crate) memory_mib: u64,
}

/// First message of a worker.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Ready {
    /// libclang is loaded: its version as it prints it.
    Loaded(String),
    /// libclang cannot be loaded, and why.
    NoLibclang(String),
}

/// One TU to read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Request {
    /// Main file, absolute, without links.
    pub(crate) main: String,
    /// Full argument vector for libclang; `argv[0]` is a clang driver.
    pub(crate) argv: Vec<String>,
    /// Folders that are searched for includes, absolute; where a missing header could appear.
    pub(crate) include_dirs: Vec<String>,
}

/// How a TU ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    /// Read without errors.
    Ok,
    /// Read, but the compiler reported errors: facts near them are missing.
    Partial,
    /// libclang died.
    Crashed,
    /// The time limit was reached.
    Timeout,
    /// The memory limit was reached.
    Memory,
    /// libclang refused the command or the file.
    Failed,
}

impl Status {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Partial => "partial",
            Status::Crashed => "crashed",
            Status::Timeout => "timeout",
            Status::Memory => "memory",
            Status::Failed => "failed",
        }
    }
}

/// What a worker says of one TU.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Reply {
    pub(crate) status: Status,
    /// Hashes of the fact groups; a body comes with a hash the first time that this worker meets it.
    pub(crate) groups: Vec<GroupRef>,
    /// Every file that was read, absolute, without links, sorted.
    pub(crate) reads: Vec<String>,
    /// Where missing headers could appear.
    pub(crate) missing: Vec<String>,
    /// What the compiler and the reader have to say.
    pub(crate) findings: Vec<Finding>,
    /// CPU time of parse and walk.
    pub(crate) cpu_millis: u64,
    /// Largest resident set of the worker so far.
    pub(crate) peak_bytes: u64,
}

/// A fact group by its content.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct GroupRef {
    pub(crate) hash: String,
    pub(crate) body: Option<String>,
}

/// Facts that belong together: those written in one file, or what one TU instantiates.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct FactGroup {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) symbols: Vec<Symbol>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) refs: Vec<Ref>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) types: Vec<Type>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) macros: Vec<Macro>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) includes: Vec<Include>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) sites: Vec<Site>,
}

impl FactGroup {
    pub(crate) fn is_empty(&self) -> bool {
        self.symbols.is_empty()
            && self.refs.is_empty()
            && self.types.is_empty()
            && self.macros.is_empty()
            && self.includes.is_empty()
            && self.sites.is_empty()
    }

    /// Sorts every list and drops equal rows, so that equal facts give equal bytes.
    pub(crate) fn normalise(&mut self) {
        self.symbols.sort();
        self.symbols.dedup();
        self.refs.sort();
        self.refs.dedup();
        self.types.sort();
        self.types.dedup();
        self.macros.sort();
        self.macros.dedup();
        self.includes.sort();
        self.includes.dedup();
        self.sites.sort();
        self.sites.dedup();
    }
}

/// Frames larger than this are a broken pipe, not a message.
const MAX_FRAME: u64 = 4 << 30;

pub(crate) fn write_frame<T: Serialize>(out: &mut impl Write, message: &T) -> io::Result<()> {
    let body = serde_json::to_vec(message)?;
    out.write_all(&(body.len() as u64).to_le_bytes())?;
    out.write_all(&body)?;
    out.flush()
}

/// `None` at the end of the stream.
pub(crate) fn read_frame<T: DeserializeOwned>(input: &mut impl Read) -> io::Result<Option<T>> {
    let mut len = [0; 8];
    match input.read_exact(&mut len) {
        Ok(()) => {}
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(e) => return Err(e),
    }
    let len = u64::from_le_bytes(len);
    if len > MAX_FRAME {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "frame too large"));
    }
    let mut body = vec![0; usize::try_from(len).map_err(io::Error::other)?];
    input.read_exact(&mut body)?;
    Ok(Some(serde_json::from_slice(&body)?))
}

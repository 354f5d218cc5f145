//! Links sources with archives, only to see what nobody defines.
//!
//! The linker itself says which symbols are missing: nothing else knows what all of its inputs define. Which definitions need
//! them is read from the objects, in which every function has a section of its own.

mod graph;
mod messages;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::blame::located;
use crate::calls::{Calls, Compiled, Product};
use crate::inputs::{Input, prerequisites};
use crate::process::{Done, End};
use crate::{LinkReport, ProbeError, Source, pool, unit};

/// A report, and all files that it depends on.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Linked {
    pub(crate) inputs: Vec<Input>,
    pub(crate) report: LinkReport,
}

/// Reports are forgotten when this is not known.
type Inputs = Option<Vec<String>>;

/// What nobody defines, and the files that were read, where the linker tells.
pub(crate) fn link(
    calls: &Calls,
    jobs: usize,
    sources: &[Source],
    archives: &[PathBuf],
    extra: &[String],
) -> Result<(LinkReport, Inputs), ProbeError> {
    let folder = tempfile::Builder::new().prefix("migrate-probe-").tempdir();
    let folder = folder.map_err(ProbeError::io("cannot make a temporary folder"))?;
    let numbered: Vec<(usize, &Source)> = sources.iter().enumerate().collect();
    let objects = pool::map(jobs, &numbered, |(index, source)| compile(calls, source, folder.path(), *index))?;
    let graph = graph::Graph::new(objects.iter().map(|object| object.bytes.as_slice()))?;

    let dependencies = folder.path().join("link.d");
    let mut arguments = arguments(folder.path(), &objects, archives, extra, graph.defines("main"));
    let listing = OsString::from(format!("-Wl,--dependency-file={}", dependencies.display()));
    arguments.push(listing);
    let mut done = calls.link(&arguments)?;
    if done.end != End::Code(0) {
        // Older linkers cannot list what they read.
        arguments.pop();
        done = calls.link(&arguments)?;
    }
    if !done.succeeded() {
        return Err(ProbeError::Link { message: failure(&done, folder.path()) });
    }

    let undefined = messages::undefined(&done.stderr);
    let mut missing = graph.needed_by(&undefined);
    let (missing, elsewhere) = undefined
        .into_iter()
        .map(|symbol| (missing.remove(&symbol), symbol))
        .partition::<Vec<_>, _>(|(needed, _)| needed.is_some());
    let report = LinkReport {
        missing: missing.into_iter().filter_map(|(needed, symbol)| Some((symbol, needed?))).collect::<BTreeMap<_, _>>(),
        elsewhere: elsewhere.into_iter().map(|(_, symbol)| symbol).collect(),
    };
    let read = std::fs::read_to_string(&dependencies).ok().map(|rule| inputs(&objects, &rule, folder.path()));
    Ok((report, read))
}

/// An object of one source.
struct Object {
    path: PathBuf,
    bytes: Vec<u8>,
    /// Makefile rule with the files that the source includes.
    includes: String,
}

fn compile(calls: &Calls, source: &Source, folder: &Path, index: usize) -> Result<Object, ProbeError> {
    let path = folder.join(format!("{index}.o"));
    let rule = folder.join(format!("{index}.d"));
    let flags = ["-MD".into(), "-MF".into(), rule.clone().into_os_string(), "-o".into(), path.clone().into_os_string()];
    match calls.compile(Product::Linkable, flags as [OsString; 5], unit::named(&source.name, &source.text))? {
        Compiled::Good => {
            let wrong = || ProbeError::io(format!("cannot read what the compiler made of {}", source.name));
            let bytes = std::fs::read(&path).map_err(wrong())?;
            let includes = std::fs::read_to_string(&rule).map_err(wrong())?;
            Ok(Object { path, bytes, includes })
        }
        Compiled::Bad(errors) => Err(ProbeError::Source {
            name: source.name.clone(),
            message: errors.first().map(located).unwrap_or_default(),
        }),
    }
}

/// A program of everything, whose undefined symbols are but warnings. It is not position-independent, so that archives need
/// not be either.
fn arguments(
    folder: &Path,
    objects: &[Object],
    archives: &[PathBuf],
    extra: &[String],
    has_main: bool,
) -> Vec<OsString> {
    let mut out: Vec<OsString> = ["-no-pie", "-Wl,--warn-unresolved-symbols", "-Wl,--no-demangle"]
        .into_iter()
        .chain(["-Wl,--allow-multiple-definition", "-Wl,--no-gc-sections"])
        // Else the start-up code would take the main function of an archive, and all that this needs.
        .chain((!has_main).then_some("-Wl,--defsym=main=0"))
        .chain(["-o"])
        .map(OsString::from)
        .collect();
    out.push(folder.join("program").into());
    out.extend(objects.iter().map(|object| object.path.clone().into_os_string()));
    // Shared libraries are often searched where those stand that need them.
    let shared = archives.iter().filter(|path| is_shared(path)).filter_map(|path| path.parent());
    out.extend(shared.map(|near| format!("-Wl,-rpath-link,{}", near.display()).into()));
    out.push("-Wl,--start-group".into());
    out.extend(archives.iter().map(|path| path.clone().into_os_string()));
    out.extend(extra.iter().map(OsString::from));
    out.push("-Wl,--end-group".into());
    out
}

/// `libx.so`, `libx.so.1.2`
fn is_shared(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".so") || name.contains(".so.")
}

/// Files that sources and linker read, without those that were made for the purpose.
fn inputs(objects: &[Object], linked: &str, folder: &Path) -> Vec<String> {
    let mut out: Vec<String> =
        objects.iter().map(|o| o.includes.as_str()).chain([linked]).flat_map(prerequisites).collect();
    out.retain(|path| !Path::new(path).starts_with(folder));
    out.sort();
    out.dedup();
    out
}

/// Why a link failed, without the names of files that are gone by now.
fn failure(done: &Done, folder: &Path) -> String {
    let said = messages::reason(&done.stderr).replace(&format!("{}/", folder.display()), "");
    match done.end {
        End::Timeout => "it took too long".to_owned(),
        End::Signal(signal) => format!("it was ended by signal {signal}"),
        End::Code(code) if said.is_empty() => format!("it failed with code {code} and said nothing"),
        End::Code(_) => said,
    }
}

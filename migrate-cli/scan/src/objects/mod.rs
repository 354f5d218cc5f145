//! The link tier: what only object files know, read from those of the last build or from objects made for the purpose.

mod apply;
mod make;
mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use migrate_model::config::Objects;
use migrate_model::finding::{Finding, Severity, Span};

use crate::database::Tu;
pub(crate) use apply::apply;
use read::ObjectSymbols;

/// What the objects of a codebase hold, by source file.
#[derive(Debug, Default)]
pub(crate) struct LinkTier {
    /// Source files all of whose commands have an object.
    pub(crate) files: BTreeMap<String, ObjectSymbols>,
    /// What was wrong.
    pub(crate) findings: Vec<Finding>,
    /// Names the content of all objects.
    pub(crate) fingerprint: String,
}

/// Reads (or makes and reads) the objects of these TUs.
pub(crate) fn collect(mode: Objects, tus: &[Tu], state: &Path, jobs: usize) -> LinkTier {
    let folder = state.join("objects");
    let mut out = LinkTier::default();
    let mut hasher = blake3::Hasher::new();
    let paths: BTreeMap<&str, Vec<PathBuf>> = match mode {
        Objects::Off => return out,
        Objects::Existing => tus.iter().map(|t| (t.key.as_str(), t.objects.clone())).collect(),
        Objects::Make => make::all(tus, &folder, jobs),
    };
    let mut incomplete: BTreeSet<&str> = BTreeSet::new();
    let mut missing: Vec<&str> = Vec::new();
    for tu in tus {
        let found: Vec<&PathBuf> = paths[tu.key.as_str()].iter().filter(|p| p.is_file()).collect();
        if found.is_empty() {
            missing.push(&tu.file);
            incomplete.insert(&tu.file);
            continue;
        }
        for path in found {
            let Ok(bytes) = std::fs::read(path) else { continue };
            hasher.update(tu.file.as_bytes());
            hasher.update(blake3::hash(&bytes).as_bytes());
            match read::symbols(&bytes) {
                Ok(symbols) => out.files.entry(tu.file.clone()).or_default().extend(symbols),
                Err(why) => {
                    incomplete.insert(&tu.file);
                    out.findings.push(
                        Finding::new(
                            "MG0115",
                            Severity::Warning,
                            format!("object of {} cannot be read: {why}", tu.file),
                        )
                        .at(Span { file: tu.file.clone(), ..Span::default() })
                        .cost("its edges come from libclang alone")
                        .help("build without link-time optimisation, or use --objects make"),
                    );
                }
            }
        }
    }
    for file in incomplete {
        out.files.remove(file);
    }
    if let Some(example) = missing.first() {
        let count = missing.len() as u64;
        let made = mode == Objects::Make;
        out.findings.push(
            Finding::new(
                "MG0114",
                Severity::Warning,
                format!("{count} of {} translation units have no object file", tus.len()),
            )
            .at(Span { file: (*example).to_owned(), ..Span::default() })
            .count(count)
            .cost("their edges come from libclang alone")
            .help(if made {
                "the user's compiler failed on them: build the project once"
            } else {
                "build the project first, or use --objects make"
            }),
        );
    }
    hasher.update(format!("{mode:?}").as_bytes());
    out.fingerprint = hasher.finalize().to_hex()[..32].to_owned();
    out
}

//! From a module of C++ to the places where its Rust goes: the bridge with its facade, the hand-written crate, the cargo
//! workspace and the CMake around them.
//!
//! The bridge and the facade's texts come from the generator ([`crate::bridge`]); what is here puts them into crates and
//! says what the person has to write.

pub mod crates;
pub mod overlay;
pub mod skeleton;
pub mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use migrate_bridge_gen::{PanicAnswer, PortRequest};
use migrate_model::config::{PortConfig, PortHeader, PortPanic};
use migrate_model::plan::Module;
use serde::{Deserialize, Serialize};

use crate::bridge::name_of;
use crate::failure::Failure;

/// Name of the file in a facade's folder that says which module it is of.
pub const MODULE_FILE: &str = "module.json";

/// What the generator has to know. `sources` are the files that the build compiles.
pub fn request(
    module: &Module,
    sources: &BTreeSet<String>,
    config: &PortConfig,
    root: &Path,
    includes: &overlay::Includes,
) -> Result<PortRequest, Failure> {
    let sources: BTreeSet<String> = module.files.iter().filter(|f| sources.contains(*f)).cloned().collect();
    let replaced = config.class.iter().filter(|(_, c)| c.header == PortHeader::Replaced);
    let replaced: BTreeSet<String> = replaced.map(|(name, _)| name.clone()).collect();
    let headers = match replaced.is_empty() {
        true => BTreeMap::new(),
        false => overlay::headers(module.files.iter().filter(|f| !sources.contains(*f)), root, includes)?,
    };
    let panic = config.module.get(&module.name).and_then(|m| m.panic).unwrap_or(config.panic);
    Ok(PortRequest {
        module: module.name.clone(),
        id: id(&module.name),
        sources,
        files: module.files.iter().cloned().collect(),
        panic: answer(panic),
        panics: config.item.iter().filter_map(|(k, i)| Some((k.clone(), answer(i.panic?)))).collect(),
        alone: config.item.iter().filter(|(_, i)| i.shadow == Some(false)).map(|(k, _)| k.clone()).collect(),
        keep: config.item.iter().filter(|(_, i)| i.keep).map(|(k, _)| k.clone()).collect(),
        replaced,
        shared: config.class.iter().filter(|(_, c)| c.shared).map(|(name, _)| name.clone()).collect(),
        headers,
    })
}

fn answer(panic: PortPanic) -> PanicAnswer {
    match panic {
        PortPanic::Abort => PanicAnswer::Abort,
        PortPanic::Exception => PanicAnswer::Exception,
        PortPanic::Error => PanicAnswer::Error,
        PortPanic::Cpp => PanicAnswer::Cpp,
    }
}

/// A module's name as an identifier of C, C++ and Rust.
pub fn id(module: &str) -> String {
    let fits = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    module.chars().map(fits).collect()
}

/// A ported module, as the file beside its facade tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ported {
    /// Name of the module.
    pub module: String,
    /// The same as an identifier.
    pub id: String,
    /// Package of the hand-written crate.
    pub package: String,
    /// Its type that implements the functions.
    pub implementor: String,
    /// Sources from the source root.
    pub sources: Vec<String>,
    /// Nothing of them is needed when Rust answers: every symbol has a facade, and nothing runs before `main`.
    #[serde(default)]
    pub whole: bool,
    /// Callers include other headers, and the original is compiled with a source of its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replaces: bool,
}

impl Ported {
    /// How things of a module are called.
    pub fn new(module: &str, sources: Vec<String>, whole: bool) -> Ported {
        let package = name_of(module);
        let words = package.split(['-', '_']).map(|w| w[..1].to_uppercase() + &w[1..]);
        Ported {
            module: module.to_owned(),
            id: id(module),
            implementor: words.collect(),
            package,
            sources,
            whole,
            replaces: false,
        }
    }

    /// The package's name in Rust.
    pub fn crate_ident(&self) -> String {
        self.package.replace('-', "_")
    }

    /// The bridge's package.
    pub fn bridge(&self) -> String {
        format!("{}-bridge", self.package)
    }
}

/// Where the parts of a ported module lie; absolute.
#[derive(Debug)]
pub struct Places {
    /// `generated` of the configuration.
    pub generated: PathBuf,
    /// The facade crate.
    pub facade: PathBuf,
    /// The hand-written crate.
    pub written: PathBuf,
    /// A crate `migrate-rt` of the user's.
    pub runtime: Option<PathBuf>,
}

/// The module has been ported before.
pub fn is_ported(generated: &Path, module: &str) -> bool {
    generated.join(module).join("facade").join(MODULE_FILE).is_file()
}

/// All ported modules below a folder of generated crates, by name.
pub fn ported(generated: &Path) -> Result<Vec<Ported>, Failure> {
    let mut out = Vec::new();
    let mut todo = vec![generated.to_owned()];
    while let Some(folder) = todo.pop() {
        let file = folder.join("facade").join(MODULE_FILE);
        if file.is_file() {
            let bytes = std::fs::read(&file).map_err(|e| Failure::io("read", &file, &e))?;
            let ported = serde_json::from_slice(&bytes).map_err(|e| {
                Failure::usage(format!("{}: {e}", file.display())).help("`migrate port` of the module writes it again")
            })?;
            out.push(ported);
        }
        let inner = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        // Crates hold no modules.
        let folders = inner.map(|e| e.path()).filter(|p| p.is_dir() && !p.join("Cargo.toml").is_file());
        todo.extend(folders);
    }
    out.sort_by(|a: &Ported, b| a.module.cmp(&b.module));
    Ok(out)
}

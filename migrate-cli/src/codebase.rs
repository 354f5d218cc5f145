//! From the configuration to the folders on disk.

use std::io::Write as _;
use std::path::Path;

use migrate_model::config::STATE_DIR;
use migrate_scan::{Codebase, Index};

use crate::config::{self, Loaded};
use crate::failure::Failure;
use crate::request::Context;

/// The codebase that the nearest `migrate.toml` describes.
pub fn open(context: &Context) -> Result<Codebase, Failure> {
    let loaded = config::load(context)?;
    locate(loaded, context)
}

/// The folders of a configuration.
pub fn locate(loaded: Loaded, context: &Context) -> Result<Codebase, Failure> {
    let Loaded { file, dir, config } = loaded;
    let dir = dir.canonicalize().map_err(|e| Failure::io("use", &dir, &e))?;
    let root = dir.join(&config.root);
    let root = match root.canonicalize() {
        Ok(r) if r.is_dir() => r,
        _ => {
            return Err(Failure::usage(format!("the source root `{}` is no folder", config.root))
                .note(format!("it stands in {} (`root`)", context.shown(&file))));
        }
    };
    let build = dir.join(&config.build);
    Ok(Codebase { root, build, state: dir.join(STATE_DIR), config })
}

/// Opens the index of a codebase for reading.
pub fn index(codebase: &Codebase, context: &Context) -> Result<Index, Failure> {
    Index::open(&codebase.index_file()).map_err(|e| Failure::index(e, context.locked))
}

/// Makes the state folder, and keeps it out of version control.
pub fn make_state(state: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(state).map_err(|e| Failure::io("make the folder", state, &e))?;
    let ignore = state.join(".gitignore");
    match std::fs::File::create_new(&ignore) {
        Ok(mut f) => f.write_all(b"*\n").map_err(|e| Failure::io("write", &ignore, &e)),
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(e) => Err(Failure::io("write", &ignore, &e)),
    }
}

/// The bytes of a file of the codebase, for an excerpt; `path` starts at the source root.
pub fn source(codebase: &Codebase, path: &str) -> Option<Vec<u8>> {
    std::fs::read(codebase.root.join(path)).ok()
}

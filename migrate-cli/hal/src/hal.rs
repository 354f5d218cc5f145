//! A HAL as the configuration describes it, with its sources found.

use std::path::{Path, PathBuf};

use migrate_model::config::HalConfig;

use crate::error::HalError;
use crate::sources::{self, Sources};
use crate::vendor::Vendor;

/// A HAL on disk.
#[derive(Clone, Debug)]
pub struct Hal {
    /// Its name in `migrate.toml`.
    pub name: String,
    /// What the configuration says.
    pub config: HalConfig,
    /// Its sources.
    pub sources: Sources,
    /// Folder of headers that a person wrote; absolute, without links.
    pub own: Option<PathBuf>,
    /// The vendor's compiler.
    pub vendor: Vendor,
}

impl Hal {
    /// Finds everything that `[hal.NAME]` names. `dir` is the folder of `migrate.toml`, `cache` one that may be deleted.
    ///
    /// # Errors
    /// If something is not there, or not said.
    pub fn open(name: &str, config: &HalConfig, dir: &Path, cache: &Path) -> Result<Hal, HalError> {
        for (key, is_empty) in [
            ("target", config.target.is_empty()),
            ("compiler", config.compiler.is_empty()),
            ("headers", config.headers.is_empty()),
        ] {
            if is_empty {
                return Err(HalError::config(format!("[hal.{name}] of migrate.toml has no `{key}`")));
            }
        }
        let sources = sources::locate(name, config, dir, cache)?;
        let own = config.config.as_ref().map(|own| own_folder(dir, own)).transpose()?;
        let vendor = vendor(config, &sources.root, own.as_deref(), dir)?;
        Ok(Hal { name: name.to_owned(), config: config.clone(), sources, own, vendor })
    }

    /// Where a file is that answers name: from the sources, or behind `config/`.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        match (name.strip_prefix("config/"), &self.own) {
            (Some(rest), Some(own)) if own.join(rest).is_file() => own.join(rest),
            _ => self.sources.root.join(name),
        }
    }

    /// What firmware writes to use it.
    pub(crate) fn includes(&self) -> String {
        self.config.headers.iter().map(|header| format!("#include \"{header}\"\n")).collect()
    }

    /// A file of the HAL as it is named in answers: from the sources, or behind `config/`.
    pub(crate) fn name_of(&self, file: &Path) -> Option<String> {
        let file = file.canonicalize().ok()?;
        if let Ok(rest) = file.strip_prefix(&self.sources.root) {
            return Some(rest.display().to_string());
        }
        let rest = file.strip_prefix(self.own.as_ref()?).ok()?;
        Some(Path::new("config").join(rest).display().to_string())
    }
}

fn own_folder(dir: &Path, own: &str) -> Result<PathBuf, HalError> {
    let folder = dir.join(own);
    folder.canonicalize().ok().filter(|f| f.is_dir()).ok_or_else(|| {
        HalError::config(format!("`config` of the HAL is no folder: {}", folder.display()))
            .help("it holds the headers that the HAL expects you to write")
    })
}

fn vendor(config: &HalConfig, root: &Path, own: Option<&Path>, dir: &Path) -> Result<Vendor, HalError> {
    let mut preprocessor: Vec<String> = own.map(|own| format!("-I{}", own.display())).into_iter().collect();
    for include in &config.include {
        if !root.join(include).is_dir() {
            return Err(HalError::config(format!("`include` names a folder that is not in the sources: {include}"))
                .note(format!("the sources are in {}", root.display())));
        }
        // Not joined: a compiler names files as folders were given, and answers must not hold the machine's paths.
        preprocessor.push(format!("-I{include}"));
    }
    // A compiler that reads from standard input looks into the folder that it runs in by itself; libclang has to be told.
    preprocessor.push("-I.".to_owned());
    preprocessor.extend(config.defines.iter().map(|define| format!("-D{define}")));
    let program = Path::new(&config.compiler);
    let program = if program.components().count() > 1 { dir.join(program) } else { program.to_owned() };
    Ok(Vendor { program, flags: config.flags.clone(), preprocessor, dir: root.to_owned() })
}

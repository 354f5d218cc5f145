//! What the HAL's own sources define: they are compiled with the vendor's compiler, and the objects are read.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use globset::{GlobBuilder, GlobSetBuilder};
use ignore::WalkBuilder;

use crate::classify::Symbols;
use crate::error::HalError;
use crate::hal::Hal;
use crate::image::Image;

/// A source that does not compile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failed {
    /// From the sources.
    pub(crate) file: String,
    /// What the compiler says first.
    pub(crate) message: String,
    /// The line of it, 0 if it says none.
    pub(crate) line: u32,
}

/// The files that `sources` of the configuration names, sorted.
pub(crate) fn sources(hal: &Hal) -> Result<Vec<PathBuf>, HalError> {
    let mut globs = GlobSetBuilder::new();
    for pattern in &hal.config.sources {
        let glob = GlobBuilder::new(pattern).literal_separator(true).build();
        globs.add(glob.map_err(|e| HalError::config(format!("`sources` of the HAL: {e}")))?);
    }
    let globs = globs.build().map_err(|e| HalError::config(format!("`sources` of the HAL: {e}")))?;
    let root = &hal.sources.root;
    let walk = WalkBuilder::new(root).standard_filters(false).build().filter_map(Result::ok);
    let below = |path: &Path| path.strip_prefix(root).map(Path::to_owned).ok();
    let mut files: Vec<PathBuf> = walk
        .filter(|entry| entry.file_type().is_some_and(|t| t.is_file()))
        .filter_map(|entry| below(entry.path()))
        .filter(|path| globs.is_match(path))
        .collect();
    files.sort();
    if files.is_empty() && !hal.config.sources.is_empty() {
        return Err(HalError::config("`sources` of the HAL matches no file")
            .note(format!("the sources are in {}", root.display()))
            .help("glob patterns from there, such as `Drivers/*/Src/*.c`"));
    }
    Ok(files)
}

/// Compiles all sources; one that does not compile costs itself.
pub(crate) fn read(hal: &Hal, files: &[PathBuf]) -> Result<(Symbols, Vec<Failed>), HalError> {
    let folder = tempfile::tempdir().map_err(|e| HalError::io("make a folder in", &std::env::temp_dir(), &e))?;
    let next = Mutex::new(0..files.len());
    let done = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(files.len());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(index) = next.lock().ok().and_then(|mut n| n.next()) {
                    let object = folder.path().join(format!("{index}.o"));
                    let answer = compile(hal, &files[index], &object);
                    if let Ok(mut done) = done.lock() {
                        done.push((index, answer));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(index, _)| *index);
    let (mut symbols, mut failed) = (Symbols { known: !files.is_empty(), ..Symbols::default() }, Vec::new());
    for (_, answer) in done {
        match answer? {
            Ok(functions) => {
                for (name, weak) in functions {
                    symbols.defined.entry(name).and_modify(|w| *w &= weak).or_insert(weak);
                }
            }
            Err(error) => failed.push(error),
        }
    }
    // What a source that does not compile would define is not known.
    symbols.known &= failed.is_empty();
    Ok((symbols, failed))
}

type Functions = Vec<(String, bool)>;

fn compile(hal: &Hal, file: &Path, object: &Path) -> Result<Result<Functions, Failed>, HalError> {
    let (file, output) = (file.display().to_string(), object.display().to_string());
    let done = hal.vendor.run(&["-w", "-fno-lto", "-c", &file, "-o", &output], "")?;
    if !done.succeeded() {
        let first = migrate_probe::diagnostic::errors(&done.stderr).into_iter().next();
        let line = first.as_ref().and_then(|e| e.at.as_ref()).filter(|at| at.file == file).map_or(0, |at| at.line);
        let message = first.map_or_else(|| "the compiler fails and says nothing".to_owned(), |e| e.message);
        return Ok(Err(Failed { file, message, line }));
    }
    let bytes = std::fs::read(object).map_err(|e| HalError::io("read", object, &e))?;
    Ok(Ok(Image::new(bytes)?.functions()))
}

//! Reads the objects of an island, lets `objcopy` rename, looks at what came out, and writes.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::archive::definers;
use crate::closure::Closure;
use crate::list::{ListError, read_list};
use crate::object::{Object, ObjectError};
use crate::plan::{Plan, PlanError, plan};
use crate::prove::{Declared, Proof, prove};

/// Programs that are tried when none is named.
const OBJCOPY: [&str; 2] = ["objcopy", "llvm-objcopy"];

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Job {
    /// The list of the symbols that the facade defines.
    pub facade: PathBuf,
    /// All objects of the module.
    pub objects: Vec<PathBuf>,
    /// Folder of the new objects; it is made.
    pub out: PathBuf,
    /// The program that renames symbols; `None` searches `objcopy` and `llvm-objcopy` in `PATH`.
    pub objcopy: Option<PathBuf>,
    /// Which inline functions are renamed beside what the facade defines; all, if it replaces classes.
    pub closure: Closure,
    /// Do everything but write.
    pub dry_run: bool,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The new objects, in the order of the old ones.
    pub objects: Vec<PathBuf>,
    /// How many of them were not there already, byte for byte.
    pub written: usize,
    /// What was renamed.
    pub plan: Plan,
}

/// Why an island was not made. Nothing has been written then.
#[derive(Debug, thiserror::Error)]
pub enum IslandError {
    /// A file or folder.
    #[error("cannot {doing} {}", path.display())]
    Io {
        /// `read`, `write`
        doing: &'static str,
        /// What.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The list of the facade.
    #[error("{}: {error}", path.display())]
    List {
        /// The list.
        path: PathBuf,
        /// The line.
        error: ListError,
    },
    /// An object that cannot be renamed.
    #[error("{}: {error}", path.display())]
    Object {
        /// The object.
        path: PathBuf,
        /// Why.
        error: ObjectError,
    },
    /// List and objects do not fit.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// There is no program that renames.
    #[error("{} cannot be started", .0.display())]
    NoObjcopy(PathBuf),
    /// The program failed.
    #[error("{} failed on {}: {said}", program.display(), path.display())]
    Objcopy {
        /// The program.
        program: PathBuf,
        /// The object.
        path: PathBuf,
        /// Its last words.
        said: String,
    },
    /// What the program made is not what it was asked for.
    #[error("{} made something wrong of {}: {what}", program.display(), path.display())]
    Result {
        /// The program.
        program: PathBuf,
        /// The object.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
}

impl IslandError {
    fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> IslandError {
        move |source| IslandError::Io { doing, path: path.to_owned(), source }
    }
}

/// What is to be compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The list of the symbols that the facade defines.
    pub facade: PathBuf,
    /// The list of those that stay in C++; where there is no such file, none do.
    pub stays: PathBuf,
    /// The archive that holds the objects of the facade.
    pub archive: PathBuf,
    /// All objects of the module.
    pub objects: Vec<PathBuf>,
    /// Which inline functions are renamed beside what the facade defines.
    pub closure: Closure,
}

/// Looks whether the facade that was built stands for the original that was compiled. Nothing is written.
///
/// # Errors
/// A file cannot be read, or list and objects do not fit.
pub fn compare(comparison: &Comparison) -> Result<Proof, IslandError> {
    let shells = shells(&comparison.facade)?;
    let closure = if shells.is_empty() { comparison.closure } else { Closure::All };
    let declared = Declared { listed: read(&comparison.facade)?, stays: optional(&comparison.stays)?, shells };
    let objects = comparison.objects.iter().map(|path| parse(path)).collect::<Result<Vec<_>, _>>()?;
    let plan = plan(&declared.listed, &objects, closure)?;
    let path = &comparison.archive;
    let bytes = std::fs::read(path).map_err(IslandError::io("read", path))?;
    let of_facade = definers(&bytes, &declared.listed);
    let of_facade = of_facade.map_err(|error| IslandError::Object { path: path.clone(), error })?;
    Ok(prove(&objects, &of_facade, &declared, &plan))
}

/// The list of replaced classes, beside that of symbols.
fn shells(facade: &Path) -> Result<BTreeSet<String>, IslandError> {
    optional(&facade.with_file_name("shells.txt"))
}

/// A list that need not be there.
fn optional(list: &Path) -> Result<BTreeSet<String>, IslandError> {
    if list.exists() { read(list) } else { Ok(BTreeSet::new()) }
}

fn read(list: &Path) -> Result<BTreeSet<String>, IslandError> {
    let text = std::fs::read_to_string(list).map_err(IslandError::io("read", list))?;
    read_list(&text).map_err(|error| IslandError::List { path: list.to_owned(), error })
}

/// Makes the island of a module: all of its objects, renamed, as `N-NAME.o`, where N is the place of the object and NAME its
/// file name. Files that are there already with the same content are left alone.
///
/// # Errors
/// See [`IslandError`]; nothing is written then.
pub fn run(job: &Job) -> Result<Done, IslandError> {
    let listed = read(&job.facade)?;
    let objects = job.objects.iter().map(|path| parse(path)).collect::<Result<Vec<_>, _>>()?;
    let closure = if shells(&job.facade)?.is_empty() { job.closure } else { Closure::All };
    let plan = plan(&listed, &objects, closure)?;
    let renamer = Renamer::new(job.objcopy.as_deref(), &plan)?;
    let results = job.objects.iter().zip(&objects).enumerate();
    let results = results.map(|(n, (path, before))| Ok((job.out.join(name(n, path)), renamer.apply(path, before)?)));
    let results = results.collect::<Result<Vec<_>, IslandError>>()?;
    let mut written = 0;
    for (path, bytes) in &results {
        if std::fs::read(path).is_ok_and(|old| old == *bytes) {
            continue;
        }
        written += 1;
        if !job.dry_run {
            write(&job.out, path, bytes)?;
        }
    }
    Ok(Done { objects: results.into_iter().map(|(path, _)| path).collect(), written, plan })
}

fn parse(path: &Path) -> Result<Object, IslandError> {
    let bytes = std::fs::read(path).map_err(IslandError::io("read", path))?;
    Object::parse(&bytes).map_err(|error| IslandError::Object { path: path.to_owned(), error })
}

/// Name of the new object in place `n`.
fn name(n: usize, object: &Path) -> String {
    let name = object.file_name().unwrap_or(OsStr::new("object")).to_string_lossy();
    let stem = name.strip_suffix(".o").or_else(|| name.strip_suffix(".obj")).unwrap_or(&name);
    format!("{n}-{stem}.o")
}

/// A reader never sees half a file, and a linker that has the old one open keeps it.
fn write(folder: &Path, path: &Path, bytes: &[u8]) -> Result<(), IslandError> {
    std::fs::create_dir_all(folder).map_err(IslandError::io("make the folder", folder))?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(IslandError::io("write into", folder))?;
    io::Write::write_all(&mut file, bytes).map_err(IslandError::io("write", path))?;
    file.persist(path).map_err(|e| IslandError::io("write", path)(e.error))?;
    Ok(())
}

/// `objcopy` with what it is to rename, in a folder that goes away with this.
struct Renamer<'a> {
    plan: &'a Plan,
    program: PathBuf,
    folder: tempfile::TempDir,
}

impl Renamer<'_> {
    fn new<'a>(program: Option<&Path>, plan: &'a Plan) -> Result<Renamer<'a>, IslandError> {
        let tried = program.map_or_else(|| OBJCOPY.iter().map(PathBuf::from).collect(), |p| vec![p.to_owned()]);
        let missing = || IslandError::NoObjcopy(tried.first().cloned().unwrap_or_default());
        let program = tried.iter().find(|p| starts(p)).cloned().ok_or_else(missing)?;
        let folder = tempfile::Builder::new().prefix("migrate-island-").tempdir();
        let folder = folder.map_err(IslandError::io("make a folder in", &std::env::temp_dir()))?;
        let renames = plan.renames.iter().fold(String::new(), |mut text, (old, new)| {
            let _ = writeln!(text, "{old} {new}");
            text
        });
        let weaken = plan.weaken.iter().fold(String::new(), |text, name| text + name + "\n");
        for (name, text) in [("renames", renames), ("weaken", weaken)] {
            let path = folder.path().join(name);
            std::fs::write(&path, text).map_err(IslandError::io("write", &path))?;
        }
        Ok(Renamer { plan, program, folder })
    }

    /// The object, renamed.
    fn apply(&self, path: &Path, before: &Object) -> Result<Vec<u8>, IslandError> {
        let made = self.folder.path().join("made.o");
        let mut command = Command::new(&self.program);
        let lists = [
            ("--redefine-syms=", "renames", self.plan.renames.len()),
            ("--weaken-symbols=", "weaken", self.plan.weaken.len()),
        ];
        // GNU objcopy fails on an empty list.
        for (option, name, _) in lists.into_iter().filter(|(_, _, lines)| *lines > 0) {
            let mut argument = OsString::from(option);
            argument.push(self.folder.path().join(name));
            command.arg(argument);
        }
        // A name that starts with a dash is still a file.
        command.arg(Path::new(".").join(path)).arg(&made);
        let done = command.stdin(Stdio::null()).output().map_err(|_| IslandError::NoObjcopy(self.program.clone()))?;
        let wrong = |said: String| IslandError::Objcopy { program: self.program.clone(), path: path.to_owned(), said };
        if !done.status.success() {
            return Err(wrong(last_words(&done.stderr, done.status)));
        }
        let bytes = std::fs::read(&made).map_err(|e| wrong(format!("its result cannot be read: {e}")))?;
        let after = Object::parse(&bytes).map_err(|e| e.to_string());
        let judged = after.and_then(|after| self.plan.verify(before, &after));
        judged.map_err(|what| IslandError::Result { program: self.program.clone(), path: path.to_owned(), what })?;
        Ok(bytes)
    }
}

fn starts(program: &Path) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok()
}

fn last_words(stderr: &[u8], status: std::process::ExitStatus) -> String {
    let text = String::from_utf8_lossy(stderr);
    text.lines().rev().map(str::trim).find(|l| !l.is_empty()).map_or_else(|| status.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_keep_equal_names_apart() {
        assert_eq!(name(0, Path::new("a/lz.cc.o")), "0-lz.cc.o");
        assert_eq!(name(1, Path::new("b/lz.cc.o")), "1-lz.cc.o");
        assert_eq!(name(12, Path::new("lz.obj")), "12-lz.o");
        assert_eq!(name(3, Path::new("lz")), "3-lz.o");
    }
}

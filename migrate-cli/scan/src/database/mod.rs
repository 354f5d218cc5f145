//! The compile database: from what build systems write to commands that libclang understands.

mod command;
mod compiler;
mod flags;
mod json;
mod language;
mod response;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use migrate_model::finding::{Finding, Severity, Span};

use crate::ScanError;
use crate::paths::PathNames;
use crate::protocol::Request;

pub(crate) const FILE_NAME: &str = "compile_commands.json";

/// A translation unit to read: one main file under one distinct command.
#[derive(Clone, Debug)]
pub(crate) struct Tu {
    /// Names the command; the same in every checkout.
    pub(crate) key: String,
    /// Main file as facts name it.
    pub(crate) file: String,
    /// What a worker gets.
    pub(crate) request: Request,
    /// Objects that the build makes from this command, absolute.
    pub(crate) objects: Vec<PathBuf>,
    /// Names the content of all that it reads, once that is known.
    pub(crate) digest: String,
    /// The user's own command, for the link tier: directory and arguments.
    pub(crate) original: (PathBuf, Vec<String>),
}

/// A compile database, understood.
#[derive(Clone, Debug, Default)]
pub(crate) struct Database {
    /// Distinct translation units, sorted by file and key.
    pub(crate) tus: Vec<Tu>,
    /// What was wrong with it.
    pub(crate) findings: Vec<Finding>,
    /// Entries in the file.
    pub(crate) entries: usize,
}

/// Reads `compile_commands.json` of a build folder.
pub(crate) fn read(build: &Path, names: &PathNames, excluded: &dyn Fn(&str) -> bool) -> Result<Database, ScanError> {
    let file = build.join(FILE_NAME);
    if !file.is_file() {
        return Err(ScanError::NoDatabase(file));
    }
    let bytes = std::fs::read(&file)
        .map_err(|e| ScanError::Io { context: format!("cannot read {}", file.display()), source: e })?;
    let shown = names.name(&crate::paths::real(&file));
    let raw = json::entries(&bytes).map_err(|e| ScanError::BadDatabase(format!("{}: {e}", file.display())))?;
    let mut reader = Reader::new(build, names, &shown);
    if let Some(damage) = raw.damage {
        reader.findings.push(
            Finding::new("MG0113", Severity::Warning, format!("{shown} is damaged: {}", damage.reason))
                .at(Span { file: shown.clone(), line: damage.line, column: damage.column, end_column: 0 })
                .label("read up to here")
                .cost(format!("{} entries before it are used", raw.entries.len()))
                .help("configure the build again, so that the file is written anew"),
        );
    }
    let entries = raw.entries.len();
    for (index, entry) in raw.entries.into_iter().enumerate() {
        reader.entry(index, &entry, excluded);
    }
    let mut out = reader.finish();
    out.entries = entries;
    Ok(out)
}

/// One command that nobody wrote into a database: a source of the tool's own, named `file`, which is read like any other.
pub(crate) fn command(words: &[String], file: &str, main: &Path, salt: &str) -> Result<Tu, ScanError> {
    let directory = main.parent().unwrap_or(Path::new("/"));
    let shown = main.to_string_lossy().into_owned();
    let mut folders = |program: &str| compiler::system_folders(program);
    let parsed = command::parse(words, &shown, directory, main, &mut folders)
        .map_err(|language| ScanError::NothingSelected(format!("the compiler is one for {language}")))?;
    let mut hasher = blake3::Hasher::new();
    for part in parsed.argv.iter().map(String::as_str).chain([salt]) {
        hasher.update(part.as_bytes());
        hasher.update(b"\0");
    }
    Ok(Tu {
        key: hasher.finalize().to_hex()[..32].to_owned(),
        file: file.to_owned(),
        request: Request { main: shown, argv: parsed.argv, include_dirs: parsed.include_dirs },
        objects: Vec::new(),
        digest: String::new(),
        original: (directory.to_owned(), words.to_vec()),
    })
}

impl Tu {
    /// What it tells the user's own compiler.
    pub(crate) fn command(&self) -> Option<crate::Command> {
        let (directory, arguments) = &self.original;
        let main = Path::new(&self.request.main);
        // The name decides the language as the compiler sees it, so it has to be the written one's extension.
        let told = command::told(arguments, &self.request.main, directory, main)?;
        Some(crate::Command {
            file: self.file.clone(),
            compiler: told.compiler,
            flags: told.flags,
            include_dirs: told.include_dirs.into_iter().map(PathBuf::from).collect(),
            is_cpp: told.is_cpp,
            objects: self.objects.clone(),
        })
    }
}

/// Folders in which a compiler looks for system headers.
pub(crate) fn system_folders(program: &str) -> Vec<String> {
    compiler::system_folders(program)
}

struct Reader<'a> {
    build: &'a Path,
    names: &'a PathNames,
    shown: &'a str,
    real_paths: HashMap<PathBuf, PathBuf>,
    /// Commands by directory, file and arguments, with the TU that they became.
    seen: HashMap<String, Option<(String, String)>>,
    tus: BTreeMap<(String, String), Tu>,
    /// Where compilers look for system headers, asked once each.
    system_folders: HashMap<String, Vec<String>>,
    missing: BTreeMap<String, u64>,
    other_languages: BTreeMap<&'static str, (u64, String)>,
    responses: BTreeMap<String, u64>,
    outside: BTreeMap<String, u64>,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    fn new(build: &'a Path, names: &'a PathNames, shown: &'a str) -> Self {
        Reader {
            build,
            names,
            shown,
            real_paths: HashMap::new(),
            seen: HashMap::new(),
            tus: BTreeMap::new(),
            system_folders: HashMap::new(),
            missing: BTreeMap::new(),
            other_languages: BTreeMap::new(),
            responses: BTreeMap::new(),
            outside: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    fn entry(&mut self, index: usize, raw: &serde_json::Value, excluded: &dyn Fn(&str) -> bool) {
        let entry = match json::Entry::read(raw) {
            Ok(e) => e,
            Err(reason) => {
                self.findings.push(
                    Finding::new(
                        "MG0101",
                        Severity::Warning,
                        format!("entry {index} of {} cannot be used: {reason}", self.shown),
                    )
                    .at(Span { file: self.shown.to_owned(), ..Span::default() })
                    .cost("this entry is left out"),
                );
                return;
            }
        };
        let directory = self.build.join(&entry.directory);
        // Most entries of a database with many configurations repeat one another: look before working.
        let short = format!(
            "{}\0{}\0{}",
            directory.display(),
            entry.file,
            command::without_output(&entry.arguments).join("\0")
        );
        let object = command::output(&entry).map(|o| directory.join(o));
        if let Some(known) = self.seen.get(&short) {
            if let Some(tu) = known.as_ref().and_then(|k| self.tus.get_mut(k)) {
                add_object(tu, object);
            }
            return;
        }
        self.seen.insert(short.clone(), None);
        let main = directory.join(&entry.file);
        let real = self.real(&main);
        let name = self.names.name(&real);
        if excluded(&name) {
            return;
        }
        if !real.is_file() {
            *self.missing.entry(name).or_default() += 1;
            return;
        }
        let expanded = response::expand(&entry.arguments, &directory);
        for gone in expanded.missing {
            *self.responses.entry(gone).or_default() += 1;
        }
        let known = &mut self.system_folders;
        let mut folders = |program: &str| {
            known.entry(program.to_owned()).or_insert_with(|| compiler::system_folders(program)).clone()
        };
        let parsed = match command::parse(&expanded.arguments, &entry.file, &directory, &main, &mut folders) {
            Ok(p) => p,
            Err(language) => {
                let slot = self.other_languages.entry(language).or_insert((0, name));
                slot.0 += 1;
                return;
            }
        };
        if !self.names.is_inside(&real) {
            *self.outside.entry(name.clone()).or_default() += 1;
        }
        let key = self.key(&name, &parsed.argv);
        let original = (directory, expanded.arguments);
        let id = (name.clone(), key.clone());
        let tu = self.tus.entry(id.clone()).or_insert_with(|| Tu {
            key,
            file: name,
            request: Request {
                main: real.to_string_lossy().into_owned(),
                argv: parsed.argv,
                include_dirs: parsed.include_dirs,
            },
            objects: Vec::new(),
            digest: String::new(),
            original,
        });
        add_object(tu, object);
        self.seen.insert(short, Some(id));
    }

    fn real(&mut self, path: &Path) -> PathBuf {
        if let Some(known) = self.real_paths.get(path) {
            return known.clone();
        }
        let real = crate::paths::real(path);
        self.real_paths.insert(path.to_owned(), real.clone());
        real
    }

    /// A command's name: a hash of the main file and the arguments, with the root's own path taken out.
    fn key(&self, name: &str, argv: &[String]) -> String {
        let root = self.names.root().to_string_lossy();
        let mut hasher = blake3::Hasher::new();
        hasher.update(name.as_bytes());
        for arg in argv {
            hasher.update(b"\0");
            hasher.update(arg.replace(root.as_ref(), "<root>").as_bytes());
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }

    fn finish(mut self) -> Database {
        for (file, count) in &self.missing {
            self.findings.push(
                Finding::new("MG0102", Severity::Warning, format!("source file {file} does not exist"))
                    .at(Span { file: self.shown.to_owned(), ..Span::default() })
                    .count(*count)
                    .cost(format!("{} left out", plural(*count, "entry", "entries")))
                    .help("if a build step makes the file, build it first; else configure the build again"),
            );
        }
        for (language, (count, example)) in &self.other_languages {
            self.findings.push(
                Finding::new(
                    "MG0108",
                    Severity::Note,
                    format!("{} of {language} skipped", plural(*count, "file", "files")),
                )
                .at(Span { file: example.clone(), ..Span::default() })
                .count(*count)
                .help("only C and C++ are read"),
            );
        }
        for (file, count) in &self.responses {
            self.findings.push(
                Finding::new("MG0110", Severity::Warning, format!("response file {file} cannot be read"))
                    .at(Span { file: self.shown.to_owned(), ..Span::default() })
                    .count(*count)
                    .cost(format!("{} read without its flags", plural(*count, "entry", "entries")))
                    .help("build the project once, so that the file is there"),
            );
        }
        if !self.outside.is_empty() {
            let count = self.outside.values().sum();
            let example = self.outside.keys().next().cloned().unwrap_or_default();
            self.findings.push(
                Finding::new(
                    "MG0112",
                    Severity::Note,
                    format!("{} outside of the source root", plural(count, "main file lies", "main files lie")),
                )
                .at(Span { file: example, ..Span::default() })
                .count(count)
                .cost("their facts carry absolute paths")
                .help("set `root` in migrate.toml to a folder that holds them too, or exclude them"),
            );
        }
        let mut variants: BTreeMap<&str, u64> = BTreeMap::new();
        for (file, _) in self.tus.keys() {
            *variants.entry(file).or_default() += 1;
        }
        let several: Vec<(&str, u64)> = variants.into_iter().filter(|(_, n)| *n > 1).collect();
        if let Some((example, _)) = several.first() {
            let count = several.len() as u64;
            let finding = Finding::new(
                "MG0116",
                Severity::Note,
                format!(
                    "{} compiled under several distinct commands",
                    plural(count, "source file is", "source files are")
                ),
            )
            .at(Span { file: (*example).to_owned(), ..Span::default() })
            .count(count)
            .cost("each command is read; facts are the union");
            self.findings.push(finding);
        }
        Database { tus: self.tus.into_values().collect(), findings: self.findings, entries: 0 }
    }
}

/// One source rarely goes into more objects than this; databases with hundreds of equal configurations do.
const MAX_OBJECTS: usize = 8;

fn add_object(tu: &mut Tu, object: Option<PathBuf>) {
    if let Some(o) = object
        && tu.objects.len() < MAX_OBJECTS
        && !tu.objects.contains(&o)
    {
        tu.objects.push(o);
    }
}

fn plural(n: u64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

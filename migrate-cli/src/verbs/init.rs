//! `migrate init`: finds or makes a compile database and writes `migrate.toml`.

use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use migrate_model::config::{Config, FILE_NAME};
use migrate_model::exit;
use migrate_report::table::count;

use crate::args::{Format, InitArgs};
use crate::documents::{self, Action};
use crate::failure::Failure;
use crate::init::{cmake, database, template};
use crate::request::Context;
use crate::{config, talk};

pub fn run(args: &InitArgs, context: &Context) -> Result<u8, Failure> {
    context.allow("init", &[Format::Human, Format::Json])?;
    let file = context.dir.join(FILE_NAME);
    let old = if file.is_file() { Some(config::read(&file, context)?) } else { None };
    let named = match (&args.build, &old) {
        (Some(build), _) => Some(database_folder(context.path(build))),
        (None, Some(loaded)) => Some(context.dir.join(&loaded.config.build)),
        (None, None) => None,
    };
    let mut steps = Steps { actions: Vec::new(), context };
    let chosen = choose(named, &mut steps)?;
    let build = relative(&chosen.dir, &context.dir)?;
    tell(&chosen, &build, old.is_some(), &steps);
    match &old {
        None => steps.write(&file, &build)?,
        Some(l) if args.build.is_some() && !same_folder(&context.dir.join(&l.config.build), &chosen.dir) => {
            steps.edit(&file, &build)?;
        }
        Some(_) => {}
    }
    let config = old.map(|l| l.config).unwrap_or_default();
    finish(&config, build, &chosen, &steps)
}

/// The build folder to use, and those that were passed over.
struct Chosen {
    dir: PathBuf,
    others: Vec<PathBuf>,
    entries: Option<usize>,
}

/// `--build` may also name the database itself.
fn database_folder(path: PathBuf) -> PathBuf {
    match path.parent() {
        Some(parent) if path.ends_with(database::FILE_NAME) && path.is_file() => parent.to_owned(),
        _ => path,
    }
}

fn choose(named: Option<PathBuf>, steps: &mut Steps<'_>) -> Result<Chosen, Failure> {
    let context = steps.context;
    let mut others = Vec::new();
    let found = match named {
        Some(dir) if dir.join(database::FILE_NAME).is_file() => Some(dir),
        Some(dir) if cmake::is_build_folder(&dir) || cmake::is_project(&context.dir) => {
            steps.configure(&dir)?;
            None.or(Some(dir))
        }
        Some(dir) => {
            return Err(Failure::usage(format!("no compile database in {}", context.shown(&dir)))
                .help(how_to_make_one(&context.dir)));
        }
        None => {
            let mut all = database::find(&context.dir).into_iter().map(|c| c.dir);
            let first = all.next();
            others = all.collect();
            first
        }
    };
    let dir = match found {
        Some(dir) => dir,
        None if cmake::is_project(&context.dir) => {
            let dir = cmake::folder_for(&context.dir);
            steps.configure(&dir)?;
            dir
        }
        None => return Err(no_database(&context.dir)),
    };
    let configured = steps.actions.iter().any(|a| matches!(a, Action::Configured { .. }));
    if configured && context.dry_run {
        return Ok(Chosen { dir, others, entries: None });
    }
    let entries = database::entries(&dir);
    match &entries {
        Err(reason) if configured && !dir.join(database::FILE_NAME).is_file() => {
            context.talk.detail("Because", reason);
            return Err(Failure::usage("CMake's generator writes no compile database")
                .help("configure a folder with Ninja or Makefiles, and name it: `migrate init --build DIR`"));
        }
        Err(reason) => {
            context.talk.warn(format!("{} cannot be read: {reason}", context.shown(&dir.join(database::FILE_NAME))))
        }
        Ok(0) => context.talk.warn(format!("{} is empty", context.shown(&dir.join(database::FILE_NAME)))),
        Ok(_) => {}
    }
    if !configured {
        steps.query(&dir);
    }
    Ok(Chosen { dir, others, entries: entries.ok() })
}

fn no_database(dir: &Path) -> Failure {
    Failure::usage("no compile database here")
        .note(format!("looked for {} in ., {}/", database::FILE_NAME, database::FOLDERS[..3].join("/, ")))
        .help(how_to_make_one(dir))
        .help("`migrate init --build DIR` names the folder when it is elsewhere")
}

/// What makes a database for this kind of project.
fn how_to_make_one(dir: &Path) -> String {
    const MAKEFILES: [&str; 3] = ["Makefile", "makefile", "GNUmakefile"];
    const BEAR: &str = "`bear -- make` writes one (apt-get install bear)";
    let has = |name: &str| dir.join(name).exists();
    if MAKEFILES.iter().any(|m| has(m)) {
        format!("this folder has a Makefile: {BEAR}")
    } else if has("meson.build") {
        "this folder has a meson.build: `meson setup build` writes one".to_owned()
    } else if has("configure") || has("configure.ac") {
        "this folder has a configure script: `./configure`, then `bear -- make` (apt-get install bear)".to_owned()
    } else if has("build.ninja") {
        format!("this folder has a build.ninja: `ninja -t compdb > {}` writes one", database::FILE_NAME)
    } else {
        "CMake writes one with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, `bear -- make` does for make (apt-get install bear)"
            .to_owned()
    }
}

/// Does things, or with `--dry-run` says that it would, and remembers them.
struct Steps<'a> {
    actions: Vec<Action>,
    context: &'a Context,
}

impl Steps<'_> {
    fn configure(&mut self, build: &Path) -> Result<(), Failure> {
        let (context, path) = (self.context, self.context.shown(build));
        if context.dry_run {
            context.talk.say("Would run", format!("CMake, to configure into {path}/"));
        } else {
            let generator = cmake::configure(&context.dir, build, context)?;
            let number = database::entries(build).map_or_else(|_| String::new(), |n| format!(": {}", commands(n)));
            context.talk.say("Found", format!("CMakeLists.txt; configured into {path}/ ({generator}){number}"));
        }
        self.actions.push(Action::Configured { path });
        Ok(())
    }

    /// A folder that cannot be written to costs the CMake targets, nothing else.
    fn query(&mut self, build: &Path) {
        if !cmake::is_build_folder(build) || cmake::has_query(build) {
            return;
        }
        let (context, path) = (self.context, self.context.shown(&build.join(cmake::QUERY)));
        if context.dry_run {
            context.talk.say("Would ask", "CMake for its targets");
        } else if let Err(e) = cmake::write_query(build) {
            let reason = crate::failure::reason(&e);
            context.talk.warn(format!("CMake cannot be asked for its targets: {path}: {reason}"));
            return;
        } else {
            context.talk.say("Asked", "CMake for its targets; it answers when it configures next");
        }
        self.actions.push(Action::Queried { path });
    }

    fn write(&mut self, file: &Path, build: &str) -> Result<(), Failure> {
        let (context, path) = (self.context, self.context.shown(file));
        if !context.dry_run {
            // Never over a file that is there, whoever wrote it meanwhile.
            let mut new = std::fs::File::create_new(file).map_err(|e| Failure::io("write", file, &e))?;
            let text = template::text(".", build);
            new.write_all(text.as_bytes()).map_err(|e| Failure::io("write", file, &e))?;
        }
        let verb = if context.dry_run { "Would write" } else { "Wrote" };
        context.talk.say(verb, format!("{path}: source root ., build folder {}", folder(build)));
        if let Some(above) = context.dir.parent().and_then(config::find) {
            context.talk.warn(format!("{} does not hold in this folder any more", above.display()));
        }
        self.actions.push(Action::Wrote { path });
        Ok(())
    }

    fn edit(&mut self, file: &Path, build: &str) -> Result<(), Failure> {
        let (context, path) = (self.context, self.context.shown(file));
        let text = std::fs::read_to_string(file).map_err(|e| Failure::io("read", file, &e))?;
        let new = template::with_build(&text, build).map_err(|e| Failure::usage(format!("{path}: {}", e.message())))?;
        if !context.dry_run {
            replace(file, &new)?;
        }
        let verb = if context.dry_run { "Would change" } else { "Changed" };
        context.talk.say(verb, format!("{path}: build folder {}", folder(build)));
        self.actions.push(Action::Edited { path, key: "build".into(), value: build.to_owned() });
        Ok(())
    }
}

/// Replaces a file in one moment: whoever reads it sees the old or the new text.
pub fn replace(file: &Path, text: &str) -> Result<(), Failure> {
    let wrong = |e: &std::io::Error| Failure::io("write", file, e);
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(folder).map_err(|e| wrong(&e))?;
    new.write_all(text.as_bytes()).map_err(|e| wrong(&e))?;
    match std::fs::metadata(file) {
        Ok(meta) => new.as_file().set_permissions(meta.permissions()).map_err(|e| wrong(&e))?,
        Err(_) => readable(&new).map_err(|e| wrong(&e))?,
    }
    new.persist(file).map_err(|e| wrong(&e.error))?;
    Ok(())
}

/// Temporary files are for their owner only; a file that stays is for everybody.
#[cfg(unix)]
fn readable(file: &tempfile::NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &tempfile::NamedTempFile) -> std::io::Result<()> {
    Ok(())
}

/// Says what was found, before anything is written.
fn tell(chosen: &Chosen, build: &str, again: bool, steps: &Steps<'_>) {
    let talk = steps.context.talk;
    if let (Some(n), false) = (chosen.entries, configured(&steps.actions)) {
        let known = if again { format!("{FILE_NAME}; ") } else { String::new() };
        talk.say("Found", format!("{known}{} in {}", commands(n), folder(build)));
    }
    if !chosen.others.is_empty() {
        let others: Vec<String> = chosen.others.iter().map(|d| folder(&steps.context.shown(d))).collect();
        talk.say("Chose", format!("{}, the newest; --build takes another: {}", folder(build), others.join(", ")));
    }
}

fn finish(config: &Config, build: String, chosen: &Chosen, steps: &Steps<'_>) -> Result<u8, Failure> {
    let context = steps.context;
    let talk = context.talk;
    if steps.actions.is_empty() {
        talk.say("Unchanged", format!("{FILE_NAME}: nothing to do"));
    }
    if context.format == Format::Json {
        talk::answer(&documents::print(&documents::Init {
            schema: "migrate.init",
            schema_version: documents::VERSION,
            config: FILE_NAME.to_owned(),
            root: config.root.clone(),
            build,
            compile_commands: chosen.entries,
            others: chosen.others.iter().map(|d| context.shown(d)).collect(),
            actions: steps.actions.clone(),
            dry_run: context.dry_run,
        }))?;
    }
    talk.next(if context.dry_run { "migrate init" } else { "migrate scan" });
    Ok(exit::OK)
}

fn configured(actions: &[Action]) -> bool {
    actions.iter().any(|a| matches!(a, Action::Configured { .. }))
}

fn commands(n: usize) -> String {
    count(n as u64, "compile command")
}

/// A folder as people write it.
fn folder(path: &str) -> String {
    if path == "." || path.ends_with('/') { path.to_owned() } else { format!("{path}/") }
}

fn same_folder(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

/// A path from the folder of the configuration, with `/` between its parts. What lies elsewhere stays as it is.
fn relative(path: &Path, dir: &Path) -> Result<String, Failure> {
    let inner = match (path.strip_prefix(dir), path.canonicalize(), dir.canonicalize()) {
        (Ok(inner), ..) => inner.to_owned(),
        (_, Ok(real), Ok(real_dir)) => real.strip_prefix(real_dir).map_or_else(|_| path.to_owned(), Path::to_owned),
        _ => path.to_owned(),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in inner.components() {
        match part {
            Component::CurDir => {}
            Component::RootDir => parts.push(""),
            other => parts.push(other.as_os_str().to_str().ok_or_else(|| {
                Failure::usage(format!("the path {} is not UTF-8; {FILE_NAME} cannot name it", path.display()))
            })?),
        }
    }
    Ok(if parts.is_empty() { ".".to_owned() } else { parts.join("/") })
}

//! `migrate bridge MODULE`: a module of the scanned codebase.
//!
//! What a library's user types is read off the codebase here: headers from the module's files, flags from its compile
//! commands, the library from the archives (or else the objects) that the last build left.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use migrate_bridge_gen::Request;
use migrate_model::config::{BridgeConfig, PortConfig};
use migrate_model::facts::{Include, Linkage, Symbol};
use migrate_model::plan::{Granularity, Module};
use migrate_report::table::count;
use migrate_scan::{Codebase, Command, FactKind, Index};

use super::toolchain::{self, Toolchain};
use super::{Job, State, answers, archives, facts, includes, output, overrides, workspace};
use crate::config::{self, nearest};
use crate::failure::Failure;
use crate::planning::{self, Planned};
use crate::request::{Bridge, Context};
use crate::{bridge, codebase, port};

/// Extensions of headers. Textual includes (`.inc`) are none: they have no meaning of their own.
const HEADERS: [&str; 6] = ["h", "hh", "hpp", "hxx", "h++", "H"];
/// What holds when no command says which standard.
const STANDARD: &str = "c++17";

/// Collects everything that the generator needs.
pub fn job(name: &str, asked: &Bridge, context: &Context) -> Result<Job, Failure> {
    let loaded = config::load(context)?;
    let decided = loaded.config.bridge.clone();
    let ported = loaded.config.port.clone();
    overrides::check(&decided, &loaded.file, context)?;
    let (file, generated) = (loaded.file.clone(), loaded.dir.join(&loaded.config.generated));
    let code = codebase::locate(loaded, context)?;
    let index = codebase::index(&code, context)?;
    let planned = planning::plan(&code, &index, Granularity::Module, context)?;
    let module = find(name, &planned)?;
    let name = module.name.as_str();
    let read = facts::read(&index).map_err(|e| Failure::index(e, context.locked))?;
    known_items(&decided, &read.facts, &file, context)?;
    known_classes(&ported, &read.facts, &file, context)?;
    let out = asked.out.clone().unwrap_or_else(|| generated.join(name).join("bridge"));
    let wanted = asked.port || port::is_ported(&generated, name);
    let state = State::of(&code.state, context)?;
    let commands = migrate_scan::commands(&code).map_err(|e| Failure::scan(e, context.locked))?;
    let mut notes = Vec::new();
    let (mut toolchain, standard) = toolchain(module, &commands, &code, &mut notes)?;
    let mut files = declared(module, &commands);
    if wanted {
        files.extend(needed_headers(module, &index, &commands, context)?);
    }
    let headers = headers(module, &files, &index, &code, &mut toolchain, context)?;
    let usable = includes::usable(&headers, &toolchain, &read.hash, &state.dir, asked.jobs)?;
    notes.extend(usable.notes());
    let library = library(module, &commands, &code, &read.facts.symbols, &mut notes)?;
    toolchain.link.clone_from(&library.link);
    let known = archives::read(&toolchain.link)?;
    notes.extend(super::library::unread(&known));
    let from_crate = |path: &PathBuf| named(path, &out, &code);
    let request = Request {
        crate_name: asked.name.clone().unwrap_or_else(|| format!("{}-bridge", bridge::name_of(name))),
        headers: usable.headers,
        namespaces: Vec::new(),
        files,
        exceptions: toolchain::has_exceptions(&toolchain.flags),
        standalone: !wanted && workspace::is_standalone(&out),
        flags: toolchain.flags.iter().filter(|f| !f.starts_with("-std=")).cloned().collect(),
        standard,
        library: migrate_bridge_gen::Library {
            include_dirs: toolchain.include_dirs.iter().map(from_crate).collect(),
            archives: library.archives.iter().map(from_crate).collect(),
            system: Vec::new(),
        },
        overrides: overrides::map(&decided, asked.panic),
        instances: asked.instances.iter().chain(&decided.instances).cloned().collect(),
        port: match wanted {
            true => {
                let includes = port::overlay::graph(&index, context)?;
                Some(port::request(module, &compiled(&commands), &ported, &code.root, &includes)?)
            }
            false => None,
        },
    };
    let answers::Completed { mut read, notes: unknown } =
        answers::complete(read, &request, Some(code.root.clone()), &toolchain, &state, context)?;
    notes.extend(unknown);
    let mut defined: BTreeSet<String> =
        read.facts.symbols.iter().filter(|s| s.defined).map(|s| s.mangled.clone()).collect();
    // Facts have no row for typeinfo; it stands beside every vtable unless the build does without.
    if !toolchain.flags.iter().any(|f| f == "-fno-rtti") {
        let beside: Vec<String> =
            defined.iter().filter_map(|s| Some(format!("_ZTI{}", s.strip_prefix("_ZTV")?))).collect();
        defined.extend(beside);
    }
    if library.archives.is_empty() {
        toolchain.promised.clone_from(&defined);
    }
    read.facts.defined = Some(defined);
    read.facts.throwing = known.throwing;
    Ok(Job { request, facts: read.facts, facts_hash: read.hash, crate_dir: out, state, toolchain, notes })
}

/// The module of this name, or the only one whose path ends in it.
fn find<'p>(name: &str, planned: &'p Planned) -> Result<&'p Module, Failure> {
    let modules = &planned.plan.modules;
    let end = format!("/{name}");
    let mut ends = modules.iter().filter(|m| m.name.ends_with(&end));
    let only = ends.next().filter(|_| ends.next().is_none());
    modules.iter().find(|m| m.name == name).or(only).ok_or_else(|| unknown(name, planned))
}

fn unknown(name: &str, planned: &Planned) -> Failure {
    let failure = Failure::nothing(format!("no module is called `{name}`"));
    match nearest(name, planned.plan.modules.iter().map(|m| m.name.as_str())) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("`migrate plan` lists the modules; an installed library needs --headers"),
    }
}

/// An item of the configuration that no code has is an error: all the code is known.
fn known_items(
    decided: &BridgeConfig,
    facts: &migrate_bridge_gen::Facts,
    file: &Path,
    context: &Context,
) -> Result<(), Failure> {
    let Some(first) = overrides::unknown(decided, facts).into_iter().next() else { return Ok(()) };
    let help = match first.near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`migrate facts symbols` and `migrate facts types` list all names and USRs".to_owned(),
    };
    Err(config::item_failure(
        file,
        ["bridge", "item"],
        &first.key,
        &format!("the code has no `{}`", first.key),
        &help,
        context,
    ))
}

/// A class of the configuration that no code has, likewise.
fn known_classes(
    ported: &PortConfig,
    facts: &migrate_bridge_gen::Facts,
    file: &Path,
    context: &Context,
) -> Result<(), Failure> {
    let known: BTreeSet<&str> = facts.types.iter().map(|t| t.name.as_str()).collect();
    let Some(name) = ported.class.keys().find(|name| !known.contains(name.as_str())) else { return Ok(()) };
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`migrate facts types` lists all names".to_owned(),
    };
    let message = format!("the code has no class `{name}`");
    Err(config::item_failure(file, ["port", "class"], name, &message, &help, context))
}

/// The compiler and the flags that most of the module's C++ is compiled with, and the standard among them.
fn toolchain(
    module: &Module,
    commands: &[Command],
    code: &Codebase,
    notes: &mut Vec<String>,
) -> Result<(Toolchain, String), Failure> {
    let cpp: Vec<&Command> = commands.iter().filter(|c| c.is_cpp).collect();
    let own: Vec<&Command> = cpp.iter().filter(|c| module.files.contains(&c.file)).copied().collect();
    // A module of headers alone is compiled as those are that use it.
    let asked = if own.is_empty() { cpp } else { own };
    let mut sets: BTreeMap<(&[String], Vec<&String>), Vec<&Command>> = BTreeMap::new();
    for c in &asked {
        sets.entry((&c.compiler, c.flags.iter().filter(|f| matters(f)).collect())).or_default().push(c);
    }
    let Some(((compiler, flags), users)) = sets.iter().max_by_key(|(_, users)| users.len()) else {
        return Err(Failure::nothing("the compile database holds no C++").help("look at `build` in migrate.toml"));
    };
    if sets.len() > 1 {
        let example = users.first().map_or("", |c| &c.file);
        let n = count(sets.len() as u64, "set");
        notes.push(format!("its sources are compiled with {n} of flags; those of {example} are used"));
    }
    let (program, first) = toolchain::find(Some(compiler))?;
    let mut include_dirs: Vec<PathBuf> = Vec::new();
    for dir in users.iter().chain(&asked).flat_map(|c| &c.include_dirs) {
        if !include_dirs.contains(dir) {
            include_dirs.push(dir.clone());
        }
    }
    let mut flags: Vec<String> = flags.iter().map(|f| (*f).clone()).collect();
    let standard = flags.iter().rev().find_map(|f| f.strip_prefix("-std=")).unwrap_or(STANDARD).to_owned();
    if !flags.iter().any(|f| f.starts_with("-std=")) {
        flags.insert(0, format!("-std={STANDARD}"));
    }
    let toolchain = Toolchain {
        program,
        first,
        flags,
        dir: code.root.clone(),
        include_dirs,
        link: Vec::new(),
        system: Vec::new(),
        promised: BTreeSet::new(),
    };
    Ok((toolchain, standard))
}

/// How much a text is optimised changes nothing that a header says.
fn matters(flag: &str) -> bool {
    !flag.starts_with("-O")
}

/// The files whose declarations others can reach: not those of sources, which nobody includes.
fn declared(module: &Module, commands: &[Command]) -> BTreeSet<String> {
    let sources = compiled(commands);
    module.files.iter().filter(|f| !sources.contains(*f)).cloned().collect()
}

/// The headers of other modules that the module's own files include: what its Rust needs of the remaining C++ stands there.
fn needed_headers(
    module: &Module,
    index: &Index,
    commands: &[Command],
    context: &Context,
) -> Result<BTreeSet<String>, Failure> {
    let sources = compiled(commands);
    let mut out = BTreeSet::new();
    let read = index.facts(FactKind::Includes, &mut |row| {
        if let Ok(Include { from, to: Some(to), .. }) = serde_json::from_str::<Include>(row)
            && module.files.contains(&from)
            && !sources.contains(&to)
            // What is outside of the codebase comes with the headers that need it, and its path is this machine's.
            && !Path::new(&to).is_absolute()
        {
            out.insert(to);
        }
        true
    });
    read.map_err(|e| Failure::index(e, context.locked))?;
    Ok(out)
}

/// The files that the build compiles.
fn compiled(commands: &[Command]) -> BTreeSet<String> {
    commands.iter().map(|c| c.file.clone()).collect()
}

/// The headers among these files as the codebase itself includes them.
fn headers(
    module: &Module,
    files: &BTreeSet<String>,
    index: &Index,
    code: &Codebase,
    toolchain: &mut Toolchain,
    context: &Context,
) -> Result<Vec<String>, Failure> {
    let is_header = |f: &&String| Path::new(f).extension().is_some_and(|e| HEADERS.iter().any(|h| e == *h));
    let files: Vec<&String> = files.iter().filter(is_header).collect();
    if files.is_empty() {
        return Err(Failure::nothing(format!("module `{}` has no header", module.name))
            .help("what other code can call stands in headers: choose the module that holds them"));
    }
    let mut written: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let read = index.facts(FactKind::Includes, &mut |row| {
        if let Ok(Include { to: Some(to), spelled, .. }) = serde_json::from_str::<Include>(row) {
            *written.entry(to).or_default().entry(spelled).or_default() += 1;
        }
        true
    });
    read.map_err(|e| Failure::index(e, context.locked))?;
    let mut out = Vec::new();
    for file in files {
        let empty = BTreeMap::new();
        let spelled = spelling(file, written.get(file).unwrap_or(&empty), code, &toolchain.include_dirs);
        out.push(spelled.unwrap_or_else(|| {
            // Found by nobody's include folder: from the source root then.
            if !toolchain.include_dirs.contains(&code.root) {
                toolchain.include_dirs.push(code.root.clone());
            }
            file.clone()
        }));
    }
    Ok(out)
}

/// The most usual spelling that an include folder makes sense of, else the shortest path from one.
fn spelling(file: &str, written: &BTreeMap<String, usize>, code: &Codebase, folders: &[PathBuf]) -> Option<String> {
    let path = code.root.join(file);
    let leads_there = |spelled: &str| {
        let first = folders.iter().map(|d| d.join(spelled)).find(|p| p.is_file());
        first.is_some_and(|found| found.canonicalize().ok() == path.canonicalize().ok())
    };
    let usual = written.iter().filter(|(spelled, _)| leads_there(spelled)).max_by_key(|(s, n)| (**n, s.len()));
    if let Some((spelled, _)) = usual {
        return Some(spelled.clone());
    }
    let below = folders.iter().filter_map(|d| path.strip_prefix(d).ok()).map(|p| p.to_string_lossy().into_owned());
    below.filter(|p| leads_there(p)).min_by_key(String::len)
}

/// What the last build left of a module.
#[derive(Debug, Default, PartialEq, Eq)]
struct Library {
    /// Archives that the crate links with.
    archives: Vec<PathBuf>,
    /// What the probes link with: the archives, else the module's objects.
    link: Vec<PathBuf>,
}

/// Finds the archives that define what the module's sources define, and those that these need.
fn library(
    module: &Module,
    commands: &[Command],
    code: &Codebase,
    symbols: &[Symbol],
    notes: &mut Vec<String>,
) -> Result<Library, Failure> {
    let strong = |s: &&Symbol| {
        s.defined
            && s.linkage == Linkage::External
            && !(s.inline || s.implicit || s.template || s.weak)
            && module.files.contains(&s.file)
    };
    let wanted: BTreeSet<&str> = symbols.iter().filter(strong).map(|s| s.mangled.as_str()).collect();
    let mut known = Vec::new();
    for file in below(&code.build) {
        let read = archives::read(std::slice::from_ref(&file))?;
        known.push((file, read));
    }
    let archives = needed(&wanted, &known);
    if !archives.is_empty() || wanted.is_empty() {
        return Ok(Library { link: archives.clone(), archives });
    }
    let objects = commands.iter().filter(|c| module.files.contains(&c.file)).flat_map(|c| &c.objects);
    let link: Vec<PathBuf> = objects.filter(|o| o.is_file()).cloned().collect();
    notes.push(if link.is_empty() {
        "the last build left nothing of this module, so nobody checked that what it declares can be linked: build it first"
            .to_owned()
    } else {
        "no archive of the build holds this module: whoever links the crate has to bring its objects".to_owned()
    });
    Ok(Library { archives: Vec::new(), link })
}

/// The archives that define some of the wanted symbols, then those that define what these need, and so on. Of several
/// that define the same, the first in order is enough.
fn needed(wanted: &BTreeSet<&str>, known: &[(PathBuf, archives::Archives)]) -> Vec<PathBuf> {
    let mut open: BTreeSet<&str> = wanted.clone();
    let mut taken: Vec<usize> = Vec::new();
    loop {
        let gain = |at: &usize| open.iter().filter(|s| known[*at].1.defined.contains(**s)).count();
        let rest = (0..known.len()).filter(|at| !taken.contains(at));
        let Some(best) = rest.max_by_key(|at| (gain(at), std::cmp::Reverse(*at))).filter(|at| gain(at) > 0) else {
            return taken.iter().map(|at| known[*at].0.clone()).collect();
        };
        taken.push(best);
        open.extend(known[best].1.needed.iter().map(String::as_str));
        open.retain(|s| !taken.iter().any(|at| known[*at].1.defined.contains(*s)));
    }
}

/// The static archives below a folder, in order.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut todo = vec![folder.to_owned()];
    while let Some(folder) = todo.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let (path, kind) = (entry.path(), entry.file_type());
            // Links would lead around in circles.
            if kind.as_ref().is_ok_and(std::fs::FileType::is_dir) {
                todo.push(path);
            } else if kind.is_ok_and(|k| k.is_file()) && path.extension().is_some_and(|e| e == "a") {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}

/// A path as the crate names it: what lies in the codebase moves with it, what lies elsewhere does not.
fn named(path: &Path, out: &Path, code: &Codebase) -> String {
    let around = code.state.parent().unwrap_or(&code.root);
    let real = output::real(path);
    let together = [&code.root, around, &code.build].iter().any(|d| real.starts_with(output::real(d)));
    let named = if together { output::relative(out, path) } else { real };
    let parts = named.components().filter(|c| !matches!(c, Component::CurDir));
    let named: PathBuf = parts.collect();
    if named.as_os_str().is_empty() { ".".to_owned() } else { named.to_string_lossy().into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(name: &str, defined: &[&str], needed: &[&str]) -> (PathBuf, archives::Archives) {
        let set = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        let known = archives::Archives { defined: set(defined), needed: set(needed), ..archives::Archives::default() };
        (PathBuf::from(name), known)
    }

    #[test]
    fn archives_bring_those_that_they_need() {
        let known = [
            archive("liball.a", &["a", "b"], &["c", "malloc"]),
            archive("libcopy.a", &["a"], &[]),
            archive("libother.a", &["z"], &[]),
            archive("libthird.a", &["c"], &[]),
        ];
        assert_eq!(needed(&BTreeSet::from(["a", "b"]), &known), [Path::new("liball.a"), Path::new("libthird.a")]);
        assert!(needed(&BTreeSet::from(["q"]), &known).is_empty());
    }
}

//! `migrate bridge --headers …`: an installed library, with no project around it.

use std::collections::BTreeSet;

use migrate_bridge_gen::Request;
use migrate_model::config::BridgeConfig;
use migrate_report::table::count;

use super::{Job, State, answers, archives, facts, headers, includes, overrides, toolchain, workspace};
use crate::failure::Failure;
use crate::request::{Bridge, Context, Library, Typed};
use crate::{bridge, config};

/// Collects everything that the generator needs.
pub fn job(library: &Library, asked: &Bridge, context: &Context) -> Result<Job, Failure> {
    let Some(out) = &asked.out else {
        return Err(Failure::usage("--out is missing").help("it names the folder of the crate"));
    };
    let crate_name = asked.name.clone().unwrap_or_else(|| bridge::package_name(out));
    let toolchain = toolchain(library, context)?;
    let state = State::beside(out, asked, context)?;
    let (read, usable, mut notes) = facts(library, &toolchain, &state, asked.jobs, context)?;
    let decided = decisions(&read.facts, &mut notes, context)?;
    let known = archives::read(&toolchain.link)?;
    notes.extend(unread(&known));
    let sizes = [(known.defined.len(), "symbol"), (known.throwing.len(), "throwing function")];
    context.talk.detail("Library", sizes.map(|(n, noun)| count(n as u64, noun)).join(" · "));
    let from_crate = |typed: &Typed| {
        let path = if typed.absolute { typed.path.clone() } else { super::output::relative(out, &typed.path) };
        path.to_string_lossy().into_owned()
    };
    let request = Request {
        crate_name,
        headers: usable,
        namespaces: library.namespaces.clone(),
        files: BTreeSet::new(),
        standard: library.standard.clone(),
        flags: library.flags.clone(),
        exceptions: toolchain::has_exceptions(&library.flags),
        standalone: workspace::is_standalone(out),
        library: migrate_bridge_gen::Library {
            include_dirs: library.include_dirs.iter().map(from_crate).collect(),
            archives: library.archives.iter().map(from_crate).collect(),
            system: library.system.clone(),
        },
        overrides: overrides::map(&decided, asked.panic),
        instances: asked.instances.iter().chain(&decided.instances).cloned().collect(),
        port: None,
    };
    let answers::Completed { mut read, notes: unknown } =
        answers::complete(read, &request, None, &toolchain, &state, context)?;
    notes.extend(unknown);
    if !toolchain.link.is_empty() {
        read.facts.defined = Some(known.defined);
        read.facts.throwing = known.throwing;
    }
    Ok(Job { request, facts: read.facts, facts_hash: read.hash, crate_dir: out.clone(), state, toolchain, notes })
}

/// Facts of the headers that compile, and those headers. A header that does not is scanned a first time only.
fn facts(
    library: &Library,
    toolchain: &toolchain::Toolchain,
    state: &State,
    jobs: usize,
    context: &Context,
) -> Result<(facts::Read, Vec<String>, Vec<String>), Failure> {
    let read = |headers: &[String]| {
        let (index, notes) = headers::index(headers, toolchain, state, context)?;
        Ok((facts::read(&index).map_err(|e| Failure::index(e, context.locked))?, notes))
    };
    let (mut known, mut notes) = read(&library.headers)?;
    let usable = includes::usable(&library.headers, toolchain, &known.hash, &state.dir, jobs)?;
    if !usable.refused.is_empty() {
        (known, notes) = read(&usable.headers)?;
        notes.extend(usable.notes());
    }
    Ok((known, usable.headers, notes))
}

fn toolchain(library: &Library, context: &Context) -> Result<toolchain::Toolchain, Failure> {
    let (program, first) = toolchain::find(library.compiler.as_deref())?;
    let standard = format!("-std={}", library.standard);
    Ok(toolchain::Toolchain {
        program,
        first,
        flags: std::iter::once(standard).chain(library.flags.iter().cloned()).collect(),
        dir: context.dir.clone(),
        include_dirs: library.include_dirs.iter().map(|d| d.path.clone()).collect(),
        link: library.archives.iter().map(|a| a.path.clone()).collect(),
        system: library.system.clone(),
        promised: BTreeSet::new(),
    })
}

/// `[bridge]` of the nearest `migrate.toml`, if there is one. It may speak of several libraries, so that a name which
/// this one does not have is worth a note only.
fn decisions(
    facts: &migrate_bridge_gen::Facts,
    notes: &mut Vec<String>,
    context: &Context,
) -> Result<BridgeConfig, Failure> {
    let Some(file) = config::find(&context.dir) else { return Ok(BridgeConfig::default()) };
    let loaded = config::read(&file, context)?;
    overrides::check(&loaded.config.bridge, &file, context)?;
    let note = |u: overrides::Unknown| match u.near {
        Some(near) => format!("{}: this library has no `{}`; did you mean `{near}`?", context.shown(&file), u.key),
        None => format!("{}: this library has no `{}`", context.shown(&file), u.key),
    };
    notes.extend(overrides::unknown(&loaded.config.bridge, facts).into_iter().map(note));
    Ok(loaded.config.bridge)
}

/// What to say about archive members that cannot be read.
pub fn unread(known: &archives::Archives) -> Option<String> {
    let first = known.unread.first()?;
    let more = known.unread.len() - 1;
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    Some(format!("not all of the library could be read, so functions may be missing: {first}{more}"))
}

//! `migrate port`: Rust behind a module's unchanged C++ callers.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use migrate_model::exit;
use migrate_model::facts::{Site, SiteKind};
use migrate_model::port::{Facade, Implementation, PortDocument, SCHEMA, SCHEMA_VERSION};
use migrate_report::port::{self as text, PortReport};
use migrate_report::table::count;

use crate::args::{Format, PortArgs};
use crate::bridge::compiler;
use crate::bridge::output::{self, Changes, Files};
use crate::bridge::{self, Job, Made, module};
use crate::failure::Failure;
use crate::port::{Places, Ported, crates, ported, skeleton, written};
use crate::progress::Phases;
use crate::request::{self, Context};
use crate::{config, documents, talk};

/// A folder of generated files and what differs there.
struct Folder {
    dir: PathBuf,
    files: Files,
    changes: Changes,
}

impl Folder {
    fn new(dir: PathBuf, files: Files, force: bool, context: &Context) -> Result<Folder, Failure> {
        let files = output::with_list(files);
        let changes = output::compare(&dir, &files, force, context)?;
        Ok(Folder { dir, files, changes })
    }

    fn stale(&self, context: &Context) -> Vec<String> {
        self.changes.stale().iter().map(|p| context.shown(&self.dir.join(p))).collect()
    }
}

pub fn run(args: &PortArgs, context: &Context) -> Result<u8, Failure> {
    context.allow("port", &[Format::Human, Format::Json])?;
    let started = Instant::now();
    let asked = request::port(args);
    let phases = Phases::new(context.talk);
    let job = module::job(&args.module, &asked, context)?;
    let made = bridge::make(&job, &asked, &phases, context);
    phases.clear();
    let made = made?;
    let facade = made.remembered.facade.clone().unwrap_or_default();
    if facade.functions.is_empty() {
        return Err(nothing(&job, &facade));
    }
    let loaded = config::load(context)?;
    let place = place(&job, &facade, &loaded)?;
    let folders = folders(&job, &facade, &place, &loaded, args.force, context)?;
    let is_new = !place.places.written.join("Cargo.toml").is_file();
    if !args.check && !context.dry_run {
        bridge::write(&job, &made)?;
        for folder in &folders {
            output::apply(&folder.dir, &folder.files, &folder.changes)?;
        }
        if is_new {
            begin(&job, &facade, &place)?;
        }
    }
    let written::Written { functions: known, holes } = written::read(&place.places.written);
    let wanted: BTreeSet<&str> = facade.functions.iter().map(|(name, _)| name.as_str()).collect();
    let unwritten: Vec<String> =
        wanted.iter().filter(|w| known.get(**w).copied().unwrap_or(true)).map(|w| (*w).to_owned()).collect();
    let gone: Vec<String> = known.keys().filter(|k| !wanted.contains(k.as_str())).cloned().collect();
    let mut stale = made.changes.stale().iter().map(|p| context.shown(&job.crate_dir.join(p))).collect::<Vec<_>>();
    stale.extend(folders.iter().flat_map(|f| f.stale(context)));
    stale.sort();
    let document = PortDocument {
        schema: SCHEMA.to_owned(),
        schema_version: SCHEMA_VERSION,
        module: place.ported.module.clone(),
        rust_crate: context.shown(&place.places.written),
        bridge_crate: context.shown(&job.crate_dir),
        facade_crate: context.shown(&place.places.facade),
        symbols: facade.rows.clone(),
        classes: facade.classes.clone(),
        ownership: facade.ownership.clone(),
        unwritten,
        holes,
        gone,
        notes: made.remembered.notes.clone(),
        stale: (args.check || context.dry_run).then(|| stale.clone()),
    };
    talk::answer(&match context.format {
        Format::Json => documents::print(&document),
        _ if args.check => text::stale(&document, &stale),
        _ => text::human(&PortReport { document: &document, seconds: started.elapsed().as_secs_f64() }, &title),
    })?;
    tell(&made, &folders, is_new, &place, args.check, context);
    Ok(if args.check && !stale.is_empty() { exit::GATE_FAILED } else { exit::OK })
}

/// What a code means in general.
fn title(code: &str) -> Option<&'static str> {
    migrate_rules::find(code).map(|r| r.title)
}

fn nothing(job: &Job, facade: &Facade) -> Failure {
    let module = job.request.port.as_ref().map_or("", |p| p.module.as_str());
    let failure = Failure::nothing(format!("nothing of module `{module}` can become Rust yet"));
    let kept = facade.rows.iter().filter(|r| r.implementation == Implementation::Cpp).take(3);
    kept.fold(failure, |f, row| {
        let (code, reason) = (row.code.as_deref().unwrap_or_default(), row.reason.as_deref().unwrap_or_default());
        f.note(format!("{code} {}: {reason}", row.name))
    })
    .help("`migrate explain CODE` says more")
}

/// Where the module's parts go, and how they are called.
struct Place {
    ported: Ported,
    places: Places,
    rust_modules: PathBuf,
}

fn place(job: &Job, facade: &Facade, loaded: &config::Loaded) -> Result<Place, Failure> {
    let Some(port) = &job.request.port else { return Err(Failure::unexpected("a port without a request")) };
    let sources: Vec<String> = job.request.port.iter().flat_map(|p| p.sources.iter().cloned()).collect();
    let generated = loaded.dir.join(&loaded.config.generated);
    let rust_modules = loaded.dir.join(&loaded.config.port.rust_modules);
    let places = Places {
        facade: generated.join(&port.module).join("facade"),
        written: rust_modules.join(&port.module),
        runtime: loaded.config.port.runtime.as_ref().map(|r| loaded.dir.join(r)),
        generated,
    };
    let before_main = |s: &Site| s.kind == SiteKind::StaticInit && port.sources.contains(&s.file);
    let whole = facade.rows.iter().all(|r| r.implementation == Implementation::Both)
        && !job.facts.sites.iter().any(before_main);
    let ported = Ported { replaces: !facade.headers.is_empty(), ..Ported::new(&port.module, sources, whole) };
    Ok(Place { ported, places, rust_modules })
}

/// Everything that is generated beside the bridge.
fn folders(
    job: &Job,
    facade: &Facade,
    place: &Place,
    loaded: &config::Loaded,
    force: bool,
    context: &Context,
) -> Result<[Folder; 2], Failure> {
    let Place { ported: new, places, rust_modules } = place;
    let mut all = ported(&places.generated)?;
    all.retain(|p| p.module != new.module);
    all.push(new.clone());
    all.sort_by(|a, b| a.module.cmp(&b.module));
    let own = crates::facade(new, facade, &loaded.config.port, places, &job.request);
    Ok([
        Folder::new(places.facade.clone(), own, force, context)?,
        Folder::new(places.generated.clone(), crates::shared(&all, places, rust_modules), force, context)?,
    ])
}

/// Makes the crate that a person writes in.
fn begin(job: &Job, facade: &Facade, place: &Place) -> Result<(), Failure> {
    let places = &place.places;
    let files =
        skeleton::files(&place.ported, facade, &places.written, &job.crate_dir, &places.generated, &compiler::format);
    for (path, text) in files {
        let file = places.written.join(path);
        if !file.exists() {
            output::save(&file, &text)?;
        }
    }
    Ok(())
}

fn tell(made: &Made, folders: &[Folder], is_new: bool, place: &Place, check: bool, context: &Context) {
    let talk = context.talk;
    if check {
        return;
    }
    let changed = folders.iter().map(|f| f.changes.write.len() + f.changes.remove.len()).sum::<usize>()
        + made.changes.write.len()
        + made.changes.remove.len();
    if changed == 0 && !is_new {
        talk.say("Unchanged", format!("{}: nothing to do", place.ported.module));
    } else {
        let verb = if context.dry_run { "Would write" } else { "Wrote" };
        talk.say(verb, format!("{} below {}", count(changed as u64, "file"), context.shown(&place.places.generated)));
        if is_new {
            talk.say(verb, format!("{}: write the Rust here", context.shown(&place.places.written)));
        }
    }
    talk.next(format!(
        "cargo check in {} · migrate switch {} rust",
        context.shown(&place.places.written),
        place.ported.module
    ));
}

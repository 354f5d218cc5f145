//! `migrate island`: the objects of a ported module, renamed so that both implementations link together, and compared with
//! those of its facade.

use std::path::Path;

use migrate_island::{Closure, Comparison, Definition, Gap, IslandError, Job, ListError, ObjectError, PlanError};
use migrate_model::exit;

use crate::args::{ClosureArg, Format, IslandArgs};
use crate::failure::Failure;
use crate::request::Context;

/// How many symbols a message names.
const NAMED: usize = 20;

pub fn run(args: &IslandArgs, context: &Context) -> Result<u8, Failure> {
    context.allow("island", &[Format::Human])?;
    match (&args.compare, &args.out) {
        (Some(archive), _) => compare(args, archive, context),
        (None, Some(out)) => rename(args, out, context),
        (None, None) => Err(Failure::unexpected("neither --out nor --compare")),
    }
}

fn closure(args: &IslandArgs) -> Closure {
    match args.closure {
        ClosureArg::Reached => Closure::Reached,
        ClosureArg::Used => Closure::Used,
    }
}

fn rename(args: &IslandArgs, out: &Path, context: &Context) -> Result<u8, Failure> {
    let job = Job {
        facade: context.path(&args.facade),
        objects: args.objects.iter().map(|o| context.path(o)).collect(),
        out: context.path(out),
        // A name without a folder is searched in PATH.
        objcopy: args.objcopy.as_ref().map(|p| if p.components().count() > 1 { context.path(p) } else { p.clone() }),
        closure: closure(args),
        dry_run: context.dry_run,
    };
    let done = migrate_island::run(&job).map_err(failure)?;
    let (listed, beside) = (done.plan.renames.len() - done.plan.beside, done.plan.beside);
    context.talk.detail("Renamed", format!("{listed} symbols of the facade and {beside} that lead to them"));
    let verb = if context.dry_run { "Would write" } else { "Wrote" };
    let out = context.shown(&job.out);
    context.talk.detail(verb, format!("{} of {} objects below {out}", done.written, done.objects.len()));
    Ok(exit::OK)
}

/// Whether the facade stands for the original.
fn compare(args: &IslandArgs, archive: &Path, context: &Context) -> Result<u8, Failure> {
    let facade = context.path(&args.facade);
    let comparison = Comparison {
        stays: args.stays.as_ref().map_or_else(|| facade.with_file_name("stays.txt"), |p| context.path(p)),
        facade,
        archive: context.path(archive),
        objects: args.objects.iter().map(|o| context.path(o)).collect(),
        closure: closure(args),
    };
    let proof = migrate_island::compare(&comparison).map_err(failure)?;
    if proof.gaps.is_empty() {
        context.talk.detail("Compared", format!("{} symbols are the same on both sides", proof.same));
        return Ok(exit::OK);
    }
    Err(differs(&proof.gaps, &context.shown(&comparison.facade)))
}

/// What each difference is, for a person.
fn words(gap: Gap) -> &'static str {
    match gap {
        Gap::Unfaced => "missing in the facade, which is to define it",
        Gap::Undeclared => "missing in the facade, and not said to stay in C++",
        Gap::Twice => "defined by the facade and by the original",
        Gap::Extra => "only in the facade",
    }
}

/// Facade and original are not the same.
fn differs(gaps: &[(Gap, Definition)], list: &str) -> Failure {
    let mut failure = Failure::gate("MG0605: the facade and the original do not define the same symbols");
    for (gap, definition) in gaps.iter().take(NAMED) {
        let (name, words) = (&definition.name, words(*gap));
        failure = failure.note(match demangled(name) {
            Some(readable) => format!("{readable}: {words} ({name})"),
            None => format!("{name}: {words}"),
        });
    }
    if let Some(more @ 1..) = gaps.len().checked_sub(NAMED) {
        failure = failure.note(format!("and {more} more"));
    }
    failure
        .note(format!("compared with {list}; nothing is linked as long as they differ"))
        .help("`migrate explain MG0605`; most often the C++ was changed after `migrate port` read it: run that again")
}

fn demangled(symbol: &str) -> Option<String> {
    cpp_demangle::Symbol::new(symbol).ok()?.demangle().ok()
}

fn failure(error: IslandError) -> Failure {
    let text = error.to_string();
    match error {
        IslandError::Io { doing, path, source } => Failure::io(doing, &path, &source),
        IslandError::List { error: ListError { .. }, .. } => {
            Failure::usage(text).help("`migrate port` writes the list: run it again")
        }
        IslandError::Object { error: ObjectError::Lto, .. } => {
            Failure::gate(text).help("compile the module with -fno-lto; everything else may keep it")
        }
        IslandError::Object { error: ObjectError::NoArchive | ObjectError::NoIndex, .. } => {
            Failure::gate(text).help("--compare takes the archive of the facades, as cargo wrote it")
        }
        IslandError::Object { .. } => {
            Failure::gate(text).help("island takes the objects of the module, as the compiler wrote them")
        }
        IslandError::Plan(plan) => unfit(&plan),
        IslandError::NoObjcopy(_) => Failure::tool(text)
            .note("it renames the symbols of the original, so that both implementations link together")
            .help("it is part of GNU binutils (Debian: `apt install binutils`) and, as llvm-objcopy, of LLVM")
            .help("--objcopy PROG names another one; in CMake that is CMAKE_OBJCOPY"),
        IslandError::Objcopy { .. } | IslandError::Result { .. } => Failure::unexpected(text)
            .help("--objcopy PROG (in CMake: CMAKE_OBJCOPY) names another one, such as llvm-objcopy"),
    }
}

/// List and objects do not fit.
fn unfit(error: &PlanError) -> Failure {
    let (message, names, way_out) = match error {
        PlanError::Missing(names) => (
            "MG0604: the facade defines what the original does not",
            names,
            "`migrate explain MG0604`; most often the C++ was changed after `migrate port` read it: run that again",
        ),
        PlanError::Twice(names) => (
            "several objects of the module define the same symbol",
            names,
            "each object of the module is given once, and only those of one target",
        ),
        PlanError::Data(names) => (
            "the facade lists variables, of which there can be only one",
            names,
            "variables stay with the original: take them out of the list",
        ),
    };
    let failure = names.iter().take(NAMED).fold(Failure::gate(message), |f, name| f.note(name));
    let failure = match names.len().checked_sub(NAMED) {
        Some(more @ 1..) => failure.note(format!("and {more} more")),
        _ => failure,
    };
    failure.help(way_out)
}

//! `migrate bridge`: a Rust crate that calls C++.

use std::time::Instant;

use migrate_model::bridge::{BridgeDocument, Status};
use migrate_model::exit;
use migrate_report::bridge::{self as text, BridgeReport};
use migrate_report::html::{BridgePage, bridge_page};
use migrate_report::table::count;

use crate::args::{BridgeArgs, Format};
use crate::bridge::{self, Job, Made, library, module, output, remembered};
use crate::failure::Failure;
use crate::progress::Phases;
use crate::request::{self, Bridge, Bridged, Context};
use crate::verbs::plan::save;
use crate::{documents, talk};

pub fn run(args: &BridgeArgs, context: &Context) -> Result<u8, Failure> {
    context.allow("bridge", &[Format::Human, Format::Json])?;
    let started = Instant::now();
    let asked = request::bridge(args, context)?;
    let phases = Phases::new(context.talk);
    let job = match &asked.what {
        Bridged::Library(library) => library::job(library, &asked, context)?,
        Bridged::Module(name) => module::job(name, &asked, context)?,
    };
    context.talk.detail("Read", format!("headers and library in {:.1} s", started.elapsed().as_secs_f64()));
    let made = bridge::make(&job, &asked, &phases, context);
    phases.clear();
    let made = made?;
    if !asked.check && !context.dry_run {
        bridge::write(&job, &made)?;
    }
    answer(&job, &made, &asked, started.elapsed().as_secs_f64(), context)?;
    tell(&job, &made, &asked, context);
    page(&job, &made, &asked, context)?;
    next(&job, &made, &asked, context);
    let stale = asked.check && !made.changes.is_empty();
    Ok(if stale { exit::GATE_FAILED } else { exit::OK })
}

fn answer(job: &Job, made: &Made, asked: &Bridge, seconds: f64, context: &Context) -> Result<(), Failure> {
    let known = &made.remembered;
    let shown = context.shown(&job.crate_dir);
    let stale: Vec<String> = made.changes.stale().iter().map(|p| context.shown(&job.crate_dir.join(p))).collect();
    talk::answer(&match context.format {
        Format::Json => {
            let looked = asked.check || context.dry_run;
            let document = known.document(&job.crate_dir, context);
            documents::print(&BridgeDocument { stale: looked.then_some(stale), ..document })
        }
        _ if asked.check => text::stale(&stale, known.files.len() as u64, &shown),
        _ => {
            let report = BridgeReport { items: &known.items, notes: &known.notes, out: &shown, seconds };
            text::human(&report, &title)
        }
    })
}

/// What a code means in general.
fn title(code: &str) -> Option<&'static str> {
    migrate_rules::find(code).map(|r| r.title)
}

/// Writes the page: where it was asked for, else beside the tool's state.
fn page(job: &Job, made: &Made, asked: &Bridge, context: &Context) -> Result<(), Failure> {
    let known = &made.remembered;
    let file = match &asked.html {
        Some(file) => file.clone(),
        None if asked.check || context.dry_run => return Ok(()),
        None => remembered::file(&job.state.dir, &known.crate_name, "html"),
    };
    let page = BridgePage { crate_name: &known.crate_name, items: &known.items, notes: &known.notes };
    save("Page", &file, &bridge_page(&page, &title), context)
}

/// What was done.
fn tell(job: &Job, made: &Made, asked: &Bridge, context: &Context) {
    let talk = context.talk;
    if asked.check {
        // The answer has said it.
    } else if made.changes.is_empty() {
        talk.say("Unchanged", format!("{}: nothing to do", context.shown(&job.crate_dir)));
    } else {
        let (write, remove) = if context.dry_run { ("Would write", "Would remove") } else { ("Wrote", "Removed") };
        let names = |list: &[String]| output::some(list);
        let sizes = |list: &[String]| count(list.len() as u64, "file");
        let Made { changes, .. } = made;
        for (verb, list) in [(write, &changes.write), (remove, &changes.remove)] {
            if !list.is_empty() {
                talk.say(verb, format!("{}: {}", sizes(list), names(list)));
            }
        }
    }
}

/// The next command: how to use the crate, and how to learn why something is missing.
fn next(job: &Job, made: &Made, asked: &Bridge, context: &Context) {
    let talk = context.talk;
    if asked.check {
        if !made.changes.is_empty() {
            talk.next("the same without --check, and commit what it writes");
        }
        return;
    }
    if context.dry_run {
        talk.next("the same without --dry-run");
        return;
    }
    let folder = output::relative(&context.dir, &job.crate_dir);
    let add = format!("cargo add --path {}", folder.display());
    let items = &made.remembered.items;
    let telling = items.iter().find(|i| i.status == Status::Skipped).or_else(|| items.iter().find(|i| !i.safe));
    let show = telling.or(items.first()).map_or_else(String::new, |item| {
        let at = match &asked.what {
            Bridged::Library(_) if job.crate_dir != context.dir => format!("-C {} ", folder.display()),
            _ => String::new(),
        };
        format!(" · migrate {at}show {}", quoted(&item.name))
    });
    talk.next(format!("{add}{show}"));
}

/// A name as a shell takes it.
fn quoted(name: &str) -> String {
    shlex::try_quote(name).map_or_else(|_| name.to_owned(), |q| q.into_owned())
}

//! `migrate bridge`: a Rust crate that calls C++.

use std::path::PathBuf;
use std::time::Instant;

use migrate_model::exit;
use migrate_report::bridge::{self as text, BridgeReport};
use migrate_report::table::count;

use crate::args::{BridgeArgs, Format};
use crate::bridge::{self, Job, Made, library, output};
use crate::failure::Failure;
use crate::progress::Phases;
use crate::request::{self, Bridge, Bridged, Context};
use crate::{documents, talk};

pub fn run(args: &BridgeArgs, context: &Context) -> Result<u8, Failure> {
    context.allow("bridge", &[Format::Human, Format::Json])?;
    let started = Instant::now();
    let asked = request::bridge(args, context)?;
    let job = match &asked.what {
        Bridged::Library(library) => library::job(library, &asked, context)?,
        Bridged::Module(_) => return Err(Failure::unexpected("not yet")),
    };
    let phases = Phases::new(context.talk);
    let made = bridge::make(&job, &asked, &phases, context);
    phases.clear();
    let made = made?;
    let writes = !asked.check && !context.dry_run;
    if writes {
        bridge::write(&job, &made)?;
    }
    answer(&job, &made, started.elapsed().as_secs_f64(), context)?;
    tell(&job, &made, &asked, context);
    let stale = asked.check && !made.changes.is_empty();
    Ok(if stale { exit::GATE_FAILED } else { exit::OK })
}

fn answer(job: &Job, made: &Made, seconds: f64, context: &Context) -> Result<(), Failure> {
    let known = &made.remembered;
    let shown = context.shown(&job.crate_dir);
    talk::answer(&match context.format {
        Format::Json => documents::print(&known.document(&job.crate_dir, context)),
        _ => {
            let report = BridgeReport { items: &known.items, notes: &known.notes, out: &shown, seconds };
            text::human(&report, &|code| migrate_rules::find(code).map(|r| r.title))
        }
    })
}

/// What was done, and what comes next.
fn tell(job: &Job, made: &Made, asked: &Bridge, context: &Context) {
    let talk = context.talk;
    let path = |p: &str| context.shown(&job.crate_dir.join(p));
    if made.changes.is_empty() {
        talk.say("Unchanged", format!("{}: nothing to do", context.shown(&job.crate_dir)));
    } else if asked.check {
        for file in made.changes.stale() {
            talk.say("Stale", path(file));
        }
        talk.next("run it without --check, and commit what it writes");
        return;
    } else {
        let (write, remove) = if context.dry_run { ("Would write", "Would remove") } else { ("Wrote", "Removed") };
        let names = |list: &[String]| output::some(&list.iter().map(|p| path(p)).collect::<Vec<_>>());
        let sizes = |list: &[String]| count(list.len() as u64, "file");
        let Made { changes, .. } = made;
        for (verb, list) in [(write, &changes.write), (remove, &changes.remove)] {
            if !list.is_empty() {
                talk.say(verb, format!("{}: {}", sizes(list), names(list)));
            }
        }
    }
    let folder: PathBuf = output::relative(&context.dir, &job.crate_dir);
    talk.next(format!("{} = {{ path = \"{}\" }} in Cargo.toml", job.request.crate_name, folder.display()));
}

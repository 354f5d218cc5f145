//! `migrate plan`: modules, order, decisions, findings.

use std::path::{Path, PathBuf};

use migrate_model::exit;
use migrate_report::{github, plan as text, sarif};
use migrate_scan::Codebase;

use crate::args::{Format, PlanArgs};
use crate::failure::Failure;
use crate::planning::{self, Planned};
use crate::request::{self, Context};
use crate::verbs::init::replace;
use crate::{codebase, documents, rules, talk};

pub fn run(args: &PlanArgs, context: &Context) -> Result<u8, Failure> {
    let code = codebase::open(context)?;
    let index = codebase::index(&code, context)?;
    let planned = planning::plan(&code, &index, request::granularity(args.granularity), context)?;
    let answer = answer(&planned, &code, args, context);
    match &args.out {
        None => talk::answer(&answer)?,
        Some(out) => {
            let plain = anstream::adapter::strip_str(&answer).to_string();
            save("Wrote", &context.path(out), &plain, context)?;
        }
    }
    page(&planned, &code, args, context)?;
    if let Some(first) = planned.plan.steps.first().and_then(|s| s.modules.first()) {
        context.talk.next(format!("migrate show {first}"));
    }
    Ok(exit::OK)
}

fn answer(planned: &Planned, code: &Codebase, args: &PlanArgs, context: &Context) -> String {
    let Planned { plan, graph, findings, .. } = planned;
    match context.format {
        Format::Human => text::human(plan, graph.files.len() as u64, args.all),
        Format::Json => documents::print(plan),
        Format::Sarif => documents::print(&sarif::document(
            findings,
            &rules::described(),
            env!("CARGO_PKG_VERSION"),
            &rules::prefix(code, context),
        )),
        Format::Github => github::annotations(findings, &rules::prefix(code, context)),
    }
}

/// Writes the page: where it was asked for, and for people also without being asked, beside the index.
fn page(planned: &Planned, code: &Codebase, args: &PlanArgs, context: &Context) -> Result<(), Failure> {
    let (file, asked): (PathBuf, bool) = match &args.html {
        Some(file) => (context.path(file), true),
        None if context.format == Format::Human => (code.state.join("plan.html"), false),
        None => return Ok(()),
    };
    let html = crate::page::html(planned, code);
    match save("Page", &file, &html, context) {
        Err(failure) if !asked => {
            context.talk.warn(format!("no page: {}", failure.message));
            Ok(())
        }
        other => other,
    }
}

/// Writes a file unless it says the same already.
pub fn save(verb: &str, file: &Path, text: &str, context: &Context) -> Result<(), Failure> {
    let shown = context.shown(file);
    if context.dry_run {
        context.talk.say("Would write", shown);
        return Ok(());
    }
    if !std::fs::read(file).is_ok_and(|old| old == text.as_bytes()) {
        replace(file, text)?;
    }
    context.talk.say(verb, shown);
    Ok(())
}

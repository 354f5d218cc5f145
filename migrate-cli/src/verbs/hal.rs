//! `migrate hal`: Rust over a vendor's C HAL.

use migrate_hal::{Bindings, Fault, Hal, HalError, Seen};
use migrate_model::config::STATE_DIR;
use migrate_model::exit;
use migrate_model::finding::Finding;
use migrate_report::{github, hal as text, sarif};
use serde::Serialize;

use crate::args::{Format, HalArgs, HalCheckArgs, HalScanArgs, HalVerb};
use crate::config::{self, Loaded, nearest};
use crate::failure::Failure;
use crate::request::Context;
use crate::verbs::{hal_bench, hal_generate, hal_test};
use crate::{documents, rules, talk};

/// Folder of fetched sources, below the tool's state.
const CACHE: &str = "hal";

pub fn run(args: &HalArgs, context: &Context) -> Result<u8, Failure> {
    match &args.what {
        HalVerb::Scan(a) => scan(a, context),
        HalVerb::Check(a) => check(a, context),
        HalVerb::Generate(a) => hal_generate::run(a, context),
        HalVerb::Test(a) => hal_test::run(a, context),
        HalVerb::Bench(a) => hal_bench::run(a, context),
    }
}

fn scan(args: &HalScanArgs, context: &Context) -> Result<u8, Failure> {
    let hal = open(args.name.as_deref(), context)?;
    context.talk.detail("Reading", format!("{} in {}", hal.sources.from, hal.sources.root.display()));
    let scan = migrate_hal::scan(&hal).map_err(failure)?;
    print(&scan, &scan.findings, &hal, context, |source| text::scan(&scan, args.all, source))?;
    context.talk.next(format!("migrate hal check {}", hal.name));
    Ok(exit::OK)
}

fn check(args: &HalCheckArgs, context: &Context) -> Result<u8, Failure> {
    let hal = open(args.name.as_deref(), context)?;
    context.talk.detail("Reading", format!("{} in {}", hal.sources.from, hal.sources.root.display()));
    let bindings = match (&args.bindings, args.naive) {
        (Some(file), _) => Bindings::existing(&hal, &context.path(file)),
        (None, true) => migrate_hal::bind(&hal, Seen::Guessed),
        (None, false) => migrate_hal::bind(&hal, Seen::Probed),
    };
    let check = migrate_hal::gate(&hal, &bindings.map_err(failure)?).map_err(failure)?;
    print(&check, &check.findings, &hal, context, |source| text::check(&check, args.all, source))?;
    if let Some(finding) = check.findings.first() {
        context.talk.next(format!("migrate explain {}", finding.code));
    }
    Ok(if check.disagreements.is_empty() { exit::OK } else { exit::GATE_FAILED })
}

/// The HAL that is named, or the only one.
pub(super) fn open(name: Option<&str>, context: &Context) -> Result<Hal, Failure> {
    let loaded = config::load(context)?;
    let name = choose(name, &loaded)?;
    let cache = loaded.dir.join(STATE_DIR).join(CACHE);
    Hal::open(name, &loaded.config.hal[name], &loaded.dir, &cache).map_err(failure)
}

fn choose<'a>(name: Option<&'a str>, loaded: &'a Loaded) -> Result<&'a str, Failure> {
    let known = || loaded.config.hal.keys().map(String::as_str);
    let all = || known().collect::<Vec<_>>().join(", ");
    match (name, loaded.config.hal.len()) {
        (_, 0) => Err(Failure::nothing(format!("{} describes no HAL", loaded.file.display()))
            .help("add a table [hal.NAME]: where its sources are, the vendor's compiler and flags, the headers")),
        (Some(name), _) if loaded.config.hal.contains_key(name) => Ok(name),
        (Some(name), _) => {
            let failure = Failure::usage(format!("no HAL is called `{name}`"));
            Err(match nearest(name, known()) {
                Some(near) => failure.help(format!("did you mean `{near}`?")),
                None => failure.help(format!("HALs of migrate.toml: {}", all())),
            })
        }
        (None, 1) => Ok(known().next().unwrap_or_default()),
        (None, _) => {
            Err(Failure::usage("several HALs are described, and none is named").help(format!("name one of: {}", all())))
        }
    }
}

pub(super) fn print<T: Serialize>(
    document: &T,
    findings: &[Finding],
    hal: &Hal,
    context: &Context,
    human: impl FnOnce(&mut dyn FnMut(&str) -> Option<Vec<u8>>) -> String,
) -> Result<(), Failure> {
    let root = &hal.sources.root;
    let prefix = || rules::prefix_of(root, context);
    let mut source = |file: &str| std::fs::read(hal.file(file)).ok();
    talk::answer(&match context.format {
        Format::Json => documents::print(document),
        Format::Sarif => {
            documents::print(&sarif::document(findings, &rules::described(), env!("CARGO_PKG_VERSION"), &prefix()))
        }
        Format::Github => github::annotations(findings, &prefix()),
        Format::Human => human(&mut source),
    })
}

pub(super) fn failure(error: HalError) -> Failure {
    let message = error.message;
    let failure = match error.fault {
        Fault::Config => Failure::usage(message),
        Fault::Tool => Failure::tool(message),
        Fault::Build => Failure::build(message),
        Fault::Unexpected => Failure::unexpected(message),
    };
    let failure = error.notes.into_iter().fold(failure, Failure::note);
    error.help.into_iter().fold(failure, Failure::help)
}

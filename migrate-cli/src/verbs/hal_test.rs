//! `migrate hal test`: firmware on emulated boards.

use std::path::PathBuf;
use std::time::Instant;

use migrate_emulate::{EmulateError, FILE, Suite};
use migrate_model::exit;
use migrate_model::hal::{HalTest, SCHEMA_VERSION, TEST_SCHEMA};
use migrate_report::hal_test as text;

use crate::args::{Format, HalTestArgs};
use crate::failure::Failure;
use crate::request::Context;
use crate::verbs::hal_sessions::{Recordings, sessions};
use crate::{config, documents, talk};

/// Emulators at once. Each needs a core of its own: time limits are of the wall clock.
const AT_ONCE: usize = 2;

pub fn run(args: &HalTestArgs, context: &Context) -> Result<u8, Failure> {
    context.allow("hal test", &[Format::Human, Format::Json])?;
    let folder = config::load(context)?.dir;
    let suite = read(folder.clone())?;
    let tests = suite.select(&args.tests);
    if tests.is_empty() {
        return Err(nothing(&suite, &args.tests));
    }
    let (tests, sessions) = sessions(tests, &folder, args.replay.as_deref(), context)?;
    let mut document = HalTest {
        schema: TEST_SCHEMA.to_owned(),
        schema_version: SCHEMA_VERSION,
        selected: tests.iter().map(|test| test.name.clone()).collect(),
        tests: vec![],
        build_seconds: 0.0,
        run_seconds: 0.0,
    };
    if args.list || context.dry_run {
        print(&document, context)?;
        return Ok(exit::OK);
    }
    let recordings =
        args.record.as_deref().map(|to| Recordings::prepare(to, &tests, args.force, context)).transpose()?;
    let failed = |error| failure(error, &suite);
    let wanted = tests.iter().map(|test| (&*test.board, &*test.image)).collect();
    context.talk.detail("Building", format!("images in {}", context.shown(&folder)));
    let started = Instant::now();
    let images = migrate_emulate::build(&suite, &wanted, &folder).map_err(failed)?;
    document.build_seconds = started.elapsed().as_secs_f64();
    let started = Instant::now();
    let mut outcomes = migrate_emulate::run(&suite, &tests, &sessions, &images, AT_ONCE).map_err(failed)?;
    document.run_seconds = started.elapsed().as_secs_f64();
    if let Some(recordings) = recordings {
        recordings.keep(&mut outcomes)?;
    }
    document.tests = outcomes.into_iter().map(|outcome| outcome.test).collect();
    print(&document, context)?;
    let good = document.tests.iter().all(|test| test.failures.is_empty());
    Ok(if good { exit::OK } else { exit::GATE_FAILED })
}

/// The file of tests and benches.
pub(super) fn read(folder: PathBuf) -> Result<Suite, Failure> {
    if !folder.join(FILE).is_file() {
        return Err(Failure::nothing(format!("there is no {FILE} in {}", folder.display()))
            .help("describe a board under [board.NAME] and tests under [[test]]: see the page on firmware"));
    }
    Suite::read(&folder).map_err(|error| Failure::usage(error.to_string()))
}

fn nothing(suite: &Suite, names: &[String]) -> Failure {
    match suite.test.is_empty() {
        true => Failure::nothing(format!("{FILE} describes no test")),
        false => Failure::nothing(format!("no test has a name with {}", names.join(" or ")))
            .help("`migrate hal test --list` prints all names"),
    }
}

fn print(document: &HalTest, context: &Context) -> Result<(), Failure> {
    talk::answer(&match context.format {
        Format::Json => documents::print(document),
        _ => text::test(document),
    })
}

/// Why nothing can be said, and the way out.
pub(super) fn failure(error: EmulateError, suite: &Suite) -> Failure {
    let message = error.to_string();
    match error {
        EmulateError::Io { .. } | EmulateError::Image { .. } => Failure::unexpected(message),
        EmulateError::Suite { .. } => Failure::usage(message),
        EmulateError::Build { talk, .. } => {
            talk.lines().filter(|line| !line.is_empty()).fold(Failure::build(message), Failure::note)
        }
        EmulateError::NoTarget(target) => Failure::tool(message).help(format!("rustup target add {target}")),
        EmulateError::NoProgram { program, .. } => {
            let board = suite.board.values().find(|board| board.emulator == program);
            let package = board.and_then(|board| board.install.as_deref());
            package.into_iter().fold(Failure::tool(message), |f, package| f.help(format!("apt-get install {package}")))
        }
    }
}

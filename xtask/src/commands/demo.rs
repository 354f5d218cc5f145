//! `cargo xtask demo`: from a clean clone to a migration plan of the legacy system, a bridge to one of its modules, and
//! another module that answers in C++, in Rust and in both at once, on screen and as pages.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use crate::checks::scans::Codebase;
use crate::checks::{legacy, mixed};
use crate::context::Context;
use crate::tools::{self, TOOLS, Tool};

/// Arguments of `demo`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Do not run the tests of the legacy system
    #[arg(long)]
    no_tests: bool,
}

/// The module that is shown in both languages.
const PORTED: &str = "compress";

/// A path as it is seen from the repository.
fn relative(context: &Context, path: &Path) -> String {
    path.strip_prefix(&context.root).unwrap_or(path).display().to_string()
}

pub(crate) fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    let start = Instant::now();
    let say = |text: &str| eprintln!("{:>6.1} s  {text}", start.elapsed().as_secs_f64());
    context.open_log("demo")?;
    say("set-up");
    let required: Vec<&'static Tool> = TOOLS.iter().filter(|t| t.required).collect();
    tools::ensure(context, &required)?;
    say("building the legacy system (legacy-cpp) with g++");
    let build = legacy::plain_build(context)?;
    if !args.no_tests {
        say("running its tests");
        let tests = legacy::ctest(context, &build)?;
        say(&format!("{tests} tests passed"));
    }
    say("building migrate");
    let migrate = context.migrate()?;
    // The state lies in an ignored folder, so that the demo changes nothing that git tracks.
    let work = context.scratch("demo/legacy-cpp")?;
    let codebase = Codebase::legacy(context, &work)?;
    say("migrate scan");
    context.run(&migrate).arg("-C").arg(&codebase.folder).arg("scan").show()?;
    say("migrate plan");
    let page = work.join("plan.html");
    context.run(&migrate).arg("-C").arg(&codebase.folder).arg("plan").arg("--html").arg(&page).show()?;
    say("migrate bridge codec");
    let (bridge, functions) = (work.join("codec-bridge"), work.join("bridge.html"));
    let mut run = context.run(&migrate).arg("-C").arg(&codebase.folder).args(["bridge", "codec", "--out"]);
    run = run.arg(&bridge).arg("--html").arg(&functions);
    run.show()?;
    say("migrate port compress");
    context.run(&migrate).arg("-C").arg(&context.root).arg("scan").ok()?;
    context.run(&migrate).arg("-C").arg(&context.root).args(["port", PORTED]).show()?;
    say("building the legacy system with both implementations");
    let build = mixed::build_legacy(context, "g++")?;
    let program = build.join("legacy-cpp/tests/compress_test");
    for mode in ["cpp", "rust", "shadow"] {
        say(&format!("MIGRATE_COMPRESS={mode} {}", relative(context, &program)));
        context.run(&program).env("MIGRATE_COMPRESS", mode).show()?;
    }
    say("migrate bench compress");
    let comparison = work.join("bench.html");
    let run = context.run(&migrate).arg("-C").arg(&context.root).args(["bench", PORTED, "--html"]).arg(&comparison);
    // What is slower is no reason to stop a demonstration.
    run.args(["--gate", "cpu_time=900%"]).show()?;
    say("done");
    println!("\nThe plan as a page:   {}", page.display());
    println!("The bridge as a page: {}", functions.display());
    println!("The comparison:       {}", comparison.display());
    println!("Its Rust crate:       {}", bridge.display());
    println!("The mixed build:      {} (MIGRATE_COMPRESS=cpp|rust|shadow)", relative(context, &build));
    println!("Its Rust, by hand:    rust-modules/{PORTED}/src");
    println!(
        "The same by hand:     cargo build --release, then target/release/migrate scan, plan, bridge codec, port compress"
    );
    Ok(ExitCode::SUCCESS)
}

//! `cargo xtask demo`: from a clean clone to a migration plan of the legacy system and a bridge to one of its modules, on
//! screen and as pages.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use crate::checks::legacy;
use crate::checks::scans::Codebase;
use crate::context::Context;
use crate::tools::{self, TOOLS, Tool};

/// Arguments of `demo`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Do not run the tests of the legacy system
    #[arg(long)]
    no_tests: bool,
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
    say("done");
    println!("\nThe plan as a page:   {}", page.display());
    println!("The bridge as a page: {}", functions.display());
    println!("Its Rust crate:       {}", bridge.display());
    println!("The same by hand:     cargo build --release, then target/release/migrate scan, plan, bridge codec");
    Ok(ExitCode::SUCCESS)
}

//! `cargo xtask floors`: the figures of the last run beside their floors; `--raise` writes those that rose.

use std::process::ExitCode;

use anyhow::Result;

use crate::context::Context;
use crate::figures::floors::Floors;
use crate::figures::{group, store};
use crate::files;

/// Arguments of `floors`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write what the last run reached, where that is better than the floor
    #[arg(long)]
    raise: bool,
    /// Libraries by name; all that have been measured if none is named
    names: Vec<String>,
}

pub(crate) fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    let mut floors = Floors::load(context)?;
    let libraries = if args.names.is_empty() { store::libraries(context)? } else { args.names.clone() };
    if libraries.is_empty() {
        eprintln!("nothing has been measured yet: cargo xtask test");
        return Ok(ExitCode::FAILURE);
    }
    let (mut raised, mut low) = (0, false);
    for library in &libraries {
        let figures = store::recall(context, library)?;
        if args.raise {
            let changes = floors.raise(library, &figures);
            raised += changes.len();
            changes.iter().for_each(|change| println!("{change}"));
            continue;
        }
        println!("{library:34} {:>9} {:>9} {:>9}", "reached", "floor", "bar");
        let (of_library, bars) = (floors.of(library), floors.bars());
        for (name, figure) in &figures {
            let show = |n: Option<&f64>| n.map_or("-".to_owned(), |n| format!("{n:.4}"));
            let floor = of_library.get(name);
            let misses = floor.or(bars.get(name)).is_some_and(|&limit| group(name).misses(*figure, limit));
            low |= misses;
            let mark = if misses { "  BELOW" } else { "" };
            println!("  {name:32} {figure:9.4} {:>9} {:>9}{mark}", show(floor), show(bars.get(name)));
        }
    }
    if args.raise {
        files::write(&Floors::path(context), &floors.text())?;
        println!("{raised} floors raised");
    }
    Ok(if low { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

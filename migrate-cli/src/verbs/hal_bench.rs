//! `migrate hal bench`: one driver in C and in Rust on an emulated board.

use std::time::Instant;

use migrate_emulate::{Bench, FILE, Gate, Suite};
use migrate_model::exit;
use migrate_model::hal::{BENCH_SCHEMA, HalBench, SCHEMA_VERSION};
use migrate_report::hal_bench as text;

use crate::args::{Format, HalBenchArgs};
use crate::failure::Failure;
use crate::request::Context;
use crate::verbs::hal_test::{failure, read};
use crate::{config, documents, talk};

/// What is selected.
struct Selected<'a> {
    suite: &'a Suite,
    benches: Vec<&'a Bench>,
    gates: Vec<&'a Gate>,
}

pub fn run(args: &HalBenchArgs, context: &Context) -> Result<u8, Failure> {
    context.allow("hal bench", &[Format::Human, Format::Json])?;
    let folder = config::load(context)?.dir;
    let suite = read(folder.clone())?;
    let selected = Selected::new(&suite, &args.benches);
    let mut document = HalBench {
        schema: BENCH_SCHEMA.to_owned(),
        schema_version: SCHEMA_VERSION,
        selected: selected.names(),
        benches: vec![],
        gates: vec![],
        build_seconds: 0.0,
        run_seconds: 0.0,
    };
    if document.selected.is_empty() {
        return Err(nothing(&suite, &args.benches));
    }
    if args.list || context.dry_run {
        print(&document, args, context)?;
        return Ok(exit::OK);
    }
    let failed = |error| failure(error, &suite);
    context.talk.detail("Building", format!("images in {}", context.shown(&folder)));
    let started = Instant::now();
    let images = migrate_emulate::build(&suite, &selected.images(), &folder).map_err(failed)?;
    document.build_seconds = started.elapsed().as_secs_f64();
    let started = Instant::now();
    let benches = selected.benches.iter().map(|bench| migrate_emulate::bench(&suite, bench, &images));
    document.benches = benches.collect::<Result<_, _>>().map_err(failed)?;
    let gates = selected.gates.iter().map(|gate| migrate_emulate::gates(&suite, gate, &images));
    document.gates = gates.collect::<Result<_, _>>().map_err(failed)?;
    document.run_seconds = started.elapsed().as_secs_f64();
    print(&document, args, context)?;
    let within = document.benches.iter().all(|bench| bench.failures.is_empty());
    let clean = document.gates.iter().all(|gate| gate.images.iter().all(|image| image.symbols.is_empty()));
    Ok(if within && clean { exit::OK } else { exit::GATE_FAILED })
}

impl<'a> Selected<'a> {
    fn new(suite: &'a Suite, names: &[String]) -> Self {
        let named = |name: &str| names.is_empty() || names.iter().any(|part| name.contains(part.as_str()));
        let benches = suite.bench.iter().filter(|bench| named(&bench.name)).collect();
        let gates = suite.gate.iter().filter(|gate| named(&gate.name)).collect();
        Self { suite, benches, gates }
    }

    fn names(&self) -> Vec<String> {
        let benches = self.benches.iter().map(|bench| bench.name.clone());
        benches.chain(self.gates.iter().map(|gate| gate.name.clone())).collect()
    }

    fn images(&self) -> migrate_emulate::Wanted<'a> {
        let benches = self.benches.iter().flat_map(|bench| [(&*bench.board, &*bench.c), (&*bench.board, &*bench.rust)]);
        let gated = |gate: &&'a Gate| gate.images(self.suite).into_iter().map(|image| (&*gate.board, image));
        benches.chain(self.gates.iter().copied().flat_map(|gate| gated(&gate).collect::<Vec<_>>())).collect()
    }
}

fn nothing(suite: &Suite, names: &[String]) -> Failure {
    match suite.bench.is_empty() && suite.gate.is_empty() {
        true => Failure::nothing(format!("{FILE} describes no bench and no gate"))
            .help("name two images with one main program under [[bench]]: see the page on firmware"),
        false => Failure::nothing(format!("no bench or gate has a name with {}", names.join(" or ")))
            .help("`migrate hal bench --list` prints all names"),
    }
}

fn print(document: &HalBench, args: &HalBenchArgs, context: &Context) -> Result<(), Failure> {
    talk::answer(&match context.format {
        Format::Json => documents::print(document),
        _ => text::bench(document, args.symbols),
    })
}

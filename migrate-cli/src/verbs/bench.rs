//! `migrate bench`: how a second implementation is against a first one, and how the Rust of modules is against their C++.

use std::path::{Path, PathBuf};
use std::time::Duration;

use migrate_measure::document::{again, document, fails_gate};
use migrate_measure::stats::evaluate::DECIDES;
use migrate_measure::{BenchError, Measured, Progress as _, commands, compare, machine, worker as measuring};
use migrate_model::bench::{
    Allowed, BenchDocument, BenchModules, Gate, MODULES_SCHEMA, Relation, SCHEMA, SCHEMA_VERSION, Settings, Single,
    Verdict,
};
use migrate_model::config::{BenchConfig, BenchModule, STATE_DIR};
use migrate_model::exit;
use migrate_model::finding::Finding;
use migrate_report::html::compare_page;
use migrate_report::{bench as text, github, sarif};
use migrate_scan::Codebase;

use crate::args::{BenchArgs, BenchReports, BenchVerb, CompareArgs, Format, MeasureArgs};
use crate::bench::builds::{self, Build};
use crate::bench::subject::{self, Parts};
use crate::bench::{layouts, native, rebuild};
use crate::config::{self, Loaded};
use crate::failure::{Failure, reason};
use crate::port::{self, Ported};
use crate::progress::Measuring;
use crate::request::Context;
use crate::verbs::plan::save;
use crate::{codebase, documents, rules, talk};

/// Most time for timing shared objects, and commands.
const BUDGET: (Duration, Duration) = (Duration::from_secs(5), Duration::from_secs(60));
/// Share of runs in which an interval may miss the truth.
const ALPHA: f64 = 0.01;
/// The word that makes this program one that measures.
const WORKER: &str = "bench-worker";

pub fn run(args: &BenchArgs, context: &Context) -> Result<u8, Failure> {
    match (&args.what, &args.replay) {
        (Some(BenchVerb::Compare(compare)), _) => {
            let settings =
                settings(&compare.measure, &compare.cmd, 1 + compare.layout.len() / 2, &Configured::default());
            if context.dry_run {
                return pretend(compare, &settings, context);
            }
            let machine = machine::here();
            let (sides, measured) = measure(compare, &settings, context)?;
            finish(&[document(sides, measured, settings, machine)], &compare.reports, context)
        }
        (None, Some(file)) => {
            let stored = read(&context.path(file), context)?;
            finish(&stored.into_iter().map(again).collect::<Vec<_>>(), &args.reports, context)
        }
        (None, None) => modules(args, context),
    }
}

/// Compares both sides of modules.
fn modules(args: &BenchArgs, context: &Context) -> Result<u8, Failure> {
    let loaded = config::load(context)?;
    let bench = loaded.config.bench.clone();
    let (source, folder) = (loaded.dir.join(&bench.scenarios), loaded.dir.join(&bench.build));
    if context.dry_run {
        let what = if args.modules.is_empty() { "all scenarios".to_owned() } else { args.modules.join(", ") };
        let (source, folder) = (context.shown(&source), context.shown(&folder));
        context
            .talk
            .say("Would build", format!("{what} of {source} into {folder}, over C++ and over Rust, and compare"));
        return Ok(exit::OK);
    }
    if folder.starts_with(loaded.dir.join(STATE_DIR)) {
        codebase::make_state(&loaded.dir.join(STATE_DIR))?;
    }
    let progress = Measuring::new(context.talk);
    let documents = all_modules(args, loaded, [&source, &folder], &progress, context);
    progress.clear();
    finish(&documents?, &args.reports, context)
}

fn all_modules(
    args: &BenchArgs,
    loaded: Loaded,
    [source, folder]: [&Path; 2],
    progress: &Measuring,
    context: &Context,
) -> Result<Vec<BenchDocument>, Failure> {
    let generated = loaded.dir.join(&loaded.config.generated);
    let ported = port::ported(&generated)?;
    progress.pass("configuring the scenarios over C++ and over Rust");
    let builds = builds::configure(source, folder, &loaded.config.bench.cmake, context)?;
    let chosen = chosen(&args.modules, &ported, &builds, &context.shown(source))?;
    for (build, side) in builds.iter().zip(["C++", "Rust"]) {
        progress.pass(&format!("building the scenarios over {side}"));
        builds::build(build, &chosen, context)?;
    }
    let codebase = codebase::locate(loaded, context)?;
    let written = codebase.state.with_file_name(&codebase.config.port.rust_modules);
    let session = Session { args, codebase: &codebase, builds: &builds, progress, share: chosen.len(), context };
    let one = |name: &String| {
        let parts = ported.iter().find(|p| p.module == *name).map(|ported| Parts {
            ported,
            root: &codebase.root,
            builds: [&builds[0].folder, &builds[1].folder],
            generated: &generated,
            written: written.join(&ported.package),
        });
        let compared = session.module(name, parts.as_ref())?;
        Ok(BenchDocument { module: parts.as_ref().map(subject::subject), ..compared })
    };
    chosen.iter().map(one).collect()
}

/// The modules that were asked for, or all that have a scenario.
fn chosen(asked: &[String], ported: &[Ported], builds: &[Build; 2], source: &str) -> Result<Vec<String>, Failure> {
    let is_ported = |name: &str| ported.iter().any(|p| p.module == name);
    let known: Vec<&str> = builds[0].scenarios.keys().map(String::as_str).filter(|name| is_ported(name)).collect();
    if asked.is_empty() {
        return match known.is_empty() {
            true => Err(Failure::nothing(format!("no target of {source} is the scenario of a ported module"))
                .note("such a target is called `scenario_` and the module's name")),
            false => Ok(known.into_iter().map(str::to_owned).collect()),
        };
    }
    for name in asked {
        if !is_ported(name) {
            return Err(Failure::nothing(format!("the module `{name}` is not ported: both sides would be C++"))
                .help(format!("`migrate port {name}` begins with it")));
        }
        if !builds.iter().all(|b| b.scenarios.contains_key(name)) {
            let failure = Failure::nothing(format!("{source} has no scenario for the module `{name}`")).note(format!(
                "its target would be called `{}{name}`; there are: {}",
                builds::TARGET,
                known.join(", ")
            ));
            return Err(match config::nearest(name, known.iter().copied()) {
                Some(near) => failure.help(format!("did you mean `{near}`?")),
                None => failure,
            });
        }
    }
    Ok(asked.to_vec())
}

/// What holds for all modules of a run.
struct Session<'a> {
    args: &'a BenchArgs,
    codebase: &'a Codebase,
    builds: &'a [Build; 2],
    progress: &'a Measuring,
    /// Modules that the errors are shared among.
    share: usize,
    context: &'a Context,
}

impl Session<'_> {
    /// One module: its C++ against its Rust behind the facade, and against Rust without a border, where there is such.
    fn module(&self, name: &str, parts: Option<&Parts<'_>>) -> Result<BenchDocument, Failure> {
        let bench = &self.codebase.config.bench;
        let of_module = bench.module.get(name);
        let layouts = self.layouts(name, self.args.layouts.unwrap_or(bench.layouts))?;
        let configured = Configured::of(bench, of_module);
        let mut settings = settings(&self.args.measure, &[], layouts.len(), &configured);
        settings.alpha /= self.share as f64;
        let native = of_module.and_then(|m| m.native.as_deref());
        let native = native.map(|package| self.native(package, &layouts, &settings)).transpose()?;
        let builds = parts.filter(|_| self.args.build_time).map(|parts| self.rebuilt(name, parts)).transpose()?;
        let compared = self.compared(layouts, settings, builds.unwrap_or_default())?;
        Ok(BenchDocument { native: native.map(Box::new), ..compared })
    }

    /// Pairs of files: as they were built, and linked again.
    fn layouts(&self, module: &str, count: u32) -> Result<Vec<[PathBuf; 2]>, Failure> {
        let built = |build: &Build| build.folder.join(&build.scenarios[module]);
        let mut pairs = vec![self.builds.each_ref().map(built)];
        for number in 1..count {
            self.progress.pass(&format!("linking {module} in layout {} of {count}", number + 1));
            let link = |build| layouts::link(build, module, number, self.context);
            let [cpp, rust] = self.builds;
            let (cpp, rust) = std::thread::scope(|both| {
                let other = both.spawn(|| link(rust));
                (link(cpp), other.join().unwrap_or_else(|_| Err(Failure::unexpected("a thread that links broke off"))))
            });
            pairs.push([cpp?, rust?]);
        }
        Ok(pairs)
    }

    fn native(&self, package: &str, layouts: &[[PathBuf; 2]], settings: &Settings) -> Result<BenchDocument, Failure> {
        let package = self.codebase.state.with_file_name(package);
        self.progress.pass("building the scenario in Rust");
        let target = self.builds[0].folder.with_file_name("native");
        let file = native::build(&package, &target, self.context)?;
        let pairs = layouts.iter().map(|[cpp, _]| [cpp.clone(), file.clone()]).collect();
        self.compared(pairs, Settings { gates: vec![], ..settings.clone() }, vec![])
    }

    /// How long builds take after a change in the module.
    fn rebuilt(&self, name: &str, parts: &Parts<'_>) -> Result<Vec<Single>, Failure> {
        self.progress.pass("building after a change");
        let (cpp, rust) = (parts.cpp_sources(), parts.crate_root());
        rebuild::measure(self.builds, name, [&cpp, &[rust]], self.context)
    }

    /// `known` is what was measured of the sides already.
    fn compared(
        &self,
        layouts: Vec<[PathBuf; 2]>,
        settings: Settings,
        known: Vec<Single>,
    ) -> Result<BenchDocument, Failure> {
        let machine = machine::here();
        let scratch = scratch()?;
        let (sides, mut measured) =
            shared_objects(&self.args.measure, layouts, &settings, scratch.path(), self.progress, self.context)?;
        measured.raw.single.extend(known);
        Ok(document(sides, measured, settings, machine))
    }
}

/// The life of a process that measures.
pub fn worker() -> Result<u8, Failure> {
    measuring::run().map_err(|e| Failure::unexpected(format!("{WORKER}: {}", reason(&e))))?;
    Ok(exit::OK)
}

/// What `migrate.toml` says of a comparison, what counts first in front.
#[derive(Default)]
struct Configured {
    gates: Vec<(String, f64)>,
    relations: Vec<(String, Allowed)>,
}

impl Configured {
    fn of(bench: &BenchConfig, module: Option<&BenchModule>) -> Configured {
        let gates = module.iter().flat_map(|m| &m.gate).chain(&bench.gate).map(|(m, g)| (m.clone(), *g));
        let relations = module.iter().flat_map(|m| &m.relations).map(|(f, a)| (f.clone(), *a));
        Configured { gates: gates.collect(), relations: relations.collect() }
    }
}

/// What was asked for. The command line comes before the configuration.
fn settings(args: &MeasureArgs, commands: &[String], layouts: usize, configured: &Configured) -> Settings {
    let budget = args.budget.unwrap_or(if commands.is_empty() { BUDGET.0 } else { BUDGET.1 });
    let mut gates: Vec<Gate> = Vec::new();
    let default = (DECIDES.to_owned(), args.margin);
    for (metric, growth) in args.gate.iter().chain(&configured.gates).chain([&default]) {
        if !gates.iter().any(|g| g.metric == *metric) {
            gates.push(Gate { metric: metric.clone(), growth: *growth });
        }
    }
    let mut relations: Vec<Relation> = Vec::new();
    for (figure, allowed) in args.relation.iter().chain(&configured.relations) {
        if !relations.iter().any(|r| r.figure == *figure) {
            relations.push(Relation { figure: figure.clone(), allowed: *allowed });
        }
    }
    Settings {
        margin: args.margin,
        alpha: ALPHA,
        budget: budget.as_secs_f64(),
        seed: args.seed,
        layouts: layouts as u32,
        gates,
        relations,
    }
}

fn scratch() -> Result<tempfile::TempDir, Failure> {
    let scratch = tempfile::Builder::new().prefix("migrate-bench-").tempdir();
    scratch.map_err(|e| Failure::unexpected(format!("cannot make a temporary folder: {}", reason(&e))))
}

fn measure(args: &CompareArgs, settings: &Settings, context: &Context) -> Result<([String; 2], Measured), Failure> {
    let scratch = scratch()?;
    let progress = Measuring::new(context.talk);
    let measured = match args.cmd.as_slice() {
        [] => {
            let layouts = layouts_of(args, context);
            shared_objects(&args.measure, layouts, settings, scratch.path(), &progress, context)
        }
        [first, second] => {
            let options = commands::Options {
                commands: [words(first)?, words(second)?],
                settings: settings.clone(),
                outputs: !args.ignore_output,
                scratch: scratch.path().to_owned(),
            };
            let sides = [first.clone(), second.clone()];
            commands::run(&options, &progress, progress.stop()).map_err(failure).map(|m| (sides, m))
        }
        _ => Err(Failure::usage("two commands are compared").help("give `--cmd` twice")),
    };
    progress.clear();
    measured
}

fn shared_objects(
    args: &MeasureArgs,
    layouts: Vec<[PathBuf; 2]>,
    settings: &Settings,
    scratch: &Path,
    progress: &Measuring,
    context: &Context,
) -> Result<([String; 2], Measured), Failure> {
    let program = std::env::current_exe()
        .map_err(|e| Failure::unexpected(format!("this program does not know its own file: {}", reason(&e))))?;
    let options = compare::Options {
        layouts,
        settings: settings.clone(),
        memory: args.memory_limit.map_or_else(machine::spare_memory, |mebibytes| mebibytes << 20),
        iterations: args.iterations,
        latency: args.latency,
        instructions: args.instructions,
        worker: (program, WORKER.to_owned()),
        scratch: scratch.to_owned(),
    };
    let sides = [&options.layouts[0][0], &options.layouts[0][1]].map(|file| context.shown(file));
    let measured = compare::run(&options, progress, progress.stop()).map_err(failure)?;
    Ok((sides, measured))
}

/// Pairs of files: clap has seen to it that there are two of each.
fn layouts_of(args: &CompareArgs, context: &Context) -> Vec<[PathBuf; 2]> {
    let given = args.first.iter().zip(&args.second);
    let more = args.layout.chunks_exact(2).map(|pair| (&pair[0], &pair[1]));
    given.chain(more).map(|(first, second)| [context.path(first), context.path(second)]).collect()
}

/// A command line as a shell would split it.
fn words(command: &str) -> Result<Vec<String>, Failure> {
    let words = shlex::split(command).filter(|words| !words.is_empty());
    words.ok_or_else(|| {
        Failure::usage(format!("`{command}` is no command"))
            .help("quote it once for your shell and once for this program: --cmd './old \"a b\"'")
    })
}

fn pretend(args: &CompareArgs, settings: &Settings, context: &Context) -> Result<u8, Failure> {
    let what = match args.cmd.as_slice() {
        [] => layouts_of(args, context).iter().flatten().map(|f| context.shown(f)).collect::<Vec<_>>().join(" "),
        commands => commands.join(" / "),
    };
    context.talk.say("Would measure", format!("{what}, for at most {:.0} s", settings.budget));
    Ok(exit::OK)
}

/// The answers of an earlier run: of one comparison, or of several modules.
fn read(file: &Path, context: &Context) -> Result<Vec<BenchDocument>, Failure> {
    let shown = context.shown(file);
    let wrong = |why: String| Failure::usage(format!("{shown} is no answer of `migrate bench`: {why}"));
    let text = std::fs::read(file).map_err(|e| Failure::usage(format!("cannot read {shown}: {}", reason(&e))))?;
    let unread = |e: serde_json::Error| wrong(e.to_string()).help("`migrate bench compare … --format json` prints one");
    let value: serde_json::Value = serde_json::from_slice(&text).map_err(unread)?;
    match (value["schema"].as_str(), value["schema_version"].as_u64()) {
        (Some(SCHEMA), Some(1)) => serde_json::from_slice(&text).map(|one| vec![one]).map_err(unread),
        (Some(MODULES_SCHEMA), Some(1)) => {
            serde_json::from_slice::<BenchModules>(&text).map(|all| all.modules).map_err(unread)
        }
        (Some(SCHEMA | MODULES_SCHEMA), version) => {
            Err(wrong(format!("its version is {}", version.map_or("not a number".to_owned(), |v| v.to_string()))))
        }
        (Some(schema), _) => Err(wrong(format!("its schema is `{schema}`"))),
        (None, _) => {
            Err(wrong("it has no schema".to_owned()).help("`migrate bench compare … --format json` prints one"))
        }
    }
}

fn finish(documents: &[BenchDocument], reports: &BenchReports, context: &Context) -> Result<u8, Failure> {
    for document in documents {
        let page = reports.html.as_deref().map(|file| page_of(file, document, documents.len()));
        report("Page", page.as_deref(), &compare_page(document), context)?;
    }
    report("JUnit", reports.junit.as_deref(), &text::junit(documents), context)?;
    report("Markdown", reports.markdown.as_deref(), &text::markdown(documents), context)?;
    let findings: Vec<Finding> = documents.iter().flat_map(findings).collect();
    talk::answer(&match (context.format, documents) {
        (Format::Json, [document]) => documents::print(document),
        (Format::Json, _) => documents::print(&BenchModules {
            schema: MODULES_SCHEMA.to_owned(),
            schema_version: SCHEMA_VERSION,
            modules: documents.to_vec(),
        }),
        (Format::Sarif, _) => {
            documents::print(&sarif::document(&findings, &rules::described(), env!("CARGO_PKG_VERSION"), ""))
        }
        (Format::Github, _) => github::annotations(&findings, ""),
        (Format::Human, _) => text::human_all(documents),
    })?;
    if let Some(finding) = findings.first() {
        context.talk.next(format!("migrate explain {}", finding.code));
    }
    let is_open = |d: &BenchDocument| d.verdict == Verdict::Undecided || d.open_gates().next().is_some();
    Ok(if documents.iter().any(fails_gate) {
        exit::GATE_FAILED
    } else if reports.require_verdict && documents.iter().any(is_open) {
        exit::UNDECIDED
    } else {
        exit::OK
    })
}

/// Findings of one of several comparisons, which say of which module they are.
fn findings(document: &BenchDocument) -> Vec<Finding> {
    let about = |finding: &Finding| match &document.module {
        Some(module) => Finding { message: format!("{}: {}", module.name, finding.message), ..finding.clone() },
        None => finding.clone(),
    };
    document.findings.iter().map(about).collect()
}

/// The page of one of `count` comparisons: of several `bench.html` becomes `bench-MODULE.html`.
fn page_of(file: &Path, document: &BenchDocument, count: usize) -> PathBuf {
    match &document.module {
        Some(module) if count > 1 => {
            let stem = file.file_stem().unwrap_or_default().to_string_lossy();
            let end = file.extension().map_or(String::new(), |e| format!(".{}", e.to_string_lossy()));
            file.with_file_name(format!("{stem}-{}{end}", module.name))
        }
        _ => file.to_owned(),
    }
}

/// Writes a report that was asked for.
fn report(verb: &str, file: Option<&Path>, text: &str, context: &Context) -> Result<(), Failure> {
    file.map_or(Ok(()), |file| save(verb, &context.path(file), text, context))
}

fn failure(error: BenchError) -> Failure {
    let text = error.to_string();
    match error {
        BenchError::NoScenario { .. } => {
            Failure::usage(text).help("`migrate bench compare --help` has the three functions of a scenario")
        }
        BenchError::NoValgrind => Failure::tool(text).help("`apt-get install valgrind`, or leave `--instructions` out"),
        BenchError::NoCommand { .. } => Failure::usage(text),
        BenchError::Io { what, error } => {
            let text = format!("{what}: {}", reason(&error));
            if error.kind() == std::io::ErrorKind::NotFound { Failure::usage(text) } else { Failure::unexpected(text) }
        }
        BenchError::Interrupted => {
            Failure { code: exit::INTERRUPTED, ..Failure::unexpected("interrupted: nothing is known yet") }
        }
        BenchError::Worker(_) => Failure::unexpected(text),
    }
}

//! What may be typed: the command line as clap sees it, with its help.
//!
//! Nothing here decides anything. [`crate::request`] turns what was typed into what is meant.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use crate::help;
use migrate_model::bench;

/// The colours of the help: those of cargo.
const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Moves a C++ codebase to Rust one module at a time, and proves every step.
#[derive(Debug, Parser)]
#[command(name = "migrate", version, styles = STYLES, max_term_width = 100)]
#[command(after_help = help::TOP_SHORT, after_long_help = help::TOP_LONG)]
#[command(arg_required_else_help = true, infer_long_args = true)]
pub struct Args {
    /// Options of every verb.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// Options of every verb.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Options of every verb")]
pub struct Global {
    /// Work in this folder; relative paths on the command line start there
    #[arg(short = 'C', long = "directory", value_name = "DIR", global = true, value_hint = ValueHint::DirPath)]
    pub directory: Option<PathBuf>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Format::Human, global = true, value_name = "FORMAT")]
    pub format: Format,
    /// Say nothing but the answer and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more about what is done
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE
    #[arg(long, value_enum, default_value_t = Colour::Auto, global = true, value_name = "WHEN")]
    pub color: Colour,
    /// Fail with exit code 103 instead of renewing an index that is not up to date
    #[arg(long, global = true)]
    pub locked: bool,
    /// Say what would be done, write nothing
    #[arg(long, global = true)]
    pub dry_run: bool,
}

/// Output formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text for people; it may change in every version
    Human,
    /// A document with `schema` and `schema_version`
    Json,
    /// Findings as SARIF 2.1.0, for code scanning
    Sarif,
    /// Findings as annotations of a GitHub workflow
    Github,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Write migrate.toml: find compile_commands.json, or make it with CMake
    #[command(after_help = help::INIT, after_long_help = help::INIT_LONG)]
    Init(InitArgs),
    /// Read the C++ into the fact index
    #[command(after_help = help::SCAN, after_long_help = help::SCAN_LONG)]
    Scan(ScanArgs),
    /// Print facts of the index as JSON lines
    #[command(after_help = help::FACTS, after_long_help = help::FACTS_LONG)]
    Facts(FactsArgs),
    /// Say what to migrate, in which order, and what stands in the way
    #[command(after_help = help::PLAN, after_long_help = help::PLAN_LONG)]
    Plan(PlanArgs),
    /// Write a Rust crate that calls the C++ of a module, or of an installed library
    #[command(after_help = help::BRIDGE, after_long_help = help::BRIDGE_LONG)]
    Bridge(Box<BridgeArgs>),
    /// Put Rust behind a module's unchanged C++ callers: facade, crate, build
    #[command(after_help = help::PORT, after_long_help = help::PORT_LONG)]
    Port(PortArgs),
    /// Choose which implementation of a ported module answers
    #[command(after_help = help::SWITCH, after_long_help = help::SWITCH_LONG)]
    Switch(SwitchArgs),
    /// Run the tests of a Rust module under Miri: undefined behaviour, data races, leaks
    #[command(after_help = help::MIRI, after_long_help = help::MIRI_LONG)]
    Miri(MiriArgs),
    /// Compare two implementations: CPU, wall time, memory, with a verdict
    #[command(after_help = help::BENCH, after_long_help = help::BENCH_LONG)]
    Bench(Box<BenchArgs>),
    /// Put Rust over a vendor's C HAL: classify its API, prove its layout, test it emulated
    #[command(after_help = help::HAL, after_long_help = help::HAL_LONG)]
    Hal(HalArgs),
    /// Show one module, unit or symbol: its seam, findings, callers and callees
    #[command(after_help = help::SHOW, after_long_help = help::SHOW_LONG)]
    Show(ShowArgs),
    /// Explain a finding: what it means and the way out
    #[command(after_help = help::EXPLAIN, after_long_help = help::EXPLAIN_LONG)]
    Explain(ExplainArgs),
    /// Print a script that completes commands in a shell
    #[command(after_help = help::COMPLETIONS)]
    Completions(CompletionsArgs),
    /// Rename the original of a module in its object files (called by `Migrate.cmake`)
    #[command(hide = true)]
    Island(IslandArgs),
    /// Write the headers that callers include instead of those of replaced classes (called by `Migrate.cmake`)
    #[command(hide = true)]
    Overlay(OverlayArgs),
    /// Parse one translation unit after the other for a scan (started by `scan`)
    #[command(hide = true)]
    Worker,
    /// Measure scenarios (started by `bench`)
    #[command(hide = true)]
    BenchWorker,
    /// Write the man pages, completions, CLI reference and JSON schemas (used by the build of this project)
    #[command(hide = true)]
    GenerateDocs(GenerateDocsArgs),
}

/// `migrate hal`
#[derive(Debug, clap::Args)]
pub struct HalArgs {
    /// What to do.
    #[command(subcommand)]
    pub what: HalVerb,
}

/// What `migrate hal` does.
#[derive(Debug, Subcommand)]
pub enum HalVerb {
    /// Classify every function and every macro of the HAL
    #[command(after_help = help::HAL_SCAN, after_long_help = help::HAL_SCAN_LONG)]
    Scan(HalScanArgs),
    /// Assert the layout of all types in the vendor's compiler and in Rust's
    #[command(after_help = help::HAL_CHECK, after_long_help = help::HAL_CHECK_LONG)]
    Check(HalCheckArgs),
    /// Write two crates over the HAL: its functions as they are, and Rust that owns its peripherals
    #[command(after_help = help::HAL_GENERATE, after_long_help = help::HAL_GENERATE_LONG)]
    Generate(HalGenerateArgs),
    /// Run firmware on emulated boards and compare what it does with what it must do
    #[command(after_help = help::HAL_TEST, after_long_help = help::HAL_TEST_LONG)]
    Test(HalTestArgs),
    /// Compare a driver in C with the same in Rust: flash, RAM, stack, instructions, symbols
    #[command(after_help = help::HAL_BENCH, after_long_help = help::HAL_BENCH_LONG)]
    Bench(HalBenchArgs),
}

/// `migrate hal scan`
#[derive(Debug, clap::Args)]
pub struct HalScanArgs {
    /// The HAL: NAME of [hal.NAME] in migrate.toml [default: the only one]
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Print every function and macro, not only what needs attention
    #[arg(long)]
    pub all: bool,
}

/// `migrate hal check`
#[derive(Debug, clap::Args)]
pub struct HalCheckArgs {
    /// The HAL: NAME of [hal.NAME] in migrate.toml [default: the only one]
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Check these Rust bindings, however they were made, instead of making them
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "naive")]
    pub bindings: Option<PathBuf>,
    /// Let libclang guess instead of asking the vendor's compiler, to see what that would cost
    #[arg(long)]
    pub naive: bool,
    /// Print all disagreements, however many
    #[arg(long)]
    pub all: bool,
}

/// `migrate hal generate`
#[derive(Debug, clap::Args)]
pub struct HalGenerateArgs {
    /// The HAL: NAME of [hal.NAME] in migrate.toml [default: the only one]
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Folder of the crates [default: `out` of [hal.NAME.generate], or generated/NAME beside migrate.toml]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Write nothing; exit with 100 and list them if files are stale
    #[arg(long, conflicts_with = "force")]
    pub check: bool,
    /// Overwrite generated files that were edited by hand
    #[arg(long)]
    pub force: bool,
    /// Print every function, not only counts and traits
    #[arg(long)]
    pub all: bool,
}

/// `migrate hal test`
#[derive(Debug, clap::Args)]
pub struct HalTestArgs {
    /// Only tests whose names contain one of these [default: all]
    #[arg(value_name = "TEST")]
    pub tests: Vec<String>,
    /// Print the names of the tests, and run none
    #[arg(long)]
    pub list: bool,
    /// Write what each test and its peer said to DIR/TEST.session.json; one that says something else stays, and the test fails
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub record: Option<PathBuf>,
    /// Run the tests that have a session in DIR: its peer sends what was recorded, and they must say what was recorded
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub replay: Option<PathBuf>,
    /// Let --record replace sessions that say something else
    #[arg(long, requires = "record")]
    pub force: bool,
}

/// `migrate hal bench`
#[derive(Debug, clap::Args)]
pub struct HalBenchArgs {
    /// Only benches and gates whose names contain one of these [default: all]
    #[arg(value_name = "BENCH")]
    pub benches: Vec<String>,
    /// Print the names of the benches and gates, and run none
    #[arg(long)]
    pub list: bool,
    /// Print what the drivers consist of, symbol by symbol
    #[arg(long)]
    pub symbols: bool,
}

/// `migrate init`
#[derive(Debug, clap::Args)]
pub struct InitArgs {
    /// Build folder with compile_commands.json, or the one to configure into
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub build: Option<PathBuf>,
}

/// `migrate scan`
#[derive(Debug, clap::Args)]
pub struct ScanArgs {
    /// Complete the facts from object files: none, those of the last build, or new ones compiled at -O0
    #[arg(long, value_enum, value_name = "WHICH")]
    pub objects: Option<ObjectsArg>,
    /// Worker processes [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Scan only part I of N, to spread a scan over machines
    #[arg(long, value_name = "I/N", value_parser = parse_shard, conflicts_with = "merge")]
    pub shard: Option<(u32, u32)>,
    /// Put the index files of shards together instead of reading C++
    #[arg(long, value_name = "FILE", num_args = 1.., value_hint = ValueHint::FilePath, conflicts_with_all = ["objects", "jobs"])]
    pub merge: Vec<PathBuf>,
    /// Print all findings, not only the first of each code
    #[arg(long)]
    pub all: bool,
}

/// Values of `--objects`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ObjectsArg {
    /// libclang alone
    Off,
    /// Read the objects that the last build left
    Existing,
    /// Compile every translation unit at -O0 with its own compiler, and read that
    Make,
}

/// `migrate facts`
#[derive(Debug, clap::Args)]
pub struct FactsArgs {
    /// Which facts
    #[arg(value_enum)]
    pub kind: Kind,
    /// Only rows whose file matches this pattern; `*` also matches `/`
    #[arg(long, value_name = "GLOB")]
    pub file: Option<String>,
    /// Only rows about this name: qualified, its last part, or mangled
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
}

/// Kinds of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Linker symbols: functions, methods, variables, vtables
    Symbols,
    /// References between them, counted
    Refs,
    /// Classes, enums, aliases and templates
    Types,
    /// Macros of the project
    Macros,
    /// The include graph
    Includes,
    /// Places that matter to a migration: throw, new, casts, locks, …
    Sites,
    /// Files, their lines and hashes
    Files,
    /// CMake targets
    Targets,
    /// Findings of the scan
    Diagnostics,
}

/// `migrate plan`
#[derive(Debug, clap::Args)]
pub struct PlanArgs {
    /// What moves in one step
    #[arg(long, value_enum, default_value_t = GranularityArg::Module, value_name = "WHAT")]
    pub granularity: GranularityArg,
    /// Write the answer into this file instead of printing it
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub out: Option<PathBuf>,
    /// Write the page here [default: plan.html beside the index]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub html: Option<PathBuf>,
    /// Print every step and finding, however many
    #[arg(long)]
    pub all: bool,
}

/// Values of `--granularity`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GranularityArg {
    /// Named sets of units
    Module,
    /// Source files, each with its own header
    Unit,
}

/// `migrate bridge`
#[derive(Debug, clap::Args)]
#[command(override_usage = help::BRIDGE_USAGE)]
pub struct BridgeArgs {
    /// Module of the scanned codebase
    #[arg(value_name = "MODULE", required_unless_present = "headers")]
    #[arg(conflicts_with_all = ["headers", "include", "namespace", "std", "lib", "link", "define", "flag", "compiler"])]
    pub module: Option<String>,
    /// Headers of a library, as they are written in `#include "…"`, in order
    #[arg(long, value_name = "HEADER", num_args = 1.., requires = "out", help_heading = LIBRARY)]
    pub headers: Vec<String>,
    /// Folders in which the headers lie
    #[arg(long, value_name = "DIR", num_args = 1.., value_hint = ValueHint::DirPath, help_heading = LIBRARY)]
    pub include: Vec<PathBuf>,
    /// Only what is inside of these namespaces; '' is the global one [default: all]
    #[arg(long, value_name = "NAMESPACE", num_args = 1.., help_heading = LIBRARY)]
    pub namespace: Vec<String>,
    /// Language standard, such as `c++20`, `gnu++20` or `20` [default: c++17]
    #[arg(long, value_name = "STD", help_heading = LIBRARY)]
    pub std: Option<String>,
    /// Archives and shared objects of the library
    #[arg(long, value_name = "FILE", num_args = 1.., value_hint = ValueHint::FilePath, help_heading = LIBRARY)]
    pub lib: Vec<PathBuf>,
    /// System libraries that it needs as well, such as `z`
    #[arg(long, value_name = "NAME", num_args = 1.., help_heading = LIBRARY)]
    pub link: Vec<String>,
    /// Macros that the headers need
    #[arg(long, value_name = "NAME[=VALUE]", num_args = 1.., help_heading = LIBRARY)]
    pub define: Vec<String>,
    /// A flag of the compiler; may be repeated
    #[arg(long, value_name = "FLAG", allow_hyphen_values = true, help_heading = LIBRARY)]
    pub flag: Vec<String>,
    /// The compiler that the library is used with [default: $CXX, else c++, g++ or clang++]
    #[arg(long, value_name = "PROGRAM", value_hint = ValueHint::CommandName, help_heading = LIBRARY)]
    pub compiler: Option<String>,
    /// Folder of the crate [default for a module: below `generated` of migrate.toml]
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: Option<PathBuf>,
    /// Name of the crate [default: from the folder or the module]
    #[arg(long, value_name = "CRATE")]
    pub name: Option<String>,
    /// Instances of templates that are wanted beside those that signatures name, such as `n::Box<int>` or `n::parse<long>`
    #[arg(long, value_name = "INSTANCE", num_args = 1..)]
    pub instance: Vec<String>,
    /// What becomes of a panic in Rust code that C++ called [default: abort]
    #[arg(long, value_enum, value_name = "WHAT")]
    pub panic: Option<PanicArg>,
    /// Compilers that run at the same time [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Write nothing; exit with 100 and list them if files are stale
    #[arg(long, conflicts_with = "force")]
    pub check: bool,
    /// Overwrite generated files that were edited by hand
    #[arg(long)]
    pub force: bool,
    /// Write the page here [default: beside the tool's state]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub html: Option<PathBuf>,
}

/// `migrate port`
#[derive(Debug, clap::Args)]
pub struct PortArgs {
    /// Module of the scanned codebase
    #[arg(value_name = "MODULE")]
    pub module: String,
    /// Compilers that run at the same time [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// Write nothing; exit with 100 and list them if files are stale
    #[arg(long, conflicts_with = "force")]
    pub check: bool,
    /// Overwrite generated files that were edited by hand
    #[arg(long)]
    pub force: bool,
}

/// `migrate switch`
#[derive(Debug, clap::Args)]
pub struct SwitchArgs {
    /// A ported module
    #[arg(value_name = "MODULE")]
    pub module: String,
    /// Which implementation answers
    #[arg(value_enum, value_name = "MODE")]
    pub mode: ModeArg,
}

/// Values of `MODE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ModeArg {
    /// The C++
    Cpp,
    /// The Rust
    Rust,
    /// Both run, C++ answers, and differences are recorded
    Shadow,
}

/// Heading of the options that describe an installed library.
const LIBRARY: &str = "An installed library";

/// Values of `--panic`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PanicArg {
    /// The program ends
    Abort,
    /// C++ sees an exception where it may, and the panic goes on when it returns to Rust
    Exception,
    /// C++ gets 0, false or null instead, and the panic goes on when it returns to Rust
    Error,
}

/// `migrate miri`
#[derive(Debug, clap::Args)]
pub struct MiriArgs {
    /// Module whose Rust is tested: a crate below `port.rust_modules` of migrate.toml
    #[arg(value_name = "MODULE", required_unless_present = "package", conflicts_with = "package")]
    pub module: Option<String>,
    /// Folder of any other package
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub package: Option<PathBuf>,
    /// Only tests whose names contain this
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
    /// Seeds that each test has to pass with; each is another order of threads and other addresses
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..))]
    pub seeds: u32,
    /// How long one test may take with one seed, such as 90s, 10m or 1h
    #[arg(long, value_name = "TIME", default_value = "10m", value_parser = parse_time)]
    pub timeout: Duration,
    /// Let tests reach files, sockets and the clock
    #[arg(long)]
    pub no_isolation: bool,
    /// A flag of Miri, such as `-Zmiri-tree-borrows`; may be repeated
    #[arg(long, value_name = "FLAG", allow_hyphen_values = true, value_parser = parse_flag)]
    pub flag: Vec<String>,
    /// The rustup toolchain whose Miri runs
    #[arg(long, value_name = "NAME", default_value = "nightly")]
    pub toolchain: String,
}

/// `migrate bench`
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct BenchArgs {
    /// What else to do.
    #[command(subcommand)]
    pub what: Option<BenchVerb>,
    /// Modules that have been ported [default: all that have a scenario]
    #[arg(value_name = "MODULE")]
    pub modules: Vec<String>,
    /// How often each side is linked, with its parts at other places [default: that of migrate.toml, else 8]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=64))]
    pub layouts: Option<u32>,
    /// Measure too how long it takes to build a scenario after a change in the module; takes some builds of each side
    #[arg(long)]
    pub build_time: bool,
    /// Judge what an earlier run measured: a document of `--format json`
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with_all = ["modules", "layouts", "build_time", "MeasureArgs"])]
    pub replay: Option<PathBuf>,
    /// How it is measured.
    #[command(flatten)]
    pub measure: MeasureArgs,
    /// Where else the answer goes.
    #[command(flatten)]
    pub reports: BenchReports,
}

/// What `migrate bench` does.
#[derive(Debug, Subcommand)]
pub enum BenchVerb {
    /// Compare two shared objects with a scenario, or two commands; says how the second is against the first
    #[command(after_help = help::COMPARE, after_long_help = help::COMPARE_LONG)]
    Compare(CompareArgs),
}

/// How `migrate bench` measures.
#[derive(Debug, clap::Args)]
pub struct MeasureArgs {
    /// Most time for timing [default: 5s, for commands 1m]
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub budget: Option<Duration>,
    /// Differences up to this are none
    #[arg(long, value_name = "PERCENT", default_value = "1%", value_parser = bench::percent)]
    pub margin: f64,
    /// What a metric may grow by before the exit code is 100, such as `cpu_time=5%` or `peak_heap=0%` [default: cpu_time by the margin]
    #[arg(long, value_name = "METRIC=PERCENT", value_parser = parse_gate)]
    pub gate: Vec<(String, f64)>,
    /// What a figure of the scenario may differ by before there is no verdict: `compressed=2%`, at most so much more; `-2%`, so much less; `±2%`, both [default: nothing]
    #[arg(long, value_name = "FIGURE=PERCENT", value_parser = parse_relation)]
    pub relation: Vec<(String, bench::Allowed)>,
    /// Start of the scenarios and of everything that goes by lot
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Iterations of the passes that count memory [default: what fits]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub iterations: Option<u64>,
    /// Measure latency under load, for so long; a request is as many iterations as take 25 microseconds
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub latency: Option<Duration>,
    /// Count instructions too; takes valgrind, and some seconds
    #[arg(long)]
    pub instructions: bool,
    /// Most memory that a scenario may have, in MiB [default: half of what is free]
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u64).range(16..))]
    pub memory_limit: Option<u64>,
}

/// Where else the answer of `migrate bench` goes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reports")]
pub struct BenchReports {
    /// Write the answer as a page with plots
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub html: Option<PathBuf>,
    /// Write the answer as JUnit
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub junit: Option<PathBuf>,
    /// Write the answer as Markdown, such as to $GITHUB_STEP_SUMMARY
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub markdown: Option<PathBuf>,
    /// Fail with exit code 105 if there is no verdict
    #[arg(long)]
    pub require_verdict: bool,
}

/// `migrate bench compare`
#[derive(Debug, clap::Args)]
pub struct CompareArgs {
    /// First shared object: what the other is compared with
    #[arg(required_unless_present = "cmd", conflicts_with = "cmd", value_hint = ValueHint::FilePath)]
    pub first: Option<PathBuf>,
    /// Second shared object
    #[arg(required_unless_present = "cmd", conflicts_with = "cmd", value_hint = ValueHint::FilePath)]
    pub second: Option<PathBuf>,
    /// First and second command instead, as in `--cmd './old data' --cmd './new data'`
    #[arg(long, value_name = "COMMAND", conflicts_with_all = ["iterations", "latency", "instructions", "memory_limit", "relation"])]
    pub cmd: Vec<String>,
    /// The same two again, linked in another order or with other padding; may be repeated
    #[arg(long, value_name = "FILE", num_args = 2, action = clap::ArgAction::Append, conflicts_with = "cmd", value_hint = ValueHint::FilePath)]
    pub layout: Vec<PathBuf>,
    /// Do not ask whether both commands print the same
    #[arg(long, requires = "cmd")]
    pub ignore_output: bool,
    /// How it is measured.
    #[command(flatten)]
    pub measure: MeasureArgs,
    /// Where else the answer goes.
    #[command(flatten)]
    pub reports: BenchReports,
}

/// `migrate show`
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// A module, a file, or a symbol (qualified, its last part, or mangled); several words narrow it down
    #[arg(required = true, value_name = "NAME")]
    pub names: Vec<String>,
    /// Print everything, however much
    #[arg(long)]
    pub all: bool,
}

/// `migrate explain`
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// Code of the finding, such as MG0104
    #[arg(value_name = "CODE", required_unless_present = "list")]
    pub code: Option<String>,
    /// List all codes
    #[arg(long, conflicts_with = "code")]
    pub list: bool,
}

/// `migrate completions`
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// Shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// `migrate island`
#[derive(Debug, clap::Args)]
pub struct IslandArgs {
    /// List of the linker symbols that the facade defines, one a line
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub facade: PathBuf,
    /// Folder of the new objects: N-NAME.o, where N counts from 0
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, required_unless_present = "compare")]
    pub out: Option<PathBuf>,
    /// Write nothing: look whether the facade in this archive defines what the objects define
    #[arg(long, value_name = "ARCHIVE", value_hint = ValueHint::FilePath, conflicts_with = "out")]
    pub compare: Option<PathBuf>,
    /// List of the symbols that stay in C++ [default: stays.txt beside the list of the facade]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "compare")]
    pub stays: Option<PathBuf>,
    /// The program that renames symbols [default: objcopy, else llvm-objcopy]
    #[arg(long, value_name = "PROG", value_hint = ValueHint::CommandName)]
    pub objcopy: Option<PathBuf>,
    /// Which inline functions are renamed beside the list
    #[arg(long, value_enum, default_value_t = ClosureArg::Used, value_name = "WHICH")]
    pub closure: ClosureArg,
    /// All objects of the module
    #[arg(required = true, value_name = "OBJECT", value_hint = ValueHint::FilePath)]
    pub objects: Vec<PathBuf>,
}

/// `migrate overlay`
#[derive(Debug, clap::Args)]
pub struct OverlayArgs {
    /// What is done to which headers: the identifier of a module and headers.json of its facade
    #[arg(long = "recipe", value_name = "ID=FILE", required = true, value_parser = parse_recipe)]
    pub recipes: Vec<(String, PathBuf)>,
    /// Folder at which the paths of the headers start
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub root: PathBuf,
    /// Folder to write into, with a folder for each module; paths are printed, each header behind those that it includes
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub out: PathBuf,
}

/// Values of `--closure`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ClosureArg {
    /// Those that refer to a listed function, directly or not
    Reached,
    /// Also those that objects with a listed function use: its body may have been inlined into them
    Used,
}

/// `migrate generate-docs`
#[derive(Debug, clap::Args)]
pub struct GenerateDocsArgs {
    /// Folder to write into
    #[arg(value_hint = ValueHint::DirPath)]
    pub dir: PathBuf,
}

fn parse_shard(text: &str) -> Result<(u32, u32), String> {
    let parts = text.split_once('/').and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
    match parts {
        Some((i, n)) if (1..=n).contains(&i) => Ok((i, n)),
        Some((i, n)) => Err(format!("there is no part {i} of {n}; parts count from 1")),
        None => Err("expected I/N, such as 1/4".to_owned()),
    }
}

/// `ID=FILE`
fn parse_recipe(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((id, file)) if !id.is_empty() && !id.contains(['/', '.']) && !file.is_empty() => {
            Ok((id.to_owned(), PathBuf::from(file)))
        }
        _ => Err("expected ID=FILE, such as codec=codec/facade/headers.json".to_owned()),
    }
}

/// A whole number of seconds, minutes or hours; more than none, and few enough to be added to a clock.
fn parse_time(text: &str) -> Result<Duration, String> {
    let wrong = || "expected a time, such as 90s, 10m or 1h".to_owned();
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?);
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => return Err(wrong()),
    };
    let number = number.parse::<u32>().ok().filter(|n| *n > 0).ok_or_else(wrong)?;
    Ok(Duration::from_secs(u64::from(number) * seconds))
}

/// `cpu_time=5%`
fn parse_gate(text: &str) -> Result<(String, f64), String> {
    let (metric, percent) = text.split_once('=').ok_or("expected METRIC=PERCENT, such as cpu_time=5%")?;
    Ok((bench::metric(metric)?.to_owned(), bench::percent(percent)?))
}

fn parse_relation(text: &str) -> Result<(String, bench::Allowed), String> {
    let (figure, allowed) = text.split_once('=').ok_or("expected FIGURE=PERCENT, such as compressed=2%")?;
    Ok((figure.trim().to_owned(), bench::Allowed::read(allowed)?))
}

/// The environment variable that carries the flags separates them by blanks.
fn parse_flag(text: &str) -> Result<String, String> {
    let one = text.starts_with('-') && !text.contains(char::is_whitespace);
    if one { Ok(text.to_owned()) } else { Err("expected one flag, without blanks".to_owned()) }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn command_definition_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn times_have_a_unit() {
        assert_eq!(parse_time("90s"), Ok(Duration::from_secs(90)));
        assert_eq!(parse_time("10m"), Ok(Duration::from_secs(600)));
        assert_eq!(parse_time("1h"), Ok(Duration::from_secs(3600)));
        for bad in ["", "10", "0s", "-1s", "1d", "m", "5000000000h", "1 m"] {
            assert!(parse_time(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn shards_count_from_one() {
        assert_eq!(parse_shard("1/4"), Ok((1, 4)));
        assert_eq!(parse_shard("4/4"), Ok((4, 4)));
        for bad in ["0/4", "5/4", "1", "a/b", "/", "1/0"] {
            assert!(parse_shard(bad).is_err(), "{bad}");
        }
    }
}

//! `cargo xtask test`: every check of the repository, one row each.

use std::process::ExitCode;

use anyhow::Result;

use crate::check::Need::{Counters, Tool};
use crate::check::Tier::{Full, Normal, Quick};
use crate::check::{Check, Need, Outcome, Tier, run_all};
use crate::checks::{
    analyzer, bad_input, bridges, corpus, cost, crossing, dispatch, docs, hal, honesty, hostile, interruption,
    invariants, legacy, matrix, miri, mixed, page, panics, planted, ported, programs, reproducible, rust, scans,
    scenarios, sessions,
};
use crate::context::Context;
use crate::tools::{self, TOOLS};

/// Arguments of `test`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only what takes a few minutes
    #[arg(long, conflicts_with = "full")]
    quick: bool,
    /// Also what takes long: costs, interruptions, coverage
    #[arg(long)]
    full: bool,
    /// Only checks whose name contains one of these words, of any tier
    only: Vec<String>,
    /// Only list the checks
    #[arg(long)]
    list: bool,
}

const CMAKE: &[Need] = &[Tool("g++"), Tool("clang-19"), Tool("cmake"), Tool("ninja")];
const SCAN: &[Need] = &[Tool("g++"), Tool("libclang-19"), Tool("cmake"), Tool("ninja")];
const PORT: &[Need] = &[Tool("g++"), Tool("libclang-19"), Tool("cmake"), Tool("ninja"), Tool("googletest")];
const PORT_CLANG: &[Need] = &[Tool("clang-19"), Tool("libclang-19"), Tool("cmake"), Tool("ninja"), Tool("googletest")];
const MEASURE: &[Need] = &[Tool("libclang-19"), Tool("cmake"), Tool("ninja"), Tool("python3"), Counters];
const COST: &[Need] = &[Tool("libclang-19"), Tool("clang-19"), Tool("cmake"), Tool("ninja")];
const HOSTILE: &[Need] = &[Tool("libclang-19"), Tool("python3"), Counters];
const BRIDGE: &[Need] =
    &[Tool("g++"), Tool("libclang-19"), Tool("cmake"), Tool("ninja"), Tool("python3"), Tool("python3-venv")];
const PROGRAM: &[Need] = &[Tool("g++"), Tool("libclang-19"), Tool("cmake"), Tool("ninja"), Tool("valgrind")];
const PAGE: &[Need] = &[Tool("libclang-19"), Tool("cmake"), Tool("ninja"), Tool("chromium")];
const HOST: &[Need] = &[Tool("g++"), Tool("libclang-19")];
const HAL: &[Need] = &[Tool("libclang-19"), Tool("arm-none-eabi-gcc")];
const FIRMWARE: &[Need] = &[
    Tool("libclang-19"),
    Tool("arm-none-eabi-gcc"),
    Tool("qemu-system-arm"),
    Tool("dpkg-source"),
    Tool("debian-archive-keyring"),
];
const HAL_OF_DEBIAN: &[Need] = &[
    Tool("libclang-19"),
    Tool("arm-none-eabi-gcc"),
    Tool("dpkg-source"),
    Tool("debian-archive-keyring"),
    Tool("apt-get"),
];

/// Every check, in the order in which they run: cheap ones that fail often come first.
#[rustfmt::skip]
pub(crate) const CHECKS: &[Check] = &[
    check("format", "", Quick, &[], rust::format),
    check("clippy", "", Quick, &[], rust::clippy),
    check("invariants", "", Quick, &[], invariants::check),
    check("cargo test", "", Quick, SCAN, rust::tests),
    check("scan legacy-cpp", "", Quick, SCAN, scans::legacy_plan),
    check("rustdoc", "", Normal, &[], rust::rustdoc),
    check("msrv", "", Full, &[], rust::msrv),
    check("docs fresh", "", Normal, &[], docs::fresh),
    check("docs book", "", Full, &[], docs::book),
    check("legacy", "g++", Normal, CMAKE, legacy::build_and_test),
    check("legacy", "clang++", Full, CMAKE, legacy::build_and_test),
    check("legacy", "asan+ubsan", Normal, CMAKE, legacy::build_and_test),
    check("legacy", "tsan", Normal, CMAKE, legacy::build_and_test),
    check("ports fresh", "legacy-cpp", Normal, SCAN, ported::fresh),
    check("ports fresh", "leveldb", Normal, PORT, ported::fresh),
    check("mixed legacy", "g++", Normal, SCAN, mixed::legacy),
    check("mixed leveldb", "g++", Normal, PORT, mixed::leveldb),
    check("mixed panics", "", Full, SCAN, panics::answered),
    check("mixed planted", "", Full, SCAN, planted::found),
    check("mixed legacy", "clang++ -O0", Full, CMAKE, mixed::legacy),
    check("mixed legacy", "g++ -O0, make", Full, SCAN, mixed::legacy),
    check("mixed legacy", "asan+ubsan", Full, SCAN, mixed::legacy),
    check("mixed legacy", "clang++", Full, CMAKE, mixed::legacy),
    check("mixed legacy", "shared", Full, SCAN, mixed::legacy),
    check("mixed legacy", "rust only", Full, SCAN, mixed::legacy),
    check("mixed legacy", "archives reversed", Full, SCAN, mixed::legacy),
    check("mixed legacy", "archives shuffled", Full, SCAN, mixed::legacy),
    check("mixed leveldb", "clang++", Full, PORT_CLANG, mixed::leveldb),
    check("mixed leveldb", "g++ -O0", Full, PORT, mixed::leveldb),
    check("mixed leveldb", "asan+ubsan", Full, PORT, mixed::leveldb),
    check("mixed leveldb", "shared", Full, PORT, mixed::leveldb),
    check("mixed leveldb", "archives reversed", Full, PORT, mixed::leveldb),
    check("mixed leveldb", "archives shuffled", Full, PORT, mixed::leveldb),
    check("rust-analyzer", "", Full, &[], analyzer::understands),
    check("miri", "planted", Normal, &[], miri::planted),
    check("miri", "rust-modules", Normal, &[], miri::modules),
    check("hal", "py32f0", Normal, HAL, hal::vendor),
    check("hal", "nrf51", Normal, HAL_OF_DEBIAN, hal::vendor),
    check("hal", "firmware", Normal, FIRMWARE, hal::firmware),
    check("hal", "sessions", Normal, FIRMWARE, sessions::played),
    check("hal", "simulator", Normal, HOST, hal::simulator),
    check("hal", "build scripts", Full, HOST, hal::build_scripts),
    check("hal", "bench", Normal, FIRMWARE, hal::bench),
    check("page", "", Normal, PAGE, page::responds),
    check("bad input", "", Normal, SCAN, bad_input::verbs),
    check("hostile", "", Normal, HOSTILE, hostile::cases),
    check("first hour", "tinyxml2", Normal, SCAN, corpus::first_hour),
    check("first hour", "pugixml", Normal, SCAN, corpus::first_hour),
    check("first hour", "fmtlib", Normal, SCAN, corpus::first_hour),
    check("first hour", "leveldb", Normal, SCAN, corpus::first_hour),
    check("first hour", "re2", Normal, SCAN, corpus::first_hour),
    check("first hour", "yaml-cpp", Normal, SCAN, corpus::first_hour),
    check("floors", "leveldb", Normal, MEASURE, corpus::floors),
    check("floors", "snappy", Normal, MEASURE, corpus::floors),
    check("floors", "re2", Normal, MEASURE, corpus::floors),
    check("floors", "yaml-cpp", Normal, MEASURE, corpus::floors),
    check("floors", "libjsoncpp", Normal, MEASURE, corpus::floors),
    check("floors", "abseil", Full, MEASURE, corpus::floors),
    check("bridges", "tinyxml2", Full, BRIDGE, bridges::library),
    check("bridges", "snappy", Normal, BRIDGE, bridges::library),
    check("bridges", "pugixml", Normal, BRIDGE, bridges::library),
    check("bridge programs", "tinyxml2", Full, PROGRAM, programs::library),
    check("bridge programs", "snappy", Normal, PROGRAM, programs::library),
    check("bridge programs", "pugixml", Normal, PROGRAM, programs::library),
    check("bridge matrix", "", Normal, &[Tool("g++"), Tool("clang-19"), Tool("libclang-19")], matrix::ways),
    check("bridge cost", "", Normal, &[Tool("g++"), Tool("libclang-19")], crossing::smoke),
    check("bench modules", "legacy-cpp", Full, SCAN, scenarios::equal),
    check("bench modules", "leveldb", Full, PORT, scenarios::equal),
    check("bench honesty", "", Normal, &[Tool("g++")], honesty::smoke),
    check("bench latency", "", Full, &[Tool("g++")], honesty::latency::check),
    check("facade cost", "", Normal, SCAN, dispatch::smoke),
    check("same export", "snappy", Normal, SCAN, reproducible::exports),
    check("many seeds", "rust-modules", Full, &[], miri::many_seeds),
    check("bridges", "leveldb", Full, BRIDGE, bridges::library),
    check("bridges", "re2", Full, BRIDGE, bridges::library),
    check("bridges", "yaml-cpp", Full, BRIDGE, bridges::library),
    check("bridges", "fmtlib", Full, BRIDGE, bridges::library),
    check("bridges", "libjsoncpp", Full, BRIDGE, bridges::library),
    check("bridges", "all", Full, BRIDGE, bridges::all),
    check("bridge programs", "leveldb", Full, PROGRAM, programs::library),
    check("bridge programs", "re2", Full, PROGRAM, programs::library),
    check("bridge programs", "yaml-cpp", Full, PROGRAM, programs::library),
    check("bridge programs", "fmtlib", Full, PROGRAM, programs::library),
    check("bridge programs", "libjsoncpp", Full, PROGRAM, programs::library),
    check("bridge programs", "all", Full, PROGRAM, programs::all),
    check("same export", "leveldb", Full, SCAN, reproducible::exports),
    check("hub comment", "leveldb:include/leveldb/slice.h", Full, SCAN, reproducible::hub_comment),
    check("two scans at once", "snappy", Full, SCAN, interruption::two_at_once),
    check("disk full", "", Full, &[Tool("unshare"), Tool("libclang-19")], bad_input::disk_full),
    check("killed", "leveldb", Full, SCAN, interruption::killed),
    check("coverage", "", Full, &[Tool("g++"), Tool("gcov"), Tool("cmake"), Tool("ninja")], legacy::coverage),
    check("cost", "leveldb", Full, COST, cost::ratios),
    check("cost", "re2", Full, COST, cost::ratios),
    check("cost", "yaml-cpp", Full, COST, cost::ratios),
    check("cost", "abseil", Full, COST, cost::ratios),
];

const fn check(
    name: &'static str,
    subject: &'static str,
    tier: Tier,
    needs: &'static [Need],
    run: fn(&Context, &str) -> Result<Outcome>,
) -> Check {
    Check { name, subject, tier, needs, run }
}

pub(crate) fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    let tier = match (args.quick, args.full) {
        (true, _) => Quick,
        (_, true) => Full,
        _ => Normal,
    };
    let wanted = |check: &Check| match args.only.is_empty() {
        true => check.tier <= tier,
        false => args.only.iter().any(|word| check.title().contains(word.as_str())),
    };
    let chosen: Vec<&Check> = CHECKS.iter().filter(|c| wanted(c)).collect();
    if args.list {
        for check in chosen {
            println!("{:8} {}", format!("{:?}", check.tier).to_lowercase(), check.title());
        }
        return Ok(ExitCode::SUCCESS);
    }
    // What it costs to scan is a matter of the build that users have, also if only that is asked for, by name.
    if chosen.iter().all(|check| check.tier < Full) {
        context.use_tested();
    }
    context.open_log("set-up")?;
    let named = |name| chosen.iter().any(|check| check.needs.contains(&Tool(name)));
    let corpus = ["apt-get", "dpkg-source", "debian-archive-keyring", "patch", "perl", "unicode-data"];
    let needed = TOOLS.iter().filter(|t| named(t.name) || (tier > Quick && corpus.contains(&t.name)));
    tools::ensure(context, &needed.collect::<Vec<_>>())?;
    run_all(context, &chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_unique_and_needs_exist() {
        let mut titles: Vec<String> = CHECKS.iter().map(Check::title).collect();
        for check in CHECKS {
            for need in check.needs {
                if let Tool(name) = need {
                    tools::by_name(name);
                }
            }
        }
        titles.sort();
        let count = titles.len();
        titles.dedup();
        assert_eq!(titles.len(), count);
    }
}

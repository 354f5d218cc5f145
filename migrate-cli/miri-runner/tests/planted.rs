//! Planted mistakes: Miri finds each, and the report says what it is and where.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use migrate_model::miri::{Kind, Outcome, Test};
use miri_runner::{Answer, MiriError, Options, TESTED_TOOLCHAIN, findings, run};

fn package() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/planted")
}

/// The line that is marked as this kind.
fn planted(kind: &str) -> u32 {
    let text = std::fs::read_to_string(package().join("src/lib.rs")).unwrap();
    let line = text.lines().position(|line| line.ends_with(&format!("// planted: {kind}")));
    u32::try_from(line.unwrap_or_else(|| panic!("nothing is planted as {kind}"))).unwrap() + 1
}

/// Copies the fixture, because cargo writes beside what it builds.
fn copied() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for file in ["Cargo.toml", "src/lib.rs", "tests/outside.rs"] {
        let to = dir.path().join(file);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(package().join(file), to).unwrap();
    }
    dir
}

fn options(dir: &tempfile::TempDir) -> Options {
    let target_dir = Some(dir.path().join("target"));
    Options { toolchain: TESTED_TOOLCHAIN.to_owned(), target_dir, ..Options::new(dir.path()) }
}

/// Nothing if Miri is missing, which is said.
fn answer(options: &Options) -> Option<Answer> {
    match run(options, &(), &AtomicBool::new(false)) {
        Ok(answer) => Some(answer),
        Err(error) if error.remedy().is_some() => {
            println!("SKIPPED: {error}: {}", error.remedy().unwrap_or_default());
            None
        }
        Err(error) => panic!("{error}: {error:?}"),
    }
}

fn of<'a>(answer: &'a Answer, name: &str) -> &'a Test {
    answer.tests.iter().find(|t| t.name == name).unwrap_or_else(|| panic!("no test {name}: {:?}", answer.tests))
}

#[test]
fn five_of_five_and_what_is_none() {
    let dir = copied();
    let options = Options { seeds: 2, ..options(&dir) };
    let Some(answer) = answer(&options) else { return };
    let shown = |name: &str| {
        let test = of(&answer, name);
        let report = test.report.as_ref().unwrap_or_else(|| panic!("{test:?}"));
        let place = report.span.as_ref().map(|s| (s.file.as_str(), s.line));
        (test.outcome, report.kind, place)
    };
    for (name, outcome, kind, mark) in [
        ("tests::use_after_free", Outcome::UndefinedBehavior, Kind::Dangling, "dangling"),
        ("tests::out_of_bounds", Outcome::UndefinedBehavior, Kind::OutOfBounds, "out_of_bounds"),
        ("tests::data_race", Outcome::DataRace, Kind::DataRace, "data_race"),
        ("tests::aliasing", Outcome::UndefinedBehavior, Kind::Aliasing, "aliasing"),
        ("tests::uninitialised", Outcome::UndefinedBehavior, Kind::Uninitialised, "uninitialised"),
        ("tests::beyond_the_border", Outcome::Unsupported, Kind::Foreign, "foreign"),
        ("tests::plain_failure", Outcome::Failed, Kind::Panic, "panic"),
        ("tests::memory_leak", Outcome::Leak, Kind::Leak, "leak"),
    ] {
        assert_eq!(shown(name), (outcome, kind, Some(("src/lib.rs", planted(mark)))), "{name}");
    }
    let ended = |name| (of(&answer, name).outcome, of(&answer, name).seeds);
    assert_eq!(ended("tests::clean"), (Outcome::Passed, 2));
    assert_eq!(ended("clean_from_outside"), (Outcome::Passed, 2));
    assert_eq!(ended("tests::ignored"), (Outcome::Ignored, 0));
    assert_eq!(answer.tests.len(), 11);
    let found: Vec<String> = findings(&answer.tests).into_iter().map(|f| f.code).collect();
    let expected = ["MG0701", "MG0701", "MG0701", "MG0701", "MG0702", "MG0703", "MG0705", "MG0704"];
    assert_eq!(found, expected);
}

#[test]
fn filters_build_errors_and_folders_without_a_package() {
    let dir = copied();
    let options = Options { seeds: 1, ..options(&dir) };
    let Some(filtered) = answer(&Options { filter: Some("clean".into()), ..options.clone() }) else { return };
    let names: Vec<&str> = filtered.tests.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["tests::clean", "clean_from_outside"]);

    std::fs::write(dir.path().join("tests/outside.rs"), "#[test] fn wrong() { let n: u32 = \"text\"; }").unwrap();
    match run(&options, &(), &AtomicBool::new(false)) {
        Err(MiriError::Build { package, errors }) => {
            assert_eq!(package, "planted");
            assert!(errors.contains("mismatched types"), "{errors}");
        }
        other => panic!("{other:?}"),
    }
    let nowhere = Options { package: dir.path().join("src"), ..options };
    assert!(matches!(run(&nowhere, &(), &AtomicBool::new(false)), Err(MiriError::NoPackage { .. })));
}

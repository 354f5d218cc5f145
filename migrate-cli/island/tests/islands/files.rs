//! What is read and written, and what is refused.

use std::collections::BTreeSet;
use std::path::PathBuf;

use migrate_island::{Closure, IslandError, ObjectError, PlanError, run};

use crate::bench::{Bench, Level, Way, compilers, program};

fn small() -> Bench {
    Bench::new(&program(&["g++"]).unwrap(), Level::O0, Way::Static)
}

#[test]
fn a_second_run_writes_nothing() {
    let bench = small();
    let job = bench.job(None, Closure::Used);
    let first = run(&job).unwrap();
    assert_eq!(first.objects, [job.out.join("0-one.o"), job.out.join("1-two.o")]);
    assert_eq!((first.written, first.plan.renames.len() > first.plan.beside), (2, true));
    let time = |path: &PathBuf| std::fs::metadata(path).unwrap().modified().unwrap();
    let before = time(&first.objects[0]);
    assert_eq!(run(&job).unwrap().written, 0);
    assert_eq!(time(&first.objects[0]), before);
    std::fs::write(&first.objects[1], "something else").unwrap();
    assert_eq!(run(&job).unwrap().written, 1);
}

#[test]
fn a_dry_run_says_what_it_would_write() {
    let bench = small();
    let mut job = bench.job(None, Closure::Used);
    job.dry_run = true;
    assert_eq!(run(&job).unwrap().written, 2);
    assert!(!job.out.exists());
}

#[test]
fn equal_names_do_not_overwrite_one_another() {
    let bench = small();
    let mut job = bench.job(None, Closure::Used);
    std::fs::create_dir(bench.file("sub")).unwrap();
    std::fs::rename(bench.file("two.o"), bench.file("sub/one.o")).unwrap();
    job.objects[1] = bench.file("sub/one.o");
    let names: BTreeSet<PathBuf> = run(&job).unwrap().objects.into_iter().collect();
    assert_eq!(names, BTreeSet::from([job.out.join("0-one.o"), job.out.join("1-one.o")]));
}

#[test]
fn what_nobody_defines_is_named_and_nothing_is_written() {
    let bench = small();
    let job = bench.job(None, Closure::Used);
    let list = std::fs::read_to_string(&job.facade).unwrap();
    std::fs::write(&job.facade, list + "_Z7missingv\n_Z4goneid # gone(int, double)\n").unwrap();
    let error = run(&job).unwrap_err();
    let IslandError::Plan(PlanError::Missing(names)) = &error else { panic!("{error}") };
    assert_eq!(names, &["_Z4goneid", "_Z7missingv"]);
    assert!(!job.out.exists());
}

#[test]
fn objects_for_link_time_optimisation_are_refused() {
    for compiler in compilers() {
        let bench = Bench::new(&compiler, Level::O2, Way::Static);
        let source = bench.file("lto.cc");
        std::fs::write(&source, "int f() { return 1; }\n").unwrap();
        for flags in [&["-flto"][..], &["-flto", "-ffat-lto-objects"]] {
            let mut job = bench.job(None, Closure::Used);
            job.objects[1] = bench.file("lto.o");
            bench.build(&source, &job.objects[1], flags);
            let error = run(&job).unwrap_err();
            let IslandError::Object { path, error: ObjectError::Lto } = &error else { panic!("{bench}: {error}") };
            assert_eq!(path, &job.objects[1]);
        }
    }
}

#[test]
fn what_is_no_object_is_refused() {
    let bench = small();
    let mut job = bench.job(None, Closure::Used);
    std::fs::write(bench.file("text.o"), "no object").unwrap();
    job.objects[1] = bench.file("text.o");
    assert!(matches!(run(&job).unwrap_err(), IslandError::Object { error: ObjectError::Format, .. }));
    job.objects[1] = bench.file("absent.o");
    assert!(run(&job).unwrap_err().to_string().starts_with("cannot read "));
}

#[test]
fn a_missing_program_and_one_that_does_nothing_right() {
    let bench = small();
    let mut job = bench.job(Some("no-such-objcopy".as_ref()), Closure::Used);
    let IslandError::NoObjcopy(name) = run(&job).unwrap_err() else { panic!("it was started") };
    assert_eq!(name, PathBuf::from("no-such-objcopy"));
    job.objcopy = Some("false".into());
    assert!(matches!(run(&job).unwrap_err(), IslandError::Objcopy { .. }));
    // It copies, and renames nothing.
    let script = bench.file("copies");
    std::fs::write(&script, "#!/bin/sh\n[ $# -lt 2 ] && exit\nshift $(($# - 2))\ncp \"$1\" \"$2\"\n").unwrap();
    std::fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    job.objcopy = Some(script);
    let error = run(&job).unwrap_err();
    assert!(matches!(error, IslandError::Result { .. }), "{error}");
    assert!(!job.out.exists());
}

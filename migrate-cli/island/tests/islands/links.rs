//! Both implementations in one program, in every order of its objects.

use std::path::PathBuf;

use migrate_island::{Closure, Declared, Gap, Plan, plan, prove};

use crate::bench::{self, Bench, CPP, Level, RUST, Way, compilers};

/// Every compiler at -O0 and -O2.
fn each(mut test: impl FnMut(&Bench)) {
    for compiler in compilers() {
        for level in [Level::O0, Level::O2] {
            test(&Bench::new(&compiler, level, Way::Static));
        }
    }
}

/// Runs the program in both modes, with the objects of the island in every place.
fn judge(bench: &Bench, island: &[PathBuf]) {
    for order in bench.orders(island) {
        let program = bench.link(&order).unwrap_or_else(|said| panic!("{bench}: {said}"));
        assert_eq!(bench.run(&program, false), CPP, "{bench} {order:?}");
        assert_eq!(bench.run(&program, true), RUST, "{bench} {order:?}");
    }
}

#[test]
fn both_answer_in_every_order() {
    each(|bench| judge(bench, &bench.island(None, Closure::Used)));
}

#[test]
fn both_answer_in_a_shared_object() {
    for compiler in compilers() {
        for level in [Level::O0, Level::O2] {
            let bench = Bench::new(&compiler, level, Way::Shared);
            judge(&bench, &bench.island(None, Closure::Used));
        }
    }
}

#[test]
fn other_programs_rename_as_well() {
    let Some(other) = bench::program(&["llvm-objcopy", "llvm-objcopy-19"]) else { return };
    each(|bench| judge(bench, &bench.island(Some(&other), Closure::Used)));
}

/// A run of the program with a plan from which something is missing: whether every order links and answers right.
fn holds(bench: &Bench, reduce: impl Fn(&mut Plan)) -> bool {
    let mut plan = plan(&bench.listed(), &bench.originals(), Closure::Used).unwrap();
    reduce(&mut plan);
    let island = bench.apply(&plan);
    bench.orders(&island).iter().all(|order| {
        let right = |program: PathBuf| bench.run(&program, false) == CPP && bench.run(&program, true) == RUST;
        bench.link(order).is_ok_and(right)
    })
}

#[test]
fn without_the_inline_functions_some_order_is_wrong() {
    each(|bench| {
        assert!(holds(bench, |_| {}), "{bench}");
        assert!(!holds(bench, |plan| plan.renames.retain(|_, new| new.ends_with(".cpp_twin"))), "{bench}");
    });
}

#[test]
fn without_the_names_of_groups_some_order_is_wrong() {
    let mut seen = 0;
    each(|bench| {
        // Only GCC gives groups names of their own, for constructors and destructors in two variants.
        let of_groups = |old: &String| old.contains("C5E") || old.contains("D5E");
        let whole = plan(&bench.listed(), &bench.originals(), Closure::Used).unwrap();
        if whole.renames.keys().any(of_groups) {
            seen += 1;
            assert!(!holds(bench, |plan| plan.renames.retain(|old, _| !of_groups(old))), "{bench}");
        }
    });
    assert!(seen > 0, "no compiler names groups");
}

#[test]
fn without_the_tables_the_original_is_called_by_chance() {
    each(|bench| assert!(!holds(bench, |plan| plan.renames.retain(|old, _| !old.starts_with("_ZTV"))), "{bench}"));
}

#[test]
fn a_body_that_was_inlined_leads_past_the_facade() {
    let mut seen = 0;
    each(|bench| {
        let right = |closure| {
            let island = bench.island(None, closure);
            bench.orders(&island).iter().all(|order| {
                let program = bench.link(order).unwrap();
                bench.run(&program, true) == RUST
            })
        };
        seen += u32::from(!right(Closure::Reached));
        assert!(right(Closure::Used), "{bench}");
    });
    assert!(seen > 0, "no compiler has put the body of `area` into an inline function");
}

#[test]
fn variables_and_type_information_keep_their_names() {
    each(|bench| {
        let plan = plan(&bench.listed(), &bench.originals(), Closure::Used).unwrap();
        for name in ["exported", "_ZZ7countervE5count", "_ZN5Shape9destroyedE", "_ZN3Box5aliveE"] {
            assert_eq!(plan.renamed(name), name, "{bench}");
        }
        for name in plan.renames.keys() {
            assert!(!["_ZTI", "_ZTS", "_ZGV", "_ZZ"].iter().any(|p| name.starts_with(p)), "{bench}: {name}");
        }
        assert!(plan.renames.contains_key("_Z5twicei"), "{bench}");
        assert!(plan.renamed("_Z5twicei").starts_with("_Z5twicei.cpp_twin."), "{bench}");
        assert_eq!(plan.renamed("_Z4areai"), "_Z4areai.cpp_twin");
    });
}

#[test]
fn symbols_of_both_sides_are_compared() {
    each(|bench| {
        let listed = bench.listed();
        let plan = plan(&listed, &bench.originals(), Closure::Used).unwrap();
        let gaps = |stays: &[&str]| -> Vec<(Gap, String)> {
            let stays = stays.iter().map(|name| (*name).to_owned()).collect();
            let declared = Declared { listed: listed.clone(), stays, ..Declared::default() };
            let proof = prove(&bench.originals(), &[bench.facade()], &declared, &plan);
            proof.gaps.into_iter().map(|(gap, d)| (gap, d.name)).collect()
        };
        let variables = ["_ZN3Box5aliveE", "_ZN5Shape9destroyedE", "exported"];
        let extra = (Gap::Extra, "dispatched".to_owned());
        assert_eq!(gaps(&variables), std::slice::from_ref(&extra), "{bench}");
        let undeclared = variables.map(|name| (Gap::Undeclared, name.to_owned()));
        assert_eq!(gaps(&[]), [&undeclared[..], &[extra]].concat(), "{bench}");
    });
}

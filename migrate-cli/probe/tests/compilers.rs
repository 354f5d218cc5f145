//! Questions to real compilers: GCC, and Clang where it is installed.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]
#![expect(clippy::print_stdout, reason = "a failed test tells which compiler it was")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use migrate_probe::{Compiler, Complaint, Outcome, ProbeError, Prober, Source, Stats, Table};
use tempfile::TempDir;

const COMPILERS: [&str; 2] = ["g++", "clang++-19"];

/// A folder for a project, and one for answers.
struct Place {
    program: PathBuf,
    flags: Vec<String>,
    project: TempDir,
    cache: TempDir,
}

impl Place {
    fn file(&self, name: &str, text: &str) {
        std::fs::write(self.project.path().join(name), text).unwrap();
    }

    fn prober(&self) -> Prober {
        let dir = self.project.path().to_owned();
        let compiler = Compiler { program: self.program.clone(), flags: self.flags.clone(), dir };
        Prober::new(&compiler, self.cache.path(), 2).unwrap()
    }

    fn compile(&self, prelude: &str, snippets: &[&str]) -> Vec<Outcome> {
        self.prober().compile(prelude, snippets, &|_, _| {}).unwrap()
    }

    /// Compiles a file of the project outside of the prober.
    fn make(&self, arguments: &[&str]) {
        let mut command =
            Command::new(arguments.first().filter(|a| **a == "ar").map_or(self.program.as_path(), Path::new));
        let arguments = if arguments[0] == "ar" { &arguments[1..] } else { arguments };
        assert!(command.args(arguments).current_dir(self.project.path()).status().unwrap().success());
    }
}

/// Runs a test with every compiler that is there.
fn with_each(flags: &[&str], test: impl Fn(&Place)) {
    for program in COMPILERS {
        if Command::new(program).arg("--version").output().is_err() {
            println!("{program} is not installed");
            continue;
        }
        println!("{program}");
        test(&Place {
            program: program.into(),
            flags: flags.iter().map(|&f| f.to_owned()).collect(),
            project: tempfile::tempdir().unwrap(),
            cache: tempfile::tempdir().unwrap(),
        });
    }
}

fn complaint(outcome: &Outcome) -> &Complaint {
    match outcome {
        Outcome::Fails(complaint) => complaint,
        Outcome::Compiles => panic!("it compiles"),
    }
}

/// One letter for each outcome.
fn letters(outcomes: &[Outcome]) -> String {
    outcomes.iter().map(|o| if *o == Outcome::Compiles { 'c' } else { 'f' }).collect()
}

const PRELUDE: &str = "#include \"own.h\"\n#include <memory>\n#include <vector>\n";
const OWN: &str = "#pragma once
struct Own { Own() = default; Own(const Own&) = delete; };
template <class T> struct Box { T value; void touch() { value.nothing(); } };
template <class T> void broken(T) { typename T::nothing x; }
#define WRONG int wrong = \"text\"
";

#[test]
fn good_and_bad_snippets() {
    with_each(&["-std=c++17"], |place| {
        place.file("own.h", OWN);
        let outcomes = place.compile(
            PRELUDE,
            &[
                "int good() { return sizeof(Own); }",
                "int early() {\n  int n = \"text\";\n  return n;\n}",
                // Two lines are the snippet's own, the rest of the way is the library's.
                "void deep() {\n  std::vector<Own> v; v.push_back(Own());\n}",
                "void touch(Box<int>& b) { b.touch(); }",
                // No end of its own.
                "int unfinished() {",
                "int no_semicolon",
                "} int closes_too_much;",
                "static_assert(sizeof(int) == 400, \"size\");",
                "void uses_macro() {\n\n  WRONG;\n}",
                "#include \"missing.h\"",
                "int last() { return 1; }",
                "\"unfinished",
            ],
        );
        assert_eq!(letters(&outcomes), "cfffffffffcf");
        let lines: Vec<Option<u32>> = [1, 2, 3, 4, 5, 7, 8, 9].map(|i| complaint(&outcomes[i]).line).to_vec();
        assert_eq!(lines, [Some(2), Some(2), Some(1), Some(1), Some(1), Some(1), Some(3), Some(1)]);
        assert!(complaint(&outcomes[2]).message.contains("deleted"), "{outcomes:?}");
        assert!(complaint(&outcomes[7]).message.contains("size"), "{outcomes:?}");
        assert!(outcomes.iter().all(|o| !format!("{o:?}").contains("migrate-")), "{outcomes:?}");
    });
}

#[test]
fn an_error_that_hides_others() {
    // The broken template is instantiated once in a translation unit: only the first user is named.
    with_each(&["-std=c++17"], |place| {
        place.file("own.h", OWN);
        let mut texts: Vec<String> = (0..40).map(|i| format!("void user{i}(Box<Own>& b) {{ b.touch(); }}")).collect();
        texts.push("int good;".to_owned());
        let prober = place.prober();
        let told = RefCell::new(Vec::new());
        let outcomes = prober.compile(PRELUDE, &texts, &|done, all| told.borrow_mut().push((done, all))).unwrap();
        assert_eq!(letters(&outcomes), "f".repeat(40) + "c");
        let told = told.into_inner();
        assert_eq!((told.first(), told.last()), (Some(&(0, 41)), Some(&(41, 41))));
        assert!(told.is_sorted());
        assert_eq!(prober.stats().precompiled, 1, "many rounds share one reading of the prelude");
    });
}

#[test]
fn a_second_run_compiles_nothing() {
    with_each(&["-std=c++17"], |place| {
        place.file("own.h", OWN);
        let texts = ["int good;", "int bad = nope;", "int good;"];
        let first = place.prober();
        let outcomes = first.compile(PRELUDE, &texts, &|_, _| {}).unwrap();
        assert_eq!(letters(&outcomes), "cfc");
        assert!(first.stats().compiles > 0 && first.stats().listings == 1 && first.stats().cached == 0);

        let second = place.prober();
        assert_eq!(second.compile(PRELUDE, &texts, &|_, _| {}).unwrap(), outcomes);
        assert_eq!(second.stats(), Stats { cached: 3, ..Stats::default() });

        let more = place.prober();
        more.compile(PRELUDE, &["int good;", "int other;"], &|_, _| {}).unwrap();
        assert_eq!(more.stats(), Stats { compiles: 1, cached: 1, ..Stats::default() });

        place.file("own.h", "inline int nope = 1;");
        let changed = place.prober();
        assert_eq!(letters(&changed.compile(PRELUDE, &texts, &|_, _| {}).unwrap()), "ccc");
        assert_eq!((changed.stats().listings, changed.stats().cached), (1, 0));

        for file in std::fs::read_dir(place.cache.path()).unwrap() {
            std::fs::write(file.unwrap().path(), "{\"schema\":1,").unwrap();
        }
        assert_eq!(letters(&place.compile(PRELUDE, &texts)), "ccc");
    });
}

#[test]
fn snippets_that_read_files_are_asked_again() {
    with_each(&[], |place| {
        let text = ["#include \"late.h\"\nint late = LATE;"];
        place.file("late.h", "#define LATE 1\n");
        assert_eq!(letters(&place.compile("", &text)), "c");
        place.file("late.h", "#define LATE \"one\"\n");
        assert_eq!(letters(&place.compile("", &text)), "f");
    });
}

#[test]
fn a_prelude_that_does_not_compile() {
    with_each(&[], |place| {
        place.file("own.h", "\nint n = \"text\";\n");
        let failure = |prelude: &str, snippet: &str| match place.prober().compile(prelude, &[snippet], &|_, _| {}) {
            Err(ProbeError::Prelude { message }) => message,
            other => panic!("{other:?}"),
        };
        assert!(failure("#include \"own.h\"\n", "int a;").starts_with("own.h:2: "));
        assert!(failure("int a;\nunknown b;", "unknown c;").starts_with("prelude:2: "));
        assert!(failure("#include \"missing.h\"", "int a;").starts_with("prelude:1: "));
        assert_eq!(place.compile("broken because nobody asks", &[]), []);
    });
}

#[test]
fn whatever_the_flags_say() {
    let flags =
        ["-Wfatal-errors", "-Werror", "-Wall", "-fdiagnostics-color=always", "-MD", "-MF", "out.d", "--coverage"];
    with_each(&flags, |place| {
        let outcomes = place.compile("", &["int a = \"1\";", "int b = \"2\";", "void f() { int unused; }"]);
        assert_eq!(letters(&outcomes), "ffc");
        place.prober().tables("", &[table("t", "1")]).unwrap().remove(0).unwrap();
        assert_eq!(std::fs::read_dir(place.project.path()).unwrap().count(), 0, "nothing is written in the project");
    });
}

#[test]
fn a_slow_snippet_costs_itself() {
    const SLOW: &str = "constexpr int f(int n) { return n < 2 ? 1 : f(n - 1) + f(n - 2) + n % 2; }
constexpr int n = f(80);";
    for program in COMPILERS {
        let steps: &[&str] = if program == "g++" {
            &["-fconstexpr-ops-limit=100000000000", "-fconstexpr-cache-depth=0"]
        } else {
            &["-fconstexpr-steps=2000000000"]
        };
        with_each(&[&["-std=c++17"], steps].concat(), |place| {
            if place.program.as_os_str() != program {
                return;
            }
            let prober = place.prober().with_limit(Duration::from_secs(1));
            let outcomes = prober.compile("", &["int a;", SLOW, "int b;"], &|_, _| {}).unwrap();
            assert_eq!(letters(&outcomes), "cfc");
            assert_eq!(complaint(&outcomes[1]).message, "the compiler took more than 1 s");
            let again = place.prober().with_limit(Duration::from_secs(1));
            again.compile("", &["int a;", SLOW, "int b;"], &|_, _| {}).unwrap();
            assert_eq!(again.stats().cached, 2, "time is no property of a snippet");
        });
    }
}

#[test]
fn a_crash_costs_the_snippet_that_causes_it() {
    // A compiler that dies of a word.
    with_each(&[], |place| {
        let wrapper = place.project.path().join("dying");
        let script = "#!/bin/sh
case \"$1\" in --version) exec COMPILER --version;; esac
text=$(cat)
case \"$text\" in *deadly*) kill -SEGV $$;; esac
printf '%s\\n' \"$text\" | COMPILER \"$@\"
";
        std::fs::write(&wrapper, script.replace("COMPILER", place.program.to_str().unwrap())).unwrap();
        std::fs::set_permissions(&wrapper, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        let compiler = Compiler { program: wrapper, flags: Vec::new(), dir: place.project.path().to_owned() };
        let prober = Prober::new(&compiler, place.cache.path(), 2).unwrap();
        let texts: Vec<String> =
            (0..30).map(|i| format!("int {}{i};", if i == 17 { "deadly" } else { "good" })).collect();
        let outcomes = prober.compile("", &texts, &|_, _| {}).unwrap();
        let failing: Vec<usize> = (0..30).filter(|i| outcomes[*i] != Outcome::Compiles).collect();
        assert_eq!(failing, [17]);
        assert_eq!(complaint(&outcomes[17]).message, "the compiler was ended by signal 11");
    });
}

fn table(symbol: &str, values: &str) -> Table {
    Table {
        symbol: symbol.to_owned(),
        text: format!("extern \"C\" const unsigned long long {symbol}[] = {{{values}}};"),
    }
}

#[test]
fn tables_hold_what_the_compiler_laid_out() {
    for flags in [&["-std=c++17", "-O2", "-flto", "-g"] as &[&str], &["-std=c++17", "-fsanitize=address"]] {
        with_each(flags, |place| {
            let prelude = "#include <cstddef>\n#include <string>\n#include <type_traits>\n\
                           struct Pair { char a; double b; };\nunsigned long long now();\n";
            let tables = [
                table("layout", "sizeof(Pair), alignof(Pair), offsetof(Pair, b)"),
                table(
                    "traits",
                    "std::is_trivially_copyable<Pair>::value, std::is_polymorphic<std::string>::value, ~0ull",
                ),
                table("refused", "sizeof(Nothing)"),
                table("zeros", "0, 0"),
                table("computed", "now(), 0"),
                table("address", "1, (unsigned long long)&now"),
                Table { symbol: "absent".to_owned(), text: "const unsigned long long absent[] = {1};".to_owned() },
            ];
            let prober = place.prober();
            let answers = prober.tables(prelude, &tables).unwrap();
            assert_eq!(answers[0], Ok(vec![16, 8, 8]));
            assert_eq!(answers[1], Ok(vec![1, 0, u64::MAX]));
            assert!(answers[2].as_ref().unwrap_err().message.contains("Nothing"), "{answers:?}");
            assert_eq!(answers[3], Ok(vec![0, 0]));
            let messages: Vec<&str> = answers[4..].iter().map(|a| a.as_ref().unwrap_err().message.as_str()).collect();
            let constant = |name: &str| format!("'{name}' is no array of constants");
            assert_eq!(messages[..2], [constant("computed"), constant("address")]);
            assert_eq!(messages[2], "'absent' is not defined for other translation units");

            let again = place.prober();
            assert_eq!(again.tables(prelude, &tables).unwrap(), answers);
            assert_eq!(again.stats(), Stats { cached: 7, ..Stats::default() });
        });
    }
}

#[test]
fn tables_for_another_machine() {
    // Only Clang compiles for machines that nobody has installed anything for.
    with_each(&["--target=powerpc64-linux-gnu", "-nostdinc"], |place| {
        if place.program.as_os_str() != "g++" {
            assert_eq!(place.prober().tables("", &[table("t", "1, sizeof(long double)")]).unwrap(), [Ok(vec![1, 16])]);
        }
    });
    with_each(&["-m32"], |place| {
        assert_eq!(place.prober().tables("", &[table("t", "sizeof(void*)")]).unwrap(), [Ok(vec![4])]);
    });
}

const LIBRARY: &str = "
struct Base { virtual ~Base(); virtual void act(); };
struct Error { virtual ~Error(); };
int direct(int);
int behind_inline(int);
int in_archive(int);
inline int hop(int n) { return behind_inline(n); }
template <class T> struct Derived : Base { void act() override { direct(1); } };
";

fn link(prober: &Prober, sources: &[Source], archives: &[&str]) -> migrate_probe::LinkReport {
    prober.link(sources, &archives.iter().map(PathBuf::from).collect::<Vec<_>>(), &["-lm".to_owned()]).unwrap()
}

#[test]
fn what_nobody_defines() {
    with_each(&["-std=c++17", "-O2"], |place| {
        place.file("library.h", LIBRARY);
        place.file(
            "archive.cc",
            "int deeper(int); int in_archive(int n) { return deeper(n); } int main() { return 0; }",
        );
        place.make(&["-c", "archive.cc", "-o", "archive.o"]);
        place.make(&["ar", "cr", "libarchive.a", "archive.o"]);
        let first = "#include \"library.h\"
            #include <cmath>
            #include <string>
            extern \"C\" int uses_direct(int n) { return direct(n); }
            extern \"C\" int uses_inline(int n) { return hop(n); }
            extern \"C\" int uses_archive(int n) { return in_archive(n); }
            extern \"C\" int catches(int n) { try { return in_archive(n); } catch (Error&) { return 1; } }
            extern \"C\" void makes() { Derived<int> d; }
            extern \"C\" double good(double x) { return std::to_string(std::sin(x)).size(); }
            static int at_start = behind_inline(3);
            int (*pointer)(int) = direct;";
        let second = "extern \"C\" int uses_inline(int);
            extern \"C\" int uses_first(int n) { return uses_inline(n); }";
        let source = |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned() };
        let sources = [source("first", first), source("second", second)];
        let prober = place.prober();
        let report = link(&prober, &sources, &["libarchive.a"]);
        let set = |names: &[&str]| names.iter().map(|&n| n.to_owned()).collect::<BTreeSet<String>>();
        let missing: BTreeMap<&str, &BTreeSet<String>> =
            report.missing.iter().map(|(symbol, users)| (symbol.as_str(), users)).collect();
        assert_eq!(missing["_Z6directi"], &set(&["uses_direct", "makes", "pointer"]));
        assert_eq!(missing["_Z13behind_inlinei"], &set(&["uses_inline", "uses_first"]));
        assert_eq!(missing["_ZTI5Error"], &set(&["catches"]));
        assert_eq!(missing["_ZN4BaseD2Ev"], &set(&["makes"]));
        assert!(missing.values().all(|users| !users.contains("good") && !users.contains("uses_archive")), "{report:?}");
        assert_eq!(report.elsewhere, set(&["_Z6deeperi"]));

        let again = place.prober();
        assert_eq!(link(&again, &sources, &["libarchive.a"]), report);
        assert_eq!(again.stats(), Stats { cached: 1, ..Stats::default() });

        place.file("archive.cc", "int in_archive(int n) { return n; } int direct(int n) { return n; }");
        place.make(&["-c", "archive.cc", "-o", "archive.o"]);
        place.make(&["ar", "cr", "libarchive.a", "archive.o"]);
        let changed = link(&place.prober(), &sources, &["libarchive.a"]);
        assert!(changed.elsewhere.is_empty() && !changed.missing.contains_key("_Z6directi"), "{changed:?}");

        place.file("library.h", &LIBRARY.replace("return behind_inline(n)", "return n"));
        let header = link(&place.prober(), &sources, &["libarchive.a"]);
        assert_eq!(header.missing["_Z13behind_inlinei"], set(&[]), "only code that runs at start-up needs it");
    });
}

#[test]
fn shared_libraries_and_objects_define_too() {
    with_each(&[], |place| {
        place.file("low.cc", "int nowhere(); int low() { return nowhere(); }");
        place.file("high.cc", "int low(); int high() { return low(); }");
        place.file("object.cc", "int object() { return 1; } int main() { return object(); }");
        place.make(&["-shared", "-fPIC", "low.cc", "-o", "liblow.so"]);
        place.make(&["-shared", "-fPIC", "high.cc", "-o", "libhigh.so", "-L.", "-llow"]);
        place.make(&["-fno-pic", "-c", "object.cc", "-o", "object.o"]);
        let text = "int low(); int high(); int object(); int missing();
            extern \"C\" int all() { return low() + high() + object(); }
            extern \"C\" int bad() { return missing(); }";
        let sources = [Source { name: "all".to_owned(), text: text.to_owned() }];
        let report = link(&place.prober(), &sources, &["libhigh.so", "liblow.so", "object.o"]);
        assert_eq!(report.missing, BTreeMap::from([("_Z7missingv".to_owned(), BTreeSet::from(["bad".to_owned()]))]));
        assert_eq!(report.elsewhere, BTreeSet::from(["_Z7nowherev".to_owned()]));
    });
}

#[test]
fn links_that_cannot_be() {
    with_each(&[], |place| {
        let link = |text: &str, archives: &[PathBuf], extra: &str| {
            let sources = [Source { name: "thunks.cc".to_owned(), text: text.to_owned() }];
            place.prober().link(&sources, archives, &[extra.to_owned()]).unwrap_err().to_string()
        };
        assert!(link("\nint n = nope;", &[], "-lm").starts_with("thunks.cc does not compile: thunks.cc:2: "));
        assert!(link("int n;", &[], "-lnope").contains("-lnope"));
        assert!(link("int n;", &["nope.a".into()], "-lm").starts_with("cannot read nope.a"));
    });
}

#[test]
fn compilers_that_are_none() {
    let dir = tempfile::tempdir().unwrap();
    let new = |program: &str| {
        let compiler = Compiler { program: program.into(), flags: Vec::new(), dir: dir.path().to_owned() };
        Prober::new(&compiler, &dir.path().join("cache"), 1)
    };
    assert!(matches!(new("no-such-compiler"), Err(ProbeError::NoCompiler { .. })));
    assert!(matches!(new("true"), Err(ProbeError::UnknownCompiler { .. })));
}

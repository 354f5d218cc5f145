//! The ends of the help pages: examples first, then the exit codes that the verb can give.

macro_rules! exit_codes {
    ($($line:literal)*) => {
        concat!("\n\nExit codes:\n  0    done\n  1    unexpected: a full disk, a permission, a bug\n  2    command line, configuration or compile database", $("\n  ", $line),*)
    };
}

pub const TOP_SHORT: &str = "\
First steps:
  migrate init && migrate scan && migrate plan

`--help` says more, `migrate help VERB` explains a verb.";

pub const TOP_LONG: &str = concat!(
    "\
First steps:
  migrate init      writes migrate.toml
  migrate scan      reads the C++
  migrate plan      says what to migrate first, and what it costs

The answer goes to standard output, everything else to standard error.",
    exit_codes!(
        "100  a gate failed"
        "101  your own build failed"
        "102  a needed tool is missing; the message says how to get it"
        "103  the index is not up to date, and --locked forbids to renew it"
        "104  nothing is selected: an empty database, an unknown name"
        "105  undecided, and a verdict was required"
    )
);

pub const INIT: &str = "\
Examples:
  migrate init                      find the compile database, or configure CMake into build/
  migrate init --build out/debug    it is there
  migrate -C ../engine init         another codebase";
pub const INIT_LONG: &str = concat!(
    "\
Looks for compile_commands.json in the folder itself, in build/, out/, build-*/, cmake-build-*/
and one level below; the newest one wins. Without any, a project with a CMakeLists.txt is
configured into build/. A migrate.toml that is there already is never overwritten; --build
changes its `build` key and keeps the rest.

Examples:
  migrate init                      find the compile database, or configure CMake into build/
  migrate init --build out/debug    it is there
  migrate -C ../engine init         another codebase",
    exit_codes!("101  CMake could not configure the project" "102  CMake is missing")
);

pub const SCAN: &str = "\
Examples:
  migrate scan                          read what has changed
  migrate scan --objects existing       and complete it from the objects of the last build
  migrate scan --shard 1/4              the first quarter, on this machine
  migrate scan --merge a.db b.db        put shards together";
pub const SCAN_LONG: &str = concat!(
    "\
Facts of a translation unit are kept by the content of everything it read: a second scan reads
what has changed. A file that crashes the parser, hangs or eats memory costs that file only; a
finding names it. Ctrl-C is safe: what has been read is kept, the next scan goes on from there.

Examples:
  migrate scan                          read what has changed
  migrate scan --objects existing       and complete it from the objects of the last build
  migrate scan --shard 1/4              the first quarter, on this machine
  migrate scan --merge a.db b.db        put shards together
  migrate scan --format sarif           findings for code scanning",
    exit_codes!(
        "102  libclang is missing"
        "103  something has changed, and --locked forbids to read it"
        "104  the database holds no C++ command"
    )
);

pub const FACTS: &str = "\
Examples:
  migrate facts symbols | jq -r .name
  migrate facts refs --file 'util/*' --name encode
  migrate facts diagnostics";
pub const FACTS_LONG: &str = concat!(
    "\
One JSON object a line, in an order that does not change; the schemas are in docs/schema/. With
--format json the rows stand in one document with `schema` and `schema_version`.

Examples:
  migrate facts symbols | jq -r .name
  migrate facts refs --file 'util/*' --name encode
  migrate facts diagnostics",
    exit_codes!()
);

pub const PLAN: &str = "\
Examples:
  migrate plan                              the order on one screen, and a page
  migrate plan --granularity unit --all     every step, file by file
  migrate plan --format json --out plan.json";
pub const PLAN_LONG: &str = concat!(
    "\
Modules come from [modules] of migrate.toml, else from CMake targets, else from folders. The
order keeps the border between C++ and Rust small: the symbols alive across it, weighted by the
lines that move meanwhile.

Examples:
  migrate plan                              the order on one screen, and a page
  migrate plan --granularity unit --all     every step, file by file
  migrate plan --format json --out plan.json
  migrate plan --format github              findings as annotations of a workflow",
    exit_codes!("103  the index is not up to date, under --locked" "104  the index holds no source file")
);

pub const BRIDGE_USAGE: &str = "\
migrate bridge [OPTIONS] <MODULE>
       migrate bridge [OPTIONS] --headers <HEADER>... --include <DIR>... --lib <FILE>... --out <DIR>";
pub const BRIDGE: &str = "\
Examples:
  migrate bridge util                  the module `util` of the scanned codebase
  migrate bridge --headers zoo.h --include zoo/include --lib zoo/lib/libzoo.a --out bridges/zoo
  migrate bridge util --check          is what was generated still what would be generated?";
pub const BRIDGE_LONG: &str = concat!(
    "\
Every function is tried with the compiler before any Rust is written for it. One that does not
compile or link is left out with a code and a reason; the others stay. `migrate show FUNCTION`
shows what became of one, [bridge] of migrate.toml decides about single items. Files that the
tool did not write are never touched.

Examples:
  migrate bridge util                  the module `util` of the scanned codebase
  migrate bridge --headers zoo.h --include zoo/include --lib zoo/lib/libzoo.a --out bridges/zoo
  migrate bridge --headers a.h b.h --include inc --namespace zoo --std c++14 --define ZOO_STATIC
                 --lib libzoo.a --out bridges/zoo --format json
  migrate bridge util --check          is what was generated still what would be generated?",
    exit_codes!(
        "100  --check: a file is stale"
        "101  the headers do not compile"
        "102  there is no compiler, or libclang is missing"
        "104  nothing is selected"
    )
);

pub const PORT: &str = "\
Examples:
  migrate port util/coding             a crate to write the Rust in, and everything around it
  migrate port util/coding --check     is what was generated still what would be generated?";
pub const PORT_LONG: &str = concat!(
    "\
Writes a facade, C++ with the symbols of the module's own functions, which asks for the mode and
calls the Rust or the original; a crate for the Rust with every function as `todo!()`; and the
workspace and CMake around them. What cannot be written in Rust yet stays in C++, with a code and a
reason. A second run adds what is new and says what has gone: the crate that you write in is
never touched.

Examples:
  migrate port util/coding             a crate to write the Rust in, and everything around it
  migrate port util/coding --check     is what was generated still what would be generated?
  migrate switch util/coding rust      the Rust answers, if the environment says nothing",
    exit_codes!(
        "100  --check: a file is stale"
        "101  the headers do not compile"
        "102  there is no compiler, or libclang is missing"
        "104  no module has this name, or nothing of it can become Rust"
    )
);

pub const SWITCH: &str = "\
Examples:
  migrate switch util/coding rust      the Rust answers, if the environment says nothing
  MIGRATE_UTIL_CODING=cpp ./server     and for this run the C++";
pub const SWITCH_LONG: &str = concat!(
    "\
Changes the default mode in migrate.toml, and the one generated file that holds it: the next build
takes it over. A running program is told by the variable MIGRATE_ with the module's name in
capitals, or by `migrate_set_mode` of migrate/rt.h.

Examples:
  migrate switch util/coding rust      the Rust answers, if the environment says nothing
  migrate switch util/coding cpp       back
  MIGRATE_UTIL_CODING=cpp ./server     and for this run the C++",
    exit_codes!("104  no ported module has this name")
);

pub const MIRI: &str = "\
Examples:
  migrate miri codec                          the Rust of the module `codec`
  migrate miri codec --filter frame --seeds 64
  migrate miri --package ../tools/parser      any other package";
pub const MIRI_LONG: &str = concat!(
    "\
Every test runs with the seeds 0 to N-1 until one of them speaks against it, under strict
provenance. One test never hides another: after undefined behaviour, which ends the test program,
the others run on. MIRIFLAGS of the environment count as well. Doc tests are not run.

Examples:
  migrate miri codec                          the Rust of the module `codec`
  migrate miri codec --filter frame --seeds 64
  migrate miri --package ../tools/parser      any other package
  migrate miri codec --flag=-Zmiri-tree-borrows --no-isolation
  migrate miri codec --dry-run                print the command
  migrate miri codec --format sarif           findings for code scanning",
    exit_codes!(
        "100  undefined behaviour, a leak, a test that fails, does not end or needs what Miri lacks"
        "101  the package or its tests do not compile"
        "102  Miri is missing; the message says how to get it"
        "104  no test is selected"
    )
);

pub const BENCH: &str = "\
Examples:
  migrate bench codec                         the Rust of a module against its C++
  migrate bench                               of every module that has a scenario
  migrate bench compare old.so new.so
  migrate bench compare --cmd './old data' --cmd './new data'
  migrate bench --replay result.json";
pub const BENCH_LONG: &str = concat!(
    "\
Says how the Rust of modules is against their C++, or any second implementation against a first one:
`faster`, `slower`, `equivalent` or `undecided`, each with an interval. Outputs are compared first:
what does something else is not compared.

The scenarios are a CMake project (`scenarios` of `[bench]` in migrate.toml), which is built over C++
and over Rust; each side is linked several times with its parts at other places, as that alone moves
its speed. Gates stand in migrate.toml, so that a CI job is one line.

Examples:
  migrate bench codec                         the Rust of a module against its C++
  migrate bench --junit bench.xml             every module that has a scenario
  migrate bench compare old.so new.so
  migrate bench compare --cmd './old data' --cmd './new data'
  migrate bench --replay result.json          the same verdict from the numbers of an earlier run",
    exit_codes!(
        "100  slower beyond a gate, outputs differ, or a scenario broke"
        "101  the scenarios do not build"
        "102  cmake, ninja, cargo or valgrind is missing"
        "104  a module is not ported, or has no scenario"
        "105  undecided, and --require-verdict"
    )
);
pub const COMPARE: &str = "\
Examples:
  migrate bench compare old.so new.so --budget 5s
  migrate bench compare --cmd './old data' --cmd './new data'";
pub const COMPARE_LONG: &str = concat!(
    "\
A scenario is a shared object with three functions:
  void*    migrate_scenario_new(uint64_t seed);
  uint64_t migrate_scenario_run(void*, uint64_t iterations);   a checksum of all outputs
  void     migrate_scenario_free(void*);

Both are loaded into one process and take turns every 200 microseconds, first-second-second-first
or the other way round, by CPU time; a third of the turns has the first against itself. Every
60 ms another process goes on, at other addresses. It ends when the verdict is found.

Examples:
  migrate bench compare old.so new.so --budget 5s
  migrate bench compare old.so new.so --layout old2.so new2.so --layout old3.so new3.so
  migrate bench compare old.so new.so --gate cpu_time=5% --gate peak_heap=0% --junit bench.xml
  migrate bench compare --cmd './old data' --cmd './new data' --require-verdict
  migrate bench compare old.so new.so --format json > result.json",
    exit_codes!(
        "100  slower beyond a gate, outputs differ, or a scenario broke"
        "102  valgrind is missing, and --instructions"
        "105  undecided, and --require-verdict"
    )
);

pub const HAL: &str = "\
Examples:
  migrate hal scan                     what the HAL declares, and what becomes of it
  migrate hal check                    is every type laid out alike in C and in Rust?
  migrate hal generate                 crates: the HAL as it is, and Rust that owns its peripherals
  migrate hal test                     does the firmware do on an emulated board what it must?
  migrate hal bench                    is a driver in Rust as small and as fast as in C?";
pub const HAL_LONG: &str = concat!(
    "\
A HAL is described under [hal.NAME] in migrate.toml: where its sources are, the vendor's compiler
and its flags, the headers. `migrate hal` asks that compiler what it takes for granted (sizes of
enums, signs, macros, folders) and reads the headers as it does.

Examples:
  migrate hal scan                     what the HAL declares, and what becomes of it
  migrate hal check                    is every type laid out alike in C and in Rust?
  migrate hal generate                 crates: the HAL as it is, and Rust that owns its peripherals
  migrate hal test                     does the firmware do on an emulated board what it must?
  migrate hal bench                    is a driver in Rust as small and as fast as in C?",
    exit_codes!(
        "100  the two compilers disagree about a type, a generated file is stale, a test fails, or a limit is broken"
        "101  the headers of the HAL do not compile as they are configured, or an image does not build"
        "102  the vendor's compiler, libclang, a Rust target or the emulator is missing"
        "104  migrate.toml describes no HAL, or no test is selected"
    )
);

pub const HAL_SCAN: &str = "\
Examples:
  migrate hal scan                                        counts, and what needs attention
  migrate hal scan py32f0 --all                           every function and macro, with reasons
  migrate hal scan --format json | jq '.functions[].class'";
pub const HAL_SCAN_LONG: &str = concat!(
    "\
Every function and macro of the HAL's own headers is listed with its class, the rule that says so
and why, and what will be generated: a safe function, an unsafe one with a contract, or nothing.
What no rule classifies is counted and listed as unclassified.

Examples:
  migrate hal scan                                        counts, and what needs attention
  migrate hal scan py32f0 --all                           every function and macro, with reasons
  migrate hal scan --format json | jq '.functions[].class'",
    exit_codes!(
        "101  the headers of the HAL do not compile as they are configured"
        "102  the vendor's compiler or libclang is missing"
        "104  migrate.toml describes no HAL"
    )
);

pub const HAL_CHECK: &str = "\
Examples:
  migrate hal check                    all types of the HAL, in both compilers
  migrate hal check --naive            what would be wrong if nobody asked the vendor's compiler";
pub const HAL_CHECK_LONG: &str = concat!(
    "\
Sizes, alignments, offsets, enum values and bit-field positions are read from an object file of
the vendor's compiler and asserted in C and in Rust. Nothing is run, and no device is needed.

Examples:
  migrate hal check                    all types of the HAL, in both compilers
  migrate hal check --naive            what would be wrong if nobody asked the vendor's compiler
  migrate hal check --format github    disagreements as annotations of a workflow",
    exit_codes!(
        "100  the two compilers disagree about a type"
        "101  the headers of the HAL do not compile as they are configured"
        "102  the vendor's compiler, libclang or a Rust target is missing"
        "104  migrate.toml describes no HAL"
    )
);

pub const HAL_GENERATE: &str = "\
Examples:
  migrate hal generate                 into generated/NAME, or where migrate.toml says
  migrate hal generate --check         are the files as they would be written?";
pub const HAL_GENERATE_LONG: &str = concat!(
    "\
A `-sys` crate declares the HAL as it is; it is bound and compiled when firmware is built, so nothing
of the vendor's is stored. A `-hal` crate is safe where the scan proves it: it owns handles and
peripherals, turns statuses into results, and has the traits of embedded-hal and embedded-io that
fit. Every other function is unsafe and says what its caller promises. CONTRACTS.md lists all of it.

Examples:
  migrate hal generate                 into generated/NAME, or where migrate.toml says
  migrate hal generate py32f0 --all    what each function became
  migrate hal generate --check         are the files as they would be written?",
    exit_codes!(
        "100  a generated file is stale, with --check"
        "101  the headers of the HAL do not compile as they are configured"
        "102  the vendor's compiler or libclang is missing"
        "104  migrate.toml describes no HAL"
    )
);

pub const HAL_TEST: &str = "\
Examples:
  migrate hal test                     all tests of firmware-tests.toml
  migrate hal test uart timeouts       those whose names contain one of these
  migrate hal test --list              their names
  migrate hal test uart --record sessions
  migrate hal test --replay sessions";
pub const HAL_TEST_LONG: &str = concat!(
    "\
Tests are described in firmware-tests.toml beside migrate.toml: the image, what the serial line
is told and must say, and how the image must end: an exit status by semihosting, or running out of
time, or a lock-up. Images are built with cargo, in release, and run in the emulator, two at once.

A session is what a test said over the serial line and what its peer sent, in order, as a file that
people can read and edit. Played to a test, its peer sends what it sent each time the firmware has
said what it had said before, and the first byte that differs is named. It makes no difference
whether it was recorded here or by the simulator of the host, which plays these files as well. A
test that has a `session` in firmware-tests.toml gets it played without --replay.

Examples:
  migrate hal test                     all tests of firmware-tests.toml
  migrate hal test uart timeouts       those whose names contain one of these
  migrate hal test --list              their names
  migrate hal test uart --record sessions
  migrate hal test --replay sessions
  migrate hal test --format json | jq '.tests[] | select(.failures != [])'",
    exit_codes!(
        "100  a test fails, or --record finds another session in its place"
        "101  an image does not build"
        "102  the emulator or a Rust target is missing"
        "104  no test is selected, or none of them has a session in the folder of --replay"
    )
);

pub const HAL_BENCH: &str = "\
Examples:
  migrate hal bench                    all benches and gates of firmware-tests.toml
  migrate hal bench telemetry --symbols
  migrate hal bench --list             their names";
pub const HAL_BENCH_LONG: &str = concat!(
    "\
A bench in firmware-tests.toml names two images with the same main program and the same HAL, one
with the driver in C and one with it in Rust. What both images have alike is no part of the
driver. The emulator logs every instruction with time by instructions, so figures are the same in
every run. A gate names images that hold no code for panics, formatting or a heap.

Examples:
  migrate hal bench                    all benches and gates of firmware-tests.toml
  migrate hal bench telemetry --symbols
  migrate hal bench --list             their names
  migrate hal bench --format json | jq '.benches[].figures[] | select(.holds | not)'",
    exit_codes!(
        "100  a limit is broken, or an image holds what its gate forbids"
        "101  an image does not build"
        "102  the emulator or a Rust target is missing"
        "104  no bench and no gate is selected"
    )
);

pub const SHOW: &str = "\
Examples:
  migrate show util                    a module
  migrate show util/coding.cc          a unit
  migrate show util/coding encode      a symbol of it";
pub const SHOW_LONG: &str = concat!(
    "\
Examples:
  migrate show util                    a module
  migrate show util/coding.cc          a unit
  migrate show base::Crc32           a symbol
  migrate show util/coding encode      a symbol of that unit",
    exit_codes!("104  nothing has this name")
);

pub const EXPLAIN: &str = "\
Examples:
  migrate explain MG0104
  migrate explain --list";
pub const EXPLAIN_LONG: &str = concat!(
    "\
Examples:
  migrate explain MG0104
  migrate explain --list",
    exit_codes!("104  there is no such code")
);

pub const COMPLETIONS: &str = "\
Examples:
  migrate completions bash > ~/.local/share/bash-completion/completions/migrate
  migrate completions zsh  > ~/.zfunc/_migrate
  migrate completions fish > ~/.config/fish/completions/migrate.fish";

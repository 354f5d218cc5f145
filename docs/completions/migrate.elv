
use builtin;
use str;

set edit:completion:arg-completer[migrate] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'migrate'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'migrate'= {
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand init 'Write migrate.toml: find compile_commands.json, or make it with CMake'
            cand scan 'Read the C++ into the fact index'
            cand facts 'Print facts of the index as JSON lines'
            cand plan 'Say what to migrate, in which order, and what stands in the way'
            cand bridge 'Write a Rust crate that calls the C++ of a module, or of an installed library'
            cand port 'Put Rust behind a module''s unchanged C++ callers: facade, crate, build'
            cand switch 'Choose which implementation of a ported module answers'
            cand miri 'Run the tests of a Rust module under Miri: undefined behaviour, data races, leaks'
            cand bench 'Compare two implementations: CPU, wall time, memory, with a verdict'
            cand hal 'Put Rust over a vendor''s C HAL: classify its API, prove its layout, test it emulated'
            cand show 'Show one module, unit or symbol: its seam, findings, callers and callees'
            cand explain 'Explain a finding: what it means and the way out'
            cand completions 'Print a script that completes commands in a shell'
            cand island 'Rename the original of a module in its object files (called by `Migrate.cmake`)'
            cand overlay 'Write the headers that callers include instead of those of replaced classes (called by `Migrate.cmake`)'
            cand worker 'Parse one translation unit after the other for a scan (started by `scan`)'
            cand bench-worker 'Measure scenarios (started by `bench`)'
            cand generate-docs 'Write the man pages, completions, CLI reference and JSON schemas (used by the build of this project)'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'migrate;init'= {
            cand --build 'Build folder with compile_commands.json, or the one to configure into'
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;scan'= {
            cand --objects 'Complete the facts from object files: none, those of the last build, or new ones compiled at -O0'
            cand -j 'Worker processes [default: one for each core]'
            cand --jobs 'Worker processes [default: one for each core]'
            cand --shard 'Scan only part I of N, to spread a scan over machines'
            cand --merge 'Put the index files of shards together instead of reading C++'
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand --all 'Print all findings, not only the first of each code'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;facts'= {
            cand --file 'Only rows whose file matches this pattern; `*` also matches `/`'
            cand --name 'Only rows about this name: qualified, its last part, or mangled'
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;plan'= {
            cand --granularity 'What moves in one step'
            cand --out 'Write the answer into this file instead of printing it'
            cand --html 'Write the page here [default: plan.html beside the index]'
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand --all 'Print every step and finding, however many'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;bridge'= {
            cand --headers 'Headers of a library, as they are written in `#include "…"`, in order'
            cand --include 'Folders in which the headers lie'
            cand --namespace 'Only what is inside of these namespaces; '''' is the global one [default: all]'
            cand --std 'Language standard, such as `c++20`, `gnu++20` or `20` [default: c++17]'
            cand --lib 'Archives and shared objects of the library'
            cand --link 'System libraries that it needs as well, such as `z`'
            cand --define 'Macros that the headers need'
            cand --flag 'A flag of the compiler; may be repeated'
            cand --compiler 'The compiler that the library is used with [default: $CXX, else c++, g++ or clang++]'
            cand --out 'Folder of the crate [default for a module: below `generated` of migrate.toml]'
            cand --name 'Name of the crate [default: from the folder or the module]'
            cand --instance 'Instances of templates that are wanted beside those that signatures name, such as `n::Box<int>` or `n::parse<long>`'
            cand --panic 'What becomes of a panic in Rust code that C++ called [default: abort]'
            cand -j 'Compilers that run at the same time [default: one for each core]'
            cand --jobs 'Compilers that run at the same time [default: one for each core]'
            cand --html 'Write the page here [default: beside the tool''s state]'
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand --check 'Write nothing; exit with 100 and list them if files are stale'
            cand --force 'Overwrite generated files that were edited by hand'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;port'= {
            cand -j 'Compilers that run at the same time [default: one for each core]'
            cand --jobs 'Compilers that run at the same time [default: one for each core]'
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand --check 'Write nothing; exit with 100 and list them if files are stale'
            cand --force 'Overwrite generated files that were edited by hand'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;switch'= {
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;miri'= {
            cand --package 'Folder of any other package'
            cand --filter 'Only tests whose names contain this'
            cand --seeds 'Seeds that each test has to pass with; each is another order of threads and other addresses'
            cand --timeout 'How long one test may take with one seed, such as 90s, 10m or 1h'
            cand --flag 'A flag of Miri, such as `-Zmiri-tree-borrows`; may be repeated'
            cand --toolchain 'The rustup toolchain whose Miri runs'
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand --no-isolation 'Let tests reach files, sockets and the clock'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;bench'= {
            cand --layouts 'How often each side is linked, with its parts at other places [default: that of migrate.toml, else 8]'
            cand --replay 'Judge what an earlier run measured: a document of `--format json`'
            cand --budget 'Most time for timing [default: 5s, for commands 1m]'
            cand --margin 'Differences up to this are none'
            cand --gate 'What a metric may grow by before the exit code is 100, such as `cpu_time=5%` or `peak_heap=0%` [default: cpu_time by the margin]'
            cand --relation 'What a figure of the scenario may differ by before there is no verdict: `compressed=2%`, at most so much more; `-2%`, so much less; `±2%`, both [default: nothing]'
            cand --seed 'Start of the scenarios and of everything that goes by lot'
            cand --iterations 'Iterations of the passes that count memory [default: what fits]'
            cand --latency 'Measure latency under load, for so long; a request is as many iterations as take 25 microseconds'
            cand --memory-limit 'Most memory that a scenario may have, in MiB [default: half of what is free]'
            cand --html 'Write the answer as a page with plots'
            cand --junit 'Write the answer as JUnit'
            cand --markdown 'Write the answer as Markdown, such as to $GITHUB_STEP_SUMMARY'
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand --build-time 'Measure too how long it takes to build a scenario after a change in the module; takes some builds of each side'
            cand --instructions 'Count instructions too; takes valgrind, and some seconds'
            cand --require-verdict 'Fail with exit code 105 if there is no verdict'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand compare 'Compare two shared objects with a scenario, or two commands; says how the second is against the first'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'migrate;bench;compare'= {
            cand --cmd 'First and second command instead, as in `--cmd ''./old data'' --cmd ''./new data''`'
            cand --layout 'The same two again, linked in another order or with other padding; may be repeated'
            cand --budget 'Most time for timing [default: 5s, for commands 1m]'
            cand --margin 'Differences up to this are none'
            cand --gate 'What a metric may grow by before the exit code is 100, such as `cpu_time=5%` or `peak_heap=0%` [default: cpu_time by the margin]'
            cand --relation 'What a figure of the scenario may differ by before there is no verdict: `compressed=2%`, at most so much more; `-2%`, so much less; `±2%`, both [default: nothing]'
            cand --seed 'Start of the scenarios and of everything that goes by lot'
            cand --iterations 'Iterations of the passes that count memory [default: what fits]'
            cand --latency 'Measure latency under load, for so long; a request is as many iterations as take 25 microseconds'
            cand --memory-limit 'Most memory that a scenario may have, in MiB [default: half of what is free]'
            cand --html 'Write the answer as a page with plots'
            cand --junit 'Write the answer as JUnit'
            cand --markdown 'Write the answer as Markdown, such as to $GITHUB_STEP_SUMMARY'
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand --ignore-output 'Do not ask whether both commands print the same'
            cand --instructions 'Count instructions too; takes valgrind, and some seconds'
            cand --require-verdict 'Fail with exit code 105 if there is no verdict'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;bench;help'= {
            cand compare 'Compare two shared objects with a scenario, or two commands; says how the second is against the first'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'migrate;bench;help;compare'= {
        }
        &'migrate;bench;help;help'= {
        }
        &'migrate;hal'= {
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand scan 'Classify every function and every macro of the HAL'
            cand check 'Assert the layout of all types in the vendor''s compiler and in Rust''s'
            cand generate 'Write two crates over the HAL: its functions as they are, and Rust that owns its peripherals'
            cand test 'Run firmware on emulated boards and compare what it does with what it must do'
            cand bench 'Compare a driver in C with the same in Rust: flash, RAM, stack, instructions, symbols'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'migrate;hal;scan'= {
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand --all 'Print every function and macro, not only what needs attention'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;hal;check'= {
            cand --bindings 'Check these Rust bindings, however they were made, instead of making them'
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand --naive 'Let libclang guess instead of asking the vendor''s compiler, to see what that would cost'
            cand --all 'Print all disagreements, however many'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;hal;generate'= {
            cand --out 'Folder of the crates [default: `out` of [hal.NAME.generate], or generated/NAME beside migrate.toml]'
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand --check 'Write nothing; exit with 100 and list them if files are stale'
            cand --force 'Overwrite generated files that were edited by hand'
            cand --all 'Print every function, not only counts and traits'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;hal;test'= {
            cand --record 'Write what each test and its peer said to DIR/TEST.session.json; one that says something else stays, and the test fails'
            cand --replay 'Run the tests that have a session in DIR: its peer sends what was recorded, and they must say what was recorded'
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand --list 'Print the names of the tests, and run none'
            cand --force 'Let --record replace sessions that say something else'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;hal;bench'= {
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand --list 'Print the names of the benches and gates, and run none'
            cand --symbols 'Print what the drivers consist of, symbol by symbol'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;hal;help'= {
            cand scan 'Classify every function and every macro of the HAL'
            cand check 'Assert the layout of all types in the vendor''s compiler and in Rust''s'
            cand generate 'Write two crates over the HAL: its functions as they are, and Rust that owns its peripherals'
            cand test 'Run firmware on emulated boards and compare what it does with what it must do'
            cand bench 'Compare a driver in C with the same in Rust: flash, RAM, stack, instructions, symbols'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'migrate;hal;help;scan'= {
        }
        &'migrate;hal;help;check'= {
        }
        &'migrate;hal;help;generate'= {
        }
        &'migrate;hal;help;test'= {
        }
        &'migrate;hal;help;bench'= {
        }
        &'migrate;hal;help;help'= {
        }
        &'migrate;show'= {
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand --all 'Print everything, however much'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;explain'= {
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand --list 'List all codes'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;completions'= {
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;island'= {
            cand --facade 'List of the linker symbols that the facade defines, one a line'
            cand --out 'Folder of the new objects: N-NAME.o, where N counts from 0'
            cand --compare 'Write nothing: look whether the facade in this archive defines what the objects define'
            cand --stays 'List of the symbols that stay in C++ [default: stays.txt beside the list of the facade]'
            cand --objcopy 'The program that renames symbols [default: objcopy, else llvm-objcopy]'
            cand --closure 'Which inline functions are renamed beside the list'
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;overlay'= {
            cand --recipe 'What is done to which headers: the identifier of a module and headers.json of its facade'
            cand --root 'Folder at which the paths of the headers start'
            cand --out 'Folder to write into, with a folder for each module; paths are printed, each header behind those that it includes'
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;worker'= {
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;bench-worker'= {
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;generate-docs'= {
            cand -C 'Work in this folder; relative paths on the command line start there'
            cand --directory 'Work in this folder; relative paths on the command line start there'
            cand --format 'How to print the answer'
            cand --color 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE'
            cand -q 'Say nothing but the answer and errors'
            cand --quiet 'Say nothing but the answer and errors'
            cand -v 'Say more about what is done'
            cand --verbose 'Say more about what is done'
            cand --locked 'Fail with exit code 103 instead of renewing an index that is not up to date'
            cand --dry-run 'Say what would be done, write nothing'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'migrate;help'= {
            cand init 'Write migrate.toml: find compile_commands.json, or make it with CMake'
            cand scan 'Read the C++ into the fact index'
            cand facts 'Print facts of the index as JSON lines'
            cand plan 'Say what to migrate, in which order, and what stands in the way'
            cand bridge 'Write a Rust crate that calls the C++ of a module, or of an installed library'
            cand port 'Put Rust behind a module''s unchanged C++ callers: facade, crate, build'
            cand switch 'Choose which implementation of a ported module answers'
            cand miri 'Run the tests of a Rust module under Miri: undefined behaviour, data races, leaks'
            cand bench 'Compare two implementations: CPU, wall time, memory, with a verdict'
            cand hal 'Put Rust over a vendor''s C HAL: classify its API, prove its layout, test it emulated'
            cand show 'Show one module, unit or symbol: its seam, findings, callers and callees'
            cand explain 'Explain a finding: what it means and the way out'
            cand completions 'Print a script that completes commands in a shell'
            cand island 'Rename the original of a module in its object files (called by `Migrate.cmake`)'
            cand overlay 'Write the headers that callers include instead of those of replaced classes (called by `Migrate.cmake`)'
            cand worker 'Parse one translation unit after the other for a scan (started by `scan`)'
            cand bench-worker 'Measure scenarios (started by `bench`)'
            cand generate-docs 'Write the man pages, completions, CLI reference and JSON schemas (used by the build of this project)'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'migrate;help;init'= {
        }
        &'migrate;help;scan'= {
        }
        &'migrate;help;facts'= {
        }
        &'migrate;help;plan'= {
        }
        &'migrate;help;bridge'= {
        }
        &'migrate;help;port'= {
        }
        &'migrate;help;switch'= {
        }
        &'migrate;help;miri'= {
        }
        &'migrate;help;bench'= {
            cand compare 'Compare two shared objects with a scenario, or two commands; says how the second is against the first'
        }
        &'migrate;help;bench;compare'= {
        }
        &'migrate;help;hal'= {
            cand scan 'Classify every function and every macro of the HAL'
            cand check 'Assert the layout of all types in the vendor''s compiler and in Rust''s'
            cand generate 'Write two crates over the HAL: its functions as they are, and Rust that owns its peripherals'
            cand test 'Run firmware on emulated boards and compare what it does with what it must do'
            cand bench 'Compare a driver in C with the same in Rust: flash, RAM, stack, instructions, symbols'
        }
        &'migrate;help;hal;scan'= {
        }
        &'migrate;help;hal;check'= {
        }
        &'migrate;help;hal;generate'= {
        }
        &'migrate;help;hal;test'= {
        }
        &'migrate;help;hal;bench'= {
        }
        &'migrate;help;show'= {
        }
        &'migrate;help;explain'= {
        }
        &'migrate;help;completions'= {
        }
        &'migrate;help;island'= {
        }
        &'migrate;help;overlay'= {
        }
        &'migrate;help;worker'= {
        }
        &'migrate;help;bench-worker'= {
        }
        &'migrate;help;generate-docs'= {
        }
        &'migrate;help;help'= {
        }
    ]
    $completions[$command]
}

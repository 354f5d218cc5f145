# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_migrate_global_optspecs
    string join \n C/directory= format= q/quiet v/verbose color= locked dry-run h/help V/version
end

function __fish_migrate_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_migrate_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_migrate_using_subcommand
    set -l cmd (__fish_migrate_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c migrate -n "__fish_migrate_needs_command" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_needs_command" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_needs_command" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_needs_command" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_needs_command" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_needs_command" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_needs_command" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_needs_command" -s V -l version -d 'Print version'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "init" -d 'Write migrate.toml: find compile_commands.json, or make it with CMake'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "scan" -d 'Read the C++ into the fact index'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "facts" -d 'Print facts of the index as JSON lines'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "plan" -d 'Say what to migrate, in which order, and what stands in the way'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "bridge" -d 'Write a Rust crate that calls the C++ of a module, or of an installed library'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "port" -d 'Put Rust behind a module\'s unchanged C++ callers: facade, crate, build'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "switch" -d 'Choose which implementation of a ported module answers'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "miri" -d 'Run the tests of a Rust module under Miri: undefined behaviour, data races, leaks'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "bench" -d 'Compare two implementations: CPU, wall time, memory, with a verdict'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "hal" -d 'Put Rust over a vendor\'s C HAL: classify its API, prove its layout, test it emulated'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "show" -d 'Show one module, unit or symbol: its seam, findings, callers and callees'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "explain" -d 'Explain a finding: what it means and the way out'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "completions" -d 'Print a script that completes commands in a shell'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "island" -d 'Rename the original of a module in its object files (called by `Migrate.cmake`)'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "overlay" -d 'Write the headers that callers include instead of those of replaced classes (called by `Migrate.cmake`)'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "worker" -d 'Parse one translation unit after the other for a scan (started by `scan`)'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "bench-worker" -d 'Measure scenarios (started by `bench`)'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "generate-docs" -d 'Write the man pages, completions, CLI reference and JSON schemas (used by the build of this project)'
complete -c migrate -n "__fish_migrate_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c migrate -n "__fish_migrate_using_subcommand init" -l build -d 'Build folder with compile_commands.json, or the one to configure into' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand init" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand init" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand init" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand init" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand init" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand init" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand init" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand scan" -l objects -d 'Complete the facts from object files: none, those of the last build, or new ones compiled at -O0' -r -f -a "off\t'libclang alone'
existing\t'Read the objects that the last build left'
make\t'Compile every translation unit at -O0 with its own compiler, and read that'"
complete -c migrate -n "__fish_migrate_using_subcommand scan" -s j -l jobs -d 'Worker processes [default: one for each core]' -r
complete -c migrate -n "__fish_migrate_using_subcommand scan" -l shard -d 'Scan only part I of N, to spread a scan over machines' -r
complete -c migrate -n "__fish_migrate_using_subcommand scan" -l merge -d 'Put the index files of shards together instead of reading C++' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand scan" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand scan" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand scan" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand scan" -l all -d 'Print all findings, not only the first of each code'
complete -c migrate -n "__fish_migrate_using_subcommand scan" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand scan" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand scan" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand scan" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand scan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand facts" -l file -d 'Only rows whose file matches this pattern; `*` also matches `/`' -r
complete -c migrate -n "__fish_migrate_using_subcommand facts" -l name -d 'Only rows about this name: qualified, its last part, or mangled' -r
complete -c migrate -n "__fish_migrate_using_subcommand facts" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand facts" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand facts" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand facts" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand facts" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand facts" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand facts" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand facts" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand plan" -l granularity -d 'What moves in one step' -r -f -a "module\t'Named sets of units'
unit\t'Source files, each with its own header'"
complete -c migrate -n "__fish_migrate_using_subcommand plan" -l out -d 'Write the answer into this file instead of printing it' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand plan" -l html -d 'Write the page here [default: plan.html beside the index]' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand plan" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand plan" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand plan" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand plan" -l all -d 'Print every step and finding, however many'
complete -c migrate -n "__fish_migrate_using_subcommand plan" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand plan" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand plan" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand plan" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l headers -d 'Headers of a library, as they are written in `#include "…"`, in order' -r
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l include -d 'Folders in which the headers lie' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l namespace -d 'Only what is inside of these namespaces; \'\' is the global one [default: all]' -r
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l std -d 'Language standard, such as `c++20`, `gnu++20` or `20` [default: c++17]' -r
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l lib -d 'Archives and shared objects of the library' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l link -d 'System libraries that it needs as well, such as `z`' -r
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l define -d 'Macros that the headers need' -r
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l flag -d 'A flag of the compiler; may be repeated' -r
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l compiler -d 'The compiler that the library is used with [default: $CXX, else c++, g++ or clang++]' -r -f -a "(__fish_complete_command)"
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l out -d 'Folder of the crate [default for a module: below `generated` of migrate.toml]' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l name -d 'Name of the crate [default: from the folder or the module]' -r
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l instance -d 'Instances of templates that are wanted beside those that signatures name, such as `n::Box<int>` or `n::parse<long>`' -r
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l panic -d 'What becomes of a panic in Rust code that C++ called [default: abort]' -r -f -a "abort\t'The program ends'
exception\t'C++ sees an exception where it may, and the panic goes on when it returns to Rust'
error\t'C++ gets 0, false or null instead, and the panic goes on when it returns to Rust'"
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -s j -l jobs -d 'Compilers that run at the same time [default: one for each core]' -r
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l html -d 'Write the page here [default: beside the tool\'s state]' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l check -d 'Write nothing; exit with 100 and list them if files are stale'
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l force -d 'Overwrite generated files that were edited by hand'
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand bridge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand port" -s j -l jobs -d 'Compilers that run at the same time [default: one for each core]' -r
complete -c migrate -n "__fish_migrate_using_subcommand port" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand port" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand port" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand port" -l check -d 'Write nothing; exit with 100 and list them if files are stale'
complete -c migrate -n "__fish_migrate_using_subcommand port" -l force -d 'Overwrite generated files that were edited by hand'
complete -c migrate -n "__fish_migrate_using_subcommand port" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand port" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand port" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand port" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand port" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand switch" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand switch" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand switch" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand switch" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand switch" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand switch" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand switch" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand switch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand miri" -l package -d 'Folder of any other package' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand miri" -l filter -d 'Only tests whose names contain this' -r
complete -c migrate -n "__fish_migrate_using_subcommand miri" -l seeds -d 'Seeds that each test has to pass with; each is another order of threads and other addresses' -r
complete -c migrate -n "__fish_migrate_using_subcommand miri" -l timeout -d 'How long one test may take with one seed, such as 90s, 10m or 1h' -r
complete -c migrate -n "__fish_migrate_using_subcommand miri" -l flag -d 'A flag of Miri, such as `-Zmiri-tree-borrows`; may be repeated' -r
complete -c migrate -n "__fish_migrate_using_subcommand miri" -l toolchain -d 'The rustup toolchain whose Miri runs' -r
complete -c migrate -n "__fish_migrate_using_subcommand miri" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand miri" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand miri" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand miri" -l no-isolation -d 'Let tests reach files, sockets and the clock'
complete -c migrate -n "__fish_migrate_using_subcommand miri" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand miri" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand miri" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand miri" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand miri" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l layouts -d 'How often each side is linked, with its parts at other places [default: that of migrate.toml, else 8]' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l replay -d 'Judge what an earlier run measured: a document of `--format json`' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l budget -d 'Most time for timing [default: 5s, for commands 1m]' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l margin -d 'Differences up to this are none' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l gate -d 'What a metric may grow by before the exit code is 100, such as `cpu_time=5%` or `peak_heap=0%` [default: cpu_time by the margin]' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l relation -d 'What a figure of the scenario may differ by before there is no verdict: `compressed=2%`, at most so much more; `-2%`, so much less; `±2%`, both [default: nothing]' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l seed -d 'Start of the scenarios and of everything that goes by lot' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l iterations -d 'Iterations of the passes that count memory [default: what fits]' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l latency -d 'Measure latency under load, for so long; a request is as many iterations as take 25 microseconds' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l memory-limit -d 'Most memory that a scenario may have, in MiB [default: half of what is free]' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l html -d 'Write the answer as a page with plots' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l junit -d 'Write the answer as JUnit' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l markdown -d 'Write the answer as Markdown, such as to $GITHUB_STEP_SUMMARY' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l build-time -d 'Measure too how long it takes to build a scenario after a change in the module; takes some builds of each side'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l instructions -d 'Count instructions too; takes valgrind, and some seconds'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l require-verdict -d 'Fail with exit code 105 if there is no verdict'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -a "compare" -d 'Compare two shared objects with a scenario, or two commands; says how the second is against the first'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and not __fish_seen_subcommand_from compare help" -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l cmd -d 'First and second command instead, as in `--cmd \'./old data\' --cmd \'./new data\'`' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l layout -d 'The same two again, linked in another order or with other padding; may be repeated' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l budget -d 'Most time for timing [default: 5s, for commands 1m]' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l margin -d 'Differences up to this are none' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l gate -d 'What a metric may grow by before the exit code is 100, such as `cpu_time=5%` or `peak_heap=0%` [default: cpu_time by the margin]' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l relation -d 'What a figure of the scenario may differ by before there is no verdict: `compressed=2%`, at most so much more; `-2%`, so much less; `±2%`, both [default: nothing]' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l seed -d 'Start of the scenarios and of everything that goes by lot' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l iterations -d 'Iterations of the passes that count memory [default: what fits]' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l latency -d 'Measure latency under load, for so long; a request is as many iterations as take 25 microseconds' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l memory-limit -d 'Most memory that a scenario may have, in MiB [default: half of what is free]' -r
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l html -d 'Write the answer as a page with plots' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l junit -d 'Write the answer as JUnit' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l markdown -d 'Write the answer as Markdown, such as to $GITHUB_STEP_SUMMARY' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l ignore-output -d 'Do not ask whether both commands print the same'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l instructions -d 'Count instructions too; takes valgrind, and some seconds'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l require-verdict -d 'Fail with exit code 105 if there is no verdict'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from compare" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from help" -f -a "compare" -d 'Compare two shared objects with a scenario, or two commands; says how the second is against the first'
complete -c migrate -n "__fish_migrate_using_subcommand bench; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and not __fish_seen_subcommand_from scan check generate test bench help" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and not __fish_seen_subcommand_from scan check generate test bench help" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and not __fish_seen_subcommand_from scan check generate test bench help" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and not __fish_seen_subcommand_from scan check generate test bench help" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and not __fish_seen_subcommand_from scan check generate test bench help" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and not __fish_seen_subcommand_from scan check generate test bench help" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and not __fish_seen_subcommand_from scan check generate test bench help" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and not __fish_seen_subcommand_from scan check generate test bench help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and not __fish_seen_subcommand_from scan check generate test bench help" -f -a "scan" -d 'Classify every function and every macro of the HAL'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and not __fish_seen_subcommand_from scan check generate test bench help" -f -a "check" -d 'Assert the layout of all types in the vendor\'s compiler and in Rust\'s'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and not __fish_seen_subcommand_from scan check generate test bench help" -f -a "generate" -d 'Write two crates over the HAL: its functions as they are, and Rust that owns its peripherals'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and not __fish_seen_subcommand_from scan check generate test bench help" -f -a "test" -d 'Run firmware on emulated boards and compare what it does with what it must do'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and not __fish_seen_subcommand_from scan check generate test bench help" -f -a "bench" -d 'Compare a driver in C with the same in Rust: flash, RAM, stack, instructions, symbols'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and not __fish_seen_subcommand_from scan check generate test bench help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from scan" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from scan" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from scan" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from scan" -l all -d 'Print every function and macro, not only what needs attention'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from scan" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from scan" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from scan" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from scan" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from scan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from check" -l bindings -d 'Check these Rust bindings, however they were made, instead of making them' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from check" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from check" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from check" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from check" -l naive -d 'Let libclang guess instead of asking the vendor\'s compiler, to see what that would cost'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from check" -l all -d 'Print all disagreements, however many'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from check" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from check" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from generate" -l out -d 'Folder of the crates [default: `out` of [hal.NAME.generate], or generated/NAME beside migrate.toml]' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from generate" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from generate" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from generate" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from generate" -l check -d 'Write nothing; exit with 100 and list them if files are stale'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from generate" -l force -d 'Overwrite generated files that were edited by hand'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from generate" -l all -d 'Print every function, not only counts and traits'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from generate" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from generate" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from generate" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from generate" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from generate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from test" -l record -d 'Write what each test and its peer said to DIR/TEST.session.json; one that says something else stays, and the test fails' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from test" -l replay -d 'Run the tests that have a session in DIR: its peer sends what was recorded, and they must say what was recorded' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from test" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from test" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from test" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from test" -l list -d 'Print the names of the tests, and run none'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from test" -l force -d 'Let --record replace sessions that say something else'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from test" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from test" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from test" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from bench" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from bench" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from bench" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from bench" -l list -d 'Print the names of the benches and gates, and run none'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from bench" -l symbols -d 'Print what the drivers consist of, symbol by symbol'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from bench" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from bench" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from bench" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from bench" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from bench" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from help" -f -a "scan" -d 'Classify every function and every macro of the HAL'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from help" -f -a "check" -d 'Assert the layout of all types in the vendor\'s compiler and in Rust\'s'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from help" -f -a "generate" -d 'Write two crates over the HAL: its functions as they are, and Rust that owns its peripherals'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from help" -f -a "test" -d 'Run firmware on emulated boards and compare what it does with what it must do'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from help" -f -a "bench" -d 'Compare a driver in C with the same in Rust: flash, RAM, stack, instructions, symbols'
complete -c migrate -n "__fish_migrate_using_subcommand hal; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c migrate -n "__fish_migrate_using_subcommand show" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand show" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand show" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand show" -l all -d 'Print everything, however much'
complete -c migrate -n "__fish_migrate_using_subcommand show" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand show" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand show" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand show" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand explain" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand explain" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand explain" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand explain" -l list -d 'List all codes'
complete -c migrate -n "__fish_migrate_using_subcommand explain" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand explain" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand explain" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand explain" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand completions" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand completions" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand completions" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand completions" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand completions" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand completions" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand completions" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand island" -l facade -d 'List of the linker symbols that the facade defines, one a line' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand island" -l out -d 'Folder of the new objects: N-NAME.o, where N counts from 0' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand island" -l compare -d 'Write nothing: look whether the facade in this archive defines what the objects define' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand island" -l stays -d 'List of the symbols that stay in C++ [default: stays.txt beside the list of the facade]' -r -F
complete -c migrate -n "__fish_migrate_using_subcommand island" -l objcopy -d 'The program that renames symbols [default: objcopy, else llvm-objcopy]' -r -f -a "(__fish_complete_command)"
complete -c migrate -n "__fish_migrate_using_subcommand island" -l closure -d 'Which inline functions are renamed beside the list' -r -f -a "reached\t'Those that refer to a listed function, directly or not'
used\t'Also those that objects with a listed function use: its body may have been inlined into them'"
complete -c migrate -n "__fish_migrate_using_subcommand island" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand island" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand island" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand island" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand island" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand island" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand island" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand island" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand overlay" -l recipe -d 'What is done to which headers: the identifier of a module and headers.json of its facade' -r
complete -c migrate -n "__fish_migrate_using_subcommand overlay" -l root -d 'Folder at which the paths of the headers start' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand overlay" -l out -d 'Folder to write into, with a folder for each module; paths are printed, each header behind those that it includes' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand overlay" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand overlay" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand overlay" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand overlay" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand overlay" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand overlay" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand overlay" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand overlay" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand worker" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand worker" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand worker" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand worker" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand worker" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand worker" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand worker" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand worker" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand bench-worker" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand bench-worker" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand bench-worker" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand bench-worker" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand bench-worker" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand bench-worker" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand bench-worker" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand bench-worker" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand generate-docs" -s C -l directory -d 'Work in this folder; relative paths on the command line start there' -r -f -a "(__fish_complete_directories)"
complete -c migrate -n "__fish_migrate_using_subcommand generate-docs" -l format -d 'How to print the answer' -r -f -a "human\t'Text for people; it may change in every version'
json\t'A document with `schema` and `schema_version`'
sarif\t'Findings as SARIF 2.1.0, for code scanning'
github\t'Findings as annotations of a GitHub workflow'"
complete -c migrate -n "__fish_migrate_using_subcommand generate-docs" -l color -d 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c migrate -n "__fish_migrate_using_subcommand generate-docs" -s q -l quiet -d 'Say nothing but the answer and errors'
complete -c migrate -n "__fish_migrate_using_subcommand generate-docs" -s v -l verbose -d 'Say more about what is done'
complete -c migrate -n "__fish_migrate_using_subcommand generate-docs" -l locked -d 'Fail with exit code 103 instead of renewing an index that is not up to date'
complete -c migrate -n "__fish_migrate_using_subcommand generate-docs" -l dry-run -d 'Say what would be done, write nothing'
complete -c migrate -n "__fish_migrate_using_subcommand generate-docs" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "init" -d 'Write migrate.toml: find compile_commands.json, or make it with CMake'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "scan" -d 'Read the C++ into the fact index'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "facts" -d 'Print facts of the index as JSON lines'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "plan" -d 'Say what to migrate, in which order, and what stands in the way'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "bridge" -d 'Write a Rust crate that calls the C++ of a module, or of an installed library'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "port" -d 'Put Rust behind a module\'s unchanged C++ callers: facade, crate, build'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "switch" -d 'Choose which implementation of a ported module answers'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "miri" -d 'Run the tests of a Rust module under Miri: undefined behaviour, data races, leaks'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "bench" -d 'Compare two implementations: CPU, wall time, memory, with a verdict'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "hal" -d 'Put Rust over a vendor\'s C HAL: classify its API, prove its layout, test it emulated'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "show" -d 'Show one module, unit or symbol: its seam, findings, callers and callees'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "explain" -d 'Explain a finding: what it means and the way out'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "completions" -d 'Print a script that completes commands in a shell'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "island" -d 'Rename the original of a module in its object files (called by `Migrate.cmake`)'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "overlay" -d 'Write the headers that callers include instead of those of replaced classes (called by `Migrate.cmake`)'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "worker" -d 'Parse one translation unit after the other for a scan (started by `scan`)'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "bench-worker" -d 'Measure scenarios (started by `bench`)'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "generate-docs" -d 'Write the man pages, completions, CLI reference and JSON schemas (used by the build of this project)'
complete -c migrate -n "__fish_migrate_using_subcommand help; and not __fish_seen_subcommand_from init scan facts plan bridge port switch miri bench hal show explain completions island overlay worker bench-worker generate-docs help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c migrate -n "__fish_migrate_using_subcommand help; and __fish_seen_subcommand_from bench" -f -a "compare" -d 'Compare two shared objects with a scenario, or two commands; says how the second is against the first'
complete -c migrate -n "__fish_migrate_using_subcommand help; and __fish_seen_subcommand_from hal" -f -a "scan" -d 'Classify every function and every macro of the HAL'
complete -c migrate -n "__fish_migrate_using_subcommand help; and __fish_seen_subcommand_from hal" -f -a "check" -d 'Assert the layout of all types in the vendor\'s compiler and in Rust\'s'
complete -c migrate -n "__fish_migrate_using_subcommand help; and __fish_seen_subcommand_from hal" -f -a "generate" -d 'Write two crates over the HAL: its functions as they are, and Rust that owns its peripherals'
complete -c migrate -n "__fish_migrate_using_subcommand help; and __fish_seen_subcommand_from hal" -f -a "test" -d 'Run firmware on emulated boards and compare what it does with what it must do'
complete -c migrate -n "__fish_migrate_using_subcommand help; and __fish_seen_subcommand_from hal" -f -a "bench" -d 'Compare a driver in C with the same in Rust: flash, RAM, stack, instructions, symbols'

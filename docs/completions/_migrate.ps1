
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'migrate' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'migrate'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'migrate' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write migrate.toml: find compile_commands.json, or make it with CMake')
            [CompletionResult]::new('scan', 'scan', [CompletionResultType]::ParameterValue, 'Read the C++ into the fact index')
            [CompletionResult]::new('facts', 'facts', [CompletionResultType]::ParameterValue, 'Print facts of the index as JSON lines')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Say what to migrate, in which order, and what stands in the way')
            [CompletionResult]::new('bridge', 'bridge', [CompletionResultType]::ParameterValue, 'Write a Rust crate that calls the C++ of a module, or of an installed library')
            [CompletionResult]::new('port', 'port', [CompletionResultType]::ParameterValue, 'Put Rust behind a module''s unchanged C++ callers: facade, crate, build')
            [CompletionResult]::new('switch', 'switch', [CompletionResultType]::ParameterValue, 'Choose which implementation of a ported module answers')
            [CompletionResult]::new('miri', 'miri', [CompletionResultType]::ParameterValue, 'Run the tests of a Rust module under Miri: undefined behaviour, data races, leaks')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Compare two implementations: CPU, wall time, memory, with a verdict')
            [CompletionResult]::new('hal', 'hal', [CompletionResultType]::ParameterValue, 'Put Rust over a vendor''s C HAL: classify its API, prove its layout, test it emulated')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one module, unit or symbol: its seam, findings, callers and callees')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a finding: what it means and the way out')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a script that completes commands in a shell')
            [CompletionResult]::new('island', 'island', [CompletionResultType]::ParameterValue, 'Rename the original of a module in its object files (called by `Migrate.cmake`)')
            [CompletionResult]::new('overlay', 'overlay', [CompletionResultType]::ParameterValue, 'Write the headers that callers include instead of those of replaced classes (called by `Migrate.cmake`)')
            [CompletionResult]::new('worker', 'worker', [CompletionResultType]::ParameterValue, 'Parse one translation unit after the other for a scan (started by `scan`)')
            [CompletionResult]::new('bench-worker', 'bench-worker', [CompletionResultType]::ParameterValue, 'Measure scenarios (started by `bench`)')
            [CompletionResult]::new('generate-docs', 'generate-docs', [CompletionResultType]::ParameterValue, 'Write the man pages, completions, CLI reference and JSON schemas (used by the build of this project)')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'migrate;init' {
            [CompletionResult]::new('--build', '--build', [CompletionResultType]::ParameterName, 'Build folder with compile_commands.json, or the one to configure into')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;scan' {
            [CompletionResult]::new('--objects', '--objects', [CompletionResultType]::ParameterName, 'Complete the facts from object files: none, those of the last build, or new ones compiled at -O0')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Worker processes [default: one for each core]')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Worker processes [default: one for each core]')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Scan only part I of N, to spread a scan over machines')
            [CompletionResult]::new('--merge', '--merge', [CompletionResultType]::ParameterName, 'Put the index files of shards together instead of reading C++')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Print all findings, not only the first of each code')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;facts' {
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Only rows whose file matches this pattern; `*` also matches `/`')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Only rows about this name: qualified, its last part, or mangled')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;plan' {
            [CompletionResult]::new('--granularity', '--granularity', [CompletionResultType]::ParameterName, 'What moves in one step')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write the answer into this file instead of printing it')
            [CompletionResult]::new('--html', '--html', [CompletionResultType]::ParameterName, 'Write the page here [default: plan.html beside the index]')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Print every step and finding, however many')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;bridge' {
            [CompletionResult]::new('--headers', '--headers', [CompletionResultType]::ParameterName, 'Headers of a library, as they are written in `#include "…"`, in order')
            [CompletionResult]::new('--include', '--include', [CompletionResultType]::ParameterName, 'Folders in which the headers lie')
            [CompletionResult]::new('--namespace', '--namespace', [CompletionResultType]::ParameterName, 'Only what is inside of these namespaces; '''' is the global one [default: all]')
            [CompletionResult]::new('--std', '--std', [CompletionResultType]::ParameterName, 'Language standard, such as `c++20`, `gnu++20` or `20` [default: c++17]')
            [CompletionResult]::new('--lib', '--lib', [CompletionResultType]::ParameterName, 'Archives and shared objects of the library')
            [CompletionResult]::new('--link', '--link', [CompletionResultType]::ParameterName, 'System libraries that it needs as well, such as `z`')
            [CompletionResult]::new('--define', '--define', [CompletionResultType]::ParameterName, 'Macros that the headers need')
            [CompletionResult]::new('--flag', '--flag', [CompletionResultType]::ParameterName, 'A flag of the compiler; may be repeated')
            [CompletionResult]::new('--compiler', '--compiler', [CompletionResultType]::ParameterName, 'The compiler that the library is used with [default: $CXX, else c++, g++ or clang++]')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Folder of the crate [default for a module: below `generated` of migrate.toml]')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Name of the crate [default: from the folder or the module]')
            [CompletionResult]::new('--instance', '--instance', [CompletionResultType]::ParameterName, 'Instances of templates that are wanted beside those that signatures name, such as `n::Box<int>` or `n::parse<long>`')
            [CompletionResult]::new('--panic', '--panic', [CompletionResultType]::ParameterName, 'What becomes of a panic in Rust code that C++ called [default: abort]')
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Compilers that run at the same time [default: one for each core]')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Compilers that run at the same time [default: one for each core]')
            [CompletionResult]::new('--html', '--html', [CompletionResultType]::ParameterName, 'Write the page here [default: beside the tool''s state]')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Write nothing; exit with 100 and list them if files are stale')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Overwrite generated files that were edited by hand')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;port' {
            [CompletionResult]::new('-j', '-j', [CompletionResultType]::ParameterName, 'Compilers that run at the same time [default: one for each core]')
            [CompletionResult]::new('--jobs', '--jobs', [CompletionResultType]::ParameterName, 'Compilers that run at the same time [default: one for each core]')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Write nothing; exit with 100 and list them if files are stale')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Overwrite generated files that were edited by hand')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;switch' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;miri' {
            [CompletionResult]::new('--package', '--package', [CompletionResultType]::ParameterName, 'Folder of any other package')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only tests whose names contain this')
            [CompletionResult]::new('--seeds', '--seeds', [CompletionResultType]::ParameterName, 'Seeds that each test has to pass with; each is another order of threads and other addresses')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long one test may take with one seed, such as 90s, 10m or 1h')
            [CompletionResult]::new('--flag', '--flag', [CompletionResultType]::ParameterName, 'A flag of Miri, such as `-Zmiri-tree-borrows`; may be repeated')
            [CompletionResult]::new('--toolchain', '--toolchain', [CompletionResultType]::ParameterName, 'The rustup toolchain whose Miri runs')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--no-isolation', '--no-isolation', [CompletionResultType]::ParameterName, 'Let tests reach files, sockets and the clock')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;bench' {
            [CompletionResult]::new('--layouts', '--layouts', [CompletionResultType]::ParameterName, 'How often each side is linked, with its parts at other places [default: that of migrate.toml, else 8]')
            [CompletionResult]::new('--replay', '--replay', [CompletionResultType]::ParameterName, 'Judge what an earlier run measured: a document of `--format json`')
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'Most time for timing [default: 5s, for commands 1m]')
            [CompletionResult]::new('--margin', '--margin', [CompletionResultType]::ParameterName, 'Differences up to this are none')
            [CompletionResult]::new('--gate', '--gate', [CompletionResultType]::ParameterName, 'What a metric may grow by before the exit code is 100, such as `cpu_time=5%` or `peak_heap=0%` [default: cpu_time by the margin]')
            [CompletionResult]::new('--relation', '--relation', [CompletionResultType]::ParameterName, 'What a figure of the scenario may differ by before there is no verdict: `compressed=2%`, at most so much more; `-2%`, so much less; `±2%`, both [default: nothing]')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Start of the scenarios and of everything that goes by lot')
            [CompletionResult]::new('--iterations', '--iterations', [CompletionResultType]::ParameterName, 'Iterations of the passes that count memory [default: what fits]')
            [CompletionResult]::new('--latency', '--latency', [CompletionResultType]::ParameterName, 'Measure latency under load, for so long; a request is as many iterations as take 25 microseconds')
            [CompletionResult]::new('--memory-limit', '--memory-limit', [CompletionResultType]::ParameterName, 'Most memory that a scenario may have, in MiB [default: half of what is free]')
            [CompletionResult]::new('--html', '--html', [CompletionResultType]::ParameterName, 'Write the answer as a page with plots')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the answer as JUnit')
            [CompletionResult]::new('--markdown', '--markdown', [CompletionResultType]::ParameterName, 'Write the answer as Markdown, such as to $GITHUB_STEP_SUMMARY')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--build-time', '--build-time', [CompletionResultType]::ParameterName, 'Measure too how long it takes to build a scenario after a change in the module; takes some builds of each side')
            [CompletionResult]::new('--instructions', '--instructions', [CompletionResultType]::ParameterName, 'Count instructions too; takes valgrind, and some seconds')
            [CompletionResult]::new('--require-verdict', '--require-verdict', [CompletionResultType]::ParameterName, 'Fail with exit code 105 if there is no verdict')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('compare', 'compare', [CompletionResultType]::ParameterValue, 'Compare two shared objects with a scenario, or two commands; says how the second is against the first')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'migrate;bench;compare' {
            [CompletionResult]::new('--cmd', '--cmd', [CompletionResultType]::ParameterName, 'First and second command instead, as in `--cmd ''./old data'' --cmd ''./new data''`')
            [CompletionResult]::new('--layout', '--layout', [CompletionResultType]::ParameterName, 'The same two again, linked in another order or with other padding; may be repeated')
            [CompletionResult]::new('--budget', '--budget', [CompletionResultType]::ParameterName, 'Most time for timing [default: 5s, for commands 1m]')
            [CompletionResult]::new('--margin', '--margin', [CompletionResultType]::ParameterName, 'Differences up to this are none')
            [CompletionResult]::new('--gate', '--gate', [CompletionResultType]::ParameterName, 'What a metric may grow by before the exit code is 100, such as `cpu_time=5%` or `peak_heap=0%` [default: cpu_time by the margin]')
            [CompletionResult]::new('--relation', '--relation', [CompletionResultType]::ParameterName, 'What a figure of the scenario may differ by before there is no verdict: `compressed=2%`, at most so much more; `-2%`, so much less; `±2%`, both [default: nothing]')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Start of the scenarios and of everything that goes by lot')
            [CompletionResult]::new('--iterations', '--iterations', [CompletionResultType]::ParameterName, 'Iterations of the passes that count memory [default: what fits]')
            [CompletionResult]::new('--latency', '--latency', [CompletionResultType]::ParameterName, 'Measure latency under load, for so long; a request is as many iterations as take 25 microseconds')
            [CompletionResult]::new('--memory-limit', '--memory-limit', [CompletionResultType]::ParameterName, 'Most memory that a scenario may have, in MiB [default: half of what is free]')
            [CompletionResult]::new('--html', '--html', [CompletionResultType]::ParameterName, 'Write the answer as a page with plots')
            [CompletionResult]::new('--junit', '--junit', [CompletionResultType]::ParameterName, 'Write the answer as JUnit')
            [CompletionResult]::new('--markdown', '--markdown', [CompletionResultType]::ParameterName, 'Write the answer as Markdown, such as to $GITHUB_STEP_SUMMARY')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--ignore-output', '--ignore-output', [CompletionResultType]::ParameterName, 'Do not ask whether both commands print the same')
            [CompletionResult]::new('--instructions', '--instructions', [CompletionResultType]::ParameterName, 'Count instructions too; takes valgrind, and some seconds')
            [CompletionResult]::new('--require-verdict', '--require-verdict', [CompletionResultType]::ParameterName, 'Fail with exit code 105 if there is no verdict')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;bench;help' {
            [CompletionResult]::new('compare', 'compare', [CompletionResultType]::ParameterValue, 'Compare two shared objects with a scenario, or two commands; says how the second is against the first')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'migrate;bench;help;compare' {
            break
        }
        'migrate;bench;help;help' {
            break
        }
        'migrate;hal' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('scan', 'scan', [CompletionResultType]::ParameterValue, 'Classify every function and every macro of the HAL')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Assert the layout of all types in the vendor''s compiler and in Rust''s')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Write two crates over the HAL: its functions as they are, and Rust that owns its peripherals')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Run firmware on emulated boards and compare what it does with what it must do')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Compare a driver in C with the same in Rust: flash, RAM, stack, instructions, symbols')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'migrate;hal;scan' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Print every function and macro, not only what needs attention')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;hal;check' {
            [CompletionResult]::new('--bindings', '--bindings', [CompletionResultType]::ParameterName, 'Check these Rust bindings, however they were made, instead of making them')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--naive', '--naive', [CompletionResultType]::ParameterName, 'Let libclang guess instead of asking the vendor''s compiler, to see what that would cost')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Print all disagreements, however many')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;hal;generate' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Folder of the crates [default: `out` of [hal.NAME.generate], or generated/NAME beside migrate.toml]')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Write nothing; exit with 100 and list them if files are stale')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Overwrite generated files that were edited by hand')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Print every function, not only counts and traits')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;hal;test' {
            [CompletionResult]::new('--record', '--record', [CompletionResultType]::ParameterName, 'Write what each test and its peer said to DIR/TEST.session.json; one that says something else stays, and the test fails')
            [CompletionResult]::new('--replay', '--replay', [CompletionResultType]::ParameterName, 'Run the tests that have a session in DIR: its peer sends what was recorded, and they must say what was recorded')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'Print the names of the tests, and run none')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Let --record replace sessions that say something else')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;hal;bench' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'Print the names of the benches and gates, and run none')
            [CompletionResult]::new('--symbols', '--symbols', [CompletionResultType]::ParameterName, 'Print what the drivers consist of, symbol by symbol')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;hal;help' {
            [CompletionResult]::new('scan', 'scan', [CompletionResultType]::ParameterValue, 'Classify every function and every macro of the HAL')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Assert the layout of all types in the vendor''s compiler and in Rust''s')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Write two crates over the HAL: its functions as they are, and Rust that owns its peripherals')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Run firmware on emulated boards and compare what it does with what it must do')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Compare a driver in C with the same in Rust: flash, RAM, stack, instructions, symbols')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'migrate;hal;help;scan' {
            break
        }
        'migrate;hal;help;check' {
            break
        }
        'migrate;hal;help;generate' {
            break
        }
        'migrate;hal;help;test' {
            break
        }
        'migrate;hal;help;bench' {
            break
        }
        'migrate;hal;help;help' {
            break
        }
        'migrate;show' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Print everything, however much')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;explain' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List all codes')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;completions' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;island' {
            [CompletionResult]::new('--facade', '--facade', [CompletionResultType]::ParameterName, 'List of the linker symbols that the facade defines, one a line')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Folder of the new objects: N-NAME.o, where N counts from 0')
            [CompletionResult]::new('--compare', '--compare', [CompletionResultType]::ParameterName, 'Write nothing: look whether the facade in this archive defines what the objects define')
            [CompletionResult]::new('--stays', '--stays', [CompletionResultType]::ParameterName, 'List of the symbols that stay in C++ [default: stays.txt beside the list of the facade]')
            [CompletionResult]::new('--objcopy', '--objcopy', [CompletionResultType]::ParameterName, 'The program that renames symbols [default: objcopy, else llvm-objcopy]')
            [CompletionResult]::new('--closure', '--closure', [CompletionResultType]::ParameterName, 'Which inline functions are renamed beside the list')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;overlay' {
            [CompletionResult]::new('--recipe', '--recipe', [CompletionResultType]::ParameterName, 'What is done to which headers: the identifier of a module and headers.json of its facade')
            [CompletionResult]::new('--root', '--root', [CompletionResultType]::ParameterName, 'Folder at which the paths of the headers start')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Folder to write into, with a folder for each module; paths are printed, each header behind those that it includes')
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;worker' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;bench-worker' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;generate-docs' {
            [CompletionResult]::new('-C', '-C ', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--directory', '--directory', [CompletionResultType]::ParameterName, 'Work in this folder; relative paths on the command line start there')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to print the answer')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours; `auto` also looks at NO_COLOR and CLICOLOR_FORCE')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but the answer and errors')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more about what is done')
            [CompletionResult]::new('--locked', '--locked', [CompletionResultType]::ParameterName, 'Fail with exit code 103 instead of renewing an index that is not up to date')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, write nothing')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'migrate;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write migrate.toml: find compile_commands.json, or make it with CMake')
            [CompletionResult]::new('scan', 'scan', [CompletionResultType]::ParameterValue, 'Read the C++ into the fact index')
            [CompletionResult]::new('facts', 'facts', [CompletionResultType]::ParameterValue, 'Print facts of the index as JSON lines')
            [CompletionResult]::new('plan', 'plan', [CompletionResultType]::ParameterValue, 'Say what to migrate, in which order, and what stands in the way')
            [CompletionResult]::new('bridge', 'bridge', [CompletionResultType]::ParameterValue, 'Write a Rust crate that calls the C++ of a module, or of an installed library')
            [CompletionResult]::new('port', 'port', [CompletionResultType]::ParameterValue, 'Put Rust behind a module''s unchanged C++ callers: facade, crate, build')
            [CompletionResult]::new('switch', 'switch', [CompletionResultType]::ParameterValue, 'Choose which implementation of a ported module answers')
            [CompletionResult]::new('miri', 'miri', [CompletionResultType]::ParameterValue, 'Run the tests of a Rust module under Miri: undefined behaviour, data races, leaks')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Compare two implementations: CPU, wall time, memory, with a verdict')
            [CompletionResult]::new('hal', 'hal', [CompletionResultType]::ParameterValue, 'Put Rust over a vendor''s C HAL: classify its API, prove its layout, test it emulated')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one module, unit or symbol: its seam, findings, callers and callees')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a finding: what it means and the way out')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a script that completes commands in a shell')
            [CompletionResult]::new('island', 'island', [CompletionResultType]::ParameterValue, 'Rename the original of a module in its object files (called by `Migrate.cmake`)')
            [CompletionResult]::new('overlay', 'overlay', [CompletionResultType]::ParameterValue, 'Write the headers that callers include instead of those of replaced classes (called by `Migrate.cmake`)')
            [CompletionResult]::new('worker', 'worker', [CompletionResultType]::ParameterValue, 'Parse one translation unit after the other for a scan (started by `scan`)')
            [CompletionResult]::new('bench-worker', 'bench-worker', [CompletionResultType]::ParameterValue, 'Measure scenarios (started by `bench`)')
            [CompletionResult]::new('generate-docs', 'generate-docs', [CompletionResultType]::ParameterValue, 'Write the man pages, completions, CLI reference and JSON schemas (used by the build of this project)')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'migrate;help;init' {
            break
        }
        'migrate;help;scan' {
            break
        }
        'migrate;help;facts' {
            break
        }
        'migrate;help;plan' {
            break
        }
        'migrate;help;bridge' {
            break
        }
        'migrate;help;port' {
            break
        }
        'migrate;help;switch' {
            break
        }
        'migrate;help;miri' {
            break
        }
        'migrate;help;bench' {
            [CompletionResult]::new('compare', 'compare', [CompletionResultType]::ParameterValue, 'Compare two shared objects with a scenario, or two commands; says how the second is against the first')
            break
        }
        'migrate;help;bench;compare' {
            break
        }
        'migrate;help;hal' {
            [CompletionResult]::new('scan', 'scan', [CompletionResultType]::ParameterValue, 'Classify every function and every macro of the HAL')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Assert the layout of all types in the vendor''s compiler and in Rust''s')
            [CompletionResult]::new('generate', 'generate', [CompletionResultType]::ParameterValue, 'Write two crates over the HAL: its functions as they are, and Rust that owns its peripherals')
            [CompletionResult]::new('test', 'test', [CompletionResultType]::ParameterValue, 'Run firmware on emulated boards and compare what it does with what it must do')
            [CompletionResult]::new('bench', 'bench', [CompletionResultType]::ParameterValue, 'Compare a driver in C with the same in Rust: flash, RAM, stack, instructions, symbols')
            break
        }
        'migrate;help;hal;scan' {
            break
        }
        'migrate;help;hal;check' {
            break
        }
        'migrate;help;hal;generate' {
            break
        }
        'migrate;help;hal;test' {
            break
        }
        'migrate;help;hal;bench' {
            break
        }
        'migrate;help;show' {
            break
        }
        'migrate;help;explain' {
            break
        }
        'migrate;help;completions' {
            break
        }
        'migrate;help;island' {
            break
        }
        'migrate;help;overlay' {
            break
        }
        'migrate;help;worker' {
            break
        }
        'migrate;help;bench-worker' {
            break
        }
        'migrate;help;generate-docs' {
            break
        }
        'migrate;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}

//! Which flags matter to a parse. The tables say what is left out without a word; libclang itself judges the rest, when a
//! worker first meets them.

/// Flags with a separate value, both left out.
pub(super) const DROPPED_WITH_VALUE: [&str; 12] = [
    "-o",
    "-MF",
    "-MT",
    "-MQ",
    "-MJ",
    "-aux-info",
    "-dumpbase",
    "-dumpbase-ext",
    "-dumpdir",
    "-include-pch",
    "-T",
    "-Xlinker",
];

/// Flags that are left out, by their start: outputs, warnings, debug information, profiles, linking, modules.
pub(super) const DROPPED_PREFIXES: [&str; 38] = [
    "-M",
    "-W",
    "-g",
    "-o",
    "-save-temps",
    "--save-temps",
    "-fprofile",
    "-fcoverage",
    "-ftest-coverage",
    "--coverage",
    "-flto",
    "-fno-lto",
    "-ffat-lto",
    "-fuse-ld",
    "-fdiagnostics",
    "-fno-diagnostics",
    "-fcolor-diagnostics",
    "-fansi-escape-codes",
    "-fmodule",
    "-fno-module",
    "-fdeps-",
    "-fsanitize",
    "-fno-sanitize",
    "-pedantic",
    "--serialize-diagnostics",
    "-ftime",
    "-fdebug",
    "-ffile-prefix",
    "-fmacro-prefix",
    "-frandom-seed",
    "-dumpbase",
    "-fdump",
    "-ferror-limit",
    "-fmax-errors",
    "-fstack-usage",
    "-fcallgraph-info",
    "-fplugin",
    "-l",
];

/// Flags that are left out, whole.
pub(super) const DROPPED: [&str; 16] = [
    "-c",
    "-S",
    "-E",
    "-w",
    "-pipe",
    "-v",
    "-s",
    "-static",
    "-shared",
    "-rdynamic",
    "-fsyntax-only",
    "-p",
    "-pg",
    "-Q",
    "-fPIE",
    "-pie",
];

/// Flags whose value is a path that libclang must find from any folder; the value follows or is attached.
pub(super) const WITH_PATH: [&str; 11] = [
    "-isystem",
    "-iquote",
    "-idirafter",
    "-imacros",
    "-include",
    "-isysroot",
    "-iprefix",
    "-cxx-isystem",
    "-I",
    "-F",
    "-iwithprefixbefore",
];

/// Of [`WITH_PATH`], those that name a folder in which includes are searched.
pub(super) const SEARCHED: [&str; 5] = ["-I", "-isystem", "-iquote", "-idirafter", "-cxx-isystem"];

/// Flags with a separate value that is kept as it is.
pub(super) const KEPT_WITH_VALUE: [&str; 8] =
    ["-D", "-U", "-target", "-arch", "-Xclang", "-Xpreprocessor", "--param", "-stdlib"];

/// Microsoft-style flags that matter to a parse, by their start (without `/` or `-`).
pub(super) const CL_KEPT: [&str; 17] = [
    "I",
    "D",
    "U",
    "std:",
    "TP",
    "TC",
    "FI",
    "EH",
    "Zc:",
    "J",
    "GR",
    "vmg",
    "imsvc",
    "external:I",
    "Zp",
    "permissive",
    "arch:",
];

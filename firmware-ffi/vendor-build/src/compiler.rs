//! The vendor's compiler, asked and set up.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::{Error, Vendor};

/// What stands before a vendor's code that runs on this machine: the chip's instructions as macros that do nothing.
const FOR_HOST: &str = include_str!("host.h");

/// The flag that names a core.
const CORE: &str = "-mcpu=";
/// The smallest core of a target, as GCC names it.
const CORES: &[(&str, &str)] = &[
    ("thumbv6m-none-eabi", "cortex-m0plus"),
    ("thumbv7m-none-eabi", "cortex-m3"),
    ("thumbv7em-none-eabi", "cortex-m4"),
    ("thumbv7em-none-eabihf", "cortex-m4"),
];

/// Set up for C of this HAL. On a host only what concerns the language is left of the vendor's flags.
pub(crate) fn of(vendor: &Vendor) -> cc::Build {
    let mut build = cc::Build::new();
    build.warnings(false).cargo_warnings(false);
    if vendor.for_host() {
        for flag in vendor.hal.flags.iter().filter(|flag| flag.starts_with("-std=")) {
            build.flag(flag);
        }
        // As the chip's compiler has it, so that enums in structs are as long here as there.
        build.flag("-fshort-enums").opt_level(1).flag("-w");
        build.flag("-include").flag(host_header());
    } else {
        build.no_default_flags(true).compiler(&vendor.hal.compiler).archiver(archiver(&vendor.hal.compiler));
        for flag in flags(vendor) {
            build.flag(flag);
        }
        build.flag("-w");
    }
    for folder in vendor.include() {
        build.include(folder);
    }
    for define in &vendor.hal.defines {
        let (name, value) = define.split_once('=').map_or((define.as_str(), None), |(n, v)| (n, Some(v)));
        build.define(name, value);
    }
    build
}

/// The vendor's flags. A board that stands in for the vendor's chip has another core: then that of the build's target.
fn flags(vendor: &Vendor) -> Vec<String> {
    let core = CORES.iter().find(|(target, _)| *target == vendor.target).map(|(_, core)| *core);
    let stands_in = vendor.target != vendor.hal.target;
    let flag = |flag: &String| match core {
        Some(core) if stands_in && flag.starts_with(CORE) => format!("{CORE}{core}"),
        _ => flag.clone(),
    };
    vendor.hal.flags.iter().map(flag).collect()
}

/// The header, where the compiler finds it.
fn host_header() -> PathBuf {
    let path = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default()).join("host.h");
    // Whether it could be written the compiler says soon enough.
    let _ = std::fs::write(&path, FOR_HOST);
    path
}

/// `arm-none-eabi-ar` of `arm-none-eabi-gcc`.
fn archiver(compiler: &str) -> String {
    compiler.strip_suffix("gcc").map_or_else(|| "ar".to_owned(), |prefix| format!("{prefix}ar"))
}

/// Where the compiler's runtime is, which its code calls for tables of jumps and divisions.
pub(crate) fn runtime(vendor: &Vendor) -> Result<PathBuf, Error> {
    let text = ask(vendor, &["-print-libgcc-file-name"], "")?.0;
    Ok(PathBuf::from(text.trim()))
}

/// Folders of the compiler's own headers.
pub(crate) fn system_include(vendor: &Vendor) -> Result<Vec<String>, Error> {
    let talk = ask(vendor, &["-E", "-Wp,-v", "-xc", "-"], "")?.1;
    let folders = talk.lines().skip_while(|line| !line.starts_with("#include <")).skip(1);
    Ok(folders.take_while(|line| line.starts_with(' ')).map(|line| line.trim().to_owned()).collect())
}

/// Whether an enum is as short as its values allow.
pub(crate) fn short_enums(vendor: &Vendor) -> Result<bool, Error> {
    let question = "enum e { a }; _Static_assert(sizeof(enum e) == 1, \"long\");";
    match ask(vendor, &["-fsyntax-only", "-xc", "-"], question) {
        Ok(_) => Ok(true),
        Err(Error::Config(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What the compiler answers on its two outputs.
fn ask(vendor: &Vendor, arguments: &[&str], input: &str) -> Result<(String, String), Error> {
    use std::io::Write as _;

    let compiler = &vendor.hal.compiler;
    let missing = |error: std::io::Error| {
        Error::Tool(format!("{compiler}: {error}; `apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi` has it"))
    };
    let mut child = Command::new(compiler)
        .args(flags(vendor))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(missing)?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes()).map_err(missing)?;
    }
    let output = child.wait_with_output().map_err(missing)?;
    let [out, talk] = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    if output.status.success() { Ok((out, talk)) } else { Err(Error::Config(format!("{compiler}: {talk}"))) }
}

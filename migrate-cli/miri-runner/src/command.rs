//! The commands that run Miri.

use std::path::Path;
use std::process::Command;

use crate::Options;

/// What an outer cargo or rustup sets for its own children, and what would make cargo's words unreadable.
const FOREIGN: [&str; 8] = [
    "RUSTUP_TOOLCHAIN",
    "CARGO",
    "RUSTC",
    "RUSTDOC",
    "RUSTC_WRAPPER",
    "RUSTC_WORKSPACE_WRAPPER",
    "CARGO_TERM_COLOR",
    "CARGO_TERM_VERBOSE",
];

/// Tells the bridges that this tool generates not to look for the library: Miri calls nothing of it, and it may not be built.
const LINK: (&str, &str) = ("MIGRATE_LINK", "off");

/// The flags of Miri, apart from the seed and the form of its messages.
#[must_use]
pub fn miri_flags(options: &Options) -> Vec<String> {
    let mut flags = vec!["-Zmiri-strict-provenance".to_owned()];
    if !options.isolation {
        flags.push("-Zmiri-disable-isolation".to_owned());
    }
    flags.extend(options.flags.iter().cloned());
    flags
}

/// A command that does the same for one seed, as a person types it into a shell in the package's folder.
#[must_use]
pub fn command_line(options: &Options, seed: u32) -> String {
    let flags = format!("{} -Zmiri-seed={seed}", miri_flags(options).join(" "));
    let filter = options.filter.as_ref().map(|f| format!(" {}", quoted(f))).unwrap_or_default();
    let (flags, rustup) = (quoted(&flags), quoted(&options.rustup.to_string_lossy()));
    let (name, value) = LINK;
    format!("{name}={value} MIRIFLAGS={flags} {rustup} run {} cargo miri test{filter}", quoted(&options.toolchain))
}

fn quoted(word: &str) -> String {
    shlex::try_quote(word).map_or_else(|_| word.to_owned(), std::borrow::Cow::into_owned)
}

/// A program of the toolchain, in a folder.
pub(crate) fn tool(options: &Options, program: &str, dir: &Path) -> Command {
    let mut command = Command::new(&options.rustup);
    command.arg("run").arg(&options.toolchain).arg(program).current_dir(dir);
    for name in FOREIGN {
        command.env_remove(name);
    }
    // A toolchain that is not there is something to say, not to install.
    command.env("RUSTUP_AUTO_INSTALL", "0").env("CARGO_TERM_COLOR", "never").env_remove("RUST_BACKTRACE");
    command
}

/// `cargo miri`, in the package's folder.
pub(crate) fn cargo_miri(options: &Options) -> Command {
    let mut command = tool(options, "cargo", &options.package);
    command.arg("miri").env(LINK.0, LINK.1);
    if let Some(dir) = &options.target_dir {
        command.env("CARGO_TARGET_DIR", dir);
    }
    command
}

/// Sets the flags for one seed: what the user's environment says, then ours, so that ours win.
pub(crate) fn with_flags(mut command: Command, options: &Options, seed: u32) -> Command {
    let mut flags = std::env::var("MIRIFLAGS").unwrap_or_default();
    for flag in miri_flags(options) {
        flags = flags + " " + &flag;
    }
    command.env("MIRIFLAGS", format!("{} --error-format=json -Zmiri-seed={seed}", flags.trim()));
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_takes_the_command() {
        let mut options = Options::new(Path::new("/p"));
        assert_eq!(
            command_line(&options, 0),
            "MIGRATE_LINK=off MIRIFLAGS='-Zmiri-strict-provenance -Zmiri-seed=0' rustup run nightly cargo miri test"
        );
        options.isolation = false;
        options.filter = Some("a b".into());
        options.flags = vec!["-Zmiri-tree-borrows".into()];
        let line = command_line(&options, 3);
        assert!(line.contains("-disable-isolation -Zmiri-tree-borrows -Zmiri-seed=3"), "{line}");
        assert!(line.ends_with("cargo miri test 'a b'"), "{line}");
    }
}

//! The vendor's compiler.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use migrate_probe::process::{self, Done};

use crate::error::HalError;

/// A GCC or clang for the device takes far less; one that hangs must not hang the tool.
const LIMIT: Duration = Duration::from_secs(120);

/// How well-known compilers are installed, by a part of their name.
const INSTALL: [(&str, &str); 5] = [
    ("arm-none-eabi", "apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi"),
    ("riscv64-unknown-elf", "apt-get install gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf"),
    ("avr", "apt-get install gcc-avr avr-libc"),
    ("msp430", "install the vendor's msp430-elf-gcc and add its folder to PATH"),
    ("clang", "apt-get install clang"),
];

/// The vendor's compiler with the flags of the HAL. It runs in a folder, where relative paths of the flags start.
#[derive(Clone, Debug)]
pub struct Vendor {
    /// A path, or a name that is searched in `PATH`.
    pub program: PathBuf,
    /// Flags that the HAL is compiled with, without include folders and macros.
    pub flags: Vec<String>,
    /// `-I` and `-D` of the HAL.
    pub preprocessor: Vec<String>,
    /// Where it runs; absolute.
    pub dir: PathBuf,
}

impl Vendor {
    /// Runs it with all flags of the HAL and `args` behind them.
    pub(crate) fn run(&self, args: &[&str], input: &str) -> Result<Done, HalError> {
        let mut command = Command::new(&self.program);
        command.args(&self.flags).args(&self.preprocessor).args(args).current_dir(&self.dir).env("LC_ALL", "C");
        process::run(&mut command, input.to_owned(), LIMIT).map_err(|error| match error.kind() {
            ErrorKind::NotFound => self.missing(),
            _ => HalError::unexpected(format!("cannot start {}: {error}", self.program.display())),
        })
    }

    fn missing(&self) -> HalError {
        let name = self.program.display().to_string();
        let known = INSTALL.iter().find(|(part, _)| name.contains(part)).map(|(_, how)| (*how).to_owned());
        HalError::tool(format!("the vendor's compiler `{name}` is not installed"))
            .help(known.unwrap_or_else(|| format!("install the SDK that has `{name}`, and add its folder to PATH")))
            .help("or name another one: `compiler` of the HAL in migrate.toml, a name or a path")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Fault;

    #[test]
    fn a_missing_compiler_says_how_to_get_it() {
        let vendor = |program: &str| Vendor {
            program: program.into(),
            flags: Vec::new(),
            preprocessor: Vec::new(),
            dir: std::env::temp_dir(),
        };
        let error = vendor("riscv64-unknown-elf-gcc-that-is-not-there").run(&["-v"], "").unwrap_err();
        assert_eq!(error.fault, Fault::Tool);
        assert!(error.help[0].contains("gcc-riscv64-unknown-elf"), "{error:?}");
        let error = vendor("no-such-cc").run(&["-v"], "").unwrap_err();
        assert!(error.help[0].contains("install the SDK that has `no-such-cc`"), "{error:?}");
    }
}

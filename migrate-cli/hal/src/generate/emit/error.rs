//! Statuses as errors.

use super::HEAD;
use crate::classify::words;
use crate::generate::Names;
use crate::generate::plan::{Plan, Status};

const TYPE: &str = r#"/// Why something was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The HAL reports an error; the code of its handle, if it has one, says which by flags of its own.
    Failed {
        /// The error code of the handle, 0 without one.
        code: u32,
    },
    /// Something else is going on.
    Busy,
    /// It took longer than the caller allows.
    Timeout,
    /// A status that means none of these, as it came.
    Code(i64),
    /// The HAL was not asked.
    Refused(Refused),
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<AlreadyClaimed> for Error {
    fn from(claimed: AlreadyClaimed) -> Self {
        Self::Refused(claimed.into())
    }
}

impl core::fmt::Display for Error {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Failed { code } => write!(f, "the HAL reports {code:#x}"),
            Self::Busy => f.write_str("busy"),
            Self::Timeout => f.write_str("timed out"),
            Self::Code(code) => write!(f, "the HAL answers {code}"),
            Self::Refused(refused) => refused.fmt(f),
        }
    }
}

impl core::error::Error for Error {}

impl embedded_io::Error for Error {
    fn kind(&self) -> embedded_io::ErrorKind {
        match self {
            Self::Timeout => embedded_io::ErrorKind::TimedOut,
            Self::Refused(Refused::AlreadyClaimed) => embedded_io::ErrorKind::AddrInUse,
            Self::Refused(Refused::Unsupported) => embedded_io::ErrorKind::Unsupported,
            Self::Refused(_) => embedded_io::ErrorKind::InvalidInput,
            _ => embedded_io::ErrorKind::Other,
        }
    }
}
"#;

pub(super) fn text(plan: &Plan, names: &Names) -> String {
    let sys = if plan.statuses.is_empty() && plan.flags.is_empty() {
        String::new()
    } else {
        format!("use {} as sys;\n", names.sys_crate())
    };
    let mut text = format!(
        "{HEAD}\n//! Answers of the vendor's functions as errors.\n\nuse hal_support::{{AlreadyClaimed, Refused}};\n{sys}\n{TYPE}"
    );
    for family in ["i2c", "spi"] {
        text.push_str(&kinds(plan, family));
    }
    for status in &plan.statuses {
        text.push_str(&of(status));
    }
    text
}

/// The function that judges a status.
pub(super) fn function(status: &str) -> String {
    format!("of_{}", words(status).join("_"))
}

fn of(status: &Status) -> String {
    let ok = status.ok.as_ref().map_or_else(|| "0".to_owned(), |ok| format!("sys::{ok}"));
    let mut arms = format!("        {ok} => Ok(()),\n");
    for (constant, error) in &status.errors {
        let error = if error == "Failed" { "Failed { code: code() }".to_owned() } else { error.clone() };
        arms.push_str(&format!("        sys::{constant} => Err(Error::{error}),\n"));
    }
    let code = if arms.contains("code()") { "code" } else { "_" };
    format!(
        "\n/// `{}`, with the code of the handle for the case that it is an error.\n\
         #[allow(dead_code, clippy::unnecessary_cast)]\n\
         pub(crate) fn {}(status: {}, {code}: impl FnOnce() -> u32) -> Result<(), Error> {{\n    match status {{\n{arms}\
         \x20       other => Err(Error::Code(other as i64)),\n    }}\n}}\n",
        status.ty,
        function(&status.ty),
        status.rust
    )
}

fn kinds(plan: &Plan, family: &str) -> String {
    let mut arms = String::new();
    let mut names = Vec::new();
    for (kind, constant) in &plan.flags {
        let Some(kind) = kind.strip_prefix(family).map(str::trim_start) else { continue };
        if kind.starts_with(char::is_lowercase) || names.contains(constant) {
            continue;
        }
        names.push(constant.clone());
        arms.push_str(&format!(
            "            Self::Failed {{ code }} if *code as i64 & sys::{constant} as i64 != 0 => embedded_hal::{family}::ErrorKind::{kind},\n"
        ));
    }
    format!(
        "\nimpl embedded_hal::{family}::Error for Error {{\n    #[allow(clippy::unnecessary_cast)]\n    fn kind(&self) -> embedded_hal::{family}::ErrorKind {{\n        match self {{\n{arms}\
         \x20           _ => embedded_hal::{family}::ErrorKind::Other,\n        }}\n    }}\n}}\n"
    )
}

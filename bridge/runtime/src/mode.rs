//! The modes.

use core::fmt;
use core::str::FromStr;

/// Which implementation answers a call.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The original.
    Cpp = 1,
    /// The Rust that replaces it.
    Rust = 2,
    /// Both run, the original answers, differences are recorded.
    Shadow = 3,
}

/// A word that is none of `cpp`, `rust`, `shadow`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAMode;

impl Mode {
    const ALL: [Mode; 3] = [Mode::Cpp, Mode::Rust, Mode::Shadow];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Mode::Cpp => "cpp",
            Mode::Rust => "rust",
            Mode::Shadow => "shadow",
        }
    }

    /// The mode of a byte as C++ sees it; `None` for 0 (nobody has asked yet) and for all that is no mode.
    #[must_use]
    pub const fn from_byte(byte: u8) -> Option<Mode> {
        match byte {
            1 => Some(Mode::Cpp),
            2 => Some(Mode::Rust),
            3 => Some(Mode::Shadow),
            _ => None,
        }
    }
}

impl FromStr for Mode {
    type Err = NotAMode;

    /// In any case, blanks around it do not count.
    fn from_str(word: &str) -> Result<Mode, NotAMode> {
        Mode::ALL.into_iter().find(|mode| mode.as_str().eq_ignore_ascii_case(word.trim())).ok_or(NotAMode)
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for NotAMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not one of cpp, rust and shadow")
    }
}

impl core::error::Error for NotAMode {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_bytes_lead_back() {
        for mode in Mode::ALL {
            assert_eq!(mode.as_str().parse(), Ok(mode));
            assert_eq!(Mode::from_byte(mode as u8), Some(mode));
        }
        assert_eq!(" Rust\n".parse(), Ok(Mode::Rust));
        for wrong in ["", " ", "rusty", "c++", "0", "1"] {
            assert_eq!(wrong.parse::<Mode>(), Err(NotAMode), "{wrong}");
        }
        assert_eq!([0, 4, 255].map(Mode::from_byte), [None; 3]);
    }
}

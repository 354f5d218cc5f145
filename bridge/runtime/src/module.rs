//! A ported module as the program sees it.

use core::sync::atomic::{AtomicU8, Ordering};

use crate::Mode;
use crate::atomic::{Counter, count, store_if_zero};

/// A ported module: which side answers, and what has happened since the program started.
///
/// Generated C++ reads the first byte, so this is a static and its layout is part of the interface.
#[repr(C)]
#[derive(Debug)]
pub struct Module {
    /// 0 as long as nobody has asked. Nothing else hangs on it, so all accesses are relaxed.
    mode: AtomicU8,
    default: Mode,
    fell_back: Counter,
    name: &'static str,
    #[cfg(feature = "std")]
    sampling: &'static crate::shadow::Sampling,
}

impl Module {
    /// A module that nobody has asked yet; `default` holds if the environment names no mode.
    #[must_use]
    pub const fn new(name: &'static str, default: Mode) -> Module {
        Module {
            mode: AtomicU8::new(0),
            default,
            fell_back: Counter::new(0),
            name,
            #[cfg(feature = "std")]
            sampling: &crate::shadow::Sampling::ALL,
        }
    }

    /// The same module, with what shadow mode compares of it.
    #[cfg(feature = "std")]
    #[must_use]
    pub const fn compared(self, sampling: &'static crate::shadow::Sampling) -> Module {
        Module { sampling, ..self }
    }

    /// What shadow mode compares of it.
    #[cfg(feature = "std")]
    #[must_use]
    pub const fn sampling(&self) -> &'static crate::shadow::Sampling {
        self.sampling
    }

    /// Its name, as in `migrate.toml`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The mode that holds if the environment names none.
    #[must_use]
    pub const fn default_mode(&self) -> Mode {
        self.default
    }

    /// The mode that new calls are answered in. The first call of the program that asks chooses it.
    pub fn mode(&self) -> Mode {
        Mode::from_byte(self.mode.load(Ordering::Relaxed)).unwrap_or_else(|| self.start())
    }

    /// Lets another implementation answer from now on. Calls that run and objects that live stay where they are.
    pub fn set_mode(&self, mode: Mode) {
        self.mode.store(mode as u8, Ordering::Relaxed);
    }

    /// How many calls ended in a panic of Rust that the original then answered.
    pub fn fell_back(&self) -> u64 {
        #[allow(clippy::useless_conversion, reason = "the counter has 32 bits on small machines")]
        u64::from(self.fell_back.load(Ordering::Relaxed))
    }

    /// Counts a call that ended in a panic and that the original answers; how many there were before.
    pub fn count_fall_back(&self) -> u64 {
        count(&self.fell_back)
    }

    /// Chooses the mode. Of several threads one does so, and only that one complains.
    #[cold]
    fn start(&self) -> Mode {
        let (chosen, complaint) = self.chosen();
        match store_if_zero(&self.mode, chosen as u8) {
            Ok(()) => {
                complain(complaint);
                chosen
            }
            Err(byte) => Mode::from_byte(byte).unwrap_or(chosen),
        }
    }

    #[cfg(feature = "std")]
    fn chosen(&self) -> (Mode, Complaint) {
        use crate::environment::{complaint, variable};
        let variable = variable(self.name);
        let Some(value) = std::env::var_os(&variable) else { return (self.default, None) };
        let value = value.to_string_lossy();
        match value.parse() {
            Ok(mode) => (mode, None),
            Err(_) if value.trim().is_empty() => (self.default, None),
            Err(_) => (self.default, Some(complaint(&variable, &value, self.default))),
        }
    }

    #[cfg(not(feature = "std"))]
    fn chosen(&self) -> (Mode, Complaint) {
        (self.default, None)
    }
}

#[cfg(feature = "std")]
type Complaint = Option<String>;
#[cfg(not(feature = "std"))]
type Complaint = Option<core::convert::Infallible>;

#[cfg(feature = "std")]
fn complain(complaint: Complaint) {
    if let Some(text) = complaint {
        // A program without standard error goes on.
        let _ = std::io::Write::write_all(&mut std::io::stderr(), text.as_bytes());
    }
}

#[cfg(not(feature = "std"))]
fn complain(_: Complaint) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mode_is_the_first_byte() {
        assert_eq!(core::mem::offset_of!(Module, mode), 0);
    }

    #[test]
    fn a_module_starts_in_its_default_mode_and_changes_when_told() {
        static MODULE: Module = Module::new("nobody sets this", Mode::Shadow);
        assert_eq!(MODULE.mode.load(Ordering::Relaxed), 0);
        assert_eq!(
            (MODULE.mode(), MODULE.default_mode(), MODULE.name()),
            (Mode::Shadow, Mode::Shadow, "nobody sets this")
        );
        MODULE.set_mode(Mode::Rust);
        assert_eq!(MODULE.mode(), Mode::Rust);
    }

    #[test]
    fn a_mode_that_was_set_before_anybody_asked_holds() {
        static MODULE: Module = Module::new("early", Mode::Cpp);
        MODULE.set_mode(Mode::Rust);
        assert_eq!(MODULE.mode(), Mode::Rust);
    }

    #[test]
    fn falls_are_counted() {
        static MODULE: Module = Module::new("falls", Mode::Rust);
        assert_eq!(MODULE.fell_back(), 0);
        assert_eq!((MODULE.count_fall_back(), MODULE.count_fall_back()), (0, 1));
        assert_eq!(MODULE.fell_back(), 2);
    }
}

//! Functions of Rust that a vendor's interrupt handler calls.

use core::cell::Cell;

use critical_section::Mutex;

/// What is called when something has happened, if anything.
#[derive(Debug)]
pub struct Callback(Mutex<Cell<Function>>);

type Function = Option<fn()>;

impl Callback {
    /// Nothing is called.
    pub const fn new() -> Self {
        Self(Mutex::new(Cell::new(None)))
    }

    /// Sets or removes what is called.
    pub fn set(&self, function: Option<fn()>) {
        critical_section::with(|token| self.0.borrow(token).set(function));
    }

    /// Calls it, in the caller's context: an interrupt most of the time.
    pub fn call(&self) {
        if let Some(function) = critical_section::with(|token| self.0.borrow(token).get()) {
            function();
        }
    }
}

impl Default for Callback {
    fn default() -> Self {
        Self::new()
    }
}

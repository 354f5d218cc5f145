//! A buffer that an interrupt or a DMA channel works on, and that nobody else can touch until it comes back.

use core::cell::UnsafeCell;

use critical_section::Mutex;

/// A place for one buffer that is lent to the vendor's code.
#[derive(Debug)]
pub struct Loan(Mutex<UnsafeCell<State>>);

#[derive(Debug)]
enum State {
    None,
    Lent(&'static mut [u8]),
    Done(&'static mut [u8]),
}

impl Loan {
    /// Nothing is lent.
    pub const fn new() -> Self {
        Self(Mutex::new(UnsafeCell::new(State::None)))
    }

    /// Keeps the buffer and gives what the vendor's code needs of it, or gives it back: one at a time.
    pub fn lend(&self, buffer: &'static mut [u8]) -> Result<(*mut u8, usize), &'static mut [u8]> {
        self.with(|state| match state {
            State::None => {
                let raw = (buffer.as_mut_ptr(), buffer.len());
                *state = State::Lent(buffer);
                Ok(raw)
            }
            State::Lent(_) | State::Done(_) => Err(buffer),
        })
    }

    /// The vendor's code has said that it is done with the buffer.
    pub fn finish(&self) {
        self.with(|state| {
            *state = match core::mem::replace(state, State::None) {
                State::Lent(buffer) => State::Done(buffer),
                other => other,
            };
        });
    }

    /// The buffer, if the vendor's code is done with it.
    pub fn done(&self) -> Option<&'static mut [u8]> {
        self.with(|state| match core::mem::replace(state, State::None) {
            State::Done(buffer) => Some(buffer),
            other => {
                *state = other;
                None
            }
        })
    }

    /// The buffer, done or not.
    ///
    /// # Safety
    /// The vendor's code does not use it any more, because it has been told to stop, or has never begun.
    pub unsafe fn revoke(&self) -> Option<&'static mut [u8]> {
        self.with(|state| match core::mem::replace(state, State::None) {
            State::Lent(buffer) | State::Done(buffer) => Some(buffer),
            State::None => None,
        })
    }

    fn with<R>(&self, f: impl FnOnce(&mut State) -> R) -> R {
        critical_section::with(|token| {
            // SAFETY: the critical section makes this the only access, and `f` does not come back here.
            f(unsafe { &mut *self.0.borrow(token).get() })
        })
    }
}

impl Default for Loan {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::boxed::Box;

    use super::*;

    fn buffer() -> &'static mut [u8] {
        Box::leak(Box::new([0; 4]))
    }

    #[test]
    fn a_buffer_is_back_when_it_is_done() {
        let loan = Loan::new();
        let (pointer, length) = loan.lend(buffer()).unwrap();
        assert_eq!(length, 4);
        assert!(loan.done().is_none());
        assert!(loan.lend(buffer()).is_err());
        loan.finish();
        assert_eq!(loan.done().unwrap().as_mut_ptr(), pointer);
        assert!(loan.done().is_none());
        assert!(loan.lend(buffer()).is_ok());
    }

    #[test]
    fn a_revoked_buffer_is_back_at_once() {
        let loan = Loan::new();
        loan.lend(buffer()).unwrap();
        // SAFETY: no vendor's code is here.
        assert!(unsafe { loan.revoke() }.is_some());
        assert!(loan.done().is_none());
    }
}

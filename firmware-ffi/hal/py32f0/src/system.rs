//! The HAL as a whole.

use hal_support::Claim;
use py32f0_sys as sys;

use crate::error::{Error, result};

static CLAIM: Claim = Claim::new();

/// The proof that the HAL runs: its tick counts. Peripherals are made with it.
#[derive(Debug)]
pub struct System(());

impl System {
    /// Starts the HAL and its tick. Only once.
    pub fn start() -> Result<Self, Error> {
        CLAIM.take()?;
        // SAFETY: nothing of the HAL runs yet, since the claim is ours.
        result(unsafe { sys::HAL_Init() }, || 0)?;
        Ok(Self(()))
    }

    /// Milliseconds since the start; they wrap.
    pub fn millis(&self) -> u32 {
        // SAFETY: reads one word that the tick writes.
        unsafe { sys::HAL_GetTick() }
    }

    /// Ends the HAL, which can be started again then.
    pub fn stop(self) -> Result<(), Error> {
        // SAFETY: the owner gives the HAL up.
        let stopped = result(unsafe { sys::HAL_DeInit() }, || 0);
        CLAIM.release();
        stopped
    }
}

/// To be called by the handler of the tick's interrupt, once a millisecond.
pub fn on_tick() {
    // SAFETY: adds to one word, and only the interrupt does.
    unsafe { sys::HAL_IncTick() };
}

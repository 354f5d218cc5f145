// Written by `migrate hal generate`; do not edit.

//! The HAL as a whole.

use hal_support::Claim;
use py32f0_generated_sys as sys;

use crate::error::{self, Error};

static CLAIM: Claim = Claim::new();

/// The proof that `HAL_Init` was called. Peripherals are made with it.
#[derive(Debug)]
pub struct System(());

impl System {
    /// Calls `HAL_Init`. Only once.
    pub fn start() -> Result<Self, Error> {
        CLAIM.take()?;
        // SAFETY: no owner of a peripheral is there yet, since each is made with this proof.
        let status = unsafe { sys::HAL_Init() };
        error::of_hal_status_type_def(status, || 0)?;
        Ok(Self(()))
    }
}

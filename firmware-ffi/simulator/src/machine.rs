//! Devices at addresses, a clock, and who handles which interrupt.

use std::fmt;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::page::{Page, SIZE};
use crate::{Device, trap};

/// How long an access takes, in microseconds of the simulated clock.
const ACCESS: u64 = 1;
/// How long a look at the clock takes. Code that waits for a time does little else.
const LOOK: u64 = 20;

/// A vendor's C has its state in global variables and its registers at fixed addresses: there is one machine at a time.
static ONE: Mutex<()> = Mutex::new(());
/// The machine that there is.
static CURRENT: AtomicPtr<State> = AtomicPtr::new(std::ptr::null_mut());

/// An access that has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// Of the word.
    pub address: u32,
    /// What was written, or what was read.
    pub value: u32,
    /// Which of the two.
    pub write: bool,
}

/// Why a machine cannot be made.
#[derive(Debug)]
pub enum MachineError {
    /// Something else is mapped where the registers are, or the kernel refuses.
    Map {
        /// Where.
        address: u32,
        /// What the kernel says.
        error: std::io::Error,
    },
    /// Signals cannot be handled.
    Signals(std::io::Error),
}

impl fmt::Display for MachineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Map { address, error } => write!(f, "registers at {address:#x} cannot be mapped: {error}"),
            Self::Signals(error) => write!(f, "signals cannot be handled: {error}"),
        }
    }
}

impl std::error::Error for MachineError {}

/// A running machine, on the thread that made it. It stops when this is dropped.
pub struct Machine {
    /// Made by a box, and used through this pointer only: handlers of signals use it as well.
    state: *mut State,
    _one: MutexGuard<'static, ()>,
}

struct Place {
    address: u32,
    size: u32,
    device: Box<dyn Device>,
    handler: Option<fn()>,
}

#[derive(Default)]
pub(crate) struct State {
    pages: Vec<Page>,
    places: Vec<Place>,
    micros: u64,
    accesses: Vec<Access>,
    /// An interrupt is handled: no other one comes in between.
    handling: bool,
    /// The access whose instruction is let pass just now.
    passing: Option<Passing>,
}

#[derive(Clone, Copy)]
struct Passing {
    page: usize,
    address: u32,
    write: bool,
}

impl Machine {
    /// A machine without devices. Waits until there is no other one.
    pub fn new() -> Result<Self, MachineError> {
        let one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        trap::install().map_err(MachineError::Signals)?;
        let state = Box::into_raw(Box::<State>::default());
        CURRENT.store(state, Ordering::SeqCst);
        Ok(Self { state, _one: one })
    }

    /// Puts a device at `size` bytes from `address` on, with the handler of its interrupt.
    pub fn plug(
        &mut self,
        address: u32,
        size: u32,
        device: impl Device + 'static,
        handler: Option<fn()>,
    ) -> Result<(), MachineError> {
        // SAFETY: the state is ours, and no access is under way.
        let state = unsafe { &mut *self.state };
        let last = address as usize + size as usize - 1;
        for page in (address as usize / SIZE..=last / SIZE).map(|number| number * SIZE) {
            if state.pages.iter().all(|known| known.address() != page) {
                state.pages.push(Page::map(page).map_err(|error| MachineError::Map { address, error })?);
            }
        }
        state.places.push(Place { address, size, device: Box::new(device), handler });
        Ok(())
    }

    /// All accesses so far, in their order.
    pub fn accesses(&self) -> Vec<Access> {
        // SAFETY: the state is ours, and no access is under way.
        unsafe { (*self.state).accesses.clone() }
    }

    /// Handles what interrupts there are, and those that come of it: to be called when a test has changed a model.
    pub fn interrupts(&mut self) {
        // SAFETY: the state is ours, and no access is under way.
        unsafe { interrupts(self.state) };
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        CURRENT.store(std::ptr::null_mut(), Ordering::SeqCst);
        // SAFETY: it was made by a box, and nobody finds it any more.
        drop(unsafe { Box::from_raw(self.state) });
    }
}

/// The simulated clock in microseconds, which goes on by that. 0 without a machine.
pub fn micros() -> u64 {
    let state = CURRENT.load(Ordering::SeqCst);
    if state.is_null() {
        return 0;
    }
    // SAFETY: the machine lives as long as it is the current one, and this is its thread: registers are nobody else's.
    unsafe {
        (*state).micros += LOOK;
        (*state).micros
    }
}

/// Begins an access. Whether there is a device at the address.
///
/// # Safety
/// Called by the handler of the fault, on the thread of the machine.
pub(crate) unsafe fn begin(address: usize, write: bool) -> bool {
    let state = CURRENT.load(Ordering::SeqCst);
    if state.is_null() {
        return false;
    }
    // SAFETY: as the caller promises; the C is stopped in its access, so nobody else uses the state.
    unsafe { (*state).begin(address, write) }
}

/// Ends the access whose instruction has passed. Whether there was one.
///
/// # Safety
/// Called by the handler of the step, on the thread of the machine.
pub(crate) unsafe fn end() -> bool {
    let state = CURRENT.load(Ordering::SeqCst);
    if state.is_null() {
        return false;
    }
    // SAFETY: as above. Handlers of interrupts run without a reference to the state: their own accesses come back here.
    unsafe {
        let ended = (*state).end();
        if ended {
            interrupts(state);
        }
        ended
    }
}

/// Calls handlers until nobody wants one.
///
/// # Safety
/// `state` is the current machine's, and no access is under way.
unsafe fn interrupts(state: *mut State) {
    // SAFETY: as the caller promises; no reference lives while a handler runs.
    unsafe {
        if (*state).handling {
            return;
        }
        while let Some(handler) = (*state).wanted() {
            (*state).handling = true;
            handler();
            (*state).handling = false;
        }
    }
}

impl State {
    fn begin(&mut self, address: usize, write: bool) -> bool {
        let word = address & !3;
        let Some(page) = self.pages.iter().position(|page| page.address() == word & !(SIZE - 1)) else { return false };
        let Ok(address) = u32::try_from(word) else { return false };
        let Some(place) = self.place(address) else { return false };
        let offset = address - place.address;
        let value = if write { place.device.peek(offset) } else { place.device.read(offset) };
        if !write {
            self.accesses.push(Access { address, value, write });
        }
        self.pages[page].store(word % SIZE, value);
        self.pages[page].open(true);
        self.passing = Some(Passing { page, address, write });
        true
    }

    fn end(&mut self) -> bool {
        let Some(Passing { page, address, write }) = self.passing.take() else { return false };
        self.pages[page].open(false);
        self.micros += ACCESS;
        if write {
            let value = self.pages[page].load(address as usize % SIZE);
            self.accesses.push(Access { address, value, write });
            if let Some(place) = self.place(address) {
                place.device.write(address - place.address, value);
            }
        }
        true
    }

    fn place(&mut self, address: u32) -> Option<&mut Place> {
        self.places.iter_mut().find(|place| (place.address..place.address + place.size).contains(&address))
    }

    fn wanted(&self) -> Option<fn()> {
        self.places.iter().filter(|place| place.device.interrupts()).find_map(|place| place.handler)
    }
}

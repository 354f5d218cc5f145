//! What every scenario has: chance that comes from the seed alone, a checksum, and the functions. The same numbers as
//! those of `benches/scenarios/scenario.h`.

use std::ffi::CStr;

/// SplitMix64 (Steele, Lea, Flood 2014).
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    /// Chance from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// Any number.
    pub fn next_number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next_number() % end
    }
}

/// The checksum of everything that was given to it, in order.
#[derive(Debug, Default)]
pub struct Checksum(u64);

impl Checksum {
    /// Adds a number.
    pub fn add(&mut self, value: u64) {
        self.0 = (self.0 ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(self.0 >> 32);
    }

    /// Adds the bits of a number.
    pub fn add_float(&mut self, value: f64) {
        self.add(value.to_bits());
    }

    /// Adds bytes, eight at a time.
    pub fn add_bytes(&mut self, bytes: &[u8]) {
        self.add(bytes.len() as u64);
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.add(u64::from_ne_bytes(*word)));
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.add(u64::from_ne_bytes(last));
    }

    /// What it is.
    #[must_use]
    pub fn sum(&self) -> u64 {
        self.0
    }
}

/// Work that can be repeated.
pub trait Scenario {
    /// Work that goes by a seed.
    fn new(seed: u64) -> Self;
    /// One iteration.
    fn step(&mut self, sum: &mut Checksum);
    /// What it has done, in numbers.
    fn figures(&self) -> Vec<(&'static CStr, f64)> {
        vec![]
    }
}

/// The functions for a type.
#[macro_export]
macro_rules! scenario {
    ($type:ty) => {
        #[unsafe(no_mangle)]
        extern "C" fn migrate_scenario_new(seed: u64) -> *mut $type {
            Box::into_raw(Box::new(<$type as $crate::Scenario>::new(seed)))
        }

        #[unsafe(no_mangle)]
        unsafe extern "C" fn migrate_scenario_run(state: *mut $type, iterations: u64) -> u64 {
            // SAFETY: the caller got it from `migrate_scenario_new` and uses it alone.
            let state = unsafe { &mut *state };
            let mut sum = $crate::Checksum::default();
            (0..iterations).for_each(|_| $crate::Scenario::step(state, &mut sum));
            sum.sum()
        }

        #[unsafe(no_mangle)]
        unsafe extern "C" fn migrate_scenario_free(state: *mut $type) {
            // SAFETY: as above, and the caller does not use it again.
            drop(unsafe { Box::from_raw(state) });
        }

        #[unsafe(no_mangle)]
        unsafe extern "C" fn migrate_scenario_figures(
            state: *mut $type,
            say: unsafe extern "C" fn(*mut std::ffi::c_void, *const std::ffi::c_char, f64),
            to: *mut std::ffi::c_void,
        ) {
            // SAFETY: as for `migrate_scenario_run`.
            for (name, value) in $crate::Scenario::figures(unsafe { &*state }) {
                // SAFETY: the caller gave both for this.
                unsafe { say(to, name.as_ptr(), value) };
            }
        }
    };
}

//! A kernel of `benches/honesty`, as a shared object with the scenario functions of `migrate bench compare`.

use std::ffi::c_void;

use libloading::Library;

/// A running kernel.
pub struct Kernel {
    state: *mut c_void,
    run: unsafe extern "C" fn(*mut c_void, u64) -> u64,
}

impl Kernel {
    /// Loads a file, for good.
    ///
    /// # Panics
    /// It is no kernel.
    #[must_use]
    pub fn load(file: &str) -> Kernel {
        // SAFETY: the experiment has built the file from its own source, which defines the functions with these types.
        unsafe {
            let library = Box::leak(Box::new(Library::new(file).expect("a shared object")));
            let new = library.get::<unsafe extern "C" fn(u64) -> *mut c_void>(b"migrate_scenario_new").expect("`new`");
            let run = library.get::<unsafe extern "C" fn(*mut c_void, u64) -> u64>(b"migrate_scenario_run").expect("`run`");
            Kernel { state: new(1), run: *run }
        }
    }

    /// One iteration; its checksum.
    pub fn run(&mut self) -> u64 {
        // SAFETY: `state` is what `new` gave, and is never freed.
        unsafe { (self.run)(self.state, 1) }
    }
}

//! A scenario in a shared object, with the small C ABI:
//!
//! ```c
//! void*    migrate_scenario_new(uint64_t seed);
//! uint64_t migrate_scenario_run(void*, uint64_t iterations);   /* a checksum of all outputs */
//! void     migrate_scenario_free(void*);
//! void     migrate_scenario_figures(void*, void (*say)(void* to, const char* name, double value), void* to);  /* if it likes */
//! ```

use std::ffi::{CStr, c_char, c_void};
use std::path::Path;
use std::rc::Rc;

use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};

type New = unsafe extern "C" fn(u64) -> *mut c_void;
type Run = unsafe extern "C" fn(*mut c_void, u64) -> u64;
type Free = unsafe extern "C" fn(*mut c_void);
type Say = unsafe extern "C" fn(*mut c_void, *const c_char, f64);
type Figures = unsafe extern "C" fn(*mut c_void, Say, *mut c_void);

/// Names of the three functions that there must be.
pub(crate) const FUNCTIONS: [&str; 3] = ["migrate_scenario_new", "migrate_scenario_run", "migrate_scenario_free"];
/// Name of the one that there may be.
const FIGURES: &str = "migrate_scenario_figures";

/// A shared object with a scenario. It is never unloaded: threads and destructors of what is measured may outlive it.
pub(crate) struct Scenario {
    new: New,
    run: Run,
    free: Free,
    figures: Option<Figures>,
}

impl Scenario {
    /// Loads a file.
    ///
    /// # Errors
    /// In words: it is no shared object, something that it needs is missing, or it lacks one of the functions.
    pub(crate) fn load(file: &Path) -> Result<Rc<Scenario>, String> {
        // SAFETY: loading runs the constructors of a file that the user asked to measure, in a process that is there for this.
        let library = unsafe { Library::open(Some(file), RTLD_NOW | RTLD_LOCAL) }.map_err(|e| e.to_string())?;
        let library = Box::leak(Box::new(library));
        // SAFETY: the functions have these types by the contract in the head of this file.
        let (new, run, free, figures) = unsafe {
            let missing = |name: &str| format!("it has no function `{name}`");
            let [new, run, free] = FUNCTIONS;
            (
                *library.get::<New>(new.as_bytes()).map_err(|_| missing(new))?,
                *library.get::<Run>(run.as_bytes()).map_err(|_| missing(run))?,
                *library.get::<Free>(free.as_bytes()).map_err(|_| missing(free))?,
                library.get::<Figures>(FIGURES.as_bytes()).ok().map(|figures| *figures),
            )
        };
        Ok(Rc::new(Scenario { new, run, free, figures }))
    }

    /// An instance of the scenario.
    #[must_use]
    pub(crate) fn start(self: &Rc<Self>, seed: u64) -> Instance {
        // SAFETY: by the contract it takes any seed.
        let state = unsafe { (self.new)(seed) };
        Instance { scenario: Rc::clone(self), state }
    }
}

/// A running scenario.
pub(crate) struct Instance {
    scenario: Rc<Scenario>,
    state: *mut c_void,
}

impl Instance {
    /// Goes on for so many iterations; the checksum of their outputs.
    pub(crate) fn run(&mut self, iterations: u64) -> u64 {
        // SAFETY: `state` is what `new` gave, and has not been freed.
        unsafe { (self.scenario.run)(self.state, iterations) }
    }

    /// What the scenario says of its work so far, each by a name; nothing, if it has no such function.
    pub(crate) fn figures(&mut self) -> Vec<(String, f64)> {
        unsafe extern "C" fn say(to: *mut c_void, name: *const c_char, value: f64) {
            // SAFETY: `to` is what `figures` below was given; the name is a string of C's by the contract.
            let (to, name) = unsafe { (&mut *to.cast::<Vec<(String, f64)>>(), CStr::from_ptr(name)) };
            to.push((name.to_string_lossy().into_owned(), value));
        }
        let mut said: Vec<(String, f64)> = Vec::new();
        if let Some(figures) = self.scenario.figures {
            // SAFETY: `state` as above; `say` is called with what it is given, before this returns.
            unsafe { figures(self.state, say, (&raw mut said).cast()) };
        }
        said
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        // SAFETY: `state` is what `new` gave, and nobody else frees it.
        unsafe { (self.scenario.free)(self.state) }
    }
}

//! The progress of a scan on a terminal, and what Ctrl-C says.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use migrate_model::exit;
use migrate_model::miri::Outcome;
use migrate_scan::Progress;

use crate::talk::Talk;

/// What was under way when the user interrupted.
#[derive(Default)]
struct Kept {
    to_read: AtomicUsize,
    read: AtomicUsize,
    unchanged: AtomicUsize,
}

/// Shows a bar on standard error, if that is a terminal.
pub struct Bar {
    bar: ProgressBar,
    talk: Talk,
    kept: Arc<Kept>,
}

impl Bar {
    /// A bar that appears with the first translation unit, and a Ctrl-C that says what is kept.
    pub fn new(talk: Talk) -> Self {
        let bar = Bar::plain(talk);
        let kept = Arc::clone(&bar.kept);
        on_interrupt(&bar.bar, talk, move || interrupted(&kept));
        bar
    }

    /// The bar alone, for a scan that is a part of something else.
    pub fn plain(talk: Talk) -> Self {
        // indicatif hides itself when standard error is no terminal.
        let target = if talk.is_quiet() { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(None, target);
        Bar { bar, talk, kept: Arc::new(Kept::default()) }
    }

    /// Removes the bar.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

/// Ctrl-C removes the bar, says what is kept, and ends the process.
fn on_interrupt(bar: &ProgressBar, talk: Talk, what: impl Fn() -> String + Send + 'static) {
    let bar = bar.clone();
    // A process that has a handler already (there is none) would keep it: nothing is lost but the message.
    let _ = ctrlc::set_handler(move || {
        bar.finish_and_clear();
        talk.say("Interrupted", what());
        std::process::exit(exit::INTERRUPTED.into());
    });
}

fn interrupted(kept: &Kept) -> String {
    let (read, all) = (kept.read.load(Ordering::Relaxed), kept.to_read.load(Ordering::Relaxed));
    if all == 0 {
        return "before anything was read; the index is as it was".to_owned();
    }
    format!("after {read} of {all} TUs: what was read is kept, `migrate scan` goes on from there")
}

impl Progress for Bar {
    fn waiting(&self) {
        self.talk.say("Waiting", "another scan holds the index");
    }

    fn start(&self, to_read: usize, unchanged: usize) {
        self.kept.to_read.store(to_read, Ordering::Relaxed);
        self.kept.unchanged.store(unchanged, Ordering::Relaxed);
        self.talk.detail("Reading", format!("{to_read} TUs, {unchanged} unchanged"));
        let style =
            ProgressStyle::with_template("{prefix:>12.green.bold} [{bar:24}] {pos}/{len} TUs, {eta} left: {wide_msg}")
                .unwrap_or_else(|_| ProgressStyle::default_bar())
                .progress_chars("=> ");
        self.bar.set_style(style);
        self.bar.set_prefix("Parsing");
        self.bar.set_length(to_read as u64);
        self.bar.enable_steady_tick(Duration::from_millis(200));
    }

    fn tu_done(&self, file: &str) {
        self.kept.read.fetch_add(1, Ordering::Relaxed);
        self.bar.inc(1);
        self.bar.set_message(file.to_owned());
        self.talk.detail("Parsed", file);
    }

    fn deriving(&self) {
        self.bar.set_message("writing the index");
    }
}

/// Says which part of a generation is under way, on a terminal.
pub struct Phases {
    bar: ProgressBar,
    talk: Talk,
    phase: std::sync::Mutex<String>,
}

impl Phases {
    /// Nothing is shown before the first phase; a Ctrl-C says what is kept.
    pub fn new(talk: Talk) -> Self {
        let target = if talk.is_quiet() { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(None, target);
        let style = ProgressStyle::with_template("{prefix:>12.green.bold} {msg} ({elapsed})")
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        bar.set_style(style);
        bar.set_prefix("Bridging");
        on_interrupt(&bar, talk, || "no file of the crate is half written; what the compiler said is kept".to_owned());
        Phases { bar, talk, phase: std::sync::Mutex::default() }
    }

    /// So many of so many pieces of C++ are known to compile or not.
    pub fn probed(&self, done: usize, all: usize) {
        if let Ok(phase) = self.phase.lock() {
            self.bar.set_message(format!("{phase}: {done} of {all}"));
        }
    }

    /// Removes the line.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

/// Says which test runs under Miri, on a terminal.
pub struct Tests {
    bar: ProgressBar,
    talk: Talk,
    stop: Arc<AtomicBool>,
}

impl Tests {
    /// A bar that appears with the first phase, and a Ctrl-C that ends Miri first.
    pub fn new(talk: Talk) -> Self {
        let target = if talk.is_quiet() { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_style(style("{prefix:>12.green.bold} {wide_msg} ({elapsed})"));
        bar.set_prefix("Miri");
        let stop = Arc::new(AtomicBool::new(false));
        let set = Arc::clone(&stop);
        // As above; Miri then runs on for as long as the terminal lets it.
        let _ = ctrlc::set_handler(move || set.store(true, Ordering::Relaxed));
        Tests { bar, talk, stop }
    }

    /// Somebody has asked to stop.
    pub fn stop(&self) -> &AtomicBool {
        &self.stop
    }

    /// Removes the bar.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl miri_runner::Progress for Tests {
    fn phase(&self, what: &str) {
        self.talk.detail("Miri", what);
        self.bar.set_message(what.to_owned());
        self.bar.enable_steady_tick(Duration::from_millis(200));
    }

    fn start(&self, tests: usize, seeds: u32) {
        self.bar.set_style(style("{prefix:>12.green.bold} [{bar:24}] {pos}/{len} runs of tests: {wide_msg}"));
        self.bar.set_length(tests as u64 * u64::from(seeds));
    }

    fn test_done(&self, target: &str, name: &str, outcome: Outcome, seed: u32) {
        self.bar.inc(1);
        self.bar.set_message(name.to_owned());
        self.talk.detail("Tested", format!("{name} of {target}, seed {seed}: {}", outcome.as_str()));
    }
}

/// Says how far a comparison is, on a terminal.
pub struct Measuring {
    bar: ProgressBar,
    stop: Arc<AtomicBool>,
}

impl Measuring {
    /// A bar over the budget, and a Ctrl-C that ends what is measured first.
    pub fn new(talk: Talk) -> Self {
        let target = if talk.is_quiet() { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_style(style("{prefix:>12.green.bold} {wide_msg}"));
        bar.set_prefix("Measuring");
        let stop = Arc::new(AtomicBool::new(false));
        let set = Arc::clone(&stop);
        // As above; measuring then runs on for as long as the terminal lets it.
        let _ = ctrlc::set_handler(move || set.store(true, Ordering::Relaxed));
        Measuring { bar, stop }
    }

    /// Somebody has asked to stop.
    pub fn stop(&self) -> &AtomicBool {
        &self.stop
    }

    /// Removes the bar.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl migrate_measure::Progress for Measuring {
    fn measured(&self, seconds: f64, budget: f64) {
        self.bar.set_message(format!("{seconds:.1} s of at most {budget:.0} s"));
    }

    fn pass(&self, name: &str) {
        self.bar.set_message(name.to_owned());
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> ")
}

impl migrate_bridge_gen::Progress for Phases {
    fn phase(&self, what: &str) {
        self.talk.detail("Bridging", what);
        if let Ok(mut phase) = self.phase.lock() {
            what.clone_into(&mut phase);
        }
        self.bar.set_message(what.to_owned());
        self.bar.enable_steady_tick(Duration::from_millis(200));
    }
}

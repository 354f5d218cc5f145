//! One side by itself, in a process that does nothing else.

use std::time::Instant;

use crate::mark::{Doing, Mark};
use crate::memory;
use crate::memory::interposer::Counter;
use crate::protocol::{Alone, Answer};
use crate::scenario::Scenario;

/// Counts what the side allocates from its first to its last call.
pub(crate) fn memory(task: &Alone, mark: &Mark) -> Answer {
    let Some(counter) = Counter::here() else {
        return Answer::Failed { why: "the counter of allocations was not preloaded".to_owned() };
    };
    whole(task, mark, |run| {
        let counted = counter.count(run);
        let values = [
            ("allocations", counted.allocations as f64),
            ("reallocations", counted.reallocations as f64),
            ("allocated", counted.bytes as f64),
            ("peak_heap", counted.peak as f64),
            ("leaked", counted.live.max(0) as f64),
        ];
        values.map(|(name, value)| (name.to_owned(), value)).to_vec()
    })
}

/// How much larger the process gets.
pub(crate) fn resident(task: &Alone, mark: &Mark) -> Answer {
    if !(memory::stay() && memory::forget_peak()) {
        return Answer::Failed { why: "this system does not let a process forget its peak".to_owned() };
    }
    whole(task, mark, |run| {
        let before = memory::resident().unwrap_or_default();
        run();
        let peak = memory::peak().unwrap_or_default();
        vec![("peak_rss".to_owned(), peak.saturating_sub(before) as f64)]
    })
}

/// How long it takes from the file to the end of the first iteration.
pub(crate) fn start(task: &Alone, mark: &Mark) -> Answer {
    let began = Instant::now();
    match whole(&Alone { iterations: 1, ..task.clone() }, mark, |run| {
        run();
        Vec::new()
    }) {
        Answer::Alone { .. } => {
            Answer::Alone { values: vec![("cold_start".to_owned(), began.elapsed().as_nanos() as f64)] }
        }
        other => other,
    }
}

/// Loads the side and lets `around` run it: new, run, free.
fn whole(task: &Alone, mark: &Mark, around: impl FnOnce(&mut dyn FnMut()) -> Vec<(String, f64)>) -> Answer {
    let side = task.side;
    mark.set(Doing::Load(side));
    let scenario = match Scenario::load(&task.file) {
        Ok(scenario) => scenario,
        Err(why) => return Answer::NoScenario { side, why },
    };
    let values = around(&mut || {
        mark.set(Doing::New(side));
        let mut instance = scenario.start(task.seed);
        mark.set(Doing::Run(side));
        instance.run(task.iterations);
        mark.set(Doing::Free(side));
        drop(instance);
    });
    mark.set(Doing::Nothing);
    Answer::Alone { values }
}

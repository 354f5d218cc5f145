//! One side by itself, in a process that does nothing else.

use std::rc::Rc;
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
        let counted = counter.count(|| run(&mut || {}));
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
        memory::bring_in_files();
        let before = [memory::resident(), memory::peak()].map(Option::unwrap_or_default);
        let mut held = 0;
        run(&mut || held = memory::resident().unwrap_or_default());
        let held = held.saturating_sub(before[0]);
        let peak = memory::peak().unwrap_or_default().saturating_sub(before[1]);
        // What is still there at the end is counted exactly; a peak beyond it is one if the kernel's counters cannot lie so much.
        let grown = if peak > held + memory::COUNTED_WITHIN { peak } else { held };
        vec![("peak_rss".to_owned(), grown as f64)]
    })
}

/// Parts that a course is looked at after; each takes at least an iteration.
const PARTS: u64 = 60;

/// How the heap goes from part to part, where the counter was preloaded, and what the scenario says of its work.
pub(crate) fn course(task: &Alone, mark: &Mark) -> Answer {
    let side = task.side;
    let scenario = match load(task, mark) {
        Ok(scenario) => scenario,
        Err(answer) => return answer,
    };
    let counter = Counter::here();
    let part = task.iterations.div_ceil(PARTS).max(1);
    let parts = task.iterations / part;
    let mut heap = Vec::with_capacity(parts as usize);
    let mut figures = Vec::new();
    let mut run = |counter: Option<&Counter>| {
        mark.set(Doing::New(side));
        let mut instance = scenario.start(task.seed);
        mark.set(Doing::Run(side));
        for _ in 0..parts {
            instance.run(part);
            heap.extend(counter.map(Counter::look));
        }
        figures = instance.figures();
        mark.set(Doing::Free(side));
        drop(instance);
    };
    match &counter {
        Some(counter) => drop(counter.count(|| run(Some(counter)))),
        None => run(None),
    }
    mark.set(Doing::Nothing);
    Answer::Course { part, heap, figures }
}

/// Nothing but the run: whoever counts instructions does so from outside.
pub(crate) fn run(task: &Alone, mark: &Mark) -> Answer {
    whole(task, mark, |run| {
        run(&mut || {});
        Vec::new()
    })
}

/// How long it takes from the file to the end of the first iteration.
pub(crate) fn start(task: &Alone, mark: &Mark) -> Answer {
    let began = Instant::now();
    match run(&Alone { iterations: 1, ..task.clone() }, mark) {
        Answer::Alone { .. } => {
            Answer::Alone { values: vec![("cold_start".to_owned(), began.elapsed().as_nanos() as f64)] }
        }
        other => other,
    }
}

/// What runs a side: new, run, free; the given function is called before the last.
type Run<'a> = dyn FnMut(&mut dyn FnMut()) + 'a;

/// Loads the side and lets `around` run it.
fn whole(task: &Alone, mark: &Mark, around: impl FnOnce(&mut Run<'_>) -> Vec<(String, f64)>) -> Answer {
    let side = task.side;
    let scenario = match load(task, mark) {
        Ok(scenario) => scenario,
        Err(answer) => return answer,
    };
    let values = around(&mut |before_free| {
        mark.set(Doing::New(side));
        let mut instance = scenario.start(task.seed);
        mark.set(Doing::Run(side));
        instance.run(task.iterations);
        before_free();
        mark.set(Doing::Free(side));
        drop(instance);
    });
    mark.set(Doing::Nothing);
    Answer::Alone { values }
}

/// The side, or what to say instead.
pub(crate) fn load(task: &Alone, mark: &Mark) -> Result<Rc<Scenario>, Answer> {
    mark.set(Doing::Load(task.side));
    Scenario::load(&task.file).map_err(|why| Answer::NoScenario { side: task.side, why })
}

//! The heart of a comparison: two sides in one process, in blocks far below a slice of the scheduler.
//!
//! A block is first–second–second–first or the other way round, by lot, so that whatever changes slowly, such as a clock
//! rate, is on both sides of the ratio in equal parts. A third of the blocks have the first side twice, from two files.

use migrate_model::bench::{Block, Launch};

use crate::clock::{Moment, Whose};
use crate::mark::{Doing, Mark};
use crate::protocol::{Answer, Timing};
use crate::scenario::{Instance, Scenario};

/// Least blocks of both sides, and of the first with itself, however long they take.
const LEAST: (usize, usize) = (4, 2);
/// By what iterations grow at most from one trial to the next, while a leg's length is sought.
const GROWTH: u64 = 8;
/// From this share of a process's CPU time on others than the calling thread have worked. It is small because the clock of a
/// process is right in any case: it only takes longer to read.
const OTHERS: f64 = 0.005;
/// Blocks that nobody looks at, until caches and predictors know both sides.
const WARM_UP: usize = 2;

/// A side of a block: an instance, and which side it is to people.
struct Arm {
    instance: Instance,
    side: u8,
}

/// Two instances that are compared leg by leg.
struct Pair([Arm; 2]);

/// Times both sides; says so if they are not the same.
pub(crate) fn run(timing: &Timing, mark: &Mark) -> Answer {
    let mut random = fastrand::Rng::with_seed(timing.order);
    // Whatever comes first gets other addresses than what comes later, and each process begins at other ones.
    let shift: Vec<u8> = vec![1; random.usize(16..8192)];
    let files = [(&timing.sides[0], 0), (&timing.sides[1], 1), (&timing.again[0], 0), (&timing.again[1], 0)];
    let mut order = [0, 1, 2, 3];
    random.shuffle(&mut order);
    let mut loaded = [None, None, None, None];
    for at in order {
        let (file, side) = files[at];
        mark.set(Doing::Load(side));
        match Scenario::load(file) {
            Ok(scenario) => loaded[at] = Some(scenario),
            Err(why) => return Answer::NoScenario { side, why },
        }
    }
    random.shuffle(&mut order);
    let mut made = [None, None, None, None];
    for at in order {
        let side = files[at].1;
        mark.set(Doing::New(side));
        made[at] = loaded[at].as_ref().map(|scenario| Arm { instance: scenario.start(timing.seed), side });
    }
    let [Some(a), Some(b), Some(c), Some(d)] = made else {
        return Answer::Failed { why: "not every side was started".to_owned() };
    };
    // Whether the first side does the same twice: one more of it, for the first trial only.
    let twice = loaded[0].as_ref().map(|scenario| scenario.start(timing.seed));
    let answer = timed(timing, mark, &mut random, Pair([a, b]), Pair([c, d]), twice);
    drop(shift);
    answer.unwrap_or_else(|answer| answer)
}

fn timed(
    timing: &Timing,
    mark: &Mark,
    random: &mut fastrand::Rng,
    mut both: Pair,
    mut same: Pair,
    twice: Option<Instance>,
) -> Result<Answer, Answer> {
    let (mut launch, whose) = calibrate(timing, mark, &mut both, &mut same, twice)?;
    launch.process_clock = whose == Whose::Process;
    let iterations = launch.iterations;
    let began = Moment::now(whose);
    let mut round = 0;
    loop {
        let mut kinds = [false, false, true];
        random.shuffle(&mut kinds);
        for is_same in kinds {
            let pair = if is_same { &mut same } else { &mut both };
            let block = pair.block(iterations, random.bool(), whose, mark).map_err(|d| d.answer(is_same, &launch))?;
            if round >= WARM_UP {
                if is_same { launch.same.push(block) } else { launch.blocks.push(block) }
            }
            if !is_same {
                launch.compared += 2 * iterations;
                launch.comparisons += 2;
            }
        }
        round += 1;
        let enough = launch.blocks.len() >= LEAST.0 && launch.same.len() >= LEAST.1;
        if enough && began.elapsed(whose).1 >= timing.length {
            break;
        }
    }
    for arm in both.0.into_iter().chain(same.0) {
        mark.set(Doing::Free(arm.side));
        drop(arm.instance);
    }
    mark.set(Doing::Nothing);
    Ok(Answer::Timed { launch })
}

/// CPU time in nanoseconds.
#[derive(Clone, Copy, Debug)]
struct Cost {
    /// Of all threads, also of those that have ended.
    process: u64,
    /// Of the thread that calls the scenario.
    thread: u64,
}

impl Cost {
    /// Whose CPU time counts: threads may be there now, or have come and gone within an iteration.
    fn whose(self, threads: usize) -> Whose {
        let others = self.process.saturating_sub(self.thread) as f64;
        if threads > 1 || others > OTHERS * self.process as f64 { Whose::Process } else { Whose::Thread }
    }
}

/// Two checksums of what should be one.
struct Difference {
    sums: [u64; 2],
}

impl Difference {
    fn answer(&self, is_same: bool, launch: &Launch) -> Answer {
        let [a, b] = self.sums;
        let what = format!("after {} iterations the checksums are {a:#018x} and {b:#018x}", launch.compared);
        if is_same { Answer::Irreproducible { what } } else { Answer::Different { what, iterations: launch.compared } }
    }
}

impl Pair {
    /// One run of each: both checksums, and CPU time of both.
    fn trial(&mut self, iterations: u64, mark: &Mark) -> ([u64; 2], Cost) {
        let clocks = [Whose::Process, Whose::Thread];
        let began = clocks.map(|whose| (whose, Moment::now(whose)));
        let sums = self.0.each_mut().map(|arm| {
            mark.set(Doing::Run(arm.side));
            arm.instance.run(iterations)
        });
        let [process, thread] = began.map(|(whose, moment)| moment.elapsed(whose).0);
        (sums, Cost { process, thread })
    }

    /// A block, in one order or the other.
    fn block(&mut self, iterations: u64, swapped: bool, whose: Whose, mark: &Mark) -> Result<Block, Difference> {
        let order = if swapped { [1, 0, 0, 1] } else { [0, 1, 1, 0] };
        let mut block = Block::default();
        let mut sums = [[0; 2]; 2];
        let mut legs = [0; 2];
        for side in order {
            let arm = &mut self.0[side];
            mark.set(Doing::Run(arm.side));
            let began = Moment::now(whose);
            let sum = arm.instance.run(iterations);
            let (cpu, wall) = began.elapsed(whose);
            block.cpu[side] += cpu;
            block.wall[side] += wall;
            sums[side][legs[side]] = sum;
            legs[side] += 1;
        }
        match (0..2).find(|leg| sums[0][*leg] != sums[1][*leg]) {
            None => Ok(block),
            Some(leg) => Err(Difference { sums: [sums[0][leg], sums[1][leg]] }),
        }
    }
}

/// A launch that knows how many iterations make a leg, on the average of both sides; and whose CPU time counts.
fn calibrate(
    timing: &Timing,
    mark: &Mark,
    both: &mut Pair,
    same: &mut Pair,
    mut twice: Option<Instance>,
) -> Result<(Launch, Whose), Answer> {
    let mut launch =
        Launch { layout: timing.layout, same_layout: timing.same_layout, iterations: 1, ..Launch::default() };
    loop {
        let iterations = launch.iterations;
        launch.compared += iterations;
        launch.comparisons += 1;
        let ([copy, other], _) = same.trial(iterations, mark);
        let ([first, second], cost) = both.trial(iterations, mark);
        let again = twice.take().map_or(first, |mut twice| twice.run(iterations));
        // If the first side does not do the same twice, nothing else means anything.
        let pairs = [([first, again], true), ([first, copy], true), ([first, other], true), ([first, second], false)];
        for (sums, is_same) in pairs {
            if sums[0] != sums[1] {
                return Err(Difference { sums }.answer(is_same, &launch));
            }
        }
        let took = (cost.process / 2).max(1);
        let wanted = (u128::from(iterations) * u128::from(timing.leg) / u128::from(took)) as u64;
        let most = iterations.saturating_mul(GROWTH);
        launch.iterations = wanted.clamp(1, most);
        // The first trial is a cold one.
        if wanted <= most && (launch.comparisons > 1 || wanted <= 1) {
            return Ok((launch, cost.whose(threads())));
        }
    }
}

/// How many threads this process has.
fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(1, Iterator::count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_that_are_there_or_were_there_are_charged() {
        let cost = Cost { process: 400_000, thread: 398_500 };
        assert_eq!(cost.whose(1), Whose::Thread);
        assert_eq!(cost.whose(2), Whose::Process);
        assert_eq!(Cost { thread: 300_000, ..cost }.whose(1), Whose::Process);
    }
}

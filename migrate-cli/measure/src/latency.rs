//! Latency under a load that does not wait: requests arrive when they arrive, whether the one before is done or not. What a
//! request waits for is in its latency, which a loop that sends the next one when the last has come back never sees
//! ("coordinated omission", Gil Tene).

use std::time::{Duration, Instant};

use hdrhistogram::Histogram;

use crate::alone::load;
use crate::mark::{Doing, Mark};
use crate::protocol::{Answer, Paced};

/// Significant digits that are kept.
const DIGITS: u8 = 3;
/// Latencies that have a place, in nanoseconds: up to an hour. Memory for all of them is there before the first arrival.
const RANGE: (u64, u64) = (1, 3_600_000_000_000);
/// So long before an arrival nobody sleeps any more: waking up takes its time.
const AWAKE: Duration = Duration::from_micros(150);
/// Requests before the first arrival.
const WARM_UP: u64 = 20;

/// Serves arrivals; the latencies of both kinds.
pub(crate) fn run(task: &Paced, mark: &Mark) -> Answer {
    let alone = &task.alone;
    let scenario = match load(alone, mark) {
        Ok(scenario) => scenario,
        Err(answer) => return answer,
    };
    mark.set(Doing::New(alone.side));
    let mut instance = scenario.start(alone.seed);
    mark.set(Doing::Run(alone.side));
    for _ in 0..WARM_UP {
        instance.run(task.request);
    }
    let (mut open, mut closed) = match (histogram(), histogram()) {
        (Ok(open), Ok(closed)) => (open, closed),
        (Err(error), _) | (_, Err(error)) => return Answer::Failed { why: error.to_string() },
    };
    let mut random = fastrand::Rng::with_seed(task.order);
    let began = Instant::now();
    let mut arrival = Duration::ZERO;
    for _ in 0..alone.iterations / task.request {
        arrival += gap(task.period, &mut random);
        wait(began + arrival);
        let started = began.elapsed();
        instance.run(task.request);
        let ended = began.elapsed();
        open.saturating_record((ended - arrival).as_nanos() as u64);
        closed.saturating_record((ended - started).as_nanos() as u64);
    }
    mark.set(Doing::Free(alone.side));
    drop(instance);
    mark.set(Doing::Nothing);
    Answer::Latencies { open: pairs(&open), closed: pairs(&closed) }
}

fn histogram() -> Result<Histogram<u64>, hdrhistogram::CreationError> {
    Histogram::new_with_bounds(RANGE.0, RANGE.1, DIGITS)
}

/// Time to the next arrival: independent requests come at exponential distances.
fn gap(period: u64, random: &mut fastrand::Rng) -> Duration {
    Duration::from_nanos((-(1.0 - random.f64()).ln() * period as f64) as u64)
}

fn wait(until: Instant) {
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        if left > AWAKE {
            std::thread::sleep(left - AWAKE);
        } else {
            std::hint::spin_loop();
        }
    }
}

/// Values and how often they came.
fn pairs(histogram: &Histogram<u64>) -> Vec<[u64; 2]> {
    histogram.iter_recorded().map(|v| [v.value_iterated_to(), v.count_since_last_iteration()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_as_long_as_asked_on_the_average() {
        let mut random = fastrand::Rng::with_seed(3);
        let sum: Duration = (0..20_000).map(|_| gap(1000, &mut random)).sum();
        let mean = sum.as_nanos() as f64 / 20_000.0;
        assert!((970.0..1030.0).contains(&mean), "{mean}");
    }

    #[test]
    fn histograms_keep_every_value() {
        let mut histogram = histogram().unwrap();
        for value in [5, 5, 70_000] {
            histogram.saturating_record(value);
        }
        let kept = pairs(&histogram);
        assert_eq!(kept[0], [5, 2]);
        assert!(kept[1][0].abs_diff(70_000) < 70 && kept[1][1] == 1, "{kept:?}");
    }
}

//! Packets of devices arrive, and rules ask for what the last minutes of a metric reduce to.

use scenario::{Checksum, Random, Scenario, scenario};
use series::agg::Agg;
use series::set::Set;

const DEVICES: u64 = 16;
const STEP_MS: i64 = 1000;
const LIMIT: usize = 1024;
const METRICS: [&[u8]; 4] = [b"temperature", b"pressure", b"flow", b"valve.open"];

/// What `window(metric, agg, seconds)` stands for in rules.
const WINDOWS: [(&[u8], &[u8], i64); 8] = [
    (b"temperature", b"avg", 60_000),
    (b"temperature", b"max", 300_000),
    (b"pressure", b"p90", 300_000),
    (b"flow", b"sum", 900_000),
    (b"valve.open", b"count", 60_000),
    (b"pressure", b"min", 600_000),
    (b"temperature", b"p50", 600_000),
    (b"flow", b"last", 10_000),
];

struct Packets {
    random: Random,
    set: Set<()>,
    arrived: u64,
}

impl Scenario for Packets {
    fn new(seed: u64) -> Packets {
        let mut new = Packets { random: Random::new(seed), set: Set::new(LIMIT), arrived: 0 };
        // The gateway has been up for a while.
        for _ in 0..DEVICES * 1024 {
            new.arrive();
        }
        new
    }

    fn step(&mut self, sum: &mut Checksum) {
        let device = self.arrive();
        sum.add(METRICS.len() as u64);
        for _ in 0..2 {
            let (metric, agg, length) = WINDOWS[self.random.below(WINDOWS.len() as u64) as usize];
            let Some(agg) = Agg::by_name(agg) else { continue };
            let reduced = self.set.find(device, metric).map(|series| series.points.window(length, agg));
            sum.add_float(reduced.unwrap_or_default());
        }
    }
}

impl Packets {
    /// A packet comes; the device that sent it.
    fn arrive(&mut self) -> u64 {
        let device = 1 + self.arrived % DEVICES;
        let time = 1_700_000_000_000 + (self.arrived / DEVICES) as i64 * STEP_MS;
        self.arrived += 1;
        for metric in METRICS {
            self.set.add(device, metric, time, self.random.below(1000) as f64 / 8.0);
        }
        device
    }
}

scenario!(Packets);

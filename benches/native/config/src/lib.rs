//! Durations, sizes and switches as they stand in a configuration are read, and a configuration is written out.

use config::{text, units};
use scenario::{Checksum, Random, Scenario, scenario};

const SWITCHES: [&[u8]; 8] = [b"yes", b"no", b"true", b"false", b"on", b"off", b"1", b"0"];

/// A section: its kind, its label, and its entries in the order of their keys.
type Section = (&'static [u8], &'static [u8], &'static [(&'static [u8], &'static [u8])]);

/// What C++ makes of the text in its scenario: reading one is C++ on both sides.
const SECTIONS: [Section; 2] = [
    (b"gateway", b"", &[(b"name", b"main"), (b"port", b"80")]),
    (b"listener", b"one", &[(b"host", b"a b"), (b"tags", b"x, y, z")]),
];

struct Values {
    random: Random,
    durations: Vec<Vec<u8>>,
    sizes: Vec<Vec<u8>>,
}

impl Scenario for Values {
    fn new(seed: u64) -> Values {
        let mut random = Random::new(seed);
        let (mut durations, mut sizes) = (Vec::new(), Vec::new());
        for i in 0..64 {
            let number = random.below(60_000) + 1;
            let duration = if i % 4 == 0 { format!("{number}m{number}s250ms") } else { format!("{number}ms") };
            durations.push(duration.into_bytes());
            sizes.push(format!("{number}KiB").into_bytes());
        }
        Values { random, durations, sizes }
    }

    fn step(&mut self, sum: &mut Checksum) {
        for _ in 0..16 {
            let duration = &self.durations[self.random.below(self.durations.len() as u64) as usize];
            sum.add(units::duration_ms(duration).unwrap_or_default() as u64);
            let size = &self.sizes[self.random.below(self.sizes.len() as u64) as usize];
            sum.add(units::size(size).unwrap_or_default());
            let switch = SWITCHES[self.random.below(SWITCHES.len() as u64) as usize];
            sum.add(u64::from(units::boolean(switch).unwrap_or_default()));
        }
        let mut out = Vec::new();
        for (kind, label, entries) in SECTIONS {
            text::write_section(&mut out, kind, label).expect("a Vec takes all");
            for (key, value) in entries {
                text::write_entry(&mut out, key, value).expect("a Vec takes all");
            }
        }
        sum.add_bytes(&out);
    }
}

scenario!(Values);

//! Blocks of records as the store collects them, compressed and taken out again.

use std::ffi::CStr;

use codec::packet::{Header, Sample};
use codec::value::Value;
use compress::lz;
use scenario::{Checksum, Random, Scenario, scenario};
use store::format::record_header;

const BLOCK_BYTES: usize = 4096;

struct Blocks {
    random: Random,
    input: Vec<u8>,
    compressed: usize,
}

impl Scenario for Blocks {
    fn new(seed: u64) -> Blocks {
        let mut random = Random::new(seed);
        let mut temperatures = [320_i64; 20];
        let mut input = Vec::with_capacity(5 * BLOCK_BYTES);
        let mut time_ms = 1_700_000_000_000;
        while input.len() < 4 * BLOCK_BYTES {
            let device = random.below(temperatures.len() as u64);
            let temperature = &mut temperatures[device as usize];
            *temperature += random.below(9) as i64 - 4;
            let sample = |metric, time_ms, value| Sample { metric, time_ms, value, quality: 0, derived: false };
            let mut samples = vec![
                sample(&b"temp"[..], time_ms, Value::Double(*temperature as f64 / 16.0)),
                sample(b"pressure", time_ms, Value::Int(990 + random.below(40) as i64)),
            ];
            if random.below(8) == 0 {
                samples.push(sample(b"door", time_ms + 5, Value::Bool(random.below(2) == 1)));
            }
            if random.below(64) == 0 {
                samples.push(sample(b"note", time_ms, Value::Text(b"self test passed")));
            }
            let header = Header { device: 1 + device, sequence: (time_ms / 1000) as u64, base_time_ms: time_ms };
            let mut payload = Vec::new();
            header.encode(samples.into_iter(), &mut payload);
            input.extend_from_slice(&record_header(1 + device, time_ms, payload.len()));
            input.extend_from_slice(&payload);
            time_ms += 50;
        }
        Blocks { random, input, compressed: 0 }
    }

    fn step(&mut self, sum: &mut Checksum) {
        let start = self.random.below((self.input.len() - BLOCK_BYTES) as u64) as usize;
        let raw = &self.input[start..start + BLOCK_BYTES];
        let packed = lz::compress(raw, lz::EFFORT);
        sum.add_bytes(&packed);
        self.compressed += packed.len();
        let back = lz::raw_size(&packed, BLOCK_BYTES).and_then(|(size, rest)| {
            let mut back = vec![0; size];
            lz::decompress(rest, &mut back).map(|()| back)
        });
        sum.add(u64::from(back.is_ok_and(|back| back == raw)));
    }

    fn figures(&self) -> Vec<(&'static CStr, f64)> {
        vec![(c"compressed", self.compressed as f64)]
    }
}

scenario!(Blocks);

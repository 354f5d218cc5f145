//! A packet of measurements is encoded, framed, taken out of the stream again in pieces, and decoded.

use codec::frame::{DEFAULT_MAX_FRAME, Decoder, Frame, VERSION};
use codec::packet::{Error, Header, Limits, Sample};
use codec::value::Value;
use scenario::{Checksum, Random, Scenario, scenario};

const METRICS: [&[u8]; 5] = [b"temperature", b"pressure", b"flow.rate", b"valve.open", b"firmware"];
/// The number of the type `data`.
const DATA: u8 = 2;
/// What C++ allows if nobody says otherwise.
const LIMITS: Limits = Limits { samples: 256, metric_bytes: 48, text_bytes: 512 };

struct Stream {
    random: Random,
    decoder: Decoder,
    payload: Vec<u8>,
    sequence: u64,
}

impl Scenario for Stream {
    fn new(seed: u64) -> Stream {
        Stream { random: Random::new(seed), decoder: Decoder::new(DEFAULT_MAX_FRAME), payload: vec![], sequence: 0 }
    }

    fn step(&mut self, sum: &mut Checksum) {
        let device = self.random.below(1000);
        self.sequence += 1;
        let base_time_ms = 1_700_000_000_000 + self.sequence as i64 * 250;
        let samples: Vec<Sample<'_>> = (0..24).map(|i| self.sample(base_time_ms + i * 10, i as usize)).collect();
        self.payload.clear();
        let header = Header { device, sequence: self.sequence, base_time_ms };
        header.encode(samples.into_iter(), &mut self.payload);
        let wire = Frame { flags: VERSION, kind: DATA, channel: 7, payload: &self.payload }.encode();
        sum.add_bytes(&wire);
        for piece in wire.chunks(200) {
            self.decoder.feed(piece, &mut |found| match found {
                Ok(frame) => decoded(frame.payload, sum),
                Err(broken) => sum.add(broken.offset),
            });
        }
    }
}

impl Stream {
    fn sample(&mut self, time_ms: i64, number: usize) -> Sample<'static> {
        let chance = self.random.next_number();
        let value = match number % 5 {
            2 => Value::Int((chance % 100_000) as i64),
            3 => Value::Bool(chance.is_multiple_of(2)),
            4 => Value::Text(b"2.4.1-rc3"),
            _ => Value::Double((chance % 10_000) as f64 / 16.0),
        };
        Sample { metric: METRICS[number % 5], time_ms, value, quality: 0, derived: false }
    }
}

fn decoded(payload: &[u8], sum: &mut Checksum) {
    let samples = Header::decode(payload, &LIMITS).and_then(|(_, samples)| samples.collect());
    let samples: Result<Vec<Sample<'_>>, Error> = samples;
    sum.add(u64::from(samples.is_ok()));
    for sample in samples.iter().flatten() {
        sum.add_bytes(sample.metric);
        sum.add(sample.time_ms as u64);
        // As C++ has it: what is no number is 0.
        sum.add_float(match sample.value {
            Value::Int(value) => value as f64,
            Value::Double(value) => value,
            Value::Bool(value) => f64::from(u8::from(value)),
            _ => 0.0,
        });
    }
}

scenario!(Stream);

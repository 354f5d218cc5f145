//! Latency under load, of services that stall: what `migrate bench compare --latency` says, beside the same queue simulated.

use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};

use super::{answer, compare, object};
use crate::check::Outcome;
use crate::context::Context;

/// The service, in the repository.
const SOURCE: &str = "benches/honesty/stalls.c";
/// The quantile that stalls decide.
const QUANTILE: f64 = 0.999;
/// Requests of a simulation: hundreds of stalls.
const SIMULATED: usize = 2_000_000;
/// How far the open loop may be from what is true, as a share.
const NEAR: f64 = 0.1;

/// A service whose stalls are planted. Times are in nanoseconds.
pub(crate) struct Service {
    pub(crate) name: &'static str,
    /// What a request takes.
    request: u32,
    /// What one of `every` requests takes besides.
    stall: u32,
    every: usize,
    /// Seconds of load, of both sides together.
    seconds: u32,
    /// Delays that a busy machine adds are small against its stalls.
    pub(crate) sturdy: bool,
}

/// Stalls are rarer than one in a thousand requests, so a loop that waits for each answer has none at this quantile; all who
/// come meanwhile are more.
pub(crate) const SERVICES: &[Service] = &[
    Service {
        name: "latency: 0.2 ms, of 5,000 requests one stalls for 20 ms",
        request: 200_000,
        stall: 20_000_000,
        every: 5000,
        seconds: 20,
        sturdy: false,
    },
    Service {
        name: "latency: 1 ms, of 2,500 requests one stalls for 200 ms",
        request: 1_000_000,
        stall: 200_000_000,
        every: 2500,
        seconds: 40,
        sturdy: true,
    },
];

/// The first lines of the table.
pub(crate) const HEAD: &str = "| a request takes | truth, p99.9 | open loop | off by | closed loop | without stalls, open |\n|---|---|---|---|---|---|";

/// The p99.9 of a service, in milliseconds.
pub(crate) struct Latencies {
    name: &'static str,
    truth: f64,
    open: f64,
    closed: f64,
    /// The same service without stalls, by the open loop.
    smooth: f64,
}

/// The open loop finds the stalls that are there, the closed one does not.
pub(crate) fn check(context: &Context, _: &str) -> Result<Outcome> {
    let service = SERVICES.iter().find(|s| s.sturdy).context("one is sturdy")?;
    let found = measured(context, service)?;
    ensure!(found.off().abs() <= NEAR, "the open loop is off\n{HEAD}\n{}", found.row());
    ensure!(found.closed < found.truth / 2.0, "the closed loop has seen it\n{HEAD}\n{}", found.row());
    Ok(Outcome::Passed(format!("{:.1} ms of {:.1} ms", found.open, found.truth)))
}

/// Measures a service with its stalls against the same without them.
pub(crate) fn measured(context: &Context, service: &Service) -> Result<Latencies> {
    let [smooth, stalling] = [build(context, service, 0)?, build(context, service, service.stall)?];
    let run = compare(context)?.args(["--budget", "1s", "--latency"]).arg(format!("{}s", service.seconds));
    let document = answer(run.args([smooth, stalling]))?;
    let metrics = document["metrics"].as_array().context("metrics")?;
    let open = metrics.iter().find(|m| m["name"] == "p99_9").context("too few requests for a p99.9")?;
    let loads = document["raw"]["latencies"].as_array().context("latencies")?;
    let period = loads.first().and_then(|l| l["period"].as_f64()).context("a period")?;
    let of_second = loads.iter().filter(|l| l["side"] == 1).flat_map(|l| l["closed"].as_array().into_iter().flatten());
    let counts: Vec<[u64; 2]> = of_second.map(|pair| serde_json::from_value(pair.clone())).collect::<Result<_, _>>()?;
    let truth = quantile(&one_each(&simulated(service, period, SIMULATED)), QUANTILE).context("a truth")?;
    let ms = |nanoseconds: f64| nanoseconds / 1e6;
    Ok(Latencies {
        name: service.name,
        truth: ms(truth as f64),
        open: ms(open["second"].as_f64().context("a p99.9")?),
        closed: ms(quantile(&counts, QUANTILE).context("closed latencies")? as f64),
        smooth: ms(open["first"].as_f64().context("a p99.9")?),
    })
}

fn build(context: &Context, service: &Service, stall: u32) -> Result<PathBuf> {
    let defined = [("REQUEST", service.request as usize), ("STALL", stall as usize), ("EVERY", service.every)];
    let options = defined.map(|(name, value)| format!("-D{name}={value}"));
    object(context, SOURCE, &format!("service-{}-{stall}", service.request), &options)
}

/// Latencies of requests that arrive independently of each other, one each `period` nanoseconds on the average, at a service
/// that does one at a time: who arrives waits for what is left of the work of those before him (Lindley 1952).
fn simulated(service: &Service, period: f64, requests: usize) -> Vec<u64> {
    let mut random = fastrand::Rng::with_seed(1);
    let mut wait = 0.0_f64;
    let one = |number| {
        let stalls = number % service.every == service.every / 2;
        let latency = wait + f64::from(service.request) + if stalls { f64::from(service.stall) } else { 0.0 };
        let gap = -(1.0 - random.f64()).ln() * period;
        wait = (latency - gap).max(0.0);
        latency as u64
    };
    (0..requests).map(one).collect()
}

fn one_each(values: &[u64]) -> Vec<[u64; 2]> {
    values.iter().map(|value| [*value, 1]).collect()
}

/// A quantile of values and how often they came, in any order.
fn quantile(counts: &[[u64; 2]], quantile: f64) -> Option<u64> {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    let all: u64 = sorted.iter().map(|[_, count]| count).sum();
    let rank = (quantile * all as f64).ceil() as u64;
    let mut seen = 0;
    let found = sorted.iter().find(|[_, count]| {
        seen += count;
        seen >= rank
    });
    found.map(|[value, _]| *value)
}

impl Latencies {
    /// How far the open loop is from what is true, as a share.
    fn off(&self) -> f64 {
        self.open / self.truth - 1.0
    }

    /// A row of the table.
    pub(crate) fn row(&self) -> String {
        let Latencies { name, truth, open, closed, smooth } = self;
        let off = 100.0 * self.off();
        format!("| {name} | {truth:.2} ms | {open:.2} ms | {off:+.1} % | {closed:.2} ms | {smooth:.2} ms |")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMOOTH: Service = Service { name: "", request: 1000, stall: 0, every: 1000, seconds: 0, sturdy: false };

    #[test]
    fn a_queue_without_stalls_is_that_of_the_formula() {
        // Half busy, always as long: waiting takes half of a service on the average (Pollaczek and Khinchine).
        let latencies = simulated(&SMOOTH, 2000.0, 500_000);
        let mean = latencies.iter().sum::<u64>() as f64 / 500_000.0;
        assert!((mean - 1500.0).abs() < 15.0, "{mean}");
        // Who comes once in a while never waits.
        assert_eq!(quantile(&one_each(&simulated(&SMOOTH, 1e7, 10_000)), 0.99), Some(1000));
    }

    #[test]
    fn a_stall_is_in_the_latency_of_all_who_come_meanwhile() {
        // A stall of 100 services is worked off after as many again, so 100 of 1000 requests are late, by up to 100 services,
        // each as many as any other: one in a hundred is later than 90.
        let latencies = simulated(&Service { stall: 100_000, ..SMOOTH }, 2000.0, 500_000);
        let found = quantile(&one_each(&latencies), 0.99).unwrap();
        assert!((88_000..95_000).contains(&found), "{found}");
    }

    #[test]
    fn quantiles_count_what_came_several_times() {
        let counts = [[30, 1], [10, 8], [20, 1]];
        assert_eq!([0.5, 0.8, 0.9, 1.0].map(|q| quantile(&counts, q)), [Some(10), Some(10), Some(20), Some(30)]);
        assert_eq!(quantile(&[], 0.5), None);
    }
}

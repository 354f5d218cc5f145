//! From what was measured to what is said. Pure: the same numbers give the same words, so a stored measurement can be judged
//! again.

use std::collections::BTreeMap;

use migrate_model::bench::{Block, Latency, Launch, Metric, Raw, SelfCheck, Settings, Single, Verdict};

use super::verdict::{detectable, effort, p_beyond};
use super::{Interval, between, holm, interval, judge, looks, median, of_median};

/// The metric that decides.
pub const DECIDES: &str = "cpu_time";
/// Quantiles of latencies.
const QUANTILES: [(&str, f64); 4] = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99_9", 0.999)];
/// Layouts from which on it is they, and not launches, that an interval is made from.
pub const LAYOUTS: usize = 3;

/// What is said of a measurement.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// By the metric that decides.
    pub verdict: Verdict,
    /// That which decides first.
    pub metrics: Vec<Metric>,
    /// The first side against itself.
    pub self_check: Option<SelfCheck>,
    /// The margin that the machine allows.
    pub margin: f64,
}

/// Judges a measurement of `seconds`.
#[must_use]
pub fn evaluate(raw: &Raw, settings: &Settings, seconds: f64) -> Evaluation {
    let same = Compared::of(&raw.launches, |l| (&l.same, |b| b.cpu), settings);
    let moved = same.as_ref().filter(|_| raw.launches.iter().any(|l| l.same_layout.is_some()));
    let floor = moved.map_or((0.0, 0.0), |c| (c.interval.half(), c.error));
    let self_check = same.as_ref().map(|c| self_check(c, settings.margin));
    // What the first side shows against itself, and not by chance, is nothing that the sides differ by.
    let seen = self_check.filter(|c| c.ci[0] > 1.0 || c.ci[1] < 1.0).map_or(0.0, |c| c.ratio.max(1.0 / c.ratio) - 1.0);
    let margin = settings.margin.max(seen);
    let timed = [("cpu_time", (|b: &Block| b.cpu) as fn(&Block) -> [u64; 2]), ("wall_time", |b: &Block| b.wall)];
    let mut metrics = Vec::new();
    let mut claims = Vec::new();
    for (name, of) in timed {
        if let Some(compared) = Compared::of(&raw.launches, |l| (&l.blocks, of), settings) {
            let compared = compared.no_surer_than(floor);
            let p = p_beyond(compared.interval, compared.error, compared.groups, margin);
            claims.push(p.filter(|_| !compared.layouts || claimable(compared.groups, settings.alpha)).unwrap_or(1.0));
            metrics.push(compared.metric(name, margin, seconds));
        }
    }
    let look = looks::number(raw.launches.len(), settings.layouts as usize);
    let holds = holm(&claims, look.map_or(0.0, |n| looks::spend(settings.alpha, n)));
    for (metric, holds) in metrics.iter_mut().zip(holds) {
        let claims = matches!(metric.verdict, Verdict::Faster | Verdict::Slower);
        if look.is_none() || (claims && !holds) {
            metric.verdict = Verdict::Undecided;
        }
    }
    metrics.extend(latencies(&raw.latencies, settings.alpha, margin));
    metrics.extend(singles(&raw.single, margin));
    for metric in &mut metrics {
        metric.gate = settings.gates.iter().find(|g| g.metric == metric.name).map(|g| g.growth);
    }
    let decides = metrics.iter().find(|m| m.name == DECIDES).map_or(Verdict::Undecided, |m| m.verdict);
    let unfit = self_check.is_some_and(|c| c.alarm);
    Evaluation { verdict: if unfit { Verdict::Undecided } else { decides }, metrics, self_check, margin }
}

/// Both sides in a number of launches.
struct Compared {
    /// Logarithm of second ÷ first.
    interval: Interval,
    /// Standard error of the estimate.
    error: f64,
    /// Launches, or layouts, that the interval is made from.
    groups: usize,
    /// It is layouts.
    layouts: bool,
    /// Nanoseconds of an iteration.
    times: [f64; 2],
    /// Legs of each side.
    legs: u64,
}

impl Compared {
    fn of<'a>(
        launches: &'a [Launch],
        of: impl Fn(&'a Launch) -> (&'a Vec<Block>, fn(&Block) -> [u64; 2]),
        settings: &Settings,
    ) -> Option<Compared> {
        let look = looks::number(launches.len(), settings.layouts as usize).unwrap_or(1);
        let alpha = looks::spend(settings.alpha, look);
        let (mut all, mut per_launch, mut times) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new()]);
        for launch in launches {
            let (blocks, take) = of(launch);
            let pairs: Vec<[u64; 2]> = blocks.iter().map(take).collect();
            let ratios: Vec<f64> =
                pairs.iter().map(|[a, b]| (*b as f64 / *a as f64).ln()).filter(|r| r.is_finite()).collect();
            let Some(middle) = median(&ratios) else { continue };
            per_launch.push((launch.layout, middle));
            all.extend(ratios);
            for (side, times) in times.iter_mut().enumerate() {
                let of_leg: Vec<f64> = pairs.iter().map(|p| p[side] as f64 / 2.0 / launch.iterations as f64).collect();
                times.extend(median(&of_leg));
            }
        }
        let (groups, layouts) = groups(&per_launch);
        let between = between(&groups, alpha)?;
        let within = of_median(&all, alpha).unwrap_or(between);
        Some(Compared {
            interval: between.hull(Interval { at: between.at, ..within }),
            error: interval::error(&groups, between.at),
            groups: groups.len(),
            layouts: layouts >= LAYOUTS,
            times: [median(&times[0])?, median(&times[1])?],
            legs: 2 * all.len() as u64,
        })
    }

    /// With an interval and an error that are no smaller than these: what other layouts do to the first side, they may do to
    /// both.
    fn no_surer_than(mut self, (half, error): (f64, f64)) -> Compared {
        let Interval { at, .. } = self.interval;
        self.interval = self.interval.hull(Interval { at, low: at - half, high: at + half });
        self.error = self.error.max(error);
        self
    }

    fn metric(&self, name: &str, margin: f64, seconds: f64) -> Metric {
        let verdict = judge(self.interval, margin);
        let undecided = verdict == Verdict::Undecided;
        Metric {
            name: name.to_owned(),
            unit: "ns".to_owned(),
            first: self.times[0],
            second: self.times[1],
            verdict,
            ratio: Some(self.interval.at.exp()),
            ci: Some([self.interval.low.exp(), self.interval.high.exp()]),
            mde: detectable(self.interval, self.error, self.groups, margin),
            seconds_to_decide: effort(self.interval, margin).filter(|_| undecided).map(|by| by * seconds),
            samples: self.legs,
            iterations: None,
            gate: None,
        }
    }
}

/// Whether so many layouts of each side can show a difference. Many pieces of code have two speeds, which layout chooses from: a
/// loop crosses a line or does not. That all layouts of one side get one of them and all of the other side the other has a chance
/// of up to 2 · 4^-count, and no interval knows.
#[must_use]
pub fn claimable(count: usize, alpha: f64) -> bool {
    2.0 * 0.25_f64.powf(count as f64) <= alpha
}

/// What the interval is made from: layouts, if there are some; launches of one layout share what it does to them. And how many
/// layouts there are.
fn groups(per_launch: &[(u32, f64)]) -> (Vec<f64>, usize) {
    let mut layouts: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for (layout, value) in per_launch {
        layouts.entry(*layout).or_default().push(*value);
    }
    if layouts.len() < LAYOUTS {
        return (per_launch.iter().map(|(_, value)| *value).collect(), layouts.len());
    }
    let means = layouts.values().map(|values| values.iter().sum::<f64>() / values.len() as f64);
    (means.collect(), layouts.len())
}

fn self_check(compared: &Compared, margin: f64) -> SelfCheck {
    let i = compared.interval;
    let alarm = matches!(judge(i, margin), Verdict::Faster | Verdict::Slower);
    SelfCheck { ratio: i.at.exp(), ci: [i.low.exp(), i.high.exp()], alarm }
}

/// Quantiles of latencies under load. The interval of their ratio goes from the least to the most that both intervals allow,
/// each of them with half of the share of errors. Requests of one turn share whatever else the machine did meanwhile, so it is no
/// narrower than the interval over pairs of turns. A quantile that too few requests reach beyond is left out.
fn latencies(all: &[Latency], alpha: f64, margin: f64) -> Vec<Metric> {
    let of_side =
        |side| -> Vec<[u64; 2]> { all.iter().filter(|l| l.side == side).flat_map(|l| l.open.clone()).collect() };
    let sides = [of_side(0), of_side(1)];
    let turns = |side| all.iter().filter(move |l: &&Latency| l.side == side).map(|l| &l.open);
    let over_turns = |quantile: f64| {
        let pairs = turns(0).zip(turns(1));
        let log = |(a, b): (&Vec<[u64; 2]>, &Vec<[u64; 2]>)| {
            let (a, b) = interval::middle_of_counts(a, quantile).zip(interval::middle_of_counts(b, quantile))?;
            Some((b / a).ln()).filter(|log| log.is_finite())
        };
        between(&pairs.filter_map(log).collect::<Vec<_>>(), alpha)
    };
    let metric = |(name, quantile): &(&str, f64)| {
        let [a, b] = sides.each_ref().map(|counts| interval::of_counts(counts, *quantile, alpha / 2.0));
        let (a, b) = a.zip(b)?;
        let log = Interval { at: (b.at / a.at).ln(), low: (b.low / a.high).ln(), high: (b.high / a.low).ln() };
        let log = over_turns(*quantile).map_or(log, |turns| log.hull(turns));
        let ci = [log.low.exp(), log.high.exp()];
        Some(Metric {
            name: (*name).to_owned(),
            unit: "ns".to_owned(),
            first: a.at,
            second: b.at,
            verdict: judge(log, margin),
            ratio: Some(b.at / a.at),
            ci: Some(ci),
            mde: None,
            seconds_to_decide: None,
            samples: sides.iter().map(|s| s.iter().map(|[_, n]| n).sum()).min().unwrap_or(0),
            iterations: None,
            gate: None,
        })
    };
    QUANTILES.iter().filter_map(metric).collect()
}

/// Metrics of one side at a time, where both sides have them. Their intervals go from the least to the most that the
/// repetitions allow: most are counts, which do not vary.
fn singles(all: &[Single], margin: f64) -> Vec<Metric> {
    let mut out: Vec<Metric> = Vec::new();
    for first in all.iter().filter(|s| s.side == 0) {
        let of_second = all.iter().find(|s| s.side == 1 && s.metric == first.metric);
        let Some((second, unit)) = of_second.zip(unit(&first.metric)) else { continue };
        let (Some(a), Some(b)) = (median(&first.values), median(&second.values)) else { continue };
        let least = |values: &[f64]| values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = |values: &[f64]| values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let ci = [least(&second.values) / most(&first.values), most(&second.values) / least(&first.values)];
        let known = a > 0.0 && ci[0] > 0.0 && ci[1].is_finite();
        let verdict = match known {
            true => judge(Interval { at: (b / a).ln(), low: ci[0].ln(), high: ci[1].ln() }, margin),
            false if a == b => Verdict::Equivalent,
            false if a < b => Verdict::Slower,
            false => Verdict::Faster,
        };
        out.push(Metric {
            name: first.metric.clone(),
            unit: unit.to_owned(),
            first: a,
            second: b,
            verdict,
            ratio: (a > 0.0).then(|| b / a),
            ci: known.then_some(ci),
            mde: None,
            seconds_to_decide: None,
            samples: first.values.len().min(second.values.len()) as u64,
            iterations: first.iterations,
            gate: None,
        });
    }
    out
}

/// Unit of a metric that is measured of one side; `None` if it is not known.
fn unit(metric: &str) -> Option<&'static str> {
    match metric {
        "cold_start" | "build_time" => Some("ns"),
        "allocated" | "peak_heap" | "leaked" | "peak_rss" | "size" => Some("bytes"),
        "allocations" | "reallocations" | "instructions" => Some(""),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings { margin: 0.01, alpha: 0.01, budget: 5.0, seed: 0, layouts: 1, gates: vec![], relations: vec![] }
    }

    /// Launches whose blocks scatter by half a percent around a ratio.
    fn launches(count: u32, ratio: f64, layouts: &[f64]) -> Vec<Launch> {
        let mut random = fastrand::Rng::with_seed(7);
        let mut block = |ratio: f64| {
            let first = 400_000.0 * (1.0 + 0.1 * random.f64());
            let second = first * ratio * (1.0 + 0.01 * (random.f64() - 0.5));
            Block { cpu: [first as u64, second as u64], wall: [first as u64 + 100, second as u64 + 100] }
        };
        (0..count)
            .map(|i| {
                let layout = i % layouts.len() as u32;
                let of_layout = layouts[layout as usize];
                Launch {
                    layout,
                    iterations: 100,
                    blocks: (0..50).map(|_| block(ratio * of_layout)).collect(),
                    same: (0..25).map(|_| block(1.0)).collect(),
                    ..Launch::default()
                }
            })
            .collect()
    }

    fn verdict(launches: Vec<Launch>) -> Evaluation {
        let layouts = 1 + launches.iter().map(|l| l.layout).max().unwrap_or_default();
        evaluate(&Raw { launches, ..Raw::default() }, &Settings { layouts, ..settings() }, 1.0)
    }

    #[test]
    fn two_percent_are_found_and_nothing_is_none() {
        assert_eq!(verdict(launches(6, 1.02, &[1.0])).verdict, Verdict::Slower);
        assert_eq!(verdict(launches(6, 0.98, &[1.0])).verdict, Verdict::Faster);
        assert_eq!(verdict(launches(6, 1.0, &[1.0])).verdict, Verdict::Equivalent);
        // Nobody is judged before the first look.
        assert_eq!(verdict(launches(4, 2.0, &[1.0])).verdict, Verdict::Undecided);
    }

    #[test]
    fn what_layouts_do_is_in_the_interval() {
        let layouts = [1.05, 0.97, 1.02, 0.95, 1.01];
        let found = verdict(launches(50, 1.0, &layouts));
        assert_eq!(found.verdict, Verdict::Undecided);
        let [low, high] = found.metrics[0].ci.unwrap();
        assert!(low < 0.97 && high > 1.03, "{low} {high}");
        assert!(found.metrics[0].seconds_to_decide.unwrap() > 1.0);
    }

    /// A group that may have a part of a core stops for the rest of each period: some blocks take a hundred times as long, by
    /// the clock on the wall, and a cold cache costs the leg that goes on a little CPU time.
    #[test]
    fn a_process_that_is_stopped_again_and_again_is_not_slower() {
        for seed in 0..40 {
            let mut random = fastrand::Rng::with_seed(seed);
            let mut all = launches(10, 1.0, &[1.0]);
            for block in all.iter_mut().flat_map(|l| l.blocks.iter_mut().chain(&mut l.same)) {
                if random.f64() < 0.1 {
                    let side = random.usize(0..2);
                    block.wall[side] += 80_000_000;
                    block.cpu[side] += 20_000;
                }
            }
            let found = verdict(all);
            assert_eq!(found.verdict, Verdict::Equivalent, "{seed}: {found:?}");
            let wall = found.metrics.iter().find(|m| m.name == "wall_time").unwrap();
            assert!(!matches!(wall.verdict, Verdict::Faster | Verdict::Slower), "{seed}: {wall:?}");
        }
    }

    /// Launches of the same code on both sides, each layout of which has a speed of this law.
    fn same_code(
        count: usize,
        layouts: usize,
        random: &mut fastrand::Rng,
        law: fn(&mut fastrand::Rng) -> f64,
    ) -> Vec<Launch> {
        let mut speeds = || -> Vec<f64> { (0..layouts).map(|_| law(random)).collect() };
        let (first, second) = (speeds(), speeds());
        let mut blocks = |ratio: f64| -> Vec<Block> {
            let noise = |random: &mut fastrand::Rng| 400_000.0 * (1.0 + 0.002 * (random.f64() - 0.5));
            let one = |random: &mut fastrand::Rng| [noise(random) as u64, (ratio * noise(random)) as u64];
            (0..9).map(|_| one(random)).map(|times| Block { cpu: times, wall: times }).collect()
        };
        let mut launch = |at: usize| {
            let other = (at + 1) % layouts;
            let (blocks, same) = (blocks((second[at] - first[at]).exp()), blocks((first[other] - first[at]).exp()));
            Launch {
                layout: at as u32,
                iterations: 100,
                blocks,
                same,
                same_layout: Some(other as u32),
                ..Launch::default()
            }
        };
        (0..count).map(|number| launch(number % layouts)).collect()
    }

    /// Whatever layouts do, and however few there are: the same code is called faster or slower no more often than promised.
    #[test]
    fn layouts_of_the_same_code_are_told_apart_no_more_often_than_promised() {
        let laws: [fn(&mut fastrand::Rng) -> f64; 4] = [
            |random| if random.bool() { 0.05 } else { 0.0 },
            |random| if random.f64() < 0.2 { 0.4 } else { 0.0 },
            |random| 0.1 * random.f64(),
            |random| -0.02 * (1.0 - random.f64()).ln(),
        ];
        let trials = 1000;
        for (law, at) in laws.into_iter().zip(0_u64..) {
            for layouts in [3, 5] {
                let mut random = fastrand::Rng::with_seed(at);
                let claims = |_: &u32| {
                    let all = same_code(12, layouts, &mut random, law);
                    let looks = looks::schedule(layouts).take_while(|until| *until <= all.len());
                    let mut verdicts = looks.map(|until| verdict(all[..until].to_vec()).verdict);
                    verdicts.any(|v| matches!(v, Verdict::Faster | Verdict::Slower))
                };
                let claimed = (0..trials).filter(claims).count();
                // 1 % of 1000 is 10; four standard deviations are 12.6.
                assert!(claimed <= 22, "law {at}, {layouts} layouts: {claimed} of {trials}");
            }
        }
    }

    #[test]
    fn a_difference_beyond_what_layouts_do_is_found() {
        let mut random = fastrand::Rng::with_seed(1);
        let mut all = same_code(10, 5, &mut random, |random| 0.004 * random.f64());
        for block in all.iter_mut().flat_map(|launch| &mut launch.blocks) {
            block.cpu[1] += block.cpu[1] / 20;
        }
        assert_eq!(verdict(all).verdict, Verdict::Slower);
    }

    #[test]
    fn an_interval_is_no_narrower_than_what_layouts_do_to_the_first_side() {
        let mut all = launches(10, 1.05, &[1.0; 5]);
        assert_eq!(verdict(all.clone()).verdict, Verdict::Slower);
        let by = [1.2, 0.9, 1.1, 0.8, 1.05];
        for (number, launch) in all.iter_mut().enumerate() {
            launch.same_layout = Some((launch.layout + 1) % 5);
            launch.same.iter_mut().for_each(|b| b.cpu[1] = (b.cpu[0] as f64 * by[number % 5]) as u64);
        }
        let found = verdict(all);
        assert_eq!(found.verdict, Verdict::Undecided);
        let ([low, high], check) = (found.metrics[0].ci.unwrap(), found.self_check.unwrap());
        assert!(high / low >= check.ci[1] / check.ci[0] * 0.999, "{low} {high} {check:?}");
        assert!(!check.alarm);
    }

    #[test]
    fn an_unfit_machine_has_no_verdict() {
        let mut all = launches(10, 1.1, &[1.0]);
        for launch in &mut all {
            launch.same = launch.blocks.clone();
        }
        let found = verdict(all);
        assert!(found.self_check.unwrap().alarm);
        assert_eq!(found.verdict, Verdict::Undecided);
    }

    #[test]
    fn counts_are_exact() {
        let single = |metric: &str, side, value| Single {
            metric: metric.into(),
            side,
            iterations: None,
            values: vec![value; 3],
        };
        let raw = Raw {
            single: vec![
                single("allocations", 0, 100.0),
                single("allocations", 1, 98.0),
                single("leaked", 0, 0.0),
                single("leaked", 1, 8.0),
                single("peak_heap", 0, 5.0),
            ],
            ..Raw::default()
        };
        let found = evaluate(&raw, &settings(), 1.0);
        let of = |m: &Metric| (m.name.clone(), m.verdict, m.ratio);
        assert_eq!(
            found.metrics.iter().map(of).collect::<Vec<_>>(),
            [("allocations".into(), Verdict::Faster, Some(0.98)), ("leaked".into(), Verdict::Slower, None)]
        );
    }

    /// Turns of two sides alike, and what some of their requests take besides.
    fn turns(of: impl Fn(u8, u64) -> u64) -> Vec<Latency> {
        let latency = |(turn, side): (u64, u8)| Latency {
            side,
            request: 1,
            period: 100_000,
            open: (0..1000).map(|n| [50_000 + 10 * n + if n >= 950 { of(side, turn) } else { 0 }, 1]).collect(),
            closed: vec![],
        };
        [0, 1, 1, 0, 1, 0, 0, 1].into_iter().enumerate().map(|(turn, side)| latency((turn as u64, side))).collect()
    }

    #[test]
    fn what_hits_one_turn_alone_is_nobodys_latency() {
        let p99 = |latencies: &[Latency]| super::latencies(latencies, 0.01, 0.01).into_iter().find(|m| m.name == "p99");
        // Something else took the machine during one turn of the second side.
        let hit = p99(&turns(|_, turn| if turn == 2 { 3_000_000 } else { 0 })).unwrap();
        assert_eq!(hit.verdict, Verdict::Undecided, "{hit:?}");
        // The second side has slow requests in all of its turns.
        let slow = p99(&turns(|side, _| u64::from(side) * 3_000_000)).unwrap();
        assert_eq!(slow.verdict, Verdict::Slower, "{slow:?}");
        let same = p99(&turns(|_, _| 0)).unwrap();
        assert!(same.ci.unwrap()[0] > 0.9 && same.ci.unwrap()[1] < 1.1, "{same:?}");
    }
}

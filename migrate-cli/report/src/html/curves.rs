//! Curves of both sides in one plot: latencies by how many requests have less, and the heap in the course of a run.

use std::fmt::Write as _;

use migrate_model::bench::{BenchDocument, Heap, Latency};
use serde::Serialize;

use super::round;
use crate::bench::value;

/// The part of the picture that curves are in: from the left, from the top, and how wide and high.
const LEFT: f64 = 76.0;
const TOP: f64 = 12.0;
const WIDE: f64 = 540.0;
const HIGH: f64 = 190.0;
/// The shares of requests that the axis names, and its end: one in ten thousand has more.
const SHARES: [(f64, &str); 5] = [(0.0, "0"), (0.9, "90 %"), (0.99, "99 %"), (0.999, "99.9 %"), (0.9999, "99.99 %")];
/// Points of a curve that are drawn at most; a histogram has many more.
const POINTS: usize = 400;

/// A plot.
#[derive(Serialize)]
pub(super) struct Plot {
    id: &'static str,
    title: &'static str,
    words: String,
    lines: Vec<Line>,
    /// Positions and words along the lower edge, and along the left one.
    across: Vec<(f64, String)>,
    up: Vec<(f64, String)>,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

/// A curve: which side it is of, whether it is the weaker of the side's two, and where it goes.
#[derive(Serialize)]
struct Line {
    side: u8,
    faint: bool,
    points: String,
}

/// Every plot that the answer has numbers for.
pub(super) fn plots(document: &BenchDocument) -> Vec<Plot> {
    latencies(&document.raw.latencies).into_iter().chain(heap(&document.raw.heap)).collect()
}

fn latencies(all: &[Latency]) -> Option<Plot> {
    let counts = |side: u8, of: fn(&Latency) -> &Vec<[u64; 2]>| -> Vec<[u64; 2]> {
        let mut counts: Vec<[u64; 2]> = all.iter().filter(|l| l.side == side).flat_map(of).copied().collect();
        counts.sort_unstable();
        counts
    };
    let curves = [(0, false), (1, false), (0, true), (1, true)].map(|(side, faint)| {
        let counts = counts(side, if faint { |l| &l.closed } else { |l| &l.open });
        (side, faint, shares(&counts))
    });
    let values = || curves.iter().flat_map(|(_, _, curve)| curve.iter().map(|(_, value)| value.max(1.0).ln()));
    let (least, most) = range(values())?;
    let place = |(share, latency): (f64, f64)| (across(share), up(latency.max(1.0).ln(), least, most));
    let line = |(side, faint, curve): (u8, bool, Vec<(f64, f64)>)| Line {
        side,
        faint,
        points: points(curve.into_iter().map(place)),
    };
    Some(Plot {
        id: "latency",
        title: "Latency under load",
        words: "Of this share of requests none took longer. Bold is from arrival to end, as who waits sees it; faint is from start to \
                end, as a loop that sends the next request after the last sees it."
            .to_owned(),
        lines: curves.into_iter().map(line).collect(),
        across: SHARES.iter().map(|(share, words)| (round(across(*share)), (*words).to_owned())).collect(),
        up: ticks(least, most, |at| value(at.exp(), "ns")),
        ..Plot::empty()
    })
}

fn heap(all: &[Heap]) -> Option<Plot> {
    let most = all.iter().flat_map(|h| h.bytes.iter().map(|b| b[1])).max().filter(|most| *most > 0)? as f64;
    let longest = all.iter().map(|h| h.part * h.bytes.len() as u64).max().filter(|n| *n > 0)?;
    let curve = |heap: &Heap, of: usize| {
        let at = |number: usize| LEFT + WIDE * (heap.part * (number as u64 + 1)) as f64 / longest as f64;
        points(heap.bytes.iter().enumerate().map(|(number, b)| (at(number), up(b[of] as f64, 0.0, most))))
    };
    let line = |heap: &Heap, faint| Line { side: heap.side, faint, points: curve(heap, usize::from(faint)) };
    Some(Plot {
        id: "heap",
        title: "Heap in the course of a run",
        words: format!("Bytes after each part of {longest} iterations; faint is the most within the part."),
        lines: all.iter().flat_map(|heap| [line(heap, true), line(heap, false)]).collect(),
        across: vec![(LEFT, "0".to_owned()), (LEFT + WIDE, longest.to_string())],
        up: ticks(0.0, most, |at| value(at, "bytes")),
        ..Plot::empty()
    })
}

impl Plot {
    fn empty() -> Plot {
        Plot {
            id: "",
            title: "",
            words: String::new(),
            lines: vec![],
            across: vec![],
            up: vec![],
            left: LEFT,
            right: LEFT + WIDE,
            top: TOP,
            bottom: TOP + HIGH,
        }
    }
}

/// Latencies, and the share of requests that took no longer.
fn shares(counts: &[[u64; 2]]) -> Vec<(f64, f64)> {
    let all: u64 = counts.iter().map(|[_, n]| n).sum();
    let mut so_far = 0;
    let mut curve: Vec<(f64, f64)> = Vec::new();
    for [latency, n] in counts {
        // The step begins where the ones before end.
        curve.push((so_far as f64 / all as f64, *latency as f64));
        so_far += n;
    }
    // More points than pixels add nothing; the slowest are never left out.
    let every = curve.len().div_ceil(POINTS).max(1);
    let last = curve.len().saturating_sub(POINTS / 4);
    curve.into_iter().enumerate().filter(|(n, _)| n % every == 0 || *n >= last).map(|(_, point)| point).collect()
}

/// Where a share stands: each nine is as far from the one before.
fn across(share: f64) -> f64 {
    let nines = -(1.0 - share).max(1e-9).log10();
    LEFT + WIDE * (nines / 4.0).min(1.0)
}

fn up(value: f64, least: f64, most: f64) -> f64 {
    TOP + HIGH * (1.0 - (value - least) / (most - least).max(f64::MIN_POSITIVE))
}

fn range(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let (least, most) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), v| (least.min(v), most.max(v)));
    (least < most).then_some((least, most))
}

/// Five places from the least to the most.
fn ticks(least: f64, most: f64, words: impl Fn(f64) -> String) -> Vec<(f64, String)> {
    let at = |n: u32| least + (most - least) * f64::from(n) / 4.0;
    (0..=4).map(|n| (round(up(at(n), least, most)), words(at(n)))).collect()
}

fn points(places: impl Iterator<Item = (f64, f64)>) -> String {
    let mut out = String::new();
    for (x, y) in places {
        let _ = write!(out, "{},{} ", round(x), round(y));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_nine_is_as_far_from_the_one_before() {
        let at: Vec<f64> = SHARES.iter().map(|(share, _)| across(*share)).collect();
        assert!((at[0] - LEFT).abs() < 1e-6 && (at[4] - LEFT - WIDE).abs() < 1e-6, "{at:?}");
        assert!((at[2] - at[1] - WIDE / 4.0).abs() < 1e-6, "{at:?}");
        assert!(across(1.0) <= LEFT + WIDE);
    }

    #[test]
    fn a_latency_is_reached_by_the_share_that_has_less() {
        assert_eq!(shares(&[[10, 9], [50, 1]]), [(0.0, 10.0), (0.9, 50.0)]);
        assert!(shares(&[]).is_empty());
        let many: Vec<[u64; 2]> = (1..=5000).map(|n| [n, 1]).collect();
        let kept = shares(&many);
        assert!(kept.len() <= POINTS + POINTS / 4 + 1 && kept.last() == Some(&(4999.0 / 5000.0, 5000.0)), "{kept:?}");
    }

    #[test]
    fn what_has_no_numbers_has_no_plot() {
        assert!(latencies(&[]).is_none() && heap(&[]).is_none());
        let flat = Heap { side: 0, part: 10, bytes: vec![[0, 0]; 3] };
        assert!(heap(&[flat]).is_none());
        let growing = |side| Heap { side, part: 10, bytes: vec![[100, 150], [200, 260]] };
        let plot = heap(&[growing(0), growing(1)]).unwrap();
        assert_eq!(plot.lines.len(), 4);
        assert!(plot.lines.iter().all(|line| !line.points.contains("NaN")));
    }
}

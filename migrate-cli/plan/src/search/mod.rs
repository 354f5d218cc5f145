//! Makes a good order better.
//!
//! A symbol is live from the first to the last move among its owner and users, so the area of an order is the sum of the
//! lengths of these spans, measured in lines: a linear arrangement of a weighted hypergraph. Finding the best one is hard
//! (NP-hard even with edges of two ends); this is a local search with restarts:
//!
//! 1. start from several greedy orders;
//! 2. take each node out and put it where the area is least ([`arrangement::Arrangement::settle`]) until no node wants to
//!    move any more;
//! 3. shake (move a random block, perhaps reversed), settle again, and keep the result unless it is worse; from the start
//!    again with other seeds.
//!
//! The peak never exceeds that of the plain greedy order. An order and its reverse cost the same; of the two the one is
//! taken that has its border later, because the first moves are those in which a team still learns.

mod arrangement;
mod hyper;
mod probe;

use rand_mt::Mt;

pub(crate) use arrangement::Arrangement;
pub(crate) use hyper::Hyper;

use crate::border::price;
use crate::net::{Net, Node};
use crate::order::{Greed, below, greedy};

/// Bounds of the search, by count.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort {
    /// Elementary operations (a position tried, a member of a symbol looked at) after which it stops.
    pub(crate) operations: u64,
    /// Shakes without a gain after which it stops.
    pub(crate) idle_shakes: u32,
}

impl Effort {
    /// About two seconds for a thousand units. Small codebases settle long before; those in between get all chains of
    /// [`SEEDS`].
    pub(crate) fn normal(units: usize) -> Effort {
        let operations = if units <= SMALL { 640_000_000 } else { 180_000_000 };
        Effort { operations, idle_shakes: 1_500 }
    }
}

/// Units up to which a chain of shakes takes a fraction of a second.
const SMALL: usize = 200;

/// Seeds of the random shakes. Each starts afresh from the settled greedy orders, as far as the operations last: one chain of
/// shakes may end in a poor valley that another one misses.
const SEEDS: [u32; 10] = [20, 1, 2, 3, 5, 8, 13, 21, 34, 55];

/// An order whose area and peak are at most those of `start`, the greedy order.
pub(crate) fn improve(net: &Net, start: &[Node], effort: Effort) -> Vec<Node> {
    if net.total_lines() == 0 || net.crossings.is_empty() {
        return start.to_vec();
    }
    let hyper = Hyper::new(net);
    let mut best = Arrangement::new(&hyper, start);
    let limit = best.peak();
    best.settle(limit);
    let mut work = best.work();
    for greed in [Greed::Plain, Greed::PerRoot] {
        let mut other = Arrangement::new(&hyper, &greedy(net, greed));
        other.settle(limit);
        work += other.work();
        best = better(best, other, limit);
    }
    let settled = best.fresh_copy();
    for seed in SEEDS {
        let (shaken, spent) = shake(settled.fresh_copy(), limit, effort, work, seed);
        work = spent;
        if is_better(&shaken, &best) {
            best = shaken;
        }
    }
    best.into_order_with_late_border(net)
}

fn better<'a>(best: Arrangement<'a>, other: Arrangement<'a>, limit: i64) -> Arrangement<'a> {
    if other.peak() <= limit && other.twice_area() < best.twice_area() { other } else { best }
}

/// Less area; of areas that differ by less than a thousandth, less peak.
fn is_better(new: &Arrangement<'_>, old: &Arrangement<'_>) -> bool {
    let (a, b) = (i128::from(new.twice_area()), i128::from(old.twice_area()));
    let close = 1000 * (a - b).abs() <= a.max(b);
    if close { (new.peak(), a) < (old.peak(), b) } else { a < b }
}

/// One chain of shakes, and the operations spent so far.
fn shake(mut best: Arrangement<'_>, limit: i64, effort: Effort, mut work: u64, seed: u32) -> (Arrangement<'_>, u64) {
    let mut generator = Mt::new_with_key([seed]);
    let mut idle = 0;
    while work < effort.operations && idle < effort.idle_shakes {
        let mut trial = best.fresh_copy();
        disturb(&mut trial, &mut generator);
        trial.settle(limit);
        work += trial.work();
        idle += 1;
        if trial.peak() <= limit && trial.twice_area() <= best.twice_area() {
            if trial.twice_area() < best.twice_area() {
                idle = 0;
            }
            best = trial;
        }
    }
    (best, work)
}

/// Moves a random block of up to a quarter of the order elsewhere, every other time reversed.
fn disturb(trial: &mut Arrangement<'_>, generator: &mut Mt) {
    let nodes = trial.len() as u32;
    if nodes < 2 {
        return;
    }
    let longest = (nodes / 4).clamp(1, 24);
    let length = 1 + below(generator, longest);
    let from = below(generator, nodes - length + 1);
    let to = below(generator, nodes - length + 1);
    let reversed = below(generator, 2) == 1;
    trial.move_block(from as usize, length as usize, to as usize, reversed);
}

impl Arrangement<'_> {
    /// The order or its reverse, whichever has its border later.
    fn into_order_with_late_border(self, net: &Net) -> Vec<Node> {
        let order = self.into_order();
        let reverse: Vec<Node> = order.iter().rev().copied().collect();
        if lateness(net, &reverse) > lateness(net, &order) { reverse } else { order }
    }
}

/// The first moment of the curve: the larger, the later the border.
fn lateness(net: &Net, order: &[Node]) -> f64 {
    let curve = price(net, order).curve;
    let live = |i: usize| (curve[i].live.cpp_to_rust + curve[i].live.rust_to_cpp) as f64;
    let trapezoid = |i: usize| {
        let (from, to) = (curve[i - 1].moved, curve[i].moved);
        (to - from) * (live(i - 1) + live(i)) / 2.0 * (from + to) / 2.0
    };
    (1..curve.len()).map(trapezoid).sum()
}

#[cfg(test)]
mod tests;

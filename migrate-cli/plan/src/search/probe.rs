//! What an order would cost with one node elsewhere, for every place at once.
//!
//! Take the node out. At each gap between the others: `base` is the number of symbols of the others that span the gap,
//! `lines` the lines before it. A symbol of the node spans, among the others, from `first` to `last`. With the node at a
//! gap up to `first` it reaches from the middle of the node to the middle of `first`, at a gap behind `last` likewise; in
//! between it costs nothing more. And everything that spans the gap grows by the lines of the node. All of that is a sum
//! over symbols of something linear in the gap, so difference arrays give every gap in one pass.

use super::{Arrangement, Hyper};
use crate::net::Node;

/// Costs of one node at every gap; the buffers are kept between nodes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Probe {
    /// Cost, up to a constant, × 2 × all lines.
    cost: Vec<i64>,
    /// Cut at the gap if the node stands at it or before it (its symbols reach back to here).
    cut_before: Vec<i64>,
    /// Cut at the gap if the node stands at it or behind it.
    cut_behind: Vec<i64>,
    /// Maximum of `cut_before` up to the gap, then of `cut_behind` from it.
    peak: Vec<i64>,
    gaps: Vec<Gap>,
}

/// Sums over the symbols of the node, as differences first and as values then.
#[derive(Clone, Copy, Debug, Default)]
struct Gap {
    base: i64,
    /// Symbols whose others all stand behind the gap, and their `first` middles × 2.
    ahead: i64,
    ahead_middles: i64,
    /// Symbols whose others all stand before the gap, and their `last` middles × 2.
    behind: i64,
    behind_middles: i64,
}

impl Probe {
    /// Computes all gaps of a node; returns the number of operations.
    pub(super) fn fill(&mut self, order: &Arrangement<'_>, node: Node) -> u64 {
        let here = order.position[node as usize];
        self.gaps.clear();
        self.gaps.resize(order.len() + 1, Gap::default());
        let mut work = order.len() as u64;
        for &edge in &order.hyper.edges[node as usize] {
            work += self.add(order, order.hyper, edge as usize, node, here);
        }
        self.sum_up(order, node, here);
        work
    }

    fn add(&mut self, order: &Arrangement<'_>, hyper: &Hyper, edge: usize, node: Node, here: usize) -> u64 {
        let members = &hyper.members[edge];
        let weight = hyper.weight[edge];
        let (mut first, mut last) = (usize::MAX, 0);
        for &other in members {
            if other != node {
                first = first.min(order.position[other as usize]);
                last = last.max(order.position[other as usize]);
            }
        }
        let lines = hyper.lines[node as usize];
        let middle = |at: usize| order.start[at] + order.start[at + 1] - if at > here { 2 * lines } else { 0 };
        let (first_middle, last_middle) = (middle(first), middle(last));
        first -= usize::from(first > here);
        last -= usize::from(last > here);

        if first >= here {
            self.gaps[here + 1].base -= weight;
            self.gaps[first + 1].base += weight;
        } else if last < here {
            self.gaps[last + 1].base -= weight;
            self.gaps[here + 1].base += weight;
        }
        self.gaps[0].ahead += weight;
        self.gaps[0].ahead_middles += weight * first_middle;
        self.gaps[first + 1].ahead -= weight;
        self.gaps[first + 1].ahead_middles -= weight * first_middle;
        self.gaps[last + 1].behind += weight;
        self.gaps[last + 1].behind_middles += weight * last_middle;
        members.len() as u64
    }

    fn sum_up(&mut self, order: &Arrangement<'_>, node: Node, here: usize) {
        let gaps = order.len();
        let node_lines = order.hyper.lines[node as usize];
        self.cost.clear();
        self.cut_before.clear();
        self.cut_behind.clear();
        let mut sum = Gap::default();
        for gap in 0..gaps {
            let step = self.gaps[gap];
            sum.base += step.base;
            sum.ahead += step.ahead;
            sum.ahead_middles += step.ahead_middles;
            sum.behind += step.behind;
            sum.behind_middles += step.behind_middles;
            let (lines, cut) = if gap <= here {
                (order.start[gap], order.cut[gap])
            } else {
                (order.start[gap + 1] - node_lines, order.cut[gap + 1])
            };
            let base = cut + sum.base;
            let reach_ahead = sum.ahead_middles - sum.ahead * (2 * lines - node_lines);
            let reach_back = sum.behind * (2 * lines + node_lines) - sum.behind_middles;
            self.cost.push(2 * node_lines * base + reach_ahead + reach_back);
            self.cut_before.push(base + sum.behind);
            self.cut_behind.push(base + sum.ahead);
        }
        self.sum_up_peaks();
    }

    /// With the node at a gap, the moves up to it see `cut_before`, those from it on `cut_behind`.
    fn sum_up_peaks(&mut self) {
        self.peak.clear();
        let mut most = 0;
        for &cut in &self.cut_before {
            most = most.max(cut);
            self.peak.push(most);
        }
        most = 0;
        for (peak, &cut) in self.peak.iter_mut().zip(&self.cut_behind).rev() {
            most = most.max(cut);
            *peak = most.max(*peak);
        }
    }

    /// Cost at a gap, up to a constant.
    pub(super) fn cost(&self, gap: usize) -> i64 {
        self.cost[gap]
    }

    /// Peak with the node at a gap.
    pub(super) fn peak(&self, gap: usize) -> i64 {
        self.peak[gap]
    }

    /// The cheapest gap whose peak is within the limit, if it is cheaper than `here`.
    pub(super) fn best(&self, here: usize, limit: i64) -> Option<usize> {
        let mut best = here;
        for gap in 0..self.cost.len() {
            if self.cost[gap] < self.cost[best] && self.peak[gap] <= limit {
                best = gap;
            }
        }
        (best != here).then_some(best)
    }

    /// Writes the cuts with the node at a gap.
    pub(super) fn write_cuts(&self, gap: usize, cut: &mut [i64]) {
        cut[..=gap].copy_from_slice(&self.cut_before[..=gap]);
        cut[gap + 1..].copy_from_slice(&self.cut_behind[gap..]);
    }
}

//! Which neighbours in the order move in one step.
//!
//! Where two or more nodes are tied by many symbols, moving the first of them raises the border and moving the last
//! brings it back. In one step that hump never exists.

use crate::net::{Net, Node};

/// A hump is a tangle if it stands out by at least this share of the peak …
const HUMP_OF_PEAK: f64 = 0.1;
/// … and by at least this many symbols.
const HUMP: i64 = 4;
/// A step holds at most this share of all lines …
const LINES: f64 = 1.0 / 3.0;
/// … and at most this many nodes.
const NODES: usize = 4;

/// Neighbours in the order that move together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tangle {
    /// Position of the first.
    pub(super) from: usize,
    /// How many.
    pub(super) len: usize,
    /// Live symbols before, the most within, and after.
    border: (i64, i64, i64),
    /// By how much every moment within exceeds both ends.
    hump: i64,
    /// Symbols that tie at least two of them.
    ties: usize,
}

/// Tangles that do not overlap, by position. `cuts` are the live symbols after 0, 1, … moves.
pub(super) fn tangles(net: &Net, order: &[Node], cuts: &[i64], is_twin: &dyn Fn(Node) -> bool) -> Vec<Tangle> {
    let peak = cuts.iter().copied().max().unwrap_or(0);
    let least = HUMP.max((HUMP_OF_PEAK * peak as f64).ceil() as i64);
    let most_lines = (LINES * net.total_lines() as f64) as u64;
    let mut all = Vec::new();
    for from in 0..order.len() {
        for len in 2..=NODES.min(order.len() - from) {
            let nodes = &order[from..from + len];
            let lines: u64 = nodes.iter().map(|&n| net.lines[n as usize]).sum();
            if lines > most_lines || len == order.len() || nodes.iter().any(|&n| is_twin(n)) {
                break;
            }
            all.extend(tangle(net, nodes, cuts, from).filter(|t| t.hump >= least));
        }
    }
    all.sort_by_key(|t| (std::cmp::Reverse(t.hump), t.len, t.from));
    let mut kept: Vec<Tangle> = Vec::new();
    for tangle in all {
        let apart = |k: &Tangle| k.from + k.len <= tangle.from || tangle.from + tangle.len <= k.from;
        if kept.iter().all(apart) {
            kept.push(tangle);
        }
    }
    kept.sort_by_key(|t| t.from);
    kept
}

/// The nodes as a tangle, if each of them is tied to the others.
fn tangle(net: &Net, nodes: &[Node], cuts: &[i64], from: usize) -> Option<Tangle> {
    let (before, after) = (cuts[from], cuts[from + nodes.len()]);
    let within = &cuts[from + 1..from + nodes.len()];
    let (low, high) = (*within.iter().min()?, *within.iter().max()?);
    let inside = |c: u32| {
        let c = &net.crossings[c as usize];
        c.users.iter().chain([&c.owner]).filter(|n| nodes.contains(n)).count() >= 2
    };
    let mut ties: Vec<u32> = Vec::new();
    for &node in nodes {
        let known = ties.len();
        ties.extend(net.touching(node).filter(|&c| inside(c)));
        if ties.len() == known {
            return None;
        }
    }
    ties.sort_unstable();
    ties.dedup();
    let hump = low - before.max(after);
    Some(Tangle { from, len: nodes.len(), border: (before, high, after), hump, ties: ties.len() })
}

impl Tangle {
    /// The reason in words.
    pub(super) fn why(&self, nodes: &[Node], names: &[&str]) -> String {
        let names: Vec<&str> = nodes.iter().map(|&n| names[n as usize]).collect();
        let (before, within, after) = self.border;
        format!(
            "tangle: {} symbols tie {}; one after another they lift the border from {before} to {within} live symbols, in \
             one step it goes from {before} to {after}",
            self.ties,
            names.join(", ")
        )
    }
}

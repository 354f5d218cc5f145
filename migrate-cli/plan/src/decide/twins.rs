//! Which hubs live in both languages for a while.
//!
//! The best-documented port of a C++ program kept ten of its foundation files in both languages for seven to eleven
//! months, rather than call across for every string and every status. A twin's own symbols are never live after it has
//! moved, because both sides have their own; in return the symbols that it uses are needed on both sides until its last
//! C++ user has moved, and its lines are kept twice.

use crate::net::{Net, Node};

use super::hubs::share;

/// A twin must lower the area by at least this share of it, or writing it twice is not worth it.
const LEAST_GAIN: f64 = 0.01;

/// A twin has at most this share of all lines: a whole layer in two languages is no foundation, it is a second port.
const MOST_LINES: f64 = 0.05;

/// A hub in two languages.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Twin {
    /// The hub.
    pub(super) node: Node,
    /// The last node to move that uses it.
    pub(super) last_user: Node,
    /// Mean live symbols that it saves.
    gain: f64,
}

/// The hubs that are no longer than the mean node, nor than a small share of all lines, and save border as twins.
pub(super) fn twins(net: &Net, order: &[Node], hubs: &[bool]) -> Vec<Twin> {
    let spans = Spans::new(net, order);
    let all_lines = net.total_lines() as f64;
    let most_lines = (all_lines / net.len().max(1) as f64).min(MOST_LINES * all_lines);
    let small = |n: Node| net.lines[n as usize] as f64 <= most_lines;
    let least = LEAST_GAIN * spans.area();
    let candidates = order.iter().copied().filter(|&n| hubs[n as usize] && small(n));
    candidates.filter_map(|n| spans.as_twin(n)).filter(|t| t.gain > 0.0 && t.gain >= least).collect()
}

impl Twin {
    /// The reason in words.
    pub(super) fn why(&self, net: &Net) -> String {
        let users = net.used_by(self.node).len();
        format!(
            "hub: {users} of {} others use it ({:.0} %); in both languages until the last of them has moved it saves \
             {:.1} of mean live symbols, for {} lines kept twice",
            net.len() - 1,
            100.0 * share(net, users),
            self.gain,
            net.lines[self.node as usize]
        )
    }
}

/// Where everything stands in an order.
struct Spans<'a> {
    net: &'a Net,
    order: &'a [Node],
    position: Vec<usize>,
    /// Middle of each position × 2, in lines.
    middle: Vec<i64>,
}

impl<'a> Spans<'a> {
    fn new(net: &'a Net, order: &'a [Node]) -> Self {
        let mut position = vec![0; order.len()];
        let mut middle = Vec::with_capacity(order.len());
        let mut before = 0;
        for (at, &node) in order.iter().enumerate() {
            let lines = net.lines[node as usize] as i64;
            position[node as usize] = at;
            middle.push(2 * before + lines);
            before += lines;
        }
        Spans { net, order, position, middle }
    }

    /// First and last position of a crossing.
    fn ends(&self, crossing: u32) -> (usize, usize) {
        let c = &self.net.crossings[crossing as usize];
        let own = self.position[c.owner as usize];
        let users = c.users.iter().map(|&u| self.position[u as usize]);
        users.fold((own, own), |(first, last), at| (first.min(at), last.max(at)))
    }

    fn in_area(&self, twice_lines: i64) -> f64 {
        twice_lines as f64 / (2 * self.net.total_lines()).max(1) as f64
    }

    fn area(&self) -> f64 {
        let spans = (0..self.net.crossings.len() as u32).map(|c| self.ends(c));
        self.in_area(spans.map(|(first, last)| self.middle[last] - self.middle[first]).sum())
    }

    /// The node as a twin; `None` if no user moves after it.
    fn as_twin(&self, node: Node) -> Option<Twin> {
        let here = self.position[node as usize];
        let lasts = || self.net.owned[node as usize].iter().map(|&c| self.ends(c).1);
        let retired = lasts().max().filter(|&last| last > here)?;
        let saved: i64 = lasts().map(|last| self.middle[last] - self.middle[here]).sum();
        let used = self.net.used[node as usize].iter();
        let longer: i64 = used.map(|&c| (self.middle[retired] - self.middle[self.ends(c).1]).max(0)).sum();
        Some(Twin { node, last_user: self.order[retired], gain: self.in_area(saved - longer) })
    }
}

//! An order under improvement, with the border after every move.

use std::collections::VecDeque;

use super::Hyper;
use super::probe::Probe;
use crate::net::Node;

/// An order of all nodes with its area and its cuts.
#[derive(Clone, Debug)]
pub(crate) struct Arrangement<'a> {
    pub(super) hyper: &'a Hyper,
    pub(super) order: Vec<Node>,
    /// Where each node stands.
    pub(super) position: Vec<usize>,
    /// Lines before each position, and all lines.
    pub(super) start: Vec<i64>,
    /// Live symbols after 0, 1, … moves.
    pub(super) cut: Vec<i64>,
    twice_area: i64,
    /// Nodes that may want to move, in turn and without repetitions.
    restless: VecDeque<Node>,
    is_restless: Vec<bool>,
    probe: Probe,
    work: u64,
}

impl<'a> Arrangement<'a> {
    /// Prices an order. Every node is restless.
    pub(crate) fn new(hyper: &'a Hyper, order: &[Node]) -> Self {
        let nodes = order.len();
        let mut new = Arrangement {
            hyper,
            order: order.to_vec(),
            position: vec![0; nodes],
            start: vec![0; nodes + 1],
            cut: vec![0; nodes + 1],
            twice_area: 0,
            restless: order.iter().copied().collect(),
            is_restless: vec![true; nodes],
            probe: Probe::default(),
            work: 0,
        };
        new.reprice();
        new
    }

    /// The same order with the work counted anew.
    pub(super) fn fresh_copy(&self) -> Self {
        Arrangement { work: 0, ..self.clone() }
    }

    /// Number of nodes.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// The order.
    pub(super) fn into_order(self) -> Vec<Node> {
        self.order
    }

    /// Area × 2 × all lines.
    pub(crate) fn twice_area(&self) -> i64 {
        self.twice_area
    }

    /// Live symbols after 0, 1, … moves.
    pub(crate) fn cuts(&self) -> &[i64] {
        &self.cut
    }

    /// The most live symbols after any move.
    pub(crate) fn peak(&self) -> i64 {
        self.cut.iter().copied().max().unwrap_or(0)
    }

    /// Operations so far.
    pub(super) fn work(&self) -> u64 {
        self.work
    }

    /// Change of area × 2 × all lines if a node stood at `position` instead.
    pub(crate) fn cost_of_moving(&mut self, node: Node, position: usize) -> i64 {
        let mut probe = std::mem::take(&mut self.probe);
        self.work += probe.fill(self, node);
        let cost = probe.cost(position) - probe.cost(self.position[node as usize]);
        self.probe = probe;
        cost
    }

    /// Puts restless nodes where the area is least, until none gains. The peak stays within `limit`, or within what it
    /// is now if that is more.
    pub(super) fn settle(&mut self, limit: i64) {
        let mut probe = std::mem::take(&mut self.probe);
        while let Some(node) = self.restless.pop_front() {
            self.is_restless[node as usize] = false;
            self.work += probe.fill(self, node);
            let here = self.position[node as usize];
            let limit = limit.max(probe.peak(here));
            if let Some(gap) = probe.best(here, limit) {
                self.twice_area += probe.cost(gap) - probe.cost(here);
                self.place(node, gap, &probe);
                self.unsettle_neighbours(node);
            }
        }
        self.probe = probe;
    }

    /// Moves a node to a gap; the probe knows the cuts then.
    fn place(&mut self, node: Node, gap: usize, probe: &Probe) {
        let here = self.position[node as usize];
        if gap > here {
            self.order[here..=gap].rotate_left(1);
        } else {
            self.order[gap..=here].rotate_right(1);
        }
        self.renumber(here.min(gap), here.max(gap));
        probe.write_cuts(gap, &mut self.cut);
    }

    /// Sets positions and starts anew from one position to another.
    fn renumber(&mut self, from: usize, to: usize) {
        for at in from..=to {
            let node = self.order[at] as usize;
            self.position[node] = at;
            self.start[at + 1] = self.start[at] + self.hyper.lines[node];
        }
    }

    fn unsettle_neighbours(&mut self, node: Node) {
        let hyper = self.hyper;
        for &edge in &hyper.edges[node as usize] {
            hyper.members[edge as usize].iter().filter(|&&n| n != node).for_each(|&n| self.unsettle(n));
        }
    }

    fn unsettle(&mut self, node: Node) {
        if !std::mem::replace(&mut self.is_restless[node as usize], true) {
            self.restless.push_back(node);
        }
    }

    /// Moves `length` nodes from a position to another one (counted without them), and makes them restless.
    pub(super) fn move_block(&mut self, from: usize, length: usize, to: usize, reversed: bool) {
        let mut block: Vec<Node> = self.order.drain(from..from + length).collect();
        if reversed {
            block.reverse();
        }
        self.order.splice(to..to, block.iter().copied());
        self.reprice();
        for node in block {
            self.unsettle(node);
            self.unsettle_neighbours(node);
        }
    }

    /// Computes everything from the order alone.
    fn reprice(&mut self) {
        if self.order.is_empty() {
            return;
        }
        self.renumber(0, self.order.len() - 1);
        self.cut.fill(0);
        for (members, &weight) in self.hyper.members.iter().zip(&self.hyper.weight) {
            let (mut first, mut last) = (usize::MAX, 0);
            for &node in members {
                first = first.min(self.position[node as usize]);
                last = last.max(self.position[node as usize]);
            }
            self.cut[first + 1] += weight;
            self.cut[last + 1] -= weight;
            self.work += members.len() as u64;
        }
        let mut live = 0;
        for cut in &mut self.cut {
            live += *cut;
            *cut = live;
        }
        let lines = |at: usize| self.start[at + 1] - self.start[at];
        self.twice_area = (0..self.order.len()).map(|at| lines(at) * (self.cut[at] + self.cut[at + 1])).sum();
    }
}

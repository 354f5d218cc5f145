//! What has not moved yet, and what each move would cost now.

use crate::border::Live;
use crate::net::{Net, Node};
use crate::order::Greed;

/// The border at one moment with the change that every further move would bring, kept up to date move by move.
#[derive(Clone, Debug)]
pub(crate) struct Frontier<'a> {
    net: &'a Net,
    live: Live<'a>,
    /// Change of live symbols if a node moved now; of moved nodes without meaning.
    delta: Vec<i64>,
    rest: Vec<Node>,
}

impl<'a> Frontier<'a> {
    /// Nothing has moved.
    pub(crate) fn new(net: &'a Net) -> Self {
        let live = Live::new(net);
        let rest: Vec<Node> = (0..net.len() as Node).collect();
        Frontier { net, delta: rest.iter().map(|&n| live.delta(n)).collect(), live, rest }
    }

    /// The border at this moment.
    pub(crate) fn live(&self) -> &Live<'a> {
        &self.live
    }

    /// Moves a node.
    pub(crate) fn advance(&mut self, node: Node) {
        if let Ok(at) = self.rest.binary_search(&node) {
            self.rest.remove(at);
        }
        self.live.advance(node);
        for other in neighbours(self.net, node) {
            if !self.live.has_moved(other) {
                self.delta[other as usize] = self.live.delta(other);
            }
        }
    }

    /// The cheapest next move. Ties go by lines, then by name.
    pub(crate) fn cheapest(&self, greed: Greed) -> Option<Node> {
        self.cheapest_of(greed, &self.rest)
    }

    /// The cheapest next move among some nodes.
    pub(crate) fn cheapest_of(&self, greed: Greed, nodes: &[Node]) -> Option<Node> {
        let lines = |n: Node| self.net.lines[n as usize];
        let value = |n: Node| greed.value(self.delta[n as usize], lines(n));
        nodes.iter().copied().min_by(|&a, &b| {
            value(a).total_cmp(&value(b)).then_with(|| lines(a).cmp(&lines(b))).then_with(|| a.cmp(&b))
        })
    }

    /// Change of live symbols if a node moved now.
    pub(crate) fn delta(&self, node: Node) -> i64 {
        self.delta[node as usize]
    }
}

fn neighbours(net: &Net, node: Node) -> Vec<Node> {
    let of = |c: u32| &net.crossings[c as usize];
    let mut all: Vec<Node> =
        net.touching(node).flat_map(|c| of(c).users.iter().copied().chain([of(c).owner])).collect();
    all.sort_unstable();
    all.dedup();
    all
}

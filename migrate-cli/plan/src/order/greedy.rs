//! The order that always takes the move that is cheapest now.

use crate::net::{Net, Node};
use crate::order::Frontier;

/// What a greedy order minimises at each move. `d` is the change of live symbols, `w` the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Greed {
    /// `d ÷ w`: the baseline, and the score that a plan prints.
    PerLine,
    /// `d`: large units are not favoured.
    Plain,
    /// `d ÷ √w`: between the two.
    PerRoot,
}

impl Greed {
    /// The value to minimise.
    pub(crate) fn value(self, delta: i64, lines: u64) -> f64 {
        let lines = lines.max(1) as f64;
        match self {
            Greed::PerLine => delta as f64 / lines,
            Greed::Plain => delta as f64,
            Greed::PerRoot => delta as f64 / lines.sqrt(),
        }
    }
}

/// The greedy order. Ties go by lines, then by name.
pub(crate) fn greedy(net: &Net, greed: Greed) -> Vec<Node> {
    let mut frontier = Frontier::new(net);
    let mut order = Vec::with_capacity(net.len());
    while let Some(node) = frontier.cheapest(greed) {
        frontier.advance(node);
        order.push(node);
    }
    order
}

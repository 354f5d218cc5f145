//! The net as the search sees it: symbols that tie the same nodes are one edge, and nobody owns it.

use std::collections::BTreeMap;

use crate::net::{Net, Node};

/// A weighted hypergraph over nodes with lines.
#[derive(Clone, Debug)]
pub(crate) struct Hyper {
    /// Lines of each node.
    pub(super) lines: Vec<i64>,
    /// Number of symbols of each edge.
    pub(super) weight: Vec<i64>,
    /// Nodes of each edge, at least two.
    pub(super) members: Vec<Vec<Node>>,
    /// Edges at each node.
    pub(super) edges: Vec<Vec<u32>>,
}

impl Hyper {
    /// Gathers the symbols of a net by the set of nodes that they tie.
    pub(crate) fn new(net: &Net) -> Hyper {
        let mut sets: BTreeMap<Vec<Node>, i64> = BTreeMap::new();
        for crossing in &net.crossings {
            let mut members = crossing.users.clone();
            members.push(crossing.owner);
            members.sort_unstable();
            *sets.entry(members).or_default() += 1;
        }
        let mut edges = vec![Vec::new(); net.len()];
        for (edge, members) in sets.keys().enumerate() {
            members.iter().for_each(|&n| edges[n as usize].push(edge as u32));
        }
        let lines = net.lines.iter().map(|&l| l as i64).collect();
        let (members, weight) = sets.into_iter().unzip();
        Hyper { lines, weight, members, edges }
    }
}

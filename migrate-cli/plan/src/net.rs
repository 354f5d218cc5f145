//! The symbol graph between the things that move: nodes with a weight, and symbols with one owner and some users.

use std::collections::BTreeMap;

use migrate_model::graph::SymbolGraph;

/// Index of a node: a unit or a module.
pub(crate) type Node = u32;

/// A symbol that crosses between nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Crossing {
    /// The node that defines it.
    pub(crate) owner: Node,
    /// The other nodes that use it, ascending; at least one.
    pub(crate) users: Vec<Node>,
    /// Index of the symbol in the graph.
    pub(crate) symbol: usize,
}

/// Nodes and what crosses between them. Nodes are numbered by their sort key, so that a lower number wins a tie.
#[derive(Clone, Debug, Default)]
pub(crate) struct Net {
    /// Lines of the source files of each node.
    pub(crate) lines: Vec<u64>,
    /// What crosses.
    pub(crate) crossings: Vec<Crossing>,
    /// Crossings that a node owns.
    pub(crate) owned: Vec<Vec<u32>>,
    /// Crossings that a node uses.
    pub(crate) used: Vec<Vec<u32>>,
}

impl Net {
    /// The net over `lines.len()` nodes, where `node_of` says which node holds a source file.
    pub(crate) fn new(graph: &SymbolGraph, lines: Vec<u64>, node_of: &BTreeMap<&str, Node>) -> Net {
        let mut net =
            Net { owned: vec![Vec::new(); lines.len()], used: vec![Vec::new(); lines.len()], lines, ..Net::default() };
        for (symbol, fact) in graph.symbols.iter().enumerate() {
            let Some(&owner) = node_of.get(fact.owner.as_str()) else { continue };
            let mut users: Vec<Node> =
                fact.users.iter().filter_map(|f| node_of.get(f.as_str()).copied()).filter(|&u| u != owner).collect();
            users.sort_unstable();
            users.dedup();
            if !users.is_empty() {
                net.push(Crossing { owner, users, symbol });
            }
        }
        net
    }

    fn push(&mut self, crossing: Crossing) {
        let id = self.crossings.len() as u32;
        self.owned[crossing.owner as usize].push(id);
        for &user in &crossing.users {
            self.used[user as usize].push(id);
        }
        self.crossings.push(crossing);
    }

    /// Number of nodes.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Lines of all nodes.
    pub(crate) fn total_lines(&self) -> u64 {
        self.lines.iter().sum()
    }

    /// The crossings that a node owns or uses.
    pub(crate) fn touching(&self, node: Node) -> impl Iterator<Item = u32> + '_ {
        self.owned[node as usize].iter().chain(&self.used[node as usize]).copied()
    }

    /// The nodes whose symbols a node uses, ascending.
    pub(crate) fn uses(&self, node: Node) -> Vec<Node> {
        sorted(self.used[node as usize].iter().map(|&c| self.crossings[c as usize].owner).collect())
    }

    /// The nodes that use a node's symbols, ascending.
    pub(crate) fn used_by(&self, node: Node) -> Vec<Node> {
        sorted(self.owned[node as usize].iter().flat_map(|&c| &self.crossings[c as usize].users).copied().collect())
    }
}

fn sorted(mut nodes: Vec<Node>) -> Vec<Node> {
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}
